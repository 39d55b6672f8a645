"""The web as a channel: a message is there once it is stored; open pages are told to read it."""

from bot.channels.hub import Hub
from bot.messages import Message


class WebChannel:
    """Wakes the open pages of a client; a page that is closed reads everything when it opens."""

    name = "web"
    needs_address = False
    paced = False

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def send(self, address: str, message: Message) -> None:  # noqa: ARG002 - the port's shape
        """Tell the client's open pages that there is something to read."""
        self._hub.tell(f"client:{message.client}")
