"""What a client shares with an adviser: facts with consent, and what the two write to each other.

Clients are told that their adviser sees the subject, their question and what they type from then
on, and nothing else. So an adviser reads from the moment of the handoff until it ends, without
what the assistant asks and hears beside it: of that there is a line that says that it went on, in
our words. Only words of crisis are shown whenever they came: who is in danger must be seen.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.assignment import Reason
from bot.clients import Client, ClientFile
from bot.dialogue.facts import Fact
from bot.dialogue.vocabulary import Vocabulary
from bot.handoff import Handoff
from bot.messages import Meant, Message
from bot.ports import Transaction
from bot.texts import Phrasebook
from bot.usecases.dossier import Line, lines_of
from bot.usecases.notifying import released
from bot.usecases.sharing import Withdrawals, in_need, shared_names, was_taken_back
from desk.office import Office

SAME_TALK = timedelta(hours=1)
"""Words of crisis from so long before the handoff belong to it."""
NOTICES = (
    "privacy.bsn-removed",
    "privacy.text-cut",
    "handoff.waiting",
    "handoff.late",
    "handoff.crisis",
)
"""What the assistant may say about a message for the adviser; of messages that an earlier version
kept, this alone tells for whom they were."""
ENDINGS = (
    "handoff.given-back",
    "handoff.given-back-unanswered",
    "handoff.looked-after",
    "handoff.closed",
)
"""What the assistant says to both when a handoff ends; what it goes on with is for the client."""

NOTHING_TAKEN_BACK = Withdrawals()

REVEALS = {"municipality": "municipality", "sector": "sector", "young": "birth_date"}
"""How a reason for an adviser ends, and the fact that it lets one guess."""


def told_reasons(tx: Transaction, handoff: Handoff, client: Client) -> tuple[Reason, ...]:
    """Return why the client has the adviser of this handoff, without what they do not share."""
    if handoff.adviser != client.adviser:
        return ()
    shared = shared_names(tx, handoff)
    return tuple(
        reason
        for reason in client.assigned_because
        if REVEALS.get(reason.key.rpartition("-")[2], "") in ("", *shared)
    )


def shared_facts(
    tx: Transaction, office: Office, handoff: Handoff, file: ClientFile
) -> list[dict[str, str]]:
    """Return the facts that the client shares in this handoff, as the page shows them.

    What the client told after it had ended was told to the assistant, so it is left out.
    """
    return [shown_line(office, line) for line in shared_lines(tx, office, handoff, file)]


def shared_lines(tx: Transaction, office: Office, handoff: Handoff, file: ClientFile) -> list[Line]:
    """Return the facts that the client shares in this handoff, to read."""
    facts = _until(handoff.ended_at, file.facts)
    names = shared_names(tx, handoff)
    return lines_of(tx, office.assistant.around, names, facts, office.language)


def _until(ended: datetime | None, facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    """Return the facts as they were told until a handoff ended."""
    return {name: fact for name, fact in facts.items() if ended is None or fact.at <= ended}


def shown_line(office: Office, line: Line) -> dict[str, str]:
    """Return a shared fact as the pages show it."""
    return {
        "label": line.label,
        "value": line.text,
        "date": office.day(line.told_on),
        "source": office.say("source", title=line.source) if line.source else "",
    }


def readable(
    office: Office,
    handoff: Handoff,
    messages: Sequence[Message],
    back: Withdrawals = NOTHING_TAKEN_BACK,
) -> list[Message]:
    """Return the messages that an adviser may read in a handoff.

    Of a message between the client and the assistant only that it came is told, once in a row.
    What the client wrote before they took their consent `back` is gone, but for words of crisis.
    """
    around, book = office.assistant.around, office.assistant.around.phrasebook
    notice, ending = _pattern(book, NOTICES), _pattern(book, ENDINGS)
    heard = {m.at for m in messages if m.author == "bot" and not notice.fullmatch(m.text)}
    ended = handoff.ended_at
    shown: list[Message] = []
    last: Meant = ""
    for message in released(messages):
        if ended is not None and message.at > ended:
            continue
        needs = in_need(handoff, message, around.vocabulary)
        private = message.between_us and not needs
        if private and message.at in back.moments:
            shown.append(_line(office, message, "withdrawn"))
        elif was_taken_back(handoff, message, back, around.vocabulary):
            continue
        elif private and message.at > handoff.opened_at:
            kind: Meant = "answer" if message.meant == "unclear" else message.meant
            if kind != last:
                shown.append(_line(office, message, kind))
            last = kind
        elif not private and _meant_for_adviser(handoff, message, around.vocabulary, heard):
            if message.at != ended or message.author != "bot" or ending.fullmatch(message.text):
                shown.append(message)
            last = ""
    return shown


def _line(office: Office, message: Message, kind: str) -> Message:
    """Return a line that says what the client did with the assistant, without their words."""
    text = office.say(f"meanwhile.{kind}")
    return replace(message, author="bot", text=text, author_name="", choices=(), expects="")


def _pattern(book: Phrasebook, keys: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of phrases, in every language: the client's may have changed since."""
    templates = [book.template(key, language) for key in keys for language in book.languages]
    return re.compile("|".join(_filled_pattern(template) for template in templates))


def _filled_pattern(template: str) -> str:
    """Return a pattern that fits a phrase whatever stands in its placeholders."""
    return ".+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", template))


def _meant_for_adviser(
    handoff: Handoff, message: Message, words: Vocabulary, heard: Collection[datetime]
) -> bool:
    """Say whether a message belongs to the handoff; `heard`: when the assistant answered."""
    if message.author == "adviser":
        return message.at >= handoff.opened_at
    if message.author == "bot":
        return message.at in (handoff.opened_at, handoff.ended_at) and not message.expects
    if in_need(handoff, message, words):
        return message.at >= handoff.opened_at - SAME_TALK
    if message.meant:
        return message.at >= handoff.opened_at
    if message.at == handoff.opened_at:
        return True
    return message.at > handoff.opened_at and message.at not in heard


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
