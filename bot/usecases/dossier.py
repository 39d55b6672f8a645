"""What stands in a client's dossier: the answers in words, and what was handed on to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.dialogue.facts import DOSSIER_GROUPS, UNKNOWN, Fact, Value, figure_of
from bot.dialogue.wording import Wording
from bot.dossier import TRANSFER, fact_of, receivers
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.explanation import was_told
from bot.usecases.exporting import plain
from bot.usecases.notifying import adviser_of


@dataclass(frozen=True)
class Line:
    """One answer to read: its label, its value in words and as kept, when it was told and where.

    `source` is the title of the talk in which it was told, or empty.
    """

    fact: str
    group: str
    label: str
    text: str
    value: Value
    told_on: date
    source: str


@dataclass(frozen=True)
class HandedOn:
    """One answer that was handed on: to whom, when, and when that was taken back, if it was."""

    fact: str
    label: str
    first_name: str
    organisation: str
    at: datetime
    withdrawn_at: datetime | None = None


def known_names(around: Surroundings, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return the facts that a client can hand on: declared for it, and told by the client."""
    grouped = [
        name
        for group in DOSSIER_GROUPS
        for name, declared in around.facts.items()
        if declared.dossier == group
    ]
    told = {name for name, fact in facts.items() if was_told(fact) and fact.value != UNKNOWN}
    return tuple(name for name in grouped if name in told)


def lines_of(
    tx: Transaction,
    around: Surroundings,
    names: Iterable[str],
    facts: Mapping[str, Fact],
    language: str,
) -> list[Line]:
    """Return facts as they can be read; what is not known or not declared is left out."""
    library = around.shelf.library(tx)
    lines: list[Line] = []
    for name in names:
        declared, fact = around.facts.get(name), facts.get(name)
        if declared is None or fact is None:
            continue
        try:
            source = library.script(fact.source).title
        except KeyError:  # an invitation or a member of staff told it
            source = ""
        value = Wording("{value}", {"value": figure_of(declared, fact.value)})
        lines.append(
            Line(
                fact=name,
                group=declared.dossier,
                label=label_of(around, name, language),
                text=around.phrasebook.render(value, language),
                value=fact.value,
                told_on=around.calendar.local(fact.at).date(),
                source=source,
            )
        )
    return lines


def label_of(around: Surroundings, name: str, language: str) -> str:
    """Return the label of a fact as it stands at the beginning of a line."""
    declared = around.facts.get(name)
    label = around.phrasebook.render(Wording(declared.label), language) if declared else name
    return label[:1].upper() + label[1:]


def transfers(tx: Transaction, client: str) -> list[Handoff]:
    """Return the handoffs in which a client handed answers on, the oldest first."""
    own = [each for each in tx.handoffs() if each.client == client and each.topic == TRANSFER]
    return sorted(own, key=lambda each: each.opened_at)


def handed_on(tx: Transaction, around: Surroundings, client: str, language: str) -> list[HandedOn]:
    """Return every answer that a client handed on, in order of time, also what was taken back."""
    found: list[HandedOn] = []
    consents = tx.consents(client)
    to_whom = receivers(consents)
    for consent in consents:
        fact = fact_of(consent.purpose)
        if fact and not consent.given:
            found = [_ended(each, consent.at) if each.fact == fact else each for each in found]
        elif fact:
            adviser = adviser_of(tx, to_whom.get(consent.at, ""))
            found.append(
                HandedOn(
                    fact=fact,
                    label=label_of(around, fact, language),
                    first_name=adviser.first_name if adviser else "",
                    organisation=adviser.organisation if adviser else "",
                    at=around.calendar.local(consent.at),
                )
            )
    calendar = around.calendar
    return [
        replace(each, withdrawn_at=calendar.local(each.withdrawn_at)) if each.withdrawn_at else each
        for each in found
    ]


def _ended(row: HandedOn, at: datetime) -> HandedOn:
    return row if row.withdrawn_at else replace(row, withdrawn_at=at)


def line_as_json(line: Line) -> dict[str, object]:
    """Return an answer as other programs read it: days as ISO text, amounts as text."""
    return {
        "fact": line.fact,
        "group": line.group,
        "label": line.label,
        "text": line.text,
        "value": plain(line.value),
        "told_on": line.told_on.isoformat(),
        "source": line.source,
    }


def handed_on_as_json(row: HandedOn) -> dict[str, object]:
    """Return when an answer was handed on and to whom as other programs read it."""
    return {
        "fact": row.fact,
        "label": row.label,
        "first_name": row.first_name,
        "organisation": row.organisation,
        "at": row.at.isoformat(timespec="seconds"),
        "withdrawn_at": row.withdrawn_at.isoformat(timespec="seconds")
        if row.withdrawn_at
        else None,
    }
