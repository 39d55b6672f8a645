"""A day as people say it, without its date: `eind maart`, `volgende week vrijdag`, `30 juni`.

None of these is surely one day, so what is found here is always asked back.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.dialogue.answers.number import numbers_in_words
from bot.dialogue.answers.question import Question
from bot.dialogue.vocabulary import DayWords, closest, normal

DAYS_A_WEEK, MONTHS_A_YEAR = 7, 12
A_MONTH = 30
"""The span in days that stands for a calendar month in the word list."""
JUST_PAST = timedelta(days=60)
"""A day of so long ago is meant when no year is said; of longer ago, that of the next year."""
FURTHEST_SPAN = 200
"""Of whatever is counted; `over 5000 weken` is no date that anyone waits for."""


def spoken_day(text: str, question: Question) -> date | None:
    """Return the day that a text most probably means, or None.

    A day and month without a year is the coming one, or one that is just past; where the past is
    asked for, such as somebody's birth, the year cannot be guessed.
    """
    said = re.sub(r"\b(\d{1,2})(?:e|de|ste|th|st|nd|rd)\b", r"\1", normal(text)).split()
    return _in_a_month(said, question) or _from_today(said, question)


def _in_a_month(said: list[str], question: Question) -> date | None:
    words = question.vocabulary
    named = [words.months.get(w) or words.months.get(closest(w, words.months), 0) for w in said]
    months = [month for month in named if month]
    if len(months) != 1:
        return None
    years = [int(word) for word in said if re.fullmatch(r"20\d\d", word)]
    days = [words.days.parts[word] for word in said if word in words.days.parts]
    days += [int(word) for word in said if re.fullmatch(r"[0-9]{1,2}", word)]
    if len(days) != 1 or len(years) > 1:
        return None
    if not years and question.must_be == "past":
        return None
    nearby = years or [question.today.year + ahead for ahead in (-1, 0, 1)]
    found = [day for year in nearby if (day := _day(year, months[0], days[0], said, words.days))]
    since = question.today - JUST_PAST
    return min((day for day in found if years or day >= since), default=None)


def _day(year: int, month: int, day: int, said: list[str], words: DayWords) -> date | None:
    """Return a day that exists; the end of a month is its last day."""
    last = monthrange(year, month)[1]
    if not words.parts.keys().isdisjoint(said):
        day = min(day, last)
    return date(year, month, day) if 1 <= day <= last else None


def _from_today(said: list[str], question: Question) -> date | None:
    """Return a day counted from today: `morgen`, `over 2 weken`, `komende vrijdag`."""
    words, today = question.vocabulary.days, question.today
    near = [words.near[word] for word in said if word in words.near]
    weekdays = [words.weekdays[word] for word in said if word in words.weekdays]
    spans = [words.spans[word] for word in said if word in words.spans]
    if near and not weekdays and not spans and len(near) == 1:
        return today + timedelta(days=near[0])
    coming = not words.coming.isdisjoint(said)
    if len(weekdays) == 1 and not near:
        this_monday = today - timedelta(days=today.isoweekday() - 1)
        if coming and DAYS_A_WEEK in spans:
            return this_monday + timedelta(days=DAYS_A_WEEK + weekdays[0] - 1)
        ahead = (weekdays[0] - today.isoweekday()) % DAYS_A_WEEK
        return None if spans else today + timedelta(days=ahead or DAYS_A_WEEK)
    if len(spans) == 1 and not weekdays and not words.ahead.isdisjoint(said):
        figures = [int(word) for word in said if re.fullmatch(r"[0-9]{1,3}", word)]
        counted = [*figures, *numbers_in_words(said, question.vocabulary)]
        return _later(today, counted[0], spans[0]) if len(counted) == 1 else None
    return None


def _later(today: date, count: int, span: int) -> date | None:
    """Return the day after a count of days, weeks or calendar months; a month ends on its last."""
    if count > FURTHEST_SPAN:
        return None
    if span != A_MONTH:
        return today + timedelta(days=count * span)
    year, month = divmod(today.year * MONTHS_A_YEAR + today.month - 1 + count, MONTHS_A_YEAR)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
