"""Municipality profiles: what happens when somebody applies there, and which papers to bring."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue.vocabulary import closest, normal

GENERIC = "generic"
"""The profile for every municipality that has none of its own."""


@dataclass(frozen=True)
class Municipality:
    """One profile; `first_steps` and `papers` are Dutch source texts, in the order to read them."""

    id: str
    name: str
    covers: tuple[str, ...]
    where: str
    first_steps: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Municipalities:
    """All profiles, found by the name that a client typed."""

    profiles: Mapping[str, Municipality]
    names: Mapping[str, str]

    def named(self, typed: str) -> str:
        """Return the official name of a municipality as typed, also misspelt, or empty."""
        plain = normal(typed)
        plain = plain.removeprefix("gemeente ")
        return self.names.get(plain) or self.names.get(closest(plain, self.names), "")

    def profile(self, typed: str) -> Municipality:
        """Return the profile that covers a municipality, or the generic one."""
        name = self.named(typed)
        for profile in self.profiles.values():
            if name and name in profile.covers:
                return profile
        return self.profiles[GENERIC]
