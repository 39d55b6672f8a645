"""What the nightly look counts as wrong, and how its findings are kept; decisions only.

A finding says how many, never who: what a coordinator reads, and what goes into a mail, is a kind,
a number, and at which adviser, information session or day to look.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from bot.advisers import Adviser
from bot.handoff import Handoff
from bot.messages import Delivery, Message
from bot.sessions import InformationSession
from scheduler.calendar import Calendar

Kind = Literal[
    "late-answer",
    "undelivered",
    "no-hours",
    "no-programme",
    "no-stand-in",
    "both-absent",
    "session-full",
    "session-empty",
    "norms-expire",
    "stuck-contact",
    "stuck-message",
    "unreadable",
    "given-up",
    "broken-talk",
    "replanned",
    "moved-message",
    "lost-message",
]
"""What can be found, what asks most of a person first; each kind has phrases `night.<kind>...`."""

KINDS: tuple[Kind, ...] = get_args(Kind)

UNFINISHED: frozenset[Kind] = frozenset({"no-hours", "no-programme"})
"""What an adviser's page mends at once."""

MENDED: frozenset[Kind] = frozenset(
    {"given-up", "broken-talk", "replanned", "moved-message", "lost-message"}
)
"""What was dealt with on the spot; the others wait for a person."""

RUNS_AT = time(3, 30)
"""Local time of the nightly look."""
DONE_BY = time(4, 0)
"""From then on last night's look must have been."""
UNDELIVERED_AFTER = timedelta(days=14)
"""Who was not reached for so long is worth a telephone call."""
MOST_FAILING_DAYS = 5
"""On so many days a message failed: the address counts as lost. One day counts once."""
UNSENT_AFTER = timedelta(hours=1)
"""A message that waits for longer is stuck: sending takes seconds, and a flood limit minutes."""
OVERDUE_AFTER = timedelta(hours=1)
"""A contact is settled within minutes after it stopped being useful, or something is wrong."""
MESSAGE_USEFUL_FOR = timedelta(days=3)
"""What the assistant said is of use elsewhere for so long; a person's words always are."""
ABSENT_AHEAD = timedelta(days=7)
"""Days ahead in which an adviser and the stand-in must not both be away."""
SESSIONS_AHEAD = timedelta(days=14)
FULL_PART = 0.9
FEW_BOOKED = 3
STILL_TIME = timedelta(days=5)
"""A session with few people is told so long before that something can be done about it."""


@dataclass(frozen=True)
class Trace:
    """One thing that was found: its kind, and where to look (an adviser, a session or a day)."""

    kind: Kind
    where: str = ""


@dataclass(frozen=True)
class Finding:
    """What was found of one kind: how often, and how often at each place to look."""

    kind: Kind
    count: int
    places: tuple[tuple[str, int], ...] = ()

    @property
    def mended(self) -> bool:
        """Whether it was dealt with on the spot."""
        return self.kind in MENDED


@dataclass(frozen=True)
class Findings:
    """What one nightly look found."""

    at: datetime
    found: tuple[Finding, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """What waits for a person."""
        return tuple(each for each in self.found if not each.mended)

    @property
    def mended(self) -> tuple[Finding, ...]:
        """What was dealt with on the spot."""
        return tuple(each for each in self.found if each.mended)

    def as_text(self) -> str:
        """Return this as text to keep."""
        found = [[each.kind, each.count, each.places] for each in self.found]
        return json.dumps({"at": self.at.isoformat(), "found": found})

    @classmethod
    def from_text(cls, text: str) -> "Findings":
        """Return what `as_text` wrote; kinds of another version are left out."""
        kept = json.loads(text)
        found = tuple(
            Finding(kind, count, tuple((where, times) for where, times in places))
            for kind, count, places in kept["found"]
            if kind in KINDS
        )
        return cls(datetime.fromisoformat(kept["at"]), found)


def counted(traces: Iterable[Trace], at: datetime) -> Findings:
    """Put traces together: one finding for each kind, places with most of it first."""
    places: dict[Kind, Counter[str]] = {}
    for trace in traces:
        places.setdefault(trace.kind, Counter())[trace.where] += 1
    found = tuple(
        Finding(
            kind,
            places[kind].total(),
            tuple((where, n) for where, n in places[kind].most_common() if where),
        )
        for kind in KINDS
        if kind in places
    )
    return Findings(at, found)


def missed(latest: Findings | None, now: datetime, calendar: Calendar) -> bool:
    """Say whether the look of last night was not made."""
    local = calendar.local(now)
    night = local.date() if local.time() >= DONE_BY else local.date() - timedelta(days=1)
    return latest is None or calendar.local(latest.at).date() < night


def is_late(handoff: Handoff, today: date) -> bool:
    """Say whether a promised day has passed without a person's answer."""
    return handoff.active and handoff.answered_at is None and handoff.promised_by < today


def failing_channels(
    failed: Sequence[Delivery], now: datetime, calendar: Calendar
) -> frozenset[str]:
    """Return the channels of one client that failed on too many days, or for too long.

    A day counts once; what failed once may have been bad luck, however long ago.
    """
    days: dict[str, set[date]] = {}
    for each in failed:
        days.setdefault(each.channel, set()).add(calendar.local(each.at).date())
    long_ago = calendar.local(now).date() - UNDELIVERED_AFTER
    return frozenset(
        name
        for name, found in days.items()
        if len(found) >= MOST_FAILING_DAYS or (len(found) > 1 and min(found) <= long_ago)
    )


def still_useful(message: Message, later: Sequence[Message], now: datetime) -> bool:
    """Say whether a message that did not arrive is of use in another place.

    A person's words always are. What the assistant said is not when it is old, or when the client
    has spoken since and the talk went on without it.
    """
    if message.author == "adviser":
        return True
    answered = any(each.author == "client" for each in later)
    return not answered and now - message.at <= MESSAGE_USEFUL_FOR


def without_cover(
    advisers: Sequence[Adviser], caseloads: Mapping[str, int], now: datetime, calendar: Calendar
) -> tuple[Trace, ...]:
    """Return the advisers with clients for whom nobody steps in, ever or on a coming day."""
    known = {adviser.id: adviser for adviser in advisers}
    found = []
    for adviser in advisers:
        stand_in = known.get(adviser.stand_in)
        if not caseloads.get(adviser.id):
            continue
        if stand_in is None or stand_in is adviser:
            found.append(Trace("no-stand-in", adviser.id))
        elif _both_away(adviser, stand_in, calendar.local(now).date(), calendar):
            found.append(Trace("both-absent", adviser.id))
    return tuple(found)


def unfinished(advisers: Sequence[Adviser]) -> tuple[Trace, ...]:
    """Return the advisers who cannot promise a day, or get no clients.

    Who only stands in for others needs no programme.
    """
    stand_ins = {each.stand_in for each in advisers if not each.left}
    found = [Trace("no-hours", each.id) for each in advisers if "hours" in each.gaps]
    found += [
        Trace("no-programme", each.id)
        for each in advisers
        if "programme" in each.gaps and each.id not in stand_ins
    ]
    return tuple(found)


def _both_away(adviser: Adviser, stand_in: Adviser, today: date, calendar: Calendar) -> bool:
    days = (today + timedelta(days=ahead) for ahead in range(ABSENT_AHEAD.days))
    return any(
        calendar.is_working_day(day) and adviser.away_on(day) and stand_in.away_on(day)
        for day in days
    )


def session_trace(session: InformationSession, booked: int, now: datetime) -> Trace | None:
    """Say whether a coming session is nearly full or nearly empty."""
    ahead = session.starts_at - now
    if ahead > SESSIONS_AHEAD or not session.capacity:
        return None
    if booked >= FULL_PART * session.capacity:
        return Trace("session-full", session.id)
    if booked < FEW_BOOKED and ahead >= STILL_TIME:
        return Trace("session-empty", session.id)
    return None
