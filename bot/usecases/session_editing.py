"""A coordinator adds a session by hand, moves it, gives it other places, or calls it off.

Whoever is on the list is told by the next turn of the list; see `bot.usecases.waiting_list`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex

from bot.ports import Transaction
from bot.sessions import COMPANION, HOLDS_SEAT, INTERPRETER, InformationSession
from bot.surroundings import Surroundings
from bot.texts.catalogues import SOURCE_LANGUAGE
from bot.usecases.session_planning import session_of

LONGEST_TEXT = 200
MOST_PLACES = 1000
MOST_MINUTES = 600


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
    tx: Transaction, around: Surroundings, programme: str, draft: SessionDraft, now: datetime
) -> str:
    """Keep a session that was made by hand; return what is wrong, or an empty text.

    What the form does not ask (what to bring, personal talks) is as in the programme's first
    series.
    """
    fault = fault_of(draft, 0, now)
    if fault or draft.starts_at is None:
        return fault
    if any(_is_same(each, draft) for each in tx.sessions(programme, after=now)):
        return "twice"
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


def edit_session(tx: Transaction, session: str, draft: SessionDraft, now: datetime) -> str:
    """Keep a changed session; return what is wrong, or an empty text.

    What somebody on the list needs there stays possible.

    Raises KeyError when it is not there, has begun, or was called off.
    """
    kept = _open(tx, session, now)
    rows = tx.registrations(session=session)
    taken = sum(row.state in HOLDS_SEAT for row in rows)
    asked_for = {need for wishes in tx.wishes(session).values() for need in wishes.needs}
    fault = fault_of(draft, taken, now)
    if not fault and not asked_for <= {*draft.needs}:
        fault = "needs"
    if not fault and draft.starts_at is not None:
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
