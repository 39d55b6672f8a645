"""Messages: what was said, by whom, and whether it reached the other side."""

from datetime import datetime
from typing import Literal

from scheduler.records import record

Author = Literal["client", "bot", "adviser"]
MessageState = Literal["received", "pending", "sent", "failed"]
Weight = Literal["urgent", "reply", "planned"]
"""What goes first where a channel takes only so many messages a second."""

Meant = Literal["", "adviser", "forward", "unclear", "answer", "help", "stop", "check"]
"""What a client's message was while a person had the conversation. `adviser`: words for them.
`unclear`: kept from that person until the client says `forward`. The others are between the client
and the assistant. Empty outside of that, and in what an earlier version kept."""

SMALL_BUTTONS = frozenset(
    {"back", "why", "skip", "unknown", "repeat", "restart", "help", "adviser", "again"}
)
"""Buttons that speak about the question instead of answering it; channels show them apart."""


@record(frozen=True)
class Choice:
    """A button under a message; the id names the question too, so an old one is recognised."""

    id: str
    label: str


@record(frozen=True)
class Incoming:
    """One thing that a client typed or pressed; `update_id` is unique within its channel.

    `unreadable` names what came instead of words, such as `photo`; nothing of it is kept.
    """

    channel: str
    address: str
    update_id: str
    at: datetime
    text: str = ""
    choice: str = ""
    unreadable: str = ""


@record(frozen=True)
class Delivery:
    """How one message fares on its way to a client, without anything that it says."""

    message: int
    client: str
    channel: str
    at: datetime


@record(frozen=True)
class Message:
    """One message of a conversation; `id` is given by the store and grows with time.

    `expects` names the kind of answer that the message asks for, or is empty. `meant`: for whom a
    client's message was.
    """

    client: str
    author: Author
    text: str
    at: datetime
    channel: str
    state: MessageState
    author_name: str = ""
    choices: tuple[Choice, ...] = ()
    expects: str = ""
    update_id: str | None = None
    weight: Weight = "reply"
    id: int = 0
    meant: Meant = ""

    @property
    def between_us(self) -> bool:
        """Whether a client's message is for the assistant alone: no member of staff reads it."""
        return self.meant not in ("", "adviser", "forward")
