"""The reader of the norms: every fault has its file, line and code; ageing is warned about."""

from datetime import date
from pathlib import Path

import pytest

from bot.entitlement.norms import CORE
from bot.scripts.norms import expiry_warnings, read_norms
from bot.settings import Settings
from bot.texts import Phrasebook

GOOD = """\
norm-single-21:
  description: "Norm for a single person"
  unit: euro a month
  article: Participatiewet art. 21 a
  values:
    - valid_from: 2026-01-01
      valid_until: 2026-06-30
      value: 1401.50
      source: "the law"
    - valid_from: 2026-07-01
      valid_until: 2026-12-31
      value: 1419.46
      source: "the law"
"""


def codes(folder: Path, text: str) -> list[tuple[str, int]]:
    """Return the faults of one file, apart from the norms that this short file leaves out."""
    (folder / "norms.yaml").write_text(text, encoding="utf-8")
    found = [problem for problem in read_norms(folder)[1] if problem.code != "norm-missing"]
    return [(problem.code, problem.place.line) for problem in found]


def test_the_shipped_norms_have_no_faults() -> None:
    assert read_norms(Settings().dialogues / "norms")[1] == []


def test_a_good_file_has_no_faults(tmp_path: Path) -> None:
    assert codes(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("norm-single-21", "norm-singel-21", "norm-unknown", 1),
        ("value: 1401.50", "value: veel", "wrong-kind", 8),
        ("value: 1401.50", "value: -1", "norm-negative", 8),
        ("valid_until: 2026-06-30", "valid_until: 2025-12-31", "norm-ends-before-it-starts", 7),
        ("valid_until: 2026-06-30", "valid_until:", "norm-without-end", 7),
        ("valid_until: 2026-06-30", "valid_until: 2026-07-01", "norm-overlaps", 10),
        ("valid_until: 2026-06-30", "valid_until: 2026-06-29", "norm-gap", 10),
        ('source: "the law"', 'source: ""', "norm-without-source", 9),
        ("unit: euro a month", "unit: euros", "unknown-option", 3),
        ('source: "the law"', 'source: "the law"\n      sauce: "x"', "unknown-key", 10),
        ("2026-06-30", "2026-06-31", "bad-date", 7),
    ],
)
def test_each_fault_has_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    assert (code, line) in codes(tmp_path, GOOD.replace(old, new, 1))


@pytest.mark.parametrize("key", ["      source", "      value", "  description", "  article"])
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    lines = GOOD.splitlines(keepends=True)
    gone = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
    found = codes(tmp_path, "".join(lines[:gone] + lines[gone + 1 :]))
    assert "missing-key" in {code for code, _ in found}


def test_an_unknown_value_counts_as_covered_but_not_as_known(tmp_path: Path) -> None:
    text = GOOD.replace("value: 1401.50", "value: unknown")
    assert codes(tmp_path, text) == []
    values = read_norms(tmp_path)[0].parameters["norm-single-21"].values
    assert [value.valid_from for value in values] == [date(2026, 7, 1)]


def test_norms_that_are_left_out_are_named(tmp_path: Path) -> None:
    names = {problem.figures["name"] for problem in read_norms(tmp_path)[1]}
    assert set(CORE) <= names


def test_every_fault_has_a_sentence(tmp_path: Path) -> None:
    say = Phrasebook.load(Settings()).say
    (tmp_path / "norms.yaml").write_text(GOOD.replace("2026-06-30", "2026-01-01"), encoding="utf-8")
    for problem in read_norms(tmp_path)[1]:
        assert problem.code in problem.line(say)


@pytest.mark.parametrize(
    ("today", "turn"),
    [
        (date(2026, 11, 19), None),
        (date(2026, 11, 20), date(2027, 1, 1)),
        (date(2027, 1, 5), date(2027, 1, 1)),
        (date(2027, 5, 20), date(2027, 7, 1)),
        (date(2026, 7, 1), None),
    ],
)
def test_ageing_is_warned_about_six_weeks_ahead(today: date, turn: date | None) -> None:
    table = read_norms(Settings().dialogues / "norms")[0]
    found = expiry_warnings(table, today)
    assert {warning.level for warning in found} <= {"warning"}
    assert {warning.figures["day"] for warning in found} == (set() if turn is None else {turn})
    assert len(found) == (0 if turn is None else 1)
