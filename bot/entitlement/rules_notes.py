"""Notes: what a client should know beside the verdict; they never change the chance."""

from bot.entitlement.ages import Band
from bot.entitlement.case import Case
from bot.entitlement.findings import YES, Finding, unknown

AT_LEAST_21 = {Band.ADULT, Band.AOW}


def aow_age(case: Case) -> Finding | None:
    """Art. 47a: from the AOW age of one of both, the SVB pays this support, as AIO."""
    return YES if reaches_aow(case) else None


def reaches_aow(case: Case) -> bool:
    """Say whether one of both surely has the AOW age (art. 47a(1)b)."""
    partner = case.surely_couple and case.partner == (Band.AOW,)
    return case.own == (Band.AOW,) or partner


def cost_sharers(case: Case) -> Finding | None:
    """Art. 19a, 22a: from 21, housemates of 27 or older lower the norm."""
    housemates = case.answers.housemates_27
    if housemates == 0 or not AT_LEAST_21.issuperset(case.own):
        return None
    return Finding("yes", "maybe") if housemates is None else Finding("yes", "", {"n": housemates})


def partner_without_right(case: Case) -> Finding | None:
    """Art. 24: when one partner has no right, the other has half of the norm for two."""
    if not case.surely_couple or Band.CHILD in case.own:
        return None
    under_age = case.partner == (Band.CHILD,)
    return YES if under_age or case.answers.partner_residence == "other" else None


def waiting_period(case: Case) -> Finding | None:
    """Art. 41(4): when everybody is under 27, four weeks pass between report and application."""
    if waits(case) is not True:
        return None
    return Finding("yes", "", {"weeks": case.norms.whole("waiting-weeks")})


def waits(case: Case) -> bool | None:
    """Say whether all applicants are under 27; None when that is not known."""
    grown = case.age_reached("age-waiting-period")
    if grown is True:
        return False
    if not case.possible_couple:
        return None if grown is None else True
    partner = case.partner_age_reached("age-waiting-period")
    if partner is True and case.surely_couple:
        return False
    if grown is False and partner is False:
        return True
    return None


def no_address(case: Case) -> Finding | None:
    """Art. 40(1), 41(2): without a fixed address one applies at the municipality itself."""
    return YES if case.answers.address == "none" else None


def own_municipality(case: Case) -> Finding | None:
    """Art. 40(1): the municipality in which one lives decides."""
    return None if case.answers.address == "none" or reaches_aow(case) else YES


def lower_without_rent(case: Case) -> Finding | None:
    """Art. 27: the municipality may lower the norm of somebody who pays for no home."""
    return YES if case.answers.address == "none" else None


def institution_norm(case: Case) -> Finding | None:
    """Art. 23: in an institution there is a norm of its own; one applies at the municipality."""
    return YES if case.answers.address == "institution" else None


def raised_norm(case: Case) -> Finding | None:
    """Art. 20(3)-(4): a raise from 18 to 20 when parents cannot or need not pay."""
    young = case.own == (Band.YOUNG,) or (case.surely_couple and case.partner == (Band.YOUNG,))
    raised = young and case.answers.no_parental_support
    return YES if raised and case.norms.amount("raise-young") is not None else None


def gifts(case: Case) -> Finding | None:
    """Art. 31(2)m: gifts up to an amount a calendar year do not count; nor does the food bank."""
    most = case.norms.amount("gifts-exempt-year")
    if most is None or not case.norms.usable:
        return None
    return Finding("yes", "", {"most": most, "year": str(case.day.year)})


def not_for_debts(case: Case) -> Finding | None:
    """Art. 13(1)g: support is not meant for paying debts; help with debts is a thing apart."""
    return YES if case.answers.debts else None


def ww_still_running(case: Case) -> Finding | None:
    """Art. 15, 32(1): while WW is paid it counts, and support can only add to it."""
    end = case.answers.ww_end
    if end is None or case.day > end:
        return None
    return unknown(figures={"day": end})


def norms_not_known_yet(case: Case) -> Finding | None:
    """Art. 38-39: amounts change every half year; those of a later date are not known yet."""
    if case.norms.usable:
        return None
    return unknown(figures={"day": case.day, "since": case.norms.valid_from})
