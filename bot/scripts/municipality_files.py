"""Reads municipality profiles and the names of all municipalities."""

import csv
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.vocabulary import normal
from bot.municipalities import GENERIC, Line, Municipalities, Municipality, OfficialName
from bot.scripts.problems import Place, Problem, nearest_name
from bot.scripts.reading import Reading
from bot.scripts.source import Fields, read_fields, read_text

NAMES_FILE = "names.csv"
"""Official names with other names (by ;) and the days on which each municipality exists."""
COLUMNS = ("code", "name", "also_known_as")
"""Columns that must be there; `valid_from` and `valid_until` can be added for a merger."""
LONGEST_LINE = 200
"""Characters of one line of a profile; several lines make one message."""
LISTS = ("first steps", "terms", "good to know", "papers")
"""The lists of a profile; an item is a text, or a text with a condition."""
NEEDED = ("first steps", "terms", "good to know")


def read_municipalities(
    folder: Path, problems: list[Problem], facts: Mapping[str, FactDeclaration]
) -> Municipalities:
    """Read every profile of a folder; what is wrong goes to `problems`."""
    names = read_names(folder / NAMES_FILE, problems)
    official = {row.name for row in names}
    profiles: dict[str, Municipality] = {}
    for path in sorted(folder.glob("*.yaml")):
        profile = read_municipality(path, official, problems, list(profiles.values()), facts)
        if profile is not None:
            profiles[profile.id] = profile
    if GENERIC not in profiles:
        place = Place(str(folder), 1, 1)
        problems.append(Problem(place, "no-generic-municipality", {"file": f"{GENERIC}.yaml"}))
    return Municipalities(profiles, names)


def read_municipality(
    path: Path,
    official: Collection[str],
    problems: list[Problem],
    others: Collection[Municipality],
    facts: Mapping[str, FactDeclaration],
) -> Municipality | None:
    """Read one profile, whose municipalities must be official names that no other profile has."""
    fields = read_fields(path, problems)
    if fields is None:
        return None
    profile = _read_profile(fields, Reading(facts, problems), path.stem)
    for name, place in fields.texts("covers"):
        if name not in official:
            near = nearest_name(name, official)
            fields.problem("unknown-municipality", at=place, nearest=near, found=name)
        for other in others:
            if name in other.covers:
                fields.problem("municipality-twice", at=place, found=name, other=other.id)
    if profile.id and profile.id != path.stem:
        at, found = fields.value_place("municipality"), profile.id
        fields.problem("other-municipality-name", at=at, file=path.stem, found=found)
    return profile


def _read_profile(fields: Fields, reading: Reading, stem: str) -> Municipality:
    fields.text("source")
    lists = {key: _lines(fields, key, reading) for key in LISTS}
    for key in (*NEEDED, *(("papers",) if stem == GENERIC else ())):
        if not lists[key]:
            fields.problem("empty-value" if fields.has(key) else "missing-key", key, key=key)
    if not fields.has("covers"):
        fields.problem("missing-key", key="covers")
    profile = Municipality(
        id=fields.text("municipality"),
        name=fields.text("name"),
        covers=tuple(name for name, _ in fields.texts("covers")),
        where=fields.text("where"),
        known_from=fields.number("known from"),
        first_contact=reading.text(fields, "first contact", LONGEST_LINE),
        first_steps=lists["first steps"],
        terms=lists["terms"],
        good_to_know=lists["good to know"],
        papers=lists["papers"],
    )
    fields.finish()
    return profile


def _lines(fields: Fields, key: str, reading: Reading) -> tuple[Line, ...]:
    """Read a list of which each item is a text, or a mapping with `text` and `when`."""
    found = []
    for item in fields.items(key):
        if isinstance(item, Fields):
            text = reading.text(item, "text", LONGEST_LINE)
            found.append(Line(text, reading.condition(item, "when")))
            item.finish()
        else:
            text, place = item
            found.append(Line(text))
            reading.text_at(text, place, LONGEST_LINE)
    return tuple(found)


def read_names(path: Path, problems: list[Problem]) -> tuple[OfficialName, ...]:
    """Return every municipality with its names and days; what is wrong goes to `problems`."""
    text = read_text(path, problems)
    if text is None:
        return ()
    rows = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    start = Place(str(path), 1, 1)
    problems += [Problem(start, "names-without-column", {"found": name}) for name in missing]
    found: list[OfficialName] = []
    by_name: dict[str, list[OfficialName]] = {}
    for number, row in enumerate(rows if not missing else (), start=2):
        official = _official(row, Place(str(path), number, 1), problems)
        namesakes = by_name.setdefault(normal(official.name), [])
        if any(_overlap(official, other) for other in namesakes):
            place = Place(str(path), number, 1)
            problems.append(Problem(place, "name-twice", {"found": official.name}))
        namesakes.append(official)
        found.append(official)
    return tuple(found)


def _overlap(one: OfficialName, other: OfficialName) -> bool:
    """Say whether two names hold on the same day."""
    last, first = other.valid_until or date.max, one.valid_from or date.min
    begins_later = other.valid_from is not None and other.valid_from > (one.valid_until or date.max)
    return first <= last and not begins_later


def _official(row: Mapping[str, str | None], place: Place, problems: list[Problem]) -> OfficialName:
    others = tuple(part.strip() for part in (row["also_known_as"] or "").split(";"))
    return OfficialName(
        code=row["code"] or "",
        name=row["name"] or "",
        others=tuple(filter(None, others)),
        valid_from=_day(row.get("valid_from"), place, problems),
        valid_until=_day(row.get("valid_until"), place, problems),
    )


def _day(text: str | None, place: Place, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(Problem(place, "names-without-date", {"found": text or ""}))
        return None
