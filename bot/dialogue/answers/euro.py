"""An amount in euro, as people write it: `1.250`, `1250,50`, `€ 800,-`, `ongeveer 900 euro`."""

import re
from decimal import Decimal

from bot.dialogue.answers.number import within
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import normal

LARGEST_AMOUNT = Decimal(100_000_000)
"""Euro; anything above is a slip of the keyboard."""

AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[. ]\d{3})+|\d+)(?:([.,])(\d{1,2}|-+))?(?![\d.,]*\d)")


def parse(text: str, question: Question) -> Decimal | NotUnderstood:
    """Read an amount: a point or space groups thousands, a comma (or point) starts the cents."""
    if normal(text) in question.vocabulary.nothing:
        return within(Decimal(0), question) or Decimal(0)
    found = list(AMOUNT.finditer(text.replace("\u00a0", " ")))
    if len(found) != 1 or re.search(r"-\s*\d", text):
        return NotUnderstood("engine.not-an-amount")
    whole, _, cents = found[0].groups()
    thousands = Decimal(1000) if re.search(r"\d\s*(k\b|duizend)", text.casefold()) else Decimal(1)
    digits = re.sub(r"[. ]", "", whole)
    part = "" if cents is None or cents.startswith("-") else cents
    amount = Decimal(f"{digits}.{part or 0}") * thousands
    if amount > LARGEST_AMOUNT:
        return NotUnderstood("engine.not-an-amount")
    return within(amount, question) or amount
