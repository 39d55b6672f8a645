"""Sessions at the desk: the list, names only with consent, attendance, and who was not there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports import Transaction
from bot.records import Consent
from bot.sessions import InformationSession, Wishes
from bot.usecases import attendance

from .conftest import NOW, Place

URL = "/desk/sessions/s1"


@pytest.fixture
async def clients(place: Place) -> dict[str, str]:
    """Fatma, who agreed that her adviser sees her name, and Jan, who did not; both are coming."""
    for who in ("fatma", "jan"):
        await place.says(who, "hallo", who.capitalize(), "1234")

    def work(tx: Transaction) -> dict[str, str]:
        starts = NOW + timedelta(days=1)
        session = InformationSession(
            *("s1", "trial", starts, "Stadhuis", 2),
            title="Voorlichting",
            languages=("nl", "en"),
            accessible=("wheelchair",),
            interpreter=True,
        )
        tx.add_session(session)
        found = {who: place.id_of(tx, who) for who in ("fatma", "jan")}
        for client in found.values():
            tx.register("s1", client, NOW)
            file = tx.client(client)
            assert file is not None
            tx.save_client(replace(file, client=replace(file.client, adviser="karin")))
        tx.save_wishes("s1", found["jan"], Wishes(("interpreter", "companion"), "Tigrinya"))
        return found

    found = place.do(work)
    place.do(lambda tx: agree(tx, found["fatma"]))
    return found


def agree(tx: Transaction, client: str) -> None:
    tx.add_consent(Consent(client, "share", True, "", NOW))
    file = tx.client(client)
    assert file is not None
    agreed = replace(file.facts["first_name"], value=True)
    tx.save_client(replace(file, facts={**file.facts, "consent_share": agreed}))


async def note(place: Place, **form: str) -> None:
    """Let Karin note after the session who was there."""
    place.clock.forward(timedelta(days=1, hours=2))
    browser = await place.signed_in("karin")
    await browser.post(f"{URL}/attendance", **form)


@pytest.mark.usefixtures("clients")
async def test_sessions_are_listed_with_how_full_they_are(place: Place) -> None:
    browser = await place.signed_in("karin")
    await browser.get("/desk/sessions")
    assert "Voorlichting" in browser.page
    assert "2 van 2" in browser.page
    assert "Voorlichting;Stadhuis;2;2;0;Gaat door" in (await browser.get("/desk/sessions.csv")).text


@pytest.mark.usefixtures("clients")
@pytest.mark.parametrize("page", ["/desk/sessions", URL])
async def test_languages_and_what_is_possible_are_shown(place: Place, page: str) -> None:
    browser = await place.signed_in("karin")
    await browser.get(page)
    assert "Nederlands en Engels" in browser.page
    assert "tolk, rolstoel" in browser.page


async def test_names_are_shown_of_who_agreed_and_the_look_is_logged(
    place: Place, clients: dict[str, str]
) -> None:
    browser = await place.signed_in("karin")
    await browser.get(URL)
    assert ("Fatma" in browser.page, "Jan" in browser.page) == (True, False)
    assert "Tolk (Tigrinya), Iemand komt mee" in browser.page
    assert [look.staff for look in place.do(lambda tx: tx.looks(clients["jan"]))] == ["karin"]


@pytest.mark.usefixtures("clients")
async def test_a_coordinator_sees_numbers_and_no_names(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.get(URL)
    assert ("Fatma" in browser.page, "Deelnemer 1" in browser.page) == (False, True)


@pytest.mark.usefixtures("clients")
async def test_the_list_as_a_file(place: Place) -> None:
    browser = await place.signed_in("karin")
    response = await browser.get(f"{URL}.csv")
    assert "Fatma;Aangemeld;;;Nog niet ingevuld" in response.text


async def test_attendance_is_kept_on_the_client(place: Place, clients: dict[str, str]) -> None:
    states = {f"client:{clients['fatma']}": "attended", f"client:{clients['jan']}": "absent"}
    await note(place, walk_ins="3", **states)
    rows = place.do(lambda tx: tx.registrations(session="s1"))
    assert [row.attendance for row in rows] == ["attended", "absent"]
    file = place.do(lambda tx: tx.client(clients["fatma"]))
    assert file is not None
    assert file.facts["attended"].value is True
    kinds = [each.kind for each in place.do(lambda tx: tx.milestones(clients["fatma"]))]
    assert "attended" in kinds
    assert place.do(lambda tx: tx.session("s1")).walk_ins == 3  # type: ignore[union-attr]  # it is there


@pytest.mark.parametrize("typed", ["-4", "veel", "501", "²"])
async def test_a_number_that_is_none_is_refused_and_nothing_is_noted(
    place: Place, clients: dict[str, str], typed: str
) -> None:
    place.clock.forward(timedelta(days=1, hours=2))
    browser = await place.signed_in("karin")
    states = {f"client:{clients['jan']}": "absent"}
    answer = await browser.post(f"{URL}/attendance", walk_ins=typed, **states)
    assert (answer.status_code, "Er is niets bewaard." in answer.text) == (422, True)
    rows = place.do(lambda tx: tx.registrations(session="s1"))
    assert {row.attendance for row in rows} == {"unknown"}


async def test_nothing_is_noted_before_it_begins(place: Place, clients: dict[str, str]) -> None:
    browser = await place.signed_in("karin")
    answer = await browser.post(f"{URL}/attendance", **{f"client:{clients['jan']}": "absent"})
    assert answer.status_code == 404
    assert place.do(lambda tx: tx.registrations(session="s1"))[1].attendance == "unknown"


async def test_who_was_absent_stands_on_the_desk_until_spoken_with(
    place: Place, clients: dict[str, str]
) -> None:
    await note(place, **{f"client:{clients['jan']}": "absent"})
    browser = await place.signed_in("karin")
    await browser.get("/desk")
    assert "Was er niet" in browser.page
    await browser.post("/desk/absent", session="s1", client=clients["jan"])
    assert "Genoteerd dat u deze klant heeft gesproken." in browser.page
    assert "Was er niet" not in browser.page


async def test_an_attendance_that_is_put_right_takes_the_milestone_back(
    place: Place, clients: dict[str, str]
) -> None:
    jan = clients["jan"]
    await note(place, **{f"client:{jan}": "attended"})
    await note(place, **{f"client:{jan}": "absent"})
    assert "attended" not in [each.kind for each in place.do(lambda tx: tx.milestones(jan))]


async def test_an_attendance_plans_again_for_who_was_there(
    place: Place, clients: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    planned: list[str] = []
    monkeypatch.setattr(attendance, "plan_client", lambda *given: planned.append(given[2].id))
    await note(place, **{f"client:{clients['jan']}": "attended"})
    await note(place, **{f"client:{clients['jan']}": "attended"})
    assert planned == [clients["jan"]]
    await note(place, **{f"client:{clients['jan']}": "absent"})
    assert planned == [clients["jan"]] * 2


async def test_a_coordinator_sees_the_absent_who_have_no_adviser(
    place: Place, clients: dict[str, str]
) -> None:
    def leave(tx: Transaction) -> None:
        file = tx.client(clients["jan"])
        assert file is not None
        tx.save_client(replace(file, client=replace(file.client, adviser="")))

    await note(place, **{f"client:{who}": "absent" for who in clients.values()})
    browser = await place.signed_in("ineke")
    await browser.get("/desk")
    assert "Was er niet" not in browser.page
    place.do(leave)
    await browser.get("/desk")
    assert "Was er niet" in browser.page
    await browser.post("/desk/absent", session="s1", client=clients["jan"])
    assert "Was er niet" not in browser.page


async def test_another_adviser_does_not_see_who_was_absent(
    place: Place, clients: dict[str, str]
) -> None:
    await note(place, **{f"client:{clients['jan']}": "absent"})
    browser = await place.signed_in("mo")
    await browser.get("/desk")
    assert "Was er niet" not in browser.page
    answer = await browser.post("/desk/absent", session="s1", client=clients["jan"])
    assert answer.status_code == 404


async def test_a_name_is_shown_of_who_agreed_to_that_for_the_list_alone(
    place: Place, clients: dict[str, str]
) -> None:
    place.do(lambda tx: tx.add_consent(Consent(clients["jan"], "session-name", True, "", NOW)))
    browser = await place.signed_in("karin")
    await browser.get(URL)
    assert "Jan" in browser.page
    place.do(lambda tx: tx.add_consent(Consent(clients["jan"], "session-name", False, "", NOW)))
    await browser.get(URL)
    assert "Jan" not in browser.page


async def test_the_list_has_the_number_that_the_client_was_told(
    place: Place, clients: dict[str, str]
) -> None:
    place.do(lambda tx: tx.save_wishes("s1", clients["jan"], Wishes(number=7)))
    browser = await place.signed_in("ineke")
    await browser.get(URL)
    assert ("Deelnemer 7" in browser.page, "Deelnemer 8" in browser.page) == (True, True)
