"""The coordinator's sessions: found, added by hand, changed, called off."""

from dataclasses import replace

from starlette.responses import Response

from bot.ports import Transaction
from bot.sessions import InformationSession
from bot.usecases.session_editing import (
    Consequences,
    add_session,
    call_off,
    consequences,
    edit_session,
)
from desk.office import Visit, to
from desk.session_filter import WHEN, SessionFilter
from desk.session_form import EMPTY, Filled, errors_of, filled, needs_of, values_of
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
    agreed = await _agreed(visit, form)

    def work(tx: Transaction) -> tuple[str, Consequences]:
        if programme not in tx.latest_revisions("programme"):
            return "programme", Consequences()
        asked = Consequences() if agreed else consequences(tx, around, "", form.draft)
        only_look = bool(asked)
        return add_session(tx, around, programme, form.draft, now, only_look=only_look), asked

    fault, meaning = await office.transact(work) if not form.errors else ("", Consequences())
    errors = form.errors or errors_of(office, fault)
    if errors or meaning:
        ask = None if errors else _question(visit, form, meaning)
        return await _list_page(visit, form.values, errors, ask)
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
    form, around = await filled(visit), visit.office.assistant.around
    errors, meaning = form.errors, Consequences()
    agreed = await _agreed(visit, form)

    def work(tx: Transaction) -> tuple[str, Consequences]:
        """Keep the change, unless something about it is asked first."""
        asked = Consequences() if agreed else consequences(tx, around, name, form.draft)
        return edit_session(tx, name, form.draft, now, only_look=bool(asked)), asked

    try:
        if not errors:
            fault, meaning = await office.transact(work)
            errors = errors_of(office, fault)
    except KeyError:
        return office.problem_page("no-session", 404, LIST)
    session = await office.transact(lambda tx: tx.session(name))
    if session is None:
        return office.problem_page("no-session", 404, LIST)
    if errors or meaning:
        ask = None if errors else _question(visit, form, meaning)
        return await _form_page(visit, session, form.values, errors, ask)
    return to(f"{LIST}/{name}", "session-saved")


async def _agreed(visit: Visit, form: Filled) -> bool:
    """Say whether what was asked about this very moment and place was answered with yes."""
    return await visit.text("confirm") == _mark(form)


def _mark(form: Filled) -> str:
    return " ".join(form.values[name] for name in ("day", "time", "place", "link"))


def _question(visit: Visit, form: Filled, meaning: Consequences) -> dict[str, object]:
    """Return what is asked before a session is kept: what is odd about it, and who is told."""
    office = visit.office
    sentences = [office.say(f"sessions.odd.{each}") for each in meaning.odd]
    if meaning.told:
        sentences.append(office.say("sessions.told", people=meaning.told))
    return {"sentences": sentences, "mark": _mark(form)}


async def cancel(visit: Visit) -> Response:
    """Ask if it is sure, and then call a session off; who is on the list is told."""
    office, now, name = visit.office, visit.office.now(), _id(visit)
    if await visit.text("confirm") != "1":
        return to(f"{LIST}/{name}?ask=cancel#cancel")
    try:
        await office.transact(lambda tx: call_off(tx, name, now))
    except KeyError:
        return office.problem_page("no-session", 404, LIST)
    return to(LIST, "session-cancelled")


def _id(visit: Visit) -> str:
    return str(visit.request.path_params["id"])


async def _list_page(
    visit: Visit,
    form: dict[str, str],
    errors: dict[str, str],
    ask: dict[str, object] | None = None,
) -> Response:
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
        ask=ask,
        export_url=f"{LIST}.csv" + (f"?{query}" if query else ""),
        **await office.transact(work),
    )


async def _form_page(
    visit: Visit,
    session: InformationSession,
    form: dict[str, str],
    errors: dict[str, str],
    ask: dict[str, object] | None = None,
) -> Response:
    open_ = session.state == "planned" and session.starts_at > visit.office.now()
    return await visit.page(
        "studio_session.html",
        422 if errors else 200,
        section="studio",
        session=await visit.office.transact(lambda tx: row(tx, visit.office, session)),
        told=await visit.office.transact(lambda tx: len(tx.registrations(session=session.id))),
        form=form,
        needs=needs_of(visit.office),
        open=open_,
        errors=errors,
        ask=ask,
        cancels=visit.request.query_params.get("ask") == "cancel",
    )
