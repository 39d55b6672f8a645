"""A channel that only remembers what it was given; for rehearsals, walks and tests."""

from bot.messages import Message


class RecordingChannel:
    """Keeps sent messages in order."""

    needs_address = True
    paced = False

    def __init__(self, name: str = "recording") -> None:
        self.name = name
        self.sent: list[tuple[str, Message]] = []

    async def send(self, address: str, message: Message) -> None:
        """Remember a message."""
        self.sent.append((address, message))
