"""What a turn decided. The engine decides; the use cases apply, one applier for each effect."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from bot.dialogue.facts import DOSSIER_GROUPS, Value
from bot.dialogue.wording import Wording
from scheduler.records import record


@record(frozen=True)
class Button:
    """An answer that can be pressed."""

    id: str
    label: Wording


@record(frozen=True)
class Say:
    """A message; with buttons when it asks. `expects` is the kind of answer, or empty."""

    wording: Wording
    buttons: tuple[Button, ...] = ()
    question: int = 0
    expects: str = ""
    lead: tuple[Wording, ...] = ()


@record(frozen=True)
class Heard:
    """The words on the button that the client pressed, to show as the client's own message."""

    wording: Wording


@record(frozen=True)
class SetFact:
    """An answer to keep; `source` is the script that asked, `at` when it was given."""

    name: str
    value: Value
    source: str
    at: datetime


@record(frozen=True)
class DropFact:
    """A fact to forget, because its answer was taken back."""

    name: str


@record(frozen=True)
class Do:
    """Something outside the talk to do; the conversation waits for an `Applied` event."""

    action: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@record(frozen=True)
class PlanWake:
    """Wake this conversation after so many days; `key` tells one wait from another."""

    days: int
    key: int


@record(frozen=True)
class Trouble:
    """A script did something it must not, such as going round without asking; for the operator."""

    script: str
    step: str
    what: str


Effect = Say | Heard | SetFact | DropFact | Do | PlanWake | Trouble


@record(frozen=True)
class ActionKind:
    """What a script may ask to be done, and what it learns from it.

    `parameters` are required unless they end in `?`. `results` are facts that become known.
    `final`: cannot be undone by going back. `clears`: what was interrupted does not go on.
    `holds`: what was interrupted goes on when the client writes again, and not before.
    """

    name: str
    parameters: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    final: bool = False
    clears: bool = False
    holds: bool = False


PLACE_AT_SESSION = (
    *("registration", "session_choice", "session_day", "session_time", "session_place"),
    *("session_languages", "offer_day", "offer_time"),
)
"""What is known of a client's place at a session; the last two of one that is offered."""

DOSSIER_CHOSEN = tuple(f"dossier_{group}" for group in DOSSIER_GROUPS)
"""The facts that hold what was ticked in each group."""
DOSSIER = (
    *("dossier_new", "dossier_given", "dossier_to", "dossier_adviser", "dossier_organisation"),
    *DOSSIER_CHOSEN,
)
"""What can be handed on, what was, and to whom; looking it up empties what was ticked before."""

ACTIONS: Mapping[str, ActionKind] = {
    kind.name: kind
    for kind in (
        ActionKind("check-entitlement", (), ("chance", "missing", "goes_first")),
        ActionKind("explain-entitlement", ("part",), ()),
        ActionKind("keep-result", (), ()),
        ActionKind("check-selection", (), ("selected", "selection_about")),
        ActionKind("offer-sessions", (), ("sessions_free", "sessions_place", "sessions_elsewhere")),
        ActionKind(
            "register-session",
            (),
            PLACE_AT_SESSION,
            final=True,
        ),
        ActionKind("cancel-session", (), ("registration",), final=True),
        ActionKind("look-up-session", (), PLACE_AT_SESSION),
        ActionKind("offer-needs", (), ("needs_possible",)),
        ActionKind("keep-needs", (), ()),
        ActionKind("tell-session", (), ()),
        ActionKind("answer-offer", ("fact",), PLACE_AT_SESSION, final=True),
        ActionKind("look-up-attendance", (), ("attendance", "attendance_expected", "session_day")),
        ActionKind(
            "hand-over",
            ("topic", "urgency?", "share?", "share fact?", "to fact?"),
            ("answer_day", "adviser_name"),
            final=True,
        ),
        ActionKind("look-up-call", ("fact",), ("number_missing",)),
        ActionKind("add-number", ("fact",), ("question_text",)),
        ActionKind("look-up-dossier", (), DOSSIER),
        ActionKind("offer-dossier", ("group", "part"), ("dossier_offered",)),
        ActionKind("gather-dossier", (), ("dossier_ticked", "dossier_count")),
        ActionKind("keep-dossier", ("fact",), ("dossier_kept",), final=True),
        ActionKind("withdraw-dossier", ("fact?",), (), final=True),
        ActionKind("record-consent", ("purpose", "fact"), ()),
        ActionKind("offer-consents", ("fact",), ()),
        ActionKind("withdraw-consent", ("fact",), (), final=True),
        ActionKind("plan", (), ("next_contact",)),
        ActionKind("record-outcome", ("fact",), (), final=True),
        ActionKind("take-back-outcome", (), (), final=True),
        ActionKind("pause", ("fact",), ("pause_until",), final=True, clears=True),
        ActionKind("look-up-talk", (), ("talk_waits",)),
        ActionKind("leave-for-now", (), (), holds=True),
        ActionKind("stop", (), ("person_comes",), final=True, clears=True),
        ActionKind("start-again", (), (), final=True),
        ActionKind("forget", (), (), final=True, clears=True),
        ActionKind("show-my-data", (), ()),
        ActionKind("set-language", ("fact",), ()),
        ActionKind("offer-channel", (), ()),
        ActionKind("leave-channel", (), (), final=True),
        ActionKind("list-papers", (), ()),
        ActionKind("find-municipality", ("fact",), ("municipality", "municipality_found")),
        ActionKind(
            "find-answer",
            ("fact",),
            ("answer_found", "answer_next", "question_text", "question_ready"),
        ),
    )
}
