"""Who was not at a session, for their adviser, or else a coordinator, to speak with."""

from starlette.responses import Response

from bot.ports import Transaction
from bot.usecases.attendance import SessionError, absences, note_call
from desk.office import Visit, to


async def absent(visit: Visit) -> list[dict[str, str]]:
    """Return the absent clients for this member of staff who were not spoken with yet."""
    office, now = visit.office, visit.office.now()

    def work(tx: Transaction) -> list[dict[str, str]]:
        return [
            {
                "session": each.session.id,
                "client": each.registration.client,
                "name": each.name or office.say("client"),
                "when": office.moment(each.session.starts_at),
                "expected": office.say("sessions.expected") if each.session.expected else "",
            }
            for each in absences(tx, visit.staff, now)
        ]

    return await office.transact(work)


async def called(visit: Visit) -> Response:
    """Note that somebody was spoken with."""
    session, client = await visit.text("session"), await visit.text("client")
    now = visit.office.now()
    try:
        await visit.office.transact(lambda tx: note_call(tx, visit.staff, session, client, now))
    except SessionError:
        return visit.office.problem_page("no-session", 404, "/desk")
    return to("/desk", "called")
