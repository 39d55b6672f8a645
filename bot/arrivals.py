"""Arrivals: updates of a channel, kept from the moment they come until they are dealt with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ArrivalState = Literal["open", "done", "failed"]


@dataclass(frozen=True)
class Arrival:
    """One update of a channel, kept before the channel hears that it arrived.

    `number` orders the updates of a channel and is unique in it. `lane` says whose update it is:
    those of one lane are dealt with in order. A database keeps and gives back its fingerprint only.
    `reading` is what was understood of it, as the channel's own text, free of BSNs.
    """

    channel: str
    number: int
    lane: str
    at: datetime
    reading: str
    tries: int = 0
