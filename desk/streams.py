"""Event streams of staff pages: what is new is read from the store and sent at once."""

import asyncio
from collections.abc import AsyncIterator, Callable

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

LOOKS_EVERY = 3.0
"""Seconds; another process may have changed something, and its hub is not ours."""
PING_SECONDS = 15
GOODBYE_SECONDS = 0.5
"""A stream gets this long to end by itself when the server stops."""

Events = Callable[[anyio.Event], AsyncIterator[ServerSentEvent]]
"""Gives events until it is told to close."""


def stream(events: Events) -> Response:
    """Return a stream of events as an answer."""
    closing = anyio.Event()
    return EventSourceResponse(
        events(closing),
        ping=PING_SECONDS,
        sep="\n",
        shutdown_event=closing,
        shutdown_grace_period=GOODBYE_SECONDS,
    )


async def pause(news: asyncio.Event, closing: anyio.Event, seconds: float = LOOKS_EVERY) -> None:
    """Return when there is news or the stream closes, and otherwise after a few seconds."""
    waits = [asyncio.create_task(news.wait()), asyncio.create_task(closing.wait())]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
    news.clear()
