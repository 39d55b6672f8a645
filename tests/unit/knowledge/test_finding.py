"""Typed questions find their answer; other texts find nothing."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest

from bot.dialogue.script import LONGEST_MESSAGE
from bot.dialogue.vocabulary import Vocabulary
from bot.knowledge import Asker, Entry, Knowledge
from bot.knowledge_search import Asked, Found, KnowledgeIndex
from bot.scripts.knowledge_file import MOST_PARTS
from bot.stems import stem
from bot.usecases.actions.own_data import messages_of
from bot.usecases.answering import told
from tests.fixtures import phrasebook, shipped
from tests.typed_questions import Typed, typed_questions, unrelated_texts

DAY = date(2026, 11, 27)
NORMS_UNKNOWN = date(2050, 1, 1)
FEWEST_FOUND = 0.9
ENTRIES = shipped().knowledge.entries


@lru_cache(maxsize=1)
def index() -> KnowledgeIndex:
    """The index of the shipped knowledge."""
    return KnowledgeIndex(shipped().knowledge, stem, shipped().vocabulary)


def find(text: str, municipality: str = "", programme: str = "") -> Found:
    """Look a text up for somebody, among everything that fits them."""
    profile = shipped().municipalities.profile(municipality).id
    fitting = shipped().knowledge.fitting(Asker(programme, profile, DAY))
    return index().find(index().read(text), [entry.id for entry in fitting])


def test_nine_of_ten_typed_questions_find_their_answer() -> None:
    asked = list(typed_questions())
    missed = [
        each for each in asked if each.entry not in find(each.text, each.municipality).entries
    ]
    assert len(asked) >= 80
    assert len(missed) <= len(asked) * (1 - FEWEST_FOUND), missed


def test_a_sure_answer_is_seldom_another_one() -> None:
    wrong: list[Typed] = []
    for typed in typed_questions():
        found = find(typed.text, typed.municipality)
        if found.sureness == "one" and found.entries[0] != typed.entry:
            wrong.append(typed)
    assert wrong == []


@pytest.mark.parametrize("text", unrelated_texts())
def test_a_text_about_something_else_finds_nothing(text: str) -> None:
    assert find(text).sureness == "none"


def test_what_holds_in_another_municipality_is_not_found() -> None:
    assert find("wie betaalt de bijstand", "Assen").entries == ("assen-who-pays",)
    assert find("wie betaalt de bijstand", "Tilburg").entries == ("who-pays",)


def test_what_belongs_to_a_programme_is_found_there_alone() -> None:
    assert find("is de voorlichting verplicht", programme="werk-in-zicht").entries[0] == (
        "wiz-voluntary"
    )
    assert "wiz-voluntary" not in find("is de voorlichting verplicht").entries


def test_a_compound_word_is_taken_apart() -> None:
    assert index().read("vakantiegeld").strange == 0
    assert find("spaargeldgrens").entries == ("savings",)


def test_an_answer_is_not_given_after_its_last_day() -> None:
    entry = ENTRIES["part-time"]
    assert entry.until is not None
    asker = Asker("", "generic", entry.until)
    assert entry.holds(asker)
    assert not entry.holds(replace(asker, day=date(2027, 1, 1)))


def test_there_are_at_least_sixty_answers_each_with_a_source() -> None:
    assert len(ENTRIES) >= 60
    assert [entry.id for entry in ENTRIES.values() if not entry.source] == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("day", [DAY, NORMS_UNKNOWN])
def test_an_answer_fits_in_two_messages(language: str, day: date) -> None:
    book, too_long = phrasebook(), []
    for entry in ENTRIES.values():
        wordings = told(entry, shipped().norms, day)
        said = messages_of([book.render(wording, language) for wording in wordings])
        if len(said) > MOST_PARTS or max(map(len, said)) > LONGEST_MESSAGE:
            too_long.append(entry.id)
    assert too_long == []


def said(entry: str, day: date) -> str:
    """Return an answer as a Dutch client reads it."""
    wordings = told(ENTRIES[entry], shipped().norms, day)
    return "\n".join(phrasebook().render(wording, "nl") for wording in wordings)


def test_an_amount_is_that_of_the_day() -> None:
    assert "1.419,46" in said("how-much", date(2026, 7, 1))
    assert "1.401,50" in said("how-much", date(2026, 6, 30))


def test_an_amount_that_is_not_known_is_not_named() -> None:
    assert "€" not in said("how-much", NORMS_UNKNOWN)


def test_a_source_of_a_year_names_no_month() -> None:
    assert said("assen-who-pays", DAY).endswith("Bron: Deelrapport UWV District Noord, 2018.")


def small(*questions: str) -> KnowledgeIndex:
    """Return an index of questions without other ways, each with the same answer."""
    entries = {name: Entry(name, name, ("Ja.",), "Wet", DAY) for name in questions}
    return KnowledgeIndex(Knowledge(entries), stem, Vocabulary(passing=frozenset({"de"})))


def test_two_questions_that_are_equally_near_are_offered() -> None:
    found = small("rode fiets", "rode auto").find(
        Asked((stem("rode"),)), ["rode auto", "rode fiets"]
    )
    assert (found.sureness, found.entries) == ("several", ("rode auto", "rode fiets"))


def test_a_misspelt_word_counts_as_the_known_one() -> None:
    assert small("belasting").read("belasitng").stems == (stem("belasting"),)
