"""From a value as YAML gives it to text, number, amount, yes or no, and day; nothing is guessed."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation


class WrongValueError(ValueError):
    """A value is not what it should be; `code` is the problem to note."""

    def __init__(self, code: str = "wrong-kind") -> None:
        super().__init__(code)
        self.code = code


def as_text(value: object) -> str:
    """Read a text; a whole number as it stands is a text too.

    What YAML would write in another way (`1.50`, `true`, `1_000`) must be between quotes, or the
    reader would see something else than the coordinator typed.
    """
    if isinstance(value, str):
        return str(value)
    if type(value) is int:
        return str(value)
    if isinstance(value, bool | int | float):
        raise WrongValueError("unquoted-text")
    raise WrongValueError


def as_int(value: object) -> int:
    """Read a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValueError
    return int(value)


def as_decimal(value: object) -> Decimal:
    """Read an exact decimal number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise WrongValueError
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise WrongValueError from None
    if not number.is_finite():
        raise WrongValueError
    return number


def as_truth(value: object) -> bool:
    """Read yes or no, also written as true and false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"yes", "no"}:
        return value.lower() == "yes"
    raise WrongValueError


def as_day(value: object) -> date:
    """Read a date written as 2027-06-30."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    text = str(value)
    if not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text, re.ASCII):
        raise WrongValueError
    try:
        return date(*(int(part) for part in text.split("-")))
    except ValueError:
        raise WrongValueError("bad-date") from None
