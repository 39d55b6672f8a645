"""How it ended: one state for everybody, and whether work lasted."""

from datetime import date, datetime, timedelta

import pytest

from bot.outcomes import KINDS, TAKEN_BACK, at_work_after, end_state, last_told, recorded_last
from bot.records import Outcome
from scheduler.calendar import AMSTERDAM, Calendar

FOUND = datetime(2027, 1, 15, 12, tzinfo=AMSTERDAM)


def told(*days_and_kinds: tuple[int, str]) -> list[Outcome]:
    """Return outcomes told so many days after work was found."""
    return [Outcome("anna", kind, FOUND + timedelta(days=days)) for days, kind in days_and_kinds]


LASTED_3 = told((0, "work"), (91, "work"), (182, "work_ended"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_a_state(kind: str) -> None:
    assert end_state(told((0, kind))) == kind


def test_not_knowing_later_takes_nothing_back() -> None:
    assert last_told(told((0, "bijstand_in_progress"), (30, "unknown"))) == "bijstand_in_progress"


def test_what_is_taken_back_counts_no_more() -> None:
    outcomes = told((0, "other_income"), (1, "work"), (2, TAKEN_BACK))
    assert end_state(outcomes) == "other_income"
    assert at_work_after(3, outcomes, date(2028, 1, 1), Calendar()) == "not-due"


def test_what_staff_recorded_is_known_until_it_is_overtaken() -> None:
    kept = Outcome("anna", "work", FOUND, "karin")
    back = Outcome("anna", TAKEN_BACK, FOUND)
    assert recorded_last([kept]) == (kept, None)
    assert recorded_last([kept, back]) == (kept, back)
    assert recorded_last([kept, *told((3, "bijstand"))]) is None


def test_how_it_is_after_work_ended_is_not_known() -> None:
    assert end_state(told((0, "work"), (90, "work_ended"))) == "unknown"


@pytest.mark.parametrize(
    ("outcomes", "today", "after_3", "after_6"),
    [
        (told((0, "bijstand")), date(2028, 1, 1), "not-due", "not-due"),
        (told((0, "work")), date(2027, 4, 14), "not-due", "not-due"),
        (told((0, "work")), date(2027, 4, 15), "unknown", "not-due"),
        (told((0, "work"), (91, "work")), date(2027, 5, 1), "still", "not-due"),
        (told((0, "work"), (30, "work")), date(2027, 5, 1), "unknown", "not-due"),
        (told((0, "work"), (91, "work_ended")), date(2028, 1, 1), "stopped", "stopped"),
        (told((0, "work"), (60, "bijstand")), date(2028, 1, 1), "stopped", "stopped"),
        (
            told((0, "work"), (91, "work"), (182, "work_ended")),
            date(2028, 1, 1),
            "still",
            "stopped",
        ),
        (told((0, "work"), (91, "work")), date(2028, 1, 1), "still", "unknown"),
        (told((0, "work"), (91, "work"), (95, "unknown")), date(2027, 5, 1), "still", "not-due"),
        (told((0, "work"), (40, "none"), (100, "work")), date(2027, 5, 1), "still", "not-due"),
    ],
)
def test_whether_work_lasted(
    outcomes: list[Outcome], today: date, after_3: str, after_6: str
) -> None:
    assert at_work_after(3, outcomes, today, Calendar()) == after_3
    assert at_work_after(6, outcomes, today, Calendar()) == after_6
