"""A coordinator adds a session by hand, moves it, gives it other places, or calls it off.

Whoever is on the list is told by the next turn of the list; see `bot.usecases.waiting_list`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Literal

from bot.ports import Transaction
from bot.sessions import COMPANION, HOLDS_SEAT, INTERPRETER, InformationSession
from bot.surroundings import Surroundings
from bot.texts.catalogues import SOURCE_LANGUAGE
from bot.usecases.session_planning import session_of

LONGEST_TEXT = 200
MOST_PLACES = 1000
MOST_MINUTES = 600
FIRST_HOUR, LAST_HOUR = 8, 21
"""A session that begins before the one, or from the other on, is most likely a slip."""
SATURDAY = 5

Odd = Literal["weekend", "holiday", "early", "late"]
"""What is odd about the moment of a session."""


@dataclass(frozen=True)
class SessionDraft:
    """What a coordinator filled in; a moment or number that could not be read is None.

    `needs`: what somebody may ask for there, of `bot.sessions.NEEDS`.
    """

    title: str
    starts_at: datetime | None
    minutes: int | None
    place: str
    link: str
    capacity: int | None
    municipalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = (SOURCE_LANGUAGE,)
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Consequences:
    """What a change of a session means: odd about its moment, and how many people are told."""

    odd: tuple[Odd, ...] = ()
    told: int = 0

    def __bool__(self) -> bool:
        """Say whether there is anything to ask about before the change is kept."""
        return bool(self.odd or self.told)


def consequences(
    tx: Transaction, around: Surroundings, session: str, draft: SessionDraft
) -> Consequences:
    """Return what keeping a session as filled in would mean; an empty id is for a new one.

    What stays as it is needs no question: only another moment is looked at, and only another
    moment or place is told.
    """
    if draft.starts_at is None:
        return Consequences()
    kept = tx.session(session) if session else None
    told = 0
    if kept is not None and kept.moved(draft.starts_at, draft.place, draft.link) != kept:
        told = len(tx.registrations(session=session))
    same_moment = kept is not None and kept.starts_at == draft.starts_at
    return Consequences(() if same_moment else _odd(around, draft.starts_at), told)


def _odd(around: Surroundings, starts_at: datetime) -> tuple[Odd, ...]:
    starts = around.calendar.local(starts_at)
    found: list[Odd] = []
    if starts.weekday() >= SATURDAY:
        found.append("weekend")
    elif not around.calendar.is_working_day(starts.date()):
        found.append("holiday")
    if starts.hour < FIRST_HOUR:
        found.append("early")
    elif starts.hour >= LAST_HOUR:
        found.append("late")
    return tuple(found)


def fault_of(draft: SessionDraft, taken: int, now: datetime) -> str:
    """Return what is wrong as the end of a phrase `desk.sessions.fault.*`, or an empty text."""
    texts = (draft.title, draft.place, draft.link, *draft.municipalities)
    if not draft.title or any(len(text) > LONGEST_TEXT for text in texts):
        return "title"
    if draft.starts_at is None or draft.starts_at <= now:
        return "moment"
    if draft.minutes is None or not 1 <= draft.minutes <= MOST_MINUTES:
        return "minutes"
    if bool(draft.place) == bool(draft.link):
        return "place-or-link"
    if draft.link and not draft.link.startswith("https://"):
        return "link"
    if draft.capacity is None or not 1 <= draft.capacity <= MOST_PLACES:
        return "capacity"
    return "taken" if draft.capacity < taken else ""


def add_session(
    tx: Transaction,
    around: Surroundings,
    programme: str,
    draft: SessionDraft,
    now: datetime,
    *,
    only_look: bool = False,
) -> str:
    """Keep a session that was made by hand; return what is wrong, or an empty text.

    With `only_look` nothing is kept, and what would be wrong is returned all the same. What the
    form does not ask (what to bring, personal talks) is as in the programme's first series.
    """
    fault = fault_of(draft, 0, now)
    if fault or draft.starts_at is None:
        return fault
    if any(_is_same(each, draft) for each in tx.sessions(programme, after=now)):
        return "twice"
    if only_look:
        return ""
    series = around.shelf.programme(tx, programme).sessions
    base = (
        session_of(series[0], programme, draft.starts_at)
        if series
        else InformationSession("", programme, draft.starts_at, "", 0)
    )
    name = f"{programme}-{draft.starts_at.date().isoformat()}-{token_hex(3)}"
    tx.add_session(_filled(replace(base, id=name, sequence=0), draft))
    return ""


def _is_same(session: InformationSession, draft: SessionDraft) -> bool:
    """Say whether a session is there already, as after a button that was pressed twice."""
    same = (session.starts_at, session.title, session.where)
    return session.state != "cancelled" and same == (
        draft.starts_at,
        draft.title,
        draft.place or draft.link,
    )


def edit_session(
    tx: Transaction, session: str, draft: SessionDraft, now: datetime, *, only_look: bool = False
) -> str:
    """Keep a changed session; return what is wrong, or an empty text.

    What somebody on the list needs there stays possible. With `only_look` nothing is kept, and
    what would be wrong is returned all the same.

    Raises KeyError when it is not there, has begun, or was called off.
    """
    kept = _open(tx, session, now)
    rows = tx.registrations(session=session)
    taken = sum(row.state in HOLDS_SEAT for row in rows)
    asked_for = {need for wishes in tx.wishes(session).values() for need in wishes.needs}
    fault = fault_of(draft, taken, now)
    if not fault and not asked_for <= {*draft.needs}:
        fault = "needs"
    if not fault and draft.starts_at is not None and not only_look:
        moved = kept.moved(draft.starts_at, draft.place, draft.link)
        tx.save_session(_filled(moved, draft))
    return fault


def call_off(tx: Transaction, session: str, now: datetime) -> None:
    """Call a session off.

    Raises KeyError when it is not there, has begun, or was called off.
    """
    tx.save_session(_open(tx, session, now).cancelled())


def _open(tx: Transaction, session: str, now: datetime) -> InformationSession:
    kept = tx.session(session)
    if kept is None or kept.state != "planned" or kept.starts_at <= now:
        raise KeyError(session)
    return kept


def _filled(session: InformationSession, draft: SessionDraft) -> InformationSession:
    return replace(
        session,
        title=draft.title,
        minutes=draft.minutes or session.minutes,
        place=draft.place,
        link=draft.link,
        capacity=draft.capacity or session.capacity,
        municipalities=draft.municipalities,
        languages=draft.languages,
        accessible=tuple(need for need in draft.needs if need not in (COMPANION, INTERPRETER)),
        companion=COMPANION in draft.needs,
        interpreter=INTERPRETER in draft.needs,
    )
