"""Everything that is kept of one client, as the operator hands it to them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal

from bot.dialogue.conversation import conversation_as_json
from bot.ports import Transaction

SECRET_PLACES = frozenset({"web"})
"""Channels whose addresses let somebody in; such an address is no use to read, only to steal."""


def find_client(tx: Transaction, name: str) -> str:
    """Return the id of a client who is named by it, or by a handoff's id; empty when unknown."""
    if tx.client(name) is not None:
        return name
    handoff = tx.handoff(name)
    return handoff.client if handoff else ""


def everything_of(tx: Transaction, client: str) -> dict[str, object]:
    """Return all that is kept of a client, as JSON can carry it; empty for an unknown client."""
    file = tx.client(client)
    if file is None:
        return {}
    own = [handoff for handoff in tx.handoffs() if handoff.client == client]
    talk = file.conversation
    return {
        "client": plain(file.client),
        "facts": plain(file.facts),
        "finished": plain(file.finished),
        "conversation": conversation_as_json(talk) if talk else None,
        "addresses": [
            {"channel": each.channel, "value": "" if each.channel in SECRET_PLACES else each.value}
            for each in tx.addresses(client)
        ],
        "messages": plain(tx.messages(client)),
        "contacts": plain(tx.contacts(client)),
        "consents": plain(tx.consents(client)),
        "outcomes": plain(tx.outcomes(client)),
        "milestones": plain(tx.milestones(client)),
        "registrations": plain(tx.registrations(client=client)),
        "handoffs": [{"handoff": plain(each), "notes": plain(tx.notes(each.id))} for each in own],
        "looks": plain(tx.looks(client)),
    }


def plain(value: object) -> object:
    """Return a record as JSON can carry it: moments and days as ISO text, amounts as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
