"""Offsets, windows, fingerprints and quiet hours."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar import AMSTERDAM
from scheduler.dutch_holidays import dutch_calendar
from scheduler.hours import QuietHours, Window, next_allowed
from scheduler.rules import Enrolment, Offset, Repeat, Rule

DUTCH = dutch_calendar()
RULE = Rule(
    id="session-invitation",
    script="session-sign-up",
    anchor="ww_end",
    offset=Offset(-3, "months"),
    at=Window(time(9, 30), time(11, 30)),
    useful_for=Offset(3, "weeks"),
)
WEEKLY = Repeat(Offset(1, "weeks"), Offset(4, "weeks"), "ww_end")


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (Offset(-3, "months"), date(2027, 1, 30)),
        (Offset(-12, "weeks"), date(2027, 2, 5)),
        (Offset(-10, "days"), date(2027, 4, 20)),
        (Offset(-1, "working-days"), date(2027, 4, 29)),
        (Offset(0, "days"), date(2027, 4, 30)),
    ],
)
def test_offset_counts_in_its_own_unit(offset: Offset, expected: date) -> None:
    assert offset.from_day(date(2027, 4, 30), DUTCH) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"anchor": "enrolment"},
        {"offset": Offset(-2, "months")},
        {"at": Window(time(9, 30), time(12))},
        {"useful_for": Offset(2, "weeks")},
        {"repeat": WEEKLY},
    ],
)
def test_timing_change_changes_the_fingerprint(change: dict[str, object]) -> None:
    assert replace(RULE, **change).timing_fingerprint != RULE.timing_fingerprint  # type: ignore[arg-type] # any field


@pytest.mark.parametrize(
    "change",
    [{"script": "other"}, {"title": "Nieuw"}, {"past_at_enrolment": "merge"}, {"id": "other"}],
)
def test_content_change_keeps_the_fingerprint(change: dict[str, object]) -> None:
    assert replace(RULE, **change).timing_fingerprint == RULE.timing_fingerprint  # type: ignore[arg-type] # any field


def test_fingerprint_never_changes_between_releases() -> None:
    assert RULE.timing_fingerprint == "add230648967e6fb"


@settings(deadline=None)
@given(st.text(max_size=40))
def test_minute_lies_in_the_window_and_is_stable(key: str) -> None:
    minute = RULE.at.minute_for(key)
    assert time(9, 30) <= minute < time(11, 30)
    assert RULE.at.minute_for(key) == minute


def test_minutes_are_spread_over_the_window() -> None:
    minutes = {RULE.at.minute_for(f"client-{n}") for n in range(1000)}
    assert len(minutes) > 100


def test_window_of_no_length_is_one_minute() -> None:
    assert Window(time(10), time(10)).minute_for("anybody") == time(10)


def test_quiet_hours_over_midnight() -> None:
    quiet = QuietHours()
    assert quiet.cover(time(20))
    assert quiet.cover(time(3))
    assert quiet.cover(time(8, 29))
    assert not quiet.cover(time(8, 30))
    assert not quiet.cover(time(19, 59))


def test_quiet_hours_within_a_day() -> None:
    siesta = QuietHours(time(12), time(14))
    assert siesta.cover(time(13))
    assert not siesta.cover(time(14))
    assert not siesta.cover(time(3))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-01-29T10:00", "2027-01-29T10:00:00+01:00"),
        ("2027-01-28T20:00", "2027-01-29T08:30:00+01:00"),
        ("2027-01-28T05:00", "2027-01-28T08:30:00+01:00"),
        ("2027-01-29T21:00", "2027-02-01T08:30:00+01:00"),
        ("2027-01-30T12:00", "2027-02-01T08:30:00+01:00"),
        ("2027-03-25T21:00", "2027-03-30T08:30:00+02:00"),
        ("2026-12-31T20:30", "2027-01-04T08:30:00+01:00"),
    ],
)
def test_next_allowed_steps_over_night_weekend_and_holiday(moment: str, expected: str) -> None:
    local = datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM)
    assert next_allowed(local, DUTCH, QuietHours()).isoformat() == expected


def test_quiet_siesta_on_a_weekend_waits_for_its_end_on_monday() -> None:
    saturday = datetime(2027, 1, 30, 9, 0, tzinfo=AMSTERDAM)
    found = next_allowed(saturday, DUTCH, QuietHours(time(12), time(14)))
    assert found.isoformat() == "2027-02-01T14:00:00+01:00"


def test_enrolment_is_open_from_earliest_to_latest() -> None:
    enrolment = Enrolment(Offset(-6, "months"), Offset(0, "days"))
    end = date(2027, 4, 30)
    assert enrolment.is_open(end, date(2026, 10, 30), DUTCH)
    assert enrolment.is_open(end, end, DUTCH)
    assert not enrolment.is_open(end, date(2026, 10, 29), DUTCH)
