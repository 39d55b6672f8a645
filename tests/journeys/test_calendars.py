"""The whole calendar of each programme, lived in virtual time by three people.

One goes along with everything, one finds work, and one never answers. What each got, and why not,
stands in `calendars/`; MAXWW_UPDATE_WALKS=1 writes it anew.
"""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from bot.contacts import OPEN, DueContact
from bot.simulation.behaviour import Behaviour, read_behaviour
from bot.simulation.person import Life, Person
from bot.simulation.town import Town
from scheduler.calendar import AMSTERDAM
from tests.fixtures import SETTINGS, phrasebook, shipped

CALENDARS = Path(__file__).parent / "calendars"
UPDATE = os.environ.get("MAXWW_UPDATE_WALKS") == "1"
BEHAVIOUR = SETTINGS.dialogues / "simulation.yaml"

BEGIN, END = date(2026, 7, 1), date(2027, 1, 29)
"""Seven months: from the earliest day on which a programme takes somebody in."""
LATER = date(2026, 11, 2)
"""For programmes that take nobody in so early."""
WORK = date(2026, 12, 1)


def people(programme: str, behaviour: Behaviour) -> dict[str, Person]:
    """Return the three, each with a chance of their own."""
    first = LATER if programme == "werk-op-kop" else BEGIN
    along = Life(
        enrolled=first,
        ww_end=END,
        birth=date(1984, 5, 3),
        municipality=behaviour.municipalities[0],
        ends_in="bijstand",
        finds_work=None,
        checks=True,
        poor=True,
        registers=True,
        comes=True,
    )
    works = replace(along, ends_in="work", finds_work=WORK, comes=False, birth=date(2002, 5, 3))
    quiet = replace(along, ends_in="", checks=False, registers=False)
    always, never = replace(behaviour, answers=1.0), replace(behaviour, answers=0.0)
    return {
        "Gaat mee in alles": Person(0, along, always, Random("along")),  # noqa: S311 - made up
        "Vindt werk, is jonger dan 27": Person(1, works, always, Random("works")),  # noqa: S311 - made up
        "Antwoordt niet": Person(2, quiet, never, Random("quiet")),  # noqa: S311 - made up
    }


def lived(programme: str) -> tuple[str, list[DueContact]]:
    """Live a calendar; return it as text, and every contact."""
    behaviour = read_behaviour(BEHAVIOUR, programme)
    three = people(programme, behaviour)
    town = Town(SETTINGS, programme, behaviour, list(three.values()), "calendar")
    asyncio.run(town.live())
    contacts = town.store.transact_now(
        lambda tx: {name: tx.contacts(f"person-{p.number}") for name, p in three.items()}
    )
    text = "\n".join(line for name, rows in contacts.items() for line in lines(name, rows))
    return f"{text}\n", [row for rows in contacts.values() for row in rows]


def lines(name: str, rows: tuple[DueContact, ...]) -> Iterator[str]:
    yield f"== {name}"
    for row in rows:
        day = f"{row.due.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"
        reason = phrasebook().say(row.reason_key, row.reason_figures) if row.reason_key else ""
        yield f"{day}  {row.rule:<26} {row.state:<10} {reason}".rstrip()


@pytest.mark.parametrize("programme", sorted(shipped().programmes))
def test_the_whole_calendar_is_as_written(programme: str) -> None:
    text, contacts = lived(programme)
    path = CALENDARS / f"{programme}.txt"
    if UPDATE:
        path.write_text(text, encoding="utf-8")
    assert [row for row in contacts if row.state in OPEN] == []
    assert [row for row in contacts if row.state != "sent" and not row.reason_key] == []
    assert text == path.read_text(encoding="utf-8")
