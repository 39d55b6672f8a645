"""Advisers: the fixed person of a client, and which day that person will answer by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from scheduler.calendar import Calendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

AdviserRole = Literal["adviser", "jobhunter", "youth-coach", "income-officer"]
ROLES: tuple[AdviserRole, ...] = get_args(AdviserRole)
Sector = Literal["physical", "administrative", "care", "technical", "other"]
SECTORS: tuple[Sector, ...] = get_args(Sector)

USUAL_LIMITS: Mapping[AdviserRole, int] = {
    "adviser": 80,
    "jobhunter": 40,
    "youth-coach": 50,
    "income-officer": 120,
}
"""Clients that one person can know by name, by what they do with them."""


Gap = Literal["hours", "programme"]
"""What an adviser cannot do without: working hours to promise a day by, a programme for clients."""


@dataclass(frozen=True, order=True)
class Absence:
    """Days on which somebody does not work, the first and the last one included."""

    first: date
    last: date

    def holds_on(self, day: date) -> bool:
        """Say whether a day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Adviser:
    """An adviser of UWV or a municipality; `hours` maps a weekday to start and end.

    Without sectors or municipalities they take clients of all. Everybody speaks Dutch; `languages`
    are the others. `caseload_limit` 0 is the usual one of the role. `promise_working_days`: within
    how many of the adviser's own working days they answer. `left`: they work here no more.
    """

    id: str
    first_name: str
    organisation: str
    programmes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    hours: Mapping[str, tuple[time, time]] = field(default_factory=dict)
    absent: tuple[Absence, ...] = ()
    stand_in: str = ""
    caseload_limit: int = 0
    promise_working_days: int = 1
    role: AdviserRole = "adviser"
    municipalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    email: str = ""
    left: bool = False

    @property
    def limit(self) -> int:
        """How many clients this adviser has at most, at least 1."""
        return self.caseload_limit or USUAL_LIMITS[self.role]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing before this adviser can help anybody; who has left needs nothing."""
        if self.left:
            return ()
        missing: tuple[tuple[Gap, bool], ...] = (
            ("hours", not self.hours),
            ("programme", not self.programmes),
        )
        return tuple(gap for gap, misses in missing if misses)

    def away_on(self, day: date) -> bool:
        """Say whether this adviser is absent on a day."""
        return any(absence.holds_on(day) for absence in self.absent)

    def is_colleague_of(self, other: "Adviser") -> bool:
        """Say whether this adviser works for the same organisation."""
        return self.organisation == other.organisation

    def works_on(self, day: date, calendar: Calendar) -> bool:
        """Say whether this adviser works on a day."""
        at_work = WEEKDAYS[day.weekday()] in self.hours and not self.away_on(day)
        return at_work and calendar.is_working_day(day)

    def ends_at(self, day: date) -> time:
        """Return when this adviser's work ends on a day; midnight when they do not work."""
        return self.hours.get(WEEKDAYS[day.weekday()], (time(0), time(0)))[1]

    def next_at_work(self, moment: datetime, calendar: Calendar) -> datetime:
        """Return that moment when this adviser is at work then, else when they begin again.

        Without any working hours in the coming weeks it is that moment: better told than lost.
        """
        local = calendar.local(moment)
        for ahead in range(LONGEST_LOOK_AHEAD):
            day = local.date() + timedelta(days=ahead)
            if not self.works_on(day, calendar):
                continue
            start, end = self.hours[WEEKDAYS[day.weekday()]]
            if ahead or local.time() < start:
                return calendar.local_moment(day, start)
            if local.time() < end:
                return local
        return local


LONGEST_LOOK_AHEAD = 60
"""Days to look for working days; an adviser absent for longer needs a stand-in."""


def promised_day(
    adviser: Adviser, opened_at: datetime, calendar: Calendar, *, urgent: bool = False
) -> date:
    """Return the day by which the adviser answers, counted in their own working days.

    Counting starts today while they are still at work, otherwise on their next working day.
    What is urgent is answered on that first day.
    """
    local = opened_at.astimezone(calendar.zone)
    days = [local.date() + timedelta(days=ahead) for ahead in range(LONGEST_LOOK_AHEAD)]
    working = [day for day in days if adviser.works_on(day, calendar)]
    if working and working[0] == days[0] and local.time() >= adviser.ends_at(days[0]):
        working = working[1:]
    later = working[0 if urgent else adviser.promise_working_days :]
    return later[0] if later else days[-1]
