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


SHORTEST_WITH_SLIP = 4
"""Letters of a word of crisis that may be misspelt; shorter ones are too easily another word."""

OPPOSITE_PREFIXES = ("on", "un", "in", "non")
"""A word with one of these before it is no slip: `ongeldig` is not `geldig`."""


@dataclass(frozen=True)
class DayWords:
    """Words by which a day is meant without its date, such as `eind maart` and `over 2 weken`.

    `near`: days from today. `weekdays`: 1 is Monday. `parts`: the day of the month that a part
    of it stands for; 31 is the last one. `coming`: words that mean the next one. `ahead`: words
    that begin a span from today. `spans`: a span's length in days, 30 for a calendar month.
    `past`: words that mean the one before. `ago`: words that end a span before today.
    """

    near: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    coming: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    spans: Mapping[str, int] = field(default_factory=dict)
    past: frozenset[str] = frozenset()
    ago: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What words mean in every language that is offered, all lower case without punctuation.

    `scripts` maps a command to the script that it interrupts with. `polite`: words that may stand
    beside a command. `needs`: words of need by the script that they break in with, unless they
    answer the open question; `needs_alone`: the same where they are all of a message. `no_slips`:
    words that are no slip of one of these. `calling`: words by which somebody wants to be called.
    `courtesies`: whole messages that ask nothing, by how they are meant. `news`: words that tell
    something which a script takes up, unless a person has the talk. `people`: words for one
    person, to count them by. `inexact`: words by which
    an amount is no longer one amount, such as `minder`. `asking`: words that a question begins
    with. `passing`: words that say nothing about what is asked. `schemes`: words that name a
    scheme, by its regime. `despair`: words that may be a sign of despair when one of
    `despair_beside` stands in the same message.

    `emergency_numbers`: telephone numbers that no script loses unseen.

    `denials`: words that turn the meaning of what is beside them. `small`: words that add nothing
    to an answer. `ordinals` and `counting` name a choice by its number (`de tweede`, `nummer 2`).
    `halves`: words for a part of a whole. `ages`: words that make a number an age.
    `periods`: words for a span that is not a month.

    `perhaps_yes`: words that may mean yes, such as `geen bezwaar`. `reserving`: words after a yes
    that make it one under conditions. `naming`: what people say before their name; after
    `perhaps_naming` it may be something else. `name_parts`: small words that are also names.
    `amounts_of`: what an amount is of, by a word beside it; `amounts_apart`: words that say nothing
    of that, though such a word is in them.
    """

    commands: Mapping[str, str] = field(default_factory=dict)
    scripts: Mapping[str, str] = field(default_factory=dict)
    crisis: tuple[str, ...] = ()
    crisis_script: str = ""
    emergency_numbers: tuple[str, ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs_alone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_slips: frozenset[str] = frozenset()
    polite: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()
    courtesies: Mapping[str, str] = field(default_factory=dict)
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
    ages: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    days: DayWords = field(default_factory=DayWords)
    perhaps_yes: frozenset[str] = frozenset()
    reserving: frozenset[str] = frozenset()
    naming: tuple[str, ...] = ()
    perhaps_naming: tuple[str, ...] = ()
    name_parts: frozenset[str] = frozenset()
    amounts_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    amounts_apart: tuple[str, ...] = ()

    def denies(self, text: str) -> bool:
        """Say whether a text has a word that can turn its meaning."""
        return not self.denying.isdisjoint(normal(text).split())

    @cached_property
    def denying(self) -> frozenset[str]:
        """Every single word that denies, also those for no and for nothing; no bare letters."""
        single = (w for w in self.no | self.nothing if " " not in w and len(w) > 1)
        return self.denials.union(single)

    @cached_property
    def amount_words(self) -> frozenset[str]:
        """Every single word that tells what an amount is of."""
        return frozenset(word for words in self.amounts_of.values() for word in words)

    def command(self, text: str) -> str:
        """Return the command that a whole message means, or an empty string.

        It may be misspelt, or have polite words beside it. Of several words each must be meant:
        `ik krijg bijstand` is no `krijg ik bijstand`.
        """
        plain = normal(text)
        if plain in self.commands:
            return self.commands[plain]
        bare = " ".join(word for word in plain.split() if word not in self.polite)
        if bare in self.commands:
            return self.commands[bare]
        near = closest(plain, self.commands)
        return self.commands[near] if near and _same_words(plain, near) else ""

    def courtesy(self, text: str) -> str:
        """Return how a whole message is meant that asks nothing, such as `thanks`, or nothing."""
        return self.courtesies.get(normal(text), "")

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

    def agrees_in_part(self, text: str) -> bool:
        """Say whether a yes has a condition or a denial behind it: `ja maar niet elke week`."""
        words = normal(text).split()
        for count in range(min(len(words), LONGEST_AGREEMENT), 0, -1):
            said = " ".join(words[:count])
            if said in self.no:
                return False
            if said in self.yes:
                behind = words[count:]
                reserved = not self.reserving.isdisjoint(behind[:-1])
                return reserved or not self.denying.isdisjoint(behind)
        return False

    def only_agrees(self, text: str) -> bool:
        """Say whether a text adds nothing to a yes: words for yes and small ones alone."""
        if self.small.issuperset(normal(text).split()):
            return True
        agrees, rest = self.agreement(text)
        return agrees is True and self.only_agrees(rest)

    def may_agree(self, text: str) -> bool:
        """Say whether a text that does not begin with yes may still mean it: `geen bezwaar`."""
        if self.asks(text):
            return False
        if has_any(text, tuple(self.perhaps_yes)):
            return True
        return not self.denies(text) and has_any(text, tuple(self.yes))

    def in_crisis(self, text: str) -> bool:
        """Say whether a message has words of crisis in it."""
        return bool(_said_of(text, self.crisis, self.no_slips))

    def may_despair(self, text: str) -> bool:
        """Say whether a message may be one of despair, so that a person must read it."""
        return has_any(text, self.despair) and has_any(text, self.despair_beside)

    def need(self, text: str) -> str:
        """Return the script that words of need in a message break in with, or an empty string."""
        count = len(normal(text).split())
        for script, phrases in self.needs_alone.items():
            if count in _said_of(text, phrases, self.no_slips):
                return script
        for script, phrases in self.needs.items():
            if _said_of(text, phrases, self.no_slips):
                return script
        return ""

    def told(self, text: str) -> str:
        """Return the script that takes up what a message tells; empty also when it only asks."""
        if self.asks(text):
            return ""
        return next((script for script, said in self.news.items() if has_any(text, said)), "")

    def asks(self, text: str) -> bool:
        """Say whether a message is a question: by its last sign or its first word."""
        return text.rstrip().endswith("?") or f"{normal(text)} ".startswith(self._first_words)

    @cached_property
    def _first_words(self) -> tuple[str, ...]:
        return tuple(f"{words} " for words in self.asking)


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
def _said_of(text: str, phrases: tuple[str, ...], no_slips: frozenset[str]) -> frozenset[int]:
    """Return of how many words the phrases are that stand in a text, each word with one slip."""
    said = normal(text).split()
    begins, words = _by_first_word(phrases)
    meant = [_may_mean(word, words, no_slips) for word in said]
    return frozenset(
        len(phrase)
        for place, first in enumerate(meant)
        for word in first
        for phrase in begins.get(word, ())
        if all(w in m for w, m in zip(phrase, meant[place : place + len(phrase)], strict=False))
        and place + len(phrase) <= len(said)
    )


@lru_cache(maxsize=64)
def _by_first_word(
    phrases: tuple[str, ...],
) -> tuple[Mapping[str, tuple[tuple[str, ...], ...]], frozenset[str]]:
    """Return phrases in words by their first one, and all words in them."""
    every = [tuple(phrase.split()) for phrase in phrases]
    firsts = {each[0] for each in every if each}
    begins = {first: tuple(each for each in every if each[:1] == (first,)) for first in firsts}
    return begins, frozenset(word for each in every for word in each)


@lru_cache(maxsize=4096)
def _may_mean(word: str, known: frozenset[str], no_slips: frozenset[str]) -> tuple[str, ...]:
    """Return the words that a typed one is, or is a slip of; a slip leaves the first letter."""
    if word in known or word in no_slips or len(word) < SHORTEST_WITH_SLIP - 1:
        return (word,) if word in known else ()
    return tuple(
        each
        for each in known
        if len(each) >= SHORTEST_WITH_SLIP and each[0] == word[0] and one_slip(word, each)
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


def _same_words(said: str, meant: str) -> bool:
    """Say whether two phrases differ by slips only: no word of one is another word.

    A word that was written as two, or two as one, is a slip as well.
    """
    words, others = said.split(), meant.split()
    if len(words) != len(others) or len(words) == 1:
        return len(words) == 1 or said.replace(" ", "") == meant.replace(" ", "")
    return all(
        word == other or one_slip(word, other) or closest(word, {other: other})
        for word, other in zip(words, others, strict=True)
    )


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
