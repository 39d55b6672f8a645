"""Facts: one answer each, kept on the client with its date and source."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from bot.dialogue.wording import Figure, Wording, phrase
from scheduler.records import record

Value = bool | int | Decimal | str | date | tuple[str, ...]
"""A fact's value; a month is the first day of that month."""

UNKNOWN = "unknown"
"""The value of a fact that the client does not know; a real answer, not an absence."""
SET_BY = "set by "
"""How the source of a fact begins that a script set, and that the client did not say."""

Kind = Literal["yes-no", "choice", "choices", "text", "number", "euro", "date", "month"]
KINDS: tuple[Kind, ...] = (
    "yes-no", "choice", "choices", "text", "number", "euro", "date", "month",
)  # fmt: skip


Again = Literal["confirm", "ask", "keep"]
AGAIN: tuple[Again, ...] = ("confirm", "ask", "keep")
DossierGroup = Literal["", "you", "work", "money", "home"]
DOSSIER_GROUPS: tuple[DossierGroup, ...] = ("you", "work", "money", "home")
"""What can be handed on to the municipality's adviser is shown and chosen in these groups."""


@record(frozen=True)
class Range:
    """The amounts that a choice stands for; a border belongs to it when that is said."""

    low: Decimal | None = None
    high: Decimal | None = None
    with_low: bool = False
    with_high: bool = False

    def holds(self, amount: Decimal) -> bool:
        """Say whether an amount lies within this range."""
        if amount == self.low:
            return self.with_low
        if amount == self.high:
            return self.with_high
        above = self.low is None or amount > self.low
        return above and (self.high is None or amount < self.high)


AMOUNTS_OF = (
    "self", "partner", "family", "together", "ww", "gross", "debt", "savings", "monthly", "house",
    "allowance",
)  # fmt: skip
"""What an amount can be of; the words that tell so stand in words.yaml."""


@record(frozen=True)
class Reading:
    """What to mind when an answer is read, beyond its kind.

    `not_of`: what an amount beside such words is of, and this fact is not (of `AMOUNTS_OF`).
    `age`: the years that somebody born on this date can have. `perhaps`: the choices that other
    words may mean, which is always asked. `is_name`: a text is somebody's name. `is_consent`: only
    a bare yes is one.
    """

    not_of: tuple[str, ...] = ()
    age: Range | None = None
    perhaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_name: bool = False
    is_consent: bool = False


@record(frozen=True)
class FactDeclaration:
    """What a coordinator declared of a fact: its kind, label and choices.

    `also`: the choice that other words than its label mean. `amounts`: which amounts a choice
    stands for, when it is a range. `heard`: the choice that words mean wherever they stand in an
    answer, when nothing else was understood.

    `again`: what a question does when the answer is known from an earlier talk.
    `derived`: computed from another fact when a condition asks for it, never asked.
    `internal`: a result that the assistant keeps for itself; not listed among a client's answers.
    `brief`: a text of a few words, such as a name; a question typed there is no answer.
    `dossier`: the group in which it can be handed on to the municipality's adviser; empty: never.
    `reading`: what to mind when an answer is read.
    """

    name: str
    kind: Kind
    label: str
    choices: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, Range] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    again: Again = "confirm"
    derived: str = ""
    internal: bool = False
    brief: bool = False
    dossier: DossierGroup = ""
    reading: Reading = field(default_factory=Reading)


@record(frozen=True)
class Fact:
    """One answer: value, when it was given, and by whom (a script's id, an invitation, staff)."""

    value: Value
    at: datetime
    source: str


def figure_of(declaration: FactDeclaration, value: Value) -> Figure:
    """Return a value as it can stand in a text: choices by their label, yes and no as words."""
    if value == UNKNOWN and declaration.kind != "text":
        return phrase("answer.unknown")
    if declaration.kind == "yes-no":
        return phrase("answer.yes" if value else "answer.no")
    if declaration.kind == "choice":
        return _label(declaration, str(value))
    if declaration.kind == "choices" and isinstance(value, tuple):
        labels = tuple(_label(declaration, part) for part in value)
        return labels or phrase("answer.none")
    if declaration.kind == "month" and isinstance(value, date):
        return Wording("{month:month}", {"month": value})
    return value


def _label(declaration: FactDeclaration, choice: str) -> Wording:
    return Wording(declaration.choices.get(choice, choice))


def fact_as_json(fact: Fact) -> dict[str, object]:
    """Return a fact as JSON can carry it; amounts, dates and lists keep their type by a tag."""
    return {"value": value_as_json(fact.value), "at": fact.at.isoformat(), "source": fact.source}


def fact_from_json(saved: Mapping[str, object]) -> Fact:
    """Return a fact that `fact_as_json` wrote."""
    at = datetime.fromisoformat(str(saved["at"]))
    return Fact(value_of_json(saved["value"]), at, str(saved["source"]))


def value_as_json(value: Value) -> object:
    """Return a value as JSON can carry it; amounts, dates and lists keep their type by a tag."""
    if isinstance(value, Decimal):
        return {"e": str(value)}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def value_of_json(saved: object) -> Value:
    """Return a value that `value_as_json` wrote.

    Raises ValueError when it is none.
    """
    if isinstance(saved, dict):
        if "e" in saved:
            return Decimal(str(saved["e"]))
        return date.fromisoformat(str(saved["d"]))
    if isinstance(saved, list):
        return tuple(str(part) for part in saved)
    if isinstance(saved, bool | int | str):
        return saved
    raise ValueError(f"{saved!r} is no saved value of a fact")


def value_from_json(kind: Kind, saved: object) -> Value:
    """Return a saved value by its kind.

    Raises ValueError when the saved value does not fit the kind.
    """
    if saved == UNKNOWN and kind != "text":
        return UNKNOWN
    if kind == "euro":
        return Decimal(str(saved))
    if kind in ("date", "month"):
        text = str(saved)
        return date.fromisoformat(text if len(text) > len("2027-06") else f"{text}-01")
    if kind == "choices" and isinstance(saved, list):
        return tuple(str(part) for part in saved)
    if kind == "yes-no" and isinstance(saved, bool):
        return saved
    if kind == "number" and isinstance(saved, int) and not isinstance(saved, bool):
        return saved
    if kind in ("choice", "text") and isinstance(saved, str):
        return saved
    raise ValueError(f"{saved!r} is no value of kind {kind}")
