"""Ages and the age bands of the Participatiewet (art. 13, 20-22), reckoned in whole days.

Somebody born on 29 February, or whose month is too short, reaches an age on the first of the
next month: the last day of the year or month must have passed.
"""

from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from bot.entitlement.norms import Norms

MONTHS_A_YEAR = 12


class Band(Enum):
    """An age band with its own norm."""

    CHILD = "under 18"
    YOUNG = "18-20"
    ADULT = "21 to AOW age"
    AOW = "AOW age"


ALL_BANDS = tuple(Band)


@lru_cache(maxsize=8192)
def months_later(day: date, months: int) -> date:
    """Return the day a number of months later; the first of the next month when it is missing."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return (date(year, month + 1, 1) + timedelta(days=31)).replace(day=1)


def birthday(birth: date, years: int) -> date:
    """Return the day on which somebody reaches an age in years."""
    return months_later(birth, years * MONTHS_A_YEAR)


def reached(birth: date | None, years: int, day: date) -> bool | None:
    """Say whether an age has been reached on a day; None when the birth date is not known."""
    return None if birth is None else birthday(birth, years) <= day


@lru_cache(maxsize=8192)
def has_aow_age(birth: date, norms: Norms, day: date) -> bool:
    """Say whether the AOW age has been reached (AOW art. 7a; Participatiewet art. 22).

    The age rises by year, so each age counts only for those who reach it in its own years. After
    the last known year the last known age is used; the AOW age has never been lowered.
    """
    return any(
        months_later(birth, months) <= (min(day, until) if until else day)
        for until, months in norms.aow_ages
    )


@lru_cache(maxsize=8192)
def bands(birth: date | None, norms: Norms, day: date) -> tuple[Band, ...]:
    """Return the age bands somebody can be in on a day; one when the birth date is known."""
    if birth is None:
        return ALL_BANDS
    if day < birthday(birth, norms.whole("age-adult")):
        return (Band.CHILD,)
    if day < birthday(birth, norms.whole("age-full-norm")):
        return (Band.YOUNG,)
    return (Band.AOW,) if has_aow_age(birth, norms, day) else (Band.ADULT,)
