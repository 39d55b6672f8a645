"""Municipalities: which one a client means, and what happens when somebody applies there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from bot.dialogue.script import Condition
from bot.dialogue.vocabulary import normal

GENERIC = "generic"
"""The profile for every municipality that has none of its own."""
ALIKE = 0.75
"""How alike a misspelt name must be; two slips in a name of eight letters pass."""
BEHIND = 0.06
"""How much less alike than the best one a name may be; `Millingen` is no slip for `Alphen`."""
SHORTEST_BEGINNING = 4
"""Letters by which a name that is not typed to its end can be found."""
SHORTEST_MISSPELT = 5
"""Letters by which the first word of a name can be found with a slip in it."""
BEGINNINGS = ("ik woon ", "in ", "de gemeente ", "gemeente ")
"""Words before a name that say nothing else."""
MOST_MEANT = 4
"""Municipalities to choose from; more is a list to get lost in."""


@dataclass(frozen=True)
class Line:
    """One Dutch source text of a profile, shown when its condition holds."""

    text: str
    when: Condition | None = None


@dataclass(frozen=True)
class Municipality:
    """One profile; its lists are in the order in which to read them.

    `where` completes “Aanvragen doet u ...”. `known_from` is the year of the source.
    """

    id: str
    name: str
    covers: tuple[str, ...]
    where: str
    known_from: int = 0
    first_contact: str = ""
    first_steps: tuple[Line, ...] = ()
    terms: tuple[Line, ...] = ()
    good_to_know: tuple[Line, ...] = ()
    papers: tuple[Line, ...] = ()


@dataclass(frozen=True)
class OfficialName:
    """A municipality's code, name and other names, and the days on which it exists."""

    code: str
    name: str
    others: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the municipality exists on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Meant:
    """The municipalities that somebody may mean; `sure` when it is one and well spelt."""

    names: tuple[OfficialName, ...] = ()
    sure: bool = False


@dataclass(frozen=True, eq=False)
class Municipalities:
    """All profiles, and all municipalities by the names that they have and had."""

    profiles: Mapping[str, Municipality]
    names: tuple[OfficialName, ...]

    def meant(self, typed: str, day: date) -> Meant:
        """Return which municipalities of a day somebody means by what they typed.

        Sure only by name, other name or code. Otherwise those whose name stands within what was
        typed (`Berlicum bij Den Bosch` is not Den Bosch), begins like it, or is most alike, in
        whole or in its first word (`aplhen`).
        """
        known = _known_on(self, day)
        plain = normal(typed)
        for beginning in BEGINNINGS:
            plain = plain.removeprefix(beginning)
        if plain in known:
            return Meant(known[plain], sure=len(known[plain]) == 1)
        found = (
            *_inside(plain, known),
            *_beginning(plain, known),
            *_alike(plain, known),
            *_first_word_alike(plain, known),
        )
        return Meant(tuple(dict.fromkeys(found))[:MOST_MEANT])

    def profile(self, name: str) -> Municipality:
        """Return the profile that covers a municipality by its official name, or the generic."""
        for profile in self.profiles.values():
            if name and name in profile.covers:
                return profile
        return self.profiles[GENERIC]

    def papers(self, profile: Municipality) -> tuple[Line, ...]:
        """Return which papers to have ready: a profile's own, else what is asked everywhere."""
        return profile.papers or self.profiles[GENERIC].papers


@lru_cache(maxsize=16)
def _known_on(all_of_them: Municipalities, day: date) -> Mapping[str, tuple[OfficialName, ...]]:
    """Return the municipalities of a day by code, name and other names; a name beats another name.

    Another name that two of them share (`Bergen`) stands for both.
    """
    there = [official for official in all_of_them.names if official.holds_on(day)]
    known: dict[str, tuple[OfficialName, ...]] = {}
    for official in there:
        for other in map(normal, official.others):
            known[other] = (*known.get(other, ()), official)
    known.update({normal(official.name): (official,) for official in there})
    known.update({normal(official.code): (official,) for official in there if official.code})
    return known


def _inside(plain: str, known: Mapping[str, tuple[OfficialName, ...]]) -> tuple[OfficialName, ...]:
    """Return the municipality whose name stands within a sentence; the longest name counts."""
    words = f" {plain} "
    found = [name for name in known if len(name) > 2 and f" {name} " in words]
    longest = max(found, key=len, default="")
    others = [name for name in found if name not in longest]
    return () if others or not longest else known[longest]


def _beginning(
    plain: str, known: Mapping[str, tuple[OfficialName, ...]]
) -> tuple[OfficialName, ...]:
    if len(plain) < SHORTEST_BEGINNING:
        return ()
    return _all_of([name for name in known if name.startswith(plain)], known)


def _alike(plain: str, known: Mapping[str, tuple[OfficialName, ...]]) -> tuple[OfficialName, ...]:
    """Return the municipalities most alike, but none that is far less so than the best one."""
    close = get_close_matches(plain, known, n=MOST_MEANT, cutoff=ALIKE)
    best = max((_likeness(plain, name) for name in close), default=0.0)
    return _all_of([name for name in close if _likeness(plain, name) > best - BEHIND], known)


def _likeness(plain: str, name: str) -> float:
    return SequenceMatcher(None, name, plain).ratio()


def _first_word_alike(
    plain: str, known: Mapping[str, tuple[OfficialName, ...]]
) -> tuple[OfficialName, ...]:
    """Return the municipalities whose first word is most alike, when what was typed is one word."""
    if len(plain) < SHORTEST_MISSPELT or " " in plain:
        return ()
    first: dict[str, list[str]] = {}
    for name in known:
        word, _, rest = name.partition(" ")
        if rest and len(word) >= SHORTEST_MISSPELT:
            first.setdefault(word, []).append(name)
    close = get_close_matches(plain, first, n=1, cutoff=ALIKE)
    return _all_of([name for word in close for name in first[word]], known)


def _all_of(
    names: list[str], known: Mapping[str, tuple[OfficialName, ...]]
) -> tuple[OfficialName, ...]:
    return tuple(official for name in names for official in known[name])
