"""Finds the answer to a typed question, says it with its source, and counts what was asked."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from bot.dialogue.wording import Figure, Wording, phrase, placeholder_names
from bot.entitlement import NormTable
from bot.knowledge import Asker, CountKind, Entry, KnowledgeCount
from bot.knowledge_search import Found, KnowledgeIndex
from bot.ports import Transaction
from bot.scripts.knowledge_file import SINCE, figure_name
from bot.surroundings import Surroundings

INDEXED = "knowledge"
"""The setting by which a database knows which entries its index was made of."""


def refill(tx: Transaction, index: KnowledgeIndex) -> bool:
    """Make the index of the database anew when the entries are others than it knows; say if so."""
    rows = index.rows
    mark = sha256(repr(sorted(rows.items())).encode()).hexdigest()
    if tx.setting(INDEXED) == mark:
        return False
    tx.fill_knowledge(rows)
    tx.save_setting(INDEXED, mark)
    return True


def asker_of(around: Surroundings, programme: str, municipality: str, day: date) -> Asker:
    """Return what decides which entries are for somebody, by their municipality's name."""
    return Asker(programme, around.municipalities.profile(municipality).id, day)


def search(tx: Transaction, around: Surroundings, text: str, asker: Asker) -> Found:
    """Return which entries a typed question means, among those that are for who asks."""
    asked = around.knowledge.read(text)
    fitting = {entry.id for entry in around.knowledge.knowledge.fitting(asker)}
    return around.knowledge.find(asked, tx.knowledge_with(asked.stems) & fitting)


def told(entry: Entry, norms: NormTable, day: date) -> tuple[Wording, ...]:
    """Return an answer with the question and where it comes from.

    When an amount in it is not known for the day, what is said without amounts.
    """
    figures = _figures(norms, day)
    needed = {name for text in entry.answer for name in placeholder_names(text)}
    parts = entry.answer if needed <= figures.keys() else entry.without_amounts
    shown = {name: figures[name] for name in needed if name in figures}
    return (
        phrase("knowledge.asked", question=Wording(entry.question)),
        *(Wording(text, shown) for text in parts),
        _source(entry),
    )


def _source(entry: Entry) -> Wording:
    """Return where an answer comes from, and of when that is."""
    if entry.only_year:
        return phrase("knowledge.source-of-year", source=entry.source, year=str(entry.as_of.year))
    return phrase("knowledge.source", source=entry.source, day=entry.as_of)


def _figures(norms: NormTable, day: date) -> Mapping[str, Figure]:
    """Return the figures of the law by their name in a text; none when they are out of date."""
    on_day = norms.on(day)
    if not on_day.usable:
        return {}
    known: dict[str, Figure] = {SINCE: on_day.valid_from}
    for name in norms.parameters:
        value = on_day.amount(name)
        if value is not None:
            known[figure_name(name)] = value
    return known


def count(tx: Transaction, found: Found, asker: Asker) -> None:
    """Count what a search gave; of a question without an answer only words that entries have."""
    rows: list[tuple[CountKind, str]] = []
    if found.sureness == "one":
        rows = [("found", found.entries[0])]
    elif found.sureness == "several":
        rows = [("offered", entry) for entry in found.entries]
    else:
        rows = [("not-found", ""), *(("word", stem) for stem in found.asked.stems)]
    counts = [KnowledgeCount(asker.day, asker.programme, kind, name) for kind, name in rows]
    tx.count_knowledge(counts)
