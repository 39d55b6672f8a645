"""The verdict as the JSON of the public interface; amounts in euro with two decimals."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from bot.entitlement.verdict import Apply, Bijstand, NormsUsed, OtherScheme, Reason, Verdict

Say = Callable[[str, Mapping[str, object]], str]


def verdict_as_json(verdict: Verdict, say: Say) -> dict[str, object]:
    """Return the verdict in the documented shape; `say` writes each sentence."""
    return {
        "bijstand": _bijstand(verdict.bijstand, say),
        "others": [_other(other, say) for other in verdict.others],
        "apply": _apply(verdict.apply),
        "missing": list(verdict.missing),
        "norms": _norms(verdict.norms),
    }


def _bijstand(bijstand: Bijstand, say: Say) -> dict[str, object]:
    return {
        "chance": bijstand.chance,
        "norm": _euro(bijstand.norm),
        "amount": _euro(bijstand.amount),
        "amount_low": _euro(bijstand.amount_low),
        "amount_high": _euro(bijstand.amount_high),
        "reasons": [_reason(reason, say) for reason in bijstand.reasons],
    }


def _reason(reason: Reason, say: Say) -> dict[str, str]:
    return {
        "rule": reason.rule,
        "result": reason.result,
        "article": reason.article,
        "because": say(reason.phrase, reason.figures),
    }


def _other(other: OtherScheme, say: Say) -> dict[str, object]:
    return {
        "scheme": other.scheme,
        "chance": other.chance,
        "where": other.where,
        "article": other.article,
        "because": say(other.phrase, other.figures),
    }


def _apply(apply: Apply) -> dict[str, object]:
    return {
        "where": apply.where,
        "earliest": _day(apply.earliest),
        "advised_by": _day(apply.advised_by),
        "waiting_weeks": apply.waiting_weeks,
        "decision_weeks": apply.decision_weeks,
        "advance_after_weeks": apply.advance_after_weeks,
        "advance_share": float(apply.advance_share),
    }


def _norms(norms: NormsUsed) -> dict[str, object]:
    return {
        "valid_from": _day(norms.valid_from),
        "valid_until": _day(norms.valid_until),
        "usable": norms.usable,
    }


def _euro(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
