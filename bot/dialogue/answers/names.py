"""How somebody wants to be called: `Ans`, `ik heet Ans`; another sentence is no name."""

import re

from bot.dialogue.answers.question import NotUnderstood
from bot.dialogue.vocabulary import Vocabulary, normal

MOST_DOUBTFUL = 2
"""Words of a text that may be a name though it begins like a sentence: somebody is called `Wat`."""


def read_name(text: str, vocabulary: Vocabulary) -> str | NotUnderstood:
    """Return the name in a text; in doubt, ask whether it is one."""
    text = text.rstrip(" .,;:!")
    for before in vocabulary.naming:
        if name := _after(before, text):
            return name if not _is_sentence(name, vocabulary) else _perhaps(name, vocabulary)
    for before in vocabulary.perhaps_naming:
        if name := _after(before, text):
            return _perhaps(name, vocabulary)
    if _is_sentence(text, vocabulary) or not _is_of_letters(text):
        return _perhaps(text, vocabulary)
    return text


def _after(before: str, text: str) -> str:
    """Return what stands after the words that people say before their name, or nothing."""
    said = r"[\W_]+".join(map(re.escape, before.split()))
    found = re.match(rf"\W*{said}[\W_]+(.*\w)", text, re.IGNORECASE | re.DOTALL)
    return found[1] if found else ""


def _is_sentence(text: str, vocabulary: Vocabulary) -> bool:
    """Say whether a text has words that are no name: `ik woon in Assen`, `nee`, `wat is dit`."""
    others = vocabulary.passing | vocabulary.small | vocabulary.denying | vocabulary.yes
    said = set(normal(text).split()) - vocabulary.name_parts
    return vocabulary.asks(text) or not others.isdisjoint(said)


def _is_of_letters(text: str) -> bool:
    """Say whether a text has letters and no figures."""
    return any(map(str.isalpha, text)) and not any(map(str.isdecimal, text))


def _perhaps(text: str, vocabulary: Vocabulary) -> NotUnderstood:
    """Ask whether a short text is a name; a longer one, a yes, a no or a number is none."""
    words = normal(text).split()
    agrees, _ = vocabulary.agreement(text)
    bare = agrees is None and not vocabulary.denies(text) and any(map(str.isalpha, text))
    bare = bare and normal(text) not in (*vocabulary.naming, *vocabulary.perhaps_naming)
    short = len(words) <= MOST_DOUBTFUL and not text.endswith("?")
    return NotUnderstood("engine.not-a-name", perhaps=(text,) if bare and short else ())
