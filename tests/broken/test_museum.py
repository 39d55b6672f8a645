"""The museum: each file with a mistake gives exactly the problems and the words of the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.commands.check import as_row, sayer
from bot.scripts.check_paths import check_paths
from bot.scripts.phrases_file import check_phrases
from bot.scripts.problems import Problem
from bot.scripts.source import LONGEST_FILE, read_fields
from bot.settings import ROOT, Settings

MUSEUM = ROOT / "tests" / "broken"
DAY = date(2026, 9, 1)
SAY = sayer(Settings())

FOLDERS = ("scripts", "programmes", "norms", "facts", "words", "people", "phrases", "walks")
JARGON = ("expecting", "NUM_INT", "<EOF>", "Wording(", "None", "“”", "problem.", "Commented")
"""What no coordinator should ever read."""
NO_EXHIBIT = {
    "did-you-mean": "is added to another problem",
    "cannot-read": "depends on who may open a file; see test_a_folder_is_no_file",
    "not-found": "has no file to show; its exhibit is a name that is nowhere",
    "walk-differs": "is seen by playing; see tests/unit/commands/test_check.py",
    "walk-stumbles": "is seen by playing; see tests/unit/commands/test_check.py",
}
"""Codes without an exhibit, each with the reason."""


@dataclass(frozen=True)
class Exhibit:
    """One file of the museum: what must be found in it, and which words must be said."""

    file: str
    problems: tuple[str, ...]
    words: tuple[str, ...]
    more: bool


def exhibits() -> Iterator[Exhibit]:
    """Yield every line of the table."""
    root = read_fields(MUSEUM / "museum.yaml", [])
    assert root is not None
    for each in root.list_of_fields("exhibits"):
        yield Exhibit(
            file=each.text("file"),
            problems=tuple(text for text, _ in each.texts("problems")),
            words=tuple(text for text, _ in each.texts("words")),
            more=each.truth("more", False),
        )


def found_in(file: str, spare: Path) -> list[Problem]:
    """Check one exhibit; the huge one is made here, and a phrase stands twice only in two files."""
    if file == "scripts/huge.yaml":
        huge = spare / "scripts" / "huge.yaml"
        huge.parent.mkdir()
        huge.write_text("# " + "x" * LONGEST_FILE, encoding="utf-8")
        return check_paths([huge], MUSEUM, DAY)
    if file == "phrases/phrase-twice-b.yaml":
        problems: list[Problem] = []
        check_phrases([MUSEUM / "phrases" / "phrase-twice-a.yaml", MUSEUM / file], problems)
        return problems
    return check_paths([MUSEUM / file], MUSEUM, DAY)


def shape(problem: Problem) -> str:
    """Return a problem as the table has it."""
    return f"{problem.place.line}:{problem.place.column} {problem.code}"


@pytest.mark.parametrize("exhibit", list(exhibits()), ids=lambda exhibit: exhibit.file)
def test_exhibit_gives_its_problems_and_words(exhibit: Exhibit, tmp_path: Path) -> None:
    problems = found_in(exhibit.file, tmp_path)
    shapes = {shape(problem) for problem in problems}
    assert set(exhibit.problems) <= shapes if exhibit.more else shapes == set(exhibit.problems)
    said = " ".join(problem.message(SAY) for problem in problems)
    assert [word for word in exhibit.words if word not in said] == []


@pytest.mark.parametrize("exhibit", list(exhibits()), ids=lambda exhibit: exhibit.file)
def test_no_message_shows_jargon_or_leaves_a_gap(exhibit: Exhibit, tmp_path: Path) -> None:
    for problem in found_in(exhibit.file, tmp_path):
        message = str(as_row(problem, SAY)["message"])
        assert [sign for sign in JARGON if sign in message] == []


@pytest.mark.parametrize("name", ["fine-bom.yaml", "fine-windows.yaml"])
def test_harmless_oddities_give_no_problem(name: str) -> None:
    assert check_paths([MUSEUM / "scripts" / name], MUSEUM, DAY) == []


def test_every_exhibit_is_in_the_table() -> None:
    shown = {exhibit.file for exhibit in exhibits()} | {"phrases/phrase-twice-a.yaml"}
    kept = {
        path.relative_to(MUSEUM).as_posix()
        for folder in FOLDERS
        for folder in (
            "scripts",
            "programmes",
            "norms",
            "facts",
            "words",
            "phrases",
            "walks",
            "knowledge",
        )
        for path in (MUSEUM / folder).iterdir()
        if not path.name.startswith("fine-")
    }
    assert kept <= shown


def test_every_code_has_an_exhibit_or_a_reason(tmp_path: Path) -> None:
    whole = [problem.code for problem in folder_problems(tmp_path)]
    shown = {problem.split(" ")[1] for exhibit in exhibits() for problem in exhibit.problems}
    assert all_codes() - shown - set(whole) == set(NO_EXHIBIT) - shown


def all_codes() -> set[str]:
    """Return every code for which there is a sentence."""
    keys: set[str] = set()
    for path in (ROOT / "dialogues" / "phrases").glob("*.yaml"):
        fields = read_fields(path, [])
        keys |= set(fields.keys) if fields else set()
    return {key.removeprefix("problem.") for key in keys if key.startswith("problem.")}


def folder_problems(folder: Path) -> list[Problem]:
    """Check a folder that lacks what only a whole folder can lack, and one whose norms end."""
    for name in ("municipalities", "norms"):
        (folder / name).mkdir()
    shipped = [ROOT / "dialogues" / name for name in ("norms", "knowledge")]
    return check_paths([folder, *shipped], MUSEUM, date(2050, 12, 1))


def test_a_folder_without_its_needed_files_says_so(tmp_path: Path) -> None:
    codes = {problem.code for problem in folder_problems(tmp_path)}
    expired = {"norms-expire", "answer-expired"}
    assert {"no-generic-municipality", "norm-missing"} | expired <= codes


def test_all_problems_of_a_folder_come_at_once_in_order() -> None:
    problems = check_paths([MUSEUM / "scripts"], MUSEUM, DAY)
    places = [problem.place for problem in problems]
    assert places == sorted(places)
    assert len({place.file for place in places}) > 60


def test_a_file_named_twice_is_told_once() -> None:
    path = MUSEUM / "scripts" / "unknown-step.yaml"
    assert len(check_paths([path, path], MUSEUM, DAY)) == 1
