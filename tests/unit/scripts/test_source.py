"""Fields of a data file: places, values of each kind, and faults that do not stop the reading."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.scripts.problems import Problem
from bot.scripts.source import Fields, parse_fields, read_fields, read_text
from bot.scripts.yaml_faults import code_of


def read(text: str) -> tuple[Fields, list[Problem]]:
    """Parse a text that is a mapping."""
    problems: list[Problem] = []
    fields = parse_fields(text, "f.yaml", problems)
    assert fields is not None
    return fields, problems


def codes(problems: list[Problem]) -> list[str]:
    """Return the codes with their places."""
    return [f"{p.place.line}:{p.place.column} {p.code}" for p in problems]


VALUES: list[tuple[str, Callable[[Fields], object], object]] = [
    ("k: hallo", lambda f: f.text("k"), "hallo"),
    ("k: 1250", lambda f: f.text("k"), "1250"),
    ("k: 2027-06-30", lambda f: f.text("k"), "2027-06-30"),
    ("k: 7", lambda f: f.number("k"), 7),
    ("k: 1401.50", lambda f: f.decimal("k"), Decimal("1401.50")),
    ("k: yes", lambda f: f.truth("k"), True),
    ("k: false", lambda f: f.truth("k"), False),
    ("k: 2027-06-30", lambda f: f.day("k"), date(2027, 6, 30)),
    ("k: a", lambda f: f.one_of("k", ("a", "b")), "a"),
    ("k: [a, 2]", lambda f: [text for text, _ in f.texts("k")], ["a", "2"]),
    ("k: a", lambda f: [text for text, _ in f.texts("k")], ["a"]),
    ("x: 1", lambda f: f.text("k", "or else"), "or else"),
    ("k: {1: een}", lambda f: [(n, t) for n, t, _ in f.pairs("k")], [("1", "een")]),
]


@pytest.mark.parametrize(("text", "get", "value"), VALUES)
def test_value_is_read(text: str, get: Callable[[Fields], object], value: object) -> None:
    fields, problems = read(text)
    assert get(fields) == value
    assert problems == []


FAULTS: list[tuple[str, Callable[[Fields], object], str]] = [
    ("k: true", lambda f: f.text("k"), "1:4 unquoted-text"),
    ("k: 1.50", lambda f: f.text("k"), "1:4 unquoted-text"),
    ("k: 1_000", lambda f: f.text("k"), "1:4 unquoted-text"),
    ("k: 0x1F", lambda f: f.text("k"), "1:4 unquoted-text"),
    ("k: !!x a", lambda f: f.text("k"), "1:4 wrong-kind"),
    ("k: [a]", lambda f: f.text("k"), "1:4 wrong-kind"),
    ("k:", lambda f: f.text("k"), "1:1 empty-value"),
    ("x: 1", lambda f: f.text("k"), "1:1 missing-key"),
    ("k: yes", lambda f: f.number("k"), "1:4 wrong-kind"),
    ("k: .inf", lambda f: f.decimal("k"), "1:4 wrong-kind"),
    ("k: maybe", lambda f: f.truth("k"), "1:4 wrong-kind"),
    ("k: 2027-02-31", lambda f: f.day("k"), "1:4 bad-date"),
    ("k: 20270630", lambda f: f.day("k"), "1:4 wrong-kind"),
    ("k: c", lambda f: f.one_of("k", ("a", "b")), "1:4 unknown-option"),
    ("k: [a, [b]]", lambda f: f.texts("k"), "1:8 wrong-kind"),
    ("k: a", lambda f: f.fields("k"), "1:4 wrong-kind"),
    ("k: [a]", lambda f: list(f.list_of_fields("k")), "1:5 wrong-kind"),
    ("k: a", lambda f: f.finish(), "1:1 unknown-key"),
]


@pytest.mark.parametrize(("text", "get", "code"), FAULTS)
def test_fault_is_noted_once(text: str, get: Callable[[Fields], object], code: str) -> None:
    fields, problems = read(text)
    get(fields)
    assert codes(problems) == [code]


def test_an_impossible_day_does_not_hide_the_rest() -> None:
    fields, problems = read("a: 2027-02-31\nb: 2027-04-31\n")
    fields.day("a")
    fields.day("b")
    assert codes(problems) == ["1:4 bad-date", "2:4 bad-date"]


def test_a_text_on_which_the_library_stumbles_is_no_yaml() -> None:
    problems: list[Problem] = []
    assert parse_fields("# one\n| # two", "a.yaml", problems) is None
    assert codes(problems) == ["1:1 not-yaml"]


def test_a_merged_key_has_the_place_of_its_mapping() -> None:
    fields, _ = read("a:\n  <<: {x: 1}\n  y: 2\n")
    under = fields.fields("a")
    assert under is not None
    assert (under.place("x").line, under.text("x")) == (2, "1")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_text(tmp_path, problems) is None
    assert codes(problems) == ["1:1 cannot-read"]


def test_a_file_that_is_nowhere_is_told(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_fields(tmp_path / "none.yaml", problems, "none.yaml") is None
    assert [str(problem.place) for problem in problems] == ["none.yaml:1:1"]


@pytest.mark.parametrize(
    ("problem", "context", "line", "code"),
    [
        ("mapping values are not allowed here", "", "a: b: c", "colon-in-text"),
        ("expected <block end>, but found '<scalar>'", "", 'a: "b" c', "text-after-quote"),
        ("expected <block end>, but found '<scalar>'", "", "a: {b} c", "brace-at-start"),
        ("expected <block end>, but found '?'", "", " b: c", "bad-indent"),
        ("found unexpected end of stream", "while scanning a quoted scalar", "", "open-quote"),
        ("something new", "", "", "not-yaml"),
    ],
)
def test_the_parser_is_translated(problem: str, context: str, line: str, code: str) -> None:
    assert code_of(problem, context, line) == code
