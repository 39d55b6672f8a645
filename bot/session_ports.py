"""What information sessions need of a store: meetings, seats, waiting lists, attendance."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.sessions import InformationSession, Registration, Wishes


class SessionTransaction(Protocol):
    """The part of a transaction that serves sessions; see `bot.ports.Transaction`.

    Whoever writes holds the client before the session, so that two never wait for each other.
    """

    def add_session(self, session: InformationSession) -> None:
        """Keep an information session; one with the same id is left as it is."""
        ...

    def save_session(self, session: InformationSession) -> None:
        """Keep a changed session; seats are added, or taken away as far as nobody has them.

        Raises ConstraintError when there is no such session, or more seats are taken than it
        would have.
        """
        ...

    def session(self, session: str) -> InformationSession | None:
        """Return an information session by its id."""
        ...

    def sessions(self, programme: str, *, after: datetime) -> tuple[InformationSession, ...]:
        """Return a programme's sessions that start after a moment, the soonest first.

        Those that were cancelled are left out.
        """
        ...

    def all_sessions(self, *, after: datetime) -> tuple[InformationSession, ...]:
        """Return every programme's sessions that start after a moment, also cancelled ones."""
        ...

    def unsettled_sessions(self, now: datetime) -> tuple[str, ...]:
        """Return the sessions to come whose registrations ask for something to be done.

        A free place, or no time left for one, while somebody waits; an offer whose time has
        passed; or somebody who does not know yet that the session was moved or cancelled.
        """
        ...

    def register(self, session: str, client: str, at: datetime, token: str = "") -> Registration:
        """Book a place, held by a constraint of the database, or join the waiting list.

        A client who is on the list already keeps that registration; nobody passes those who wait.
        `token` finds the registration again without signing in; one that was kept stays.
        """
        ...

    def offer_place(self, session: str, client: str, answer_by: datetime) -> bool:
        """Hold a free seat for somebody who waits; False without a seat, or when they do not."""
        ...

    def accept_place(self, session: str, client: str) -> bool:
        """Book the seat that was offered; False when it is not kept for this client any more."""
        ...

    def cancel_registration(self, session: str, client: str) -> None:
        """Give a place back; it stays free until it is offered."""
        ...

    def registrations(
        self, *, session: str | None = None, client: str | None = None
    ) -> tuple[Registration, ...]:
        """Return registrations that are not cancelled, in order of asking."""
        ...

    def registration_at(self, token: str) -> Registration | None:
        """Return the registration with a token, also when it was cancelled."""
        ...

    def save_registration(self, registration: Registration) -> None:
        """Keep what was noted with a registration: attendance, calls, what the client was told.

        Its state, seat and talk are changed by the other methods only.
        """
        ...

    def save_wishes(self, session: str, client: str, wishes: Wishes) -> None:
        """Keep, sealed, what somebody needs at a session."""
        ...

    def wishes(self, session: str) -> dict[str, Wishes]:
        """Return what the clients of a session need, by client."""
        ...

    def take_talk(self, session: str, client: str, slots: Sequence[tuple[int, int]]) -> int | None:
        """Give somebody the first free personal talk of these (time, desk); None without one."""
        ...
