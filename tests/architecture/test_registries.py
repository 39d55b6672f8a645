"""Lists that must agree: what the engine knows, what is read, what is applied, what is tested."""

import re
from typing import get_args

import pytest

from bot.dialogue.answers import PARSERS
from bot.dialogue.effects import ACTIONS as KNOWN_ACTIONS
from bot.dialogue.engine import UNDERSTOOD_COMMANDS
from bot.dialogue.facts import AGAIN, KINDS, Again, Kind
from bot.dialogue.steps import STEP_KINDS
from bot.handoff import Urgency
from bot.scripts.check_paths import BY_FOLDER, BY_KEY, BY_NAME, CHECKS, SUFFIXES
from bot.scripts.conditions import _SAMPLES
from bot.scripts.content import load_content
from bot.scripts.step_readers import READERS, VALUES
from bot.scripts.words_file import read_words
from bot.settings import ROOT, Settings
from bot.usecases.actions import ACTIONS as APPLIERS
from bot.usecases.actions.entitlement import PARTS

SETTINGS = Settings()


def test_every_kind_of_step_has_a_reader() -> None:
    assert set(READERS) == {step.kind for step in STEP_KINDS}


def test_every_kind_of_step_has_its_own_file_with_an_example() -> None:
    for step in STEP_KINDS:
        source = ROOT.joinpath(*step.__module__.split(".")).with_suffix(".py")
        head = source.read_text(encoding="utf-8").split('"""')[1]
        assert re.search(rf"(- |^\s+){step.kind}:", head, re.MULTILINE), source


def test_every_action_has_an_applier() -> None:
    assert set(APPLIERS) == set(KNOWN_ACTIONS)


def test_every_kind_of_fact_has_a_parser_and_samples() -> None:
    assert set(KINDS) == set(get_args(Kind)) == set(PARSERS) == set(_SAMPLES)
    assert set(AGAIN) == set(get_args(Again))


def test_words_of_actions_that_scripts_may_use_are_those_that_are_applied() -> None:
    assert set(VALUES[("explain-entitlement", "part")]) == set(PARTS)
    assert set(VALUES[("hand-over", "urgency")]) == set(get_args(Urgency))


def test_every_kind_of_file_has_a_check() -> None:
    kinds = {*BY_FOLDER.values(), *BY_KEY.values(), *BY_NAME.values(), *SUFFIXES}
    assert kinds == set(CHECKS)


def test_every_command_has_words_and_every_named_script_exists() -> None:
    scripts = {path.stem for path in (SETTINGS.dialogues / "scripts").glob("*.yaml")}
    problems = read_words_problems(scripts)
    assert problems == []


def read_words_problems(scripts: set[str]) -> list[str]:
    """Return what is wrong with the shipped words."""
    problems: list[object] = []
    words = read_words(SETTINGS.dialogues / "words.yaml", problems, scripts=scripts)  # type: ignore[arg-type]  # problems only
    missing = set(UNDERSTOOD_COMMANDS) - set(words.commands.values())
    return [*map(str, problems), *missing]


@pytest.mark.parametrize("kind", sorted(READERS))
def test_every_kind_of_step_is_played_in_a_walk_or_has_unit_tests(kind: str) -> None:
    used = re.compile(rf"^\s+(?:- )?{kind}:", re.MULTILINE)
    walked = {path.parent.name for path in (SETTINGS.dialogues / "walks").glob("*/*.txt")}
    played = any(
        used.search(path.read_text(encoding="utf-8"))
        for path in (SETTINGS.dialogues / "scripts").glob("*.yaml")
        if path.stem in walked
    )
    tests = (ROOT / "tests" / "unit").rglob("*.py")
    assert played or any(used.search(path.read_text(encoding="utf-8")) for path in tests)


def test_every_script_has_a_walk() -> None:
    walked = {path.parent.name for path in (SETTINGS.dialogues / "walks").glob("*/*.txt")}
    assert set(load_content(SETTINGS.dialogues).scripts) <= walked


def test_every_action_is_used_by_a_script() -> None:
    texts = [
        path.read_text(encoding="utf-8") for path in (SETTINGS.dialogues / "scripts").glob("*.yaml")
    ]
    unused = {name for name in KNOWN_ACTIONS if not any(f"do: {name}\n" in t for t in texts)}
    assert unused == set()


def test_shipped_content_has_no_errors() -> None:
    content = load_content(SETTINGS.dialogues)
    found = [str(problem) for problem in content.problems]
    for name, text in content.scripts.items():
        found += [f"{p.place} {p.code}" for p in content.check("script", name, text)]
    for name, text in content.programmes.items():
        found += [f"{p.place} {p.code}" for p in content.check("programme", name, text)]
    assert found == []
