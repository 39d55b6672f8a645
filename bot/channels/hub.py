"""Tells open pages of this process that something is new; nothing is kept here."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Hub:
    """Topics with listeners; a listener that is slow misses nothing, because it reads the store."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)

    def tell(self, topic: str) -> None:
        """Wake every listener of a topic."""
        for listener in self._listeners.get(topic, ()):
            listener.set()

    @contextmanager
    def listening(self, topic: str) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever the topic has news."""
        event = asyncio.Event()
        self._listeners[topic].add(event)
        try:
            yield event
        finally:
            self._listeners[topic].discard(event)
            if not self._listeners[topic]:
                del self._listeners[topic]
