"""The rules about means: income, assets and one's own home (Participatiewet art. 19, 32, 34)."""

from decimal import Decimal
from typing import Literal, NamedTuple

from bot.entitlement.ages import Band
from bot.entitlement.case import Case
from bot.entitlement.findings import YES, Finding, unknown
from bot.entitlement.living import Range
from bot.entitlement.money import cents, possible

Settled = Literal["yes", "no"]


def income_below_norm(case: Case) -> Finding | None:
    """Art. 19(1)a: income, holiday allowance included, must be lower than the norm."""
    if not case.open_norms:
        return None
    support = case.cautious_support
    if support.low > 0:
        return _income_finding(case, "yes")
    if support.high <= 0 and not _partner_has_another_norm(case):
        return _income_finding(case, "no")
    lacks = case.lacking("income") + _lacking_for_partner(case) + _lacking_for_norm(case)
    return unknown(*lacks, variant="" if lacks else "close")


def _partner_has_another_norm(case: Case) -> bool:
    """Say whether a partner may have a right by a norm of their own, which can be higher (art. 24).

    Between ages with different norms half of the norm for two is not half of the partner's.
    """
    answers = case.answers
    barred = answers.residence == "other" or answers.lives_in_nl is False or answers.detained
    return bool(barred) and case.possible_couple and case.own != case.partner


def _income_finding(case: Case, settled: Settled) -> Finding:
    if not case.norms.usable:
        return Finding(settled, "last-known", {"since": case.norms.valid_from})
    if settled == "yes":
        norm = min(case.open_norms, key=lambda norm: norm.low)
        income, height = case.incomes.highest(norm), norm.low
        if not income:
            return Finding(settled, "none", {"norm": cents(height)})
    else:
        norm = max(case.open_norms, key=lambda norm: norm.high)
        income, height = case.incomes.lowest(norm), norm.high
    return Finding(settled, "", {"income": cents(income), "norm": cents(height)})


def _lacking_for_partner(case: Case) -> tuple[str, ...]:
    return case.lacking("partner_income") if case.possible_couple else ()


def _lacking_for_norm(case: Case) -> tuple[str, ...]:
    """Return the answers that settle the norm; none when only one norm is left."""
    if case.norm_settled:
        return ()
    young = Band.YOUNG in case.own or Band.YOUNG in case.partner
    lacks = case.lacking("household", "birth_date", "housemates_27")
    if case.possible_couple:
        lacks += case.lacking("partner_birth_date", "partner_residence")
        if young or Band.CHILD in case.partner or False in case.living.partner_right:
            lacks += case.lacking("children_under_18")
    if young:
        lacks += case.lacking("no_parental_support")
    return lacks + case.lacking("address")


CONTRADICTIONS = (("single", True), ("single_parent", False))
"""Household and whether there are children under 18, where one of both must be a slip."""


LIMITS = ("assets-single", "assets-family")
"""The limits of assets, which change on the same day (art. 39(1))."""


class Assets(NamedTuple):
    """What the household has less its debts, without and with vehicles."""

    plain: Range
    with_vehicles: Range


def assets_of(case: Case) -> Assets:
    """Return the assets less the debts (art. 34(1)); what is not known is nothing or endless."""
    money, other = possible(case.answers.money), possible(case.answers.other_assets)
    debts, vehicles = possible(case.answers.debts), possible(case.answers.vehicles)
    doubt = case.precision.assets
    low, high = money.low + other.low - debts.high, money.high + other.high - debts.low
    plain = Range(low - doubt, high + doubt)
    return Assets(plain, Range(plain.low + vehicles.low, plain.high + vehicles.high))


def assets_limit(case: Case) -> Range | None:
    """Return the limit of the household (art. 34(3)), or None when it is not known for the day."""
    either, household = list(LIMITS), case.answers.household
    names = {"single": ["assets-single"], None: either}
    wanted = names.get(household, ["assets-family"])
    children = case.answers.children_under_18
    if children is not None and (household, children > 0) in CONTRADICTIONS:
        wanted = either
    limits = [limit for name in wanted if (limit := case.norms.amount(name)) is not None]
    if len(limits) < len(wanted):
        return None
    return Range(min(limits) * (1 - case.margin), max(limits) * (1 + case.margin))


def assets_below_limit(case: Case) -> Finding | None:
    """Art. 19(1)b, 34: assets less debts under the limit; exactly at it is for the municipality.

    What a vehicle counts for is the municipality's own policy, so a vehicle alone never says no.
    """
    limit = assets_limit(case)
    if limit is None:
        return unknown(variant="limit-not-known")
    assets = assets_of(case)
    if assets.with_vehicles.high < limit.low:
        return _assets_finding(case, "yes", assets.with_vehicles.high, limit.low)
    if assets.plain.low > limit.high:
        return _assets_finding(case, "no", assets.plain.low, limit.high)
    return _assets_open(case, assets, limit)


def _assets_finding(case: Case, settled: Settled, assets: Decimal, limit: Decimal) -> Finding:
    if not case.norms.usable:
        return Finding(settled, "last-known", {"since": case.norms.since(*LIMITS)})
    if assets <= case.precision.assets:
        return Finding(settled, "none", {"limit": cents(limit)})
    return Finding(settled, "", {"assets": cents(assets), "limit": cents(limit)})


def _assets_open(case: Case, assets: Assets, limit: Range) -> Finding:
    lacks = case.lacking("money", "other_assets", "debts")
    if assets.plain.low < limit.high:
        lacks += case.lacking("vehicles")
    if limit.low < limit.high:
        lacks += case.lacking("household")
    if lacks:
        return unknown(*lacks)
    vehicles = assets.plain.high < limit.low
    if not case.norms.usable:
        variant = "vehicles-last-known" if vehicles else "close"
        return unknown(variant=variant, figures={"since": case.norms.since(*LIMITS)})
    if (assets.plain.low < assets.plain.high or limit.low < limit.high) and not vehicles:
        return unknown(variant="close", figures={"since": case.norms.since(*LIMITS)})
    return unknown(
        variant="vehicles" if vehicles else "at-limit", figures={"limit": cents(limit.low)}
    )


def home_equity(case: Case) -> Finding | None:
    """Art. 34(2)d, 50: equity in one's own home up to the exemption does not count.

    More does not close the door: support is then often a loan, so it is a question, never a no.
    """
    equity, exempt = case.answers.home_equity, case.norms.amount("home-equity-exempt")
    if equity is None:
        return unknown("home_equity")
    if not equity:
        return Finding("yes", "none")
    if exempt is None:
        return unknown(variant="limit-not-known")
    if equity <= exempt * (1 - case.margin):
        return YES
    return unknown(variant="above")
