"""Information sessions, their seats and their waiting lists in a database."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, insert, select, update

from bot.sessions import InformationSession, Registration, RegistrationState
from bot.storage.errors import ConstraintError
from bot.storage.moments import in_utc, utc
from bot.storage.tables import registrations, seats, sessions
from bot.storage.transaction_base import Row, Rows

BY_ID = select(sessions).where(sessions.c.id == bindparam("session"))
LOCKED = BY_ID.with_for_update(key_share=True)
LATER = (
    select(sessions)
    .where(
        sessions.c.programme == bindparam("programme"), sessions.c.starts_at > bindparam("after")
    )
    .order_by(sessions.c.starts_at, sessions.c.id)
)
IN_ORDER = select(registrations).order_by(registrations.c.id)
AT_SESSION = IN_ORDER.where(registrations.c.session == bindparam("session"))
OWN_SESSIONS = select(registrations.c.session).where(registrations.c.client == bindparam("client"))
WITH_CLIENT = IN_ORDER.where(registrations.c.session.in_(OWN_SESSIONS))
FREE_SEAT = (
    select(func.min(seats.c.seat).label("seat"))
    .outerjoin(
        registrations,
        and_(registrations.c.session == seats.c.session, registrations.c.seat == seats.c.seat),
    )
    .where(seats.c.session == bindparam("session"), registrations.c.id.is_(None))
)
FIRST_WAITING = AT_SESSION.where(registrations.c.seat.is_(None)).limit(1)
ADD = insert(registrations)
SEAT = update(registrations).where(registrations.c.id == bindparam("number"))
CANCEL = delete(registrations).where(
    registrations.c.session == bindparam("from_session"),
    registrations.c.client == bindparam("of_client"),
)


class SessionRows(Rows):
    """Sessions; a place is a row of `seats`, and the database lets only one client have it."""

    def add_session(self, session: InformationSession) -> None:
        """Keep an information session and its seats."""
        row = vars(in_utc(session))
        self._add_new(sessions, [dict(row)])
        if self.session(session.id) == session:
            numbers = range(1, session.capacity + 1)
            self._add_new(seats, [{"session": session.id, "seat": seat} for seat in numbers])

    def session(self, session: str) -> InformationSession | None:
        """Return an information session."""
        row = self._row(BY_ID, session=session)
        return InformationSession(**row) if row else None

    def sessions(self, programme: str, *, after: datetime) -> tuple[InformationSession, ...]:
        """Return a programme's sessions after a moment."""
        rows = self._rows(LATER, programme=programme, after=utc(after))
        return tuple(InformationSession(**row) for row in rows)

    def register(self, session: str, client: str, at: datetime) -> Registration:
        """Book a seat or join the waiting list; those who ask at once do so one by one."""
        if self._row(LOCKED, session=session) is None:
            raise ConstraintError(f"There is no information session {session}.")
        own = self._own(session, client)
        if own is None:
            seat = self._free_seat(session)
            self._change(ADD, session=session, client=client, at=utc(at), seat=seat)
            own = self._own(session, client)
        if own is None:
            raise ConstraintError(f"The registration of {client} for {session} was not kept.")
        return own

    def cancel_registration(self, session: str, client: str) -> None:
        """Give a place back; those who wait move up."""
        self._row(LOCKED, session=session)
        self._change(CANCEL, from_session=session, of_client=client)
        while (seat := self._free_seat(session)) and (
            first := self._row(FIRST_WAITING, session=session)
        ):
            self._change(SEAT, number=first["id"], seat=seat)

    def registrations(
        self, *, session: str | None = None, client: str | None = None
    ) -> tuple[Registration, ...]:
        """Return registrations in order of asking."""
        if session is not None:
            rows = self._rows(AT_SESSION, session=session)
        elif client is not None:
            rows = self._rows(WITH_CLIENT, client=client)
        else:
            rows = self._rows(IN_ORDER)
        return tuple(r for r in _numbered(rows) if client is None or r.client == client)

    def _own(self, session: str, client: str) -> Registration | None:
        return next(iter(self.registrations(session=session, client=client)), None)

    def _free_seat(self, session: str) -> int | None:
        row = self._row(FREE_SEAT, session=session)
        return row["seat"] if row else None


def _numbered(rows: Sequence[Row]) -> list[Registration]:
    """Return registrations with the position of those who wait, counted per session."""
    waiting: Counter[str] = Counter()
    found = []
    for row in rows:
        booked = row["seat"] is not None
        waiting[row["session"]] += not booked
        position = 0 if booked else waiting[row["session"]]
        state: RegistrationState = "booked" if booked else "waiting"
        found.append(Registration(row["session"], row["client"], state, row["at"], position))
    return found
