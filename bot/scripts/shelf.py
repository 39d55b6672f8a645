"""The shelf: published scripts and programmes, parsed once for each revision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.script import Script
from bot.errors import ContentError
from bot.ports import Transaction
from bot.records import Revision
from bot.scripts.fitting import deciding_facts
from bot.scripts.problems import Problem
from bot.scripts.programmes import parse_programme
from bot.scripts.script_file import read_script
from scheduler.rules import Programme

T = TypeVar("T")

PublishedText = tuple[str, int, str]
"""The id, number and text of a revision: what is made of it, whoever published it, and when."""


@dataclass(frozen=True)
class Parsed:
    """What was made of texts with the same facts, whatever store they stand in.

    Rehearsals, walks and simulations each publish the same texts in a store of their own.
    """

    scripts: dict[PublishedText, Script] = field(default_factory=dict)
    programmes: dict[PublishedText, Programme] = field(default_factory=dict)


class Shelf:
    """Parsed revisions, shared by all turns of a process; a revision never changes."""

    def __init__(self, facts: Mapping[str, FactDeclaration], parsed: Parsed | None = None) -> None:
        self._facts = facts
        self._parsed = parsed if parsed is not None else Parsed()
        self._scripts: dict[tuple[str, int], Script] = {}
        self._programmes: dict[tuple[str, int], Programme] = {}
        self._deciding: frozenset[str] | None = None

    def library(self, tx: Transaction) -> "BoundLibrary":
        """Return the scripts as one transaction sees them."""
        return BoundLibrary(self, tx)

    def warm(self, tx: Transaction) -> int:
        """Parse every current script, so that no client waits for it; return how many."""
        library = self.library(tx)
        current = tx.latest_revisions("script")
        for script in current:
            library.script(script)
        return len(current)

    def script(self, revision: Revision) -> Script:
        """Return a revision's script.

        Raises ContentError when it cannot run; publishing refuses such a script.
        """
        key = (revision.id, revision.number)
        if key not in self._scripts:
            self._scripts[key] = _once(self._parsed.scripts, revision, self._read_script)
        return self._scripts[key]

    def known_script(self, script: str, number: int) -> Script | None:
        """Return a revision's script when it was parsed before."""
        return self._scripts.get((script, number))

    def programme(self, tx: Transaction, programme: str) -> Programme:
        """Return the current revision of a programme.

        Raises ContentError when there is none.
        """
        number = tx.latest_revisions("programme").get(programme, 0)
        key = (programme, number)
        if key not in self._programmes:
            revision = tx.revision("programme", programme, number) if number else None
            if revision is None:
                raise ContentError(f"there is no programme '{programme}'")
            self._programmes[key] = _once(self._parsed.programmes, revision, self._read_programme)
            self._deciding = None
        return self._programmes[key]

    def deciding_facts(self, tx: Transaction) -> frozenset[str]:
        """Return the names of the answers on which some programme's rules depend.

        Known anew whenever this process reads a new revision of one; asking at every turn whether
        one was published would cost each turn a question to the store.
        """
        if self._deciding is None:
            every = [self.programme(tx, each) for each in tx.latest_revisions("programme")]
            self._deciding = frozenset(
                name for each in every for name in deciding_facts(each, self._facts)
            )
        return self._deciding

    def _read_script(self, revision: Revision) -> Script:
        read = read_script(revision.text, f"{revision.id}.yaml", self._facts, revision.number)
        return _usable(read.script, revision, read.problems)

    def _read_programme(self, revision: Revision) -> Programme:
        programme, problems = parse_programme(revision.text, f"{revision.id}.yaml", self._facts)
        return _usable(programme, revision, problems)


def _once(known: dict[PublishedText, T], revision: Revision, read: Callable[[Revision], T]) -> T:
    """Return what was made of a revision's text before, or make it now."""
    text = revision.id, revision.number, revision.text
    if text not in known:
        known[text] = read(revision)
    return known[text]


def _usable(made: T | None, revision: Revision, problems: Sequence[Problem]) -> T:
    """Return what was made of a revision.

    Raises ContentError when it has problems with which it cannot run.
    """
    if made is None:
        raise ContentError(
            f"{revision.kind} '{revision.id}' revision {revision.number} cannot run: "
            f"{len(problems)} problems, the first at {problems[0].place}"
        )
    return made


class BoundLibrary:
    """The library of one transaction: pinned revisions from the shelf, current ones by lookup."""

    def __init__(self, shelf: Shelf, tx: Transaction) -> None:
        self._shelf = shelf
        self._tx = tx
        self._latest: dict[str, int] | None = None

    def script(self, script: str, revision: int = 0) -> Script:
        """Return a script; revision 0 asks for the current one.

        Raises KeyError when there is no such script or revision.
        """
        number = revision or self._current(script)
        known = self._shelf.known_script(script, number)
        if known is not None:
            return known
        found = self._tx.revision("script", script, number) if number else None
        if found is None:
            raise KeyError(script)
        return self._shelf.script(found)

    def _current(self, script: str) -> int:
        if self._latest is None:
            self._latest = self._tx.latest_revisions("script")
        return self._latest.get(script, 0)
