"""Brings updates to the bot's own address, as Telegram does when a webhook is set."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Protocol
from urllib.parse import urlsplit

import aiohttp

from tests.telegram.chats import World
from tests.telegram.schema import Json

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 40
"""How many updates are brought at once when the bot does not say."""
PAUSES = (0.0, 0.01, 0.02, 0.05)
"""Seconds before the next try; the real one waits longer and longer."""
HERE = ("127.0.0.1", "localhost", "::1")


class Post(Protocol):
    """Brings a body to an address and returns the status of the answer."""

    def __call__(self, url: str, headers: dict[str, str], body: bytes) -> Awaitable[int]:
        """Post once."""
        ...


class Webhook:
    """The address of the bot, and the work of bringing updates there."""

    def __init__(self, world: World, post: Post | None) -> None:
        self.url = ""
        self.secret = ""
        self.connections = CONNECTIONS
        self.has_certificate = False
        self.last_error: tuple[int, str] | None = None
        self.posts: list[tuple[int, int]] = []
        """Each try: the id of the update and the status of the answer, 0 for none."""
        self._world = world
        self._post = post
        self._work: asyncio.Task[None] | None = None
        self._underway: dict[int, object] = {}

    async def set(self, url: str) -> None:
        """Bring updates to this address from now on."""
        await self.stop()
        self.url = url
        self.last_error = None
        if self._post or urlsplit(url).hostname in HERE:
            self._work = asyncio.create_task(self._bring_all())
        self._world.bell.ring()

    async def stop(self) -> None:
        """Bring nothing any more."""
        work, self._work, self.url = self._work, None, ""
        if work:
            work.cancel()
            await asyncio.wait({work})
            if not work.cancelled() and (error := work.exception()):
                raise error  # the bringing itself broke down: a test must not wait in vain

    def info(self) -> Json:
        """Return how it is going."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": self.has_certificate,
            "pending_update_count": len(self._world.updates.waiting),
        }
        if self.url:
            info["max_connections"] = self.connections
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        if self._world.updates.allowed is not None:
            info["allowed_updates"] = self._world.updates.allowed
        return info

    async def _bring_all(self) -> None:
        self._underway.clear()
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
            post = self._post or _poster(session)
            while True:
                for again in self._world.updates.again():
                    tasks.create_task(self._bring(post, again))
                while update := self._next():
                    self._underway[update["update_id"]] = _person(update)
                    tasks.create_task(self._bring_first(post, update))
                await self._world.bell.heard(3600)

    def _next(self) -> Json | None:
        """Return the next update to bring: those of one person go one after another."""
        busy = set(self._underway.values())
        if len(self._underway) >= self.connections:
            return None
        for update in self._world.updates.waiting:
            person = _person(update)
            if update["update_id"] not in self._underway and person not in busy:
                return update
            busy.add(person)
        return None

    async def _bring_first(self, post: Post, update: Json) -> None:
        await self._bring(post, update)
        if self._world.updates.twice_at_once(update):
            await self._bring(post, update)
        del self._underway[update["update_id"]]
        if update in self._world.updates.waiting:
            self._world.updates.delivered(update)

    async def _bring(self, post: Post, update: Json) -> None:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        body = json.dumps(update).encode()
        tries = 0
        while not await self._brought(post, update["update_id"], headers, body):
            await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
            tries += 1

    async def _brought(self, post: Post, number: int, headers: dict[str, str], body: bytes) -> bool:
        """Try once; say whether the bot took it."""
        try:
            status = await post(self.url, headers, body)
        except (aiohttp.ClientError, OSError, TimeoutError):
            status = 0
        self.posts.append((number, status))
        taken = 200 <= status < 300
        if not taken:
            reason = f"Wrong response from the webhook: {status} {_phrase(status)}"
            said = reason if status else "Connection refused"
            self.last_error = (self._world.date, said)
        self._world.bell.ring()
        return taken


def _person(update: Json) -> object:
    """Return whose update this is; updates of one person are brought one by one."""
    content = next(content for name, content in update.items() if name != "update_id")
    return content["from"]["id"]


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _poster(session: aiohttp.ClientSession) -> Callable[..., Awaitable[int]]:
    async def post(url: str, headers: dict[str, str], body: bytes) -> int:
        async with session.post(url, headers=headers, data=body) as answer:
            await answer.read()
            return answer.status

    return post
