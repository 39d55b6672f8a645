"""The calendar file of a place at a session, by its secret link, without signing in."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calendar_files import calendar_file
from bot.channels.web.house import House
from bot.ports import Transaction
from bot.sessions import InformationSession, Registration


class CalendarPage:
    """The files under /calendar."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        """Return the route of the files."""
        return [Route("/calendar/{token}.ics", self.show)]

    async def show(self, request: Request) -> Response:
        """Give the file as it is now; a calendar that asks again learns of changes."""
        assistant = self._house.assistant
        token = str(request.path_params["token"])

        def work(tx: Transaction) -> tuple[InformationSession, Registration] | None:
            registration = tx.registration_at(token)
            session = tx.session(registration.session) if registration else None
            return (session, registration) if session and registration else None

        found = await assistant.store.transact(work)
        if found is None:
            raise HTTPException(404)
        language = self._house.language(request)
        title = assistant.around.phrasebook.say("session.calendar-title", {}, language)
        headers = {
            "Content-Disposition": 'attachment; filename="bijeenkomst.ics"',
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex",
        }
        body = calendar_file(*found, title, assistant.clock.now())
        return Response(body, media_type="text/calendar", headers=headers)
