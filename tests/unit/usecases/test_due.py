"""A contact falls due: sent once, put off, skipped or cancelled, always with a reason."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.contacts import DueContact
from bot.ports import Transaction
from scheduler.calendar import AMSTERDAM
from tests.house import House

APPLY = datetime(2027, 5, 26, 10, 0, tzinfo=AMSTERDAM)
"""A Wednesday, five weeks before the end of June."""
ASKED = "Werkt uw DigiD?"


@pytest.fixture
async def house() -> House:
    house = House()
    await house.enrols()
    return house


def stands(house: House, rule: str = "apply") -> DueContact:
    client = house.file().client.id
    rows = house.store.transact_now(lambda tx: tx.contacts(client))
    return next(row for row in rows if row.rule == rule and row.state != "cancelled")


async def at(house: House, moment: datetime) -> list[str]:
    """Move the clock to a moment and let fall due what is due then."""
    before = len(house.channel.sent)
    house.clock.at = moment
    await house.assistant.tick()
    await house.assistant.outbox.flush()
    return [message.text for _, message in house.channel.sent[before:]]


async def test_is_sent_in_its_window(house: House) -> None:
    due = stands(house).due.astimezone(AMSTERDAM)
    assert due.date() == APPLY.date()
    assert await at(house, due - timedelta(minutes=1)) == []
    assert await at(house, due) == [ASKED]
    assert stands(house).state == "sent"


async def test_is_sent_once(house: House) -> None:
    assert await at(house, stands(house).due) == [ASKED]
    assert await house.ticks(hours=3) == []


async def test_counts_what_stays_unanswered(house: House) -> None:
    await at(house, stands(house).due)
    assert house.file().client.unanswered == 1
    await house.says("ja")
    assert house.file().client.unanswered == 0


async def test_waits_for_the_morning(house: House) -> None:
    evening = datetime.combine(APPLY.date(), time(21), AMSTERDAM)
    assert await at(house, evening) == []
    assert (stands(house).state, stands(house).reason_key) == ("deferred", "schedule.quiet-hours")
    assert await at(house, evening + timedelta(hours=12)) == [ASKED]


async def test_waits_while_a_talk_is_under_way(house: House) -> None:
    house.clock.at = stands(house).due - timedelta(minutes=10)
    await house.says("pauze")
    assert await at(house, stands(house).due) == []
    assert stands(house).reason_key == "schedule.talk-under-way"
    assert ASKED in await house.ticks(days=2)


async def test_waits_while_a_person_has_the_conversation(house: House) -> None:
    house.clock.at = stands(house, "weekly").due - timedelta(days=2)
    await house.says("ik heb geen eten")
    weekly = stands(house, "weekly").due
    await at(house, weekly)
    assert stands(house, "weekly").reason_key == "schedule.handoff-open"


async def test_a_term_does_not_wait_while_a_person_has_the_conversation(house: House) -> None:
    house.clock.at = stands(house).due - timedelta(days=2)
    await house.says("ik heb geen eten")
    assert ASKED in await at(house, stands(house).due)


async def test_waits_for_the_end_of_a_pause(house: House) -> None:
    house.clock.at = stands(house).due - timedelta(days=2)
    await house.says("pauze")
    await house.says("1 week")
    assert await house.ticks(days=6) == []
    assert stands(house).reason_key == "schedule.paused"
    assert ASKED in await house.ticks(days=4)
    assert house.file().client.state == "active"


async def test_waits_for_consent_and_is_skipped_without() -> None:
    house = House()
    await house.says("hallo")
    await house.says("30-6-2027")
    await house.says("nee")
    assert await at(house, stands(house).due) == []
    assert stands(house).reason_key == "schedule.no-consent"
    assert await house.ticks(weeks=10) == []
    assert {*house.contacts()["apply"], *house.contacts()["weekly"]} == {"skipped"}


async def test_is_skipped_when_it_is_too_late(house: House) -> None:
    assert ASKED not in await at(house, stands(house).useful_until + timedelta(days=1))
    assert (stands(house).state, stands(house).reason_key) == ("skipped", "schedule.too-late")


async def test_is_cancelled_when_the_rule_is_gone(house: House) -> None:
    due = stands(house).due
    house.store.transact_now(lambda tx: _without_rules(tx, due))
    assert await at(house, due) == []
    assert house.contacts()["apply"] == ["cancelled"]


def _without_rules(tx: Transaction, now: datetime) -> None:
    revision = tx.revision("programme", "small")
    assert revision is not None
    tx.publish("programme", "small", revision.text.replace("id: apply", "id: other"), "t", now)


async def test_is_cancelled_after_a_stop(house: House) -> None:
    await house.says("stop")
    assert set(house.contacts()["apply"]) == {"cancelled"}
    assert await house.ticks(weeks=20) == []


async def test_a_stop_is_not_undone_by_a_pause_a_date_or_a_new_programme(house: House) -> None:
    await house.says("stop")
    await house.says("pauze")
    await house.says("1 week")
    await house.says("zelfcheck")
    await house.says("nee, 31-7-2027")
    assert house.file().client.state == "stopped"
    assert await house.ticks(weeks=24) == []


async def test_starting_again_plans_anew(house: House) -> None:
    await house.says("stop")
    await house.says("start")
    await house.says("ja")
    assert house.file().client.state == "active"
    assert stands(house).state == "planned"


# dates that change


async def changes_date(house: House, day: str) -> None:
    house.clock.forward(timedelta(minutes=1))
    await house.says("zelfcheck")
    await house.says("nee")
    await house.says(day)


async def test_a_new_date_plans_anew_in_the_same_turn(house: House) -> None:
    await changes_date(house, "31-7-2027")
    assert house.file().client.anchors["ww_end"].day == date(2027, 7, 31)
    assert house.contacts()["apply"] == ["cancelled", "planned"]
    assert stands(house).due.date() == date(2027, 6, 28)


async def test_what_was_sent_is_not_sent_again_for_a_new_date(house: House) -> None:
    assert await at(house, stands(house).due) == [ASKED]
    await house.says("ja")
    await changes_date(house, "31-7-2027")
    later = await house.ticks(weeks=16)
    assert ASKED not in later
    assert "Hoe ging uw week?" in later


async def test_the_same_date_changes_nothing(house: House) -> None:
    before = house.contacts()
    await house.says("zelfcheck")
    await house.says("ja")
    assert house.contacts() == before


async def test_a_whole_programme_sends_each_week_once(house: House) -> None:
    client = house.file().client.id
    await house.ticks(weeks=20)
    rows = house.store.transact_now(lambda tx: tx.contacts(client))
    weekly = [row for row in rows if row.rule == "weekly" and row.state == "sent"]
    assert len(weekly) == 6
    assert len({row.settled_at.date() for row in weekly if row.settled_at}) == 6


# waits within a script

PATIENT = """
    script: small-talk
    title: Geduld
    steps:
      - say: Tot over 3 dagen.
      - wait: 3 days
      - say: Hier ben ik weer.
      - wait: 2 days
      - say: En nu dag.
    """


async def test_a_wait_ends_by_itself(house: House) -> None:
    house.publishes("small-talk", PATIENT)
    assert await house.says("zomaar") == ["Tot over 3 dagen."]
    assert await house.ticks(days=3, minutes=5) == ["Hier ben ik weer."]
    assert await house.ticks(days=4, minutes=5) == ["En nu dag."]


async def test_the_same_wait_in_a_later_talk_ends_too(house: House) -> None:
    house.publishes("small-talk", PATIENT)
    for _ in range(2):
        await house.says("hallo")
        assert await house.ticks(days=7) == ["Hier ben ik weer.", "En nu dag."]


async def test_a_wake_up_without_words_is_not_counted_as_unanswered(house: House) -> None:
    house.publishes("small-talk", PATIENT)
    await house.says("hallo")
    await house.says("opnieuw")
    await house.ticks(days=3, minutes=5)
    assert house.file().client.unanswered == 1
