"""The dossier of a handoff: only what the client agreed to, only for whom it is meant."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.advisers import Adviser
from bot.dossier import TRANSFER, purpose_of
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Consent, Staff
from tests.unit.docs.test_interfaces import keys_under

from .conftest import Place
from .test_access import stands_in
from .test_handoffs import at


@pytest.fixture
async def handoff(place: Place) -> Handoff:
    """Fatma handed on her money to Ria of the municipality, and not her name or her week."""
    await place.says("fatma", "hallo", "Fatma", "1234", "goed")
    place.clock.forward(timedelta(minutes=1))
    now = place.clock.now()

    def work(tx: Transaction) -> Handoff:
        client = place.id_of(tx, "fatma")
        for name in ("ria", "sam"):
            tx.save_adviser(Adviser(name, name.capitalize(), "Werkplein", ("trial",)))
            tx.save_staff(Staff(name, name.capitalize(), "adviser", name))
        tx.add_consent(Consent(client, purpose_of("money"), True, "Mag dit?", now))
        shared = ("money", "first_name", "mood")
        handed = Handoff("h1", client, TRANSFER, now, now.date(), "ria", shared_facts=shared)
        return tx.open_handoff(handed)

    return place.do(work)


def takes_back(place: Place, handoff: Handoff) -> None:
    """Let the client take the money back."""
    consent = Consent(handoff.client, purpose_of("money"), False, "", place.clock.now())
    place.do(lambda tx: tx.add_consent(consent))


async def test_the_page_holds_what_was_ticked_and_nothing_else(
    place: Place, handoff: Handoff
) -> None:
    browser = await place.signed_in("ria")
    await browser.get(f"{at(handoff)}/dossier")
    assert "1.234,00" in browser.page
    assert "uit het gesprek “Welkom”" in browser.page
    assert [word for word in ("Fatma", "Goed") if word in browser.page] == []


async def test_json_holds_the_same_with_dates_and_source(place: Place, handoff: Handoff) -> None:
    browser = await place.signed_in("ria")
    given = (await browser.get(f"{at(handoff)}/dossier.json")).json()
    (fact,) = given["facts"]
    assert (fact["fact"], fact["text"], fact["source"]) == ("money", "€\u00a01.234,00", "Welkom")
    assert (fact["told_on"], fact["agreed_at"][:10]) == ("2027-03-08", "2027-03-08")
    assert "Fatma" not in str(given)


async def test_json_has_the_documented_keys(place: Place, handoff: Handoff) -> None:
    browser = await place.signed_in("ria")
    given = (await browser.get(f"{at(handoff)}/dossier.json")).json()
    title = "The dossier of a handoff: `/desk/handoffs/ID/dossier.json`"
    assert keys_under(title) == list(given)


async def test_the_handoff_and_the_list_do_not_name_who_left_out_their_name(
    place: Place, handoff: Handoff
) -> None:
    browser = await place.signed_in("ria")
    for page in (at(handoff), "/desk", "/desk.csv"):
        await browser.get(page)
        assert "Fatma" not in browser.page
    assert "Antwoorden voor de gemeente" in browser.page


async def test_after_taking_back_it_shows_less(place: Place, handoff: Handoff) -> None:
    takes_back(place, handoff)
    browser = await place.signed_in("ria")
    given = (await browser.get(f"{at(handoff)}/dossier.json")).json()
    await browser.get(f"{at(handoff)}/dossier")
    assert given["facts"] == []
    assert "1.234" not in browser.page


async def test_each_look_is_logged(place: Place, handoff: Handoff) -> None:
    browser = await place.signed_in("ria")
    await browser.get(f"{at(handoff)}/dossier")
    await browser.get(f"{at(handoff)}/dossier.json")
    looks = place.do(lambda tx: tx.looks(handoff.client))
    assert [(look.staff, look.what) for look in looks] == [("ria", "handoff transfer")] * 2


@pytest.mark.parametrize("part", ["", "/dossier", "/dossier.json"])
async def test_other_organisations_do_not_open_it(
    place: Place, handoff: Handoff, part: str
) -> None:
    karin, ineke = await place.signed_in("karin"), await place.signed_in("ineke")
    found = [(await each.get(f"{at(handoff)}{part}")).status_code for each in (karin, ineke)]
    assert 200 not in found
    assert "1.234" not in karin.page + ineke.page
    assert place.do(lambda tx: tx.looks(handoff.client)) == ()


async def test_a_colleague_opens_it(place: Place, handoff: Handoff) -> None:
    sam = await place.signed_in("sam")
    assert (await sam.get(f"{at(handoff)}/dossier")).status_code == 200


async def test_a_stand_in_elsewhere_opens_it_when_nobody_answered_in_time(
    place: Place, handoff: Handoff
) -> None:
    place.do(lambda tx: stands_in(tx, "ria", "mo"))
    mo = await place.signed_in("mo")
    before = (await mo.get(f"{at(handoff)}/dossier")).status_code
    place.do(lambda tx: tx.save_handoff(replace(handoff, escalation="stand-in")))
    after = (await mo.get(f"{at(handoff)}/dossier")).status_code
    assert (before, after) == (404, 200)
