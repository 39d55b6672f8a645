"""Several choices, separated by commas or the word for `and`."""

import re

from bot.dialogue.answers.choice import find_choice
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import normal


def parse(text: str, question: Question) -> tuple[str, ...] | NotUnderstood:
    """Read several choices in the order of the question; words for `none` give an empty tuple."""
    if normal(text) in question.vocabulary.nothing:
        return ()
    named, rest = _whole_labels(text, question)
    if named and question.vocabulary.small.issuperset(rest.split()):
        return tuple(choice for choice in question.choices if choice in named)
    parts = [part for part in re.split(r"[,;\n]|\s(?:en|and|\+|&)\s", text) if part.strip()]
    whole = find_choice(text, question)
    chosen = [whole] if isinstance(whole, str) else [find_choice(part, question) for part in parts]
    if not chosen or any(isinstance(each, NotUnderstood) for each in chosen):
        return NotUnderstood("engine.not-choices")
    return tuple(choice for choice in question.choices if choice in chosen)


def _whole_labels(text: str, question: Question) -> tuple[set[str], str]:
    """Return the choices whose whole labels stand in a text, and what else stands there.

    A label may have the word for `and` in it, so these are looked for before a text is parted.
    """
    named, rest = set[str](), f" {normal(text)} "
    for choice, label in sorted(question.choices.items(), key=lambda item: -len(item[1])):
        words = f" {normal(label)} "
        if words in rest:
            named.add(choice)
            rest = rest.replace(words, "  ")
    return named, rest
