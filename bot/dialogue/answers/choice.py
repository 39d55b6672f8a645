"""One choice: by its words, other words, its number, a part of its words, or misspelt words."""

from collections.abc import Mapping
from itertools import takewhile

from bot.dialogue.answers.amounts import choice_with_amount
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import Vocabulary, closest, normal

LONGEST_NUMBER = 4
"""Digits of the number of a choice; Python refuses to read numbers of thousands of digits."""


def parse(text: str, question: Question) -> str | NotUnderstood:
    """Read one choice; under ranges, an amount chooses the range that holds it."""
    if question.amounts:
        return said_in_full(text, question) or choice_with_amount(text, question, find_choice)
    found = find_choice(text, question)
    return found if found else NotUnderstood("engine.not-a-choice")


def said_in_full(text: str, question: Question) -> str:
    """Return the choice whose label or other words a text has exactly, or an empty string.

    A word for yes or no among the other words stands for all of them: `nee` is also `nope`.
    """
    plain = normal(text)
    labels = {normal(label): choice for choice, label in question.choices.items()}
    found = labels.get(plain) or question.also.get(plain, "")
    words = question.vocabulary
    for meant in (words.yes, words.no):
        if not found and plain in meant:
            found = next((c for word, c in question.also.items() if word in meant), "")
    return found if found in question.choices else ""


def find_choice(text: str, question: Question) -> str:
    """Return the id of the choice that a text means, or an empty string.

    A number counts the choices as shown, from 1, unless they are ranges. A part counts when it
    fits one choice only, and so does the beginning of a label with a slip in it. Numbers must be
    those of the label. What stands after a denial does not count without it: `paspoort` does not
    mean `geen paspoort`.
    """
    plain = normal(text)
    if not plain:
        return ""
    choices, vocabulary = question.choices, question.vocabulary
    labels = {normal(label): choice for choice, label in choices.items()}
    if said := said_in_full(text, question):
        return said
    if text in choices:
        return text
    if plain.isdecimal() and question.amounts:
        return ""
    if plain.isdecimal() and len(plain) <= LONGEST_NUMBER and 1 <= int(plain) <= len(choices):
        return list(choices)[int(plain) - 1]
    fitting = {label: id_ for label, id_ in labels.items() if _same_figures(plain, label)}
    others = {word: id_ for word, id_ in question.also.items() if id_ in choices}
    parts = {label: _part_that_counts(plain, label, vocabulary) for label in fitting}
    found = _only_part(plain, parts) or closest(plain, {**others, **fitting})
    return {**others, **fitting}.get(found or _misspelt_beginning(plain, parts), "")


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
