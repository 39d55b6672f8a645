"""Where one client stands in one revision of a script; saved as JSON between turns."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from scheduler.records import record

Awaiting = Literal[
    "nothing", "answer", "confirmation", "guess", "outcome", "wake", "rescue", "held"
]
"""What the conversation waits for.

`guess`: whether an answer that was not certain was meant so. `rescue`: the choice after answers
that were not understood. `held`: until a person who has the conversation gives it back.
"""

OPEN_QUESTION: frozenset[Awaiting] = frozenset({"answer", "confirmation", "guess", "rescue"})
"""What a conversation waits for when the client has a question to answer."""

SAVED_VERSION = 2
"""The shape in which conversations are saved; a newer one is refused in a sentence."""


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class ConversationError(ValueError):
    """A saved conversation cannot be read by this version of the program."""


@record(frozen=True)
class Option:
    """An answer that an effect offered, such as an information session.

    `starts`: when it takes place, as an ISO moment in the client's time zone, if it does.
    """

    id: str
    label: str
    starts: str = ""


@record(frozen=True)
class Frame:
    """A place in one revision of a script; `asked` counts the questions answered there so far.

    `interrupted`: another script broke in while this one waited for an answer. `wake`: the key of
    the wake-up that was planned here. `options`: the answers that an effect offered here.
    """

    script: str
    revision: int
    step: str
    asked: int = 0
    interrupted: bool = False
    wake: int = 0
    options: tuple[Option, ...] = ()


@record(frozen=True)
class Answered:
    """One answered question: where it stood, and what was known before, so it can be undone.

    `before` holds every fact that changed since, as it was (None when it was not known).
    `barrier` names the effect that cannot be undone by going back past it.
    """

    frames: tuple[Frame, ...]
    before: Mapping[str, dict[str, object] | None] = field(default_factory=dict)
    barrier: str = ""

    def written(self) -> str:
        """Return this as text; it is read again only when the answer is taken back."""
        parts = [_plain(self.frames), self.before, self.barrier]
        return _COMPACT.encode(parts)

    @classmethod
    def read(cls, kept: "Answered | str") -> "Answered":
        """Return one as it is kept in a conversation: itself, or what `written` wrote."""
        if isinstance(kept, Answered):
            return kept
        frames, before, barrier = json.loads(kept)
        return cls(_frames(frames), before, barrier)


@record(frozen=True)
class Conversation:
    """The stack of places (the last one speaks), and what is needed to go on from there.

    `answered` holds each answered question. Those that were saved stay as `Answered.written` wrote
    them: a long history is carried along at every turn and read only at `terug`. `perhaps` holds,
    as JSON can carry them, the values between which a `guess` asks. `recapped`: the client came
    back, read what this was about, and has said nothing since.
    """

    frames: tuple[Frame, ...]
    started_at: datetime
    last_at: datetime
    awaiting: Awaiting = "nothing"
    question: int = 0
    tries: int = 0
    answered: tuple[Answered | str, ...] = ()
    recapped: bool = False
    perhaps: tuple[object, ...] = ()

    @property
    def place(self) -> Frame:
        """The place that speaks now."""
        return self.frames[-1]


def conversation_as_json(conversation: Conversation) -> dict[str, object]:
    """Return a conversation as JSON can carry it."""
    return {
        **vars(conversation),
        "version": SAVED_VERSION,
        "started_at": conversation.started_at.astimezone(UTC).isoformat(),
        "last_at": conversation.last_at.astimezone(UTC).isoformat(),
        "frames": _plain(conversation.frames),
        "answered": [
            each if isinstance(each, str) else each.written() for each in conversation.answered
        ],
        "perhaps": list(conversation.perhaps),
    }


def conversation_from_json(saved: Mapping[str, object]) -> Conversation:
    """Return a saved conversation, also one that an earlier version of the program saved.

    Raises ConversationError when a newer version of the program saved it.
    """
    given: dict[str, Any] = dict(saved)
    version = given.pop("version", 1)
    if version == 1:
        given = _from_shape_1(given)
    elif version != SAVED_VERSION:
        raise ConversationError(
            f"this conversation was saved in shape {version}; this program reads {SAVED_VERSION}"
        )
    given["started_at"] = datetime.fromisoformat(given["started_at"])
    given["last_at"] = datetime.fromisoformat(given["last_at"])
    given["frames"] = _frames(given["frames"])
    given["answered"] = tuple(given["answered"])
    given["perhaps"] = tuple(given.get("perhaps", ()))
    return Conversation(**given)


def _from_shape_1(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give what was offered to the place that speaks.

    Shape 1 had one set of options for the whole conversation, so that a script that broke in
    replaced those of the one below it. Whose they were is not known any more for the places below.
    """
    offered = given["options"]
    kept = {name: value for name, value in given.items() if name != "options"}
    answered = [json.loads(each) for each in given["answered"]]
    return {
        **kept,
        "frames": _with_options(given["frames"], offered),
        "answered": [
            json.dumps([_with_options(frames, options), before, barrier], ensure_ascii=False)
            for frames, before, options, barrier in answered
        ],
    }


def _with_options(frames: Sequence[Sequence[Any]], options: object) -> list[object]:
    """Return saved frames of which the last one has options."""
    return [*frames[:-1], *([*each, options] for each in frames[-1:])]


def _plain(frames: Sequence[Frame]) -> list[list[object]]:
    """Return frames as lists of their fields in order, and so their options."""
    return [
        [*list(vars(frame).values())[:-1], [_plain_option(option) for option in frame.options]]
        for frame in frames
    ]


def _plain_option(option: Option) -> list[str]:
    """Return an option as a list of its fields; most of them take place at no moment."""
    return [option.id, option.label, *([option.starts] if option.starts else [])]


def _frames(saved: Sequence[Sequence[Any]]) -> tuple[Frame, ...]:
    return tuple(_frame(each) for each in saved)


def _frame(saved: Sequence[Any]) -> Frame:
    options = len(Frame.__dataclass_fields__) - 1
    frame = Frame(*saved[:options])
    return replace(frame, options=tuple(Option(*each) for part in saved[options:] for each in part))
