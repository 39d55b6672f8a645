"""Mail to staff: what a message is, and whoever can send it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Mail:
    """One plain message to one member of staff; it never holds anything of a client."""

    to: str
    subject: str
    text: str


class Mailer(Protocol):
    """Sends mail."""

    async def send(self, mail: Mail) -> None:
        """Send one mail.

        Raises DeliveryError when the server did not take it.
        """
        ...
