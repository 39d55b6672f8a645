"""Where and when to apply (Participatiewet art. 41, 44, 47d, 52)."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from bot.entitlement.case import Case
from bot.entitlement.norms import Norms
from bot.entitlement.rules_notes import reaches_aow, waits
from bot.entitlement.verdict import Apply

MUNICIPALITY, UWV, SVB = "gemeente", "uwv", "svb"


def how_to_apply(case: Case) -> Apply:
    """Return the place, the days and the terms; one can report before the WW ends (art. 41(6))."""
    waiting = waits(case)
    weeks = None if waiting is None else case.norms.whole("waiting-weeks") * waiting
    last_day_before = case.day - timedelta(days=1)
    early = timedelta(weeks=case.norms.whole("early-report-weeks"))
    days = ((case.answers.ww_end or last_day_before) - early, last_day_before)
    both = case.surely_couple if case.surely_couple == case.possible_couple else None
    return _apply(case.norms, where(case), days, weeks, both_sign=both)


def apply_without_date(norms: Norms) -> Apply:
    """Return what is known about applying when no date is known."""
    return _apply(norms, UWV, (None, None), None)


def where(case: Case) -> str:
    """Return who takes the application (art. 41(1)-(2), 47d)."""
    if reaches_aow(case):
        return SVB
    return MUNICIPALITY if case.answers.address in ("none", "institution") else UWV


def _apply(
    norms: Norms,
    place: str,
    days: tuple[date | None, date | None],
    waiting: int | None,
    *,
    both_sign: bool | None = None,
) -> Apply:
    decision, advance, share, back = _terms(norms)
    return Apply(
        where=place,
        earliest=days[0],
        advised_by=days[1],
        waiting_weeks=waiting,
        decision_weeks=decision,
        advance_after_weeks=advance,
        advance_share=share,
        retroactive_months=back,
        both_sign=both_sign,
    )


@lru_cache(maxsize=4096)
def _terms(norms: Norms) -> tuple[int, int, Decimal, int | None]:
    """Return the weeks to a decision and to an advance, its share, and how far back it can go."""
    back = norms.amount("retroactive-months")
    return (
        norms.whole("decision-weeks"),
        norms.whole("advance-weeks"),
        norms.share("advance-share"),
        None if back is None else int(back),
    )
