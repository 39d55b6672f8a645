"""What an adviser does with a handoff: take, reply, note, give back, close."""

from datetime import datetime

from bot.advisers import Adviser
from bot.dialogue.conversation import OPEN_QUESTION, Answered
from bot.dialogue.events import Command, Interrupt, Return
from bot.dialogue.leaving import without
from bot.errors import MaxWWError
from bot.handoff import Handoff, HandoffError
from bot.messages import Message
from bot.ports import Transaction
from bot.privacy.redaction import redact
from bot.records import Look, Milestone, Note, Staff
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.meanwhile import asked_fact, tell_when_answered
from bot.usecases.notifying import SILENCE, adviser_of, notify
from bot.usecases.reaching import channel_for
from bot.usecases.talk import WORDS_FOR_PERSON, Talk

HANDED_OVER = "hand-over"
"""The action of a script that asks a person."""

LONGEST_REPLY = 4000
"""Characters of one reply; every channel can carry it in one message or a few."""


class UnknownHandoffError(MaxWWError):
    """There is no such handoff."""


def look(tx: Transaction, staff: Staff, handoff: Handoff, now: datetime) -> None:
    """Log that a member of staff looked at a client's file."""
    tx.add_look(Look(staff.id, handoff.client, f"handoff {handoff.topic}", now))


def take(tx: Transaction, staff: Staff, handoff: str, now: datetime) -> Handoff:
    """Take a handoff.

    Raises UnknownHandoffError or HandoffError.
    """
    taken = _found(tx, handoff).take(staff.adviser or staff.id, now)
    tx.save_handoff(taken)
    return taken


def reply(
    tx: Transaction, around: Surroundings, staff: Staff, handoff: str, text: str, now: datetime
) -> tuple[Message, ...]:
    """Answer the client as a person, in the same conversation; returns what is to be sent.

    Raises UnknownHandoffError, or HandoffError when it has ended or the reply is empty or too long.
    """
    words = redact(text.strip())
    if not words or len(words) > LONGEST_REPLY:
        raise HandoffError(f"a reply has 1 to {LONGEST_REPLY} characters, this one {len(words)}")
    found = _found(tx, handoff)
    answered = found.answer(staff.adviser or staff.id, now)
    tx.save_handoff(answered)
    talk = _talk(tx, around, found, now)
    if found.topic != SILENCE:  # that was only to see how they are
        tx.add_milestone(Milestone(found.client, "guided", now))
    talk.add("adviser", words, author_name=_first_name(tx, staff))
    if found.answered_at is None:
        tell_when_answered(talk, answered)
    return talk.save()


def pass_on(
    tx: Transaction, around: Surroundings, handoff: str, now: datetime
) -> tuple[Message, ...]:
    """Give a handoff to its adviser's stand-in, who is told; the client reads who it is now.

    Raises UnknownHandoffError, or HandoffError when it has ended or there is no stand-in.
    """
    found = _found(tx, handoff)
    adviser = adviser_of(tx, found.adviser)
    stand_in = adviser_of(tx, adviser.stand_in) if adviser else None
    if adviser is None or stand_in is None:
        raise HandoffError("cannot pass on: there is no stand-in")
    passed = found.pass_to(stand_in.id)
    tx.save_handoff(passed)
    notify(tx, around.calendar, passed, "passed-on", now)
    talk = _talk(tx, around, found, now)
    talk.say("handoff.passed-on", adviser=adviser.first_name, stand_in=stand_in.first_name)
    return talk.save()


def note(tx: Transaction, staff: Staff, handoff: str, text: str, now: datetime) -> None:
    """Keep a note for colleagues; the client does not see it in the chat.

    Raises UnknownHandoffError, or HandoffError when the note is empty or too long.
    """
    words = redact(text.strip())
    if not words or len(words) > LONGEST_REPLY:
        raise HandoffError(f"a note has 1 to {LONGEST_REPLY} characters, this one {len(words)}")
    tx.add_note(Note(_found(tx, handoff).id, staff.id, words, now))


def give_back(
    tx: Transaction, around: Surroundings, handoff: str, now: datetime
) -> tuple[Message, ...]:
    """Give the conversation back to the assistant, which says so and goes on.

    A client whose question nobody answered reads that. With nothing under way the client reads
    what can be done next, as buttons. While another handoff of this client is active, nothing is
    said: a person still has it.

    Raises UnknownHandoffError, HandoffError, or UnansweredError when it is urgent and nobody has
    answered yet.
    """
    found = _found(tx, handoff)
    tx.save_handoff(found.give_back(now))
    answered = found.answered_at is not None
    key = "handoff.given-back" if answered else "handoff.given-back-unanswered"
    return _assistant_again(tx, around, found, now, key)


def close(
    tx: Transaction, around: Surroundings, handoff: str, now: datetime, *, begins: str = ""
) -> tuple[Message, ...]:
    """Close a handoff that was answered; the assistant speaks again.

    `begins`: the script that it begins with, in place of what was under way or can be done next.

    Raises UnknownHandoffError, HandoffError, or UnansweredError when nobody has answered yet.
    """
    found = _found(tx, handoff)
    tx.save_handoff(found.close(now))
    return _assistant_again(tx, around, found, now, "handoff.closed", begins)


def _assistant_again(
    tx: Transaction,
    around: Surroundings,
    handoff: Handoff,
    now: datetime,
    key: str,
    begins: str = "",
) -> tuple[Message, ...]:
    others = tx.active_handoff(handoff.client) is not None
    if others and not begins:
        return ()
    talk = _talk(tx, around, handoff, now)
    if not others:
        talk.say("handoff.looked-after" if handoff.topic == SILENCE else key)
    _leave_what_was_promised(talk)
    if begins and talk.client.state != "stopped":
        talk.take(Interrupt(begins))
        return talk.save()
    if talk.conversation is None and talk.client.state == "active":
        talk.take(Interrupt(around.vocabulary.fallback_script))
        return talk.save()
    waits = talk.conversation is not None and talk.conversation.awaiting in OPEN_QUESTION
    talk.take(Command("repeat") if waits else Return())
    return talk.save()


def _leave_what_was_promised(talk: Talk) -> None:
    """Leave a talk that waits for words to a person who was asked: that person has gone.

    To put its question again would promise once more what is over.
    """
    conversation = talk.conversation
    if conversation is None or not conversation.answered:
        return
    last = Answered.read(conversation.answered[-1])
    if last.barrier == HANDED_OVER and asked_fact(talk) == WORDS_FOR_PERSON:
        talk.conversation = without(conversation, (conversation.place.script,))


def _found(tx: Transaction, handoff: str) -> Handoff:
    found = tx.handoff(handoff)
    if found is None:
        raise UnknownHandoffError(f"there is no handoff '{handoff}'")
    return found


def _talk(tx: Transaction, around: Surroundings, handoff: Handoff, now: datetime) -> Talk:
    file = tx.client(handoff.client, lock=True)
    if file is None:
        raise UnknownHandoffError("this client's file was erased")
    return Talk(tx, around, file, now, channel_for(tx, file.client), ACTIONS)


def _first_name(tx: Transaction, staff: Staff) -> str:
    advisers: dict[str, Adviser] = {adviser.id: adviser for adviser in tx.advisers()}
    return advisers[staff.adviser].first_name if staff.adviser in advisers else staff.name
