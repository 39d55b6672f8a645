"""Advisers: the fixed person of a client, and which day that person will answer by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from scheduler.calendar import Calendar

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Adviser:
    """An adviser of UWV or a municipality; `hours` maps a weekday to start and end.

    `promise_working_days`: within how many of the adviser's own working days they answer.
    """

    id: str
    first_name: str
    organisation: str
    programmes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    hours: Mapping[str, tuple[time, time]] = field(default_factory=dict)
    absent: tuple[date, ...] = ()
    stand_in: str = ""
    caseload_limit: int = 80
    promise_working_days: int = 1

    def works_on(self, day: date, calendar: Calendar) -> bool:
        """Say whether this adviser works on a day."""
        at_work = WEEKDAYS[day.weekday()] in self.hours and day not in self.absent
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


def fixed_adviser(
    programme: str, advisers: Sequence[Adviser], caseloads: Mapping[str, int]
) -> Adviser | None:
    """Return the adviser of a programme with the most room left, by id when equal."""
    fitting = [a for a in advisers if programme in a.programmes]
    room = [a for a in fitting if caseloads.get(a.id, 0) < a.caseload_limit] or fitting
    return min(room, key=lambda a: (caseloads.get(a.id, 0), a.id), default=None)
