"""Works out which contacts one client gets, and when: arithmetic, no clock inside.

What the calendar does badly here: a day that is no working day moves on to the next one, so two
contacts can meet on a Monday. Then the rarest goes first: of two that come once the second waits
a day, and one that comes each week or month gives way. A date that is not known yet (no session
chosen, no work found) plans nothing: the plan is made again when that date comes.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from functools import partial
from typing import Literal

from scheduler.calendar import ONE_DAY, Calendar, require_aware
from scheduler.days import RuleDay, days_of
from scheduler.hours import QuietHours, next_allowed
from scheduler.records import changed, record
from scheduler.rules import AnchorName, Programme, Rule

NOT_FOR_YOU = "schedule.not-for-you"
"""The reason of a rule that is for others: it comes back when that changes."""

State = Literal["planned", "sent", "deferred", "skipped", "cancelled"]
# All survive being stored as text: a phrase writes 2027-01-29 as it writes that date.
Figure = date | int | str


@record(frozen=True, slots=True)
class Reason:
    """Why a contact is where it is: the key of a phrase, and what to fill in there."""

    key: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


@record(frozen=True, slots=True)
class Anchor:
    """A date that rules count from; the version goes up by one each time the date changes."""

    date: dt.date
    version: int = 1


@record(frozen=True, kw_only=True)
class PlannedContact:
    """One rule applied to one client, once; `occurrence` counts from 1."""

    rule: str
    script: str
    anchor: AnchorName
    anchor_version: int
    occurrence: int
    due: datetime
    useful_until: datetime
    fingerprint: str
    state: State = "planned"
    reason: Reason | None = None

    def __post_init__(self) -> None:
        """Refuse moments without a zone."""
        require_aware(self.due)
        require_aware(self.useful_until)

    def skipped(self, key: str, figures: Mapping[str, Figure]) -> "PlannedContact":
        """Give the same contact, not to be sent; it keeps the moment it would have had."""
        return changed(self, state="skipped", reason=Reason(key, figures))


def version_for(rule: Rule, anchors: Mapping[AnchorName, Anchor]) -> int | None:
    """Give the version of the dates a rule counts from; None while one is not known.

    A rule that counts from two dates gets the sum: it too goes up whenever either changes.
    """
    first = anchors.get(rule.anchor)
    if first is None:
        return None
    if rule.repeat is None or rule.repeat.until_anchor == rule.anchor:
        return first.version
    last = anchors.get(rule.repeat.until_anchor)
    return None if last is None else first.version + last.version


Key = tuple[str, int, int]
"""A rule, the occurrence, and the version of its anchors."""
NOTHING_STANDS: Mapping[Key, datetime | None] = {}


def for_everybody(_: Rule) -> bool:
    """Say that a rule is for this client, whoever it is."""
    return True


def plan(
    programme: Programme,
    anchors: Mapping[AnchorName, Anchor],
    *,
    enrolled: date,
    now: datetime,
    calendar: Calendar,
    spread_key: str,
    is_for: Callable[[Rule], bool] = for_everybody,
    standing: Mapping[Key, datetime | None] = NOTHING_STANDS,
    noted: Collection[str] = (),
) -> tuple[PlannedContact, ...]:
    """Give every contact of one client in order of time, also those that are skipped, and why.

    The enrolment anchor may be left out: it is the day of `enrolled`. `spread_key` is any text
    that belongs to this client; it chooses the minute within each rule's window. `is_for` says
    whether a rule is for this client; of one that is not, the first contact is there, skipped.
    `standing` says what a plan made earlier came to: when a contact is to come, or None when it
    was sent. What is past by now is then not planned as late a second time, and nothing gives way
    to it. `noted` names the rules of that earlier plan: the past weeks of what comes each week
    were skipped there, and are left out here.
    """
    known: dict[AnchorName, Anchor] = {"enrolment": Anchor(enrolled), **anchors}
    planner = _Planner(
        programme,
        known,
        enrolled,
        calendar.local(now),
        calendar,
        spread_key,
        is_for,
        standing,
        noted,
    )
    drafts = [
        draft
        for number, rule in enumerate(programme.rules)
        for draft in planner.drafts(rule, number)
    ]
    skipped = [draft for draft in drafts if not draft.planned]
    planned = [draft for draft in drafts if draft.planned]
    alone = [draft for draft in planned if draft.late or draft.rule.repeat is None]
    regular = [draft for draft in planned if not draft.late and draft.rule.repeat]
    settled = [*skipped, *planner.make_way([*planner.one_a_day(alone), *regular])]
    settled.sort(key=lambda each: (each.contact.due, each.number, each.contact.occurrence))
    return tuple([draft.contact for draft in settled])


@record(frozen=True, slots=True)
class _Draft:
    """A contact while it is being planned, with what only the planner needs to know."""

    contact: PlannedContact
    rule: Rule
    number: int
    late: bool = False

    @property
    def day(self) -> date:
        return self.contact.due.date()

    @property
    def planned(self) -> bool:
        return self.contact.state == "planned"


@record(frozen=True, slots=True)
class _Planner:
    """What the plan of one client depends on."""

    programme: Programme
    anchors: Mapping[AnchorName, Anchor]
    enrolled: date
    now: datetime
    calendar: Calendar
    spread_key: str
    is_for: Callable[[Rule], bool]
    standing: Mapping[Key, datetime | None]
    noted: Collection[str]

    def drafts(self, rule: Rule, number: int) -> list[_Draft]:
        """Give each contact of one rule, those in the past dealt with as the rule says."""
        version = version_for(rule, self.anchors)
        if version is None:
            return []
        anchor = self.anchors[rule.anchor].date
        until = self.anchors[rule.repeat.until_anchor].date if rule.repeat else anchor
        at, later = self._hour(rule)
        days = days_of(rule, anchor, until, self.calendar, later)
        made = partial(self._contact, rule, version, at)
        if not self.is_for(rule):
            return [self._for_others(made(1, on), rule, number) for on in days[:1]]
        missed = self._count_past(days, at)
        past = self._to_deal_with(rule, version, missed)
        coming = range(missed + 1, len(days) + 1)
        return [
            *(self._past(made(nth, days[nth - 1]), rule, number, missed) for nth in past),
            *(_Draft(made(nth, days[nth - 1]), rule, number) for nth in coming),
        ]

    def _count_past(self, days: Sequence[RuleDay], at: dt.time) -> int:
        """Count the days, from the first on, whose contact is past or was before enrolment."""
        first = max(self.now.date(), self.enrolled)
        count = bisect_left(days, first, key=lambda on: on.day)
        while count < len(days) and self.calendar.local_moment(days[count].day, at) < self.now:
            count += 1
        return count

    def _to_deal_with(self, rule: Rule, version: int, missed: int) -> Sequence[int]:
        """Give the past contacts that no earlier plan of their rule dealt with."""
        every = range(1, missed + 1)
        if rule.repeat is None or rule.id not in self.noted:
            return every
        # The last one missed can still come late, unless what is past is left out.
        last = missed if rule.past_at_enrolment != "skip" else 0
        get = self.standing.get
        return [n for n in every if n == last or get((rule.id, n, version)) is not None]

    def _contact(
        self, rule: Rule, version: int, at: dt.time, occurrence: int, on: RuleDay
    ) -> PlannedContact:
        return PlannedContact(
            rule=rule.id,
            script=rule.script,
            anchor=rule.anchor,
            anchor_version=version,
            occurrence=occurrence,
            due=self.calendar.local_moment(on.day, at),
            useful_until=on.useful_until,
            fingerprint=rule.timing_fingerprint,
            reason=Reason("schedule.moved", {"day": on.named}) if on.day != on.named else None,
        )

    def _for_others(self, contact: PlannedContact, rule: Rule, number: int) -> _Draft:
        """Give a contact of a rule that is not for this client, skipped."""
        figures: dict[str, Figure] = {"day": contact.due.date()}
        return _Draft(contact.skipped(NOT_FOR_YOU, figures), rule, number)

    def _minute(self, rule: Rule) -> dt.time:
        """Give this client's minute of the rule's window."""
        return rule.at.minute_for(f"{self.spread_key}\0{rule.id}")

    def _hour(self, rule: Rule) -> tuple[dt.time, bool]:
        """Give when on its day a rule's contact comes, and whether that is only the day after."""
        minute, quiet = self._minute(rule), self.programme.quiet_hours
        if quiet.cover(minute):
            return quiet.end, minute >= quiet.end
        return minute, False

    def _past(self, contact: PlannedContact, rule: Rule, number: int, missed: int) -> _Draft:
        """Apply the policy for what is past; of a repeated rule only the last one can be late."""
        figures: dict[str, Figure] = {"day": contact.due.date()}
        made = rule.id, contact.occurrence, contact.anchor_version
        if made in self.standing:
            stands = self.standing[made]
            if stands is None:
                return _Draft(contact.skipped("schedule.past", figures), rule, number)
            return _Draft(changed(contact, due=self.calendar.local(stands)), rule, number)
        before_enrolment = contact.due.date() < self.enrolled
        if rule.past_at_enrolment == "merge" and before_enrolment:
            return _Draft(contact.skipped("schedule.told-in-welcome", figures), rule, number)
        if rule.past_at_enrolment == "skip" or contact.occurrence < missed:
            key = "schedule.past-at-enrolment" if before_enrolment else "schedule.past"
            return _Draft(contact.skipped(key, figures), rule, number)
        return _Draft(contact, rule, number, late=True)

    def one_a_day(self, drafts: list[_Draft]) -> list[_Draft]:
        """Give each of these a day of its own, and what is late the next moment there is.

        Somebody must not get the welcome, the invitation and the reminder within one minute. The
        first rule keeps its day, the next takes the first free day while it is still useful.
        """
        owners: dict[date, int] = {}
        for draft in drafts:
            if not draft.late:
                owners.setdefault(draft.day, draft.number)
        taken = set(owners)
        result = []
        for draft in sorted(drafts, key=lambda d: d.late):
            if draft.late:
                draft = self._late(draft, taken)
            elif owners[draft.day] != draft.number:
                draft = self._on_free_day(draft, taken)
            if draft.planned:
                taken.add(draft.day)
            result.append(draft)
        return result

    def _late(self, draft: _Draft, taken: set[date]) -> _Draft:
        contact = draft.contact
        start = max(self.now, self.calendar.local_moment(self.enrolled, dt.time.min))
        first = next_allowed(start, self.calendar, self.programme.quiet_hours)
        if first > start:  # not all who enrolled at night get it when the quiet hours end
            first = max(first, self._in_window(first.date(), draft.rule))
        if first > contact.useful_until:
            figures: dict[str, Figure] = {"day": contact.useful_until.date()}
            return replace(draft, contact=contact.skipped("schedule.too-late", figures))
        due = self._free(first, contact, draft.rule, taken)
        late = Reason("schedule.sent-late", {"day": contact.due.date()})
        return replace(draft, contact=changed(contact, due=due, reason=late))

    def _on_free_day(self, draft: _Draft, taken: set[date]) -> _Draft:
        contact = draft.contact
        due = self._free(contact.due, contact, draft.rule, taken)
        if due == contact.due:
            return draft
        busy = Reason("schedule.day-taken", {"day": contact.due.date()})
        return replace(draft, contact=changed(contact, due=due, reason=busy))

    def _free(
        self, first: datetime, contact: PlannedContact, rule: Rule, taken: set[date]
    ) -> datetime:
        """Give this moment or one on the first free day after; this one when that is too late."""
        moment = first
        while moment.date() in taken:
            moment = self._in_window(moment.date() + ONE_DAY, rule)
        return moment if moment <= contact.useful_until else first

    def _in_window(self, day: date, rule: Rule) -> datetime:
        """Give this client's minute of the rule's window, on that day or the first allowed one."""
        return _allowed(day, self._minute(rule), self.calendar, self.programme.quiet_hours)

    def make_way(self, drafts: list[_Draft]) -> list[_Draft]:
        """Skip each repeated contact that shares its day with a rarer one, or an earlier rule's."""
        first: dict[date, _Draft] = {}
        result = []
        for draft in sorted(drafts, key=lambda d: (d.rule.rank, d.number, d.contact.occurrence)):
            if not draft.planned:
                result.append(draft)
                continue
            other = first.setdefault(draft.day, draft)
            if draft.rule.repeat and other is not draft:
                figures: dict[str, Figure] = {
                    "day": draft.day,
                    "other": other.rule.title or other.rule.id,
                }
                way = draft.contact.skipped("schedule.gives-way", figures)
                draft = _Draft(way, draft.rule, draft.number, draft.late)
            result.append(draft)
        return result


def _allowed(day: date, at: dt.time, calendar: Calendar, quiet_hours: QuietHours) -> datetime:
    """Give a minute of that day, or of the first after it on which it is allowed."""
    moment = calendar.local_moment(calendar.next_working_day(day), at)
    if moment.time() == at and not quiet_hours.cover(at):
        return moment  # on a working day already, and at an hour that is not quiet
    return next_allowed(moment, calendar, quiet_hours)
