"""Reads `dialogues/words.yaml`: commands, yes and no, months and numbers, in every language."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.dialogue.vocabulary import Vocabulary, normal
from bot.scripts.problems import Problem
from bot.scripts.source import Fields, read_fields

T = TypeVar("T")


def read_words(path: Path, problems: list[Problem], name: str = "") -> Vocabulary:
    """Read the vocabulary; what is wrong goes to `problems`."""
    root = read_fields(path, problems, name or None)
    if root is None:
        return Vocabulary()
    read = Vocabulary(
        commands=_words_by_meaning(root, "commands", str),
        scripts={command: script for command, script, _ in root.pairs("scripts")},
        crisis=tuple(normal(words) for words, _ in root.texts("crisis")),
        crisis_script=root.text("crisis script"),
        fallback_script=root.text("fallback script"),
        yes=frozenset(normal(word) for word, _ in root.texts("yes")),
        no=frozenset(normal(word) for word, _ in root.texts("no")),
        nothing=frozenset(normal(word) for word, _ in root.texts("nothing")),
        months=_words_by_meaning(root, "months", int),
        numbers=_words_by_meaning(root, "numbers", int),
    )
    root.finish()
    return read


def _words_by_meaning(root: Fields, key: str, convert: Callable[[str], T]) -> dict[str, T]:
    meanings: dict[str, T] = {}
    under = root.fields(key)
    for meaning in under.keys if under else []:
        for word, place in under.texts(meaning) if under else []:
            plain = normal(word)
            if plain in meanings and meanings[plain] != convert(meaning):
                root.problem("word-twice", at=place, found=word)
            meanings[plain] = convert(meaning)
    return meanings
