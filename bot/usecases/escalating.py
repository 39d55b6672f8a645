"""Nobody answered by the promised day: the stand-in is told, a working day later coordinators.

What is urgent and not taken goes on after an hour.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.handoff import Escalation, Handoff
from bot.notices import Notice, NoticeKind
from bot.ports import Transaction
from bot.records import Staff
from bot.surroundings import Surroundings
from bot.usecases.notifying import adviser_of, at_work, staff_of, tell
from scheduler.calendar import Calendar

OFFICE_OPENS = time(9)
"""Coordinators have no working hours here; what is not urgent waits until then."""
URGENT_WAITS = timedelta(hours=1)
"""After so long that nobody took something urgent the next person is told, at any hour."""


def escalate(tx: Transaction, around: Surroundings, now: datetime) -> int:
    """Tell whom it concerns that handoffs are unanswered, each once; return how many it were."""
    told = 0
    for handoff in tx.handoffs(active=True):
        if next_step(tx, around.calendar, handoff, now) is None:
            continue
        tx.client(handoff.client, lock=True)  # so that of two processes one tells
        held = tx.handoff(handoff.id)
        step = next_step(tx, around.calendar, held, now) if held else None
        if held is None or step is None:
            continue
        if step == "stand-in":
            _tell_stand_in(tx, around.calendar, held, now)
        else:
            tell_coordinators(tx, around.calendar, held, now)
        tx.save_handoff(replace(held, escalation=step))
        told += 1
    return told


def next_step(
    tx: Transaction, calendar: Calendar, handoff: Handoff, now: datetime
) -> Escalation | None:
    """Return who is to be told of a handoff now, or None.

    Without a stand-in who can be told it is the coordinator at once.
    """
    if not handoff.active or handoff.answered_at is not None:
        return None
    if handoff.urgency == "urgent" and handoff.state == "open":
        return _next_urgent_step(tx, handoff, now)
    today = calendar.local(now).date()
    if handoff.escalation == "" and today > handoff.promised_by:
        return "stand-in" if _stand_in(tx, handoff)[1] else "coordinator"
    later = calendar.add_working_days(handoff.promised_by, 1)
    return "coordinator" if handoff.escalation == "stand-in" and today > later else None


def _next_urgent_step(tx: Transaction, handoff: Handoff, now: datetime) -> Escalation | None:
    """Return who is told next of something urgent that nobody took yet; the hours count on."""
    waited = now - handoff.opened_at
    if handoff.escalation == "" and waited >= URGENT_WAITS:
        return "stand-in" if _stand_in(tx, handoff)[1] else "coordinator"
    further = handoff.escalation == "stand-in" and waited >= 2 * URGENT_WAITS
    return "coordinator" if further else None


def _stand_in(tx: Transaction, handoff: Handoff) -> tuple[str, Sequence[Staff]]:
    """Return the stand-in's id and accounts; none while the stand-in is who did not answer."""
    adviser = adviser_of(tx, handoff.adviser)
    stand_in = adviser.stand_in if adviser else ""
    return stand_in, staff_of(tx, stand_in) if stand_in != handoff.adviser else ()


def _tell_stand_in(tx: Transaction, calendar: Calendar, handoff: Handoff, now: datetime) -> None:
    stand_in, staff = _stand_in(tx, handoff)
    due = now if handoff.urgency == "urgent" else at_work(tx, calendar, stand_in, now)
    _tell(tx, handoff, staff, "unanswered", due)


def tell_coordinators(tx: Transaction, calendar: Calendar, handoff: Handoff, now: datetime) -> None:
    """Tell all coordinators of a handoff that nobody has, at once when it is urgent."""
    local = calendar.local(now)
    opens = calendar.local_moment(calendar.next_working_day(local.date()), OFFICE_OPENS)
    due = now if handoff.urgency == "urgent" else max(local, opens)
    coordinators = [each for each in tx.all_staff() if each.role == "coordinator"]
    _tell(tx, handoff, coordinators, "overdue", due)


def _tell(
    tx: Transaction, handoff: Handoff, staff: Sequence[Staff], kind: NoticeKind, due: datetime
) -> None:
    urgent = handoff.urgency == "urgent"
    tell(tx, [Notice(each.id, kind, due, handoff.client, handoff.id, 0, urgent) for each in staff])
