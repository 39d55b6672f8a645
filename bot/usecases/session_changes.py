"""Tells a client that their session was moved or called off, and ends talks about what is gone.

Told by the turn of the list, or before that in whatever turn the client begins: what they read
and what they can choose is true from the moment at which the coordinator saved it.
"""

from dataclasses import replace
from typing import Literal

from bot.dialogue.events import Interrupt, Return
from bot.dialogue.facts import Fact
from bot.ports import Transaction
from bot.sessions import InformationSession, Registration
from bot.usecases.actions.meeting import attends, hour, standing
from bot.usecases.place_talks import (
    OFFER_SCRIPT,
    SIGN_UP_SCRIPT,
    asked_about_place,
    asks_needs,
    leave_talks,
)
from bot.usecases.talk import Talk

SOURCE = "session"
"""The source of facts that a list changed, and not an answer of the client."""

GoesOn = Literal["always", "when-left", "never"]
"""Whether a question follows: in any case, when one about the place was left, or not."""


def tell_changes(talk: Talk, goes_on: GoesOn) -> bool:
    """Tell at once of every change that the client does not know; say whether there were any."""
    rows = talk.tx.registrations(client=talk.client.id)
    told = False
    for row in rows:
        session = talk.tx.session(row.session)
        if session and session.starts_at > talk.now and row.told < session.sequence:
            tell_change(talk, session, row, goes_on)
            told = True
    return told


def tell_change(
    talk: Talk, session: InformationSession, row: Registration, goes_on: GoesOn
) -> None:
    """Tell that a session was moved or cancelled; the talk that was about it ends there.

    Who is not offered other days in this turn reads what to type for them.
    """
    talk.tx.save_registration(replace(row, told=session.sequence))
    day = talk.around.calendar.local(session.starts_at).date()
    if session.state == "cancelled":
        talk.tx.cancel_registration(session.id, talk.client.id)
        know(talk, "registration", "none")
        attends(talk, None)
        left = leave_talks(talk)
        runs = goes_on == "always" or (goes_on == "when-left" and left)
        follows = runs and _is_free(talk)
        tell(talk, "session.cancelled" if follows else "session.cancelled-alone", day=day)
        return
    if row.state == "booked":
        attends(talk, session)
    for name, value in standing(talk, session, row).items():
        talk.facts[name] = Fact(value, talk.now, SOURCE)
    left = not asks_needs(talk) and leave_talks(talk)
    moved = {"waiting": "session.moved-waiting", "offered": "session.moved-offered"}
    asks = goes_on != "never" and left and bool(asked_about_place(talk)) and _is_free(talk)
    key = moved.get(row.state, "session.moved-asked" if asks else "session.moved")
    tell(talk, key, day=day, time=hour(talk, session), place=session.where)


def go_on_after(talk: Talk) -> None:
    """Go on after what was told: an offer that still stands, other days, what was asked, or below.

    Whoever has a question of something else open is not asked one more.
    """
    rows = talk.tx.registrations(client=talk.client.id)
    if _has_open_question(talk):
        return
    if any(row.state == "offered" for row in rows):
        _begin(talk, OFFER_SCRIPT)
    elif not rows or talk.value("registration") == "none":
        _begin(talk, SIGN_UP_SCRIPT)
    elif asked := asked_about_place(talk):
        _begin(talk, asked)
    else:
        talk.take(Return())


def _is_free(talk: Talk) -> bool:
    """Say whether a question can be asked now: none is open, and the client wants messages."""
    return not _has_open_question(talk) and _may_begin(talk)


def _has_open_question(talk: Talk) -> bool:
    conversation = talk.conversation
    return conversation is not None and conversation.awaiting != "held"


def _begin(talk: Talk, script: str) -> None:
    """Begin a script, unless the client rests, stopped, or has other things on their mind."""
    talk.take(Interrupt(script) if _may_begin(talk) else Return())


def _may_begin(talk: Talk) -> bool:
    return talk.client.state == "active" and not in_crisis(talk.tx, talk.client.id)


def know(talk: Talk, name: str, value: str) -> None:
    """Keep what a list decided, and not the client."""
    talk.facts[name] = Fact(value, talk.now, SOURCE)


def tell(talk: Talk, key: str, **figures: object) -> None:
    """Say something, unless the client stopped: then nothing is sent whatever happens."""
    if talk.client.state != "stopped":
        talk.say(key, **figures)


def in_crisis(tx: Transaction, client: str) -> bool:
    """Say whether a person takes care of something urgent for this client."""
    handoff = tx.active_handoff(client)
    return handoff is not None and handoff.urgency == "urgent"
