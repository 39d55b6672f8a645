"""What a store keeps as text: client files, the bodies of messages, advisers.

Values that JSON does not know carry a tag that tells their kind, so that reading them back
needs no declarations: `{"d": "2027-06-30"}` a date, `{"m": ...}` a moment, `{"e": "12.50"}` an
amount. Lists are tuples.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from bot.advisers import Absence, Adviser
from bot.assignment import Reason
from bot.clients import Anchor, Client, ClientFile
from bot.dialogue.conversation import (
    Conversation,
    ConversationError,
    conversation_as_json,
    conversation_from_json,
)
from bot.dialogue.facts import Fact
from bot.errors import DatabaseError
from bot.messages import Choice, Message
from bot.step_counts import AskedQuestion
from bot.storage.moments import utc

SAVED_VERSION = 2
"""The shape in which client files are kept; a newer one is refused in a sentence.

Shape 1 had no answers of a finished self-check.
"""


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def file_as_text(file: ClientFile) -> str:
    """Return a client's file as text; the caller seals it.

    Raises ValueError when a moment in it has no time zone.
    """
    client = {name: _tagged(value) for name, value in vars(file.client).items()}
    client["anchors"] = {
        name: [anchor.day.isoformat(), anchor.version]
        for name, anchor in file.client.anchors.items()
    }
    client["assigned_because"] = [
        [reason.key, dict(reason.figures)] for reason in file.client.assigned_because
    ]
    client["questions"] = [
        [one.script, one.step, one.day.isoformat(), one.answered] for one in file.client.questions
    ]
    conversation = _conversation(file.conversation) if file.conversation else None
    facts, finished = _facts(file.facts), _facts(file.finished)
    return _dump([SAVED_VERSION, client, facts, conversation, finished])


def file_from_text(text: str) -> ClientFile:
    """Return the client's file that was kept as this text.

    Raises DatabaseError when a newer version of the program wrote it.
    """
    version, *parts = json.loads(text)
    if version == 1:
        parts.append({})
    elif version != SAVED_VERSION:
        raise DatabaseError(
            f"A client's file was kept in shape {version}, and this version of Max-WW reads "
            f"shape {SAVED_VERSION}. Update Max-WW."
        )
    client, facts, conversation, finished = parts
    anchors = {
        name: Anchor(date.fromisoformat(day), number)
        for name, (day, number) in client.pop("anchors").items()
    }
    reasons = tuple(Reason(*reason) for reason in client.pop("assigned_because", ()))
    questions = tuple(
        AskedQuestion(script, step, date.fromisoformat(day), answered)
        for script, step, day, answered in client.pop("questions", ())
    )
    plain = {name: _untagged(value) for name, value in client.items()}
    return ClientFile(
        client=Client(**plain, anchors=anchors, assigned_because=reasons, questions=questions),
        facts={name: _fact(*fact) for name, fact in facts.items()},
        conversation=_conversation_from(conversation) if conversation else None,
        finished={name: _fact(*fact) for name, fact in finished.items()},
    )


_OUTSIDE = frozenset({"id", "client", "author", "at", "channel", "state", "update_id", "weight"})
"""What of a message stands in columns, to be found by; the rest is its body."""


def body_as_text(message: Message) -> str:
    """Return what is confidential in a message as text; the caller seals it."""
    body = {name: value for name, value in vars(message).items() if name not in _OUTSIDE and value}
    if message.choices:
        body["choices"] = [[choice.id, choice.label] for choice in message.choices]
    return _dump(body)


def body_from_text(text: str) -> dict[str, Any]:
    """Return the confidential parts of a message by name."""
    body = {"text": "", **json.loads(text)}
    if "choices" in body:
        body["choices"] = tuple(Choice(*choice) for choice in body["choices"])
    return body


def adviser_as_text(adviser: Adviser) -> str:
    """Return an adviser as text."""
    hours = {day: [each.isoformat() for each in span] for day, span in adviser.hours.items()}
    plain = {
        name: value for name, value in vars(adviser).items() if name not in {"hours", "absent"}
    }
    absent = [[each.first.isoformat(), each.last.isoformat()] for each in adviser.absent]
    return _dump({**plain, "hours": hours, "absent": absent})


def adviser_from_text(text: str) -> Adviser:
    """Return the adviser that was kept as this text."""
    saved = json.loads(text)
    hours = {
        day: (time.fromisoformat(start), time.fromisoformat(end))
        for day, (start, end) in saved.pop("hours").items()
    }
    absent = tuple(map(_absence, saved.pop("absent")))
    plain = {name: _untagged(value) for name, value in saved.items()}
    return Adviser(**plain, hours=hours, absent=absent)


def _absence(saved: str | list[str]) -> Absence:
    """Return an absence; days were kept one by one before there were ranges."""
    first, last = (saved, saved) if isinstance(saved, str) else saved
    return Absence(date.fromisoformat(first), date.fromisoformat(last))


def names_as_text(names: tuple[str, ...] | Mapping[str, str]) -> str:
    """Return a list of names, or figures by name, as text."""
    return _dump(dict(names) if isinstance(names, Mapping) else list(names))


@lru_cache(maxsize=10_000)
def _moment(moment: datetime) -> str:
    """Return a moment as text; most facts of a file are as old as others."""
    return utc(moment).isoformat()


def _facts(facts: Mapping[str, Fact]) -> dict[str, list[object]]:
    return {
        name: [_tagged(fact.value), _moment(fact.at), fact.source] for name, fact in facts.items()
    }


def _fact(value: object, at: str, source: str) -> Fact:
    return Fact(_untagged(value), datetime.fromisoformat(at), source)


def _conversation(conversation: Conversation) -> dict[str, object]:
    utc(conversation.started_at)
    utc(conversation.last_at)
    return conversation_as_json(conversation)


def _conversation_from(saved: Mapping[str, object]) -> Conversation:
    try:
        return conversation_from_json(saved)
    except ConversationError as error:
        raise DatabaseError(f"A client's file cannot be read: {error}. Update Max-WW.") from error


def _tagged(value: object) -> object:
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, datetime):
        return {"m": _moment(value)}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"e": str(value)}
    return list(value) if isinstance(value, tuple) else value


def _untagged(saved: object) -> Any:  # noqa: ANN401 - the kind is known only to the text
    if saved is None or isinstance(saved, (str, int)):
        return saved
    if isinstance(saved, list):
        return tuple(saved)
    if not isinstance(saved, dict):
        raise DatabaseError(f"A value was kept as {saved!r}, which this version cannot read.")
    ((tag, text),) = saved.items()
    if tag == "e":
        return Decimal(text)
    return date.fromisoformat(text) if tag == "d" else datetime.fromisoformat(text)
