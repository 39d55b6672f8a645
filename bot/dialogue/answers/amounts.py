"""An amount typed under choices that are ranges: the range that holds it."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.dialogue.answers.euro import AMOUNT, amount_in
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import normal

SMALLEST_BARE = Decimal(100)
"""Euro; a smaller number without the word euro may count something else, such as a choice."""
IN_EURO = re.compile("€|\\beur")


def choice_with_amount(
    text: str, question: Question, by_words: Callable[[str, Question], str]
) -> str | NotUnderstood:
    """Return the choice that holds the amount in a text; without one, the choice by its words.

    Words such as `minder dan` make an amount the border of a range, so only whole labels fit them.
    """
    vocabulary, plain = question.vocabulary, normal(text)
    if plain in vocabulary.nothing - vocabulary.no:
        return _holding(Decimal(0), question)
    if not AMOUNT.search(text) or not vocabulary.inexact.isdisjoint(plain.split()):
        return by_words(text, question) or NotUnderstood("engine.not-a-range")
    amount = amount_in(text)
    if isinstance(amount, NotUnderstood):
        return amount if amount.figures else NotUnderstood("engine.not-a-range")
    if 0 < amount < SMALLEST_BARE and not IN_EURO.search(text.casefold()):
        return NotUnderstood("engine.amount-or-not", {"amount": amount})
    return _holding(amount, question)


def _holding(amount: Decimal, question: Question) -> str | NotUnderstood:
    for choice, amounts in question.amounts.items():
        if choice in question.choices and amounts.holds(amount):
            return choice
    return NotUnderstood("engine.not-a-range")
