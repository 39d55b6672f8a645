"""The entitlement check within a talk: from facts to a verdict, told in short messages."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from bot.dialogue.events import Applied
from bot.dialogue.wording import Wording, phrase
from bot.entitlement import KEYS, Answers, Verdict, check
from bot.usecases.actions.own_data import messages_of
from bot.usecases.talk import Talk

SHOWN_REASONS = 3
"""Reasons told at once; the others follow on request."""
MOST_MESSAGES = 2
"""Messages before the client can answer again."""


def check_entitlement(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Check what is known so far; `missing` names the answers that could still change it."""
    found = verdict(talk)
    missing = tuple(key for key in found.missing if key in talk.around.facts["missing"].choices)
    return Applied({"chance": found.bijstand.chance, "missing": missing})


def explain_entitlement(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Say one part of the verdict: verdict, reasons, more, apply, others or unknown."""
    return Applied(says=PARTS[parameters["part"]](talk, verdict(talk)))


def verdict(talk: Talk) -> Verdict:
    """Return the verdict on what the client has answered."""
    answers = {key: fact.value for key, fact in talk.facts.items() if key in KEYS}
    return check(Answers.from_mapping(answers), talk.around.norms)


def _verdict(talk: Talk, found: Verdict) -> tuple[Wording, ...]:  # noqa: ARG001 - one shape for all parts
    chance = found.bijstand.chance
    told = [phrase(f"verdict.{chance}", day=found.day)]
    if chance != "unlikely":
        told += _amount(found)
    return tuple(told)


def _amount(found: Verdict) -> list[Wording]:
    """Return the amount, as a range unless all is known, and the month it holds for."""
    bijstand = found.bijstand
    if found.norms.usable and bijstand.amount is not None:
        return [phrase("verdict.amount", amount=bijstand.amount, day=found.day)]
    if found.norms.usable and bijstand.amount_high:
        low, high = bijstand.amount_low or Decimal(0), bijstand.amount_high
        return [phrase("verdict.amount-range", low=low, high=high, day=found.day)]
    indication = bijstand.indication
    if found.norms.usable or indication is None or found.day is None or not indication.amount_high:
        return []
    low, high = indication.amount_low, indication.amount_high
    key = "verdict.indication" if low == high else "verdict.indication-range"
    return [phrase(key, low=low, high=high, day=found.day)]


def _reasons(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    return _told(talk, found, slice(0, SHOWN_REASONS))


def _more(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    return _told(talk, found, slice(SHOWN_REASONS, None)) or (phrase("verdict.no-more"),)


def _told(talk: Talk, found: Verdict, which: slice) -> tuple[Wording, ...]:
    """Return reasons that say something, most decisive first, in a few short messages."""
    speaking = [r for r in found.bijstand.reasons if r.result != "unknown"]
    if found.bijstand.chance == "ask":
        speaking = [r for r in found.bijstand.reasons if r.result == "unknown"] + speaking
    lines = [talk.written(Wording(key=r.phrase, figures=r.figures)) for r in speaking[which]]
    return tuple(_plain(part) for part in messages_of(lines, " ")[:MOST_MESSAGES])


def _apply(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    """Return where and when to apply; one may always apply."""
    advice = found.apply
    municipality = talk.around.municipalities.profile(str(talk.value("municipality") or ""))
    told = [phrase("apply.where", where=Wording(municipality.where))]
    if advice.waiting_weeks:
        told.append(phrase("apply.under-27", weeks=advice.waiting_weeks, day=advice.earliest))
    elif advice.advised_by is not None:
        told.append(phrase("apply.when", day=advice.advised_by))
    return tuple(told)


def _others(talk: Talk, found: Verdict) -> tuple[Wording, ...]:  # noqa: ARG001 - one shape for all parts
    fitting = [other for other in found.others if other.chance != "unlikely"]
    return tuple(Wording(key=o.phrase, figures=o.figures) for o in fitting[:MOST_MESSAGES])


def _unknown(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    """Return what we do not know yet, so that the client can ask about it."""
    labels = tuple(
        Wording(talk.around.facts[key].label) for key in found.missing if key in talk.around.facts
    )
    if not labels:
        return ()
    return (phrase("verdict.not-known", labels=labels[:3]),)


def list_papers(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say which papers to have ready at the client's municipality."""
    profile = talk.around.municipalities.profile(str(talk.value("municipality") or ""))
    lines = [f"• {talk.written(Wording(paper))}" for paper in profile.papers]
    return Applied(says=tuple(_plain(part) for part in messages_of(lines)))


def _plain(text: str) -> Wording:
    return Wording("{part}", {"part": text})


PARTS: Mapping[str, Callable[[Talk, Verdict], tuple[Wording, ...]]] = {
    "verdict": _verdict,
    "reasons": _reasons,
    "more": _more,
    "apply": _apply,
    "others": _others,
    "unknown": _unknown,
}
"""What `do: explain-entitlement` can say, by its `part:`."""
