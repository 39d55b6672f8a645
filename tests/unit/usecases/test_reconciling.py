"""The nightly look mends what got stuck, and says what waits for a person."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.clients import Address, ClientFile
from bot.contacts import OPEN
from bot.messages import Message
from bot.nightly import Night
from bot.ports import Transaction
from bot.reconciling import Findings
from bot.records import Staff
from bot.sessions import InformationSession
from bot.usecases.reconciling import latest_findings
from scheduler.calendar import AMSTERDAM
from tests.house import CHANNEL, PROGRAMME, House

MIDNIGHT = datetime(2027, 3, 9, 3, 30, tzinfo=AMSTERDAM)


@pytest.fixture
async def house() -> House:
    """A client who answered everything, and whose next contact is weeks away."""
    house = House(MIDNIGHT - timedelta(hours=15))
    await house.enrols()
    return house


def kinds(findings: Findings) -> dict[str, int]:
    """Return how often each kind was found, without the norms: none are known yet for 2027."""
    return {f.kind: f.count for f in findings.found if f.kind != "norms-expire"}


async def looks(house: House, at: datetime = MIDNIGHT) -> dict[str, int]:
    """Let the look be made at a moment."""
    house.clock.at = at
    return kinds(await Night(house.assistant).look())


def changes(house: House, **changed: object) -> None:
    """Change what is kept of the client."""
    file = replace(house.file(), **changed)  # type: ignore[arg-type]  # names are checked by the dataclass
    house.store.transact_now(lambda tx: tx.save_client(file))


def drop_plan(house: House, client: str) -> None:
    """Settle all that was planned, as a faulty repair by hand would."""

    def work(tx: Transaction) -> None:
        for row in tx.contacts(client):
            if row.state in OPEN:
                tx.save_contact(replace(row, state="cancelled", settled_at=house.clock.now()))

    house.store.transact_now(work)


async def test_all_is_well(house: House) -> None:
    assert await looks(house) == {}


async def test_plans_for_whom_nothing_is_planned(house: House) -> None:
    before = house.contacts()
    drop_plan(house, house.file().client.id)
    assert await looks(house) == {"replanned": 1}
    assert house.contacts() == before


async def test_plans_for_whom_only_the_answer_with_the_date_is_known(house: House) -> None:
    drop_plan(house, house.file().client.id)
    changes(house, client=replace(house.file().client, anchors={}))
    assert await looks(house) == {"replanned": 1}
    assert house.file().client.anchors["ww_end"].day == date(2027, 6, 30)


async def test_reports_norms_that_run_out(house: House) -> None:
    found = (await Night(house.assistant).look()).found
    assert [each.places for each in found if each.kind == "norms-expire"] == [(("2026-12-31", 1),)]


async def test_leaves_who_stopped_in_peace(house: House) -> None:
    drop_plan(house, house.file().client.id)
    changes(house, client=replace(house.file().client, state="stopped"))
    assert await looks(house) == {}


async def strand(house: House, **place: object) -> None:
    """Let a talk stand at a place that is not there."""
    await house.says("zelfcheck")
    talk = house.file().conversation
    assert talk is not None
    frame = replace(talk.place, **place)  # type: ignore[arg-type]  # names are checked by the dataclass
    changes(house, conversation=replace(talk, frames=(*talk.frames[:-1], frame)))


@pytest.mark.parametrize("place", [{"step": "gone"}, {"revision": 99}, {"script": "gone"}])
async def test_a_talk_at_a_place_that_is_gone_ends(house: House, place: dict[str, object]) -> None:
    await strand(house, **place)
    assert await looks(house) == {"broken-talk": 1}
    assert house.file().conversation is None


async def test_who_lost_a_talk_hears_of_it_by_day_and_once(house: House) -> None:
    await strand(house, step="gone")
    await looks(house)
    assert await house.ticks(hours=4) == []
    [said] = await house.ticks(days=2)
    assert said.startswith("Ons laatste gesprek kon niet verder. Dat lag aan mij, niet aan u.")
    assert house.file().conversation is not None


async def test_a_new_plan_leaves_what_the_client_is_to_hear(house: House) -> None:
    await strand(house, step="gone")
    await looks(house)
    await looks(house)
    assert house.contacts()["begin-again"] == ["planned"]


def fails(house: House, *days_ago: int) -> None:
    """Let a message fail on each of these days."""
    client = house.file().client.id
    failed = [
        Message(client, "bot", "Dag", MIDNIGHT - timedelta(days=ago), CHANNEL, "failed")
        for ago in days_ago
    ]
    house.store.transact_now(lambda tx: tx.add_messages(failed))


async def test_five_days_of_failures_stop_the_sending_and_tell_the_adviser(house: House) -> None:
    house.store.transact_now(lambda tx: tx.save_staff(Staff("k", "Karin", "adviser", "karin")))
    fails(house, 5, 4, 3, 2, 1)
    assert await looks(house) == {"given-up": 1}
    told = house.store.transact_now(lambda tx: tx.last_notice("k", ["unreachable"]))
    assert told is not None
    assert house.store.transact_now(lambda tx: len(tx.unreachable())) == 1


async def test_whoever_writes_again_is_reached_again(house: House) -> None:
    fails(house, 5, 4, 3, 2, 1)
    await looks(house)
    await house.says("hallo")
    fails(house, 1)
    assert "given-up" not in await looks(house, MIDNIGHT + timedelta(days=1))


async def test_reports_who_was_not_reached_for_two_weeks(house: House) -> None:
    address = Address(CHANNEL, "anna")
    lost = MIDNIGHT - timedelta(days=14)
    house.store.transact_now(lambda tx: tx.set_reachable(address, lost))
    assert await looks(house) == {"undelivered": 1}


async def test_reports_promises_that_were_not_kept(house: House) -> None:
    await house.says("ik heb geen eten")
    assert (await looks(house, MIDNIGHT + timedelta(days=4)))["late-answer"] == 1


async def test_reports_contacts_that_were_never_settled(house: House) -> None:
    later = datetime(2027, 6, 25, 3, 30, tzinfo=AMSTERDAM)
    assert (await looks(house, later))["stuck-contact"] == 1


async def test_reports_a_nearly_full_session(house: House) -> None:
    starts = MIDNIGHT + timedelta(days=3)
    session = InformationSession("s", PROGRAMME, starts, "Stadhuis", capacity=1)

    client = house.file().client.id
    house.store.transact_now(lambda tx: tx.add_session(session))
    house.store.transact_now(lambda tx: tx.register("s", client, MIDNIGHT))
    assert await looks(house) == {"session-full": 1}


def waits(house: House, channel: str, hours: int = 2) -> Message:
    """Let a message wait in a channel for some hours."""
    at = MIDNIGHT - timedelta(hours=hours)
    message = Message(house.file().client.id, "bot", "Dag", at, channel, "pending")
    [kept] = house.store.transact_now(lambda tx: tx.add_messages([message]))
    return kept


async def test_what_waits_in_a_channel_that_was_left_is_sent_elsewhere(house: House) -> None:
    message = waits(house, "telegram")
    assert await looks(house) == {"moved-message": 1}
    await house.assistant.outbox.take_up()
    await house.assistant.outbox.flush()
    assert [m.id for _, m in house.channel.sent].count(message.id) == 1


async def test_what_came_too_late_to_be_sent_elsewhere_has_failed(house: House) -> None:
    message = waits(house, "telegram", hours=100)
    assert await looks(house) == {"lost-message": 1}
    kept = house.store.transact_now(lambda tx: tx.message(message.id))
    assert kept is not None
    assert kept.state == "failed"


async def test_reports_what_waits_where_the_client_is(house: House) -> None:
    waits(house, CHANNEL)
    assert await looks(house) == {"stuck-message": 1}


async def test_one_client_who_cannot_be_looked_at_holds_up_nobody(house: House) -> None:
    await house.enrols("ben")
    drop_plan(house, house.file("ben").client.id)
    damaged = ClientFile(replace(house.file().client, programme="gone"))
    house.store.transact_now(lambda tx: tx.save_client(damaged))
    drop_plan(house, damaged.client.id)
    assert await looks(house) == {"unreadable": 1, "replanned": 1}


async def test_the_look_is_made_once_a_night(house: House) -> None:
    house.clock.at = MIDNIGHT
    await Night(house.assistant).reconcile()
    drop_plan(house, house.file().client.id)
    await Night(house.assistant).reconcile()
    kept = house.store.transact_now(latest_findings)
    assert kept is not None
    assert "replanned" not in kinds(kept)


async def test_two_processes_do_not_look_at_once(house: House) -> None:
    house.clock.at = MIDNIGHT
    until = MIDNIGHT + timedelta(hours=1)
    house.store.transact_now(lambda tx: tx.hold_lease("nightly look", "other", MIDNIGHT, until))
    await Night(house.assistant).reconcile()
    assert house.store.transact_now(latest_findings) is None
