"""A promised day passed without an answer: the client reads that once, and who was asked since."""

from dataclasses import replace
from datetime import datetime, time

from bot.handoff import Handoff
from bot.messages import Message, Weight
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.notifying import SILENCE, adviser_of
from bot.usecases.reaching import channel_for
from bot.usecases.talk import Talk
from scheduler.calendar import Calendar

DAYTIME = (time(9), time(20))
"""Outside these hours a client is not told that an answer is late; they read it in the morning."""


def tell_of_broken_promises(
    tx: Transaction, around: Surroundings, now: datetime
) -> tuple[tuple[Message, ...], ...]:
    """Tell clients whose answer is late, each once, by day; return what is to be sent, by client.

    A colleague was told first (`escalate`), so that there is somebody to name.
    """
    told = (_tell(tx, around, handoff, now) for handoff in tx.handoffs(active=True))
    return tuple(messages for messages in told if messages)


def _tell(
    tx: Transaction, around: Surroundings, handoff: Handoff, now: datetime
) -> tuple[Message, ...]:
    if not _is_news(around.calendar, handoff, now):
        return ()
    file = tx.client(handoff.client, lock=True)  # so that of two processes one tells
    held = tx.handoff(handoff.id)
    if file is None or held is None or not _is_news(around.calendar, held, now):
        return ()
    tx.save_handoff(replace(held, client_told_at=now))
    if file.client.state == "stopped":
        return ()
    urgent = held.urgency == "urgent"
    weight: Weight = "urgent" if urgent else "reply"
    channel = channel_for(tx, file.client)
    talk = Talk(tx, around, file, now, channel, ACTIONS, weight=weight)
    key = "handoff.promise-broken.urgent" if urgent else "handoff.promise-broken"
    talk.say(key, asked=_asked_since(talk, held), day=held.promised_by)
    return talk.save()


def _is_news(calendar: Calendar, handoff: Handoff, now: datetime) -> bool:
    """Say whether a promise was broken, a colleague knows and the client does not, and it is day.

    Who is looked for because of silence asked nothing and was promised nothing.
    """
    if not handoff.active or handoff.answered_at is not None or handoff.topic == SILENCE:
        return False
    if handoff.escalation == "" or handoff.client_told_at is not None:
        return False
    local = calendar.local(now)
    return local.date() > handoff.promised_by and DAYTIME[0] <= local.time() < DAYTIME[1]


def _asked_since(talk: Talk, handoff: Handoff) -> str:
    """Return the first name of the stand-in who was asked, or a phrase for a coordinator."""
    adviser = adviser_of(talk.tx, handoff.adviser)
    stand_in = adviser_of(talk.tx, adviser.stand_in) if adviser else None
    if handoff.escalation == "stand-in" and stand_in is not None:
        return stand_in.first_name
    return talk.around.phrasebook.say("handoff.a-coordinator", {}, talk.client.language)
