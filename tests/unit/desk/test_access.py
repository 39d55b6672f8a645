"""Who may open which handoff: the advisers around a client, and nobody else."""

from dataclasses import replace

import pytest

from bot.advisers import Adviser
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff

from .conftest import Place
from .test_handoffs import at


@pytest.fixture
async def handoff(place: Place) -> Handoff:
    """Karin's handoff; Rob has another programme, and Sanne coordinates and advises."""
    asked = await place.asks()

    def work(tx: Transaction) -> Handoff:
        tx.save_adviser(Adviser("rob", "Rob", "UWV", ("other",)))
        tx.save_staff(Staff("rob", "Rob", "adviser", "rob"))
        tx.save_staff(Staff("sanne", "Sanne", "coordinator", "mo"))
        tx.save_handoff(replace(asked, adviser="karin"))
        return replace(asked, adviser="karin")

    return place.do(work)


def stands_in(tx: Transaction, adviser: str, stand_in: str) -> None:
    """Let an adviser be replaced by another one when away."""
    found = next(each for each in tx.advisers() if each.id == adviser)
    tx.save_adviser(replace(found, stand_in=stand_in))


@pytest.mark.parametrize("staff", ["karin", "mo", "sanne"])
async def test_advisers_of_the_programme_open_it(
    place: Place, handoff: Handoff, staff: str
) -> None:
    browser = await place.signed_in(staff)
    assert (await browser.get(at(handoff))).status_code == 200
    await browser.get("/desk")
    assert ">Fatma<" in browser.page


@pytest.mark.parametrize("staff", ["rob", "ineke"])
@pytest.mark.parametrize("action", ["", "/events"])
async def test_others_get_a_kind_page(
    place: Place, handoff: Handoff, staff: str, action: str
) -> None:
    browser = await place.signed_in(staff)
    assert (await browser.get(at(handoff) + action)).status_code == 404
    assert "Dit gesprek is er niet" in browser.page
    assert "Fatma" not in browser.page
    assert place.do(lambda tx: tx.looks(handoff.client)) == ()


@pytest.mark.parametrize("action", ["take", "reply", "note", "give-back", "close"])
async def test_others_change_nothing(place: Place, handoff: Handoff, action: str) -> None:
    for staff in ("rob", "ineke"):
        browser = await place.signed_in(staff)
        answer = await browser.post(f"{at(handoff)}/{action}", text="Dag", seen="0")
        assert answer.status_code == 404
    assert place.do(lambda tx: (tx.handoff(handoff.id), tx.notes(handoff.id))) == (handoff, ())


async def test_a_stand_in_opens_it(place: Place, handoff: Handoff) -> None:
    place.do(lambda tx: stands_in(tx, "karin", "rob"))
    browser = await place.signed_in("rob")
    assert (await browser.get(at(handoff))).status_code == 200


async def test_its_adviser_opens_it_whatever_the_programme(place: Place, handoff: Handoff) -> None:
    place.do(lambda tx: tx.save_handoff(replace(handoff, adviser="rob")))
    browser = await place.signed_in("rob")
    assert (await browser.get(at(handoff))).status_code == 200


async def test_another_programme_is_not_in_the_list(place: Place, handoff: Handoff) -> None:
    browser = await place.signed_in("rob")
    await browser.get("/desk")
    assert "Er wacht niemand op een mens." in browser.page
    assert handoff.id not in browser.page
    assert 'class="badge"' not in browser.page
    assert handoff.topic not in (await browser.get("/desk.csv")).text


async def test_a_coordinator_sees_that_somebody_waits_and_not_who(
    place: Place, handoff: Handoff
) -> None:
    browser = await place.signed_in("ineke")
    await browser.get("/desk")
    assert "1 mens wacht op antwoord" in browser.page
    assert "Fatma" not in browser.page
    assert f'href="{at(handoff)}"' not in browser.page
    assert "Fatma" not in (await browser.get("/desk.csv")).text
    await browser.get("/desk?q=fatma")
    assert "Er is niets gevonden." in browser.page


async def test_without_any_adviser_somebody_can_help(place: Place, handoff: Handoff) -> None:
    def work(tx: Transaction) -> None:
        tx.save_handoff(replace(handoff, adviser=""))
        for each in tx.advisers():
            tx.save_adviser(replace(each, programmes=()))
        tx.save_staff(Staff("vera", "Vera", "adviser"))

    place.do(work)
    browser = await place.signed_in("vera")
    await browser.post(f"{at(handoff)}/take")
    assert "U heeft dit gesprek opgepakt." in browser.page
