"""Somebody who has the page and the file, and subtracts whatever can be, finds nothing hidden.

The attacker knows every number that is shown for every part and for everybody, how the numbers
hang together, and that nobody is counted less than nought times. From that they keep narrowing
down what each hidden count can be, until nothing narrows any more.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.clients import Client, ClientFile
from bot.dialogue.facts import Fact
from bot.figures import CHAINS, WHOLE, Line, Person, ProgrammeFigures, figures, person
from bot.records import Milestone, MilestoneKind, Outcome
from bot.small_numbers import is_few
from scheduler.calendar import Calendar

NOW = datetime(2027, 3, 8, 12, tzinfo=UTC)
CALENDAR = Calendar()
REACHED: tuple[MilestoneKind, ...] = ("checked", "likely", "registered", "attended", "guided")
TOLD = ("work", "work", "work", "bijstand", "none", "work_ended", "other_income")

Name = tuple[str, str, str]
"""Division, part, and what is counted; both empty for everybody."""
Equation = tuple[Name, tuple[Name, ...]]
"""A number, and the numbers that it is the sum of."""

RECENT = ("working-recently-{}", "else-recently-{}")
"""Who found no work so long ago: those at work now, and those who are not."""


def town(seed: int) -> list[Person]:
    """Return few people with a past that can be; the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311 - people for a test
    places, oldest = chance.choice([1, 2, 3]), chance.choice([100, 200, 400])
    eager = chance.random()
    return [_somebody(chance, places, oldest, eager) for _ in range(chance.randint(10, 45))]


def _somebody(chance: Random, places: int, oldest: int, eager: float) -> Person:
    facts = {
        "municipality": Fact(chance.choice(["Assen", "Breda", "Tilburg"][:places]), NOW, "test"),
        "reported_sick": Fact(chance.random() < 0.4, NOW, "test"),
    }
    days = sorted((chance.randint(0, oldest) for _ in range(chance.randint(0, 3))), reverse=True)
    told = [Outcome("", chance.choice(TOLD), NOW - timedelta(days=ago)) for ago in days]
    if told and chance.random() < eager:
        told[0] = Outcome("", "work", told[0].at)
    reached = [Milestone("", kind, NOW) for kind in REACHED if chance.random() < eager]
    file = ClientFile(Client("", "north", NOW), facts)
    return person(file, reached, told, NOW.date(), CALENDAR)


def all_lines(shown: ProgrammeFigures) -> dict[tuple[str, str], Line]:
    """Return every line that the page and the file have, by division and part."""
    divided = {(name, line.part): line for name, lines in shown.by.items() for line in lines}
    return {("", ""): shown.total, **divided} if shown.total else divided


def equations(shown: ProgrammeFigures) -> list[Equation]:
    """Return how all numbers hang together."""
    found: list[Equation] = []
    lines = all_lines(shown)
    for at in lines:
        for chain, places in CHAINS.items():
            found.append(((*at, "entered"), tuple((*at, place) for place in places)))
            for name, (of, place) in WHOLE.items():
                if of == chain:
                    found.append(((*at, "entered"), ((*at, name), (*at, place))))
        found += list(_at_work(at))
    names = {name for places in CHAINS.values() for name in places}
    names |= {told.format(months) for told in RECENT for months in (3, 6)} | {"between"}
    for division, parts in shown.by.items():
        for name in names:
            cells = tuple((division, line.part, name) for line in parts)
            found.append((("", "", name), cells))
    return found


def _at_work(at: tuple[str, str]) -> Iterable[Equation]:
    """Yield how work after some months hangs together with how it ended."""
    working, elsewhere = RECENT
    yield (*at, "work"), tuple((*at, n) for n in (working.format(6), "still-6", "unknown-6"))
    yield (*at, "not-due-6"), tuple((*at, each.format(6)) for each in RECENT)
    yield (*at, "not-due-3"), tuple((*at, each.format(3)) for each in RECENT)
    yield (*at, "not-due-6"), ((*at, "not-due-3"), (*at, "between"))
    yield (*at, "between"), ((*at, "between-working"), (*at, "between-stopped"))
    yield (*at, working.format(6)), ((*at, working.format(3)), (*at, "between-working"))
    yield (*at, elsewhere.format(6)), ((*at, elsewhere.format(3)), (*at, "between-stopped"))
    yield (*at, "stopped-3"), ((*at, "between-stopped"), (*at, "stopped-3-longer-ago"))
    yield (*at, "due-6"), ((*at, "stopped-3-longer-ago"), (*at, "lasted-3-longer-ago"))
    yield (*at, "not-work"), ((*at, elsewhere.format(6)), (*at, "stopped-6"))
    yield (*at, "entered"), ((*at, "work"), (*at, "not-work"))


def narrowed(shown: ProgrammeFigures) -> Mapping[Name, tuple[int, int]]:
    """Return the least and the most that each number can be, for somebody who keeps subtracting."""
    most = shown.total.n if shown.total else 0
    known: dict[Name, tuple[int, int]] = {}
    for at, line in all_lines(shown).items():
        for name, count in line.counts.items():
            if count is not None:
                known[*at, name] = (count, count)
    sums = equations(shown)
    for whole, parts in sums:
        for each in (whole, *parts):
            known.setdefault(each, (0, most))
    changed = True
    while changed:
        before = dict(known)
        for whole, parts in sums:
            _narrow(known, whole, parts)
        changed = known != before
    return known


def _narrow(known: dict[Name, tuple[int, int]], whole: Name, parts: tuple[Name, ...]) -> None:
    least, most = (sum(known[part][end] for part in parts) for end in (0, 1))
    known[whole] = max(known[whole][0], least), min(known[whole][1], most)
    for part in parts:
        own = known[part]
        low = known[whole][0] - (most - own[1])
        high = known[whole][1] - (least - own[0])
        known[part] = max(own[0], low), min(own[1], high)
        least, most = least + known[part][0] - own[0], most + known[part][1] - own[1]


FEW_TIMES = settings(max_examples=25, deadline=None)
TOWNS = st.integers(min_value=0)
"""Those named below are towns of which something was recovered before it was mended."""


@FEW_TIMES
@given(TOWNS)
@example(30)
@example(104102)
def test_nothing_hidden_can_be_recovered_from_the_page_and_the_file(seed: int) -> None:
    (shown,) = figures(town(seed), ())
    known = narrowed(shown)
    hidden = [
        (*at, name)
        for at, line in all_lines(shown).items()
        for name, count in line.counts.items()
        if count is None and (*at, name) in known
    ]
    assert [each for each in hidden if known[each][0] == known[each][1]] == []


@FEW_TIMES
@given(TOWNS)
@example(98)
@example(102)
@example(910)
@example(101160)
def test_no_difference_of_what_is_shown_tells_of_few(seed: int) -> None:
    (shown,) = figures(town(seed), ())
    told = {name: least for name, (least, most) in narrowed(shown).items() if least == most}
    assert {name: count for name, count in told.items() if is_few(count)} == {}
