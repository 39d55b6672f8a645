"""On which days a rule's contacts can come: the same for everybody who has the same dates.

What the calendar does badly: a day that is no working day moves on to the next one, and how long a
contact is useful then counts from there.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from scheduler.calendar import ONE_DAY, Calendar
from scheduler.rules import MOST_OCCURRENCES, Rule

# Useful "for 3 days" means up to the last minute of the third day.
END_OF_DAY = dt.time(23, 59)


class RuleDay(NamedTuple):
    """The day that a rule names, the working day on which its contact comes, and its last use."""

    named: date
    day: date
    useful_until: datetime


@lru_cache(maxsize=8192)
def days_of(
    rule: Rule, anchor: date, until: date, calendar: Calendar, later: bool
) -> tuple[RuleDay, ...]:
    """Give the day of each contact of a rule, in order.

    `anchor` and `until`: the days that the rule counts from, and that its repeat ends by. `later`:
    by the hour of the contact nobody is written to any more, so it comes the working day after.
    """
    found = []
    for named in occurrences(rule, anchor, until, calendar):
        day = calendar.next_working_day(named)
        if later:
            day = calendar.next_working_day(day + ONE_DAY)
        last = max(day, rule.useful_for.from_day(day, calendar))
        found.append(RuleDay(named, day, calendar.local_moment(last, END_OF_DAY)))
    return tuple(found)


def occurrences(rule: Rule, anchor: date, until: date, calendar: Calendar) -> Iterator[date]:
    """Give the days a rule names, before weekends and holidays are looked at.

    `anchor` and `until`: the days that the rule counts from, and that its repeat ends by.
    A repeat in the offset's own unit counts from the anchor, so that "5 months before, every
    month" from the 31st gives the 28th in February and the 31st again in March.
    """
    first = rule.offset.from_day(anchor, calendar)
    if rule.repeat is None:
        yield first
        return
    every = rule.repeat.every
    last = rule.repeat.until.from_day(until, calendar)
    if first > last:
        return
    yield first
    for times in range(1, MOST_OCCURRENCES):
        if every.unit == rule.offset.unit:
            total = replace(every, amount=rule.offset.amount + times * every.amount)
            day = total.from_day(anchor, calendar)
        else:
            day = every.from_day(first, calendar, times)
        if day > last:
            return
        yield day
