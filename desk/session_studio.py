"""The coordinator's sessions: add one by hand, change it, call it off."""

from dataclasses import dataclass
from datetime import date, datetime, time

from starlette.responses import Response

from bot.ports import Transaction
from bot.sessions import InformationSession
from bot.usecases.session_editing import SessionDraft, add_session, call_off, edit_session
from desk.office import Visit, to
from desk.session_list import COLUMNS, LOOKED_BACK, csv_file, row

LIST = "/studio/sessions"
EMPTY = {
    "title": "",
    "day": "",
    "time": "",
    "minutes": "90",
    "place": "",
    "link": "",
    "capacity": "20",
    "municipalities": "",
}
"""The fields of the form, as a new session has them."""


@dataclass(frozen=True)
class Filled:
    """A form as it was filled in."""

    values: dict[str, str]
    draft: SessionDraft


async def show_sessions(visit: Visit) -> Response:
    """Show all sessions, and the form for a new one."""
    return await _list_page(visit, EMPTY)


async def export_sessions(visit: Visit) -> Response:
    """Give the list as a file for a spreadsheet."""
    return csv_file(visit.office, "sessions.csv", COLUMNS, await _rows(visit))


async def add(visit: Visit) -> Response:
    """Keep a new session; what was typed stays when something is wrong."""
    office, now = visit.office, visit.office.now()
    filled, programme = await _filled(visit), await visit.text("programme")
    around = office.assistant.around

    def work(tx: Transaction) -> str:
        if programme not in tx.latest_revisions("programme"):
            return "programme"
        return add_session(tx, around, programme, filled.draft, now)

    fault = await office.transact(work)
    if fault:
        return await _list_page(visit, filled.values, fault)
    return to(LIST, "session-added")


async def show_session(visit: Visit) -> Response:
    """Show one session as a form."""
    session = await visit.office.transact(lambda tx: tx.session(_id(visit)))
    if session is None:
        return visit.office.problem_page("no-session", 404, LIST)
    return await _form_page(visit, session, _values(visit, session))


async def edit(visit: Visit) -> Response:
    """Keep a changed session; whoever is booked is told when it moved."""
    office, now, name = visit.office, visit.office.now(), _id(visit)
    filled = await _filled(visit)
    try:
        fault = await office.transact(lambda tx: edit_session(tx, name, filled.draft, now))
    except KeyError:
        return office.problem_page("no-session", 404, LIST)
    session = await office.transact(lambda tx: tx.session(name))
    if fault and session is not None:
        return await _form_page(visit, session, filled.values, fault)
    return to(f"{LIST}/{name}", "session-saved")


async def cancel(visit: Visit) -> Response:
    """Call a session off; whoever is on the list is told and offered others."""
    office, now, name = visit.office, visit.office.now(), _id(visit)
    try:
        await office.transact(lambda tx: call_off(tx, name, now))
    except KeyError:
        return office.problem_page("no-session", 404, LIST)
    return to(LIST, "session-cancelled")


def _id(visit: Visit) -> str:
    return str(visit.request.path_params["id"])


async def _rows(visit: Visit) -> list[dict[str, str]]:
    office = visit.office
    since = office.now() - LOOKED_BACK
    return await office.transact(
        lambda tx: [row(tx, office, session) for session in tx.all_sessions(after=since)]
    )


async def _list_page(visit: Visit, values: dict[str, str], fault: str = "") -> Response:
    programmes = await visit.office.transact(lambda tx: sorted(tx.latest_revisions("programme")))
    return await visit.page(
        "studio_sessions.html",
        422 if fault else 200,
        section="studio",
        sessions=await _rows(visit),
        programmes=programmes,
        form=values,
        error=visit.office.say(f"sessions.fault.{fault}") if fault else "",
        export_url=f"{LIST}.csv",
    )


async def _form_page(
    visit: Visit, session: InformationSession, values: dict[str, str], fault: str = ""
) -> Response:
    open_ = session.state == "planned" and session.starts_at > visit.office.now()
    return await visit.page(
        "studio_session.html",
        422 if fault else 200,
        section="studio",
        session=await visit.office.transact(lambda tx: row(tx, visit.office, session)),
        form=values,
        open=open_,
        error=visit.office.say(f"sessions.fault.{fault}") if fault else "",
    )


def _values(visit: Visit, session: InformationSession) -> dict[str, str]:
    starts = visit.office.local(session.starts_at)
    return {
        "title": session.title,
        "day": starts.date().isoformat(),
        "time": f"{starts:%H:%M}",
        "minutes": str(session.minutes),
        "place": session.place,
        "link": session.link,
        "capacity": str(session.capacity),
        "municipalities": ", ".join(session.municipalities),
    }


async def _filled(visit: Visit) -> Filled:
    values = {name: (await visit.text(name)).strip() for name in EMPTY}
    names = (name.strip() for name in values["municipalities"].split(","))
    draft = SessionDraft(
        title=values["title"],
        starts_at=_moment(visit, values["day"], values["time"]),
        minutes=_number(values["minutes"]),
        place=values["place"],
        link=values["link"],
        capacity=_number(values["capacity"]),
        municipalities=tuple(name for name in names if name),
    )
    return Filled(values, draft)


def _moment(visit: Visit, day: str, at: str) -> datetime | None:
    try:
        return visit.office.assistant.around.calendar.local_moment(
            date.fromisoformat(day), time.fromisoformat(at)
        )
    except ValueError:
        return None  # the form says so


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None
