"""The event stream of an open chat: what is new is read from the store and sent at once.

The hub wakes the stream within this process. A look at the store every two seconds finds what
other processes said, so any number of them may serve pages and run the scheduler.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web import views
from bot.channels.web.house import House
from bot.channels.web.views import Seen

POLL_SECONDS = 2.0
PING_SECONDS = 15
GOODBYE_SECONDS = 0.5
"""A stream gets this long to end by itself when the server stops."""


class Events:
    """The stream under /chat/events."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._assistant = house.assistant

    def routes(self) -> list[Route]:
        """Return the route of the stream."""
        return [Route("/chat/events", self.listen)]

    async def listen(self, request: Request) -> Response:
        """Stream what comes after a message; 204 tells a browser without conversation to stop."""
        file = await self._house.visitor(request)
        if file is None:
            return Response(status_code=204)
        asked = (request.headers.get("last-event-id", ""), request.query_params.get("after", ""))
        after = max(int(each) if each.isdecimal() and len(each) < 16 else 0 for each in asked)
        closing = anyio.Event()
        return EventSourceResponse(
            self.stream(file.client.id, after, closing),
            ping=PING_SECONDS,
            sep="\n",
            shutdown_event=closing,
            shutdown_grace_period=GOODBYE_SECONDS,
        )

    async def stream(
        self, client: str, after: int, closing: anyio.Event
    ) -> AsyncIterator[ServerSentEvent]:
        """Yield messages after an id, and the question that came with them, until it closes."""
        with self._assistant.hub.listening(f"client:{client}") as news:
            while not closing.is_set():
                news.clear()
                seen = await self._look(client, after)
                if seen is None:  # everything was erased
                    return
                for event in self._events(seen, after):
                    yield event
                after = max(after, seen.last_id)
                await _either(news.wait(), closing.wait())

    def _events(self, seen: Seen, after: int) -> list[ServerSentEvent]:
        rendering = self._house.rendering
        language = seen.file.client.language
        fresh = views.shown(seen.messages, self._assistant.around.calendar, after=after)
        if not fresh:
            return []
        events = [
            ServerSentEvent(
                rendering.part("_message.html", language, message=message),
                event="message",
                id=str(message["id"]),
            )
            for message in views.in_language(fresh, language)
        ]
        box = rendering.part("_composer.html", language, composer=views.composer(seen))
        return [*events, ServerSentEvent(box, event="composer")]

    async def _look(self, client: str, after: int) -> Seen | None:
        store = self._assistant.store
        return await store.transact(lambda tx: views.look_for_news(tx, client, after))


async def _either(*waits: Coroutine[Any, Any, object]) -> None:
    """Return when one of these is done, or when it is time to look at the store again."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
