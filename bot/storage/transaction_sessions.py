"""Information sessions, their seats and their waiting lists in a database."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, delete, func, insert, select, update

from bot.sessions import LAST_OFFER, InformationSession, Registration, Wishes
from bot.storage.errors import ConstraintError
from bot.storage.moments import in_utc, utc
from bot.storage.session_codec import (
    session_as_row,
    session_from_row,
    wishes_as_text,
    wishes_from_text,
)
from bot.storage.tables import registrations, seats, sessions
from bot.storage.transaction_base import Row, Rows

BY_ID = select(sessions).where(sessions.c.id == bindparam("session"))
LOCKED = BY_ID.with_for_update(key_share=True)
ALL_LATER = (
    select(sessions)
    .where(sessions.c.starts_at > bindparam("after"))
    .order_by(sessions.c.starts_at, sessions.c.id)
)
LATER = ALL_LATER.where(
    sessions.c.programme == bindparam("programme"), sessions.c.state == "planned"
)
SAVE_SESSION = update(sessions).where(sessions.c.id == bindparam("saved"))
DROP_SEATS = delete(seats).where(
    seats.c.session == bindparam("of_session"), seats.c.seat > bindparam("above")
)
LISTED = select(*(column for column in registrations.c if column.name != "wishes"))
IN_ORDER = LISTED.where(registrations.c.state != "cancelled").order_by(registrations.c.id)
AT_SESSION = IN_ORDER.where(registrations.c.session == bindparam("session"))
OWN_SESSIONS = select(registrations.c.session).where(registrations.c.client == bindparam("client"))
WITH_CLIENT = IN_ORDER.where(registrations.c.session.in_(OWN_SESSIONS))
ONE = LISTED.where(
    registrations.c.session == bindparam("session"), registrations.c.client == bindparam("client")
)
AT_TOKEN = LISTED.where(registrations.c.token == bindparam("token"))
WISHES = select(registrations.c.id, registrations.c.client, registrations.c.wishes).where(
    registrations.c.session == bindparam("session"), registrations.c.wishes.is_not(None)
)
TALKS = select(registrations.c.talk, registrations.c.desk).where(
    registrations.c.session == bindparam("session"), registrations.c.talk.is_not(None)
)
FREE_SEAT = (
    select(func.min(seats.c.seat).label("seat"))
    .outerjoin(
        registrations,
        and_(registrations.c.session == seats.c.session, registrations.c.seat == seats.c.seat),
    )
    .where(seats.c.session == bindparam("session"), registrations.c.id.is_(None))
)
HIGHEST_SEAT = select(func.max(registrations.c.seat).label("seat")).where(
    registrations.c.session == bindparam("session")
)
_active = registrations.c.state != "cancelled"


def _count(*conditions: Any) -> Any:  # noqa: ANN401 - parts of a statement have no common type
    return func.sum(case((and_(*conditions), 1), else_=0))


UNSETTLED: Select[Any] = (
    select(sessions.c.id)
    .join(registrations, registrations.c.session == sessions.c.id)
    .where(sessions.c.starts_at > bindparam("now"), _active)
    .group_by(
        *(sessions.c.id, sessions.c.capacity, sessions.c.state, sessions.c.sequence),
        sessions.c.starts_at,
    )
    .having(
        (_count(registrations.c.told < sessions.c.sequence) > 0)
        | (
            _count(
                registrations.c.state == "offered",
                registrations.c.answer_by <= bindparam("now"),
            )
            > 0
        )
        | (
            (_count(registrations.c.state == "waiting") > 0)
            & (
                (func.count(registrations.c.seat) < sessions.c.capacity)
                | (sessions.c.starts_at <= bindparam("late"))
            )
        )
    )
    .order_by(sessions.c.id)
)
ADD = insert(registrations)
CHANGE = update(registrations).where(registrations.c.id == bindparam("number"))
DROP = delete(registrations).where(registrations.c.id == bindparam("number"))


class SessionRows(Rows):
    """Sessions; a place is a row of `seats`, and the database lets only one client have it."""

    def add_session(self, session: InformationSession) -> None:
        """Keep an information session and its seats."""
        self._add_new(sessions, [session_as_row(in_utc(session))])
        if self.session(session.id) == session:
            self._add_seats(session)

    def save_session(self, session: InformationSession) -> None:
        """Keep a changed session and as many seats as it has now."""
        if self._row(LOCKED, session=session.id) is None:
            raise ConstraintError(f"There is no information session {session.id}.")
        self._move_together(session)
        self._add_seats(session)
        self._change(DROP_SEATS, of_session=session.id, above=session.capacity)
        row = session_as_row(in_utc(session))
        del row["id"]
        self._change(SAVE_SESSION, saved=session.id, **row)

    def session(self, session: str) -> InformationSession | None:
        """Return an information session."""
        row = self._row(BY_ID, session=session)
        return session_from_row(row) if row else None

    def sessions(self, programme: str, *, after: datetime) -> tuple[InformationSession, ...]:
        """Return a programme's sessions after a moment."""
        rows = self._rows(LATER, programme=programme, after=utc(after))
        return tuple(session_from_row(row) for row in rows)

    def all_sessions(self, *, after: datetime) -> tuple[InformationSession, ...]:
        """Return every programme's sessions after a moment."""
        return tuple(session_from_row(row) for row in self._rows(ALL_LATER, after=utc(after)))

    def unsettled_sessions(self, now: datetime) -> tuple[str, ...]:
        """Return the sessions whose registrations ask for something to be done."""
        return tuple(
            row["id"] for row in self._rows(UNSETTLED, now=utc(now), late=utc(now + LAST_OFFER))
        )

    def register(self, session: str, client: str, at: datetime, token: str = "") -> Registration:
        """Book a seat or join the waiting list; those who ask at once do so one by one."""
        kept = self._row(LOCKED, session=session)
        if kept is None:
            raise ConstraintError(f"There is no information session {session}.")
        before = self._row(ONE, session=session, client=client)
        if before is None or before["state"] == "cancelled":
            if before is not None:
                self._change(DROP, number=before["id"])
                token = before["token"] or token
            waits = any(r.state == "waiting" for r in self.registrations(session=session))
            seat = None if waits else self._free_seat(session)
            state = "waiting" if seat is None else "booked"
            values = {"seat": seat, "state": state, "token": token or None}
            told = kept["sequence"]
            self._change(ADD, session=session, client=client, at=utc(at), told=told, **values)
        own = self._own(session, client)
        if own is None:
            raise ConstraintError(f"The registration of {client} for {session} was not kept.")
        return own

    def offer_place(self, session: str, client: str, answer_by: datetime) -> bool:
        """Hold a free seat for somebody who waits."""
        self._row(LOCKED, session=session)
        own = self._row(ONE, session=session, client=client)
        seat = self._free_seat(session)
        if own is None or own["state"] != "waiting" or seat is None:
            return False
        until = utc(answer_by)
        self._change(CHANGE, number=own["id"], seat=seat, state="offered", answer_by=until)
        return True

    def accept_place(self, session: str, client: str) -> bool:
        """Book the seat that was offered."""
        self._row(LOCKED, session=session)
        own = self._row(ONE, session=session, client=client)
        if own is None or own["state"] != "offered":
            return False
        self._change(CHANGE, number=own["id"], state="booked", answer_by=None)
        return True

    def cancel_registration(self, session: str, client: str) -> None:
        """Give a place and a talk back; what was needed there is forgotten."""
        self._row(LOCKED, session=session)
        own = self._row(ONE, session=session, client=client)
        if own is not None:
            gone = dict.fromkeys(("seat", "answer_by", "talk", "desk", "wishes"))
            self._change(CHANGE, number=own["id"], state="cancelled", **gone)

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

    def registration_at(self, token: str) -> Registration | None:
        """Return the registration with a token."""
        row = self._row(AT_TOKEN, token=token) if token else None
        return _registration(row, 0) if row else None

    def save_registration(self, registration: Registration) -> None:
        """Keep what was noted with a registration."""
        own = self._row(ONE, session=registration.session, client=registration.client)
        if own is not None:
            noted = {name: vars(registration)[name] for name in ("attendance", "called", "told")}
            self._change(CHANGE, number=own["id"], **noted)

    def save_wishes(self, session: str, client: str, wishes: Wishes) -> None:
        """Keep what somebody needs, sealed with their key."""
        own = self._row(ONE, session=session, client=client)
        if own is not None:
            key, place = self._key(client), f"registrations:{own['id']}"
            sealed = key.seal(wishes_as_text(wishes), place)
            self._change(CHANGE, number=own["id"], wishes=sealed)

    def wishes(self, session: str) -> dict[str, Wishes]:
        """Return what the clients of a session need."""
        return {
            row["client"]: wishes_from_text(
                self._key(row["client"]).unseal(row["wishes"], f"registrations:{row['id']}")
            )
            for row in self._rows(WISHES, session=session)
        }

    def take_talk(self, session: str, client: str, slots: Sequence[tuple[int, int]]) -> int | None:
        """Give somebody the first free personal talk."""
        self._row(LOCKED, session=session)
        own = self._row(ONE, session=session, client=client)
        if own is None or own["talk"] is not None:
            return own["talk"] if own else None
        taken = {(row["talk"], row["desk"]) for row in self._rows(TALKS, session=session)}
        free = next((slot for slot in slots if slot not in taken), None)
        if free is not None:
            self._change(CHANGE, number=own["id"], talk=free[0], desk=free[1])
        return free[0] if free else None

    def _own(self, session: str, client: str) -> Registration | None:
        return next(iter(self.registrations(session=session, client=client)), None)

    def _free_seat(self, session: str) -> int | None:
        row = self._row(FREE_SEAT, session=session)
        return row["seat"] if row else None

    def _add_seats(self, session: InformationSession) -> None:
        numbers = range(1, session.capacity + 1)
        self._add_new(seats, [{"session": session.id, "seat": seat} for seat in numbers])

    def _move_together(self, session: InformationSession) -> None:
        """Let those with a high seat have a lower one, as far as there are free ones."""
        while ((self._row(HIGHEST_SEAT, session=session.id) or {}).get("seat") or 0) > (
            session.capacity
        ):
            free = self._free_seat(session.id)
            if free is None or free > session.capacity:
                raise ConstraintError(f"More places of {session.id} are taken than it would have.")
            rows = self._rows(AT_SESSION, session=session.id)
            last = max((row for row in rows if row["seat"]), key=lambda row: row["seat"])
            self._change(CHANGE, number=last["id"], seat=free)


def _numbered(rows: Sequence[Row]) -> list[Registration]:
    """Return registrations with the position of those who wait, counted per session."""
    waiting: Counter[str] = Counter()
    found = []
    for row in rows:
        waits = row["state"] == "waiting"
        waiting[row["session"]] += waits
        found.append(_registration(row, waiting[row["session"]] if waits else 0))
    return found


def _registration(row: Row, position: int) -> Registration:
    left_out = ("id", "seat", "desk", "token")
    values = {name: value for name, value in row.items() if name not in left_out}
    return Registration(**values, waiting_position=position, token=row["token"] or "")
