"""Asks again, at the moment a contact falls due, whether it may still go out.

What the calendar does badly here: a wait can cross a night, a weekend and a holiday; what was
useful at eight in the evening may not be at half past eight two days later. So whenever a contact
is put off, its usefulness is weighed at the moment it is put off to, and the reason says both.
"""

from datetime import datetime, timedelta
from typing import Protocol

from scheduler.calendar import ONE_DAY, Calendar
from scheduler.hours import QuietHours, next_allowed
from scheduler.plan import NOT_FOR_YOU, Reason, State
from scheduler.records import record
from scheduler.rules import Rule

# Long enough to finish a talk, short enough to come back the same day.
RETRY_DURING_TALK = timedelta(hours=2)
# After this long without a word a talk is lying still; it no longer holds anything up.
TALK_LIES_STILL = timedelta(hours=24)
# Work goes on when the WW ends; nothing else does.
GOES_ON_AFTER_END = frozenset({"placement"})


class Contact(Protocol):
    """What has to be known of a contact to decide: a `PlannedContact`, or the store's own row."""

    @property
    def anchor(self) -> str: ...
    @property
    def anchor_version(self) -> int: ...
    @property
    def due(self) -> datetime: ...
    @property
    def useful_until(self) -> datetime: ...
    @property
    def fingerprint(self) -> str: ...


@record(frozen=True, slots=True)
class Send:
    """Start the script now."""


@record(frozen=True, slots=True)
class Defer:
    """Ask again at that moment."""

    until: datetime
    reason: Reason


@record(frozen=True, slots=True)
class Skip:
    """Never send this one: its moment has gone by."""

    reason: Reason


@record(frozen=True, slots=True)
class Cancel:
    """Never send this one: what it was planned for is no longer so."""

    reason: Reason


@record(frozen=True, slots=True)
class Settlement:
    """A decision as a row: its state, why, and the moment at which to ask again, if any."""

    state: State
    reason: Reason | None = None
    due: datetime | None = None


Decision = Send | Defer | Skip | Cancel


@record(frozen=True, slots=True, kw_only=True)
class Situation:
    """How things stand with the client at this moment.

    `rule` and `anchor_version` (from `version_for`) are the current ones, None when gone.
    `by_rule` is false for what a script planned itself (a wait): no rule or date can overtake it.
    `talk_under_way_since` is when a talk that waits for an answer last moved, by either side:
    without the assistant's own question in it, several contacts put off to one moment (after a
    pause, say) would all go out in that minute.
    `offer_until`: something is kept for the client until then; what can wait does not come between.
    `is_for` is false when the rule is for others than this client is now.
    `ended` means that nobody needs to ask about the WW any more (work, or the outcome is known),
    `work_over` that nobody needs to ask about work that was found: it did not last.
    """

    rule: Rule | None
    anchor_version: int | None
    by_rule: bool = True
    is_for: bool = True
    consent_given: bool = True
    stopped: bool = False
    ended: bool = False
    work_over: bool = False
    paused_until: datetime | None = None
    unreachable: bool = False
    handoff_open: bool = False
    talk_under_way_since: datetime | None = None
    offer_until: datetime | None = None
    last_client_message: datetime | None = None


def decide(
    contact: Contact,
    situation: Situation,
    *,
    now: datetime,
    calendar: Calendar,
    quiet_hours: QuietHours,
) -> Decision:
    """Say what to do with a contact that has fallen due, always with a reason when it is not sent.

    In this order: planned for something that is no longer so, too late, not allowed at this hour,
    and at last what the client is busy with.
    """
    now = calendar.local(now)
    if (gone := _no_longer_so(contact, situation)) is not None:
        return Cancel(gone)
    if now > contact.useful_until:
        return Skip(Reason("schedule.too-late", {"day": contact.useful_until.date()}))
    wait = _busy(situation, now, calendar) or _offered(
        contact, situation, now, calendar, quiet_hours
    )
    start, key = wait or (now, "schedule.quiet-hours")
    until = next_allowed(max(start, contact.due), calendar, quiet_hours)
    if until <= now:
        return Send()
    if until > contact.useful_until:
        return Skip(Reason(f"{key}-too-long", {"day": contact.useful_until.date()}))
    return Defer(until, Reason(key, {"until": until.date(), "at": f"{until:%H.%M}"}))


def _no_longer_so(contact: Contact, situation: Situation) -> Reason | None:
    """Give the reason why this contact is not wanted at all any more, if there is one."""
    if situation.by_rule and (overtaken := _overtaken(contact, situation)) is not None:
        return overtaken
    if situation.stopped:
        return Reason("schedule.stopped")
    over = situation.work_over if contact.anchor in GOES_ON_AFTER_END else situation.ended
    if over:
        return Reason("schedule.ended")
    return None


def _overtaken(contact: Contact, situation: Situation) -> Reason | None:
    """Give the reason when the rule or the date is no longer what this was planned for."""
    if situation.rule is None:
        return Reason("schedule.rule-removed")
    if situation.anchor_version != contact.anchor_version:
        return Reason("schedule.date-changed")
    if situation.rule.timing_fingerprint != contact.fingerprint:
        return Reason("schedule.rule-changed")
    if not situation.is_for:
        return Reason(NOT_FOR_YOU, {"day": contact.due.date()})
    return None


def _busy(situation: Situation, now: datetime, calendar: Calendar) -> tuple[datetime, str] | None:
    """Give until when, and why, the client should be left in peace; None when that is not so."""
    if situation.paused_until is not None and situation.paused_until > now:
        return situation.paused_until, "schedule.paused"
    tomorrow = calendar.local_moment(now.date() + ONE_DAY, now.time())
    if situation.rule and situation.rule.needs_consent and not situation.consent_given:
        return tomorrow, "schedule.no-consent"
    if situation.unreachable:
        return tomorrow, "schedule.unreachable"
    if situation.handoff_open:
        return tomorrow, "schedule.handoff-open"
    if _talking(situation, now):
        return now + RETRY_DURING_TALK, "schedule.talk-under-way"
    return None


def _offered(
    contact: Contact,
    situation: Situation,
    now: datetime,
    calendar: Calendar,
    quiet_hours: QuietHours,
) -> tuple[datetime, str] | None:
    """Give until when an offer must be answered first, for a contact that is still useful then."""
    if situation.offer_until is None or situation.offer_until <= now:
        return None
    until = next_allowed(calendar.local(situation.offer_until), calendar, quiet_hours)
    return (until, "schedule.offer-open") if until <= contact.useful_until else None


def _talking(situation: Situation, now: datetime) -> bool:
    """Say whether a talk is under way that has not been lying still for a day."""
    if situation.talk_under_way_since is None:
        return False
    last = max(
        situation.talk_under_way_since,
        situation.last_client_message or situation.talk_under_way_since,
    )
    return now - last < TALK_LIES_STILL


def settlement(decision: Decision) -> Settlement:
    """Give what the store writes down after a decision."""
    match decision:
        case Send():
            return Settlement("sent")
        case Defer(until, reason):
            return Settlement("deferred", reason, until)
        case Skip(reason):
            return Settlement("skipped", reason)
        case Cancel(reason):
            return Settlement("cancelled", reason)
