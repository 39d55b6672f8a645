"""What the check says: chance, amounts, reasons with articles, other support, how to apply.

Named tuples, because one check makes dozens of these and they are made faster than other values.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

Chance = Literal["likely", "unlikely", "ask"]
Result = Literal["yes", "no", "unknown"]
FigureValue = Decimal | date | int | str
Figures = Mapping[str, FigureValue]
NO_FIGURES: Figures = MappingProxyType({})


class Reason(NamedTuple):
    """One rule's outcome: yes speaks for a right, no against it, unknown leaves it open."""

    rule: str
    result: Result
    article: str
    phrase: str
    figures: Figures = NO_FIGURES


class Advice(NamedTuple):
    """One sentence to go on with: a phrase and its figures."""

    phrase: str
    figures: Figures = NO_FIGURES


class Signpost(NamedTuple):
    """Help besides these schemes that may fit, and who pays it."""

    name: str
    where: str
    article: str
    phrase: str
    figures: Figures = NO_FIGURES


class Indication(NamedTuple):
    """The amount if there is a right, by the latest known norms; never a promise."""

    norm_low: Decimal
    norm_high: Decimal
    amount_low: Decimal
    amount_high: Decimal
    valid_from: date
    valid_until: date | None


class Bijstand(NamedTuple):
    """The chance of Bijstand, the amount where it is certain, and the bounds over all unknown.

    `changes` says what could make an unlikely right likely.
    """

    chance: Chance
    reasons: tuple[Reason, ...]
    norm: Decimal | None = None
    amount: Decimal | None = None
    amount_low: Decimal | None = None
    amount_high: Decimal | None = None
    indication: Indication | None = None
    changes: tuple[Advice, ...] = ()


class OtherScheme(NamedTuple):
    """Another kind of support that may fit, and who decides on it."""

    scheme: str
    chance: Chance
    where: str
    article: str
    phrase: str
    figures: Figures = NO_FIGURES


class Apply(NamedTuple):
    """Where and when to apply, and how long it takes; None where a date or age is not known.

    `retroactive_months`: how far back support can begin when circumstances ask for it (art. 44(5)).
    `both_sign`: whether two partners apply together (art. 43(2)).
    """

    where: str
    earliest: date | None
    advised_by: date | None
    waiting_weeks: int | None
    decision_weeks: int
    advance_after_weeks: int
    advance_share: Decimal
    retroactive_months: int | None = None
    both_sign: bool | None = None


class NormsUsed(NamedTuple):
    """The period of the norms that were used, and whether it covers the date asked for."""

    valid_from: date | None
    valid_until: date | None
    usable: bool


class Verdict(NamedTuple):
    """Everything the check has to say; information, never a decision."""

    bijstand: Bijstand
    others: tuple[OtherScheme, ...]
    apply: Apply
    missing: tuple[str, ...]
    norms: NormsUsed
    day: date | None = None
