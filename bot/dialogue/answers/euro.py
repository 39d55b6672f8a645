"""An amount in euro, as people write it: `1.250`, `1,250.50`, `€ 800,-`, `ongeveer 900 euro`."""

import re
from decimal import Decimal

from bot.dialogue.answers.amount_of import of_something_else
from bot.dialogue.answers.number import asked_back, number_in_words, within
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import Vocabulary, normal

LARGEST_AMOUNT = Decimal(100_000_000)
"""Euro; anything above is a slip of the keyboard."""
SURELY_WHOLE = Decimal(1000)
"""Euro; below this one decimal is doubtful: 1,5 can be € 1,50, and can be short for € 1.500."""

AMOUNT = re.compile(
    r"(?<![\d.,])"
    r"([1-9]\d{0,2}(?:[. ]\d{3})+|[1-9]\d{0,2}(?:,\d{3})+|\d+)"
    r"(?:([.,])(\d{1,2}|-+))?"
    r"(?![\d.,]*\d)"
)
"""Three digits after a point, space or comma are thousands: no amount in euro has mils."""
THOUSANDS = re.compile(r"\d\s*(?:k|duizend|thousand)\b")
ABOUT = re.compile(r"\+\s*/?\s*[-\u2212\u2013]")
"""`+/-`, which says no more than about."""
NEGATIVE = re.compile(r"(?<![\w-])(?<!\d\s)[-\u2212\u2013](?=\s*(?:€\s*)?\d)")
SIGNED = re.compile(r"[-\u2212\u2013]\s*\d")
"""A minus before an amount, or a dash between two."""
SPACES = str.maketrans("\u00a0\u2009\u202f", "   ")


def parse(text: str, question: Question) -> Decimal | NotUnderstood:
    """Read an amount within the question's limits."""
    vocabulary = question.vocabulary
    if normal(text) in vocabulary.nothing:
        return within(Decimal(0), question) or Decimal(0)
    if other := of_something_else(text, question, negative=is_negative(text)):
        return other
    if of_another_period(text, vocabulary):
        return NotUnderstood("engine.other-period")
    amount = amount_in(text)
    if question.reading.not_of and is_negative(text):  # a debt, where a debt is asked for
        below = amount_in(NEGATIVE.sub("", text))
        return below if isinstance(below, NotUnderstood) else _asked_back(below, question)
    if isinstance(amount, NotUnderstood):
        in_words = number_in_words(text, vocabulary)
        if in_words is None and not vocabulary.nothing.isdisjoint(normal(text).split()):
            in_words = None if any(map(str.isdecimal, text)) else 0
        return amount if in_words is None else asked_back(amount, (Decimal(in_words),), question)
    words = normal(text).split()
    if any(each in vocabulary.numbers for each in words) and not THOUSANDS.search(text.casefold()):
        return NotUnderstood("engine.not-an-amount")  # `3 honderd` is not € 3
    if vocabulary.denies(text) or not vocabulary.inexact.isdisjoint(words):
        return _asked_back(amount, question)
    return within(amount, question) or amount


def _asked_back(amount: Decimal, question: Question) -> NotUnderstood:
    """Ask whether an amount is meant that another word may change."""
    return asked_back(NotUnderstood("engine.not-an-amount"), (amount,), question)


def is_negative(text: str) -> bool:
    """Say whether an amount in a text has a minus before it."""
    return bool(NEGATIVE.search(ABOUT.sub("", text)))


def of_another_period(text: str, vocabulary: Vocabulary) -> bool:
    """Say whether an amount is one a week, an hour or a year: the questions are about a month."""
    plain = f" {normal(text)} "
    return any(f" {words} " in plain for words in vocabulary.periods)


def amount_in(text: str) -> Decimal | NotUnderstood:
    """Read the one amount that stands in a text, as Dutch or English people write it."""
    text = ABOUT.sub("", text)
    found = list(AMOUNT.finditer(text.translate(SPACES)))
    if len(found) != 1 or SIGNED.search(text):
        return NotUnderstood("engine.not-an-amount")
    whole, sign, cents = found[0].groups()
    if sign and sign in whole:  # the same sign cannot group thousands and begin the cents
        return NotUnderstood("engine.not-an-amount")
    part = "" if cents is None or cents.startswith("-") else cents
    amount = Decimal(f"{re.sub(r'[., ]', '', whole)}.{part or 0}")
    if THOUSANDS.search(text.casefold()):
        amount *= 1000
    elif len(part) == 1 and amount < SURELY_WHOLE:
        return NotUnderstood("engine.unclear-amount", {"small": amount, "large": amount * 1000})
    return amount if amount <= LARGEST_AMOUNT else NotUnderstood("engine.not-an-amount")
