"""Compares what was planned with a new plan, so that a changed date never sends anything twice.

What the calendar does badly here: the same week has another number after the date moves, so the
number of an occurrence says nothing across versions. What comes once is compared by rule, what
comes each week by the days between.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Generic, Protocol, TypeVar

from scheduler.plan import NOT_FOR_YOU, Figure, Key, PlannedContact, Reason, State
from scheduler.records import record
from scheduler.rules import AGAIN_BY_DEFAULT, Programme, Rule

OPEN: frozenset[State] = frozenset({"planned", "deferred"})
# Closer together than this part of its interval, a repeated contact feels like the same one.
TOO_CLOSE = 0.5
# These say why something that the new date calls for does not come: the client may ask.
ALWAYS_NOTED = frozenset({"schedule.already-sent", "schedule.just-sent", "schedule.gives-way"})


class ExistingContact(Protocol):
    """What has to be known of a contact in the store, whatever else its row holds."""

    @property
    def rule(self) -> str: ...
    @property
    def anchor_version(self) -> int: ...
    @property
    def occurrence(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def state(self) -> State: ...
    @property
    def reason_key(self) -> str: ...
    @property
    def settled_at(self) -> datetime | None: ...


Row = TypeVar("Row", bound=ExistingContact)


@record(frozen=True, slots=True)
class Replan(Generic[Row]):
    """What the store must do, in one transaction: end these rows, change those, add the rest.

    No row is in both `cancel` and `move`; nothing in `add` has the key (rule, occurrence, anchor
    version) of a row that exists.
    """

    cancel: tuple[tuple[Row, Reason], ...] = ()
    move: tuple[tuple[Row, PlannedContact], ...] = ()
    add: tuple[PlannedContact, ...] = ()


def replan(
    existing: Sequence[Row], new: Sequence[PlannedContact], programme: Programme
) -> Replan[Row]:
    """Say what changes; what was sent stays as it is, and is not sent a second time."""
    rules = {rule.id: rule for rule in programme.rules}
    before: dict[str, list[Row]] = {}
    for row in existing:
        before.setdefault(row.rule, []).append(row)
    zone = new[0].due.tzinfo if new else None
    had = {rule: _days_sent(of_rule, zone) for rule, of_rule in before.items()}
    wanted = {_key(each): _once(each, had.get(each.rule), rules.get(each.rule)) for each in new}
    rows = {_key(row): row for row in existing}
    cancel = tuple(
        (row, _why_gone(row, new, rules))
        for key, row in rows.items()
        if row.state in OPEN and key not in wanted
    )
    move = tuple(
        (stands, contact)
        for key, contact in wanted.items()
        if (stands := rows.get(key)) is not None and _changes(stands, contact)
    )
    add = tuple(
        contact
        for key, contact in wanted.items()
        if key not in rows
        and _worth_noting(contact, before.get(contact.rule, ()), rules.get(contact.rule))
    )
    return Replan(cancel, move, add)


def _key(contact: PlannedContact | ExistingContact) -> Key:
    return contact.rule, contact.occurrence, contact.anchor_version


def _why_gone(
    row: ExistingContact, new: Sequence[PlannedContact], rules: Mapping[str, Rule]
) -> Reason:
    if row.rule not in rules:
        return Reason("schedule.rule-removed")
    if any(c.rule == row.rule and _is_for_others(c) for c in new):
        return Reason(NOT_FOR_YOU)
    newer = any(c.rule == row.rule and c.anchor_version != row.anchor_version for c in new)
    same = any(c.rule == row.rule and c.anchor_version == row.anchor_version for c in new)
    return Reason("schedule.date-changed" if newer or not same else "schedule.rule-changed")


def _changes(row: ExistingContact, contact: PlannedContact) -> bool:
    """Say whether a row with the same key must change.

    Only when it comes back (a stop or an edit was undone, or its rule is for this client after
    all), when the timing of its rule changed, when it now has to give way, or is for others: a
    plan made later finds more in the past, and that is no reason to touch what is about to go out.
    """
    if row.state == "sent":
        return False
    if row.state == "cancelled" or row.reason_key == NOT_FOR_YOU:
        return contact.state == "planned"
    if row.fingerprint != contact.fingerprint:
        return row.state in OPEN or contact.state == "planned"
    gives_way = contact.reason is not None and contact.reason.key == "schedule.gives-way"
    return row.state in OPEN and (gives_way or _is_for_others(contact))


def _is_for_others(contact: PlannedContact) -> bool:
    return contact.reason is not None and contact.reason.key == NOT_FOR_YOU


def _days_sent(rows: Sequence[ExistingContact], zone: tzinfo | None) -> Sequence[date]:
    """Give the days in a zone on which contacts were sent, by the rows of one rule."""
    sent = (row.settled_at for row in rows if row.state == "sent")
    return [moment.astimezone(zone).date() for moment in sent if moment is not None]


def _once(
    contact: PlannedContact, sent: Sequence[date] | None, rule: Rule | None
) -> PlannedContact:
    """Skip a planned contact that the client in fact had, by the days its rule was sent on."""
    if contact.state != "planned" or rule is None or not sent:
        return contact
    day = contact.due.date()
    last = min(sent, key=lambda at: abs(at - day)) if rule.repeat else max(sent)
    if _had_enough(rule, last, day):
        figures: dict[str, Figure] = {"day": last}
        key = "schedule.just-sent" if rule.repeat else "schedule.already-sent"
        return contact.skipped(key, figures)
    return contact


def _had_enough(rule: Rule, sent: date, due: date) -> bool:
    """Say whether somebody who had this on one day should not get it on the other."""
    if rule.repeat is not None:
        return abs((due - sent).days) < rule.repeat.every.rough_days * TOO_CLOSE
    again = rule.again_after or AGAIN_BY_DEFAULT[rule.anchor]
    return again is None or (due - sent).days <= again.rough_days


def _worth_noting(
    contact: PlannedContact, before: Sequence[ExistingContact], rule: Rule | None
) -> bool:
    """Say whether a contact without a row needs one, by the rows of its rule.

    All that is planned does. What is skipped does once: a plan made again after each change of
    date would else note the same past weeks again and again.
    """
    if contact.state == "planned":
        return True
    past = contact.reason is not None and contact.reason.key == "schedule.past"
    if rule is not None and rule.repeat is not None and past and before:
        return False
    if contact.reason is not None and contact.reason.key in ALWAYS_NOTED:
        return True
    return not any(row.occurrence == contact.occurrence for row in before)
