"""Questions with answers: for whom and until when each one holds, and how often it was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

CountKind = Literal["found", "offered", "not-found", "word"]
"""What is counted: an answer given, one offered among others, a question without, its words."""

COUNT_KINDS: tuple[CountKind, ...] = ("found", "offered", "not-found", "word")


@dataclass(frozen=True)
class Entry:
    """One question in Dutch, other ways to ask it, and the answer in one or two messages.

    `as_of` is the day for which the answer was checked; with `only_year` no more is known than its
    year. `without_amounts` is said instead where a figure in the answer is not known for the day.
    `until` is the last day on which the answer is given. `instead_of` names the entry that this
    one replaces where it holds. `offers` is a script that can be begun afterwards.
    """

    id: str
    question: str
    answer: tuple[str, ...]
    source: str
    as_of: date
    only_year: bool = False
    others: tuple[str, ...] = ()
    without_amounts: tuple[str, ...] = ()
    until: date | None = None
    offers: str = ""
    instead_of: str = ""
    programme: str = ""
    profile: str = ""
    regime: str = ""

    def holds(self, asker: "Asker") -> bool:
        """Say whether this is for who asks: their programme, their municipality, their day."""
        return (
            self.programme in ("", asker.programme)
            and self.profile in ("", asker.profile)
            and (self.until is None or asker.day <= self.until)
        )


@dataclass(frozen=True)
class Asker:
    """What decides which entries are for somebody: programme, municipality profile and day."""

    programme: str
    profile: str
    day: date


@dataclass(frozen=True, eq=False)
class Knowledge:
    """All entries by their id."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def fitting(self, asker: Asker) -> tuple[Entry, ...]:
        """Return the entries for who asks; one that is replaced by a nearer one is left out."""
        holding = [entry for entry in self.entries.values() if entry.holds(asker)]
        replaced = {entry.instead_of for entry in holding}
        return tuple(entry for entry in holding if entry.id not in replaced)


@dataclass(frozen=True)
class KnowledgeCount:
    """How often something happened on a day in a programme; `name` is an entry or a stem."""

    day: date
    programme: str
    kind: CountKind
    name: str
    count: int = 1


def times(counts: Iterable[KnowledgeCount], kind: CountKind, name: str = "") -> int:
    """Return how often something was counted over all days and programmes."""
    return sum(each.count for each in counts if each.kind == kind and each.name == name)
