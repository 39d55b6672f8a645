"""Reads `also:`, `heard:` and `perhaps:`, the other words that mean a choice, or may mean it."""

from collections.abc import Iterator, Mapping

from bot.dialogue.vocabulary import normal
from bot.scripts.problems import Place, nearest_name
from bot.scripts.source import Fields


def read_also(
    fields: Fields, fact: str, choices: Mapping[str, str], key: str = "also"
) -> dict[str, str]:
    """Return the choice that each word means; words are in every language, as in words.yaml."""
    found: dict[str, str] = {}
    for choice, word, place in _words_by_choice(fields, key, fact, choices):
        other = found.setdefault(normal(word), choice)
        if other != choice:
            fields.problem("word-twice", at=place, found=word, meaning=choice, other=other)
    return found


def read_perhaps(
    fields: Fields, fact: str, choices: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return the choices that each word may mean; one word may stand under several."""
    found: dict[str, tuple[str, ...]] = {}
    for choice, word, _ in _words_by_choice(fields, "perhaps", fact, choices):
        found[normal(word)] = (*found.get(normal(word), ()), choice)
    return found


def _words_by_choice(
    fields: Fields, key: str, fact: str, choices: Mapping[str, str]
) -> Iterator[tuple[str, str, Place]]:
    """Yield each choice with a word under it, and where that word stands."""
    under = fields.fields(key) if fields.has(key) else None
    for choice in under.keys if under else []:
        if under is None:
            break
        if choice not in choices:
            near, options = nearest_name(choice, choices), ", ".join(choices)
            under.problem(
                "unknown-choice", choice, nearest=near, fact=fact, found=choice, options=options
            )
        for word, place in under.texts(choice):
            yield choice, word, place
