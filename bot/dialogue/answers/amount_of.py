"""Of whom or of what an amount is, by the words beside it: `mijn man 1200` is not one's own income.

A wrong amount costs somebody a month's rent. So an amount beside such a word is never taken and
never guessed at: what is asked for is explained, and the client types that.
"""

from collections.abc import Mapping

from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import SHORTEST_GUESS, closest, normal, one_slip

SHORTEST_SLIP = 4
"""Letters of a misspelt word that is still looked at: `vrow` is `vrouw`."""
NEGATIVE_OF = "debt"
"""What an amount below zero is of: a debt."""


def of_something_else(text: str, question: Question, *, negative: bool) -> NotUnderstood | None:
    """Return what to explain when a text tells of an amount that is not asked for, or None."""
    not_of = question.reading.not_of
    said = _said(text, question)
    for of in not_of:
        words = question.vocabulary.amounts_of.get(of, ())
        if any(f" {each} " in said for each in words) or (negative and of == NEGATIVE_OF):
            return NotUnderstood(f"engine.amount-of-{of}")
    return None


def _said(text: str, question: Question) -> str:
    """Return a text with its slips mended and without the words that tell nothing, in spaces."""
    vocabulary = question.vocabulary
    known = {
        word: of
        for of in question.reading.not_of
        for word in vocabulary.amounts_of.get(of, ())
        if " " not in word
    }
    said = f" {' '.join(_mended(word, known) for word in normal(text).split())} "
    for words in vocabulary.amounts_apart:
        said = said.replace(f" {words} ", " ")
    return said


def _mended(word: str, known: Mapping[str, str]) -> str:
    """Return the known word that a misspelt one probably is, else the word itself."""
    if word in known or len(word) < SHORTEST_SLIP or not word.isalpha():
        return word
    long = (each for each in known if len(each) >= SHORTEST_GUESS)
    return closest(word, known) or next((each for each in long if one_slip(word, each)), word)
