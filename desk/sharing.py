"""What a client shares with an adviser: facts with consent, and what the two write to each other.

Clients are told that their adviser sees the subject, their question and what they type from then
on, and nothing else. So an adviser reads from the moment of the handoff until it ends, without
what the assistant asks and hears beside it. Only words of crisis are shown whenever they came:
who is in danger must be seen.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.assignment import Reason
from bot.clients import Client, ClientFile
from bot.dialogue.facts import Fact
from bot.dialogue.vocabulary import Vocabulary
from bot.handoff import Handoff
from bot.messages import Message
from bot.ports import Transaction
from bot.usecases.dossier import Line, lines_of
from bot.usecases.sharing import shared_names
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
"""What the assistant may say about a message that is meant for the adviser."""


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


def readable(office: Office, handoff: Handoff, messages: Sequence[Message]) -> list[Message]:
    """Return the messages that an adviser may read in a handoff.

    A notice stands in the language that the client had then, which may have changed since.
    """
    around, book = office.assistant.around, office.assistant.around.phrasebook
    templates = [book.template(key, language) for key in NOTICES for language in book.languages]
    notice = re.compile("|".join(_filled_pattern(template) for template in templates))
    heard = {m.at for m in messages if m.author == "bot" and not notice.fullmatch(m.text)}
    ended = handoff.ended_at
    return [
        message
        for message in messages
        if (ended is None or message.at <= ended)
        and _meant_for_adviser(handoff, message, around.vocabulary, heard)
    ]


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
    urgent = handoff.urgency == "urgent" and words.need(message.text)
    if words.in_crisis(message.text) or urgent:
        return message.at >= handoff.opened_at - SAME_TALK
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
