"""One choice: by its number, its words, a part of its words, or misspelt words."""

from collections.abc import Mapping

from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import closest, normal

LONGEST_NUMBER = 4
"""Digits of the number of a choice; Python refuses to read numbers of thousands of digits."""


def parse(text: str, question: Question) -> str | NotUnderstood:
    """Read one choice."""
    found = find_choice(text, question.choices)
    return found if found else NotUnderstood("engine.not-a-choice")


def find_choice(text: str, choices: Mapping[str, str]) -> str:
    """Return the id of the choice that a text means, or an empty string.

    A number counts the choices as shown, from 1. A part counts when it fits one choice only, and
    so does the beginning of a label with a slip in it.
    """
    plain = normal(text)
    if not plain:
        return ""
    labels = {normal(label): choice for choice, label in choices.items()}
    if plain in labels:
        return labels[plain]
    if text in choices:
        return text
    if plain.isdecimal() and len(plain) <= LONGEST_NUMBER and 1 <= int(plain) <= len(choices):
        return list(choices)[int(plain) - 1]
    found = _only_part(plain, labels) or closest(plain, labels)
    return labels.get(found, "") or _misspelt_beginning(plain, labels)


def _misspelt_beginning(plain: str, labels: Mapping[str, str]) -> str:
    """Return the one choice whose label begins like that, but for a slip: `met mijn kindren`.

    Word by word: `met mijn broer` is not taken for `met mijn partner`.
    """
    words = plain.split()
    found = {choice for label, choice in labels.items() if _begins_like(words, label.split())}
    return found.pop() if len(found) == 1 and len(words) > 1 else ""


def _begins_like(words: list[str], label: list[str]) -> bool:
    if len(words) > len(label):
        return False
    return all(
        said == meant or closest(said, {meant: meant})
        for said, meant in zip(words, label, strict=False)
    )


def _only_part(plain: str, labels: Mapping[str, str]) -> str:
    fitting = [label for label in labels if f" {plain} " in f" {label} " or label.startswith(plain)]
    return fitting[0] if len(fitting) == 1 and not plain.isdecimal() else ""
