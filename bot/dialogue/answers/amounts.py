"""An amount typed under choices that are ranges: the range that holds it."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.dialogue.answers.euro import AMOUNT, amount_in, of_another_period
from bot.dialogue.answers.number import number_in_words
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.facts import FactDeclaration, Value
from bot.dialogue.vocabulary import normal, one_slip
from bot.dialogue.wording import Wording

SMALLEST_BARE = Decimal(100)
"""Euro; a smaller number without the word euro may count something else, such as a choice."""
IN_EURO = re.compile("€|\\beur")


def choice_with_amount(
    text: str, question: Question, by_words: Callable[[str, Question], str | NotUnderstood]
) -> str | NotUnderstood:
    """Return the choice that holds the amount in a text; without one, the choice by its words.

    Words such as `minder dan` make an amount the border of a range, so only whole labels fit them.
    """
    vocabulary, plain = question.vocabulary, normal(text)
    if plain in vocabulary.nothing - vocabulary.no:
        return _holding(Decimal(0), question)
    if AMOUNT.search(text) and of_another_period(text, vocabulary):
        return NotUnderstood("engine.other-period")
    if not AMOUNT.search(text) or any(_is_inexact(word, question) for word in plain.split()):
        return _in_words(text, question, by_words)
    amount = amount_in(text)
    if isinstance(amount, NotUnderstood):
        return amount if amount.figures else NotUnderstood("engine.not-a-range")
    if 0 < amount < SMALLEST_BARE and not IN_EURO.search(text.casefold()):
        return NotUnderstood("engine.amount-or-not", {"amount": amount})
    holding = _holding(amount, question)
    if isinstance(holding, str) and vocabulary.denies(text):
        return NotUnderstood("engine.not-a-range", perhaps=(holding,))
    return holding


def _is_inexact(word: str, question: Question) -> bool:
    """Say whether a word makes an amount a border, also with a slip: `miner dan` is no amount.

    A word of the question's own, such as `werken`, is no slip of another one (`weken`).
    """
    vocabulary = question.vocabulary
    if word in vocabulary.inexact:
        return True
    known = vocabulary.small | vocabulary.passing | vocabulary.amount_words
    own = any(word in words.split() for words in (*question.also, *question.reading.perhaps))
    plain = word in known or own or IN_EURO.match(word)
    return not plain and any(one_slip(word, each) for each in vocabulary.inexact)


def _in_words(
    text: str, question: Question, by_words: Callable[[str, Question], str | NotUnderstood]
) -> str | NotUnderstood:
    """Return the choice by its words; an amount in words is asked about."""
    found = by_words(text, question)
    if isinstance(found, str):
        return found
    number = number_in_words(text, question.vocabulary)
    words = normal(text).split()
    border = any(_is_inexact(word, question) for word in words)
    if number is not None and number >= SMALLEST_BARE and not border:
        holding = _holding(Decimal(number), question)
        if isinstance(holding, str):
            return NotUnderstood("engine.not-a-range", perhaps=(holding,))
    if border:
        same = tuple(each for each in found.perhaps if _has_border(each, words, question))
        found = replace(found, perhaps=same)
    general = found.phrase == "engine.not-a-choice"
    return replace(found, phrase="engine.not-a-range") if general else found


def _has_border(choice: Value, words: list[str], question: Question) -> bool:
    """Say whether a choice has the border that was said: `meer dan` is no `minder dan`."""
    label = set(normal(question.choices.get(str(choice), "")).split())
    borders = label & question.vocabulary.inexact
    return not borders or not borders.isdisjoint(words)


def _holding(amount: Decimal, question: Question) -> str | NotUnderstood:
    for choice, amounts in question.amounts.items():
        if choice in question.choices and amounts.holds(amount):
            return choice
    return NotUnderstood("engine.not-a-range")


def outside_range(
    amount: Value, ranges: FactDeclaration, chosen: Value | None
) -> NotUnderstood | None:
    """Return what to ask when an amount lies outside the range that was chosen before it."""
    held = ranges.amounts.get(str(chosen))
    if held is None or not isinstance(amount, Decimal | int) or held.holds(Decimal(amount)):
        return None
    figures = {"chosen": Wording(ranges.choices[str(chosen)]), "value": amount}
    return NotUnderstood("engine.outside-range", figures, (amount,))
