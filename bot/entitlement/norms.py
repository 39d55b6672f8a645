"""The figures of the law by date: amounts, limits, ages and terms, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

Figure = Decimal | date

CORE = (
    "norm-single-21", "norm-couple-21", "norm-single-aow", "norm-couple-aow",
    "norm-young-single", "norm-young-couple", "norm-young-couple-children",
    "norm-mixed-couple", "norm-mixed-couple-children",
    "norm-institution-single", "norm-institution-couple",
)  # fmt: skip
"""The norms that change every half year; without all of them a date is not covered."""

LASTING = (
    "age-adult", "age-full-norm", "age-waiting-period", "age-ioaw-unemployed",
    "weeks-abroad", "weeks-abroad-aow", "sharing-fixed", "sharing-each", "half-norm-share",
    "waiting-weeks", "early-report-weeks", "decision-weeks", "advance-weeks", "advance-share",
    "holiday-share", "tw-days-a-month",
)  # fmt: skip
"""Ages, terms and shares without which no rule can run."""

OPTIONAL = (
    "raise-young", "mixed-sharing-part", "mixed-sharing-part-children",
    "institution-premium-single", "institution-premium-couple",
    "single-parent-top-up-year", "assets-single", "assets-family", "home-equity-exempt",
    "ioaw-couple-each", "ioaw-single", "ioaw-single-sharing", "ioaw-born-before",
    "ioaw-ww-months", "iow-first-day-from", "iow-first-day-before", "iow-age-months",
    "iow-ww-months", "iow-most-gross", "iow-share", "tw-partner-born-after", "tw-couple-day",
    "tw-single-day", "tw-single-sharing-day", "gifts-exempt-year", "retroactive-months",
    "care-allowance-single-year", "care-allowance-couple-year", "child-budget-each-year",
)  # fmt: skip
"""Figures that are not known for every date; the rule that needs one then says unknown."""

AOW_AGE = "aow-age-months"
NAMES = (*CORE, *LASTING, *OPTIONAL, AOW_AGE)
SHOWN_PERIOD = (*CORE, "assets-single", "assets-family", "home-equity-exempt")


@dataclass(frozen=True)
class DatedValue:
    """One value with the days on which it holds (the last may be open) and its source."""

    valid_from: date
    valid_until: date | None
    value: Figure
    source: str

    def holds_on(self, day: date) -> bool:
        """Say whether the value holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Parameter:
    """One figure of the law: what it is, its unit, its article and its values in order of time."""

    name: str
    description: str
    unit: str
    article: str
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue | None:
        """Return the value that holds on a day."""
        return next((value for value in self.values if value.holds_on(day)), None)


class MissingFigureError(LookupError):
    """A figure without which no rule can run is not in the norms."""


@dataclass(frozen=True, eq=False)
class Norms:
    """All figures for one day; when not `usable` they are the latest (or first) known ones.

    `began`: since when each figure holds; limits of assets change once a year, norms twice.
    """

    figures: Mapping[str, Figure]
    usable: bool
    valid_from: date
    valid_until: date | None
    aow_ages: tuple[tuple[date | None, int], ...]
    began: Mapping[str, date] = field(default_factory=dict)

    def since(self, *names: str) -> date:
        """Return since when the latest of some figures holds; of all of them when none is known."""
        known = [self.began[name] for name in names if name in self.began]
        return max(known, default=self.valid_from)

    def amount(self, name: str) -> Decimal | None:
        """Return a number, or None when it is not known for this day."""
        value = self.figures.get(name)
        return value if isinstance(value, Decimal) else None

    def day(self, name: str) -> date | None:
        """Return a date of the law, or None when it is not known for this day."""
        value = self.figures.get(name)
        return value if isinstance(value, date) else None

    def share(self, name: str) -> Decimal:
        """Return a number that must be known."""
        value = self.amount(name)
        if value is None:
            raise MissingFigureError(name)
        return value

    def whole(self, name: str) -> int:
        """Return a whole number that must be known."""
        return int(self.share(name))


@dataclass(frozen=True, eq=False)
class NormTable:
    """Every figure by name, each with its dated values."""

    parameters: Mapping[str, Parameter]

    def on(self, day: date) -> Norms:
        """Return the norms of a day, or the nearest known ones marked as not usable.

        Raises MissingFigureError when no day at all is covered.
        """
        return _on(self, day)

    @property
    def last_covered(self) -> date | None:
        """The last day on which every half-yearly norm is known; None when that is open."""
        ends = [self._last_day(name) for name in CORE]
        known = [end for end in ends if end is not None]
        return min(known) if known else None

    @property
    def first_covered(self) -> date:
        """The first day on which every half-yearly norm is known."""
        return max(min(value.valid_from for value in self._values(name)) for name in CORE)

    def _last_day(self, name: str) -> date | None:
        return max(self._values(name), key=lambda value: value.valid_from).valid_until

    def _values(self, name: str) -> tuple[DatedValue, ...]:
        parameter = self.parameters.get(name)
        if parameter is None or not parameter.values:
            raise MissingFigureError(name)
        return parameter.values


@lru_cache(maxsize=4096)
def _on(table: NormTable, day: date) -> Norms:
    held = _held(table, day)
    usable = all(name in held for name in CORE)
    if not usable:
        held = _held(table, _nearest_covered(table, day))
    shown = [held[name] for name in SHOWN_PERIOD if name in held]
    ends = [value.valid_until for value in shown if value.valid_until is not None]
    return Norms(
        figures={name: value.value for name, value in held.items()},
        usable=usable,
        valid_from=max((value.valid_from for value in shown), default=day),
        valid_until=min(ends) if ends else None,
        aow_ages=_aow_ages(table),
        began={name: value.valid_from for name, value in held.items()},
    )


def _held(table: NormTable, day: date) -> dict[str, DatedValue]:
    found = {name: parameter.on(day) for name, parameter in table.parameters.items()}
    return {name: value for name, value in found.items() if value is not None}


def _nearest_covered(table: NormTable, day: date) -> date:
    last = table.last_covered
    if last is None or day <= last:
        return table.first_covered
    return last


def _aow_ages(table: NormTable) -> tuple[tuple[date | None, int], ...]:
    parameter = table.parameters.get(AOW_AGE)
    if parameter is None or not parameter.values:
        raise MissingFigureError(AOW_AGE)
    ages = [(value.valid_until, value.value) for value in parameter.values]
    steps = [(until, int(months)) for until, months in ages if isinstance(months, Decimal)]
    return (*steps[:-1], (None, steps[-1][1]))
