"""A date as people write it: `30 juni 2027`, `30-6-2027`, `30/06/27`, `June 30, 2027`."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.answers.spoken_day import spoken_day
from bot.dialogue.derived import years_old
from bot.dialogue.vocabulary import Vocabulary, closest, normal

OLDEST_YEAR = 1900
NEWEST_YEAR = 2100
FURTHEST_BACK, FURTHEST_AHEAD = timedelta(days=2 * 366), timedelta(days=3 * 366)
"""For a date that must be near, such as the end of a WW of at most two years: beyond this it is a
slip of the keyboard, most often in the year."""
PIVOT_AHEAD = 20
"""A year of two digits is at most this many years ahead, else it lies in the past century."""

MOST_PERHAPS = 3
"""Days that are asked between."""

ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
FIGURES = re.compile(r"(?<!\d)(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*['’]?(\d{4}|\d{2})(?!\d)")
TOGETHER = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)")
"""Without signs between them: `12061971`."""
DAY_FIRST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:e|de|ste|th|st|nd|rd)?\s*(?:(?:of|van)\s+)?"
    r"(?P<month>[^\W\d]{3,20})\.?,?\s*['’]?(?P<year>\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    r"(?<!\w)(?P<month>[^\W\d]{3,20})\.?\s+(?:the\s+)?(?P<day>\d{1,2})(?:th|st|nd|rd)?"
    r"(?:,\s*|\s+)(?P<year>\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
"""As in English: `January 31, 2027`. A month begins a word and ends soon, or a long text of
letters would be looked through once for each of them."""


def parse(text: str, question: Question) -> date | NotUnderstood:
    """Read a date that exists and lies where the question wants it (past, future or near)."""
    parts = day_month_year(text, question)
    if parts is None:
        return _not_a_date(text, question)
    day, month, year = parts
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return _not_a_date(text, question)
    try:
        found = date(year, month, day)
    except ValueError:
        return NotUnderstood(
            "engine.no-such-date",
            {"found": text.strip()[:40], "example": question.example_as_typed},
        )
    if wrong := wrong_side(found, question):
        return wrong
    others = [each for each in written_days(text, question) if each != parts]
    if others or _names_more_months(text, question.vocabulary) or question.vocabulary.denies(text):
        return _doubtful(found, others, question)
    return found


def _names_more_months(text: str, vocabulary: Vocabulary) -> bool:
    """Say whether a second month stands in a text: `30 juni 2027 of 31 juli`."""
    named = {vocabulary.months[word] for word in normal(text).split() if word in vocabulary.months}
    return len(named) > 1


def _doubtful(found: date, others: list[tuple[int, int, int]], question: Question) -> NotUnderstood:
    """Return that one of the days in a text may be meant: a second date, or one that is denied."""
    days = [found]
    for day, month, year in others:
        with suppress(ValueError):
            days.append(date(year, month, day))
    fitting = tuple(dict.fromkeys(each for each in days if wrong_side(each, question) is None))
    return NotUnderstood(
        "engine.not-a-date", {"example": question.example_as_typed}, perhaps=fitting[:MOST_PERHAPS]
    )


def _not_a_date(text: str, question: Question) -> NotUnderstood:
    """Return that no date was found, with an example and the day that was probably meant."""
    day = spoken_day(text, question)
    meant = day is not None and wrong_side(day, question) is None
    return NotUnderstood(
        "engine.not-a-date",
        {"example": question.example_as_typed},
        perhaps=(day,) if day and meant else (),
    )


def wrong_side(found: date, question: Question) -> NotUnderstood | None:
    """Return what to say when a date is past, to come or far away and must not, or no birth."""
    if question.must_be == "past" and found > question.today:
        return NotUnderstood("engine.date-in-future", {"found": found})
    if question.must_be == "future" and found < question.today:
        return NotUnderstood("engine.date-in-past", {"found": found})
    if (
        question.must_be == "near"
        and not -FURTHEST_BACK <= found - question.today <= FURTHEST_AHEAD
    ):
        return NotUnderstood("engine.date-far-away", {"found": found})
    age = years_old(found, question.today)
    if question.reading.age is not None and not question.reading.age.holds(Decimal(age)):
        return NotUnderstood(
            "engine.no-such-age",
            {"found": found, "age": age, "example": question.example_as_typed},
        )
    return None


def day_month_year(text: str, question: Question) -> tuple[int, int, int] | None:
    """Return day, month and year as written first, not yet checked to exist."""
    return next(written_days(text, question), None)


def written_days(text: str, question: Question) -> Iterator[tuple[int, int, int]]:
    """Yield day, month and year of each date in a text, in figures first."""
    for iso in ISO.finditer(text):
        yield int(iso[3]), int(iso[2]), int(iso[1])
    for figures in FIGURES.finditer(text):
        yield int(figures[1]), int(figures[2]), full_year(figures[3], question)
    for together in TOGETHER.finditer(text):
        yield int(together[1]), int(together[2]), int(together[3])
    for words in (*DAY_FIRST.finditer(text), *MONTH_FIRST.finditer(text)):
        month = named_month(words["month"], question.vocabulary)
        if month:
            yield int(words["day"]), month, full_year(words["year"], question)


def named_month(word: str, vocabulary: Vocabulary) -> int:
    """Return the number of a month by its name, also misspelt, or 0."""
    plain = normal(word)
    return vocabulary.months.get(plain) or vocabulary.months.get(
        closest(plain, vocabulary.months), 0
    )


def full_year(digits: str, question: Question) -> int:
    """Return a year of four digits; of two that may be to come, the past one where it must be."""
    year, today = int(digits), question.today
    ahead = 0 if question.must_be == "past" else PIVOT_AHEAD
    if len(digits) == len("2027"):
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year + ahead else century + year - 100
