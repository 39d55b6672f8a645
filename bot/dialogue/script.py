"""A script as the engine needs it: steps by id, already checked and linked."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, ClassVar, Protocol

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.vocabulary import Vocabulary
from bot.dialogue.wording import Wording
from scheduler.records import record

if TYPE_CHECKING:  # the turn knows steps and steps know the turn; only the types need both ways
    from bot.dialogue.turn import Turn

LONGEST_MESSAGE = 300
"""Characters in one message; more is not read on a small telephone."""
MOST_BUTTONS = 6
"""Choices under one message; more is a form in disguise."""
MOST_TICKS = 8
"""Boxes to tick under one message; they are read one by one, and none is pressed by accident."""
MOST_STEPS_A_TURN = 200
"""Steps without an answer in between; more means that a script goes round in circles."""
DEEPEST_CALL = 8
"""Scripts that call each other; deeper means that they call each other in circles."""


class Condition(Protocol):
    """An expression over facts that a coordinator wrote after `when:`."""

    @property
    def source(self) -> str:
        """The expression as written."""
        ...

    @property
    def names(self) -> frozenset[str]:
        """The facts that it looks at."""
        ...

    @property
    def looked_for(self) -> tuple[str, ...] | None:
        """The names that it looks for in `answered`; None when it may look at all of them."""
        ...

    def holds(self, values: Mapping[str, object]) -> bool:
        """Say whether it holds; one that needs an answer that is not known does not hold."""
        ...


class Step(Protocol):
    """One place in a script."""

    kind: ClassVar[str]

    @property
    def id(self) -> str:
        """The name of the step within its script."""
        ...

    @property
    def when(self) -> Condition | None:
        """The step is passed over when this does not hold."""
        ...

    @property
    def next(self) -> str:
        """The step that follows in the script, or empty at its end."""
        ...

    @property
    def exits(self) -> tuple[str, ...]:
        """Every step that this one can lead to."""
        ...

    def run(self, turn: "Turn") -> None:
        """Do what this step does in a turn."""
        ...


@record(frozen=True)
class Script:
    """One revision of a script. `resume`: an unfinished talk is picked up again later."""

    id: str
    title: str
    steps: Mapping[str, Step]
    start: str
    revision: int = 1
    about: str = ""
    resume: bool = True
    questions: int = 0


class Library(Protocol):
    """Gives scripts: the current revision, or the one that a conversation is pinned to."""

    def script(self, script: str, revision: int = 0) -> Script:
        """Return a script; revision 0 asks for the current one.

        Raises KeyError when there is no such script or revision.
        """
        ...


@record(frozen=True)
class World:
    """What the installation has: scripts, declared facts, words, and texts in one language.

    `written` gives a text as the client reads it. `quiet`: a person has this conversation, so
    what was interrupted is not taken up again until that person gives it back.
    """

    library: Library
    facts: Mapping[str, FactDeclaration]
    vocabulary: Vocabulary
    written: Callable[[Wording], str] = field(default=lambda wording: wording.text or wording.key)
    quiet: bool = False
