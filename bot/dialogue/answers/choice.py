"""One choice: by its number, its words, a part of its words, or misspelt words."""

from collections.abc import Mapping
from itertools import takewhile

from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import Vocabulary, closest, normal

LONGEST_NUMBER = 4
"""Digits of the number of a choice; Python refuses to read numbers of thousands of digits."""


def parse(text: str, question: Question) -> str | NotUnderstood:
    """Read one choice."""
    found = find_choice(text, question.choices, question.vocabulary)
    return found if found else NotUnderstood("engine.not-a-choice")


def find_choice(text: str, choices: Mapping[str, str], vocabulary: Vocabulary) -> str:
    """Return the id of the choice that a text means, or an empty string.

    A number counts the choices as shown, from 1. A part counts when it fits one choice only, and
    so does the beginning of a label with a slip in it. Numbers must be those of the label. What
    stands after a denial does not count without it: `paspoort` does not mean `geen paspoort`.
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
    fitting = {label: id_ for label, id_ in labels.items() if _same_figures(plain, label)}
    parts = {label: _part_that_counts(plain, label, vocabulary) for label in fitting}
    found = _only_part(plain, parts) or closest(plain, fitting)
    return fitting.get(found or _misspelt_beginning(plain, parts), "")


def _same_figures(plain: str, label: str) -> bool:
    """Say whether a text names no other number than the label: 1000 is not 3.000."""
    figures = "".join(filter(str.isdigit, plain))
    return not figures or figures == "".join(filter(str.isdigit, label))


def _part_that_counts(plain: str, label: str, vocabulary: Vocabulary) -> str:
    """Return a label up to its first word of denial, or all of it when the text denies too."""
    denials = vocabulary.no | vocabulary.nothing
    if denials & set(plain.split()):
        return label
    return " ".join(takewhile(lambda word: word not in denials, label.split()))


def _misspelt_beginning(plain: str, parts: Mapping[str, str]) -> str:
    """Return the one label that begins like that, but for a slip: `met mijn kindren`.

    Word by word: `met mijn broer` is not taken for `met mijn partner`.
    """
    words = plain.split()
    found = [label for label, part in parts.items() if _begins_like(words, part.split())]
    return found[0] if len(found) == 1 and len(words) > 1 else ""


def _begins_like(words: list[str], label: list[str]) -> bool:
    if len(words) > len(label):
        return False
    return all(
        said == meant or closest(said, {meant: meant})
        for said, meant in zip(words, label, strict=False)
    )


def _only_part(plain: str, parts: Mapping[str, str]) -> str:
    found = [
        label
        for label, part in parts.items()
        if f" {plain} " in f" {part} " or part.startswith(plain)
    ]
    return found[0] if len(found) == 1 and not plain.isdecimal() else ""
