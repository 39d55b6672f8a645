"""Signposts: help besides Bijstand and its neighbours, and who pays it; never reckoned here."""

from collections.abc import Callable

from bot.entitlement.ages import Band
from bot.entitlement.case import Case
from bot.entitlement.verdict import Figures, Signpost

GEMEENTE, UWV, TAX_OFFICE = "gemeente", "uwv", "toeslagen"


def signposts(case: Case) -> tuple[Signpost, ...]:
    """Return the help that may fit somebody, in the order in which it is told."""
    found = (signpost(case) for signpost in SIGNPOSTS)
    return tuple(signpost for signpost in found if signpost is not None)


def _signpost(
    name: str, where: str, article: str, figures: Figures | None = None, variant: str = ""
) -> Signpost:
    phrase = f"signpost.{name}-{variant}" if variant else f"signpost.{name}"
    return Signpost(name, where, article, phrase, figures or {})


def _care_allowance(case: Case) -> Signpost | None:
    """Care allowance, from 18; the most a year depends on living together."""
    if Band.CHILD in case.own:
        return None
    couple = case.surely_couple
    name = "care-allowance-couple-year" if couple else "care-allowance-single-year"
    return _yearly(case, "care-allowance", "Wet op de zorgtoeslag", name)


def _rent_allowance(case: Case) -> Signpost | None:
    """Rent allowance, for who rents a home."""
    if case.answers.home_equity or case.answers.address in ("none", "institution"):
        return None
    return _signpost("rent-allowance", TAX_OFFICE, "Wet op de huurtoeslag")


def _child_budget(case: Case) -> Signpost | None:
    """Child budget; a single parent gets more, because the norm is that of a single person."""
    alone = case.answers.household == "single_parent"
    if not alone and not case.answers.children_under_18:
        return None
    name = "child-budget-alone" if alone else "child-budget"
    return _yearly(case, name, "Wet op het kindgebonden budget art. 2", "child-budget-each-year")


def _yearly(case: Case, name: str, article: str, norm: str) -> Signpost:
    most = case.norms.amount(norm)
    if most is None or not case.norms.usable:
        return _signpost(name, TAX_OFFICE, article)
    figures: Figures = {"most": most, "year": str(case.day.year)}
    return _signpost(name, TAX_OFFICE, article, figures, "amount")


def _income_allowance(case: Case) -> Signpost | None:
    """Art. 36: for people from 21 to the AOW age who have had little for long."""
    if Band.ADULT not in case.own:
        return None
    return _signpost("income-allowance", GEMEENTE, "Participatiewet art. 36")


def _special_assistance(case: Case) -> Signpost | None:
    """Art. 35: for costs that cannot be avoided and that one cannot pay."""
    if case.own == (Band.CHILD,):
        return None
    return _signpost("special-assistance", GEMEENTE, "Participatiewet art. 35")


def _ioaz(case: Case) -> Signpost | None:
    """IOAZ: for older people who stop with their own business."""
    return _signpost("ioaz", GEMEENTE, "IOAZ art. 2") if case.answers.self_employed else None


def _debt_help(case: Case) -> Signpost | None:
    """Help with debts, free of charge at the municipality."""
    if not case.answers.debts:
        return None
    return _signpost("debt-help", GEMEENTE, "Wet gemeentelijke schuldhulpverlening")


def _illness(case: Case) -> Signpost | None:
    """ZW, WIA and Wajong: only the way to UWV, because their conditions are not reckoned here."""
    if case.own in ((Band.CHILD,), (Band.AOW,)):
        return None
    return _signpost("illness", UWV, "Participatiewet art. 15")


SIGNPOSTS: tuple[Callable[[Case], Signpost | None], ...] = (
    _debt_help, _child_budget, _care_allowance, _rent_allowance, _special_assistance,
    _income_allowance, _ioaz, _illness,
)  # fmt: skip

PHRASES = tuple(
    f"signpost.{name}"
    for name in (
        "debt-help", "child-budget", "child-budget-amount", "child-budget-alone",
        "child-budget-alone-amount", "care-allowance", "care-allowance-amount", "rent-allowance",
        "special-assistance", "income-allowance", "ioaz", "illness",
    )
)  # fmt: skip
"""The keys of every sentence of a signpost."""
