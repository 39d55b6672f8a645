"""The page about the format of scripts is what the program does today."""

import runpy
from typing import Any

import pytest

from bot.dialogue.steps import STEP_KINDS
from bot.scripts.content import load_content
from bot.scripts.problems import Problem
from bot.scripts.script_file import read_script
from bot.scripts.step_readers import READERS
from bot.settings import ROOT

MAKER: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "make_script_format.py"))
FACTS = load_content(ROOT / "dialogues").facts
NOT_A_KEY = "no such key"


def unknown_keys(lines: str) -> list[Problem]:
    """Read a script with one step and return what it says about keys it does not know."""
    text = f"script: one\ntitle: Een\n{lines}"
    return [p for p in read_script(text, "one.yaml", FACTS).problems if p.code == "unknown-key"]


def test_page_is_up_to_date() -> None:
    kept = (ROOT / "docs" / "script-format.md").read_text(encoding="utf-8")
    assert kept == MAKER["page"](), "run python docs/make_script_format.py"


def test_every_kind_of_step_is_on_the_page() -> None:
    assert set(MAKER["STEP_KEYS"]) == {kind.kind for kind in STEP_KINDS} == set(READERS)


@pytest.mark.parametrize("kind", sorted(READERS))
def test_keys_on_the_page_are_those_of_the_reader(kind: str) -> None:
    documented = set(MAKER["STEP_KEYS"][kind])
    known = known_keys(kind, *documented).union(*(known_keys(kind, key) for key in documented))
    assert known - {"id", "when"} == documented


def known_keys(kind: str, *keys: str) -> set[str]:
    """Return the keys that the reader of a kind takes when these are written."""
    step = "".join(f"    {key}: 1\n" for key in {kind, *keys, NOT_A_KEY})
    found = unknown_keys(f"steps:\n  - id: one\n{step}")
    return set(str(found[0].figures["valid"]).split(", "))


def test_keys_of_a_script_on_the_page_are_those_of_the_reader() -> None:
    [found] = unknown_keys(f"{NOT_A_KEY}: 1\nsteps:\n  - end: yes\n")
    assert set(str(found.figures["valid"]).split(", ")) == set(MAKER["FILE_KEYS"])


def test_the_first_example_can_be_published() -> None:
    example = MAKER["HEAD"].partition("```yaml\n")[2].partition("```")[0]
    read = read_script(example, "example.yaml", FACTS)
    assert read.problems == ()
