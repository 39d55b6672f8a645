"""The demo: made-up advisers, staff and information sessions, so that everything can be tried."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import cast

from bot.advisers import WEEKDAYS, Adviser
from bot.errors import ContentError
from bot.ports import Transaction
from bot.records import Staff, StaffRole
from bot.scripts.problems import Problem
from bot.scripts.source import Fields, read_fields
from bot.sessions import InformationSession
from bot.surroundings import Surroundings
from bot.usecases.enrol import DEFAULT_PROGRAMME
from scheduler.sessions import session_starts

SESSIONS_AHEAD = timedelta(days=200)
"""How far ahead information sessions are planned."""


def set_up_demo(tx: Transaction, around: Surroundings, path: Path, now: datetime) -> None:
    """Keep the demo's people, programme and coming sessions; doing it twice changes nothing.

    Raises ContentError when the file has problems.
    """
    problems: list[Problem] = []
    root = read_fields(path, problems)
    if root is None:
        raise ContentError(f"the demo's people cannot be read from {path}: {problems[0].code}")
    programme = root.text("programme")
    for adviser in _advisers(root):
        tx.save_adviser(adviser)
    for staff in _staff(root):
        tx.save_staff(staff)
    if problems:
        raise ContentError(f"{problems[0].place}: {problems[0].code}")
    if tx.setting(DEFAULT_PROGRAMME) is None:
        tx.save_setting(DEFAULT_PROGRAMME, programme)
    plan_sessions(tx, around, programme, now)


def plan_sessions(tx: Transaction, around: Surroundings, programme: str, now: datetime) -> None:
    """Keep a programme's next information sessions, as its settings say when and where."""
    settings = around.shelf.programme(tx, programme).sessions
    if settings is None:
        return
    tomorrow = around.calendar.local(now).date() + timedelta(days=1)
    until = tomorrow + SESSIONS_AHEAD
    for starts in session_starts(settings, tomorrow, until, around.calendar):
        tx.add_session(
            InformationSession(
                id=f"{programme}-{starts.date().isoformat()}",
                programme=programme,
                starts_at=starts,
                place=settings.place,
                capacity=settings.capacity,
            )
        )


def _advisers(root: Fields) -> Iterator[Adviser]:
    for each in root.list_of_fields("advisers"):
        yield Adviser(
            id=each.text("id"),
            first_name=each.text("first name"),
            organisation=each.text("organisation"),
            programmes=tuple(text for text, _ in each.texts("programmes")),
            sectors=tuple(text for text, _ in each.texts("sectors")),
            hours=dict(_hours(each)),
            stand_in=each.text("stand-in", ""),
        )


def _hours(fields: Fields) -> Iterator[tuple[str, tuple[time, time]]]:
    for day, hours, place in fields.pairs("hours"):
        start, _, end = hours.partition("-")
        try:
            read = (time.fromisoformat(start), time.fromisoformat(end))
        except ValueError:
            fields.problem("bad-hours", at=place, found=hours)
            continue
        if day not in WEEKDAYS:
            fields.problem("bad-hours", at=place, found=day)
            continue
        yield day, read


def _staff(root: Fields) -> Iterator[Staff]:
    for each in root.list_of_fields("staff"):
        yield Staff(
            id=each.text("id"),
            name=each.text("name"),
            role=cast("StaffRole", each.one_of("role", ("adviser", "coordinator"))),
            adviser=each.text("adviser", ""),
            email=each.text("email", ""),
        )
