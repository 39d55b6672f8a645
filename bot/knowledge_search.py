"""Which entries a typed question means: stems, misspelt words, weights and how sure it is."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.dialogue.vocabulary import Vocabulary, closest, normal
from bot.knowledge import Entry, Knowledge

Stem = Callable[[str], str]
Sureness = Literal["one", "several", "none"]

MOST_OFFERED = 3
"""Questions to choose from; more is a list to get lost in."""
LIKELY_ENOUGH = 0.34
"""Score from which an entry is offered; below it the words agree by chance."""
SURE_ENOUGH = 0.6
"""Score from which the best entry may be the answer, when no other comes near."""
AHEAD = 0.1
"""By how much the best entry must be ahead of the next one to be the answer."""
CERTAIN = 0.97
"""Score from which nothing else matters: these are the very words of the entry."""
NEAR = 0.3
"""How far below the best one an entry may stay and still be offered."""
ASKED_PART, ENTRY_PART, ANYWHERE_PART = 0.55, 0.25, 0.2
"""Weights: what was asked found in one wording, that wording found in it, what was asked found."""
ANSWER_WEIGHT = 0.4
"""What a word counts that stands only in the answer."""
STRANGE_WEIGHT = 1.6
"""What a word that no entry has counts, in weights of a word that stands in one entry."""
SHORTEST_PART = 4
"""Letters of a part of a compound word, such as `spaargeld` in `spaargeldgrens`."""
LONGEST_ASKED = 60
"""Words of a message that are looked at."""


GENERAL_REGIME = "participatiewet"
"""What an entry is about that names no regime: those of a municipality tell how Bijstand goes."""


@dataclass(frozen=True)
class Asked:
    """A question as it is looked up: the stems that entries have, and how many words none has.

    `schemes` are the regimes that it names. With `despair` only a person may answer it.
    """

    stems: tuple[str, ...]
    strange: int = 0
    schemes: frozenset[str] = frozenset()
    despair: bool = False


@dataclass(frozen=True)
class Hit:
    """An entry and how well it fits, from 0 to 1."""

    entry: str
    score: float


@dataclass(frozen=True)
class Found:
    """What a search gave: one answer, several questions to choose from, or nothing."""

    sureness: Sureness
    entries: tuple[str, ...] = ()
    asked: Asked = Asked(())


@dataclass(frozen=True)
class _Indexed:
    """The stems of each wording of an entry's question, and those of its answer."""

    wordings: tuple[frozenset[str], ...]
    answer: frozenset[str]
    schemes: frozenset[str] = frozenset()

    @property
    def everything(self) -> frozenset[str]:
        return frozenset().union(*self.wordings, self.answer)


class KnowledgeIndex:
    """The stems of all entries, made once; ranks the same whatever database found the candidates.

    Of the vocabulary it uses the words that say nothing about what is asked (`ik`, `hoe laat`),
    that name a scheme, and that may be a sign of despair.
    """

    def __init__(self, knowledge: Knowledge, stem: Stem, vocabulary: Vocabulary) -> None:
        self.knowledge = knowledge
        self._stem = stem
        passing = vocabulary.passing
        self._passing = passing
        self._vocabulary = vocabulary
        self._schemes = _by_words(vocabulary.schemes)
        self._sayings = sorted(words for words in passing if " " in words)
        self._known: dict[str, str] = {}
        self._entries = {
            name: _Indexed(
                tuple(self._take_in(text) for text in (entry.question, *entry.others)),
                self._take_in(" ".join(entry.answer)),
                self._about(entry),
            )
            for name, entry in knowledge.entries.items()
        }
        counted = Counter(
            stem for each in self._entries.values() for stem in frozenset().union(*each.wordings)
        )
        count = len(self._entries) + 1
        self._weights = {stem: math.log(1 + count / n) for stem, n in counted.items()}
        self._rarest = math.log(1 + count)

    def _about(self, entry: Entry) -> frozenset[str]:
        """Return the regimes that an entry is for: its own, and those that its wordings name."""
        named = (self._named(text) for text in (entry.question, *entry.others))
        return frozenset({entry.regime or GENERAL_REGIME}).union(*named)

    def _named(self, text: str) -> frozenset[str]:
        """Return the regimes that a text names; `max-ww` does not name the WW in it."""
        plain, found = f" {normal(text)} ", set[str]()
        for words, regimes in self._schemes.items():
            if f" {words} " in plain:
                plain = plain.replace(f" {words} ", " ")
                found |= regimes
        for word in plain.split():
            if word not in self._known:
                found |= self._schemes.get(closest(word, self._schemes), frozenset())
        return frozenset(found)

    def _take_in(self, text: str) -> frozenset[str]:
        found = set()
        for word in self._words(text):
            found.add(self._known.setdefault(word, self._stem(word)))
        return frozenset(found)

    def _words(self, text: str) -> list[str]:
        plain = f" {normal(text)} "
        for words in self._sayings:
            plain = plain.replace(f" {words} ", " ")
        return [word for word in plain.split() if word not in self._passing]

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """Return for each entry all its stems in order, as a database keeps them."""
        return {name: " ".join(sorted(each.everything)) for name, each in self._entries.items()}

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that an entry has; none of them can point at a person."""
        return frozenset(self._weights)

    def read(self, text: str) -> Asked:
        """Return the stems of a typed question; misspelt and compound words count as known ones."""
        stems: dict[str, None] = {}
        strange = 0
        for word in self._words(text)[:LONGEST_ASKED]:
            known = self._recognise(word)
            stems.update(dict.fromkeys(known))
            strange += not known
        return Asked(tuple(stems), strange, self._named(text), self._vocabulary.may_despair(text))

    def _recognise(self, word: str) -> tuple[str, ...]:
        if word in self._known:
            return (self._known[word],)
        stem = self._stem(word)
        if stem in self._weights:
            return (stem,)
        near = closest(word, self._known)
        if near:
            return (self._known[near],)
        return self._parts(word)

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the two known words that a compound is made of, if it is."""
        for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            first, second = word[:cut], word[cut:]
            first = first if first in self._known else first.removesuffix("s")
            if first in self._known and second in self._known:
                return self._known[first], self._known[second]
        return ()

    def find(self, asked: Asked, candidates: Iterable[str]) -> Found:
        """Return what a question means among candidates, and how sure that is."""
        if asked.despair:
            return Found("none", asked=asked)
        hits = self.ranked(asked, candidates)
        if not hits:
            return Found("none", asked=asked)
        best, *rest = hits
        ahead = best.score - (rest[0].score if rest else 0.0)
        certain = best.score >= CERTAIN and ahead > 0
        if certain or (best.score >= SURE_ENOUGH and ahead >= AHEAD):
            return Found("one", (best.entry,), asked)
        near = [hit.entry for hit in hits if hit.score >= best.score - NEAR]
        return Found("several", tuple(near[:MOST_OFFERED]), asked)

    def ranked(self, asked: Asked, candidates: Iterable[str]) -> list[Hit]:
        """Return the candidates that fit well enough, the best first, then by their id.

        When a scheme is named, entries about others are left out: what holds for Bijstand is wrong
        for the WW.
        """
        hits = [
            Hit(name, self._score(asked, self._entries[name]))
            for name in candidates
            if not asked.schemes or asked.schemes & self._entries[name].schemes
        ]
        fitting = [hit for hit in hits if hit.score >= LIKELY_ENOUGH]
        return sorted(fitting, key=lambda hit: (-hit.score, hit.entry))

    def _score(self, asked: Asked, entry: _Indexed) -> float:
        total = self._sum(asked.stems) + asked.strange * self._rarest * STRANGE_WEIGHT
        if not total:
            return 0.0
        best = max(self._agreement(asked, wording, total) for wording in entry.wordings)
        in_question = frozenset().union(*entry.wordings)
        anywhere = self._sum(s for s in asked.stems if s in in_question)
        only_in_answer = entry.answer - in_question
        anywhere += ANSWER_WEIGHT * self._sum(s for s in asked.stems if s in only_in_answer)
        return round(best + ANYWHERE_PART * anywhere / total, 6)

    def _agreement(self, asked: Asked, wording: frozenset[str], total: float) -> float:
        both = self._sum(stem for stem in asked.stems if stem in wording)
        whole = self._sum(wording)
        return both / total * ASKED_PART + both / whole * ENTRY_PART if whole else 0.0

    def _sum(self, stems: Iterable[str]) -> float:
        return math.fsum(self._weights.get(stem, self._rarest) for stem in stems)


def _by_words(schemes: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return the regimes that each name of a scheme stands for, the longest name first."""
    found: dict[str, frozenset[str]] = {}
    for regime, names in schemes.items():
        for name in names:
            found[name] = found.get(name, frozenset()) | {regime}
    return dict(sorted(found.items(), key=lambda each: (-len(each[0]), each[0])))
