"""What a client shares in a handoff: only with a consent, and until it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialogue.vocabulary import Vocabulary
from bot.dossier import TRANSFER, purpose_of
from bot.handoff import Handoff
from bot.messages import Message
from bot.ports import Transaction
from bot.records import Consent

CONTACT_CONSENT = "contact"
"""The purpose of being written to by the programme."""
SHARE_QUESTION = "share"
"""The purpose of passing on a question to a person."""
SHARE_ANSWERS = "share-answers"
"""The purpose of letting that person see earlier answers too."""
SESSION_NAME = "session-name"
"""The purpose of letting the adviser who gives a session see the first name on its list."""
WITHDRAWN = "withdrawn"
"""Kept beside the no of a client who took a consent back: a no to a new question is not that."""
FIRST_NAME = "first_name"
OWN_WORDS = frozenset({FIRST_NAME, "question_text"})
"""Facts that belong to the question; all others are earlier answers."""
SAID_SHORTLY_BEFORE = timedelta(days=1)
"""A consent from longer before was given for another handoff."""


def shared_names(tx: Transaction, handoff: Handoff) -> tuple[str, ...]:
    """Return the names of the facts that the client shares in this handoff."""
    consents = tx.consents(handoff.client)
    names = handoff.shared_facts
    if handoff.topic == TRANSFER:
        return tuple(name for name in names if _agreed(consents, handoff, purpose_of(name)))
    if not _agreed(consents, handoff, SHARE_QUESTION):
        return ()
    if not _agreed(consents, handoff, SHARE_ANSWERS):
        names = tuple(name for name in names if name in OWN_WORDS)
    return names


def hides_name(tx: Transaction, handoff: Handoff) -> bool:
    """Say whether the client left their first name out of what they hand on, or took it back."""
    if handoff.topic == TRANSFER:
        return FIRST_NAME not in shared_names(tx, handoff)
    return withdrawals(tx, handoff).question_at is not None


@dataclass(frozen=True)
class Withdrawals:
    """When a client took consents back; `question_at`: the one by which a person has a handoff."""

    moments: frozenset[datetime] = frozenset()
    question_at: datetime | None = None


def withdrawals(tx: Transaction, handoff: Handoff) -> Withdrawals:
    """Return what the client of a handoff took back since it was opened."""
    consents = tx.consents(handoff.client)
    taken = {c.at for c in consents if c.purpose == WITHDRAWN and c.at > handoff.opened_at}
    if handoff.topic == TRANSFER:  # there each answer has a consent of its own
        return Withdrawals(frozenset(taken))
    questions = [c.at for c in consents if c.purpose == SHARE_QUESTION and not c.given]
    return Withdrawals(frozenset(taken), max((at for at in questions if at in taken), default=None))


def in_need(handoff: Handoff, message: Message, words: Vocabulary) -> bool:
    """Say whether a client wrote words of crisis, or of the need that the handoff is about."""
    if message.author != "client":
        return False
    urgent = handoff.urgency == "urgent" and bool(words.need(message.text))
    return urgent or words.in_crisis(message.text)


def was_taken_back(
    handoff: Handoff, message: Message, back: Withdrawals, words: Vocabulary
) -> bool:
    """Say whether a client wrote this before they took `back` the question that a person had.

    Nobody of the staff reads it any more, but for words of crisis.
    """
    if back.question_at is None or message.author != "client":
        return False
    return message.at < back.question_at and not in_need(handoff, message, words)


def standing(consents: Sequence[Consent]) -> tuple[str, ...]:
    """Return the purposes to which the client's last word was yes, in order of time."""
    last = {consent.purpose: consent.given for consent in consents}
    return tuple(purpose for purpose, given in last.items() if given and purpose != WITHDRAWN)


def _agreed(consents: Sequence[Consent], handoff: Handoff, purpose: str) -> bool:
    """Say whether the client agreed to this for this handoff, and did not take it back since."""
    said = [each for each in consents if each.purpose == purpose]
    since = handoff.opened_at - SAID_SHORTLY_BEFORE
    return bool(said) and said[-1].given and any(c.given and c.at >= since for c in said)
