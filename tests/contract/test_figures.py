"""Every store counts steps alike, loses no count, and keeps nothing of who was counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from bot.ports import Store, Transaction
from bot.step_counts import StepCount, StepTotal

DAY = date(2026, 11, 27)


def asked(step: str = "one", day: date = DAY) -> StepCount:
    """Return that one person was asked something."""
    return StepCount(day, "check", step, asked=1)


def answered(step: str = "one", day: date = DAY) -> StepCount:
    """Return that one person went on."""
    return StepCount(day, "check", step, answered=1)


def test_counts_of_one_step_and_day_add_up(tx: Transaction) -> None:
    for counts in ([asked(), asked("two")], [asked()], [answered()]):
        tx.count_steps(counts)
    assert tx.step_totals(DAY, DAY) == (
        StepTotal("check", "one", 2, 1),
        StepTotal("check", "two", 1, 0),
    )


def test_totals_are_of_the_days_that_were_named(tx: Transaction) -> None:
    tx.count_steps([asked(day=DAY + timedelta(days=number)) for number in range(5)])
    found = tx.step_totals(DAY + timedelta(days=1), DAY + timedelta(days=3))
    assert found == (StepTotal("check", "one", 3, 0),)


def test_nothing_counted_is_nothing_kept(tx: Transaction) -> None:
    tx.count_steps([])
    assert tx.step_totals(DAY, DAY) == ()


def test_turns_beside_each_other_lose_no_count(store: Store) -> None:
    turns = [[asked("two"), answered()], [answered(), asked("two")]] * 20
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: store.transact_now(lambda tx: tx.count_steps(n)), turns))
    assert store.transact_now(lambda tx: tx.step_totals(DAY, DAY)) == (
        StepTotal("check", "one", 0, 40),
        StepTotal("check", "two", 40, 0),
    )


def test_a_count_of_a_turn_that_fails_is_taken_back(store: Store) -> None:
    def fails(tx: Transaction) -> None:
        tx.count_steps([asked()])
        raise LookupError

    with pytest.raises(LookupError):
        store.transact_now(fails)
    assert store.transact_now(lambda tx: tx.step_totals(DAY, DAY)) == ()
