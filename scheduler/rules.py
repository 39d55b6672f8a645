"""What a programme says about time: offsets, windows, rules. Values only, no clock.

A rule reads as "N days, weeks, months or working days before or after an anchor, in this window
of the day, start that script". What it does badly: months have different lengths, so "1 month
after" and "30 days after" drift apart; a repeat in the offset's own unit is counted from the
anchor and not from the previous time, so that one short month does not shift all later ones.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, get_args

from scheduler.calendar import Calendar
from scheduler.hours import QuietHours, Window
from scheduler.records import record

if TYPE_CHECKING:
    from scheduler.sessions import SessionSeries

Unit = Literal["days", "weeks", "months", "working-days"]
AnchorName = Literal["ww_end", "ww_start", "enrolment", "session", "placement"]
PastPolicy = Literal["skip", "send-now", "merge"]
UNITS: tuple[Unit, ...] = get_args(Unit)
ANCHORS: tuple[AnchorName, ...] = get_args(AnchorName)
PAST_POLICIES: tuple[PastPolicy, ...] = get_args(PastPolicy)

# About how many days one unit takes: only for "how close together are these two".
ROUGH_DAYS: Mapping[Unit, float] = {"days": 1, "weeks": 7, "months": 30, "working-days": 1.4}

# A daily rule over more than a year is a slip of the pen, not a programme.
MOST_OCCURRENCES = 400


@record(frozen=True, slots=True)
class Offset:
    """A distance in the calendar; a negative amount means before."""

    amount: int
    unit: Unit

    def from_day(self, day: date, calendar: Calendar, times: int = 1) -> date:
        """Give the day that lies this far (so many times) from the given one."""
        return shift(day, self.amount * times, self.unit, calendar)

    @property
    def words(self) -> tuple[str, str]:
        """Give the two parts as text, for the fingerprint: never change how they are written."""
        return str(self.amount), self.unit

    @property
    def rough_days(self) -> float:
        """Give about how many days this is, with 30 for a month."""
        return self.amount * ROUGH_DAYS[self.unit]


def shift(day: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    """Move a day by an amount of one unit."""
    match unit:
        case "days":
            return day + timedelta(days=amount)
        case "weeks":
            return day + timedelta(weeks=amount)
        case "months":
            return calendar.add_months(day, amount)
        case "working-days":
            return calendar.add_working_days(day, amount)


@record(frozen=True, slots=True)
class Repeat:
    """Again every so often, until a day counted from the rule's own anchor or another one."""

    every: Offset
    until: Offset
    until_anchor: AnchorName


# A second session or a second job is a new story; a moved end of the WW is the same one.
AGAIN_BY_DEFAULT: Mapping[AnchorName, Offset | None] = {
    "ww_end": None,
    "ww_start": None,
    "enrolment": None,
    "session": Offset(0, "days"),
    "placement": Offset(0, "days"),
}


@record(frozen=True, slots=True, kw_only=True)
class Rule:
    """When which script starts.

    `again_after` says what happens when the anchor gets a new date after this was sent: nothing
    more (None), or sent once more if the new moment lies more than this after the sent one.
    `only_for` and `unless` are conditions on what is known of the client, in the words of whoever
    reads them; here they are only texts, and `plan` is told for which clients they hold.
    """

    id: str
    script: str
    anchor: AnchorName
    offset: Offset
    at: Window
    useful_for: Offset
    past_at_enrolment: PastPolicy = "skip"
    repeat: Repeat | None = None
    title: str = ""
    needs_consent: bool = True
    again_after: Offset | None = None
    only_for: str = ""
    unless: str = ""
    timing_fingerprint: str = field(init=False, repr=False, compare=False)
    """A text that changes when, and only when, the timing of this rule does.

    The title and the script are content: changing them never reschedules anybody. What to do when
    past at enrolment, or for a new date, is no moment either; nor is for whom it is.
    """

    rank: float = field(init=False, repr=False, compare=False)
    """Who goes first when two contacts share a day: the rarest, so one-offs are 0."""

    def __post_init__(self) -> None:
        """Work out once what each plan looks at for each contact."""
        rank = 0.0 if self.repeat is None else 1.0 / self.repeat.every.rough_days
        object.__setattr__(self, "timing_fingerprint", self._fingerprint())
        object.__setattr__(self, "rank", rank)

    def __hash__(self) -> int:
        """Hash by what tells rules apart, and no more: each plan looks up what is remembered."""
        return hash((self.id, self.timing_fingerprint))

    def _fingerprint(self) -> str:
        timing = [self.anchor, *self.offset.words, self.at.text, *self.useful_for.words]
        if self.repeat:
            timing += [*self.repeat.every.words, *self.repeat.until.words, self.repeat.until_anchor]
        return sha256(" ".join(timing).encode()).hexdigest()[:16]


@record(frozen=True, slots=True)
class Enrolment:
    """From when until when, counted from the WW end date, somebody can enter, and who."""

    earliest: Offset
    latest: Offset
    who: str = ""

    def is_open(self, ww_end: date, day: date, calendar: Calendar) -> bool:
        """Say whether somebody whose WW ends then may enter on this day."""
        earliest = self.earliest.from_day(ww_end, calendar)
        return earliest <= day <= self.latest.from_day(ww_end, calendar)


@record(frozen=True, slots=True)
class Criterion:
    """One condition that all who are selected meet; `ask` names the answer that it needs."""

    when: str
    ask: str


@record(frozen=True, slots=True, kw_only=True)
class Programme:
    """The regional way of working: who, when, which sessions.

    `selection`: who is invited; nobody is left out for an answer that is not known. `values`: what
    holds for all clients here, such as the agreed number of applications a week, by name of fact.
    """

    id: str
    title: str
    rules: tuple[Rule, ...]
    enrolment: Enrolment
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    sessions: "tuple[SessionSeries, ...]" = ()
    selection: tuple[Criterion, ...] = ()
    values: Mapping[str, str | int] = field(default_factory=dict)
    source: str = ""
    results: tuple[str, ...] = ()

    def rule(self, rule_id: str) -> Rule | None:
        """Find a rule by its id; None when the programme has it no longer."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)
