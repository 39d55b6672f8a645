"""Several choices, separated by commas or the word for `and`."""

import re

from bot.dialogue.answers.choice import find_choice
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import normal


def parse(text: str, question: Question) -> tuple[str, ...] | NotUnderstood:
    """Read several choices in the order of the question; words for `none` give an empty tuple."""
    if normal(text) in question.vocabulary.nothing:
        return ()
    parts = [part for part in re.split(r"[,;\n]|\s(?:en|and|\+|&)\s", text) if part.strip()]
    whole = find_choice(text, question)
    chosen = {whole} if whole else {find_choice(part, question) for part in parts}
    if not chosen or "" in chosen:
        return NotUnderstood("engine.not-choices")
    return tuple(choice for choice in question.choices if choice in chosen)
