"""Reads municipality profiles and the names of all municipalities."""

import csv
from pathlib import Path

from bot.dialogue.vocabulary import normal
from bot.municipalities import GENERIC, Municipalities, Municipality
from bot.scripts.problems import Place, Problem, nearest_name
from bot.scripts.source import Fields, read_fields

NAMES_FILE = "names.csv"
"""Official names with other names, one municipality a line: code, name, also known as (by ;)."""


def read_municipalities(folder: Path, problems: list[Problem]) -> Municipalities:
    """Read every profile of a folder; what is wrong goes to `problems`."""
    names = _read_names(folder / NAMES_FILE, problems)
    official = set(names.values())
    profiles: dict[str, Municipality] = {}
    for path in sorted(folder.glob("*.yaml")):
        fields = read_fields(path, problems)
        if fields is not None:
            profile = _read_profile(fields, official)
            profiles[profile.id] = profile
    if GENERIC not in profiles:
        place = Place(str(folder), 1, 1)
        problems.append(Problem(place, "no-generic-municipality", {"file": f"{GENERIC}.yaml"}))
    return Municipalities(profiles, names)


def _read_profile(fields: Fields, official: set[str]) -> Municipality:
    covers = fields.texts("covers")
    for name, place in covers:
        if name not in official:
            near = nearest_name(name, official)
            fields.problem("unknown-municipality", at=place, nearest=near, found=name)
    fields.text("source", "")
    profile = Municipality(
        id=fields.text("municipality"),
        name=fields.text("name"),
        covers=tuple(name for name, _ in covers),
        where=fields.text("where"),
        first_steps=tuple(text for text, _ in fields.texts("first steps")),
        papers=tuple(text for text, _ in fields.texts("papers")),
    )
    fields.finish()
    return profile


def _read_names(path: Path, problems: list[Problem]) -> dict[str, str]:
    """Return every name and other name, plain, with the official name it stands for."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(Place(str(path), 1, 1), "cannot-read", {"reason": str(error)}))
        return {}
    names: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        others = (row.get("also_known_as") or "").split(";")
        for name in (row["name"], *others):
            if name.strip():
                names[normal(name)] = row["name"]
    return names
