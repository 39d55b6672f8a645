"""A whole number, in figures or words."""

import re
from decimal import Decimal

from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import normal


def parse(text: str, question: Question) -> int | NotUnderstood:
    """Read a whole number within the question's limits."""
    plain = normal(text)
    words = question.vocabulary
    if plain in words.nothing:
        return within(0, question) or 0
    found = [part for part in plain.split() if part.isdecimal() or part in words.numbers]
    if len(found) != 1 or re.search(r"\d[.,]\d|-\s*\d", text) or len(found[0]) > 9:
        return NotUnderstood("engine.not-a-number")
    number = int(found[0]) if found[0].isdecimal() else words.numbers[found[0]]
    return within(number, question) or number


def within(number: int | Decimal, question: Question) -> NotUnderstood | None:
    """Return what to say when a number is outside the question's limits."""
    if question.least is not None and number < question.least:
        return NotUnderstood("engine.too-small", {"least": int(question.least)})
    if question.most is not None and number > question.most:
        return NotUnderstood("engine.too-large", {"most": int(question.most)})
    return None
