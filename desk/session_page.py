"""The list of one session: who comes, what they need, and who was there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from starlette.responses import Response

from bot.ports import Transaction
from bot.sessions import (
    ATTENDANCE_STATES,
    INTERPRETER,
    AttendanceState,
    InformationSession,
    Registration,
    Wishes,
    next_number,
)
from bot.usecases.attendance import SessionError, listed_name, look_at_list, record_attendance
from desk.office import Office, Visit, to
from desk.session_list import csv_file, row

COLUMNS = ("name", "standing", "needs", "talk", "attendance")
MOST_WALK_INS = 500
"""More than any hall holds: a slip of the keys."""


async def show_session(visit: Visit) -> Response:
    """Show the list; every look at it is logged."""
    return await _list_page(visit)


async def _list_page(visit: Visit, fault: str = "") -> Response:
    """Show the list, with what is wrong with what was sent: then nothing of that was kept."""
    office, now = visit.office, visit.office.now()

    def work(tx: Transaction) -> dict[str, Any]:
        session, rows = look_at_list(tx, visit.staff, _id(visit), now)
        return _values(tx, visit, session, rows, now)

    try:
        values = await office.transact(work)
    except SessionError:
        return office.problem_page("no-session", 404, "/desk/sessions")
    if fault:
        values["notice"] = {"text": office.say(f"sessions.fault.{fault}"), "kind": "error"}
    status = 422 if fault else 200
    return await visit.page("session.html", status, section="sessions", **values)


async def export_session(visit: Visit) -> Response:
    """Give the list as a file for a spreadsheet; that look is logged too."""
    office, now = visit.office, visit.office.now()

    def work(tx: Transaction) -> list[dict[str, str]]:
        session, rows = look_at_list(tx, visit.staff, _id(visit), now)
        return _people(tx, visit, session, rows)

    try:
        people = await office.transact(work)
    except SessionError:
        return office.problem_page("no-session", 404, "/desk/sessions")
    rows = [{**each, "attendance": each["attendance_label"]} for each in people]
    return csv_file(office, "session.csv", COLUMNS, rows)


async def save_attendance(visit: Visit) -> Response:
    """Keep who was there."""
    office, now = visit.office, visit.office.now()
    form = await visit.request.form()
    states: dict[str, AttendanceState] = {
        name.removeprefix("client:"): value
        for name, value in form.items()
        if name.startswith("client:") and value in ATTENDANCE_STATES
    }
    typed = (await visit.text("walk_ins")).strip()
    session = _id(visit)
    walk_ins = int(typed or 0) if typed.isdecimal() or not typed else MOST_WALK_INS + 1
    if walk_ins > MOST_WALK_INS:
        return await _list_page(visit, "walk-ins")
    try:
        await office.transact(
            lambda tx: record_attendance(
                tx, office.assistant.around, visit.staff, session, states, walk_ins, now
            )
        )
    except SessionError:
        return office.problem_page("no-session", 404, "/desk/sessions")
    return to(f"/desk/sessions/{session}", "attendance-saved")


def _id(visit: Visit) -> str:
    return str(visit.request.path_params["id"])


def _values(
    tx: Transaction,
    visit: Visit,
    session: InformationSession,
    rows: Sequence[Registration],
    now: datetime,
) -> dict[str, Any]:
    office = visit.office
    return {
        "session": row(tx, office, session),
        "people": _people(tx, visit, session, rows),
        "begun": session.starts_at <= now,
        "walk_ins": session.walk_ins,
        "bring": session.bring,
        "subjects": session.subjects,
        "states": [
            {"value": state, "label": office.say(f"sessions.attendance.{state}")}
            for state in ATTENDANCE_STATES
        ],
        "export_url": f"/desk/sessions/{session.id}.csv",
    }


def _people(
    tx: Transaction, visit: Visit, session: InformationSession, rows: Sequence[Registration]
) -> list[dict[str, str]]:
    """Return those on the list in order of asking; without consent they have a number only.

    It is the number that the client was told. Who signed up before there were numbers gets one
    that nobody else has.
    """
    office, wishes = visit.office, tx.wishes(session.id)
    found = []
    spare = next_number(wishes.values())
    for each in rows:
        name = listed_name(tx, visit.staff, each.client)
        number = wishes.get(each.client, Wishes()).number
        if not number:
            number, spare = spare, spare + 1
        begins = session.talk_at(each.talk) if each.talk is not None else None
        found.append(
            {
                "client": each.client,
                "name": name or office.say("sessions.participant", number=number),
                "standing": office.say(f"sessions.standing.{each.state}"),
                "needs": _needs(office, wishes.get(each.client, Wishes())),
                "talk": office.time(begins) if begins else "",
                "attendance": each.attendance,
                "attendance_label": office.say(f"sessions.attendance.{each.attendance}"),
            }
        )
    return found


def _needs(office: Office, wishes: Wishes) -> str:
    labels = []
    for need in wishes.needs:
        label = office.say(f"sessions.need.{need}")
        spoken = need == INTERPRETER and wishes.language
        labels.append(f"{label} ({wishes.language})" if spoken else label)
    return ", ".join(labels)
