"""Reads `also:` and `heard:`, other words that mean a choice, for a fact or for one question."""

from collections.abc import Mapping

from bot.dialogue.vocabulary import normal
from bot.scripts.problems import nearest_name
from bot.scripts.source import Fields


def read_also(
    fields: Fields, fact: str, choices: Mapping[str, str], key: str = "also"
) -> dict[str, str]:
    """Return the choice that each word means; words are in every language, as in words.yaml."""
    under = fields.fields(key) if fields.has(key) else None
    found: dict[str, str] = {}
    for choice in under.keys if under else []:
        if under is None:
            break
        if choice not in choices:
            near, options = nearest_name(choice, choices), ", ".join(choices)
            under.problem(
                "unknown-choice", choice, nearest=near, fact=fact, found=choice, options=options
            )
        for word, place in under.texts(choice):
            other = found.setdefault(normal(word), choice)
            if other != choice:
                under.problem("word-twice", at=place, found=word, meaning=choice, other=other)
    return found
