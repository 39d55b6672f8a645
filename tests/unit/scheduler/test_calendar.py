"""The calendar's bad habits, one test named for each."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar import Calendar, NaiveMomentError, require_aware
from scheduler.dutch_holidays import days_off, dutch_calendar

WEEKENDS_ONLY = Calendar()
DUTCH = dutch_calendar()
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def test_hour_that_does_not_exist_is_moved_forward() -> None:
    moment = DUTCH.local_moment(date(2027, 3, 28), time(2, 30))
    assert moment.isoformat() == "2027-03-28T03:30:00+02:00"


def test_hour_that_comes_twice_is_the_first() -> None:
    moment = DUTCH.local_moment(date(2027, 10, 31), time(2, 30))
    assert moment.isoformat() == "2027-10-31T02:30:00+02:00"
    assert moment.astimezone(UTC).hour == 0


def test_summer_and_winter_have_their_own_offset() -> None:
    summer = DUTCH.local_moment(date(2027, 7, 1), time(10))
    winter = DUTCH.local_moment(date(2027, 12, 1), time(10))
    assert summer.utcoffset() == timedelta(hours=2)
    assert winter.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 8, 31), -6, date(2027, 2, 28)),
        (date(2028, 8, 31), -6, date(2028, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2027, 3, 31), 0, date(2027, 3, 31)),
    ],
)
def test_month_without_that_day_gives_its_last_day(day: date, months: int, expected: date) -> None:
    assert DUTCH.add_months(day, months) == expected


def test_adding_and_taking_off_a_month_is_not_the_same_day() -> None:
    there = DUTCH.add_months(date(2027, 1, 31), 1)
    assert DUTCH.add_months(there, -1) == date(2027, 1, 28)


def test_saturday_moves_to_monday() -> None:
    assert DUTCH.next_working_day(date(2027, 1, 30)) == date(2027, 2, 1)


def test_working_day_stays_where_it_is() -> None:
    assert DUTCH.next_working_day(date(2027, 1, 29)) == date(2027, 1, 29)


def test_christmas_moves_over_the_year_boundary_when_needed() -> None:
    assert DUTCH.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert DUTCH.add_working_days(date(2027, 1, 4), -1) == date(2026, 12, 31)


def test_easter_counts_good_friday_and_monday() -> None:
    assert DUTCH.add_working_days(date(2027, 3, 25), 1) == date(2027, 3, 30)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2027, 1, 31), -1, date(2027, 1, 29)),
        (date(2027, 1, 30), 1, date(2027, 2, 1)),
        (date(2027, 1, 30), 0, date(2027, 2, 1)),
        (date(2027, 2, 1), -1, date(2027, 1, 29)),
        (date(2027, 2, 1), 5, date(2027, 2, 8)),
    ],
)
def test_working_days_step_over_weekends(day: date, n: int, expected: date) -> None:
    assert WEEKENDS_ONLY.add_working_days(day, n) == expected


def test_holidays_of_2027_are_those_of_the_termijnenwet() -> None:
    weekdays = {day for day in days_off(2027) if day.weekday() < 5}
    assert weekdays == {
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 4, 27),
        date(2027, 5, 5),
        date(2027, 5, 6),
        date(2027, 5, 17),
    }
    assert {date(2027, 12, 25), date(2027, 12, 26)} <= days_off(2027)


def test_koningsdag_on_a_sunday_is_the_day_before() -> None:
    assert date(2025, 4, 26) in days_off(2025)
    assert date(2025, 4, 27) not in days_off(2025)
    assert DUTCH.is_working_day(date(2025, 4, 28))


def test_fifth_of_may_is_a_holiday_every_year() -> None:
    assert all(date(year, 5, 5) in days_off(year) for year in range(2025, 2036))


def test_new_years_eve_is_a_working_day() -> None:
    assert DUTCH.is_working_day(date(2026, 12, 31))


def test_naive_moment_is_refused_in_a_sentence() -> None:
    naive = datetime(2027, 1, 1, 10, 0)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(NaiveMomentError, match="has no time zone"):
        require_aware(naive)
    with pytest.raises(NaiveMomentError):
        DUTCH.local(naive)


@settings(deadline=None)
@given(DAYS)
def test_next_working_day_is_one_and_close(day: date) -> None:
    found = DUTCH.next_working_day(day)
    assert DUTCH.is_working_day(found)
    assert timedelta(0) <= found - day <= timedelta(days=5)


@settings(deadline=None)
@given(DAYS, st.integers(1, 60))
def test_counting_working_days_back_returns(day: date, n: int) -> None:
    start = DUTCH.next_working_day(day)
    assert DUTCH.add_working_days(DUTCH.add_working_days(start, n), -n) == start


@settings(deadline=None)
@given(DAYS, st.integers(-24, 24))
def test_months_never_spill_into_the_next(day: date, n: int) -> None:
    found = DUTCH.add_months(day, n)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == n
    assert found.day <= day.day


@settings(deadline=None)
@given(DAYS, st.times())
def test_local_moment_is_always_a_real_one(day: date, at: time) -> None:
    moment = DUTCH.local_moment(day, at)
    assert moment == moment.astimezone(UTC).astimezone(DUTCH.zone)
    assert moment.date() == day
