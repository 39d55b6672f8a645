"""Facts that are computed from others when a condition or a text needs them."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.dialogue.facts import Value


def _days_until(day: date, today: date) -> int:
    return (day - today).days


def years_old(birth: date, today: date) -> int:
    """Return the age in whole years of somebody who was born on a date."""
    had_birthday = (today.month, today.day) >= (birth.month, birth.day)
    return today.year - birth.year - (0 if had_birthday else 1)


DERIVATIONS: Mapping[str, Callable[[date, date], int]] = {
    "days-until": _days_until,
    "age": years_old,
}
"""`derived: days-until ww_end` gives whole days (negative when past); `age birth_date` years."""


def derive(derived: str, source: Value | None, today: date) -> int | None:
    """Return the derived number, or None while its source is not known."""
    if not isinstance(source, date):
        return None
    return DERIVATIONS[derived.split(" ")[0]](source, today)
