"""Reads municipality profiles and the names of all municipalities."""

import csv
from collections.abc import Collection
from pathlib import Path

from bot.dialogue.vocabulary import normal
from bot.municipalities import GENERIC, Municipalities, Municipality
from bot.scripts.problems import Place, Problem, nearest_name
from bot.scripts.source import Fields, read_fields, read_text

NAMES_FILE = "names.csv"
"""Official names with other names, one municipality a line: code, name, also known as (by ;)."""
COLUMNS = ("name", "also_known_as")


def read_municipalities(folder: Path, problems: list[Problem]) -> Municipalities:
    """Read every profile of a folder; what is wrong goes to `problems`."""
    names = read_names(folder / NAMES_FILE, problems)
    official = set(names.values())
    profiles: dict[str, Municipality] = {}
    for path in sorted(folder.glob("*.yaml")):
        profile = read_municipality(path, official, problems, list(profiles.values()))
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
    others: Collection[Municipality] = (),
) -> Municipality | None:
    """Read one profile, whose municipalities must be official names that no other profile has."""
    fields = read_fields(path, problems)
    if fields is None:
        return None
    profile = _read_profile(fields)
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


def _read_profile(fields: Fields) -> Municipality:
    fields.text("source", "")
    for key in ("first steps", "papers"):
        if not fields.texts(key):
            fields.problem("empty-value" if fields.has(key) else "missing-key", key, key=key)
    if not fields.has("covers"):
        fields.problem("missing-key", key="covers")
    profile = Municipality(
        id=fields.text("municipality"),
        name=fields.text("name"),
        covers=tuple(name for name, _ in fields.texts("covers")),
        where=fields.text("where"),
        first_steps=tuple(text for text, _ in fields.texts("first steps")),
        papers=tuple(text for text, _ in fields.texts("papers")),
    )
    fields.finish()
    return profile


def read_names(path: Path, problems: list[Problem]) -> dict[str, str]:
    """Return every name and other name, plain, with the official name it stands for.

    Another name that two municipalities share (`Bergen`) stands for neither of them.
    """
    text = read_text(path, problems)
    if text is None:
        return {}
    rows = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    start = Place(str(path), 1, 1)
    problems += [Problem(start, "names-without-column", {"found": name}) for name in missing]
    official: dict[str, str] = {}
    others: dict[str, set[str]] = {}
    for number, row in enumerate(rows if not missing else (), start=2):
        name = row["name"] or ""
        if normal(name) in official:
            place = Place(str(path), number, 1)
            problems.append(Problem(place, "name-twice", {"found": name}))
        official[normal(name)] = name
        for other in (row["also_known_as"] or "").split(";"):
            others.setdefault(normal(other), set()).add(name)
    clear = {other: names.pop() for other, names in others.items() if other and len(names) == 1}
    return {**clear, **official}
