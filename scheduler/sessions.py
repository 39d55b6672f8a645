"""On which days a programme holds its information sessions.

What the calendar does badly: a session on a holiday moves to the next working day, so now and
then it is not on its weekday; "every month" means the first such weekday of each month.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from scheduler.calendar import Calendar
from scheduler.rules import Offset, SessionSettings

DAYS_IN_WEEK = 7


def session_starts(
    settings: SessionSettings, first: date, last: date, calendar: Calendar
) -> tuple[datetime, ...]:
    """Give the start of each session from the first day up to and including the last."""
    return tuple(
        calendar.local_moment(calendar.next_working_day(day), settings.at.start)
        for day in _days(settings.weekday, settings.every, first, last, calendar)
    )


def _days(
    weekday: int, every: Offset, first: date, last: date, calendar: Calendar
) -> Iterator[date]:
    start = first.replace(day=1) if every.unit == "months" else first
    times = 0
    while (day := _weekday_from(every.from_day(start, calendar, times), weekday)) <= last:
        if day >= first:
            yield day
        times += 1


def _weekday_from(day: date, weekday: int) -> date:
    """Give the first such weekday from that day on."""
    return day + timedelta(days=(weekday - day.weekday()) % DAYS_IN_WEEK)
