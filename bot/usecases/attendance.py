"""Who was at a session: noted by staff, kept on the client, and what is still to be done for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.clients import ClientFile
from bot.dialogue.facts import Fact, Value
from bot.errors import MaxWWError
from bot.ports import Transaction
from bot.records import Look, Milestone, Staff
from bot.sessions import AttendanceState, InformationSession, Registration
from bot.surroundings import Surroundings
from bot.usecases.planning import plan_client
from bot.usecases.sharing import FIRST_NAME, SESSION_NAME, SHARE_QUESTION, standing
from bot.usecases.telling import agreed_name, first_name

ATTENDED: Literal["attended"] = "attended"
"""The fact, and the milestone, of who was at a session."""
CALLED_WITHIN = timedelta(days=30)
"""So long an absence stands on the desk; a call after that is about something else."""


class SessionError(MaxWWError):
    """A session is not there, not theirs, or cannot be changed like this."""


def may_see(tx: Transaction, staff: Staff, session: InformationSession) -> bool:
    """Say whether a session is held for a programme of this member of staff."""
    if staff.role == "coordinator":
        return True
    own = next((each for each in tx.advisers() if each.id == staff.adviser), None)
    return own is not None and session.programme in own.programmes


def shown_name(tx: Transaction, staff: Staff, client: str) -> str:
    """Return a first name for an adviser when the client agreed to that, else an empty text."""
    if staff.role == "coordinator" and not staff.adviser:
        return ""
    agreed = standing(tx.consents(client))
    return agreed_name(tx, client) if SHARE_QUESTION in agreed else ""


def listed_name(tx: Transaction, staff: Staff, client: str) -> str:
    """Return the first name for the list of a session, when the client agreed to that there."""
    known = shown_name(tx, staff, client)
    if known or (staff.role == "coordinator" and not staff.adviser):
        return known
    if SESSION_NAME not in standing(tx.consents(client)):
        return ""
    file = tx.client(client)
    told = file.facts.get(FIRST_NAME) if file else None
    return first_name(told.value) if told else ""


def look_at_list(
    tx: Transaction, staff: Staff, session: str, now: datetime
) -> tuple[InformationSession, tuple[Registration, ...]]:
    """Return a session with its list, and log the look at everybody on it.

    Raises SessionError when it is not there or not theirs.
    """
    found = tx.session(session)
    if found is None or not may_see(tx, staff, found):
        raise SessionError(f"'{staff.id}' cannot see the session '{session}'")
    rows = tx.registrations(session=session)
    for row in rows:
        tx.add_look(Look(staff.id, row.client, "session list", now))
    return found, rows


def record_attendance(
    tx: Transaction,
    around: Surroundings,
    staff: Staff,
    session: str,
    states: Mapping[str, AttendanceState],
    walk_ins: int,
    now: datetime,
) -> None:
    """Keep who was there, by client, and how many came without being on the list.

    Whoever waited and came all the same counts too. Those who are not named stay as they are.

    Raises SessionError when the session is not there, not theirs, or has not begun.
    """
    found = tx.session(session)
    if found is None or not may_see(tx, staff, found):
        raise SessionError(f"'{staff.id}' cannot see the session '{session}'")
    if now < found.starts_at:
        raise SessionError(f"the session '{session}' has not begun")
    for client in sorted(states):  # in one order, so that two who save at once do not lock up
        _record(tx, around, staff, session, client, states[client], now)
    tx.save_session(replace(found, walk_ins=walk_ins))


def _record(
    tx: Transaction,
    around: Surroundings,
    staff: Staff,
    session: str,
    client: str,
    state: AttendanceState,
    now: datetime,
) -> None:
    file = tx.client(client, lock=True)
    row = next(iter(tx.registrations(session=session, client=client)), None)
    if file is None or row is None or row.attendance == state:
        return
    tx.save_registration(replace(row, attendance=state))
    was = any(each.attendance == "attended" for each in tx.registrations(client=client))
    facts = {**file.facts, ATTENDED: Fact(was, now, f"staff {staff.id}")}
    if state == "unknown" and not was:
        del facts[ATTENDED]
    tx.save_client(replace(file, facts=facts))
    if was:
        tx.add_milestone(Milestone(client, ATTENDED, now))
    else:  # noted by mistake, and put right
        tx.drop_milestone(client, ATTENDED)
    if _value(facts) != _value(file.facts):
        plan_client(tx, around, file.client, facts, now)
    tx.add_look(Look(staff.id, client, "attendance", now))


def _value(facts: Mapping[str, Fact]) -> Value | None:
    return facts[ATTENDED].value if ATTENDED in facts else None


@dataclass(frozen=True)
class Absence:
    """Somebody who was not at a session, for their adviser to speak with."""

    session: InformationSession
    registration: Registration
    name: str


def absences(tx: Transaction, staff: Staff, now: datetime) -> tuple[Absence, ...]:
    """Return whom a member of staff should still speak with, the longest ago first.

    Their own clients; for a coordinator also those who have no adviser.
    """
    found: list[Absence] = []
    for session in tx.all_sessions(after=now - CALLED_WITHIN):
        if session.starts_at > now:
            break
        for row in tx.registrations(session=session.id):
            file = tx.client(row.client) if _is_open(row) else None
            if file is not None and _is_theirs(staff, file):
                found.append(Absence(session, row, shown_name(tx, staff, row.client)))
    return tuple(found)


def _is_theirs(staff: Staff, file: ClientFile) -> bool:
    if not file.client.adviser:
        return staff.role == "coordinator"
    return file.client.adviser == (staff.adviser or staff.id)


def _is_open(row: Registration) -> bool:
    return row.attendance == "absent" and not row.called


def note_call(tx: Transaction, staff: Staff, session: str, client: str, now: datetime) -> None:
    """Note that somebody who was absent was spoken with.

    Raises SessionError when this is no client of theirs, or they were not absent.
    """
    file = tx.client(client, lock=True)
    row = next(iter(tx.registrations(session=session, client=client)), None)
    if file is None or row is None or not _is_theirs(staff, file):
        raise SessionError(f"'{staff.id}' has no absent client at '{session}'")
    tx.save_registration(replace(row, called=True))
    tx.add_look(Look(staff.id, client, "absence", now))
