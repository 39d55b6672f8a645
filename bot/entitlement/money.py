"""Income against the norm: the amount of support and its bounds (Participatiewet art. 19, 32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.entitlement.living import NOTHING, Norm, Range

CENT = Decimal("0.01")
ENDLESS = Decimal("Infinity")
ANYTHING = Range(NOTHING, ENDLESS)


@dataclass(frozen=True)
class Precision:
    """How exactly amounts were told; a limit within reach of such a doubt stays open.

    `income` and `assets` are how far they may be off, in euro. `holiday_apart`: incomes were told
    as they arrive each month, so holiday allowance may come on top (art. 31(4)).
    """

    income: Decimal = NOTHING
    assets: Decimal = NOTHING
    holiday_apart: bool = False


EXACT = Precision()
"""For answers from a file or another program: taken to the cent."""
ESTIMATED = Precision(income=Decimal(50), assets=Decimal(100), holiday_apart=True)
"""For what people say by heart. Our choice: the percentages by which the law reckons holiday
allowance on other income are not published in one place, and people round."""


@dataclass(frozen=True)
class Incomes:
    """What both may earn at least and at most; endless when it is not known."""

    own: Range
    partner: Range

    def lowest(self, norm: Norm) -> Decimal:
        """Return the least income that counts against a norm."""
        return counted_income(norm, norm.low, self.own.low, self.partner.low)

    def highest(self, norm: Norm) -> Decimal:
        """Return the most income that counts against a norm."""
        return counted_income(norm, norm.high, self.own.high, self.partner.high)


def possible(amount: Decimal | None) -> Range:
    """Return an answer as a range: exactly that, or anything from nothing up."""
    return ANYTHING if amount is None else Range(amount, amount)


def possible_income(told: Decimal | None, precision: Precision, holiday_share: Decimal) -> Range:
    """Return what an income can be, holiday allowance included; no income is surely nothing."""
    if not told or precision is EXACT:
        return possible(told)
    high = told / (1 - holiday_share) if precision.holiday_apart else told
    return Range(max(NOTHING, told - precision.income), high + precision.income)


def cents(amount: Decimal) -> Decimal:
    """Round to the cent, half up; the last step of every amount."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP) if amount.is_finite() else amount


def counted_income(norm: Norm, height: Decimal, own: Decimal, partner: Decimal) -> Decimal:
    """Return the income that counts (art. 32(1)).

    When the partner has no right, the partner's income counts only where all of it together with
    the support would exceed the joint norm (art. 32(3)).
    """
    if not norm.couple:
        return own
    if norm.joint is None:
        return own + partner
    joint = norm.joint.low if height == norm.low else norm.joint.high
    return max(own, own + partner - (joint - height))


def least(norm: Norm, incomes: Incomes) -> Decimal:
    """Return the least support under one norm: lowest norm, highest income (art. 19(2))."""
    income = counted_income(norm, norm.low, incomes.own.high, incomes.partner.high)
    return max(NOTHING, norm.low - income)


def most(norm: Norm, incomes: Incomes) -> Decimal:
    """Return the most support under one norm: highest norm, lowest income (art. 19(2))."""
    income = counted_income(norm, norm.high, incomes.own.low, incomes.partner.low)
    return max(NOTHING, norm.high - income)


def amounts(norms: Iterable[Norm], incomes: Incomes) -> Range:
    """Return the bounds of the support over every norm that is left open, in cents."""
    open_norms = tuple(norms)
    low = min((least(norm, incomes) for norm in open_norms), default=NOTHING)
    high = max((most(norm, incomes) for norm in open_norms), default=NOTHING)
    return Range(cents(low), cents(high))


def widened(norm: Norm, margin: Decimal) -> Norm:
    """Return a norm with a margin on both sides, for dates whose norms are not known yet."""
    if not margin:
        return norm
    joint = norm.joint and Range(norm.joint.low * (1 - margin), norm.joint.high * (1 + margin))
    return Norm(norm.low * (1 - margin), norm.high * (1 + margin), norm.couple, joint)
