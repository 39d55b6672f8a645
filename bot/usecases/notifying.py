"""Tells advisers on their phone what waits for them: at work, or at once when it is urgent."""

from datetime import datetime, timedelta

from bot.advisers import Adviser
from bot.handoff import Handoff
from bot.messages import Message
from bot.notices import Notice, NoticeKind
from bot.ports import Transaction
from bot.records import Staff
from scheduler.calendar import Calendar

LATER = timedelta(hours=1)
"""After so long somebody who said "later" is reminded, in their own working hours."""


def staff_of(tx: Transaction, adviser: str) -> Staff | None:
    """Return the member of staff behind an adviser's id, or behind an id of staff."""
    if not adviser:
        return None
    return next((each for each in tx.all_staff() if (each.adviser or each.id) == adviser), None)


def adviser_of(tx: Transaction, adviser: str) -> Adviser | None:
    """Return an adviser by id."""
    return next((each for each in tx.advisers() if each.id == adviser), None)


def notify(
    tx: Transaction,
    calendar: Calendar,
    handoff: Handoff,
    kind: NoticeKind,
    now: datetime,
    *,
    after: timedelta = timedelta(),
) -> datetime | None:
    """Tell whose handoff it is; return when, or None when it is nobody's.

    What is not urgent waits for this adviser's working hours.
    """
    staff = staff_of(tx, handoff.adviser)
    if staff is None:
        return None
    adviser = adviser_of(tx, handoff.adviser)
    urgent = handoff.urgency == "urgent"
    due = now + after
    if adviser is not None and not urgent:
        due = adviser.next_at_work(due, calendar)
    tx.add_notices([_about(handoff, staff, kind, due)])
    return due


def relay(tx: Transaction, handoff: Handoff, message: Message, now: datetime) -> None:
    """Tell whoever took a handoff that the client wrote; before that the handoff itself waits."""
    staff = staff_of(tx, handoff.adviser)
    if staff is not None and handoff.state in ("taken", "answered"):
        tx.add_notices(
            [
                Notice(
                    staff=staff.id,
                    kind="wrote",
                    due=now,
                    client=handoff.client,
                    handoff=handoff.id,
                    message=message.id,
                    urgent=handoff.urgency == "urgent",
                )
            ]
        )


def _about(handoff: Handoff, staff: Staff, kind: NoticeKind, due: datetime) -> Notice:
    urgent = handoff.urgency == "urgent"
    return Notice(
        staff=staff.id,
        kind=kind,
        due=due,
        client=handoff.client,
        handoff=handoff.id,
        urgent=urgent,
    )
