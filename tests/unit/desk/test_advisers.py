"""Advisers keep their own hours and absence; coordinators see who has room and hand clients on."""

from dataclasses import replace
from datetime import date

import pytest

from bot.advisers import Absence, Adviser
from bot.handoff import Handoff
from tests.unit.desk.conftest import Place

OWN = {
    "hours_monday": "08:30-12:00",
    "from": "2027-07-01",
    "until": "2027-07-14",
    "stand_in": "mo",
    "email": "karin@example.nl",
}
WHOLE = {
    **OWN,
    "first_name": "Karin",
    "organisation": "UWV",
    "role": "jobhunter",
    "programme": "trial",
    "sector": "care",
    "municipalities": "assen",
    "languages": "ar, pl",
    "limit": "12",
}


def adviser(place: Place, name: str = "karin") -> Adviser:
    """Return an adviser as kept."""
    return next(each for each in place.do(lambda tx: tx.advisers()) if each.id == name)


async def test_an_adviser_keeps_hours_absence_stand_in_and_address(place: Place) -> None:
    karin = await place.signed_in("karin")
    await karin.post("/desk/me", **OWN)
    kept = adviser(place)
    assert [f"{start:%H:%M}-{end:%H:%M}" for start, end in kept.hours.values()] == ["08:30-12:00"]
    assert kept.absent == (Absence(date(2027, 7, 1), date(2027, 7, 14)),)
    assert (kept.stand_in, kept.email, kept.programmes) == ("mo", "karin@example.nl", ("trial",))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("hours_monday", "9 tot 5", "“9 tot 5” zijn geen werktijden."),
        ("email", "karin at home", "“karin at home” is geen e-mailadres."),
        ("until", "2027-06-30", "Bij afwezigheid is de laatste dag eerder dan de eerste."),
        ("stand_in", "karin", "Deze vervanger werkt hier niet meer."),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    place: Place, field: str, typed: str, sentence: str
) -> None:
    karin = await place.signed_in("karin")
    before = adviser(place)
    response = await karin.post("/desk/me", **{**OWN, field: typed})
    assert response.status_code == 422
    assert sentence in karin.page
    assert ('value="08:30-12:00"' in karin.page or typed in karin.page, adviser(place)) == (
        True,
        before,
    )


async def test_a_coordinator_has_an_address_of_their_own(place: Place) -> None:
    ineke = await place.signed_in("ineke")
    await ineke.post("/desk/me", email="ineke@example.nl")
    staff = place.do(lambda tx: tx.staff("ineke"))
    assert staff is not None
    assert staff.email == "ineke@example.nl"


async def test_the_list_shows_caseload_absence_and_who_has_no_stand_in(place: Place) -> None:
    today = Absence(date(2027, 3, 8), date(2027, 3, 9))
    away = replace(adviser(place), absent=(today,), stand_in="mo", caseload_limit=2)
    place.do(lambda tx: tx.save_adviser(away))
    await place.says("fatma", "hallo")
    ineke = await place.signed_in("ineke")
    await ineke.get("/studio/advisers")
    assert ("0 van 2" in ineke.page) != ("1 van 2" in ineke.page)
    assert "tot en met dinsdag 9 maart" in ineke.page
    assert "geen vervanger" in ineke.page


async def test_the_list_is_a_file_too(place: Place) -> None:
    ineke = await place.signed_in("ineke")
    response = await ineke.get("/studio/advisers.csv")
    assert response.text.splitlines()[0].startswith("\ufeffVoornaam;Organisatie;Rol")
    assert "Karin;UWV;Adviseur;trial" in response.text


async def test_a_coordinator_changes_everything_of_an_adviser(place: Place) -> None:
    ineke = await place.signed_in("ineke")
    await ineke.post("/studio/advisers/karin", **WHOLE)
    kept = adviser(place)
    assert (kept.role, kept.limit, kept.sectors) == ("jobhunter", 12, ("care",))
    assert (kept.languages, kept.municipalities) == (("ar", "pl"), ("Assen",))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("municipalities", "Nergenshuizen", "“Nergenshuizen” is geen gemeente die wij kennen."),
        ("limit", "heel veel", "Vul een getal in van 1 tot en met 1.000."),
        ("languages", "Arabisch!", "Schrijf korte namen van talen"),
        ("first_name", " ", "Vul een voornaam in"),
        ("role", "boss", "Kies een rol uit de lijst."),
    ],
)
async def test_a_coordinator_reads_what_is_wrong(
    place: Place, field: str, typed: str, sentence: str
) -> None:
    ineke = await place.signed_in("ineke")
    before = adviser(place)
    response = await ineke.post("/studio/advisers/karin", **{**WHOLE, field: typed})
    assert (response.status_code, sentence in ineke.page) == (422, True)
    assert adviser(place) == before


async def test_clients_of_who_leaves_are_shown_first_and_then_handed_on(place: Place) -> None:
    handoff = await place.asks()
    leaving = handoff.adviser
    ineke = await place.signed_in("ineke")
    await ineke.get(f"/studio/advisers/{leaving}/leave")
    assert "<td>1</td>" in ineke.page
    await ineke.post(f"/studio/advisers/{leaving}/leave", for_good="yes")
    assert "De adviseur is gestopt." in ineke.page
    moved = place.do(lambda tx: tx.handoff(handoff.id))
    assert isinstance(moved, Handoff)
    assert moved.adviser not in ("", leaving)


@pytest.mark.parametrize("path", ["/studio/advisers", "/studio/advisers/karin"])
async def test_advisers_do_not_see_each_others_caseload(place: Place, path: str) -> None:
    karin = await place.signed_in("karin")
    assert (await karin.get(path)).status_code == 403


@pytest.mark.parametrize("path", ["/studio/advisers/nobody", "/studio/advisers/nobody/leave"])
async def test_an_adviser_who_is_not_there_is_told(place: Place, path: str) -> None:
    ineke = await place.signed_in("ineke")
    assert (await ineke.get(path)).status_code == 404


async def test_a_handoff_says_why_this_adviser(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.get(f"/desk/handoffs/{handoff.id}")
    assert "De adviseur had de meeste ruimte: 0 van 80 klanten." in browser.page


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("hours_monday", "er staan geen werktijden. Max-WW kan dan geen dag beloven"),
        ("programme", "er is geen programma gekozen. Deze adviseur krijgt dan geen klanten."),
    ],
)
async def test_who_cannot_help_anybody_yet_is_told_when_kept(
    place: Place, left_out: str, sentence: str
) -> None:
    ineke = await place.signed_in("ineke")
    await ineke.post(
        "/studio/advisers/karin", **{key: text for key, text in WHOLE.items() if key != left_out}
    )
    assert sentence in ineke.page


async def test_an_adviser_without_hours_stands_on_the_page_of_today_until_mended(
    place: Place,
) -> None:
    karin = replace(adviser(place), hours={})
    place.do(lambda tx: tx.save_adviser(karin))
    ineke = await place.signed_in("ineke")
    await ineke.get("/studio/today")
    assert "Adviseurs zonder werktijden" in ineke.page
    await ineke.post("/studio/advisers/karin", **WHOLE)
    await ineke.get("/studio/today")
    assert "Adviseurs zonder werktijden" not in ineke.page
