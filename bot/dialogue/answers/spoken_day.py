"""A day as people say it, without its date: `eind maart`, `afgelopen vrijdag`, `30 juni`.

None of these is surely one day, so what is found here is always asked back.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.dialogue.answers.number import numbers_in_words
from bot.dialogue.answers.question import Question
from bot.dialogue.vocabulary import closest, normal

DAYS_A_WEEK, MONTHS_A_YEAR = 7, 12
A_MONTH = 30
"""The span in days that stands for a calendar month in the word list."""
JUST_PAST = timedelta(days=60)
"""A day of so long ago is meant when no year is said; of longer ago, that of the next year."""
DAY_AND_MONTH = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*")
"""A date in figures that lacks its year: `31-12`."""
FURTHEST_SPAN = 200
"""Of whatever is counted; `over 5000 weken` is no date that anyone waits for."""


def spoken_day(text: str, question: Question) -> date | None:
    """Return the day that a text most probably means, or None.

    A day and month without a year is the coming one, or one that is just past; where the past is
    asked for, such as somebody's birth, the year cannot be guessed.
    """
    if bare := DAY_AND_MONTH.fullmatch(text):
        return _nearest(int(bare[1]), int(bare[2]), question)
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
    part = not words.days.parts.keys().isdisjoint(said)
    if years:
        return _day(years[0], months[0], days[0], part=part)
    return _nearest(days[0], months[0], question, part=part)


def _nearest(day: int, month: int, question: Question, *, part: bool = False) -> date | None:
    """Return the coming day of this name, or one just past; none where the past is asked."""
    if question.must_be == "past" or not 1 <= month <= MONTHS_A_YEAR:
        return None
    years = (question.today.year + ahead for ahead in (-1, 0, 1))
    found = (each for year in years if (each := _day(year, month, day, part=part)))
    return min((each for each in found if each >= question.today - JUST_PAST), default=None)


def _day(year: int, month: int, day: int, *, part: bool) -> date | None:
    """Return a day that exists; of a part of a month, such as its end, at most its last day."""
    last = monthrange(year, month)[1]
    day = min(day, last) if part else day
    return date(year, month, day) if 1 <= day <= last else None


def _from_today(said: list[str], question: Question) -> date | None:
    """Return a day counted from today: `morgen`, `over 2 weken`, `komende vrijdag`."""
    words, today = question.vocabulary.days, question.today
    near = [words.near[word] for word in said if word in words.near]
    weekdays = [words.weekdays[word] for word in said if word in words.weekdays]
    spans = [words.spans[word] for word in said if word in words.spans]
    if near and not weekdays and not spans and len(near) == 1:
        return today + timedelta(days=near[0])
    coming, past = not words.coming.isdisjoint(said), not words.past.isdisjoint(said)
    if len(weekdays) == 1 and not near:
        this_monday = today - timedelta(days=today.isoweekday() - 1)
        if coming and DAYS_A_WEEK in spans:
            return this_monday + timedelta(days=DAYS_A_WEEK + weekdays[0] - 1)
        if past and DAYS_A_WEEK in spans:
            return this_monday + timedelta(days=weekdays[0] - 1 - DAYS_A_WEEK)
        if past and not spans:
            back = (today.isoweekday() - weekdays[0]) % DAYS_A_WEEK
            return today - timedelta(days=back or DAYS_A_WEEK)
        ahead = (weekdays[0] - today.isoweekday()) % DAYS_A_WEEK
        return None if spans else today + timedelta(days=ahead or DAYS_A_WEEK)
    if len(spans) == 1 and not weekdays and not (words.ahead | words.ago).isdisjoint(said):
        figures = [int(word) for word in said if re.fullmatch(r"[0-9]{1,3}", word)]
        counted = [*figures, *numbers_in_words(said, question.vocabulary)]
        back = -1 if not words.ago.isdisjoint(said) else 1
        return _later(today, back * counted[0], spans[0]) if len(counted) == 1 else None
    return None


def _later(today: date, count: int, span: int) -> date | None:
    """Return the day after a count of days, weeks or calendar months; a month ends on its last.

    A count below zero gives the day before.
    """
    if abs(count) > FURTHEST_SPAN:
        return None
    if span != A_MONTH:
        return today + timedelta(days=count * span)
    year, month = divmod(today.year * MONTHS_A_YEAR + today.month - 1 + count, MONTHS_A_YEAR)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
