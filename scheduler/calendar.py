"""Working days, months and local moments: pure arithmetic on the calendar.

What the calendar does badly, and what is done about it here:

- a month may lack the 29th, 30th or 31st: `add_months` then takes the month's last day, so
  31 August minus six months is 28 or 29 February;
- on the last Sunday of March 02:30 does not exist: `local_moment` moves it forward, to 03:30;
- on the last Sunday of October 02:30 comes twice: `local_moment` takes the first;
- weekends and holidays are no working days: counting in working days steps over them, and a
  count of nought gives the day itself, or the first working day after it;
- two moments are only comparable when both know their zone: naive ones are refused.
"""

from collections.abc import Callable
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.records import record

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SATURDAY = 5
ONE_DAY = timedelta(days=1)


class NaiveMomentError(ValueError):
    """A moment came without a time zone, so it does not say when."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(
            f"The moment {moment.isoformat()} has no time zone; "
            "give an aware datetime, for example from Calendar.local_moment."
        )


def require_aware(moment: datetime) -> datetime:
    """Give the moment back when it knows its zone; refuse it otherwise."""
    zone = moment.tzinfo
    if zone is UTC or type(zone) is ZoneInfo:  # these two always know; asking them costs time
        return moment
    if moment.utcoffset() is None:
        raise NaiveMomentError(moment)
    return moment


def last_day_of_month(year: int, month: int) -> int:
    """Give 28, 29, 30 or 31."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - ONE_DAY).day


def no_holidays(_: date) -> bool:
    """Say that no day is a holiday: a calendar of weekends only."""
    return False


@lru_cache(maxsize=16384)
def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Give a moment of the wall clock; plans of many clients name the same few again and again."""
    wall = datetime.combine(day, at, zone)
    # There and back again: a moment in the gap comes back as the one after it.
    return wall.astimezone(UTC).astimezone(zone)


@record(frozen=True, slots=True)
class Calendar:
    """The days on which people work, and the clock on their wall."""

    holidays: Callable[[date], bool] = no_holidays
    zone: ZoneInfo = field(default=AMSTERDAM)

    def is_working_day(self, day: date) -> bool:
        """Say whether people work that day: no weekend and no holiday."""
        return day.weekday() < SATURDAY and not self.holidays(day)

    def next_working_day(self, day: date) -> date:
        """Give that day itself when people work then, else the first day after on which they do."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """Count n working days on, or back when n is negative.

        The day itself is never counted, so one working day before a Sunday is Friday and one
        after it is Monday. With n = 0 it is the day itself, or the next working day.
        """
        if n == 0:
            return self.next_working_day(day)
        step = ONE_DAY if n > 0 else -ONE_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def add_months(self, day: date, n: int) -> date:
        """Give the same day n months on; a day that month lacks becomes its last day.

        So adding is not undone by taking off: 31 January + 1 - 1 months is 28 January.
        """
        years, month = divmod(day.month - 1 + n, 12)
        year = day.year + years
        return date(year, month + 1, min(day.day, last_day_of_month(year, month + 1)))

    def local_moment(self, day: date, at: time) -> datetime:
        """Give the moment at which the wall clock shows this time on this day.

        An hour that does not exist is moved forward; of an hour that comes twice, the first.
        """
        if at.tzinfo is not None or at.fold:
            at = at.replace(tzinfo=None, fold=0)
        return _moment(day, at, self.zone)

    def local(self, moment: datetime) -> datetime:
        """Give the same moment on this calendar's clock."""
        return require_aware(moment).astimezone(self.zone)
