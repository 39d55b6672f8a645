"""A house with two information sessions and two clients, who sign up, cancel and are listed."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.ports import Transaction
from bot.sessions import InformationSession
from scheduler.calendar import AMSTERDAM
from tests.fixtures import NOW
from tests.house import PROGRAMME, House

FIRST, SECOND = "1", "2"


def session(name: str, day: date, capacity: int = 1) -> InformationSession:
    """Return a session at two in the afternoon."""
    starts = datetime(day.year, day.month, day.day, 14, tzinfo=AMSTERDAM)
    return InformationSession(name, PROGRAMME, starts, "Stadhuis", capacity)


async def with_sessions(**scripts: str) -> House:
    """Return a house with a small and a larger session, and two clients."""
    house = House(NOW, **scripts)
    for planned in (session("s1", date(2027, 3, 18)), session("s2", date(2027, 4, 15), 5)):
        house.store.transact_now(lambda tx, planned=planned: tx.add_session(planned))  # type: ignore[misc]  # a default argument binds the loop's session
    for who in ("anna", "ben"):
        await house.enrols(who)
    return house


async def signs_up(house: House, who: str, day: str = FIRST) -> list[str]:
    """Sign up for an offered day, or another one than the client has; return the answers."""
    await house.says("bijeenkomst", who)
    if state(house, who):
        await house.presses("other", who)
        day = FIRST
    else:
        await house.presses("see", who)
    return await house.says(day, who)


async def cancels(house: House, who: str) -> list[str]:
    """Ask to cancel the place and say yes; return the question."""
    said = await house.says("afmelden", who)
    await house.presses("give", who)
    return said


def state(house: House, who: str) -> str:
    """Return where a client stands on which lists."""
    client = house.file(who).client.id
    rows = house.store.transact_now(lambda tx: tx.registrations(client=client))
    return " ".join(f"{row.session} {row.state}" for row in rows)


def kept(tx: Transaction, name: str) -> InformationSession:
    """Return a session as it is kept."""
    found = tx.session(name)
    assert found is not None
    return found


def changes(wanted: dict[str, dict[str, Any]], house: House) -> None:
    """Keep sessions with other values, by name."""
    for name, fields in wanted.items():
        house.store.transact_now(
            lambda tx, name=name, fields=fields: tx.save_session(replace(kept(tx, name), **fields))  # type: ignore[misc]  # defaults bind the loop's session
        )
