"""Information sessions: a meeting with date, place, capacity and a waiting list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RegistrationState = Literal["booked", "waiting", "cancelled"]


@dataclass(frozen=True)
class InformationSession:
    """One meeting of a programme; `capacity` counts the places."""

    id: str
    programme: str
    starts_at: datetime
    place: str
    capacity: int
    minutes: int = 90


@dataclass(frozen=True)
class Registration:
    """A client's place at a session: booked, or where they stand on the waiting list (from 1)."""

    session: str
    client: str
    state: RegistrationState
    at: datetime
    waiting_position: int = 0
