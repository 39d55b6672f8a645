"""Small records that are written once and kept: revisions, consents, outcomes, looks, staff."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ContentKind = Literal["script", "programme"]
StaffRole = Literal["adviser", "coordinator"]
MilestoneKind = Literal["checked", "likely", "registered", "attended", "guided"]


@dataclass(frozen=True)
class Revision:
    """One published, immutable version of a script or programme; numbers count from 1."""

    kind: ContentKind
    id: str
    number: int
    text: str
    published_at: datetime
    by: str


@dataclass(frozen=True)
class Draft:
    """Unpublished text of a coordinator; may contain mistakes."""

    kind: ContentKind
    id: str
    text: str
    saved_at: datetime
    by: str


@dataclass(frozen=True)
class Consent:
    """A consent given, refused or withdrawn for one purpose, with the text that was shown."""

    client: str
    purpose: str
    given: bool
    text: str
    at: datetime


@dataclass(frozen=True)
class Outcome:
    """How it ended for a client, as told at a moment: a kind of `bot.outcomes`.

    `by`: the member of staff who recorded it; empty when the client told it.
    """

    client: str
    kind: str
    at: datetime
    by: str = ""


@dataclass(frozen=True)
class Milestone:
    """The first time that a client came to a point on the way: for the figures.

    `checked`: a self-check was finished; `likely`: with Bijstand likely as its outcome;
    `registered`: booked or waiting for an information session; `attended`: was at one; `guided`:
    a person answered, or talked with them.
    """

    client: str
    kind: MilestoneKind
    at: datetime


@dataclass(frozen=True)
class Look:
    """One look of a member of staff at a client's file."""

    staff: str
    client: str
    what: str
    at: datetime


@dataclass(frozen=True)
class Note:
    """An adviser's note with a handoff; the client does not see it in the chat."""

    handoff: str
    staff: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Staff:
    """A member of staff who can sign in; an adviser's account names the adviser.

    `email` is for who is no adviser: an adviser is reached at the adviser's own address. The daily
    digest of coordinators goes there.
    """

    id: str
    name: str
    role: StaffRole
    adviser: str = ""
    email: str = ""
