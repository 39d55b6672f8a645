"""One of some days that are offered, by its date: `1 december`, `dinsdag 1 dec`, `de eerste maart`.

Such a day is one of a few, so that a year or a month need not be said. A date that is none of them
is answered with the days that there are; where it is not certain, the client is asked.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.answers.day import named_month, written_days
from bot.dialogue.answers.number import numbers_in_words
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.answers.spoken_day import spoken_day
from bot.dialogue.vocabulary import Vocabulary, normal

MOST_PERHAPS = 3
"""Days that are asked between; when it may be one of more, the whole question is put again."""
MONTHS_A_YEAR, LAST_HOUR = 12, 23

CLOCK = re.compile(
    r"(?:\b(?:om|at)\s+)?(?:(?<![\d.])(\d{1,2})(?:[.:](\d{2}))?\s*(?:uur|u|hrs?|h|o'?clock)\b"
    r"|(?<![\d.])(\d{1,2}):(\d{2})(?![\d.])"
    r"|(?<![\d.-])(\d{1,2})\.(00|1[3-9]|[2-5]\d)(?![\d.-]))",
    re.IGNORECASE,
)
"""A time: with its word, with a colon, or as `10.30`, which can be no day and month."""
SHORT = re.compile(r"(?<![\d.:/-])(\d{1,2})\s*[-/.]\s*(\d{1,2})(?![\d:/-])")
"""A day and a month in figures, without a year: `1-12`."""
SUFFIX = re.compile(r"(\d{1,2})(?:e|de|ste|th|st|nd|rd)")
ORDINAL = re.compile(r"(?:de|ste|th)$")
YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True)
class Said:
    """What a text says about a day. `sure`: it says nothing else, and one day only."""

    days: frozenset[int]
    months: frozenset[int]
    years: frozenset[int]
    weekdays: frozenset[int]
    times: frozenset[tuple[int, int]]
    sure: bool

    @property
    def names_date(self) -> bool:
        """Say whether both a day and a month are said."""
        return bool(self.days and self.months)


def offered_day(text: str, question: Question) -> str | NotUnderstood | None:
    """Return the choice whose day a text names, or which it may be; None when it names no day.

    A bare number counts the choices as long as there are so many. What is denied is not chosen.
    """
    if not question.moments or question.vocabulary.denies(text):
        return None
    said = _said(text, question)
    if not said.names_date:
        return _without_month(text, said, question)
    found = _fitting(question, lambda at: at.day in said.days and at.month in said.months)
    found = [c for c in found if not said.years or question.moments[c].year in said.years]
    if not found:
        return _other_day(question)
    timed = [c for c in found if _clock(question.moments[c]) in said.times]
    weekday_fits = all(
        question.moments[c].isoweekday() in said.weekdays for c in found if said.weekdays
    )
    if said.sure and weekday_fits and not (said.times and not timed):
        return _the_one(timed or found)
    return _perhaps(timed or found)


def _without_month(text: str, said: Said, question: Question) -> str | NotUnderstood | None:
    """Return the choice that is meant by a day of the month, a time, or a spoken day, if any."""
    plain = normal(text)
    words = set(plain.split())
    by_number = plain.isdecimal() and int(plain) <= len(question.moments)
    if by_number or said.years or not words.isdisjoint(question.vocabulary.counting):
        return None
    if said.days:
        return _by_day_of_month(plain, said, question)
    on_weekday = _fitting(
        question, lambda at: not said.weekdays or at.isoweekday() in said.weekdays
    )
    if said.times:
        found = [c for c in on_weekday if _clock(question.moments[c]) in said.times]
        return (_the_one(found) if said.sure else _perhaps(found)) if found else None
    if words <= question.vocabulary.days.weekdays.keys() | question.vocabulary.small:
        return None  # a bare weekday is a part of a label
    spoken = spoken_day(text, question)
    same_day = _fitting(question, lambda at: at.date() == spoken)
    return _perhaps(same_day) if same_day else None


def _by_day_of_month(plain: str, said: Said, question: Question) -> str | NotUnderstood | None:
    """Return the choice on that day of its month; `de derde` may count the choices as well."""
    found = _fitting(question, lambda at: at.day in said.days)
    exact = [c for c in found if question.moments[c].isoweekday() in said.weekdays]
    if exact and said.sure:
        return _the_one(exact)
    counted = _counted(plain, question)
    if not found or found == counted:
        return None
    return _perhaps([*found, *counted])


def _counted(plain: str, question: Question) -> list[str]:
    """Return the choice that `de derde` counts, which may be the third day of a month as well."""
    words = question.vocabulary
    numbers = {words.ordinals[word] for word in plain.split() if word in words.ordinals}
    choices = list(question.choices)
    return [choices[number - 1] for number in sorted(numbers) if number <= len(choices)]


def _said(text: str, question: Question) -> Said:
    words = question.vocabulary
    times = frozenset(_times(text))
    rest = CLOCK.sub(" ", text)
    dates = list(written_days(rest, question))
    short = [(int(d), int(m)) for d, m in SHORT.findall(rest) if 1 <= int(m) <= MONTHS_A_YEAR]
    if dates or short:
        days = {day for day, *_ in dates} | {day for day, _ in short if not dates}
        months = {month for _, month, _ in dates} | {month for _, month in short if not dates}
        years = {year for *_, year in dates}
        parts = [word for word in normal(rest).split() if not word.isdecimal()]
    else:
        parts = [SUFFIX.sub(r"\1", word) for word in normal(rest).split()]
        months = {month for word in parts if (month := _month(word, words))}
        days, years = set(_days(parts, words)), {int(w) for w in parts if YEAR.fullmatch(w)}
    weekdays = {words.days.weekdays[word] for word in parts if word in words.days.weekdays}
    one = len(days) <= 1 and len(months) <= 1 and len(years) <= 1 and len(weekdays) <= 1
    left = [word for word in parts if not _is_about_a_day(word, question)]
    return Said(
        frozenset(days),
        frozenset(months),
        frozenset(years),
        frozenset(weekdays),
        times,
        sure=one and len(times) <= 1 and not left,
    )


def _times(text: str) -> Iterable[tuple[int, int]]:
    for found in CLOCK.finditer(text):
        hour, minute = (int(part) for part in (*filter(None, found.groups()), "0")[:2])
        if hour <= LAST_HOUR:
            yield hour, minute


def _month(word: str, words: Vocabulary) -> int:
    return named_month(word, words) if word not in words.days.weekdays else 0


def _days(parts: list[str], words: Vocabulary) -> Iterable[int]:
    """Yield each day of a month that is said: in figures, as `eerste`, or as `twaalf`."""
    for word in parts:
        if word.isdecimal() and len(word) <= len("31"):
            yield int(word)
        elif word in words.ordinals:
            yield words.ordinals[word]
        elif word not in words.small:
            yield from _number(word, words)


def _number(word: str, words: Vocabulary) -> list[int]:
    """Return the number that a word is, also as `vijftiende`."""
    return numbers_in_words([word], words) or numbers_in_words([ORDINAL.sub("", word)], words)


def _is_about_a_day(word: str, question: Question) -> bool:
    """Say whether a word says only which day, or adds nothing."""
    words = question.vocabulary
    labels = {part for label in question.choices.values() for part in normal(label).split()}
    known = (
        *(words.small, words.yes, words.counting, words.ordinals, words.days.weekdays),
        *(words.days.coming, words.days.spans, labels),
    )
    if any(word in each for each in known) or word.isdecimal():
        return True
    return bool(_month(word, words) or _number(word, words))


def _fitting(question: Question, fits: Callable[[datetime], bool]) -> list[str]:
    """Return the choices whose moment fits, in the order in which they are shown."""
    return [choice for choice, at in question.moments.items() if fits(at)]


def _clock(at: datetime) -> tuple[int, int]:
    return at.hour, at.minute


def _the_one(found: list[str]) -> str | NotUnderstood:
    return found[0] if len(found) == 1 else _perhaps(found)


def _perhaps(found: list[str]) -> NotUnderstood:
    """Return that one of these is meant, and that the client must say which."""
    each = tuple(dict.fromkeys(found))
    return NotUnderstood("engine.not-a-choice", perhaps=each if len(each) <= MOST_PERHAPS else ())


def _other_day(question: Question) -> NotUnderstood:
    """Return that a day is none of those offered, with the days that are."""
    days = dict.fromkeys(at.date() for at in question.moments.values())
    return NotUnderstood("engine.other-day", {"days": tuple(days)})
