"""Keeps the coming information sessions of a programme, as its series say."""

from datetime import datetime, timedelta

from bot.ports import Transaction
from bot.sessions import InformationSession
from bot.surroundings import Surroundings
from scheduler.rules import Offset
from scheduler.sessions import SessionSeries, session_starts

SESSIONS_AHEAD = timedelta(days=200)
"""How far ahead information sessions are planned."""


def plan_sessions(tx: Transaction, around: Surroundings, programme: str, now: datetime) -> None:
    """Keep a programme's next information sessions; those that are there stay as they are.

    Also one that a coordinator moved or cancelled. Earlier versions named a session by its
    programme and day alone: one with such a name is there as well.
    """
    tomorrow = around.calendar.local(now).date() + timedelta(days=1)
    until = tomorrow + SESSIONS_AHEAD
    for series in around.shelf.programme(tx, programme).sessions:
        for starts in session_starts(series, tomorrow, until, around.calendar):
            if tx.session(f"{programme}-{starts.date().isoformat()}") is None:
                tx.add_session(session_of(series, programme, starts))


def session_of(series: SessionSeries, programme: str, starts: datetime) -> InformationSession:
    """Return the session of a series that starts at a moment."""
    talks = series.talks
    return InformationSession(
        id=f"{programme}-{series.id}-{starts.date().isoformat()}",
        programme=programme,
        starts_at=starts,
        place=series.place,
        capacity=series.capacity,
        minutes=series.minutes,
        title=series.title,
        link=series.link,
        municipalities=series.municipalities,
        subjects=series.subjects,
        expected=series.attendance == "expected",
        languages=series.languages,
        accessible=series.accessible,
        companion=series.companion,
        interpreter=series.interpreter,
        bring=series.bring,
        talk_minutes=talks.minutes if talks else 0,
        talks_at_once=talks.at_once if talks else 0,
        confirm_days=_days(series.confirm_within),
        after_ww_end=series.after_ww_end,
    )


def _days(length: Offset) -> int:
    return max(1, round(length.rough_days))
