"""What a client shares with an adviser: facts with consent, and the talk around the handoff.

An adviser reads the conversation from the moment of the handoff until it ended, and the few
messages that led to it; months of talk stay the client's own. Who did not agree to sharing has
nothing read from before the handoff but their own free words: an answer to a question of a
script is a fact too, and the assistant's words may repeat one.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.clients import ClientFile
from bot.dialogue.facts import figure_of
from bot.dialogue.vocabulary import Vocabulary
from bot.dialogue.wording import Wording
from bot.handoff import Handoff
from bot.messages import Message
from bot.ports import Transaction
from desk.office import Office

SHARE_QUESTION = "share"
"""The purpose of passing on a question to a person."""
SHARE_ANSWERS = "share-answers"
"""The purpose of letting that person see earlier answers too."""
OWN_WORDS = frozenset({"first_name", "question_text"})
"""Facts that belong to the question; all others are earlier answers."""
SAID_SHORTLY_BEFORE = timedelta(days=1)
"""A consent from longer before was given for another handoff."""

LED_TO_IT = 6
"""Messages from before the handoff; enough to see what it is about."""
SAME_TALK = timedelta(hours=1)
"""Messages from longer before it belong to another talk."""


def agreed(tx: Transaction, handoff: Handoff, purpose: str) -> bool:
    """Say whether the client agreed to this for this handoff, and did not take it back since."""
    said = [c for c in tx.consents(handoff.client) if c.purpose == purpose]
    since = handoff.opened_at - SAID_SHORTLY_BEFORE
    return bool(said) and said[-1].given and any(c.given and c.at >= since for c in said)


def shared_facts(
    tx: Transaction, office: Office, handoff: Handoff, file: ClientFile
) -> list[dict[str, str]]:
    """Return the facts that the client shares in this handoff, as the page shows them."""
    if not agreed(tx, handoff, SHARE_QUESTION):
        return []
    names = handoff.shared_facts
    if not agreed(tx, handoff, SHARE_ANSWERS):
        names = tuple(name for name in names if name in OWN_WORDS)
    return list(_shown_facts(tx, office, names, file))


def _shown_facts(
    tx: Transaction, office: Office, names: Sequence[str], file: ClientFile
) -> Iterator[dict[str, str]]:
    around = office.assistant.around
    library = around.shelf.library(tx)
    for name in names:
        declared, fact = around.facts.get(name), file.facts.get(name)
        if declared is None or fact is None:
            continue
        value = Wording("{value}", {"value": figure_of(declared, fact.value)})
        try:
            source = office.say("source", title=library.script(fact.source).title)
        except KeyError:
            source = ""
        yield {
            "label": declared.label[:1].upper() + declared.label[1:],
            "value": around.phrasebook.render(value, office.language),
            "date": office.day(office.local(fact.at).date()),
            "source": source,
        }


def readable(
    handoff: Handoff, messages: Sequence[Message], *, shares: bool, words: Vocabulary
) -> list[Message]:
    """Return the messages that an adviser may read in a handoff."""
    before = [m for m in messages if m.at < handoff.opened_at]
    recent = [m for m in before if handoff.opened_at - m.at <= SAME_TALK][-LED_TO_IT:]
    if not shares:
        recent = list(_free_words(recent, words))
    since = [m for m in messages if m.at >= handoff.opened_at]
    if handoff.ended_at is not None:
        ended = handoff.ended_at
        since = [m for m in since if m.at <= ended]
    return [*recent, *since]


def _free_words(messages: Sequence[Message], words: Vocabulary) -> Iterator[Message]:
    """Yield what the client wrote that was no answer to a closed question."""
    asked: Message | None = None
    for message in messages:
        if message.author != "client":
            asked = message
            continue
        free = asked is not None and asked.author == "adviser"
        free = free or words.in_crisis(message.text) or bool(words.command(message.text))
        if free or (asked is not None and asked.expects in ("", "text") and not asked.choices):
            yield message


def shown_messages(
    office: Office, messages: Sequence[Message], name: str = "", *, last_day: str = ""
) -> list[dict[str, object]]:
    """Return messages as the templates show them; `last_day` already stands on the page."""
    shown: list[dict[str, object]] = []
    for message in messages:
        local = office.local(message.at)
        day = local.date().isoformat()
        author_name = name if message.author == "client" else message.author_name
        each: dict[str, object] = {
            "id": message.id,
            "author": message.author,
            "author_name": author_name,
            "text": message.text,
            "at": local.isoformat(timespec="seconds"),
            "time": office.time(local),
            "state": message.state,
        }
        if day != last_day:
            each |= {"day": office.full_day(local.date()), "day_id": day}
            last_day = day
        shown.append(each)
    return shown
