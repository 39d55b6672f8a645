"""Hours of the day in which people are written to, and those in which they are left alone.

What the clock does badly: when the clocks change in the small hours a local time may be missing
or come twice. Both fall within any sensible quiet hours; a window that covers them anyway gets
the moment that `Calendar.local_moment` gives.
"""

from datetime import datetime, time
from functools import lru_cache
from hashlib import sha256

from scheduler.calendar import ONE_DAY, Calendar
from scheduler.records import record


@record(frozen=True, slots=True)
class Window:
    """A part of the day, from start up to but not including end."""

    start: time
    end: time

    @property
    def minutes(self) -> int:
        """Give how many minutes there are to choose from; at least one."""
        return max(1, minute_of(self.end) - minute_of(self.start))

    @property
    def text(self) -> str:
        """Give the window as text, for the fingerprint: never change how it is written."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def minute_for(self, key: str) -> time:
        """Choose one minute in the window by hash: always the same one for the same key.

        Not `hash()`, which differs from one process to the next.
        """
        return _minute_of(self.start, self.end, key)


@lru_cache(maxsize=65536)
def _minute_of(start: time, end: time, key: str) -> time:
    """Give the minute that belongs to a key; each plan of a client asks for the same keys again."""
    choice = int.from_bytes(sha256(key.encode()).digest()[:8]) % Window(start, end).minutes
    return time(*divmod(minute_of(start) + choice, 60))


def minute_of(at: time) -> int:
    """Give the minute of the day."""
    return at.hour * 60 + at.minute


@record(frozen=True, slots=True)
class QuietHours:
    """The hours in which nobody is written to; over midnight when start is later than end."""

    start: time = time(20, 0)
    end: time = time(8, 30)

    def cover(self, at: time) -> bool:
        """Say whether this time of the day is quiet; the end itself no longer is."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


def next_allowed(moment: datetime, calendar: Calendar, quiet_hours: QuietHours) -> datetime:
    """Give that moment, or the first after it on a working day and outside the quiet hours.

    Quiet hours that cover the whole day (start is end) count as none: `cover` says so.
    """
    local = calendar.local(moment)
    while quiet_hours.cover(local.time()) or not calendar.is_working_day(local.date()):
        local = _end_of_quiet(local, calendar, quiet_hours)
    return local


def _end_of_quiet(local: datetime, calendar: Calendar, quiet_hours: QuietHours) -> datetime:
    """Give the first end of the quiet hours after this moment on a working day."""
    today_is_over = local.time() >= quiet_hours.end
    day = local.date() + ONE_DAY if today_is_over else local.date()
    return calendar.local_moment(calendar.next_working_day(day), quiet_hours.end)
