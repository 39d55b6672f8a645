"""The result of the self-check on one page, to keep or to print: information, never a decision."""

from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.house import House, go_to
from bot.clients import ClientFile
from bot.dialogue.facts import Fact
from bot.dialogue.wording import Wording
from bot.entitlement import citation
from bot.usecases.explanation import Explanation
from scheduler.calendar import Calendar

Row = dict[str, str]

DONE = "check_done"
MUNICIPALITY = "municipality"


class ResultPage:
    """The page under /result."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        """Return the route of the page."""
        return [Route("/result", self.show)]

    async def show(self, request: Request) -> Response:
        """Show the result with today's amounts; while a newer check is under way, the older one."""
        file = await self._house.visitor(request)
        if file is None:
            return go_to(request, "/")
        done = DONE in file.facts or DONE in file.finished
        return self._house.rendering.page(
            "result.html",
            file.client.language,
            next_page="/result",
            **(self._told(file) if done else {"done": False}),
        )

    def _told(self, file: ClientFile) -> dict[str, object]:
        """Return every part of the explanation in the client's language."""
        around = self._house.assistant.around
        now = around.calendar.local(self._house.assistant.clock.now())
        newer = DONE not in file.facts
        told = Explanation.of(around, _finished_facts(file) if newer else file.facts, now)
        language = file.client.language

        def say(wording: Wording) -> str:
            return around.phrasebook.render(wording, language)

        def with_article(rows: Iterable[tuple[Wording, str]]) -> list[Row]:
            return [_row(say(wording), article) for wording, article in rows]

        return {
            "done": True,
            "chance": told.verdict.bijstand.chance,
            "made_on": say(Wording("{day:day}", {"day": now.date()})),
            "told_on": say(_told_on(file, around.calendar)) if newer else "",
            "outcome": [say(wording) for wording in told.outcome()],
            "reasons": with_article(told.reasons()),
            "changes": [say(wording) for wording in told.changes()],
            "unknown": [say(wording) for wording in told.unknown()],
            "applying": [say(wording) for wording in told.applying()],
            "municipality": str(told.value("municipality") or ""),
            "steps": [say(wording) for wording in (*told.steps(), *told.more_steps())],
            "papers": [say(wording) for wording in told.papers()],
            "others": with_article((each, scheme.article) for each, scheme in told.others()),
            "more_help": [say(wording) for wording, _ in told.more_help()],
        }


def _finished_facts(file: ClientFile) -> Mapping[str, Fact]:
    """Return the answers of the finished check, with the municipality that is known now."""
    there = {name: fact for name, fact in file.facts.items() if name == MUNICIPALITY}
    return {**file.finished, **there}


def _told_on(file: ClientFile, calendar: Calendar) -> Wording:
    return Wording("{day:day}", {"day": calendar.local(file.finished[DONE].at).date()})


def _row(text: str, article: str) -> Row:
    found = citation(article)
    return {"text": text, "law": found.text, "address": found.address}
