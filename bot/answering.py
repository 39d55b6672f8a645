"""How long people wait for an adviser's answer, in hours that the adviser is at work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from bot.advisers import WEEKDAYS, Adviser
from bot.handoff import Handoff
from bot.small_numbers import FEW, is_few
from scheduler.calendar import Calendar

SECONDS_AN_HOUR = 3600


@dataclass(frozen=True)
class AnswerTimes:
    """How fast handoffs were answered by one organisation, or by one adviser of it.

    `n` is how many were answered; with fewer than five of them the hours and the share within
    the promised day are None. `adviser` is empty for all advisers together.
    """

    organisation: str
    adviser: str
    n: int
    median: float | None
    ninetieth: float | None
    in_time: int | None
    open_now: int
    late_now: int


def hours_at_work(adviser: Adviser, start: datetime, end: datetime, calendar: Calendar) -> float:
    """Return how many hours of an adviser's own working time lie between two moments."""
    first, last = calendar.local(start), calendar.local(end)
    seconds = 0.0
    for ahead in range((last.date() - first.date()).days + 1):
        day = first.date() + timedelta(days=ahead)
        if adviser.works_on(day, calendar):
            begins, stops = adviser.hours[WEEKDAYS[day.weekday()]]
            here = max(first, calendar.local_moment(day, begins))
            until = min(last, calendar.local_moment(day, stops))
            seconds += max(0.0, (until - here).total_seconds())
    return seconds / SECONDS_AN_HOUR


def answer_times(
    handoffs: Iterable[Handoff], advisers: Mapping[str, Adviser], today: date, calendar: Calendar
) -> tuple[AnswerTimes, ...]:
    """Return the answer times of each organisation, then of its advisers with five or more.

    Where the others of an organisation would have one to four answers together, the adviser with
    the fewest is not named either: the organisation less those who are named would tell of them.
    Handoffs of nobody, and of advisers who left, have an empty organisation and no hours.
    """
    of: dict[tuple[str, str], list[Handoff]] = {}
    for handoff in handoffs:
        adviser = advisers.get(handoff.adviser)
        organisation = adviser.organisation if adviser else ""
        of.setdefault((organisation, ""), []).append(handoff)
        if adviser is not None:
            of.setdefault((organisation, adviser.id), []).append(handoff)
    measured = (
        _measured(*who, of[who], advisers, today, calendar)
        for who in sorted(of, key=lambda who: (not who[0], who))
    )
    times = [each for each in measured if not each.adviser or each.n >= FEW]
    for whole in [each for each in times if not each.adviser]:
        named = [each for each in times if each.adviser and each.organisation == whole.organisation]
        if named and is_few(whole.n - sum(each.n for each in named)):
            times.remove(min(named, key=lambda each: (each.n, each.adviser)))
    return tuple(times)


def _measured(
    organisation: str,
    adviser: str,
    handoffs: Sequence[Handoff],
    advisers: Mapping[str, Adviser],
    today: date,
    calendar: Calendar,
) -> AnswerTimes:
    answered = [each for each in handoffs if each.answered_at is not None]
    waiting = [each for each in handoffs if each.active and each.answered_at is None]
    hours = sorted(
        hours_at_work(advisers[each.adviser], each.opened_at, each.answered_at, calendar)
        for each in answered
        if each.answered_at is not None and each.adviser in advisers
    )
    enough = len(hours) >= FEW
    in_time = sum(
        1
        for each in answered
        if each.answered_at is not None
        and calendar.local(each.answered_at).date() <= each.promised_by
    )
    return AnswerTimes(
        organisation=organisation,
        adviser=adviser,
        n=len(answered),
        median=_nearest_rank(hours, 0.5) if enough else None,
        ninetieth=_nearest_rank(hours, 0.9) if enough else None,
        in_time=in_time if len(answered) >= FEW else None,
        open_now=len(waiting),
        late_now=sum(1 for each in waiting if each.promised_by < today),
    )


def _nearest_rank(ordered: Sequence[float], share: float) -> float:
    """Return the smallest value that so large a share of the values does not exceed."""
    return ordered[ceil(share * len(ordered)) - 1]
