"""The methods by which a bot gets its updates."""

import asyncio
import re
from urllib.parse import urlsplit

from tests.telegram.chats import World
from tests.telegram.refusal import Refusal, bad_request
from tests.telegram.schema import Json
from tests.telegram.webhook import CONNECTIONS, HERE, Webhook

MOST_UPDATES = 100
"""Updates in one answer."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PORTS = (None, 443, 80, 88, 8443)


class Receiving:
    """Long polling and the webhook: one of the two."""

    def __init__(self, world: World, webhook: Webhook) -> None:
        self.webhook = webhook
        self._world = world
        self._poll = 0
        """The number of the newest poll; an older one that still waits is ended."""
        self._closing = False

    def close(self) -> None:
        """End all waiting."""
        self._closing = True
        self._world.bell.ring()

    async def get_updates(self, asked: Json) -> list[Json]:
        """Return the updates that wait, or wait for one."""
        if self.webhook.url:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        updates = self._world.updates
        if "allowed_updates" in asked:
            updates.allow(asked["allowed_updates"])
        self._poll += 1
        poll = self._poll
        self._world.bell.ring()
        updates.acknowledge(asked.get("offset", 0))
        limit = asked.get("limit", MOST_UPDATES)
        loop = asyncio.get_running_loop()
        end = loop.time() + asked.get("timeout", 0)
        while True:
            self._still_wanted(poll)
            batch = updates.batch(limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES)
            left = end - loop.time()
            if batch or left <= 0 or self._closing:
                return batch
            await self._world.bell.heard(left)

    async def set_webhook(self, asked: Json) -> bool:
        """Have the updates brought to an address."""
        if not asked["url"]:
            return await self.delete_webhook(asked)
        _check_url(asked["url"])
        secret = asked.get("secret_token", "")
        if "secret_token" in asked and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        connections = asked.get("max_connections", CONNECTIONS)
        if not 1 <= connections <= 100:
            raise bad_request("max_connections must be between 1 and 100")
        await self.webhook.stop()
        self._settle(asked)
        self.webhook.secret = secret
        self.webhook.connections = connections
        self.webhook.has_certificate = "certificate" in asked
        await self.webhook.set(asked["url"])
        return True

    async def delete_webhook(self, asked: Json) -> bool:
        """Have the updates wait for the bot again."""
        await self.webhook.stop()
        self._settle(asked)
        return True

    def get_webhook_info(self, _asked: Json) -> Json:
        """Return how the webhook does."""
        return self.webhook.info()

    def _settle(self, asked: Json) -> None:
        if "allowed_updates" in asked:
            self._world.updates.allow(asked["allowed_updates"])
        if asked.get("drop_pending_updates"):
            self._world.updates.drop()

    def _still_wanted(self, poll: int) -> None:
        if self.webhook.url:
            raise Refusal(409, "Conflict: terminated by setWebhook request")
        if poll != self._poll:
            raise Refusal(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if parts.hostname in HERE:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
