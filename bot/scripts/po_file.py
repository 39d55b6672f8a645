"""Reads gettext catalogues with the line of each text; what is wrong is noted and read over."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.scripts.problems import Place, Problem, quoted

LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])\s*)?(".*")\s*')


@dataclass
class PoEntry:
    """One text with its translations; `obsolete` ones are kept by tools behind `#~`."""

    line: int
    fuzzy: bool = False
    obsolete: bool = False
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The source text, which counts for the plural when there is one."""
        return self.parts.get("msgid_plural", self.parts.get("msgid", ""))

    @property
    def key(self) -> tuple[str, str]:
        """What tells one entry from another."""
        return self.parts.get("msgctxt", ""), self.parts.get("msgid", "")

    @property
    def translations(self) -> list[str]:
        """The translation, or its forms for one and for more."""
        return [text for part, text in self.parts.items() if part.startswith("msgstr")]


def read_entries(text: str, file: str, problems: list[Problem]) -> list[PoEntry]:
    """Return all entries of a catalogue without its heading."""
    entries = list(_entries(text, file, problems))
    return [entry for entry in entries if entry.text and entry.translations]


def _entries(text: str, file: str, problems: list[Problem]) -> Iterator[PoEntry]:
    entry, part, fuzzy = PoEntry(1), "", False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        obsolete = bare.startswith("#~")
        bare = bare.removeprefix("#~").strip()
        if not bare or (bare.startswith("#") and not obsolete):
            fuzzy = (fuzzy and bool(bare)) or (bare.startswith("#,") and "fuzzy" in bare)
            continue
        found = LINE.fullmatch(bare)
        value = _unquoted(found[2]) if found else None
        if found is None or value is None or not (found[1] or part):
            place = Place(file, number, 1)
            problems.append(Problem(place, "not-a-catalogue", {"found": quoted(bare)}))
            continue
        if found[1] in ("msgctxt", "msgid") and "msgid" in entry.parts:
            yield entry
            entry = PoEntry(number)
        if found[1] == "msgid":
            entry.line, entry.fuzzy, entry.obsolete = number, fuzzy, obsolete
            fuzzy = False
        part = found[1] or part
        entry.parts[part] = entry.parts.get(part, "") + value
    yield entry


def _unquoted(written: str) -> str | None:
    try:
        value = ast.literal_eval(written)
    except (ValueError, SyntaxError):
        return None
    return value if isinstance(value, str) else None
