"""Advisers: who gets a client, and by which day they answer."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.advisers import Adviser, fixed_adviser, promised_day
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
    away = adviser(absent=(date(2027, 3, 9),))
    assert promised_day(away, MONDAY, CALENDAR) == date(2027, 3, 10)


@pytest.mark.parametrize("days", ["", "monday"])
def test_hardly_any_working_days_still_give_a_day(days: str) -> None:
    off = tuple((MONDAY + timedelta(days=n)).date() for n in range(1, 70))
    promised = promised_day(adviser(days=days, absent=off), MONDAY, CALENDAR)
    assert promised == MONDAY.date() + timedelta(days=59)


def test_a_client_goes_to_who_has_the_most_room() -> None:
    team = [adviser("anna"), adviser("ben"), adviser("cem")]
    assert fixed_adviser("p", team, {"anna": 3, "ben": 1, "cem": 1}) == team[1]


def test_a_full_adviser_gets_nobody_while_another_has_room() -> None:
    team = [adviser("anna", caseload_limit=2), adviser("ben")]
    assert fixed_adviser("p", team, {"anna": 2, "ben": 70}) == team[1]


def test_when_all_are_full_somebody_still_gets_the_client() -> None:
    team = [adviser("anna", caseload_limit=2), adviser("ben", caseload_limit=1)]
    assert fixed_adviser("p", team, {"anna": 2, "ben": 1}) == team[1]


def test_without_advisers_of_the_programme_there_is_none() -> None:
    assert fixed_adviser("other", [adviser()], {}) is None
