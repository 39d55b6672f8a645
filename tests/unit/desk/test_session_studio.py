"""A coordinator's sessions: added by hand, moved, made larger or smaller, called off."""

from datetime import timedelta

import pytest

from bot.sessions import InformationSession

from .conftest import NOW, Browser, Place

FORM = {
    "programme": "trial",
    "title": "Voorlichting",
    "day": "2027-04-01",
    "time": "10:00",
    "minutes": "60",
    "place": "Stadhuis",
    "link": "",
    "capacity": "2",
    "municipalities": "Assen, Tynaarlo",
}


@pytest.fixture
async def browser(place: Place) -> Browser:
    return await place.signed_in("ineke")


def sessions(place: Place) -> tuple[InformationSession, ...]:
    return place.do(lambda tx: tx.all_sessions(after=NOW))


async def test_a_session_is_added_by_hand(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    assert (made.place, made.capacity, made.minutes) == ("Stadhuis", 2, 60)
    assert made.municipalities == ("Assen", "Tynaarlo")
    assert "Stadhuis" in (await browser.get("/studio/sessions.csv")).text


async def test_a_button_pressed_twice_adds_one_session(place: Place, browser: Browser) -> None:
    for _ in range(2):
        answer = await browser.post("/studio/sessions", **FORM)
    assert "Deze bijeenkomst staat er al" in answer.text
    assert len(sessions(place)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "Geef een titel."),
        ("day", "2027-01-01", "Kies een dag en een tijd die nog moeten komen."),
        ("time", "laat", "Kies een dag en een tijd die nog moeten komen."),
        ("minutes", "0", "hoeveel minuten"),
        ("link", "https://x.example", "Niet allebei."),
        ("capacity", "veel", "hoeveel plaatsen"),
        ("programme", "nergens", "Kies een programma."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    place: Place, browser: Browser, field: str, typed: str, said: str
) -> None:
    await browser.post("/studio/sessions", **{**FORM, field: typed})
    assert said in browser.page
    assert 'value="Assen, Tynaarlo"' in browser.page
    assert sessions(place) == ()


async def test_a_moved_session_is_to_be_told(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    await browser.post(f"/studio/sessions/{made.id}", **{**FORM, "time": "14:00", "capacity": "3"})
    (moved,) = sessions(place)
    assert moved.starts_at - made.starts_at == timedelta(hours=4)
    assert (moved.sequence, moved.capacity) == (1, 3)


async def test_it_shrinks_down_to_what_is_taken(place: Place, browser: Browser) -> None:
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    for who in ("fatma", "jan"):
        await place.says(who, "hallo")
        place.do(lambda tx, who=who: tx.register(made.id, place.id_of(tx, who), NOW))  # type: ignore[misc]  # the default binds the name
    await browser.post(f"/studio/sessions/{made.id}", **{**FORM, "capacity": "1"})
    assert "al meer mensen aangemeld" in browser.page
    assert sessions(place)[0].capacity == 2


async def test_a_session_that_was_called_off_cannot_be_changed(
    place: Place, browser: Browser
) -> None:
    await browser.post("/studio/sessions", **FORM)
    (made,) = sessions(place)
    await browser.post(f"/studio/sessions/{made.id}/cancel")
    assert sessions(place)[0].state == "cancelled"
    assert (await browser.post(f"/studio/sessions/{made.id}", **FORM)).status_code == 404
    await browser.get(f"/studio/sessions/{made.id}")
    assert "U kunt er niets meer aan veranderen." in browser.page


async def test_advisers_change_no_sessions(place: Place) -> None:
    karin = await place.signed_in("karin")
    assert (await karin.post("/studio/sessions", **FORM)).status_code == 403
