"""What can happen to a conversation."""

from collections.abc import Mapping
from dataclasses import field

from bot.dialogue.conversation import Option
from bot.dialogue.facts import Value
from bot.dialogue.wording import Wording
from scheduler.records import record


@record(frozen=True)
class Start:
    """A script begins: a contact is due, a link was opened, or nothing else was going on."""

    script: str


@record(frozen=True)
class Interrupt:
    """A script breaks into whatever is going on, which goes on afterwards (`adviseur`, `taal`)."""

    script: str


@record(frozen=True)
class Text:
    """The client typed something that is no command."""

    text: str


@record(frozen=True)
class Press:
    """The client pressed a button of one question; several choices are separated by commas."""

    question: int
    choice: str


@record(frozen=True)
class Command:
    """A reserved word about the question: back, why, skip, unknown, repeat, restart, help."""

    word: str


@record(frozen=True)
class Applied:
    """An effect was applied: what became known, what to say, and what can be chosen now."""

    values: Mapping[str, Value] = field(default_factory=dict)
    says: tuple[Wording, ...] = ()
    options: tuple[Option, ...] | None = None


@record(frozen=True)
class Return:
    """The client is back on the page, perhaps after days."""


@record(frozen=True)
class Wake:
    """The time that a `wait` step waited for has passed; `key` is that of its `PlanWake`."""

    key: int


Event = Start | Interrupt | Text | Press | Command | Applied | Return | Wake
