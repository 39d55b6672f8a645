"""Hands a conversation over to the client's fixed adviser."""

from collections.abc import Mapping, Sequence
from secrets import token_urlsafe
from typing import cast

from bot.advisers import Adviser, fixed_adviser, promised_day
from bot.dialogue.events import Applied
from bot.handoff import Handoff, Urgency
from bot.usecases.notifying import notify
from bot.usecases.talk import Talk


def hand_over(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Open a handoff with the fixed adviser, or the stand-in while that adviser is away.

    What is urgent goes to whichever of them is at work first.

    Facts are shared only when the script names them and the client agreed to sharing. Without
    any adviser nothing is promised; the handoff waits for whoever looks first.
    """
    advisers = talk.tx.advisers()
    urgent = parameters.get("urgency") == "urgent"
    adviser = soonest_adviser(talk, advisers) if urgent else present_adviser(talk, advisers)
    day = talk.now.date()
    if adviser is not None:
        day = promised_day(adviser, talk.now, talk.around.calendar, urgent=urgent)
    agreed = talk.value("consent_share") is True
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
            shared_facts=tuple(parameters.get("share", "").split()) if agreed else (),
        )
    )
    if opened.id == new:
        notify(talk.tx, talk.around.calendar, opened, "waiting", talk.now)
    talk.quiet = True
    if urgent:
        talk.weight = "urgent"
    values: dict[str, object] = {"answer_day": opened.promised_by}
    if adviser is not None:
        values["adviser_name"] = adviser.first_name
        if not talk.client.adviser:
            talk.change(adviser=adviser.id)
    return Applied(values)  # type: ignore[arg-type]  # a date and a text are fact values


def soonest_adviser(talk: Talk, advisers: Sequence[Adviser]) -> Adviser | None:
    """Return who is at work first: the client's adviser or, when sooner, that one's stand-in."""
    fixed = present_adviser(talk, advisers)
    if fixed is None:
        return None
    stand_in = next((each for each in advisers if each.id == fixed.stand_in), fixed)
    calendar = talk.around.calendar
    return min(
        (fixed, stand_in),
        key=lambda adviser: promised_day(adviser, talk.now, calendar, urgent=True),
    )


def present_adviser(talk: Talk, advisers: Sequence[Adviser]) -> Adviser | None:
    """Return the client's adviser; the stand-in when that adviser does not work today."""
    by_id = {adviser.id: adviser for adviser in advisers}
    fixed = by_id.get(talk.client.adviser)
    if fixed is None:
        return fixed_adviser(talk.client.programme, advisers, talk.tx.caseloads())
    away = talk.now.date() in fixed.absent
    return by_id.get(fixed.stand_in, fixed) if away else fixed
