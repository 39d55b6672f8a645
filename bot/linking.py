"""Links: one-time codes by which a channel comes to belong to a client or a member of staff."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

VALID_FOR = timedelta(minutes=15)
"""Long enough to pick up a phone and scan; short enough to be of no use when found later."""


JOINS = "k_"
"""Begins what a deep link tells our bot when it joins a channel; else that is an invitation."""
BOT_NAME = "telegram name"
"""The setting that keeps the name of our bot at Telegram, once it is known."""


@dataclass(frozen=True)
class LinkOwner:
    """Whose link it is: a client's or a member of staff's, never both."""

    client: str = ""
    staff: str = ""


def bot_link(name: str, payload: str = "") -> str:
    """Return a deep link to a bot of Telegram, with what it is told at the start."""
    return f"https://t.me/{name}" + (f"?start={payload}" if payload else "")


class Settings(Protocol):
    """Whatever keeps the settings of an installation."""

    def setting(self, name: str) -> str | None:
        """Return a value that is kept."""
        ...


def bot_name(kept: Settings) -> str:
    """Return the name of our bot at Telegram, or an empty text while Telegram is off."""
    return kept.setting(BOT_NAME) or ""
