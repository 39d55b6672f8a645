"""A client wants to be called: the number goes along in the question, and is kept nowhere else."""

from collections.abc import Mapping

from bot.dialogue.events import Applied
from bot.dialogue.vocabulary import normal
from bot.usecases.talk import WORDS_FOR_PERSON, Talk

FEWEST_DIGITS = 8
"""Digits of a telephone number at least; with fewer, as in a date, there is none yet."""


def look_up_call(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Say whether a text asks to be called and has no number in it."""
    text = str(talk.value(parameters["fact"]) or "")
    called = not talk.around.vocabulary.calling.isdisjoint(normal(text).split())
    digits = sum(sign.isdecimal() for sign in text)
    return Applied({"number_missing": called and digits < FEWEST_DIGITS})


def add_number(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Put a number under the question for the person, and forget it where it was kept."""
    question = str(talk.value(WORDS_FOR_PERSON) or "")
    number = str(talk.value(parameters["fact"]) or "")
    talk.facts.pop(parameters["fact"], None)
    return Applied({WORDS_FOR_PERSON: f"{question}\n{number}".strip()})
