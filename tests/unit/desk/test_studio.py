"""The studio: editing, checking, publishing, colleagues at work at the same time, going back."""

import asyncio

from bot.clients import Address
from bot.ports import Transaction

from .conftest import WELCOME, Browser, Place

URL = "/studio/script/welcome"
BROKEN = WELCOME.replace("fact: mood", "fact: moood")
CHANGED = WELCOME.replace("Hoe was uw week?", "Hoe gaat het met u?")


async def edit(browser: Browser, text: str, action: str, url: str = URL, **more: str) -> None:
    """Open the page, type a text and press a button."""
    await browser.get(url)
    await browser.post(url, text=text, token=browser.hidden("token"), action=action, **more)


def latest(place: Place) -> tuple[int, str]:
    """Return the number and text of what is published."""
    revision = place.do(lambda tx: tx.revision("script", "welcome"))
    assert revision is not None
    return revision.number, revision.text


async def test_the_list_shows_titles_and_who_published(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.get("/studio")
    assert "Een vraag aan een mens" in browser.page
    assert "Max-WW (meegeleverd)" in browser.page
    await browser.get("/studio?q=geduld")
    assert "Een vraag aan een mens" not in browser.page


async def test_few_people_are_not_counted_out(place: Place) -> None:
    await place.says("fatma", "hallo")
    browser = await place.signed_in("ineke")
    await browser.get("/studio?q=welcome")
    assert "minder dan 5" in browser.page


async def test_the_list_as_a_file(place: Place) -> None:
    browser = await place.signed_in("ineke")
    response = await browser.get("/studio.csv")
    assert "Welkom;welcome;1;" in response.text


async def test_a_draft_may_have_errors(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await edit(browser, BROKEN, "save")
    assert "Bewaard als concept." in browser.page
    assert "1 probleem" in browser.page
    assert "Bedoelt u “mood”?" in browser.page
    assert "Regel 12, stap mood" in browser.page
    assert latest(place)[0] == 1


async def test_looking_over_a_text_keeps_nothing(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await edit(browser, BROKEN, "check")
    assert "moood" in browser.page
    assert place.do(lambda tx: tx.draft("script", "welcome")) is None


async def test_errors_block_publishing_and_the_text_is_kept(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await edit(browser, BROKEN, "publish", confirm="1")
    assert "Niet gepubliceerd" in browser.page
    draft = place.do(lambda tx: tx.draft("script", "welcome"))
    assert draft is not None
    assert draft.text == BROKEN
    assert latest(place)[0] == 1


async def test_publishing_where_nobody_is(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await edit(browser, CHANGED, "publish")
    assert "Gepubliceerd." in browser.page
    assert latest(place) == (2, CHANGED)


async def test_people_in_the_middle_are_told_first(place: Place) -> None:
    await place.says("fatma", "hallo")
    browser = await place.signed_in("ineke")
    await edit(browser, CHANGED, "publish")
    assert "Aantal mensen midden in dit gesprek: minder dan 5." in browser.page
    assert latest(place)[0] == 1
    await edit(browser, CHANGED, "publish", confirm="1")
    assert latest(place) == (2, CHANGED)
    await place.says("fatma", "Fatma", "100")
    assert "Hoe was uw week?" in _last_words(place)


def _last_words(place: Place) -> str:
    def work(tx: Transaction) -> str:
        file = tx.client_at(Address("web", "fatma"))
        return tx.messages(file.client.id)[-1].text if file else ""

    return place.do(work)


async def test_publishing_the_same_text_again_does_nothing(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await edit(browser, WELCOME, "publish")
    assert "Er is niets veranderd" in browser.page
    assert latest(place)[0] == 1


async def test_nobody_overwrites_a_colleague_unseen(place: Place) -> None:
    ineke, otto = await place.signed_in("ineke"), await place.signed_in("otto")
    await ineke.get(URL)
    await otto.get(URL)
    mine = WELCOME + "# van Ineke\n"
    theirs = WELCOME + "# van Otto\n"
    await otto.post(URL, text=theirs, token=otto.hidden("token"), action="save")
    response = await ineke.post(URL, text=mine, token=ineke.hidden("token"), action="save")
    assert response.status_code == 409
    assert "Otto heeft deze tekst intussen bewaard" in ineke.page
    assert "# van Ineke" in ineke.page
    assert "# van Otto" in ineke.page
    await ineke.post(URL, text=mine, token=ineke.hidden("token"), action="save")
    assert "Bewaard als concept." in ineke.page


async def test_of_two_who_publish_at_once_one_is_told(place: Place) -> None:
    ineke, otto = await place.signed_in("ineke"), await place.signed_in("otto")
    await ineke.get(URL)
    await otto.get(URL)
    answers = await asyncio.gather(
        ineke.post(URL, text=CHANGED, token=ineke.hidden("token"), action="publish"),
        otto.post(URL, text=WELCOME + "# x\n", token=otto.hidden("token"), action="publish"),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert latest(place)[0] == 2


async def test_a_script_keeps_its_name(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await edit(browser, WELCOME.replace("script: welcome", "script: hello"), "publish")
    assert "Niet gepubliceerd" in browser.page
    assert latest(place)[0] == 1


async def test_going_back_publishes_the_old_text_again(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await edit(browser, CHANGED, "publish")
    await edit(browser, CHANGED + "# half af\n", "save")
    await browser.get(f"{URL}/revisions")
    assert "Versie 2" in browser.page
    await browser.get(f"{URL}/revisions/1")
    assert "- <del> ask: Hoe gaat het met u?" in browser.page
    await browser.post(
        f"{URL}/revisions/1/roll-back",
        token=browser.hidden("token", f"{URL}/revisions/1/roll-back"),
    )
    assert latest(place) == (3, WELCOME)
    draft = place.do(lambda tx: tx.draft("script", "welcome"))
    assert draft is not None
    assert draft.text.endswith("# half af\n")


async def test_going_back_is_refused_after_a_newer_publication(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await edit(browser, CHANGED, "publish")
    await browser.get(f"{URL}/revisions/1")
    token = browser.hidden("token")
    await edit(await place.signed_in("otto"), CHANGED + "# x\n", "publish")
    assert (await browser.post(f"{URL}/revisions/1/roll-back", token=token)).status_code == 409
    assert latest(place)[0] == 3


async def test_a_new_script(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.post("/studio/new", name="huur", title='Vragen over "huur": kort')
    url = "/studio/script/huur"
    assert browser.page.count('Vragen over "huur"') > 1
    await browser.get("/studio?q=huur")
    assert "Nog niet gepubliceerd" in browser.page
    await browser.get(url)
    draft = place.do(lambda tx: tx.draft("script", "huur"))
    assert draft is not None
    await edit(browser, draft.text, "publish", url)
    assert "Gepubliceerd." in browser.page


async def test_a_new_script_needs_a_free_and_proper_name(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.post("/studio/new", name="Wat Nu", title="Wat nu?")
    assert "Kies een naam met kleine letters" in browser.page
    assert 'value="Wat Nu"' in browser.page
    await browser.post("/studio/new", name="welcome", title="Welkom")
    assert "Er is al een gesprek met de naam welcome" in browser.page


async def test_a_new_script_can_be_called_by_others(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.post("/studio/new", name="huur", title="Huur")
    draft = place.do(lambda tx: tx.draft("script", "huur"))
    assert draft is not None
    await edit(browser, draft.text, "publish", "/studio/script/huur")
    calling = WELCOME.replace("say: Dank u, {first_name}.", "call: huur")
    await edit(browser, calling, "check")
    assert "Geen problemen gevonden" in browser.page


async def test_a_programme_tells_whose_contacts_are_planned_again(place: Place) -> None:
    await place.says("fatma", "hallo")
    browser = await place.signed_in("ineke")
    url = "/studio/programme/trial"
    text = place.assistant.content.programmes["trial"].replace("09:30-11:30", "10:00-11:30")
    await edit(browser, text, "publish", url)
    assert "Hun berichten worden opnieuw gepland" in browser.page
    await edit(browser, text, "publish", url, confirm="1")
    assert "Gepubliceerd." in browser.page


async def test_a_text_that_is_not_there(place: Place) -> None:
    browser = await place.signed_in("ineke")
    for path in ("/studio/script/none", "/studio/poem/welcome", f"{URL}/revisions/9"):
        assert (await browser.get(path)).status_code == 404


async def test_the_text_as_a_file(place: Place) -> None:
    browser = await place.signed_in("ineke")
    assert (await browser.get(f"{URL}.yaml")).text == WELCOME
