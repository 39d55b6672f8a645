"""Hands a conversation over to the client's fixed adviser."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from secrets import token_urlsafe
from typing import cast

from bot.advisers import Adviser, promised_day
from bot.assignment import assign
from bot.dialogue.events import Applied
from bot.dossier import agreed_facts
from bot.handoff import Handoff, Urgency
from bot.usecases.assigning import present, wish_of, with_adviser
from bot.usecases.escalating import tell_coordinators
from bot.usecases.notifying import notify
from bot.usecases.talk import Talk


def hand_over(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Open a handoff with the fixed adviser, or the stand-in while that adviser is away.

    What is urgent goes to whichever of them is at work first. `to fact` names the fact with the
    adviser whom the client read instead.

    Facts are shared only when the script names them and the client agreed to sharing, or when
    `share fact` holds them and the client agreed to each. Without any adviser nothing is promised;
    the handoff waits for whoever looks first.
    """
    urgent = parameters.get("urgency") == "urgent"
    adviser = _adviser(talk, parameters, urgent=urgent)
    day = talk.now.date()
    if adviser is not None:
        day = promised_day(adviser, talk.now, talk.around.calendar, urgent=urgent)
    shared = _shared(talk, parameters, adviser)
    new = token_urlsafe(9)
    opened = talk.tx.open_handoff(
        Handoff(
            id=new,
            client=talk.client.id,
            topic=parameters["topic"],
            opened_at=talk.now,
            promised_by=day,
            adviser=adviser.id if adviser else "",
            urgency=cast("Urgency", parameters.get("urgency", "normal")),
            shared_facts=shared,
        )
    )
    if opened.id == new:
        told = notify(talk.tx, talk.around.calendar, opened, "waiting", talk.now)
        if urgent and told is None:  # nobody's: then all who can find somebody
            tell_coordinators(talk.tx, talk.around.calendar, opened, talk.now)
            talk.tx.save_handoff(replace(opened, escalation="coordinator"))
    elif "share fact" in parameters:
        every = tuple(dict.fromkeys((*opened.shared_facts, *shared)))
        talk.tx.save_handoff(replace(opened, shared_facts=every))
    talk.quiet = True
    if urgent:
        talk.weight = "urgent"
    values: dict[str, object] = {"answer_day": opened.promised_by}
    if adviser is not None:
        values["adviser_name"] = adviser.first_name
    return Applied(values)  # type: ignore[arg-type]  # a date and a text are fact values


def _adviser(talk: Talk, parameters: Mapping[str, str], *, urgent: bool) -> Adviser | None:
    advisers = talk.tx.advisers()
    named = talk.value(parameters["to fact"]) if "to fact" in parameters else None
    chosen = next((each for each in advisers if each.id == named and not each.left), None)
    if chosen is not None:
        return chosen
    return soonest_adviser(talk, advisers) if urgent else present_adviser(talk, advisers)


def _shared(talk: Talk, parameters: Mapping[str, str], adviser: Adviser | None) -> tuple[str, ...]:
    """Return the facts to share; what was agreed to for one adviser never goes to another."""
    if "share fact" not in parameters:
        agreed = talk.value("consent_share") is True
        return tuple(parameters.get("share", "").split()) if agreed else ()
    named = talk.value(parameters["to fact"]) if "to fact" in parameters else None
    if adviser is None or named not in (None, adviser.id):
        return ()
    chosen = talk.value(parameters["share fact"])
    agreed_to = agreed_facts(talk.tx.consents(talk.client.id))
    return tuple(name for name in chosen if name in agreed_to) if isinstance(chosen, tuple) else ()


def soonest_adviser(talk: Talk, advisers: Sequence[Adviser]) -> Adviser | None:
    """Return who is at work first: the client's adviser or, when sooner, that one's stand-in."""
    here = present_adviser(talk, advisers)
    if here is None:
        return None
    stand_in = next((each for each in advisers if each.id == here.stand_in), here)
    calendar = talk.around.calendar
    return min(
        (here, stand_in),
        key=lambda adviser: promised_day(adviser, talk.now, calendar, urgent=True),
    )


def present_adviser(talk: Talk, advisers: Sequence[Adviser]) -> Adviser | None:
    """Return the client's adviser, or who stands for that one today.

    A client without an adviser gets one first.
    """
    wish = wish_of(talk.client, talk.facts, talk.now.date())
    caseloads = talk.tx.caseloads()
    assignment = assign(wish, advisers, caseloads, talk.client.adviser)
    if assignment is None:
        return None
    fixed = assignment.adviser
    if fixed.id != talk.client.adviser:
        talk.client = with_adviser(talk.client, assignment)
    return present(fixed, wish, advisers, caseloads, talk.now.date())
