"""Moves the lists of sessions on: offers free places, lets offers lapse, tells of changes.

One client at a time, each in a transaction of its own that holds the client first and then the
session, as every other turn does. What was begun and not committed is simply found again.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.clients import ClientFile
from bot.dialogue.events import Interrupt
from bot.messages import Message
from bot.ports import Transaction
from bot.sessions import HOLDS_SEAT, InformationSession, Registration, answer_by, is_late
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.place_talks import OFFER_SCRIPT, SIGN_UP_SCRIPT
from bot.usecases.reaching import channel_for
from bot.usecases.session_changes import (
    go_on_after,
    in_crisis,
    know,
    tell,
    tell_change,
)
from bot.usecases.talk import Talk
from scheduler.hours import next_allowed


@dataclass(frozen=True)
class Step:
    """One thing that was done for one client: what they are told, if anything."""

    client: str
    messages: tuple[Message, ...] = ()


def move_list_on(tx: Transaction, around: Surroundings, session: str, now: datetime) -> Step | None:
    """Do the next thing that a list asks for; None when there is nothing to do at this hour."""
    kept = tx.session(session)
    if kept is None or kept.starts_at <= now:
        return None
    quiet = around.shelf.programme(tx, kept.programme).quiet_hours
    if next_allowed(now, around.calendar, quiet) > now:
        return None
    row = _next(tx, kept, now)
    return _for_one(tx, around, kept, row, now) if row is not None else None


def _next(tx: Transaction, session: InformationSession, now: datetime) -> Registration | None:
    """Return whose turn it is, looked up before anybody is held: a transaction holds one client."""
    rows = tx.registrations(session=session.id)
    for row in rows:
        if row.told < session.sequence or _has_lapsed(row, now):
            return row
    waiting = [row for row in rows if row.state == "waiting"]
    if is_late(session, now):
        return next(iter(waiting), None)
    taken = sum(row.state in HOLDS_SEAT for row in rows)
    if taken >= session.capacity:
        return None
    return next((row for row in waiting if _can_be_asked(tx, tx.client(row.client))), None)


def _for_one(
    tx: Transaction,
    around: Surroundings,
    session: InformationSession,
    row: Registration,
    now: datetime,
) -> Step | None:
    """Do what one registration asks for, as it stands once the client is held."""
    file = tx.client(row.client, lock=True)
    current = next(iter(tx.registrations(session=session.id, client=row.client)), None)
    if file is None or current is None:
        return None
    talk = Talk(tx, around, file, now, channel_for(tx, file.client), ACTIONS, weight="planned")
    talk.quiet = tx.active_handoff(file.client.id) is not None
    if current.told < session.sequence:
        tell_change(talk, session, current, "always")
        go_on_after(talk)
        return Step(talk.client.id, talk.save())
    if _has_lapsed(current, now):
        return _lapse(talk, session)
    if current.state == "waiting" and is_late(session, now):
        return _waited_in_vain(talk, session)
    if current.state == "waiting" and _can_be_asked(tx, file):
        return _offer(talk, session, now)
    return None


def _has_lapsed(row: Registration, now: datetime) -> bool:
    return row.answer_by is not None and row.answer_by <= now


def _can_be_asked(tx: Transaction, file: ClientFile | None) -> bool:
    """Say whether an offer would be read; whoever rests or is not reached keeps their turn.

    So does somebody in a crisis: then there are other things.
    """
    if file is None or in_crisis(tx, file.client.id):
        return False
    return file.client.state == "active" and bool(tx.reachable(file.client.id))


def _until(
    around: Surroundings, tx: Transaction, session: InformationSession, now: datetime
) -> datetime | None:
    quiet = around.shelf.programme(tx, session.programme).quiet_hours
    return answer_by(session, now, around.calendar, quiet)


def _offer(talk: Talk, session: InformationSession, now: datetime) -> Step | None:
    until = _until(talk.around, talk.tx, session, now)
    if until is None or not talk.tx.offer_place(session.id, talk.client.id, until):
        return None
    talk.take(Interrupt(OFFER_SCRIPT))
    return Step(talk.client.id, talk.save())


def _lapse(talk: Talk, session: InformationSession) -> Step:
    talk.tx.cancel_registration(session.id, talk.client.id)
    know(talk, "registration", "none")
    tell(talk, "session.offer-lapsed")
    return Step(talk.client.id, talk.save())


def _waited_in_vain(talk: Talk, session: InformationSession) -> Step:
    """Tell that no place came free; then other days are offered."""
    talk.tx.cancel_registration(session.id, talk.client.id)
    day = talk.around.calendar.local(session.starts_at).date()
    know(talk, "registration", "none")
    tell(talk, "session.no-place", day=day)
    if talk.client.state == "active" and not in_crisis(talk.tx, talk.client.id):
        talk.take(Interrupt(SIGN_UP_SCRIPT))
    return Step(talk.client.id, talk.save())
