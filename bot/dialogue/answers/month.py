"""A month: `juni 2027`, `06-2027`, `2027-06`, or a whole date in it."""

import re
from datetime import date

from bot.dialogue.answers.day import (
    NEWEST_YEAR,
    OLDEST_YEAR,
    day_month_year,
    full_year,
    named_month,
)
from bot.dialogue.answers.question import NotUnderstood, Question


def parse(text: str, question: Question) -> date | NotUnderstood:
    """Read a month and return its first day.

    A month without a year is the coming one, or the last one when it must lie in the past.
    """
    found = _month_and_year(text, question)
    if found is None:
        return NotUnderstood("engine.not-a-month", {"example": question.example})
    month, year = found
    if not 1 <= month <= 12 or not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return NotUnderstood("engine.not-a-month", {"example": question.example})
    first = date(year, month, 1)
    if question.must_be == "future" and first < question.today.replace(day=1):
        return NotUnderstood("engine.date-in-past", {"found": first})
    if question.must_be == "past" and first > question.today:
        return NotUnderstood("engine.date-in-future", {"found": first})
    return first


def _month_and_year(text: str, question: Question) -> tuple[int, int] | None:
    whole = day_month_year(text, question)
    if whole is not None:
        return whole[1], whole[2]
    figures = re.fullmatch(r"\s*(\d{1,2})\s*[-/. ]\s*(\d{4})\s*", text)
    if figures:
        return int(figures[1]), int(figures[2])
    iso = re.fullmatch(r"\s*(\d{4})-(\d{1,2})\s*", text)
    if iso:
        return int(iso[2]), int(iso[1])
    words = re.fullmatch(r"\s*([^\W\d]+)\.?\s*(\d{4}|\d{2})?\s*", text)
    month = named_month(words[1], question.vocabulary) if words else 0
    if not words or not month:
        return None
    if words[2]:
        return month, full_year(words[2], question)
    today = question.today
    if question.must_be == "past":
        return month, today.year - (1 if month > today.month else 0)
    return month, today.year + (1 if month < today.month else 0)
