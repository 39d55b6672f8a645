"""What a client answered, read from a flat mapping; None means not known."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

MOST_PEOPLE = 99
"""Nobody shares a home with more people; the bounds on the norm need a corner."""
MOST_MONEY = Decimal(10) ** 12
"""A larger amount is a typing mistake, and would make sums slow."""
Day = date
"""The type under a name that the field `date` does not hide."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Dates outside these years are typing mistakes, and ages could not be reckoned from them."""
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
UNKNOWN = "unknown"
LONGEST_QUOTE = 60

HOUSEHOLDS = ("single", "single_parent", "couple")
RESIDENCES = ("dutch", "equal", "other")
ADDRESSES = ("fixed", "none", "institution")
EDUCATIONS = ("none", "funded", "possible")


@dataclass(frozen=True)
class AnswerProblem:
    """One key that cannot be used: what was found, what is expected, the nearest valid name."""

    key: str
    found: str
    expected: str
    nearest: str = ""

    def __str__(self) -> str:
        hint = f"; did you mean '{self.nearest}'?" if self.nearest else ""
        return f"{self.key}: found {self.found}, expected {self.expected}{hint}"


class AnswersError(ValueError):
    """Some answers cannot be used; `problems` lists every one."""

    def __init__(self, problems: tuple[AnswerProblem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Answers:
    """The answers of one client; money in euro, income net a month with holiday allowance."""

    date: Day | None = None
    ww_end: Day | None = None
    first_ww_day: Day | None = None
    ww_full_duration_used: bool | None = None
    birth_date: Day | None = None
    partner_birth_date: Day | None = None
    household: str | None = None
    children_under_18: int | None = None
    housemates_27: int | None = None
    no_parental_support: bool | None = None
    residence: str | None = None
    partner_residence: str | None = None
    lives_in_nl: bool | None = None
    address: str | None = None
    income: Decimal | None = None
    partner_income: Decimal | None = None
    money: Decimal | None = None
    vehicles: Decimal | None = None
    other_assets: Decimal | None = None
    debts: Decimal | None = None
    home_equity: Decimal | None = None
    education: str | None = None
    weeks_abroad: Decimal | None = None
    unpaid_leave: bool | None = None
    detained: bool | None = None
    self_employed: bool | None = None
    ww_below_minimum: bool | None = None

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> "Answers":
        """Read answers; an absent key, null and "unknown" all mean not known.

        Raises AnswersError with every wrong key.
        """
        read: dict[str, object] = {}
        problems: list[AnswerProblem] = []
        for key, value in mapping.items():
            kind = KINDS.get(key)
            if kind is None:
                problems.append(_unknown_key(key))
            elif value is not None and value != UNKNOWN:
                try:
                    read[key] = kind.read(value)
                except (ValueError, InvalidOperation):
                    problems.append(_wrong_value(key, value, kind))
        if problems:
            raise AnswersError(tuple(problems))
        return cls(**read)  # type: ignore[arg-type]  # each kind reads its own field's type

    def known(self, key: str) -> bool:
        """Say whether an answer was given."""
        return getattr(self, key) is not None


@dataclass(frozen=True)
class Kind:
    """How one kind of answer is read, and how an error names it."""

    read: Callable[[object], object]
    expected: str
    options: tuple[str, ...] = ()


def _read_date(value: object) -> date:
    if isinstance(value, datetime):
        raise ValueError(value)
    if isinstance(value, date):
        day = value
    elif isinstance(value, str) and ISO_DATE.fullmatch(value):
        day = date.fromisoformat(value)
    else:
        raise ValueError(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(value)
    return day


def _read_truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return value == "true"
    raise ValueError(value)


def _read_number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(value)
    if isinstance(value, str) and not PLAIN_NUMBER.fullmatch(value):
        raise ValueError(value)
    number = Decimal(value) if isinstance(value, int | Decimal) else Decimal(str(value))
    if not number.is_finite() or not 0 <= number < MOST_MONEY:
        raise ValueError(value)
    return abs(number)  # a negative zero would be written as -0


def _read_count(value: object) -> int:
    number = _read_number(value)
    if number != int(number) or number > MOST_PEOPLE:
        raise ValueError(value)
    return int(number)


def _choice(options: tuple[str, ...]) -> Kind:
    def read(value: object) -> str:
        if isinstance(value, str) and value in options:
            return value
        raise ValueError(value)

    return Kind(read, "one of " + ", ".join(options) + ", unknown", options)


_DAY = Kind(_read_date, f"a date such as 2026-11-30, {FIRST_YEAR} to {LAST_YEAR}, or unknown")
_TRUTH = Kind(_read_truth, "true, false or unknown")
_MONEY = Kind(_read_number, "an amount in euro, not negative, or unknown")
_WEEKS = Kind(_read_number, "a number of weeks, not negative, or unknown")
_COUNT = Kind(_read_count, f"a whole number from 0 to {MOST_PEOPLE}, or unknown")

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("date", "ww_end", "first_ww_day", "birth_date", "partner_birth_date"), _DAY),
    **dict.fromkeys(("ww_full_duration_used", "no_parental_support", "lives_in_nl"), _TRUTH),
    **dict.fromkeys(("unpaid_leave", "detained", "self_employed", "ww_below_minimum"), _TRUTH),
    **dict.fromkeys(("income", "partner_income", "money", "vehicles", "other_assets"), _MONEY),
    **dict.fromkeys(("debts", "home_equity"), _MONEY),
    **dict.fromkeys(("children_under_18", "housemates_27"), _COUNT),
    **dict.fromkeys(("residence", "partner_residence"), _choice(RESIDENCES)),
    "household": _choice(HOUSEHOLDS),
    "address": _choice(ADDRESSES),
    "education": _choice(EDUCATIONS),
    "weeks_abroad": _WEEKS,
}
"""Every key of the public interface and how it is read."""

KEYS = tuple(field.name for field in fields(Answers))


def _quoted(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _nearest(found: object, valid: tuple[str, ...]) -> str:
    close = get_close_matches(str(found), valid, n=1, cutoff=0.6)
    return close[0] if close else ""


def _unknown_key(key: object) -> AnswerProblem:
    found = f"the key {_quoted(key)}"
    return AnswerProblem(str(key)[:LONGEST_QUOTE], found, "a known key", _nearest(key, KEYS))


def _wrong_value(key: str, value: object, kind: Kind) -> AnswerProblem:
    nearest = _nearest(value, kind.options) if kind.options else ""
    return AnswerProblem(key, _quoted(value), kind.expected, nearest)
