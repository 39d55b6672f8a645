"""The figures: how many people came how far, and how it ended, without anybody being seen.

People are divided in one way at a time: by the month in which their WW ends, by municipality, or
by group, each within one programme. Divisions are never crossed, and programmes are never added
up: so the parts that can be compared are those that `bot.small_numbers` looked at together. What
is counted, and why, stands in `docs/figures.md`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from bot.clients import ClientFile
from bot.dialogue.facts import UNKNOWN, Value
from bot.entitlement.ages import reached as has_reached
from bot.invitations import CodesOfMonth
from bot.outcomes import KINDS, MONTHS_AFTER, at_work_after, end_state
from bot.records import Milestone, Outcome
from bot.small_numbers import SMALLEST_ROW, hidden_counts, is_few, merged, protect
from scheduler.calendar import Calendar

NOT_KNOWN = "not-known"
"""The part of people of whom the month or municipality is not known."""

REST = "rest"
"""The part in which parts with too few people are put together."""

YOUNG = "below-27"
YOUTH_BELOW = 27
SHORT_WW_MONTHS = 3

Known = Mapping[str, Value]
GROUPS: Mapping[str, Callable[[Known], bool]] = {
    "youth": lambda known: known.get(YOUNG) is True,
    "short-ww": lambda known: _at_most(known.get("ww_months"), SHORT_WW_MONTHS),
    "self-employed": lambda known: known.get("self_employed") is True,
    "work-disability": lambda known: known.get("work_disability") is True,
    "sick": lambda known: known.get("reported_sick") is True,
    REST: lambda known: True,  # noqa: ARG005 - everybody else
}
"""Groups by what makes somebody belong to one; the first that fits counts.

Whether somebody is young is reckoned for the last day of the WW; all else are answers by name.
"""

CHAINS: Mapping[str, tuple[str, ...]] = {
    "check": ("not-checked", "checked-only", "likely"),
    "session": ("not-registered", "registered-only", "attended"),
    "guidance": ("not-guided", "guided"),
    "end": ("unknown", *(kind for kind in KINDS if kind != "unknown")),
    **{
        f"after-{months}": tuple(
            f"{name}-{months}" for name in ("not-due", "still", "stopped", "unknown")
        )
        for months in MONTHS_AFTER
    },
}
"""Ways to divide people, each over places of which everybody has exactly one."""

SHORTER, LONGER = (f"after-{months}" for months in MONTHS_AFTER)
"""Whom the longer way divides, the shorter one does as well; see `_ways`."""

ENDS = CHAINS["end"]
WHOLE: Mapping[str, tuple[str, str]] = {
    "checked": ("check", "not-checked"),
    "registered": ("session", "not-registered"),
    **{f"due-{months}": (f"after-{months}", f"not-due-{months}") for months in MONTHS_AFTER},
}
"""Numbers that are everybody but those in one place: of which way, and which place."""

STEPS = ("invited", "entered", "checked", "likely", "registered", "attended", "guided")
DIMENSIONS = ("month", "municipality", "group")


@dataclass(frozen=True)
class Person:
    """What is counted of one client: in which parts they are, and where in each way they stand."""

    programme: str
    parts: Mapping[str, str]
    places: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """The numbers of one part of the people by name; None is not shown.

    `n` is how many people there are in this part.
    """

    part: str
    n: int
    counts: Mapping[str, int | None]


@dataclass(frozen=True)
class ProgrammeFigures:
    """The numbers of one programme; `total` is None when it has too few people.

    `by` has the lines of each division that has more than one.
    """

    programme: str
    total: Line | None
    by: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)


def person(
    file: ClientFile,
    milestones: Iterable[Milestone],
    outcomes: Sequence[Outcome],
    today: date,
    calendar: Calendar,
) -> Person:
    """Return what is counted of a client."""
    client = file.client
    known = {
        name: fact.value
        for name, fact in {**file.finished, **file.facts}.items()
        if fact.value != UNKNOWN
    }
    anchor = client.anchors.get("ww_end")
    last = anchor.day if anchor else known.get("ww_end", known.get("ww_end_month"))
    born = known.get("birth_date")
    if isinstance(born, date):
        known[YOUNG] = not has_reached(born, YOUTH_BELOW, last if isinstance(last, date) else today)
    parts = {
        "month": f"{last:%Y-%m}" if isinstance(last, date) else NOT_KNOWN,
        "municipality": str(known.get("municipality", NOT_KNOWN)),
        "group": next(name for name, fits in GROUPS.items() if fits(known)),
    }
    reached: set[str] = {milestone.kind for milestone in milestones}
    places = {
        "check": _furthest(reached, "not-checked", {"checked": "checked-only", "likely": "likely"}),
        "session": _furthest(
            reached,
            "not-registered",
            {"registered": "registered-only", "attended": "attended"},
        ),
        "guidance": _furthest(reached, "not-guided", {"guided": "guided"}),
        "end": end_state(outcomes),
        **{
            f"after-{months}": f"{at_work_after(months, outcomes, today, calendar)}-{months}"
            for months in MONTHS_AFTER
        },
    }
    return Person(client.programme, parts, places)


def figures(
    people: Iterable[Person], codes: Iterable[CodesOfMonth]
) -> tuple[ProgrammeFigures, ...]:
    """Return the numbers of every programme that has people or codes, in order of name."""
    unused: dict[str, dict[str, int]] = {}
    for each in codes:
        months = unused.setdefault(each.programme, {})
        months[f"{each.month:%Y-%m}"] = each.made - each.used
    ordered = sorted(people, key=lambda one: one.programme)
    of = {name: list(group) for name, group in groupby(ordered, key=lambda one: one.programme)}
    return tuple(
        _of_programme(name, of.get(name, []), unused.get(name, {}))
        for name in sorted(of.keys() | unused.keys())
    )


def _of_programme(
    programme: str, people: Sequence[Person], unused: Mapping[str, int]
) -> ProgrammeFigures:
    if len(people) < SMALLEST_ROW:
        return ProgrammeFigures(programme, None)
    everybody = {"": people}
    ways = _ways(everybody, CHAINS)
    (total,) = _lines(everybody, ways)
    codes = sum(unused.values())
    total = _invited(total, None if is_few(codes) else codes)
    by: dict[str, tuple[Line, ...]] = {}
    for dimension in DIMENSIONS:
        divided = _divided(people, dimension)
        if len(divided) > 1:
            lines = _lines(divided, _ways(divided, ways))
            by[dimension] = _with_codes(lines, unused) if dimension == "month" else lines
    return ProgrammeFigures(programme, total, by)


def _divided(people: Sequence[Person], dimension: str) -> dict[str, list[Person]]:
    """Return people by part; parts with few of them are one part, the last."""
    parts: dict[str, list[Person]] = {}
    for one in people:
        parts.setdefault(one.parts[dimension], []).append(one)
    small = merged({name: len(of_part) for name, of_part in parts.items()})
    rest = [one for name in sorted(small) for one in parts[name]]
    kept = {name: parts[name] for name in sorted(parts, key=_order) if name not in small}
    if rest:
        kept[REST] = [*kept.pop(REST, []), *rest]
    return kept


def _order(part: str) -> tuple[bool, int, str]:
    """Order parts: groups as they are declared, all else by name, what is not known last."""
    groups = list(GROUPS)
    return part == NOT_KNOWN, groups.index(part) if part in groups else 0, part


def _ways(parts: Mapping[str, Sequence[Person]], chains: Iterable[str]) -> tuple[str, ...]:
    """Return in which ways these parts can be shown divided.

    How it ended and who is still at work hang together: who is at work now is who still was after
    six months, and who found that work later. Where such a difference is of few people in one
    part, the way that gives it away is left out of all parts. A difference of nobody gives away
    what is hidden elsewhere, so then the way is left out as soon as anything is hidden.
    """
    found = list(chains)
    for chain, differences in ((LONGER, _told_by_longer), (SHORTER, _told_by_shorter)):
        everybody = [one for people in parts.values() for one in people]
        if all(_is_recent(one, chain) for one in everybody):
            continue  # nobody is so far: it says nothing but that
        told = {count for people in parts.values() for count in differences(people)}
        if any(map(is_few, told)) or (0 in told and _hides(parts, {"end", SHORTER, LONGER})):
            found = [each for each in found if each != chain]
    return tuple(found)


def _hides(parts: Mapping[str, Sequence[Person]], chains: Collection[str]) -> bool:
    """Say whether anything of these ways is hidden in any of the parts."""
    return any(
        protect([_row(people, chain, CHAINS[chain]) for people in parts.values()]).cells
        for chain in chains
    )


def _told_by_longer(people: Sequence[Person]) -> tuple[int, ...]:
    """Return how many people the numbers of the longer way would tell of beside others."""
    due = [one for one in people if not _is_recent(one, SHORTER)]
    between = sum(_is_recent(one, LONGER) for one in due)
    if len(due) == between:
        return (between,)
    return (
        between,
        *_recent(people, LONGER),
        *(() if _stopped(people, SHORTER) else _recent(people, SHORTER)),
    )


def _told_by_shorter(people: Sequence[Person]) -> tuple[int, ...]:
    """Return the same of the shorter way.

    It tells by itself where nobody is so far as the longer one goes, or nobody stopped at all,
    which the totals of the longer one may tell.
    """
    if all(_is_recent(one, SHORTER) for one in people):
        return ()
    alone = all(_is_recent(one, LONGER) for one in people)
    lasted = not _stopped(people, SHORTER) and not _stopped(people, LONGER)
    return _recent(people, SHORTER) if alone or lasted else ()


def _stopped(people: Sequence[Person], chain: str) -> bool:
    """Say whether anybody stopped; it stands third in both ways."""
    return any(one.places[chain] == CHAINS[chain][2] for one in people)


def _recent(people: Sequence[Person], chain: str) -> tuple[int, int]:
    """Return how many of those who found no work so long ago are at work now, and are not."""
    recent = [one for one in people if _is_recent(one, chain)]
    working = sum(one.places["end"] == "work" for one in recent)
    return working, len(recent) - working


def _is_recent(one: Person, chain: str) -> bool:
    return one.places[chain] == CHAINS[chain][0]


def _lines(parts: Mapping[str, Sequence[Person]], chains: Iterable[str]) -> tuple[Line, ...]:
    """Return a line for each part, without what would point at people."""
    counts: list[dict[str, int | None]] = [{"entered": len(people)} for people in parts.values()]
    for chain in chains:
        places = CHAINS[chain]
        table = [_row(people, chain, places) for people in parts.values()]
        hidden = protect(table).cells
        for number, row in enumerate(table):
            for column, place in enumerate(places):
                shown = (number, column) not in hidden
                counts[number][place] = row[column] if shown else None
    for line in counts:
        for name, (_, place) in WHOLE.items():
            if place in line:
                others, everybody = line[place], line["entered"] or 0
                line[name] = None if others is None else everybody - others
    named = zip(parts.items(), counts, strict=True)
    return tuple(Line(part, len(people), line) for (part, people), line in named)


def _row(people: Sequence[Person], chain: str, places: Sequence[str]) -> list[int]:
    tally = dict.fromkeys(places, 0)
    for one in people:
        tally[one.places[chain]] += 1
    return list(tally.values())


def _with_codes(lines: Sequence[Line], unused: Mapping[str, int]) -> tuple[Line, ...]:
    """Return the lines of months with how many were invited: who entered, and codes left over.

    Codes for months without a line of their own count in the rest, or in no line.
    """
    parts = {line.part for line in lines}
    elsewhere = sum(count for month, count in unused.items() if month not in parts)
    counts = [elsewhere if line.part == REST else unused.get(line.part, 0) for line in lines]
    left_out = 0 if REST in parts else elsewhere
    hidden = hidden_counts([*counts, left_out])
    all_hidden = is_few(sum(unused.values()))
    return tuple(
        _invited(line, None if all_hidden or number in hidden else counts[number])
        for number, line in enumerate(lines)
    )


def _invited(line: Line, unused: int | None) -> Line:
    invited = None if unused is None else line.n + unused
    return Line(line.part, line.n, {**line.counts, "invited": invited})


def _furthest(reached: set[str], nowhere: str, places: Mapping[str, str]) -> str:
    """Return the furthest place that was reached; the places are in order."""
    found = [place for kind, place in places.items() if kind in reached]
    return found[-1] if found else nowhere


def _at_most(value: Value | None, limit: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value <= limit
