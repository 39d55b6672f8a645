"""In a crisis the right person reads along and is told within the hour; nothing comes first."""

from datetime import timedelta

import pytest

from bot.dialogue.facts import Fact
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff
from bot.sessions import InformationSession
from bot.usecases.escalating import escalate
from bot.usecases.receive import SILENCE_TOLD
from tests.fixtures import NOW
from tests.house import PROGRAMME, House

CRISIS = "ik wil dood"


@pytest.fixture
async def house() -> House:
    """A house with a client whom Karin was asked to look for."""
    house = House()
    await house.enrols()
    client = house.file().client.id

    def work(tx: Transaction) -> None:
        for name in ("karin", "mo"):
            tx.save_staff(Staff(name, name.title(), "adviser", name))
        tx.save_staff(Staff("ineke", "Ineke", "coordinator"))
        tx.open_handoff(Handoff("h1", client, "silence", NOW, NOW.date(), "karin"))

    house.store.transact_now(work)
    return house


def active(house: House) -> Handoff:
    client = house.file().client.id
    handoff = house.store.transact_now(lambda tx: tx.active_handoff(client))
    assert handoff is not None
    return handoff


def notices(house: House) -> set[tuple[str, str]]:
    later = NOW + timedelta(days=60)
    rows = house.store.transact_now(lambda tx: tx.pending_notices(later, limit=50))
    return {(row.staff, row.kind) for row in rows}


def looks(house: House, **later: float) -> None:
    house.clock.at = NOW + timedelta(**later)
    now = house.clock.now()
    house.store.transact_now(lambda tx: escalate(tx, house.assistant.around, now))


async def test_words_after_a_crisis_go_to_who_has_the_crisis(house: House) -> None:
    await house.says(CRISIS)
    crisis = active(house)
    assert (crisis.topic, crisis.urgency) == ("crisis", "urgent")
    house.store.transact_now(lambda tx: tx.save_handoff(crisis.take("mo", NOW)))
    said = await house.says("ik zit op de bank")
    assert "112" in " ".join(said)
    assert ("mo", "wrote") in notices(house)


async def test_without_an_adviser_coordinators_are_told_at_once(house: House) -> None:
    def nobody(tx: Transaction) -> None:
        for name in ("karin", "mo"):
            tx.drop_staff(name)

    house.store.transact_now(nobody)
    await house.says(CRISIS)
    assert ("ineke", "overdue") in notices(house)
    assert active(house).escalation == "coordinator"


async def test_a_crisis_that_nobody_takes_goes_on_after_an_hour_and_again(house: House) -> None:
    await house.says(CRISIS)
    looks(house, minutes=59)
    assert active(house).escalation == ""
    looks(house, minutes=61)
    assert active(house).escalation == "stand-in"
    looks(house, minutes=121)
    assert ("ineke", "overdue") in notices(house)


async def test_a_crisis_that_is_taken_waits_for_the_promised_day(house: House) -> None:
    await house.says(CRISIS)
    taken = active(house).take("karin", NOW)
    house.store.transact_now(lambda tx: tx.save_handoff(taken))
    looks(house, hours=3)
    assert active(house).escalation == ""


@pytest.mark.parametrize(
    "words",
    [
        "ik wil stoppen met leven",
        "ik hoef niet meer te leven",
        "ik heb pillen genomen",
        "ik maak mezelf van kant",
        "ik spring voor de trein",
        "was ik maar dood",
        "het leven heeft geen zin meer",
        "hij slaat de kinderen",
        "ik heb niks meer te eten",
    ],
)
async def test_plain_words_of_need_are_heard(house: House, words: str) -> None:
    await house.says(words)
    assert active(house).urgency == "urgent"


async def test_a_free_place_is_not_offered_in_a_crisis(house: House) -> None:
    starts = NOW + timedelta(days=7)
    session = InformationSession("s1", PROGRAMME, starts, "Stadhuis", 1)
    client = house.file().client.id
    other = await house.enrols("ben")

    def full(tx: Transaction) -> None:
        tx.add_session(session)
        tx.register("s1", other, NOW)
        tx.register("s1", client, NOW)
        tx.cancel_registration("s1", other)

    await house.says(CRISIS)
    house.store.transact_now(full)
    await house.assistant.tick()
    (row,) = house.store.transact_now(lambda tx: tx.registrations(session="s1"))
    assert row.state == "waiting"


async def test_a_list_that_fails_holds_nothing_else_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.wiring.move_list_on", fails)
    monkeypatch.setattr("bot.storage.memory.MemoryTransaction.unsettled_sessions", _one_session)
    await house.says(CRISIS)
    house.clock.at = NOW + timedelta(minutes=61)
    await house.assistant.tick()
    assert active(house).escalation == "stand-in"


def _one_session(*_: object) -> tuple[str, ...]:
    return ("s1",)


async def test_who_is_heard_is_not_silent_any_more(house: House) -> None:
    file = house.file()
    file.facts[SILENCE_TOLD] = Fact(True, NOW, "script")  # type: ignore[index]  # a dict here
    house.store.transact_now(lambda tx: tx.save_client(file))
    await house.says("ik ben er weer")
    assert SILENCE_TOLD not in house.file().facts


async def test_stop_gives_the_place_back_and_ends_the_looking(house: House) -> None:
    client = house.file().client.id
    starts = NOW + timedelta(days=7)

    def booked(tx: Transaction) -> None:
        tx.add_session(InformationSession("s1", PROGRAMME, starts, "Stadhuis", 1))
        tx.register("s1", client, NOW)

    house.store.transact_now(booked)
    await house.says("stop")
    assert house.store.transact_now(lambda tx: tx.registrations(session="s1")) == ()
    assert house.store.transact_now(lambda tx: tx.active_handoff(client)) is None


async def test_an_old_answer_holds_weekly_talks_up_no_longer(house: House) -> None:
    now = house.clock.now()
    answered = active(house).answer("karin", now)
    house.store.transact_now(lambda tx: tx.save_handoff(answered))
    await house.ticks(days=90)
    client = house.file().client.id
    rows = house.store.transact_now(lambda tx: tx.contacts(client))
    assert "schedule.handoff-open" not in {row.reason_key for row in rows}
    assert "sent" in house.contacts()["weekly"]
