"""Notices: what advisers are told outside the desk, in words that give nothing of a client away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

NoticeKind = Literal[
    "waiting",
    "passed-on",
    "reminder",
    "wrote",
    "meanwhile",
    "withdrawn",
    "unreachable",
    "stands-in",
    "taken",
    "asked",
    "not-yours",
    "ended",
    "later",
    "passed",
    "no-stand-in",
    "delivered",
    "sent-already",
    "to-whom",
    "done-with-whom",
    "nothing-open",
    "given-back",
    "not-answered",
    "too-long",
    "only-text",
    "not-edited",
    "linked",
    "unlinked",
    "help",
    "unanswered",
    "overdue",
]
"""What a notice is about; each kind has a phrase `adviser.<kind>`, or a few that begin so."""

NoticeState = Literal["pending", "sent", "used", "failed", "dropped"]
"""`used`: a button under it that may be pressed once was pressed."""


@dataclass(frozen=True)
class Notice:
    """One thing to tell a member of staff; the words are made at the moment of sending.

    `message` is the client's message that it is about, 0 for none. `answers` and `reference` are
    the channel's own ids: of the message that it answers, and of the notice itself once sent.
    `channel` is by which it goes: who is reached in two ways gets two notices. `due` keeps to the
    adviser's working hours, unless it is urgent.
    """

    staff: str
    kind: NoticeKind
    due: datetime
    client: str = ""
    handoff: str = ""
    message: int = 0
    urgent: bool = False
    state: NoticeState = "pending"
    reference: str = ""
    answers: str = ""
    channel: str = "telegram"
    id: int = 0
