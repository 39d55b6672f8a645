"""Every code that the program can give has a sentence, and every phrase that it says exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.dialogue.facts import KINDS
from bot.scripts.problems import Problem
from bot.settings import ROOT
from bot.texts.phrasebook import read_phrases

NOTERS: dict[str, int] = {
    "problem": 0,
    "Problem": 1,
    "Fault": 0,
    "TextFault": 0,
    "Unreadable": 0,
    "WrongValueError": 0,
    "WordingError": 0,
}
"""What notes a problem, and which of its arguments is the code."""
NO_KEYS = re.compile(r".*\.(?:html|css|js|txt|yaml|py|json|db|po|key)")
"""Names of files, which look like keys."""


def sources() -> Iterator[Path]:
    """Yield every module of the program; the staff pages have phrases of their own."""
    for package in ("bot", "scheduler"):
        yield from sorted((ROOT / package).rglob("*.py"))


def calls(path: Path) -> Iterator[tuple[str, list[ast.expr]]]:
    """Yield the name and arguments of every call in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            named = node.func
            name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
            yield name, node.args


def texts(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an argument can be; a made-up text becomes a pattern."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in node.values
        )


def keys() -> set[str]:
    """Return the keys of all shipped phrases."""
    problems: list[Problem] = []
    found = set(read_phrases(ROOT / "dialogues" / "phrases", problems))
    assert problems == []
    return found


def test_every_code_has_a_sentence() -> None:
    known = keys()
    missing = {
        f"{path.name}: {code}"
        for path in sources()
        for name, arguments in calls(path)
        if name in NOTERS and len(arguments) > NOTERS[name]
        for code in texts(arguments[NOTERS[name]])
        if not any(re.fullmatch(f"problem\\.{code}", key) for key in known)
    }
    assert missing == set()


def test_every_key_that_the_program_says_is_a_phrase() -> None:
    known = keys()
    starts = {key.split(".")[0] for key in known}
    missing = {
        f"{path.relative_to(ROOT)}: {node.value}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"[a-z]+\.[a-z0-9_.-]+", node.value) and node.value not in known
        if node.value.split(".")[0] in starts and not NO_KEYS.fullmatch(node.value)
        if not any(key.startswith(node.value) for key in known)
    }
    assert missing == set()


def test_every_made_up_key_can_be_a_phrase() -> None:
    known = keys()
    missing = {
        f"{path.relative_to(ROOT)}: {pattern}"
        for path in sources()
        for name, arguments in calls(path)
        if name in ("phrase", "say") and arguments and isinstance(arguments[0], ast.JoinedStr)
        for pattern in texts(arguments[0])
        if not any(re.fullmatch(pattern, key) for key in known)
    }
    assert missing == set()


def test_every_kind_that_a_message_names_has_words() -> None:
    named = {key for key in keys() if key.startswith("kind.")}
    assert {f"kind.{kind}" for kind in KINDS} <= named
