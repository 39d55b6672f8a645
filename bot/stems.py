"""The stem of a Dutch word: `aanvragen` and `aanvraag` are one."""

from functools import lru_cache

import snowballstemmer

_DUTCH = snowballstemmer.stemmer("dutch")


@lru_cache(maxsize=20000)
def stem(word: str) -> str:
    """Return the stem of a word in lower case without accents, by the Snowball rules for Dutch."""
    return str(_DUTCH.stemWord(word))
