"""Words that are understood everywhere: commands, yes and no, months, numbers; given as data."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

CLOSE_ENOUGH = 0.82
"""How alike a misspelt word must be; at 0.82 one slip in a word of five or more letters passes."""
SHORTEST_GUESS = 5
"""Letters; shorter words are too easily another word to be guessed at."""


@dataclass(frozen=True)
class Vocabulary:
    """What words mean in every language that is offered, all lower case without punctuation.

    `scripts` maps a command to the script that it interrupts with.
    """

    commands: Mapping[str, str] = field(default_factory=dict)
    scripts: Mapping[str, str] = field(default_factory=dict)
    crisis: tuple[str, ...] = ()
    crisis_script: str = ""
    fallback_script: str = ""
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)

    def command(self, text: str) -> str:
        """Return the command that a whole message means, or an empty string."""
        plain = normal(text)
        return self.commands.get(plain) or self.commands.get(closest(plain, self.commands), "")

    def in_crisis(self, text: str) -> bool:
        """Say whether a message has words of crisis in it."""
        plain = f" {normal(text)} "
        return any(f" {words} " in plain for words in self.crisis)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return text in lower case, without accents, punctuation or double spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w\s]", " ", letters).split())


def closest(plain: str, words: Mapping[str, object]) -> str:
    """Return the word that a misspelt one most probably is, or an empty string."""
    if len(plain) < SHORTEST_GUESS:
        return ""
    matcher = SequenceMatcher(None, "", plain, autojunk=False)
    best, found = 0.0, ""
    for word in words:
        if abs(len(word) - len(plain)) > 2 or len(word) < SHORTEST_GUESS:
            continue
        matcher.set_seq1(word)
        # The quick ratio is never below the real one, and far cheaper.
        if matcher.quick_ratio() >= CLOSE_ENOUGH and (score := matcher.ratio()) > best:
            best, found = score, word
    return found if best >= CLOSE_ENOUGH else ""
