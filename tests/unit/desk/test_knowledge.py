"""The page of questions and answers: what there is, what was not found, and trying a question."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dialogue.vocabulary import Vocabulary
from bot.knowledge import Entry, Knowledge, KnowledgeCount
from bot.knowledge_search import KnowledgeIndex
from bot.stems import stem
from bot.usecases.answering import refill

from .conftest import Place

MONDAY = date(2027, 3, 1)
ENTRY = Entry(
    id="car",
    question="Mag ik een auto hebben?",
    answer=("Meestal wel.",),
    source="Wet art. 34",
    as_of=date(2026, 7, 1),
)


@pytest.fixture
def place(place: Place) -> Place:
    """The small installation, with one question that was asked before."""
    index = KnowledgeIndex(
        Knowledge({"car": ENTRY}), stem, Vocabulary(passing=frozenset({"ik", "een", "mag"}))
    )
    place.assistant.around = replace(place.assistant.around, knowledge=index)
    place.do(lambda tx: refill(tx, index))
    counts = [
        KnowledgeCount(MONDAY, "small", "found", "car", 7),
        KnowledgeCount(date(2027, 3, 7), "small", "not-found", "", 6),
        KnowledgeCount(date(2027, 3, 7), "small", "word", "auto", 6),
    ]
    place.do(lambda tx: tx.count_knowledge(counts))
    return place


async def test_the_page_shows_each_question_with_its_source_and_how_often(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.get("/studio/knowledge")
    assert "Mag ik een auto hebben?" in browser.page
    assert "Wet art. 34" in browser.page
    assert "juli 2026" in browser.page


async def test_questions_without_an_answer_are_counted_by_week(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.get("/studio/knowledge")
    assert "maandag 1 maart 2027" in browser.page


async def test_a_tried_question_shows_what_a_client_gets_and_is_not_counted(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.get("/studio/knowledge?q=mag+ik+een+auto+hebben")
    assert "Meestal wel." in browser.page
    assert sum(each.count for each in place.do(lambda tx: tx.knowledge_counts())) == 19


async def test_the_list_as_a_file(place: Place) -> None:
    browser = await place.signed_in("ineke")
    response = await browser.get("/studio/knowledge.csv")
    assert "Mag ik een auto hebben?;Heel Nederland;Wet art. 34;juli 2026;;7;0" in response.text


async def test_an_adviser_does_not_see_it(place: Place) -> None:
    browser = await place.signed_in("karin")
    response = await browser.get("/studio/knowledge")
    assert response.status_code == 403
