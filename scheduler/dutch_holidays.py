"""The Dutch days on which nobody is written to, from the `holidays` library.

These are the days of article 3 of the Algemene termijnenwet: New Year's Day, Good Friday (put on
a par by its second paragraph), Easter Monday, King's Day (27 April; the 26th when that is a
Sunday), 5 May (every year, also when employers do not give it), Ascension Day, Whit Monday and
both Christmas days. Days that a royal decree puts on a par in one year are not known here.
"""

from datetime import date
from functools import lru_cache

import holidays

from scheduler.calendar import Calendar


@lru_cache(maxsize=64)
def days_off(year: int) -> frozenset[date]:
    """Give the holidays of one year; 'optional' adds Good Friday and each 5 May."""
    country = holidays.country_holidays("NL", years=year, categories=("public", "optional"))
    return frozenset(day for day in country if day.year == year)


def is_dutch_holiday(day: date) -> bool:
    """Say whether this day is one of the Algemene termijnenwet's holidays."""
    return day in days_off(day.year)


def dutch_calendar() -> Calendar:
    """Give the calendar of the Netherlands: its holidays, Europe/Amsterdam."""
    return Calendar(holidays=is_dutch_holiday)
