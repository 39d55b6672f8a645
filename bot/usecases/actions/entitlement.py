"""The entitlement check within a talk: from facts to a verdict, told in short messages."""

from collections.abc import Callable, Mapping, Sequence

from bot.dialogue.events import Applied
from bot.dialogue.wording import Wording, phrase
from bot.entitlement import KEYS, Answers, Apply, Reason, Verdict, check
from bot.usecases.actions.own_data import messages_of
from bot.usecases.talk import Talk

SHOWN_REASONS = 3
"""Reasons told at once; the others follow on request."""
MOST_MESSAGES = 2
"""Messages for what a client asked to hear more of."""

RANGES: Mapping[str, str] = {
    "income-below-norm": "income_range",
    "assets-below-limit": "money_range",
}
"""The question in ranges behind a rule; its exact amount may only stand for a range."""

EXACT = frozenset({"none", "below", "middle"})
"""Ranges after which the exact amount is known or asked."""


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
    known = {key: fact.value for key, fact in talk.facts.items() if key in KEYS}
    answers = Answers.from_mapping(known)
    if talk.verdict is None or talk.verdict[0] != answers:
        talk.verdict = (answers, check(answers, talk.around.norms))
    return talk.verdict[1]


def _verdict(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    chance = found.bijstand.chance
    told = [phrase(f"verdict.{chance}", day=found.day)]
    if chance != "unlikely":
        told += _amount(talk, found)
    return _joined(talk, told)


def _joined(talk: Talk, told: Sequence[Wording], most: int = 1) -> tuple[Wording, ...]:
    """Return sentences joined into as few messages as can be read at once."""
    return tuple(_plain(part) for part in messages_of([talk.written(w) for w in told], " ")[:most])


def _amount(talk: Talk, found: Verdict) -> list[Wording]:
    """Return what comes each month, as a range unless all is known, and the month it holds for.

    The holiday allowance is kept apart until June (Participatiewet art. 45 lid 1).
    """
    bijstand = found.bijstand
    if found.day is None:
        return []
    monthly = 1 - talk.around.norms.on(found.day).share("holiday-share")
    if found.norms.usable and bijstand.amount is not None:
        return [phrase("verdict.amount", amount=bijstand.amount * monthly, day=found.day)]
    if found.norms.usable and bijstand.amount_high:
        low, high = (bijstand.amount_low or 0) * monthly, bijstand.amount_high * monthly
        return [phrase("verdict.amount-range", low=low, high=high, day=found.day)]
    indication = bijstand.indication
    if found.norms.usable or indication is None or not indication.amount_high:
        return []
    low, high = indication.amount_low * monthly, indication.amount_high * monthly
    key = "verdict.indication" if low == high else "verdict.indication-range"
    return [phrase(key, low=low, high=high, day=found.day, known=indication.valid_from)]


def _reasons(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    return _joined(talk, _speaking(talk, found)[:SHOWN_REASONS])


def _more(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    rest = _speaking(talk, found)[SHOWN_REASONS:]
    return _joined(talk, rest, MOST_MESSAGES) or (phrase("verdict.no-more"),)


def _speaking(talk: Talk, found: Verdict) -> list[Wording]:
    """Return the reasons that say something, most decisive first; open questions when asked."""
    reasons = found.bijstand.reasons
    speaking = [reason for reason in reasons if reason.result != "unknown"]
    if found.bijstand.chance == "unlikely":
        speaking = [reason for reason in reasons if reason.result == "no"]
    if found.bijstand.chance == "ask":
        speaking = [reason for reason in reasons if reason.result == "unknown"] + speaking
    return [_because(talk, reason) for reason in speaking]


def _because(talk: Talk, reason: Reason) -> Wording:
    """Return a reason's sentence; without the exact amount when the client gave only a range."""
    last_known = "-last-known" if reason.phrase.endswith("-last-known") else ""
    couple = f"verdict.income-couple.{reason.result}{last_known}"
    together = reason.rule == "income-below-norm" and talk.value("household") == "couple"
    if together and couple in talk.around.phrasebook.keys:
        return Wording(key=couple, figures=reason.figures)
    known = talk.value(RANGES.get(reason.rule, ""))
    own = f"verdict.{reason.rule}.{reason.result}"
    ranged = known is not None and known not in EXACT
    if ranged and own in talk.around.phrasebook.keys and set(reason.figures) & {"norm", "limit"}:
        return Wording(key=own, figures=reason.figures)
    return Wording(key=reason.phrase, figures=reason.figures)


def _apply(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    """Return where and when to apply; one may always apply."""
    return _joined(talk, [_where(talk, found.apply), *_when(talk, found.apply)])


def _where(talk: Talk, advice: Apply) -> Wording:
    if advice.where == "svb":
        return phrase("apply.at-svb")
    if advice.where == "gemeente":
        return phrase("apply.at-municipality")
    profile = talk.around.municipalities.profile(str(talk.value("municipality") or ""))
    return phrase("apply.where", where=Wording(profile.where))


def _when(talk: Talk, advice: Apply) -> list[Wording]:
    today = talk.now.date()
    if advice.advised_by is not None and advice.advised_by < today:
        return [phrase("apply.now")]
    if advice.waiting_weeks:
        earliest = max(advice.earliest or today, today)
        return [phrase("apply.under-27", weeks=advice.waiting_weeks, day=earliest)]
    told = [phrase("apply.when", day=advice.advised_by)] if advice.advised_by else []
    if advice.waiting_weeks is None and advice.earliest is not None:
        told.append(phrase("apply.maybe-under-27", day=max(advice.earliest, today)))
    return told


def _others(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    fitting = [other for other in found.others if other.chance != "unlikely"]
    return _joined(talk, [Wording(key=o.phrase, figures=o.figures) for o in fitting], MOST_MESSAGES)


def _unknown(talk: Talk, found: Verdict) -> tuple[Wording, ...]:
    """Return what we do not know yet, so that the client can ask about it."""
    names = talk.around.facts["missing"].choices
    labels = tuple(Wording(names[key]) for key in found.missing if key in names)
    return (phrase("verdict.not-known", labels=labels[:SHOWN_REASONS]),) if labels else ()


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
