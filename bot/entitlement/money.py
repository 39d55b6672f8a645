"""Income against the norm: the amount of support and its bounds (Participatiewet art. 19, 32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.entitlement.living import NOTHING, Norm, Range

CENT = Decimal("0.01")
ENDLESS = Decimal("Infinity")


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
    return Range(NOTHING, ENDLESS) if amount is None else Range(amount, amount)


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
