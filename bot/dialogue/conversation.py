"""Where one client stands in one revision of a script; saved as JSON between turns."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

Awaiting = Literal["nothing", "answer", "confirmation", "outcome", "wake", "rescue"]
"""What the conversation waits for; `rescue` is the choice after two answers not understood."""

SAVED_VERSION = 1
"""The shape in which conversations are saved; a newer one is refused in a sentence."""


class ConversationError(ValueError):
    """A saved conversation cannot be read by this version of the program."""


@dataclass(frozen=True)
class Frame:
    """A place in one revision of a script; `asked` counts the questions answered there so far.

    `interrupted`: another script broke in while this one waited for an answer.
    """

    script: str
    revision: int
    step: str
    asked: int = 0
    interrupted: bool = False


@dataclass(frozen=True)
class Option:
    """An answer that an effect offered, such as an information session."""

    id: str
    label: str


@dataclass(frozen=True)
class Answered:
    """One answered question: where it stood, and what was known before, so it can be undone.

    `barrier` names the effect that cannot be undone by going back past it.
    """

    frames: tuple[Frame, ...]
    fact: str
    before: dict[str, object] | None = None
    options: tuple[Option, ...] = ()
    barrier: str = ""


@dataclass(frozen=True)
class Conversation:
    """The stack of places (the last one speaks), and what is needed to go on from there."""

    frames: tuple[Frame, ...]
    started_at: datetime
    last_at: datetime
    awaiting: Awaiting = "nothing"
    question: int = 0
    tries: int = 0
    answered: tuple[Answered, ...] = ()
    options: tuple[Option, ...] = ()

    @property
    def place(self) -> Frame:
        """The place that speaks now."""
        return self.frames[-1]


def conversation_as_json(conversation: Conversation) -> dict[str, object]:
    """Return a conversation as JSON can carry it."""
    saved = asdict(conversation)
    saved["started_at"] = conversation.started_at.isoformat()
    saved["last_at"] = conversation.last_at.isoformat()
    return {"version": SAVED_VERSION, **saved}


def conversation_from_json(saved: Mapping[str, object]) -> Conversation:
    """Return a saved conversation.

    Raises ConversationError when a newer version of the program saved it.
    """
    given = dict(saved)
    version = given.pop("version", SAVED_VERSION)
    if version != SAVED_VERSION:
        raise ConversationError(
            f"this conversation was saved in shape {version}; this program reads {SAVED_VERSION}"
        )
    given["started_at"] = datetime.fromisoformat(str(given["started_at"]))
    given["last_at"] = datetime.fromisoformat(str(given["last_at"]))
    given["frames"] = _frames(given["frames"])
    given["options"] = _options(given["options"])
    given["answered"] = tuple(_answered(each) for each in _list(given["answered"]))
    return Conversation(**given)  # type: ignore[arg-type]  # the keys were written by asdict


def _answered(saved: dict[str, object]) -> Answered:
    parts = {**saved, "frames": _frames(saved["frames"]), "options": _options(saved["options"])}
    return Answered(**parts)  # type: ignore[arg-type]  # the keys were written by asdict


def _frames(saved: object) -> tuple[Frame, ...]:
    return tuple(Frame(**each) for each in _list(saved))  # type: ignore[arg-type]  # as above


def _options(saved: object) -> tuple[Option, ...]:
    return tuple(Option(**each) for each in _list(saved))  # type: ignore[arg-type]  # as above


def _list(saved: object) -> list[dict[str, object]]:
    return saved if isinstance(saved, list) else list(saved) if isinstance(saved, tuple) else []
