"""One choice: by its words, other words, its number, a part of its words, or misspelt words."""

from collections.abc import Mapping

from bot.dialogue.answers.amount_of import of_something_else
from bot.dialogue.answers.amounts import choice_with_amount
from bot.dialogue.answers.euro import is_negative
from bot.dialogue.answers.offered_day import offered_day
from bot.dialogue.answers.options import (
    MOST_PERHAPS,
    before_denial,
    may_mean,
    meant_by_words,
    same_figures,
)
from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import Vocabulary, closest, normal

LONGEST_NUMBER = 4
"""Digits of the number of a choice; Python refuses to read numbers of thousands of digits."""


def parse(text: str, question: Question) -> str | NotUnderstood:
    """Read one choice; under ranges, an amount chooses the range that holds it.

    An amount that is not the one that is asked for chooses nothing.
    """
    if not question.amounts:
        return find_choice(text, question)
    if said := said_in_full(text, question):
        return said
    found = choice_with_amount(text, question, find_choice)
    if isinstance(found, str) and not any(map(str.isdecimal, text)):
        return found
    return of_something_else(text, question, negative=is_negative(text)) or found


def said_in_full(text: str, question: Question) -> str:
    """Return the choice whose label or other words a text has exactly, or an empty string.

    A word for yes or no among the other words stands for all of them: `nee` is also `nope`.
    """
    plain = normal(text)
    labels = {normal(label): choice for choice, label in question.choices.items()}
    found = labels.get(plain) or question.also.get(plain, "")
    words = question.vocabulary
    for meant in (words.yes, words.no):
        if not found and plain in meant:
            found = next((c for word, c in question.also.items() if word in meant), "")
    return found if found in question.choices else ""


def find_choice(text: str, question: Question) -> str | NotUnderstood:
    """Return the id of the choice that a text means, or which it may be.

    A number counts the choices as shown, from 1, unless they are ranges. A part counts when it
    fits one choice only, and so does the beginning of a label with a slip in it. Numbers must be
    those of the label. What stands after a denial does not count without it: `paspoort` does not
    mean `geen paspoort`.
    """
    plain = normal(text)
    if not plain:
        return NotUnderstood("engine.not-a-choice")
    choices = question.choices
    if said := said_in_full(text, question):
        return said
    if text in choices:
        return text
    if plain.isdecimal() and question.amounts:
        return NotUnderstood("engine.not-a-choice")
    if (on_day := offered_day(text, question)) is not None:
        return on_day
    if number := counted(plain, question):
        return list(choices)[number - 1]
    if (agrees := _only_agrees(text, question.vocabulary)) is not None:
        return _for_agreement(question, agrees=agrees)
    part = "" if may_mean(text, question) else _by_part(plain, question)
    return part or meant_by_words(text, question)


def _by_part(plain: str, question: Question) -> str:
    """Return the choice of which a text is a part or the beginning, or an empty string.

    Small words alone are no part, and neither is a word that another choice denies.
    """
    vocabulary = question.vocabulary
    if vocabulary.denies(plain) or vocabulary.small.issuperset(plain.split()):
        return ""
    labels = {normal(label): choice for choice, label in question.choices.items()}
    parts = {
        normal(label): before_denial(label, vocabulary)
        for label in question.choices.values()
        if same_figures(plain, normal(label))
    }
    if any(f" {plain} " in f" {label} " and label != part for label, part in parts.items()):
        return ""
    return labels.get(_only_part(plain, parts) or _misspelt_beginning(plain, parts), "")


def counted(plain: str, question: Question) -> int:
    """Return the number by which a text names a choice (`2`, `nummer 2`, `de tweede`), or 0."""
    words = question.vocabulary
    said = [word for word in plain.split() if word not in words.small]
    bare = [word for word in said if word not in words.counting]
    shown = {word for label in question.choices.values() for word in normal(label).split()}
    if len(bare) != 1 or (bare[0] in shown and not bare[0].isdecimal()):
        return 0
    number = words.ordinals.get(bare[0], 0)
    if not number and (plain.isdecimal() or len(said) > 1) and bare[0].isdecimal():
        number = int(bare[0]) if len(bare[0]) <= LONGEST_NUMBER else 0
    if not number and len(said) > 1:
        number = words.numbers.get(bare[0], 0)
    return number if number <= len(question.choices) else 0


def _only_agrees(text: str, vocabulary: Vocabulary) -> bool | None:
    """Return whether a text says yes or no and nothing else: `ja hoor`, `nee dank je`."""
    agrees, rest = vocabulary.agreement(text)
    if agrees is None or vocabulary.small.issuperset(normal(rest).split()):
        return agrees
    return agrees if _only_agrees(rest, vocabulary) is agrees else None


def _for_agreement(question: Question, *, agrees: bool) -> str | NotUnderstood:
    """Return the one choice that stands for yes or no, or those that begin with it."""
    meant = question.vocabulary.yes if agrees else question.vocabulary.no
    other = [c for word, c in question.also.items() if word in meant and c in question.choices]
    if other:
        return other[0]
    labels = {choice: normal(label) for choice, label in question.choices.items()}
    nothing = () if agrees else question.vocabulary.nothing
    found = tuple(c for c, label in labels.items() if label in nothing) or tuple(
        c for c, label in labels.items() if not meant.isdisjoint(label.split()[:1])
    )
    if len(found) == 1:
        return found[0]
    return NotUnderstood("engine.not-a-choice", perhaps=found if len(found) <= MOST_PERHAPS else ())


def _misspelt_beginning(plain: str, parts: Mapping[str, str]) -> str:
    """Return the one label that begins like that, but for a slip: `met mijn kindren`.

    Word by word: `met mijn broer` is not taken for `met mijn partner`.
    """
    words = plain.split()
    found = [label for label, part in parts.items() if _begins_like(words, part.split())]
    return found[0] if len(found) == 1 and len(words) > 1 else ""


def _begins_like(words: list[str], label: list[str]) -> bool:
    if len(words) > len(label):
        return False
    return all(
        said == meant or closest(said, {meant: meant})
        for said, meant in zip(words, label, strict=False)
    )


def _only_part(plain: str, parts: Mapping[str, str]) -> str:
    found = [
        label
        for label, part in parts.items()
        if f" {plain} " in f" {part} " or part.startswith(plain)
    ]
    return found[0] if len(found) == 1 and not plain.isdecimal() else ""
