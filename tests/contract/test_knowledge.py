"""Questions are found alike in every store, and counts hold nothing of who asked."""

from datetime import date, timedelta

import pytest

from bot.knowledge import Asker, KnowledgeCount
from bot.knowledge_search import KnowledgeIndex
from bot.ports import Transaction
from bot.stems import stem
from bot.usecases.answering import refill
from tests.fixtures import shipped
from tests.typed_questions import typed_questions

DAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def index() -> KnowledgeIndex:
    return KnowledgeIndex(shipped().knowledge, stem, shipped().vocabulary)


def test_every_store_finds_what_the_stems_say(tx: Transaction, index: KnowledgeIndex) -> None:
    tx.fill_knowledge(index.rows)
    stems = {name: set(words.split()) for name, words in index.rows.items()}
    for typed in typed_questions():
        asked = set(index.read(typed.text).stems)
        expected = {name for name, words in stems.items() if words & asked}
        assert tx.knowledge_with(sorted(asked)) == expected, typed


def test_every_store_has_the_same_winner(tx: Transaction, index: KnowledgeIndex) -> None:
    tx.fill_knowledge(index.rows)
    wrong = []
    for typed in typed_questions():
        profile = shipped().municipalities.profile(typed.municipality).id
        fitting = {e.id for e in shipped().knowledge.fitting(Asker("", profile, DAY))}
        asked = index.read(typed.text)
        found = index.find(asked, tx.knowledge_with(asked.stems) & fitting)
        if found != index.find(asked, fitting):
            wrong.append(typed)
    assert wrong == []


def test_filling_again_leaves_nothing_of_before(tx: Transaction) -> None:
    tx.fill_knowledge({"a": "een twee", "b": "twee"})
    tx.fill_knowledge({"b": "drie"})
    assert tx.knowledge_with(["een", "twee"]) == frozenset()
    assert tx.knowledge_with(["drie"]) == {"b"}


def test_nothing_is_found_without_words(tx: Transaction) -> None:
    tx.fill_knowledge({"a": "een"})
    assert tx.knowledge_with([]) == frozenset()


def test_the_index_is_made_anew_only_when_it_changed(
    tx: Transaction, index: KnowledgeIndex
) -> None:
    assert refill(tx, index)
    assert not refill(tx, index)


def test_counts_of_one_day_and_programme_add_up(tx: Transaction) -> None:
    one = KnowledgeCount(DAY, "utrecht", "found", "savings")
    later = KnowledgeCount(DAY + timedelta(days=1), "utrecht", "not-found", "")
    tx.count_knowledge([later, one])
    tx.count_knowledge([one])
    assert tx.knowledge_counts() == (KnowledgeCount(DAY, "utrecht", "found", "savings", 2), later)
