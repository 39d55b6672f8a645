"""The rules about the person: age, residence, stay, leave, study (Participatiewet art. 11, 13)."""

from bot.entitlement.ages import Band
from bot.entitlement.case import Case
from bot.entitlement.findings import NO, YES, Finding, unknown
from bot.entitlement.verdict import NO_FIGURES, Figures


def no_right(case: Case, figures: Figures = NO_FIGURES) -> Finding:
    """Return a no on a ground of the client's own.

    Art. 11(4), 24: a partner who does have a right keeps it, with half of the norm for two; then
    it stays open for the household.
    """
    partner_has_none = case.answers.partner_residence == "other" or case.partner == (Band.CHILD,)
    if not case.possible_couple or partner_has_none:
        return Finding("no", "", figures)
    lacks = case.lacking("household", "partner_birth_date", "partner_residence")
    return unknown(*lacks, variant="partner", figures=figures)


def adult(case: Case) -> Finding | None:
    """Art. 13(1)f: nobody under 18 has a right of their own."""
    if Band.CHILD not in case.own:
        return YES
    return no_right(case) if case.own == (Band.CHILD,) else unknown("birth_date")


def residence(case: Case) -> Finding | None:
    """Art. 11(1)-(2): Dutch or equated."""
    if case.answers.residence is None:
        return unknown("residence")
    return no_right(case) if case.answers.residence == "other" else YES


def lives_in_nl(case: Case) -> Finding | None:
    """Art. 11(1), 40(1): support is for people who live in the Netherlands."""
    if case.answers.lives_in_nl is None:
        return unknown("lives_in_nl")
    return YES if case.answers.lives_in_nl else no_right(case)


def detained(case: Case) -> Finding | None:
    """Art. 13(1)a: no right while lawfully deprived of liberty."""
    if case.answers.detained is None:
        return unknown("detained")
    return no_right(case) if case.answers.detained else YES


def abroad(case: Case) -> Finding | None:
    """Art. 13(1)e, 13(4): at most four weeks a calendar year abroad, thirteen from the AOW age."""
    weeks = case.answers.weeks_abroad
    usual, longer = case.norms.share("weeks-abroad"), case.norms.share("weeks-abroad-aow")
    most = longer if Band.AOW in case.own else usual
    least = longer if case.own == (Band.AOW,) else usual
    if weeks is None:
        return unknown("weeks_abroad", figures={"most": int(least)})
    if weeks <= least:
        return Finding("yes", "", {"most": int(least)})
    if weeks > most:
        return no_right(case, {"most": int(most)})
    return unknown("birth_date", figures={"most": int(least)})


def unpaid_leave(case: Case) -> Finding | None:
    """Art. 13(2)b: no right on unpaid leave of one of both; a single parent can be excepted."""
    if case.answers.unpaid_leave is None:
        return unknown("unpaid_leave")
    if not case.answers.unpaid_leave:
        return YES
    if case.answers.household is None:
        return unknown("household", variant="parent")
    return unknown(variant="parent") if case.answers.household == "single_parent" else NO


def education(case: Case) -> Finding | None:
    """Art. 13(2)c: under 27, funded education comes first; whether it can be followed is judged."""
    grown = case.age_reached("age-waiting-period")
    if grown:
        return None
    if case.answers.education == "none":
        return YES
    if case.answers.education == "funded" and grown is False:
        return no_right(case)
    lacks = case.lacking("birth_date", "education")
    return unknown(*lacks, variant="" if lacks else "possible")


def institution(case: Case) -> Finding | None:
    """Art. 13(2)a: no general support for people of 18-20 in an institution."""
    if Band.YOUNG not in case.own or case.answers.address in ("fixed", "none"):
        return None
    if case.answers.address == "institution" and case.own == (Band.YOUNG,):
        return no_right(case)
    return unknown(*case.lacking("address", "birth_date"))
