"""Words that are understood everywhere: commands, yes and no, months, numbers; given as data."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

CLOSE_ENOUGH = 0.82
"""How alike a misspelt word must be; at 0.82 one slip in a word of five or more letters passes."""
SHORTEST_GUESS = 5
"""Letters; shorter words are too easily another word to be guessed at."""
LONGEST_AGREEMENT = 4
"""Words of the longest way to say yes or no."""
LONGEST_GUESS = 40
"""Letters; a longer message is a sentence and not a misspelt word."""


OPPOSITE_PREFIXES = ("on", "un", "in", "non")
"""A word with one of these before it is no slip: `ongeldig` is not `geldig`."""


@dataclass(frozen=True)
class DayWords:
    """Words by which a day is meant without its date, such as `eind maart` and `over 2 weken`.

    `near`: days from today. `weekdays`: 1 is Monday. `parts`: the day of the month that a part
    of it stands for; 31 is the last one. `coming`: words that mean the next one. `ahead`: words
    that begin a span from today. `spans`: a span's length in days, 30 for a calendar month.
    """

    near: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    coming: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    spans: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What words mean in every language that is offered, all lower case without punctuation.

    `scripts` maps a command to the script that it interrupts with. `needs`: words of need by the
    script that they break in with, unless they answer the open question. `news`: words that tell
    something which a script takes up, likewise, but not while a person has the talk. `people`:
    words for one person, to count them by. `inexact`: words by which
    an amount is no longer one amount, such as `minder`. `asking`: words that a question begins
    with. `passing`: words that say nothing about what is asked. `schemes`: words that name a
    scheme, by its regime. `despair`: words that may be a sign of despair when one of
    `despair_beside` stands in the same message.

    `denials`: words that turn the meaning of what is beside them. `small`: words that add nothing
    to an answer. `ordinals` and `counting` name a choice by its number (`de tweede`, `nummer 2`).
    `halves`: words for a part of a whole. `periods`: words for a span that is not a month.
    """

    commands: Mapping[str, str] = field(default_factory=dict)
    scripts: Mapping[str, str] = field(default_factory=dict)
    crisis: tuple[str, ...] = ()
    crisis_script: str = ""
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    news: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fallback_script: str = ""
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset()
    inexact: frozenset[str] = frozenset()
    asking: tuple[str, ...] = ()
    passing: frozenset[str] = frozenset()
    schemes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    despair: tuple[str, ...] = ()
    despair_beside: tuple[str, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    denials: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    ordinals: Mapping[str, int] = field(default_factory=dict)
    counting: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    days: DayWords = field(default_factory=DayWords)

    def denies(self, text: str) -> bool:
        """Say whether a text has a word that can turn its meaning."""
        return not self.denying.isdisjoint(normal(text).split())

    @cached_property
    def denying(self) -> frozenset[str]:
        """Every single word that denies, also those for no and for nothing; no bare letters."""
        single = (w for w in self.no | self.nothing if " " not in w and len(w) > 1)
        return self.denials.union(single)

    def command(self, text: str) -> str:
        """Return the command that a whole message means, or an empty string."""
        plain = normal(text)
        return self.commands.get(plain) or self.commands.get(closest(plain, self.commands), "")

    def agreement(self, text: str) -> tuple[bool | None, str]:
        """Return whether a message begins with yes or no, and the text that follows.

        The longest known words count (`klopt niet` is no, though `klopt` is yes). A yes with a no
        or another denial after it is neither (`zeker niet`).
        """
        words = normal(text).split()
        for count in range(min(len(words), LONGEST_AGREEMENT), 0, -1):
            said = " ".join(words[:count])
            if said not in self.no and said not in self.yes:
                continue
            if said in self.yes and not self.denying.isdisjoint(words[count:]):
                return None, text
            begins = re.match(rf"(?:\W*\w+){{{count}}}\W*", text)
            return said not in self.no, text[begins.end() :] if begins else ""
        return None, text

    def in_crisis(self, text: str) -> bool:
        """Say whether a message has words of crisis in it."""
        return has_any(text, self.crisis)

    def may_despair(self, text: str) -> bool:
        """Say whether a message may be one of despair, so that a person must read it."""
        return has_any(text, self.despair) and has_any(text, self.despair_beside)

    def need(self, text: str) -> str:
        """Return the script that words of need in a message break in with, or an empty string."""
        return next((script for script, said in self.needs.items() if has_any(text, said)), "")

    def told(self, text: str) -> str:
        """Return the script that takes up what a message tells; empty also when it only asks."""
        if self.asks(text):
            return ""
        return next((script for script, said in self.news.items() if has_any(text, said)), "")

    def asks(self, text: str) -> bool:
        """Say whether a message is a question: by its last sign or its first word."""
        plain = f"{normal(text)} "
        return text.rstrip().endswith("?") or any(plain.startswith(f"{w} ") for w in self.asking)


def has_any(text: str, phrases: tuple[str, ...]) -> bool:
    """Say whether one of some phrases stands in a text, in whole words."""
    words = normal(text).split()
    known, lengths = _by_length(phrases)
    return any(
        " ".join(words[start : start + length]) in known
        for length in lengths
        for start in range(len(words) - length + 1)
    )


@lru_cache(maxsize=64)
def _by_length(phrases: tuple[str, ...]) -> tuple[frozenset[str], tuple[int, ...]]:
    """Return phrases to look in, and the numbers of words that they have."""
    return frozenset(phrases), tuple(sorted({len(each.split()) for each in phrases}))


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return text in lower case, without accents, punctuation or double spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w\s]", " ", letters).split())


def closest(plain: str, words: Mapping[str, object]) -> str:
    """Return the word that a misspelt one most probably is, or an empty string.

    Two words with different meanings that are equally alike are not guessed between.
    """
    if not SHORTEST_GUESS <= len(plain) <= LONGEST_GUESS:
        return ""
    matcher = SequenceMatcher(None, "", plain, autojunk=False)
    best, found, doubtful = 0.0, "", False
    for word in words:
        if abs(len(word) - len(plain)) > 2 or len(word) < SHORTEST_GUESS:
            continue
        if word[0] != plain[0] and word[-1] != plain[-1]:
            continue  # a slip seldom falls on both ends, and this is far cheaper than comparing
        if _are_opposites(word, plain):
            continue
        matcher.set_seq1(word)
        # The quick ratio is never below the real one, and far cheaper.
        if matcher.quick_ratio() < CLOSE_ENOUGH or (score := matcher.ratio()) < best:
            continue
        doubtful = score == best and (doubtful or words[word] != words[found])
        best, found = score, word
    return found if best >= CLOSE_ENOUGH and not doubtful else ""


def _are_opposites(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return any(long == prefix + short for prefix in OPPOSITE_PREFIXES)


def one_slip(said: str, meant: str) -> bool:
    """Say whether two words differ by one letter: another, one too many, or two that changed."""
    if _are_opposites(said, meant) or abs(len(said) - len(meant)) > 1 or said == meant:
        return False
    start = next((n for n, (a, b) in enumerate(zip(said, meant, strict=False)) if a != b), None)
    if start is None:
        return True  # one is the other with a letter more
    first, second = said[start:], meant[start:]
    if first[1:] == second[1:] or first[1:] == second or first == second[1:]:
        return True
    return first[:2] == second[1::-1] and first[2:] == second[2:]
