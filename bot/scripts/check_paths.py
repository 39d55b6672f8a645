"""Checks files and folders of data: finds out what each file is and lets its own check judge it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from bot.dialogue.facts import FactDeclaration
from bot.entitlement import NormTable
from bot.municipalities import Municipality
from bot.scripts.catalogue_checks import check_catalogue
from bot.scripts.content import check_script
from bot.scripts.facts_file import read_facts
from bot.scripts.knowledge_file import Around, read_knowledge
from bot.scripts.municipality_files import (
    NAMES_FILE,
    read_municipalities,
    read_municipality,
    read_names,
)
from bot.scripts.norms import expiry_warnings, read_norms
from bot.scripts.people_file import Known as KnownPeople
from bot.scripts.people_file import read_people
from bot.scripts.phrases_file import check_phrases
from bot.scripts.problems import Place, Problem, in_order, quoted
from bot.scripts.programmes import read_programme
from bot.scripts.source import read_text
from bot.scripts.walk_checks import Known, check_walk
from bot.scripts.words_file import read_words

ANCHOR = "facts.yaml"
"""A folder that has this file is an installation's `dialogues/`."""
UNREADABLE = ("not-found", "cannot-read", "not-utf-8")
"""Codes of problems for which nothing could be read at all."""


@dataclass(frozen=True)
class Installation:
    """The data that a file is judged against, read when it is asked for."""

    dialogues: Path

    @cached_property
    def facts(self) -> Mapping[str, FactDeclaration]:
        """The declared facts."""
        return read_facts(self.dialogues / ANCHOR, [])

    @cached_property
    def scripts(self) -> frozenset[str]:
        """The names of all scripts."""
        return _stems(self.dialogues / "scripts")

    @cached_property
    def programmes(self) -> frozenset[str]:
        """The names of all programmes."""
        return _stems(self.dialogues / "programmes")

    @cached_property
    def municipalities(self) -> frozenset[str]:
        """The official names of all municipalities."""
        names = read_names(self.dialogues / "municipalities" / NAMES_FILE, [])
        return frozenset(official.name for official in names)

    @cached_property
    def norms(self) -> NormTable:
        """The figures of the law."""
        return read_norms(self.dialogues / "norms")[0]

    @property
    def for_knowledge(self) -> Around:
        """The names that questions and answers can use."""
        profiles = _stems(self.dialogues / "municipalities")
        return Around(self.norms, self.programmes, profiles)

    @property
    def known(self) -> Known:
        """The names that a walk can use."""
        return Known(self.facts, self.scripts, self.programmes)


def _stems(folder: Path) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob("*.yaml"))


FileCheck = Callable[[Path, Installation, list[Problem]], None]


def _script(path: Path, around: Installation, problems: list[Problem]) -> None:
    text = read_text(path, problems)
    if text is not None:
        problems += check_script(text, str(path), around.facts, around.scripts)


def _programme(path: Path, around: Installation, problems: list[Problem]) -> None:
    problems += read_programme(path, around.facts, around.scripts, around.municipalities)[1]


def _municipality(path: Path, around: Installation, problems: list[Problem]) -> None:
    others: list[Municipality] = []
    for other in sorted(path.parent.glob("*.yaml")):
        if other != path:
            profile = read_municipality(other, around.municipalities, [], (), around.facts)
            others += [profile] if profile else []
    read_municipality(path, around.municipalities, problems, others, around.facts)


def _names(path: Path, around: Installation, problems: list[Problem]) -> None:  # noqa: ARG001 - one shape for all checks
    read_names(path, problems)


def _norms(path: Path, around: Installation, problems: list[Problem]) -> None:  # noqa: ARG001 - one shape for all checks
    """Check one file; which norms are missing is judged for a whole folder only."""
    found = read_norms(path.parent)[1]
    problems += [p for p in found if p.place.file == str(path) and p.code != "norm-missing"]


def _phrases(path: Path, around: Installation, problems: list[Problem]) -> None:  # noqa: ARG001 - one shape for all checks
    check_phrases([path], problems)


def _facts(path: Path, around: Installation, problems: list[Problem]) -> None:  # noqa: ARG001 - one shape for all checks
    read_facts(path, problems)


def _words(path: Path, around: Installation, problems: list[Problem]) -> None:
    read_words(path, problems, scripts=around.scripts)


def _people(path: Path, around: Installation, problems: list[Problem]) -> None:
    read_people(path, problems, KnownPeople(around.programmes, around.municipalities))


def _knowledge(path: Path, around: Installation, problems: list[Problem]) -> None:
    """Check one file beside those that it is used with; what is out of date is told of a folder."""
    found: list[Problem] = []
    read_knowledge(path.parent, around.for_knowledge, found)
    problems += [problem for problem in found if problem.place.file == str(path)]


def _walk(path: Path, around: Installation, problems: list[Problem]) -> None:
    check_walk(path, around.known, problems)


def _catalogue(path: Path, around: Installation, problems: list[Problem]) -> None:  # noqa: ARG001 - one shape for all checks
    check_catalogue(path, problems)


CHECKS: Mapping[str, FileCheck] = {
    "script": _script,
    "programme": _programme,
    "municipality": _municipality,
    "names": _names,
    "norms": _norms,
    "phrases": _phrases,
    "facts": _facts,
    "words": _words,
    "people": _people,
    "knowledge": _knowledge,
    "walk": _walk,
    "catalogue": _catalogue,
}
"""What is done with each kind of file."""

BY_NAME: Mapping[str, str] = {
    ANCHOR: "facts",
    "words.yaml": "words",
    "demo.yaml": "people",
    NAMES_FILE: "names",
}
BY_FOLDER: Mapping[str, str] = {
    "scripts": "script",
    "programmes": "programme",
    "municipalities": "municipality",
    "norms": "norms",
    "phrases": "phrases",
    "facts": "facts",
    "words": "words",
    "people": "people",
    "knowledge": "knowledge",
    "walks": "walk",
    "LC_MESSAGES": "catalogue",
}
BY_KEY: Mapping[str, str] = {
    "script": "script",
    "programme": "programme",
    "municipality": "municipality",
    "facts": "facts",
    "advisers": "people",
    "commands": "words",
    "knowledge": "knowledge",
}
SUFFIXES: Mapping[str, str] = {"walk": ".txt", "catalogue": ".po", "names": ".csv"}
"""How a file of a kind must end to be read; all others end in `.yaml`."""
TOGETHER = ("phrases", "knowledge")
"""Kinds of which all files of a folder are checked at once."""


def kind_of(path: Path) -> str:
    """Return what kind of file this is: by its name, its folder, or its first key; or empty."""
    if path.name in BY_NAME:
        return BY_NAME[path.name]
    for folder in (path.parent, path.parent.parent):
        if folder.name in BY_FOLDER:
            return BY_FOLDER[folder.name]
        if (folder / ANCHOR).is_file():
            break  # what an installation lies in may have any name
    if path.suffix == ".po":
        return "catalogue"
    text = read_text(path, []) or ""
    keys = (line.partition(":")[0].strip("\ufeff") for line in text.splitlines() if ":" in line)
    key = next((key for key in keys if not key.lstrip().startswith("#")), "")
    if path.suffix == ".txt" and key in BY_KEY:
        return "walk"
    return BY_KEY.get(key, "")


def check_paths(paths: Sequence[Path], default: Path, today: date) -> list[Problem]:
    """Return every problem of the named files and folders, in order of place.

    A file inside an installation's folder is judged against that installation, any other against
    the `default` one.
    """
    around: dict[Path, Installation] = {}
    problems: list[Problem] = []
    for path in paths:
        dialogues = _installation(path, default)
        surroundings = around.setdefault(dialogues, Installation(dialogues))
        if path.is_dir():
            _folder(path, surroundings, problems, today)
        else:
            _file(path, surroundings, problems)
    return in_order(_once(problems))


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each problem once, also when its file was named twice."""
    seen: set[str] = set()
    for problem in problems:
        shape = repr(problem)
        if shape not in seen:
            seen.add(shape)
            yield problem


def _installation(path: Path, default: Path) -> Path:
    for folder in (path, *path.absolute().parents):
        if (folder / ANCHOR).is_file() and folder.name != "facts":
            return folder
    return default


def _file(path: Path, around: Installation, problems: list[Problem]) -> None:
    if not path.is_file():
        read_text(path, problems)  # notes why it cannot be read
        return
    kind = kind_of(path)
    suffix = SUFFIXES.get(kind, ".yaml")
    start = Place(str(path), 1, 1)
    if not kind:
        found = len(problems)
        read_text(path, problems)
        if len(problems) == found:
            problems.append(Problem(start, "unknown-file", {"found": quoted(path.name)}))
    elif path.suffix != suffix:
        problems.append(Problem(start, "not-read", {"expected": suffix}, level="warning"))
    else:
        CHECKS[kind](path, around, problems)


def _folder(folder: Path, around: Installation, problems: list[Problem], today: date) -> None:
    """Check a folder: each file by itself, and what only a whole folder can lack."""
    for path in _files(folder):
        kind = kind_of(path)
        if kind and kind not in TOGETHER:
            _file(path, around, problems)
    for each in (folder, *sorted(f for f in folder.rglob("*") if f.is_dir())):
        if each.name == "phrases":
            check_phrases(sorted(each.glob("*.yaml")), problems)
        elif each.name == "norms":
            table, found = read_norms(each)
            problems += [problem for problem in found if problem.code == "norm-missing"]
            first = min((str(path) for path in each.glob("*.yaml")), default=str(each))
            problems += expiry_warnings(table, today, first)
        elif each.name == "municipalities":
            whole: list[Problem] = []
            read_municipalities(each, whole, {})
            problems += [p for p in whole if p.code == "no-generic-municipality"]
        elif each.name == "knowledge":
            read_knowledge(each, around.for_knowledge, problems, today)


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.name.startswith(".") and path.suffix != ".pot")
