"""Mail to staff: what a message is, and whoever can send it."""

import re
from dataclasses import dataclass
from typing import Protocol

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""An address that mail programs everywhere take; others exist and are nowhere used."""
LONGEST_ADDRESS = 254

MAIL = "email"
"""The channel of notices that go by e-mail, and the setting that says whether mail is on."""


def is_mail_address(text: str) -> bool:
    """Say whether a text can be an e-mail address."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


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
