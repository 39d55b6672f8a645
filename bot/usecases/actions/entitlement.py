"""The entitlement check within a talk: from facts to a verdict, told in short messages."""

from collections.abc import Callable, Mapping, Sequence

from bot.dialogue.events import Applied
from bot.dialogue.wording import Wording, phrase
from bot.entitlement import ESTIMATED, check
from bot.records import Milestone
from bot.usecases.actions.own_data import messages_of
from bot.usecases.explanation import Explanation, answers_of
from bot.usecases.talk import Talk

SHOWN_REASONS = 5
"""Reasons told at once; the others follow on request."""
MOST_MESSAGES = 2
"""Messages before the client can say something."""
SHOWN_UNKNOWN = 3
"""Answers named that are not known; more is a list to get lost in."""


def check_entitlement(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Check what is known so far; `missing` names the answers that could still change it.

    `goes_first`: whether IOAW or IOW may fit, for which one applies before Bijstand.
    """
    told = explanation(talk)
    missing = tuple(key for key in told.missing if key in talk.around.facts["missing"].choices)
    chance, first = told.verdict.bijstand.chance, bool(told.going_first())
    return Applied({"chance": chance, "missing": missing, "goes_first": first})


def explain_entitlement(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Say one part of the outcome: verdict, reasons, apply, terms, steps, others and so on."""
    return Applied(says=PARTS[parameters["part"]](talk, explanation(talk)))


def keep_result(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Keep the answers of a finished self-check for its page, until a newer one is finished."""
    talk.tx.add_milestone(Milestone(talk.client.id, "checked", talk.now))
    if talk.value("chance") == "likely":
        talk.tx.add_milestone(Milestone(talk.client.id, "likely", talk.now))
    kinds = {name: declared.kind for name, declared in talk.around.facts.items()}
    talk.finished = {n: fact for n, fact in talk.facts.items() if kinds.get(n) != "text"}
    return Applied()


def explanation(talk: Talk) -> Explanation:
    """Return the explanation of what the client has answered; checked once while it stays so."""
    answers = answers_of(talk.facts, talk.now.date())
    if talk.verdict is None or talk.verdict[0] != answers:
        talk.verdict = (answers, check(answers, talk.around.norms, ESTIMATED))
    return Explanation(talk.around, talk.facts, talk.now, talk.verdict[1])


def list_papers(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say which papers to have ready at the client's municipality."""
    lines = [f"• {talk.written(paper)}" for paper in explanation(talk).papers()]
    return Applied(says=tuple(_plain(part) for part in messages_of(lines)))


def _joined(talk: Talk, told: Sequence[Wording]) -> tuple[Wording, ...]:
    """Return sentences joined into as few messages as they fit in; none is left out."""
    return tuple(map(_plain, messages_of([talk.written(wording) for wording in told], " ")))


def _split(sentences: list[str]) -> tuple[list[str], list[str]]:
    """Return the messages of the first reasons, and the sentences that did not fit in."""
    count = min(len(sentences), SHOWN_REASONS)
    while len(messages_of(sentences[:count], " ")) > MOST_MESSAGES:
        count -= 1
    return messages_of(sentences[:count], " "), sentences[count:]


def _reasons_written(talk: Talk, told: Explanation) -> list[str]:
    reasons = [wording for wording, _ in told.reasons()]
    return [talk.written(wording) for wording in (*reasons, *told.changes())]


def _verdict(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    return _joined(talk, [phrase("verdict.thanks"), *told.outcome()])


def _reasons(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    return tuple(map(_plain, _split(_reasons_written(talk, told))[0]))


def _more(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    rest = _split(_reasons_written(talk, told))[1]
    if not rest:
        return (phrase("verdict.no-more"),)
    return tuple(map(_plain, messages_of(rest, " ")))


def _apply(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    return _joined(talk, told.applying())


def _first(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    """Return where and when to ask for what goes first, each scheme in a message of its own."""
    return tuple(_plain(talk.written(wording)) for wording in told.asking_first())


def _terms(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    return _joined(talk, told.terms())


def _steps(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    """Return what happens there; as many messages as it takes, for it was asked for."""
    return tuple(map(_plain, messages_of([talk.written(w) for w in told.steps()])))


def _more_steps(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    return tuple(map(_plain, messages_of([talk.written(w) for w in told.more_steps()])))


def _others(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    return _joined(talk, [wording for wording, _ in told.others()])


def _more_help(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    lines = [talk.written(wording) for wording, _ in told.more_help()]
    return tuple(map(_plain, messages_of(lines)))


def _ww_minimum(talk: Talk, told: Explanation) -> tuple[Wording, ...]:
    return _joined(talk, told.ww_minimum())


def _unknown(talk: Talk, told: Explanation) -> tuple[Wording, ...]:  # noqa: ARG001 - one shape for all parts
    labels = tuple(told.unknown()[:SHOWN_UNKNOWN])
    return (phrase("verdict.not-known", labels=labels),) if labels else ()


def _plain(text: str) -> Wording:
    return Wording("{part}", {"part": text})


PARTS: Mapping[str, Callable[[Talk, Explanation], tuple[Wording, ...]]] = {
    "verdict": _verdict,
    "reasons": _reasons,
    "more": _more,
    "apply": _apply,
    "first": _first,
    "terms": _terms,
    "steps": _steps,
    "more-steps": _more_steps,
    "others": _others,
    "more-help": _more_help,
    "ww-minimum": _ww_minimum,
    "unknown": _unknown,
}
"""What `do: explain-entitlement` can say, by its `part:`."""
