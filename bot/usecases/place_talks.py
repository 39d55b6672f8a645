"""Talks about a place at a session, and how one that is about nothing any more is left."""

from bot.dialogue.leaving import talk_of_question, without
from bot.usecases.talk import Talk

OFFER_SCRIPT = "session-offer"
SIGN_UP_SCRIPT = "session-sign-up"
CANCEL_SCRIPT = "session-cancel"
REMINDER_SCRIPT = "session-reminder"
MOVE_SCRIPT = "session-move"
AFTER_SIGNING_UP = "session-booked"
"""Asks what somebody needs: that stays a question when only the day or the place changes."""
ABOUT_A_PLACE = frozenset(
    {
        *(OFFER_SCRIPT, SIGN_UP_SCRIPT, CANCEL_SCRIPT, AFTER_SIGNING_UP),
        *("session-invitation", MOVE_SCRIPT, REMINDER_SCRIPT),
    }
)
"""Scripts that talk about a place at a session to come."""
SHOWS_DAYS = frozenset({SIGN_UP_SCRIPT, MOVE_SCRIPT})
"""Scripts that offer other days to who has no place."""
BY_CLIENT = frozenset({CANCEL_SCRIPT, *SHOWS_DAYS})
"""Scripts that clients begin by a word, to change what they have."""

ASKED_ANEW = frozenset({*BY_CLIENT, REMINDER_SCRIPT})
"""Scripts whose question holds as well for a session that was moved."""


def asked_about_place(talk: Talk) -> str:
    """Return the script that asked about a place when this turn began, if it can ask so anew."""
    return talk_of_question(talk.file.conversation, ASKED_ANEW)


def asks_needs(talk: Talk) -> bool:
    """Say whether the open question is what somebody needs at their session."""
    conversation = talk.conversation
    return conversation is not None and conversation.place.script == AFTER_SIGNING_UP


def leave_talks(talk: Talk) -> bool:
    """Leave what is under way about a place; say whether its question was the open one."""
    before = talk.conversation
    if before is None:
        return False
    talk.conversation = without(before, ABOUT_A_PLACE)
    return talk.conversation is None or talk.conversation.place != before.place


def make_room_for(talk: Talk, script: str) -> None:
    """Leave an unfinished talk about a place when the client begins another one about it.

    What they need is still asked after a slip: only that question stays below.
    """
    if script not in BY_CLIENT or (script == CANCEL_SCRIPT and asks_needs(talk)):
        return
    leave_talks(talk)
