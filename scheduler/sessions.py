"""The information sessions of a programme: how they are held, and on which days.

What the calendar does badly: a session on a holiday moves to the next working day, so now and
then it is not on its weekday; "every month" means the first such weekday of each month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from scheduler.calendar import Calendar
from scheduler.hours import Window, minute_of
from scheduler.rules import Offset

DAYS_IN_WEEK = 7

Attendance = Literal["voluntary", "expected"]
Facility = Literal["wheelchair", "hearing-loop", "quiet-room"]
ATTENDANCES: tuple[Attendance, ...] = get_args(Attendance)
FACILITIES: tuple[Facility, ...] = get_args(Facility)
ONE_DAY_TO_ANSWER = Offset(1, "days")
"""How long a free place is kept for whoever waits first, when a series does not say."""


@dataclass(frozen=True, slots=True)
class Talks:
    """Personal talks right after a session: how long one takes, and how many go on at once."""

    minutes: int
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSeries:
    """Sessions that are held again and again: where (a place or a link), how often, for whom.

    Without municipalities they are for everybody in the programme.
    """

    id: str
    title: str
    capacity: int
    weekday: int
    every: Offset
    at: Window
    place: str = ""
    link: str = ""
    municipalities: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    attendance: Attendance = "voluntary"
    languages: tuple[str, ...] = ("nl",)
    accessible: tuple[Facility, ...] = ()
    companion: bool = True
    interpreter: bool = False
    bring: tuple[str, ...] = ()
    talks: Talks | None = None
    confirm_within: Offset = ONE_DAY_TO_ANSWER
    after_ww_end: bool = False

    @property
    def minutes(self) -> int:
        """Give how long one session takes."""
        return minute_of(self.at.end) - minute_of(self.at.start)


def session_starts(
    series: SessionSeries, first: date, last: date, calendar: Calendar
) -> tuple[datetime, ...]:
    """Give the start of each session from the first day up to and including the last."""
    return tuple(
        calendar.local_moment(calendar.next_working_day(day), series.at.start)
        for day in _days(series.weekday, series.every, first, last, calendar)
    )


def _days(
    weekday: int, every: Offset, first: date, last: date, calendar: Calendar
) -> Iterator[date]:
    start = _grid_start(first, every, calendar)
    times = 0
    while (day := _weekday_from(every.from_day(start, calendar, times), weekday)) <= last:
        if day >= first:
            yield day
        times += 1


def _grid_start(first: date, every: Offset, calendar: Calendar) -> date:
    """Give the begin of the last round up to a day, counted from the same day for everybody.

    So "every 2 weeks" means the same weeks, whenever it is planned from.
    """
    if every.unit == "months":
        months = first.year * 12 + first.month - 1
        return calendar.add_months(first.replace(day=1), -(months % every.amount))
    if every.unit == "weeks":
        monday = first - timedelta(days=first.weekday())
        return monday - timedelta(weeks=monday.toordinal() // DAYS_IN_WEEK % every.amount)
    return first - timedelta(days=first.toordinal() % every.amount)


def _weekday_from(day: date, weekday: int) -> date:
    """Give the first such weekday from that day on."""
    return day + timedelta(days=(weekday - day.weekday()) % DAYS_IN_WEEK)
