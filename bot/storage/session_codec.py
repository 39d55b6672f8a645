"""Sessions and needs as text: what of them stands in no column of its own."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bot.sessions import InformationSession, Wishes

COLUMNS = frozenset(
    {"id", "programme", "starts_at", "place", "capacity", "minutes", "state", "sequence"}
)
"""What of a session is found or counted by; the rest is its details."""
NAMES = frozenset(each.name for each in fields(InformationSession))


def session_as_row(session: InformationSession) -> dict[str, Any]:
    """Return a session as its columns."""
    values = vars(session)
    details = {name: value for name, value in values.items() if name not in COLUMNS}
    row = {name: value for name, value in values.items() if name in COLUMNS}
    return {**row, "details": json.dumps(details, ensure_ascii=False)}


def session_from_row(row: Mapping[str, Any]) -> InformationSession:
    """Return the session that was kept in these columns."""
    details: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in json.loads(row["details"]).items()
        if name in NAMES
    }
    return InformationSession(**{name: row[name] for name in COLUMNS}, **details)


def wishes_as_text(wishes: Wishes) -> str:
    """Return what somebody needs as text; the caller seals it."""
    return json.dumps([list(wishes.needs), wishes.language, wishes.number], ensure_ascii=False)


def wishes_from_text(text: str) -> Wishes:
    """Return the needs that were kept as this text; earlier ones have no number."""
    needs, language, *number = json.loads(text)
    return Wishes(tuple(needs), language, *number)
