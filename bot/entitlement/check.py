"""The check: answers beside norms give a verdict with reasons; information, never a decision."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from bot.entitlement.answers import Answers
from bot.entitlement.applying import apply_without_date, how_to_apply
from bot.entitlement.case import Case, first_day, make_case
from bot.entitlement.findings import Finding, Rule, reason
from bot.entitlement.money import EXACT, Precision, cents
from bot.entitlement.norms import NormTable
from bot.entitlement.others import other_schemes
from bot.entitlement.registry import (
    DATE_ARTICLE,
    DATE_PHRASE,
    DATE_RULE,
    DECISIVE,
    NOTES,
    QUESTION_ORDER,
    URGENT_PHRASE,
    WITHOUT_URGENT_HELP,
)
from bot.entitlement.signposts import signposts
from bot.entitlement.verdict import (
    Advice,
    Bijstand,
    Chance,
    Indication,
    NormsUsed,
    Reason,
    Signpost,
    Verdict,
)

Found = tuple[Rule, Finding]
NOTHING = Decimal("0.00")
RANK = {"no": 0, "unknown": 1, "yes": 2}


def check(answers: Answers, norms: NormTable, precision: Precision = EXACT) -> Verdict:
    """Return the verdict for the day asked for: `date`, or the day after `ww_end`.

    `precision` says how exactly the amounts were told; what lies within that of a limit is open.
    """
    day = first_day(answers)
    if day is None:
        return _without_date(answers, norms)
    case = make_case(answers, norms, day, precision)
    found = _findings(DECISIVE, case)
    chance = _chance(found)
    return Verdict(
        bijstand=_bijstand(case, chance, found),
        others=other_schemes(case, chance),
        apply=how_to_apply(case),
        missing=_missing(found) if chance == "ask" else (),
        norms=NormsUsed(case.norms.valid_from, case.norms.valid_until, case.norms.usable),
        day=day,
    )


def other_help(answers: Answers, norms: NormTable) -> tuple[Signpost, ...]:
    """Return what else may help somebody and who pays it; nothing while no date is known."""
    day = first_day(answers)
    return () if day is None else signposts(make_case(answers, norms, day, EXACT))


def _findings(rules: Iterable[Rule], case: Case) -> list[Found]:
    tested = [(rule, rule.test(case)) for rule in rules]
    return [(rule, finding) for rule, finding in tested if finding is not None]


def _chance(found: Iterable[Found]) -> Chance:
    results = {finding.result for _, finding in found}
    if "no" in results:
        return "unlikely"
    return "ask" if "unknown" in results else "likely"


def _bijstand(case: Case, chance: Chance, found: list[Found]) -> Bijstand:
    decisive = sorted(found, key=lambda pair: RANK[pair[1].result])
    reasons = tuple(reason(*pair) for pair in [*decisive, *_findings(NOTES, case)])
    indication, changes = _indication(case), _changes(decisive)
    if not case.norms.usable:
        return Bijstand(chance, reasons, indication=indication, changes=changes)
    low = indication.amount_low if indication and chance == "likely" else NOTHING
    high = indication.amount_high if indication and chance != "unlikely" else NOTHING
    return Bijstand(
        chance,
        reasons,
        norm=case.norm,
        amount=low if low == high else None,
        amount_low=low,
        amount_high=high,
        indication=indication,
        changes=changes,
    )


def _changes(found: list[Found]) -> tuple[Advice, ...]:
    """Return what could change each no; in urgent need the law lets a municipality help anyway."""
    against = [(rule, finding) for rule, finding in found if finding.result == "no"]
    advice = [Advice(rule.change, finding.figures) for rule, finding in against]
    if against and all(rule.name != WITHOUT_URGENT_HELP for rule, _ in against):
        advice.append(Advice(URGENT_PHRASE))
    return tuple(advice)


def _indication(case: Case) -> Indication | None:
    if not case.open_norms:
        return None
    support = case.support
    return Indication(
        norm_low=cents(min(norm.low for norm in case.open_norms)),
        norm_high=cents(max(norm.high for norm in case.open_norms)),
        amount_low=support.low,
        amount_high=support.high,
        valid_from=case.norms.valid_from,
        valid_until=case.norms.valid_until,
    )


def _missing(found: Iterable[Found]) -> tuple[str, ...]:
    """Return the answers that can still settle something: those that settle most come first."""
    counts = Counter(key for _, finding in found for key in dict.fromkeys(finding.lacks))
    return tuple(sorted(counts, key=lambda key: (-counts[key], QUESTION_ORDER.index(key))))


def _without_date(answers: Answers, norms: NormTable) -> Verdict:
    first = Reason(DATE_RULE, "unknown", DATE_ARTICLE, DATE_PHRASE)
    known = norms.on(norms.last_covered or norms.first_covered)
    others = (key for key in QUESTION_ORDER[1:] if not answers.known(key))
    return Verdict(
        bijstand=Bijstand("ask", (first,)),
        others=(),
        apply=apply_without_date(known),
        missing=("ww_end", *(key for key in others if key in ALWAYS_ASKED)),
        norms=NormsUsed(None, None, usable=False),
    )


ALWAYS_ASKED = (
    "birth_date", "household", "income", "money", "residence", "lives_in_nl", "other_assets",
    "debts", "vehicles", "home_equity", "weeks_abroad", "unpaid_leave", "detained",
)  # fmt: skip
"""The answers that matter for everybody, whatever the date turns out to be."""
