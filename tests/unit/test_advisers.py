"""Advisers: when they work, and by which day they answer."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.advisers import Absence, Adviser, promised_day
from scheduler.calendar import AMSTERDAM
from scheduler.dutch_holidays import dutch_calendar

CALENDAR = dutch_calendar()
HOURS = (time(9), time(17))
MONDAY = datetime(2027, 3, 8, 10, tzinfo=AMSTERDAM)


def adviser(name: str = "karin", days: str = "monday tuesday wednesday", **more: object) -> Adviser:
    hours = dict.fromkeys(days.split(), HOURS)
    return Adviser(name, name.title(), "UWV", ("p",), hours=hours, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("opened", "day"),
    [
        (MONDAY, date(2027, 3, 9)),
        (MONDAY.replace(hour=8), date(2027, 3, 9)),
        (MONDAY.replace(hour=17), date(2027, 3, 10)),
        (MONDAY + timedelta(days=2), date(2027, 3, 15)),
        (MONDAY + timedelta(days=4), date(2027, 3, 16)),
        (datetime(2027, 3, 24, 10, tzinfo=AMSTERDAM), date(2027, 3, 30)),
    ],
    ids=["at work", "before work", "after work", "last day", "day off", "over Easter Monday"],
)
def test_promises_the_next_of_their_own_working_days(opened: datetime, day: date) -> None:
    assert promised_day(adviser(), opened, CALENDAR) == day


def test_promises_in_dutch_time_whatever_the_zone_of_the_moment() -> None:
    opened = datetime.fromisoformat("2027-03-08T16:30:00+00:00")
    assert promised_day(adviser(), opened, CALENDAR) == date(2027, 3, 10)


def test_absence_is_no_working_day() -> None:
    away = adviser(absent=(Absence(date(2027, 3, 9), date(2027, 3, 9)),))
    assert promised_day(away, MONDAY, CALENDAR) == date(2027, 3, 10)


@pytest.mark.parametrize("days", ["", "monday"])
def test_hardly_any_working_days_still_give_a_day(days: str) -> None:
    off = Absence(date(2027, 3, 9), date(2027, 5, 30))
    promised = promised_day(adviser(days=days, absent=(off,)), MONDAY, CALENDAR)
    assert promised == MONDAY.date() + timedelta(days=59)


def test_absence_holds_from_its_first_to_its_last_day() -> None:
    away = adviser(absent=(Absence(date(2027, 3, 9), date(2027, 3, 10)),))
    assert [away.away_on(date(2027, 3, day)) for day in (8, 9, 10, 11)] == [
        False,
        True,
        True,
        False,
    ]


def test_an_adviser_without_a_limit_has_the_usual_one_of_the_role() -> None:
    coach = adviser(role="youth-coach")
    assert (coach.limit, adviser(caseload_limit=12).limit) == (50, 12)
