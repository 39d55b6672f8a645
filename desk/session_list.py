"""The sessions to come and those that were held lately, for whoever prepares them."""

from collections.abc import Sequence
from datetime import timedelta

from starlette.responses import Response

from bot.ports import Transaction
from bot.sessions import InformationSession
from bot.usecases.attendance import may_see
from desk.office import Office, Visit
from desk.waiting import csv_text

LOOKED_BACK = timedelta(days=30)
COLUMNS = (
    *("when", "title", "where", "booked", "capacity", "waiting", "state"),
    *("languages", "possible"),
)


async def show_sessions(visit: Visit) -> Response:
    """Show the sessions of this member of staff's programmes."""
    coming, held = await _both(visit)
    return await visit.page(
        "sessions.html",
        section="sessions",
        coming=coming,
        held=held,
        export_url="/desk/sessions.csv",
    )


async def export_sessions(visit: Visit) -> Response:
    """Give both lists as a file for a spreadsheet."""
    coming, held = await _both(visit)
    return csv_file(visit.office, "sessions.csv", COLUMNS, [*coming, *held])


def csv_file(
    office: Office, name: str, columns: Sequence[str], rows: Sequence[dict[str, str]]
) -> Response:
    """Return rows as a file for a spreadsheet, with headings `desk.sessions.column.*`."""
    text = csv_text(
        [office.say(f"sessions.column.{column}") for column in columns],
        [[row[column] for column in columns] for row in rows],
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(text, media_type="text/csv", headers=headers)


async def _both(visit: Visit) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the rows of the sessions to come, and of those held, the nearest first."""
    now = visit.office.now()

    def work(tx: Transaction) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        every = [s for s in tx.all_sessions(after=now - LOOKED_BACK) if may_see(tx, visit.staff, s)]
        coming = [row(tx, visit.office, s) for s in every if s.starts_at > now]
        held = [row(tx, visit.office, s) for s in reversed(every) if s.starts_at <= now]
        return coming, held

    return await visit.office.transact(work)


def row(tx: Transaction, office: Office, session: InformationSession) -> dict[str, str]:
    """Return one session as lists show it."""
    states = [each.state for each in tx.registrations(session=session.id)]
    return {
        "id": session.id,
        "when": office.moment(session.starts_at),
        "title": session.title,
        "programme": session.programme,
        "where": session.where,
        "booked": str(states.count("booked") + states.count("offered")),
        "capacity": str(session.capacity),
        "waiting": str(states.count("waiting")),
        "state": office.say(f"sessions.state.{session.state}"),
        "languages": office.say("sessions.languages", languages=session.languages),
        "possible": ", ".join(office.say(f"sessions.possible.{need}") for need in session.needs),
    }
