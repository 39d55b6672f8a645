"""Pausing, stopping and starting again: opt-outs are typed and sticky."""

from collections.abc import Mapping
from datetime import timedelta

from bot.contacts import OPEN
from bot.dialogue.events import Applied
from bot.dialogue.steps import Ask
from bot.usecases.actions.meeting import cancel_session
from bot.usecases.notifying import SILENCE
from bot.usecases.planning import plan_client, settled
from bot.usecases.talk import WORDS_FOR_PERSON, Talk
from scheduler.plan import Reason

PAUSES: Mapping[str, timedelta] = {
    "1_week": timedelta(weeks=1),
    "2_weeks": timedelta(weeks=2),
    "1_month": timedelta(days=30),
}

SHORTEST_PAUSE = timedelta(weeks=1)
"""When it was not said how long."""


def pause(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Send nothing until a date; what falls due meanwhile is deferred or skipped with a reason.

    A client who stopped stays stopped.
    """
    chosen = str(talk.value(parameters["fact"]))
    until = talk.now.date() + PAUSES.get(chosen, SHORTEST_PAUSE)
    if talk.client.state != "stopped":
        talk.change(state="paused", paused_until=until)
    return Applied({"pause_until": until})


def look_up_talk(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say whether this broke into a talk with a question that the client can answer later."""
    words = talk.around.vocabulary
    frames = talk.conversation.frames[:-1] if talk.conversation else ()
    below = frames[-1] if frames else None
    if below is None or below.script in (words.fallback_script, words.crisis_script):
        return Applied({"talk_waits": False})
    step = talk.world.library.script(below.script, below.revision).steps[below.step]
    waits = isinstance(step, Ask) and step.fact != WORDS_FOR_PERSON
    return Applied({"talk_waits": waits})


def leave_for_now(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Let the talk rest until the client writes again; the engine holds it."""
    return Applied()


def stop(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Send nothing any more until the client starts again; planned contacts are cancelled.

    A place at a session goes to who waits, and nobody looks for them any more for being silent.
    """
    cancel_session(talk, parameters)
    for handoff in talk.tx.handoffs(active=True):
        if handoff.client == talk.client.id and handoff.topic == SILENCE:
            talk.tx.save_handoff(handoff.give_back(talk.now))
    talk.change(state="stopped", stopped_because="client", paused_until=None)
    for row in talk.tx.contacts(talk.client.id):
        if row.state in OPEN:
            stopped = Reason("schedule.stopped")
            talk.tx.save_contact(settled(row, "cancelled", stopped, talk.now))
    held = talk.tx.active_handoff(talk.client.id)
    return Applied({"person_comes": held is not None and held.urgency == "urgent"})


def start_again(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Take up contact again after a stop or pause, planned anew from today."""
    was_stopped = talk.client.state == "stopped"
    talk.change(state="active", stopped_because="", paused_until=None)
    if was_stopped:
        plan_client(talk.tx, talk.around, talk.client, talk.facts, talk.now)
    return Applied()
