"""The coordinator's sessions: found, added by hand, changed, called off."""

from dataclasses import replace

from starlette.responses import Response

from bot.ports import Transaction
from bot.sessions import InformationSession
from bot.usecases.session_editing import add_session, call_off, edit_session
from desk.office import Visit, to
from desk.session_filter import WHEN, SessionFilter
from desk.session_form import EMPTY, errors_of, filled, needs_of, values_of
from desk.session_list import COLUMNS, LOOKED_BACK, csv_file, row

LIST = "/studio/sessions"


async def show_sessions(visit: Visit) -> Response:
    """Show the sessions that were asked for, and the form for a new one."""
    return await _list_page(visit, EMPTY, {})


async def export_sessions(visit: Visit) -> Response:
    """Give all sessions that were asked for as a file for a spreadsheet."""
    office, wanted = visit.office, SessionFilter.of(visit.request.query_params)
    now = office.now()

    def work(tx: Transaction) -> list[dict[str, str]]:
        every = tx.all_sessions(after=now - LOOKED_BACK)
        return [row(tx, office, session) for session in wanted.chosen(tx, every, now)]

    return csv_file(office, "sessions.csv", COLUMNS, await office.transact(work))


async def add(visit: Visit) -> Response:
    """Keep a new session; what was typed stays when something is wrong."""
    office, now = visit.office, visit.office.now()
    form, around = await filled(visit), visit.office.assistant.around
    programme = form.values["programme"]

    def work(tx: Transaction) -> str:
        if programme not in tx.latest_revisions("programme"):
            return "programme"
        return add_session(tx, around, programme, form.draft, now)

    errors = form.errors or errors_of(office, await office.transact(work))
    if errors:
        return await _list_page(visit, form.values, errors)
    return to(LIST, "session-added", when="coming")


async def show_session(visit: Visit) -> Response:
    """Show one session as a form."""
    session = await visit.office.transact(lambda tx: tx.session(_id(visit)))
    if session is None:
        return visit.office.problem_page("no-session", 404, LIST)
    return await _form_page(visit, session, values_of(visit.office, session), {})


async def edit(visit: Visit) -> Response:
    """Keep a changed session; whoever is booked is told when it moved."""
    office, now, name = visit.office, visit.office.now(), _id(visit)
    form = await filled(visit)
    errors = form.errors
    try:
        if not errors:
            fault = await office.transact(lambda tx: edit_session(tx, name, form.draft, now))
            errors = errors_of(office, fault)
    except KeyError:
        return office.problem_page("no-session", 404, LIST)
    session = await office.transact(lambda tx: tx.session(name))
    if session is None:
        return office.problem_page("no-session", 404, LIST)
    if errors:
        return await _form_page(visit, session, form.values, errors)
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


async def _list_page(visit: Visit, form: dict[str, str], errors: dict[str, str]) -> Response:
    office, now = visit.office, visit.office.now()
    wanted = SessionFilter.of(visit.request.query_params)

    def work(tx: Transaction) -> dict[str, object]:
        every = tx.all_sessions(after=now - LOOKED_BACK)
        page = wanted.paged(wanted.chosen(tx, every, now))
        named = {town for session in every for town in session.municipalities}
        return {
            "sessions": [row(tx, office, session) for session in page.sessions],
            "filter": page.filter,
            "total": page.total,
            "pages": page.pages,
            "before": page.link(LIST, page.filter.page - 1),
            "after": page.link(LIST, page.filter.page + 1),
            "programmes": sorted(tx.latest_revisions("programme")),
            "municipalities": sorted(named),
        }

    query = wanted.as_query()
    return await visit.page(
        "studio_sessions.html",
        422 if errors else 200,
        section="studio",
        times=[{"value": each, "label": office.say(f"sessions.when.{each}")} for each in WHEN],
        form=form,
        needs=needs_of(office),
        errors=errors,
        all_coming_url=f"{LIST}?{replace(wanted, when='coming', page=1).as_query()}",
        export_url=f"{LIST}.csv" + (f"?{query}" if query else ""),
        **await office.transact(work),
    )


async def _form_page(
    visit: Visit, session: InformationSession, form: dict[str, str], errors: dict[str, str]
) -> Response:
    open_ = session.state == "planned" and session.starts_at > visit.office.now()
    return await visit.page(
        "studio_session.html",
        422 if errors else 200,
        section="studio",
        session=await visit.office.transact(lambda tx: row(tx, visit.office, session)),
        form=form,
        needs=needs_of(visit.office),
        open=open_,
        errors=errors,
    )
