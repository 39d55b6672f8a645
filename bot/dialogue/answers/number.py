"""A whole number, in figures or words."""

import re
from decimal import Decimal
from itertools import groupby

from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.facts import Value
from bot.dialogue.vocabulary import Vocabulary, normal

LONGEST_NUMBER = 9
"""Figures; Python refuses to read numbers of thousands of figures."""
LONGEST_WORD = 60
"""Letters of a number in words; longer words are not taken apart."""
MOST_NUMBERS = 2
"""Numbers in one answer that are asked between."""
HUNDRED, THOUSAND = 100, 1000
BETWEEN = "en"
"""Stands within a number in words: `vijfentwintig`."""


def parse(text: str, question: Question) -> int | NotUnderstood:
    """Read a whole number within the question's limits; in doubt, say which it may be."""
    plain, words = normal(text), question.vocabulary
    if plain in words.nothing:
        return within(0, question) or 0
    said = plain.split()
    if not words.halves.isdisjoint(said):
        return NotUnderstood("engine.not-whole")
    unclear = NotUnderstood("engine.not-a-number")
    if not words.ages.isdisjoint(said):
        return unclear  # `4 jaar` is somebody's age, or a span
    figures = [part for part in said if part.isdecimal()]
    if re.search(r"\d[.,]\d|-\s*\d", text) or any(len(part) > LONGEST_NUMBER for part in figures):
        return unclear
    numbers = [int(part) for part in figures] + numbers_in_words(said, words)
    if not numbers and not words.nothing.isdisjoint(said):
        return asked_back(unclear, (0,), question)
    more = _others_named(said, numbers[0], words) if len(numbers) == 1 else 0
    if more:
        return asked_back(unclear, (numbers[0], numbers[0] + more), question)
    if len(numbers) != 1 or words.denies(text) or _may_be_an_age(said, words):
        return asked_back(unclear, tuple(numbers), question)
    return within(numbers[0], question) or numbers[0]


def _may_be_an_age(said: list[str], words: Vocabulary) -> bool:
    """Say whether a number stands after a person, whose age it may be: `mijn dochter is 4`."""
    people = frozenset(words.amounts_of.get("family", ()))
    first = next((place for place, word in enumerate(said) if word in people), len(said))
    after = said[first + 1 :]
    return any(map(str.isdecimal, after)) or bool(numbers_in_words(after, words))


def _others_named(said: list[str], number: int, vocabulary: Vocabulary) -> int:
    """Return how many people are named beside those that a number counts: `1 broer en zijn vrouw`.

    Who is named after a number of all of them is counted already: `2, mijn broer en zijn vrouw`.
    """
    named = [place for place, word in enumerate(said) if word in vocabulary.people]
    counts = said[named[0] - 1] if named and named[0] else ""
    counted = counts.isdecimal() or counts in vocabulary.numbers
    return len(named) - 1 if counted else len(named) if named and len(named) > number else 0


def within(number: int | Decimal, question: Question) -> NotUnderstood | None:
    """Return what to say when a number is outside the question's limits."""
    if question.least is not None and number < question.least:
        return NotUnderstood("engine.too-small", {"least": int(question.least)})
    if question.most is not None and number > question.most:
        return NotUnderstood("engine.too-large", {"most": int(question.most)})
    return None


def asked_back(
    unclear: NotUnderstood, numbers: tuple[int, ...] | tuple[Decimal, ...], question: Question
) -> NotUnderstood:
    """Return the numbers within the limits as what may be meant, when they are few."""
    fitting: tuple[Value, ...] = tuple(n for n in numbers if within(n, question) is None)
    if len(numbers) > MOST_NUMBERS:
        return unclear
    return NotUnderstood(unclear.phrase, unclear.figures, tuple(dict.fromkeys(fitting)))


def number_in_words(text: str, vocabulary: Vocabulary) -> int | None:
    """Return the one number that a text without figures has in words, or None."""
    plain = normal(text)
    found = numbers_in_words(plain.split(), vocabulary)
    return found[0] if len(found) == 1 and not any(map(str.isdecimal, plain)) else None


def numbers_in_words(said: list[str], vocabulary: Vocabulary) -> list[int]:
    """Return each number that stands in words: `twee duizend`, `vijfentwintig`."""
    parts = [_parts(word, vocabulary) for word in said]
    runs = [
        [value for part in run for value in part]
        for is_number, run in groupby(parts, key=bool)
        if is_number
    ]
    return [_sum(run) for run in runs]


def _parts(word: str, vocabulary: Vocabulary) -> list[int]:
    """Return the numbers of which a word is made up, or nothing when it is no number."""
    if word in vocabulary.numbers:
        return [vocabulary.numbers[word]]
    if len(word) > LONGEST_WORD:
        return []
    begun: dict[int, list[int]] = {0: []}
    for end in range(1, len(word) + 1):
        for start in [each for each in begun if end not in begun]:
            piece = word[start:end]
            if piece in vocabulary.numbers:
                begun[end] = [*begun[start], vocabulary.numbers[piece]]
            elif piece == BETWEEN and start:
                begun[end] = begun[start]
    return begun.get(len(word), [])


def _sum(values: list[int]) -> int:
    total = current = 0
    for value in values:
        if value == THOUSAND:
            total, current = total + max(current, 1) * THOUSAND, 0
        elif value == HUNDRED:
            current = max(current, 1) * HUNDRED
        else:
            current += value
    return total + current
