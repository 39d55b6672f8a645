"""The client's dossier: what can be handed on, and what was handed on, when and to whom."""

from collections.abc import Mapping
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.web.house import House, go_to
from bot.clients import ClientFile
from bot.dialogue.facts import DOSSIER_GROUPS
from bot.dialogue.wording import Wording
from bot.ports import Transaction
from bot.usecases.dossier import (
    HandedOn,
    Line,
    handed_on,
    handed_on_as_json,
    known_names,
    line_as_json,
    lines_of,
)

Row = Mapping[str, object]


class DossierPage:
    """The pages /dossier and /dossier.json, for the client alone."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        """Return the routes of both pages."""
        return [Route("/dossier", self.show), Route("/dossier.json", self.as_json)]

    async def show(self, request: Request) -> Response:
        """Show what is known in groups, and every answer that was handed on."""
        file = await self._house.visitor(request)
        if file is None:
            return go_to(request, "/")
        lines, history = await self._read(file)
        return self._house.rendering.page(
            "dossier.html",
            file.client.language,
            next_page="/dossier",
            made_on=self._day(file, self._now().date()),
            groups=self._groups(file, lines),
            handed_on=[self._row(file, each) for each in history],
        )

    async def as_json(self, request: Request) -> Response:
        """Give the same for a program of the client's own."""
        file = await self._house.visitor(request)
        if file is None:
            return go_to(request, "/")
        lines, history = await self._read(file)
        return JSONResponse(
            {
                "made_at": self._now().isoformat(timespec="seconds"),
                "known": [line_as_json(each) for each in lines],
                "handed_on": [handed_on_as_json(each) for each in history],
            }
        )

    async def _read(self, file: ClientFile) -> tuple[list[Line], list[HandedOn]]:
        around, language = self._house.assistant.around, file.client.language
        names = known_names(around, file.facts)

        def work(tx: Transaction) -> tuple[list[Line], list[HandedOn]]:
            lines = lines_of(tx, around, names, file.facts, language)
            return lines, handed_on(tx, around, file.client.id, language)

        return await self._house.assistant.store.transact(work)

    def _groups(self, file: ClientFile, lines: list[Line]) -> list[Row]:
        """Return the answers that are known, in the groups in which they can be chosen."""
        phrasebook = self._house.assistant.around.phrasebook
        return [
            {
                "id": group,
                "title": phrasebook.say(f"dossier.group.{group}", {}, file.client.language),
                "rows": [
                    {"label": each.label, "text": each.text, "day": self._day(file, each.told_on)}
                    for each in lines
                    if each.group == group
                ],
            }
            for group in DOSSIER_GROUPS
            if any(each.group == group for each in lines)
        ]

    def _row(self, file: ClientFile, each: HandedOn) -> Row:
        withdrawn = each.withdrawn_at
        return {
            "label": each.label,
            "to": ", ".join(filter(None, (each.first_name, each.organisation))),
            "day": self._day(file, each.at.date()),
            "withdrawn": self._day(file, withdrawn.date()) if withdrawn else "",
        }

    def _day(self, file: ClientFile, day: date) -> str:
        phrasebook = self._house.assistant.around.phrasebook
        return phrasebook.render(Wording("{day:date}", {"day": day}), file.client.language)

    def _now(self) -> datetime:
        assistant = self._house.assistant
        return assistant.around.calendar.local(assistant.clock.now())
