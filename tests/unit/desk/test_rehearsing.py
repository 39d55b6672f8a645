"""Rehearsing: the real engine in a pretend world that touches nothing real."""

from datetime import timedelta

from bot.clock import StillClock
from desk.rehearsal import KEPT_FOR, MOST_KEPT, Rehearsal, Rehearsals, gather

from .conftest import ASK_PERSON, NOW, WAITING, WELCOME, Browser, Place

URL = "/studio/script/welcome"


async def rehearses(browser: Browser, text: str = WELCOME, url: str = URL) -> None:
    """Save a text and begin to rehearse it."""
    await browser.get(url)
    await browser.post(url, text=text, token=browser.hidden("token"), action="rehearse")


async def types(browser: Browser, text: str, url: str = URL) -> None:
    """Type something in the rehearsal."""
    await browser.post(f"{url}/rehearse", text=text, update_id=browser.hidden("update_id"))


async def test_the_edited_text_is_played(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await rehearses(browser, WELCOME.replace("Hoe mag ik u noemen?", "Hoe heet u?"))
    assert "Hoe heet u?" in browser.page
    await types(browser, "Fatma")
    assert "Hoeveel geld heeft u?" in browser.page


async def test_buttons_work(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await rehearses(browser)
    await types(browser, "Fatma")
    await types(browser, "100")
    question = browser.page.split('value="')
    choice = next(part.split('"')[0] for part in question if part.split('"')[0].endswith(":good"))
    await browser.post(f"{URL}/rehearse", choice=choice, update_id="a1")
    assert "Dank u, Fatma." in browser.page
    assert "Het gesprek is klaar." in browser.page


async def test_nothing_real_is_touched(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await rehearses(browser)
    await types(browser, "Fatma")
    assert place.do(lambda tx: tx.clients()) == ()
    assert place.do(lambda tx: tx.latest_revisions("script"))["welcome"] == 1


async def test_the_clock_moves(place: Place) -> None:
    browser = await place.signed_in("ineke")
    url = "/studio/script/patience"
    await rehearses(browser, WAITING, url)
    assert "Daar ben ik weer" not in _log(browser)
    await browser.post(f"{url}/rehearse/clock", move="day")
    assert "Daar ben ik weer" in _log(browser)
    assert "dinsdag 9 maart 2027" in browser.page
    assert place.clock.now() == NOW


async def test_the_clock_jumps_to_the_next_contact(place: Place) -> None:
    browser = await place.signed_in("ineke")
    url = "/studio/script/patience"
    await rehearses(browser, WAITING, url)
    await browser.post(f"{url}/rehearse/clock", move="next")
    assert _log(browser).count("Daar ben ik weer") == 1


def _log(browser: Browser) -> str:
    """Return what was said in the rehearsal, without the text beside it."""
    return browser.page[browser.page.index('role="log"') :]


async def test_a_handoff_is_explained(place: Place) -> None:
    browser = await place.signed_in("ineke")
    url = "/studio/script/ask-person"
    await rehearses(browser, ASK_PERSON, url)
    for words in ("Wie helpt mij?", "ja", "ja"):
        await types(browser, words, url)
    assert "In het echt antwoordt hier een mens." in browser.page
    assert place.do(lambda tx: tx.handoffs()) == ()


async def test_a_broken_text_cannot_be_rehearsed(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await rehearses(browser, WELCOME.replace("fact: mood", "fact: moood"))
    assert "Oefenen kan als de fouten weg zijn." in browser.page
    assert "De eerste staat op regel 12" in browser.page


async def test_with_scripts_only_the_parts_that_change_are_sent(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await rehearses(browser)
    browser.http.headers["HX-Request"] = "true"
    response = await browser.post(f"{URL}/rehearse", text="Fatma", update_id="a1")
    assert response.text.lstrip().startswith("<form")
    assert "hx-swap-oob" in response.text


async def test_the_same_answer_sent_twice_counts_once(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await rehearses(browser)
    for _ in range(2):
        await browser.post(f"{URL}/rehearse", text="Fatma", update_id="a1")
    assert _log(browser).count("Hoeveel geld heeft u?") == 1


async def test_everybody_rehearses_alone(place: Place) -> None:
    ineke, otto = await place.signed_in("ineke"), await place.signed_in("otto")
    await rehearses(ineke)
    await otto.get(URL)
    assert 'role="log"' not in otto.page
    await otto.post(f"{URL}/rehearse", text="Otto", update_id="a1")
    assert 'role="log"' not in otto.page


def test_rehearsals_are_few_and_forgotten(place: Place) -> None:
    clock = StillClock(NOW)
    kept = Rehearsals(clock)
    seed = place.do(lambda tx: gather(tx, NOW))
    rehearsal = Rehearsal(place.assistant, seed, "welcome", WELCOME)
    for number in range(MOST_KEPT + 1):
        kept.begin(f"staff-{number}", rehearsal)
    assert kept.of("staff-0", "welcome") is None
    assert kept.of("staff-1", "welcome") is rehearsal
    clock.forward(KEPT_FOR + timedelta(minutes=1))
    assert kept.of("staff-1", "welcome") is None
