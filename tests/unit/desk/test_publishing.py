"""Publishing from the studio plays the walks, watches emergency numbers; drafts can go again."""

import pytest

from bot.ports import Transaction

from .conftest import ASK_PERSON, CRISIS, NOW, WAITING, WELCOME, Browser, Place

CALM = "/studio/script/crisis"
PATIENCE = "/studio/script/patience"
WELCOMING = "/studio/script/welcome"
FRIENDLIER = WAITING.replace("Tot morgen.", "Tot morgen, rust goed uit.")
NOT_TAKEN = WAITING.replace("Hoe gaat het?\n    fact: mood", "Hoeveel geld?\n    fact: money")
WRONG_NUMBER = CRISIS.replace("Bel 112.", "Bel 1112.")


@pytest.fixture
async def browser(place: Place) -> Browser:
    return await place.signed_in("ineke")


async def press(browser: Browser, url: str, text: str, action: str, **more: str) -> None:
    """Open the page that a coordinator is on, type a text and press a button."""
    if not browser.page or 'name="token"' not in browser.page:
        await browser.get(url)
    await browser.post(url, text=text, token=browser.hidden("token"), action=action, **more)


def published(place: Place, name: str) -> str:
    revision = place.do(lambda tx: tx.revision("script", name))
    assert revision is not None
    return revision.text


async def ticked(browser: Browser, *names: str) -> dict[str, str]:
    """Return the fields of somebody who ticks these boxes on the page."""
    marks = {name: browser.page.split(f'name="{name}" value="')[1].split('"')[0] for name in names}
    return {**marks, "confirm": "1"}


async def test_walks_that_go_otherwise_are_shown_line_by_line(
    place: Place, browser: Browser
) -> None:
    await press(browser, PATIENCE, FRIENDLIER, "publish", confirm="1")
    assert "De volgende dag" in browser.page
    assert "- <del>Max-WW: Tot morgen.</del>" in browser.page
    assert "+ <ins>Max-WW: Tot morgen, rust goed uit.</ins>" in browser.page
    assert published(place, "patience") == WAITING


async def test_who_says_that_they_saw_the_differences_publishes(
    place: Place, browser: Browser
) -> None:
    await press(browser, PATIENCE, FRIENDLIER, "publish")
    await press(browser, PATIENCE, FRIENDLIER, "publish", **await ticked(browser, "seen"))
    assert "Gepubliceerd." in browser.page
    assert published(place, "patience") == FRIENDLIER


async def test_what_was_seen_of_one_text_says_nothing_of_another(
    place: Place, browser: Browser
) -> None:
    await press(browser, PATIENCE, FRIENDLIER, "publish")
    seen = await ticked(browser, "seen")
    await press(browser, PATIENCE, FRIENDLIER.replace("goed", "lekker"), "publish", **seen)
    assert "rust lekker uit" in browser.page
    assert published(place, "patience") == WAITING


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("patience", WAITING, NOT_TAKEN, "Dit gesprek loopt anders af."),
        (
            "ask-person",
            ASK_PERSON,
            ASK_PERSON.replace("fact: question_text", "fact: money"),
            "Een antwoord uit dit gesprek wordt niet meer begrepen.",
        ),
    ],
)
async def test_a_walk_that_breaks_blocks_publishing(
    place: Place, browser: Browser, name: str, old: str, new: str, said: str
) -> None:
    await press(browser, f"/studio/script/{name}", new, "publish", confirm="1")
    assert said in browser.page
    assert "Publiceer zo" not in browser.page
    assert published(place, name) == old


async def test_a_text_that_was_rehearsed_to_its_end_may_break_its_old_walks(
    place: Place, browser: Browser
) -> None:
    await press(browser, PATIENCE, NOT_TAKEN, "rehearse")
    await browser.post(f"{PATIENCE}/rehearse/clock", move="next")
    await browser.post(f"{PATIENCE}/rehearse", text="1200", update_id="1")
    assert "Het gesprek is klaar." in browser.page
    await press(browser, PATIENCE, NOT_TAKEN, "publish")
    await press(browser, PATIENCE, NOT_TAKEN, "publish", **await ticked(browser, "seen"))
    assert published(place, "patience") == NOT_TAKEN


async def test_emergency_numbers_change_only_for_who_says_that_they_are_right(
    place: Place, browser: Browser
) -> None:
    await press(browser, CALM, WRONG_NUMBER, "publish")
    assert "Deze nummers vallen weg: 112." in browser.page
    assert "niet op de lijst van noodnummers: 1112." in browser.page
    await press(browser, CALM, WRONG_NUMBER, "publish", **await ticked(browser, "seen"))
    assert published(place, "crisis") == CRISIS
    await press(browser, CALM, WRONG_NUMBER, "publish", **await ticked(browser, "seen", "numbers"))
    assert published(place, "crisis") == WRONG_NUMBER


async def test_going_back_to_other_emergency_numbers_goes_by_a_draft(
    place: Place, browser: Browser
) -> None:
    for text in (WRONG_NUMBER, CRISIS):
        place.do(lambda tx, text=text: tx.publish("script", "crisis", text, "otto", NOW))  # type: ignore[misc]  # the default binds the text
    for number, said in ((2, "In deze versie staan andere noodnummers."), (1, "opnieuw")):
        back = f"{CALM}/revisions/{number}/roll-back"
        await browser.get(f"{CALM}/revisions/{number}")
        await browser.post(back, token=browser.hidden("token", back))
        assert said in browser.page
    assert published(place, "crisis") == CRISIS


def draft(place: Place, name: str) -> str:
    def work(tx: Transaction) -> str:
        found = tx.draft("script", name)
        return found.text if found else ""

    return place.do(work)


async def test_a_spoilt_draft_is_thrown_away_after_a_question(
    place: Place, browser: Browser
) -> None:
    await press(browser, WELCOMING, WELCOME + "# half\n", "save")
    await browser.get(f"{WELCOMING}?ask=throw-away")
    assert "Het concept van Ineke" in browser.page
    await press(browser, WELCOMING, WELCOME, "throw-away")
    assert "De wijzigingen zijn weg." in browser.page
    assert (draft(place, "welcome"), published(place, "welcome")) == ("", WELCOME)


async def test_what_a_colleague_saved_meanwhile_is_not_thrown_away(
    place: Place, browser: Browser
) -> None:
    await press(browser, WELCOMING, WELCOME + "# half\n", "save")
    otto = await place.signed_in("otto")
    await press(otto, WELCOMING, WELCOME + "# van Otto\n", "save")
    await press(browser, WELCOMING, WELCOME, "throw-away")
    assert "Iemand anders was u voor" in browser.page
    assert "# van Otto" in draft(place, "welcome")


async def test_a_new_script_that_is_thrown_away_is_gone(place: Place, browser: Browser) -> None:
    await browser.post("/studio/new", name="proef", title="Proef")
    url = "/studio/script/proef"
    await browser.get(url)
    await press(browser, url, draft(place, "proef"), "throw-away")
    assert (await browser.get(url)).status_code == 404
    await browser.get("/studio")
    assert "proef" not in browser.page


async def test_an_older_version_is_used_again_as_a_draft(place: Place, browser: Browser) -> None:
    changed = WELCOME + "# twee\n"
    place.do(lambda tx: tx.publish("script", "welcome", changed, "otto", place.clock.now()))
    again = f"{WELCOMING}/revisions/1/draft"
    await browser.get(f"{WELCOMING}/revisions/1")
    await browser.post(again, token=browser.hidden("token", again))
    assert "staat nu klaar als concept" in browser.page
    assert (draft(place, "welcome"), published(place, "welcome")) == (WELCOME, changed)


async def test_a_draft_that_was_not_seen_is_not_replaced(place: Place, browser: Browser) -> None:
    changed = WELCOME + "# twee\n"
    place.do(lambda tx: tx.publish("script", "welcome", changed, "otto", place.clock.now()))
    await browser.get(f"{WELCOMING}/revisions/1")
    again = f"{WELCOMING}/revisions/1/draft"
    token = browser.hidden("token", again)
    otto = await place.signed_in("otto")
    await press(otto, WELCOMING, WELCOME + "# van Otto\n", "save")
    assert (await browser.post(again, token=token)).status_code == 409
    assert "# van Otto" in draft(place, "welcome")
