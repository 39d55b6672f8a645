"""The client: the person whose WW ends, what is known of them, and where they can be reached."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import Literal

from bot.assignment import Reason
from bot.dialogue.conversation import Conversation
from bot.dialogue.facts import Fact
from bot.step_counts import AskedQuestion
from scheduler.records import record

ClientState = Literal["active", "paused", "stopped"]


@record(frozen=True)
class Address:
    """Where a client is reached: a channel's name and the client's place in that channel."""

    channel: str
    value: str


@record(frozen=True)
class Anchor:
    """A date that rules count from; the version grows each time the date changes."""

    day: date
    version: int = 1


@record(frozen=True)
class Client:
    """One client: programme, language, state, anchors and fixed adviser.

    `asked`: the highest number of a question so far; numbers are never used again. `channel`:
    where the client spoke last. `ticked`: what is ticked so far of a list, where a channel has no
    list to tick and shows buttons instead; each with its question, as in `12:rent`. `reassigned`:
    the adviser was changed once already because more became known. `questions`: what was asked
    today or still waits, so that nobody is counted twice (see `bot.step_counts`).
    """

    id: str
    programme: str
    enrolled_at: datetime
    language: str = "nl"
    state: ClientState = "active"
    paused_until: date | None = None
    stopped_because: str = ""
    adviser: str = ""
    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    last_heard_at: datetime | None = None
    unanswered: int = 0
    asked: int = 0
    channel: str = ""
    ticked: tuple[str, ...] = ()
    assigned_because: tuple[Reason, ...] = ()
    reassigned: bool = False
    questions: tuple[AskedQuestion, ...] = ()

    def with_anchor(self, name: str, day: date) -> "Client":
        """Return the client with an anchor on a day; the same day keeps its version."""
        old = self.anchors.get(name)
        if old is not None and old.day == day:
            return self
        anchor = Anchor(day, old.version + 1 if old else 1)
        return replace(self, anchors={**self.anchors, name: anchor})


@record(frozen=True)
class ClientFile:
    """All that one turn needs to know of a client, loaded and saved as a whole.

    Free texts and facts stand here, so a store seals this file with the client's own key.
    `finished`: the answers of the last self-check that was finished, while a newer one may be
    under way.
    """

    client: Client
    facts: Mapping[str, Fact] = field(default_factory=dict)
    conversation: Conversation | None = None
    finished: Mapping[str, Fact] = field(default_factory=dict)
