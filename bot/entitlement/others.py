"""Support beside Bijstand that may fit: IOAW, IOW, AIO, TW, Bbz and student finance.

A scheme that surely does not concern somebody (their age, for one) is left out.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from bot.entitlement.ages import Band, birthday, months_later
from bot.entitlement.case import Case
from bot.entitlement.findings import Finding, unknown
from bot.entitlement.living import Norm
from bot.entitlement.money import amounts, cents
from bot.entitlement.norms import Norms
from bot.entitlement.rules_notes import reaches_aow
from bot.entitlement.verdict import Chance, Figures, OtherScheme

Three = bool | None
RANK = {"likely": 0, "ask": 1, "unlikely": 2}


def all_of(*conditions: Three) -> Three:
    """Return no when one is no, else unknown when one is unknown, else yes."""
    if False in conditions:
        return False
    return None if None in conditions else True


def as_chance(value: Three) -> Chance:
    """Return the word for a three-valued outcome."""
    return "ask" if value is None else "likely" if value else "unlikely"


def other_schemes(case: Case, bijstand: Chance) -> tuple[OtherScheme, ...]:
    """Return the schemes that may fit, the likely ones first."""
    found = [scheme(case) for scheme in SCHEMES]
    found.append(_aio(case, bijstand))
    known = [scheme for scheme in found if scheme is not None]
    return tuple(sorted(known, key=lambda scheme: RANK[scheme.chance]))


def _scheme(
    name: str, chance: Chance, where: str, article: str, figures: Figures | None = None
) -> OtherScheme:
    phrase = f"entitlement.{name}.{chance}"
    return OtherScheme(name, chance, where, article, phrase, figures or {})


def _before(day: date | None, limit: date | None) -> Three:
    return None if day is None or limit is None else day < limit


def _below_aow(case: Case) -> Three:
    return None if case.answers.birth_date is None else Band.AOW not in case.own


def _not(value: Three) -> Three:
    return None if value is None else not value


def _long_ww(case: Case, name: str) -> Three:
    """Say whether the WW lasted longer than a number of months."""
    first, end, months = case.answers.first_ww_day, case.answers.ww_end, case.norms.amount(name)
    if first is None or end is None or months is None:
        return None
    return end >= months_later(first, int(months))


def _ioaw(case: Case) -> OtherScheme | None:
    """IOAW art. 2, 5, 6: older unemployed after a full WW; income counts, assets do not."""
    answers = case.answers
    born = _before(answers.birth_date, case.norms.day("ioaw-born-before"))
    if all_of(born, _below_aow(case)) is False:
        return None
    right = all_of(
        born,
        _below_aow(case),
        _unemployed_after_50(case),
        _long_ww(case, "ioaw-ww-months"),
        answers.ww_full_duration_used,
        answers.lives_in_nl,
        None if answers.residence is None else answers.residence != "other",
        _not(answers.detained),
        _not(answers.unpaid_leave),
        _below_ioaw_base(case),
    )
    return _scheme("ioaw", as_chance(right), "gemeente", "IOAW art. 2, 5 en 6")


def goes_first(case: Case) -> Finding | None:
    """Participatiewet art. 15: IOAW and IOW go before Bijstand when they may fit."""
    fitting = [scheme for scheme in (_ioaw(case), _iow(case)) if scheme is not None]
    names = [scheme.scheme.upper() for scheme in fitting if scheme.chance != "unlikely"]
    return unknown(figures={"schemes": ", ".join(names)}) if names else None


def _unemployed_after_50(case: Case) -> Three:
    first, birth = case.answers.first_ww_day, case.answers.birth_date
    if first is None or birth is None:
        return None
    return first >= birthday(birth, case.norms.whole("age-ioaw-unemployed"))


def _below_ioaw_base(case: Case) -> Three:
    bases = _ioaw_bases(case)
    support = amounts(bases, case.incomes) if bases else None
    if support is None or (support.low <= 0 < support.high):
        return None
    return support.low > 0


def _ioaw_bases(case: Case) -> tuple[Norm, ...]:
    each, alone = case.norms.amount("ioaw-couple-each"), case.norms.amount("ioaw-single")
    sharing = case.norms.amount("ioaw-single-sharing")
    if each is None or alone is None or sharing is None:
        return ()
    margin = case.margin
    singles = [sharing] if any(case.living.sharers) else []
    singles += [alone] if 0 in case.living.sharers else []
    bases = [(amount, False) for amount in singles] if not case.surely_couple else []
    bases += [(2 * each, True)] if case.possible_couple else []
    return tuple(Norm(base * (1 - margin), base * (1 + margin), pair) for base, pair in bases)


def _iow(case: Case) -> OtherScheme | None:
    """IOW art. 3: from 60 years and 4 months on the first WW day; no test of assets or partner."""
    old_enough = _old_enough_for_iow(case)
    if all_of(old_enough, _below_aow(case)) is False:
        return None
    first = case.answers.first_ww_day
    right = all_of(
        old_enough,
        _below_aow(case),
        _not(_before(first, case.norms.day("iow-first-day-from"))),
        _before(first, case.norms.day("iow-first-day-before")),
        _long_ww(case, "iow-ww-months"),
        case.answers.ww_full_duration_used,
        _leaves_some_iow(case),
    )
    most = case.norms.amount("iow-most-gross")
    figures: Figures = {} if most is None or not case.norms.usable else {"most": cents(most)}
    return _scheme("iow", as_chance(right), "uwv", "IOW art. 3", figures)


def _leaves_some_iow(case: Case) -> Three:
    """IOW art. 8: a share of a base less one's own income, so a high income leaves nothing.

    Income is told net and the base is gross: only an income above it is surely too much.
    """
    most, share = case.norms.amount("iow-most-gross"), case.norms.amount("iow-share")
    income = case.answers.income
    if most is None or share is None:
        return True
    return None if income is None else income < most / share


def _old_enough_for_iow(case: Case) -> Three:
    birth, first = case.answers.birth_date, case.answers.first_ww_day
    months = case.norms.amount("iow-age-months")
    if birth is None or months is None:
        return None
    old_enough = months_later(birth, int(months))
    if first is None:
        return None if old_enough <= case.day else False
    return old_enough <= first


def _aio(case: Case, bijstand: Chance) -> OtherScheme | None:
    """Art. 47a: the same support, paid by the SVB, when one of both has the AOW age."""
    if not reaches_aow(case):
        return None
    return _scheme("aio", bijstand, "svb", "Participatiewet art. 47a")


def _tw(case: Case) -> OtherScheme | None:
    """TW art. 2-3: tops up WW while it runs; a younger partner without a young child bars it."""
    answers = case.answers
    if not answers.ww_below_minimum:
        return None
    right = _tw_for_couple(case) if case.possible_couple else _tw_for_single(case)
    return _scheme("tw", as_chance(right), "uwv", "Toeslagenwet art. 2 en 3")


def _tw_for_single(case: Case) -> Three:
    return None if {Band.CHILD, Band.YOUNG} & set(case.own) else True


def _tw_for_couple(case: Case) -> Three:
    if not case.surely_couple:
        return None
    return all_of(_tw_partner_fits(case), _below_tw_minimum(case))


def _tw_partner_fits(case: Case) -> Three:
    """TW art. 3: no top-up beside a younger partner, unless there is a child under 12."""
    born, limit = case.answers.partner_birth_date, case.norms.day("tw-partner-born-after")
    if born is None or limit is None:
        return None
    if born <= limit:
        return True
    return False if case.answers.children_under_18 == 0 else None


def _below_tw_minimum(case: Case) -> Three:
    """TW art. 2: what both earn must be below the minimum for partners, which is a gross amount.

    The partner's income is told net, so only an income that is net above the gross minimum is
    surely too much.
    """
    income, minimum = case.answers.partner_income, tw_minimum(case.norms, couple=True)
    if income == 0:
        return True
    if income is None or minimum is None:
        return None
    return False if income >= minimum else None


def tw_minimum(norms: Norms, *, couple: bool, sharing: bool = False) -> Decimal | None:
    """Return the social minimum for WW from 21 in gross euro a month (TW art. 2), if known."""
    alone = "tw-single-sharing-day" if sharing else "tw-single-day"
    day = norms.amount("tw-couple-day" if couple else alone)
    return None if day is None else day * norms.share("tw-days-a-month")


def _bbz(case: Case) -> OtherScheme | None:
    """Bbz 2004: people with their own business ask the municipality for its own kind of support."""
    if not case.answers.self_employed:
        return None
    return _scheme("bbz", "ask", "gemeente", "Bbz 2004 art. 2")


def _student_finance(case: Case) -> OtherScheme | None:
    """WSF 2000, Participatiewet art. 15: student finance goes before support."""
    if case.answers.education not in ("funded", "possible"):
        return None
    return _scheme("student-finance", "ask", "duo", "Participatiewet art. 13 lid 2 c en 15")


SCHEMES: tuple[Callable[[Case], OtherScheme | None], ...] = (
    _ioaw, _iow, _tw, _bbz, _student_finance,
)  # fmt: skip

PHRASES = tuple(
    f"entitlement.{name}.{chance}"
    for name, chances in (
        ("ioaw", RANK), ("iow", RANK), ("aio", RANK), ("tw", RANK),
        ("bbz", ("ask",)), ("student-finance", ("ask",)),
    )
    for chance in chances
)  # fmt: skip
"""The keys of every sentence about another scheme."""
