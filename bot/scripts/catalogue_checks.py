"""Checks a gettext catalogue: what is not translated, not used any more, or filled in otherwise."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.dialogue.wording import phrase
from bot.scripts.po_file import PoEntry, read_entries
from bot.scripts.problems import Place, Problem, quoted
from bot.scripts.source import read_text

FIGURES = re.compile(r"\{([a-z_][a-z0-9_]*)(?::[a-z]+)?\}|%\(([a-z_]+)\)s")
"""`{ww_end:date}` in scripts and phrases, `%(count)s` on pages."""


def check_catalogue(path: Path, problems: list[Problem]) -> None:
    """Note what is wrong with a catalogue `<language>/LC_MESSAGES/<domain>.po`.

    The template `<domain>.pot` beside the languages says which texts there are; without it nothing
    can be missing or out of use.
    """
    text = read_text(path, problems)
    if text is None:
        return
    entries = read_entries(text, str(path), problems)
    for entry in entries:
        problems += _of_entry(entry, str(path), path.parent.parent.name)
    template = _template(path)
    if template is not None:
        problems += _against(template, entries, str(path))


def _of_entry(entry: PoEntry, file: str, language: str) -> Iterator[Problem]:
    place, found = Place(file, entry.line, 1), quoted(entry.text)
    if entry.obsolete:
        yield Problem(place, "obsolete-translation", {"found": found}, level="warning")
    elif entry.fuzzy:
        yield Problem(place, "not-sure-translation", level="warning")
    elif not all(entry.translations):
        figures = {"found": found, "language": language}
        yield Problem(place, "untranslated", figures, level="warning")
    else:
        yield from _figures(entry, place)


def _figures(entry: PoEntry, place: Place) -> Iterator[Problem]:
    """The form for more than one has all figures of the text; no form has others."""
    wanted = _names(entry.text)
    *others, last = [_names(translation) for translation in entry.translations]
    wrong = [last] if last != wanted else [names for names in others if names - wanted]
    if wrong:
        figures = {"found": _listed(wrong[0]), "expected": _listed(wanted)}
        yield Problem(place, "other-placeholders", figures)


def _names(text: str) -> set[str]:
    return {braced or percent for braced, percent in FIGURES.findall(text)}


def _listed(names: set[str]) -> object:
    return ", ".join(sorted(names)) or phrase("answer.none")


def _template(path: Path) -> list[PoEntry] | None:
    template = path.parent.parent.parent / f"{path.stem}.pot"
    text = read_text(template, []) if template.exists() else None
    return None if text is None else read_entries(text, str(template), [])


def _against(template: list[PoEntry], entries: list[PoEntry], file: str) -> Iterator[Problem]:
    wanted = {entry.key for entry in template}
    present = {entry.key for entry in entries if not entry.obsolete}
    missing = [entry for entry in template if entry.key not in present]
    if missing:
        figures = {"n": len(missing), "found": quoted(missing[0].text)}
        yield Problem(Place(file, 1, 1), "catalogue-incomplete", figures, level="warning")
    for entry in entries:
        if not entry.obsolete and entry.key not in wanted:
            figures = {"found": quoted(entry.text)}
            place = Place(file, entry.line, 1)
            yield Problem(place, "obsolete-translation", figures, level="warning")
