"""Checks the form of a walk: its heading, its facts, and the lines of the conversation."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.dialogue.facts import FactDeclaration, value_from_json
from bot.dialogue.wording import phrase
from bot.scripts.problems import Place, Problem, nearest_name, quoted
from bot.scripts.source import read_text

HEADINGS = ("script", "title", "now", "programme", "language")
NEEDED = ("script", "now")
BODY_LINE = re.compile(
    r"--- \d+ (?:minutes?|hours?|days?|weeks?) later|[^\W\d][\w .'-]{0,40}: ?.*|\s.*|"
)
"""A pause, somebody who speaks, or the rest of a message with its buttons."""


@dataclass(frozen=True)
class Known:
    """The names that a walk can use."""

    facts: Mapping[str, FactDeclaration] = field(default_factory=dict)
    scripts: Collection[str] = ()
    programmes: Collection[str] = ()


def check_walk(path: Path, known: Known, problems: list[Problem]) -> None:
    """Note what is wrong with a walk's form; whether it goes as written is seen by playing it."""
    text = read_text(path, problems)
    if text is None:
        return
    lines = text.splitlines()
    if "---" not in lines:
        problems.append(Problem(Place(str(path), max(len(lines), 1), 1), "walk-without-line"))
        return
    separator = lines.index("---")
    problems += _heading(lines[:separator], str(path), known)
    for number, line in enumerate(lines[separator + 1 :], start=separator + 2):
        if not BODY_LINE.fullmatch(line):
            place = Place(str(path), number, 1)
            problems.append(Problem(place, "walk-bad-line", {"found": quoted(line)}))


def _heading(lines: list[str], file: str, known: Known) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon:
            figures = {"found": quoted(line)}
            yield Problem(Place(file, number, 1), "walk-not-a-heading", figures)
            continue
        seen.add(key)
        place = Place(file, number, len(line) - len(line.partition(":")[2].lstrip()) + 1)
        yield from _value(key, value, Place(file, number, 1), place, known)
    for key in NEEDED:
        if key not in seen:
            yield Problem(Place(file, 1, 1), "walk-without-heading", {"key": key})


def _value(key: str, value: str, start: Place, place: Place, known: Known) -> Iterator[Problem]:
    if key.startswith("fact "):
        yield from _fact(key.removeprefix("fact ").strip(), value, start, place, known.facts)
    elif key not in HEADINGS:
        figures = {"found": quoted(key), "valid": ", ".join((*HEADINGS, "fact ..."))}
        yield Problem(start, "unknown-key", figures, nearest_name(key, HEADINGS))
    elif key == "script" and value not in known.scripts:
        figures = {"found": quoted(value)}
        yield Problem(place, "unknown-script", figures, nearest_name(value, known.scripts))
    elif key == "programme" and value and value not in known.programmes:
        near = nearest_name(value, known.programmes)
        yield Problem(place, "walk-unknown-programme", {"found": quoted(value)}, near)
    elif key == "now" and not _is_moment(value):
        yield Problem(place, "walk-bad-moment", {"found": quoted(value)})


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def _fact(
    name: str, value: str, start: Place, place: Place, facts: Mapping[str, FactDeclaration]
) -> Iterator[Problem]:
    declaration = facts.get(name)
    if declaration is None:
        yield Problem(start, "unknown-fact", {"found": quoted(name)}, nearest_name(name, facts))
        return
    try:
        value_from_json(declaration.kind, _as_json(value))
    except (ValueError, ArithmeticError):
        kind = phrase(f"kind.{declaration.kind}")
        figures = {"fact": name, "found": quoted(value), "kind": kind}
        yield Problem(place, "walk-bad-fact", figures)


def _as_json(text: str) -> object:
    """Read a fact as the walk's player does."""
    if text in ("yes", "true", "no", "false"):
        return text in ("yes", "true")
    if text.startswith("[") and text.endswith("]"):
        return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    return int(text) if re.fullmatch(r"\d{1,9}", text) else text
