"""Every store keeps content, staff and records the same."""

import asyncio
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.advisers import Absence, Adviser
from bot.dossier import purpose_for, purpose_of, receivers
from bot.ports import Store, Transaction
from bot.records import Consent, Draft, Look, Milestone, Outcome, Staff
from bot.storage.errors import ConstraintError

if TYPE_CHECKING:
    from tests.contract.conftest import People


def test_numbers_revisions_from_one(tx: Transaction, now: datetime) -> None:
    first = tx.publish("script", "intake", "one", "cora", now)
    second = tx.publish("script", "intake", "two", "cora", now)
    tx.publish("programme", "intake", "other", "cora", now)
    assert (first.number, second.number) == (1, 2)
    assert tx.revisions("script", "intake") == (second, first)
    assert tx.latest_revisions("script") == {"intake": 2}


def test_finds_a_revision_by_number_or_the_latest(tx: Transaction, now: datetime) -> None:
    first = tx.publish("script", "intake", "one", "cora", now)
    second = tx.publish("script", "intake", "two", "cora", now)
    assert tx.revision("script", "intake", 1) == first
    assert tx.revision("script", "intake") == second
    assert tx.revision("script", "intake", 3) is None
    assert tx.revision("script", "nothing") is None


def test_a_draft_that_is_thrown_away_is_gone_and_others_stay(
    tx: Transaction, now: datetime
) -> None:
    tx.publish("script", "intake", "published", "cora", now)
    for name in ("intake", "other"):
        tx.save_draft(Draft("script", name, "half", now, "cora"))
    tx.drop_draft("script", "intake")
    tx.drop_draft("script", "nothing-there")
    kept = tx.revision("script", "intake")
    assert (tx.draft("script", "intake"), kept and kept.text) == (None, "published")
    assert tx.draft("script", "other") is not None


def test_publishing_drops_the_draft(tx: Transaction, now: datetime) -> None:
    draft = Draft("script", "intake", "half", now, "cora")
    tx.save_draft(Draft("script", "intake", "quarter", now, "cora"))
    tx.save_draft(draft)
    assert tx.draft("script", "intake") == draft
    tx.publish("script", "intake", "whole", "cora", now)
    assert tx.draft("script", "intake") is None


def test_publishing_at_once_gives_each_a_number(store: Store, now: datetime) -> None:
    async def all_at_once() -> list[int]:
        revisions = await asyncio.gather(
            *(
                store.transact(lambda tx: tx.publish("script", "intake", "x", "cora", now))
                for _ in range(12)
            )
        )
        return sorted(revision.number for revision in revisions)

    assert asyncio.run(all_at_once()) == list(range(1, 13))


def test_returns_advisers_as_they_were_kept(tx: Transaction) -> None:
    hours = {"monday": (time(9), time(17, 30))}
    away = (Absence(date(2027, 1, 4), date(2027, 1, 8)),)
    bo = Adviser("bo", "Bo", "UWV", ("utrecht",), ("care",), hours, away, "cas", 40, 2)
    tx.save_adviser(Adviser("bo", "Bob", "UWV"))
    tx.save_adviser(bo)
    tx.save_adviser(Adviser("al", "Al", "Utrecht"))
    assert tx.advisers() == (Adviser("al", "Al", "Utrecht"), bo)


def test_returns_staff_in_order(tx: Transaction) -> None:
    cora, bo = Staff("cora", "Cora", "coordinator"), Staff("bo", "Bo de Boer", "adviser", "bo")
    for each in (Staff("cora", "Corrie", "adviser"), cora, bo):
        tx.save_staff(each)
    assert tx.all_staff() == (bo, cora)
    assert tx.staff("cora") == cora
    assert tx.staff("nobody") is None


def test_a_sign_in_link_works_once(tx: Transaction, now: datetime) -> None:
    tx.add_sign_in("hash", "bo", now + timedelta(minutes=10))
    assert tx.use_sign_in("hash", now) == "bo"
    assert tx.use_sign_in("hash", now) is None


def test_an_expired_sign_in_link_does_not_work(tx: Transaction, now: datetime) -> None:
    tx.add_sign_in("hash", "bo", now)
    assert tx.use_sign_in("hash", now) is None
    assert tx.use_sign_in("unknown", now) is None


def test_keeps_every_consent_in_order(tx: Transaction, people: "People", now: datetime) -> None:
    people.enrol(tx, "anna")
    given = tuple(Consent("anna", "share", each, "Mag dat?", now) for each in (True, False))
    for consent in given:
        tx.add_consent(consent)
    assert tx.consents("anna") == given
    assert tx.consents("ben") == ()


def test_finds_to_whom_an_answer_was_handed_on_by_the_moment_of_the_yes(
    tx: Transaction, people: "People", now: datetime
) -> None:
    people.enrol(tx, "anna")
    moment = now.replace(microsecond=123456)
    for purpose in (purpose_for("mo"), purpose_of("money")):
        tx.add_consent(Consent("anna", purpose, True, "Mag dat?", moment))
    _, about_money = tx.consents("anna")
    assert receivers(tx.consents("anna"))[about_money.at] == "mo"


def test_keeps_outcomes_and_looks(tx: Transaction, people: "People", now: datetime) -> None:
    people.enrol(tx, "anna")
    outcomes = (Outcome("anna", "unknown", now), Outcome("anna", "work", now, "bo"))
    look = Look("bo", "anna", "file", now)
    for outcome in outcomes:
        tx.add_outcome(outcome)
    tx.add_look(look)
    assert tx.outcomes("anna") == outcomes
    assert tx.looks("anna") == (look,)


def test_keeps_only_the_first_time_of_a_milestone(
    tx: Transaction, people: "People", now: datetime
) -> None:
    people.enrol(tx, "anna")
    people.enrol(tx, "ben")
    later = Milestone("ben", "checked", now + timedelta(days=3))
    first = Milestone("anna", "checked", now)
    for each in (later, first, Milestone("anna", "checked", now + timedelta(days=9))):
        tx.add_milestone(each)
    assert tx.milestones("anna") == (first,)
    assert tx.all_milestones() == (first, later)


def test_a_milestone_that_was_taken_back_can_come_again(
    tx: Transaction, people: "People", now: datetime
) -> None:
    people.enrol(tx, "anna")
    people.enrol(tx, "ben")
    again = Milestone("anna", "attended", now + timedelta(days=1))
    for each in (Milestone("anna", "attended", now), Milestone("anna", "checked", now)):
        tx.add_milestone(each)
    tx.add_milestone(Milestone("ben", "attended", now))
    tx.drop_milestone("anna", "attended")
    tx.add_milestone(again)
    assert tx.milestones("anna") == (Milestone("anna", "checked", now), again)
    assert [each.kind for each in tx.milestones("ben")] == ["attended"]


def test_gives_the_outcomes_of_all_in_order(
    tx: Transaction, people: "People", now: datetime
) -> None:
    people.enrol(tx, "anna")
    people.enrol(tx, "ben")
    outcomes = (
        Outcome("ben", "unknown", now),
        Outcome("anna", "work", now + timedelta(days=1)),
        Outcome("ben", "work", now + timedelta(days=2)),
    )
    for each in outcomes:
        tx.add_outcome(each)
    assert tx.all_outcomes() == outcomes


def test_keeps_no_record_about_nobody(tx: Transaction, now: datetime) -> None:
    with pytest.raises(ConstraintError):
        tx.add_outcome(Outcome("nobody", "work", now))
    with pytest.raises(ConstraintError):
        tx.add_milestone(Milestone("nobody", "checked", now))
    with pytest.raises(ConstraintError):
        tx.add_consent(Consent("nobody", "share", True, "", now))
    with pytest.raises(ConstraintError):
        tx.add_look(Look("bo", "nobody", "file", now))


def test_keeps_settings(tx: Transaction) -> None:
    assert tx.setting("clock") is None
    tx.save_setting("clock", "1 day")
    tx.save_setting("clock", "2 days")
    assert tx.setting("clock") == "2 days"
