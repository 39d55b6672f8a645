"""`terug` takes back the last answer with all that it changed, and stops at what is final."""

import pytest

from bot.dialogue.events import Applied, Interrupt
from tests.fixtures import Stage

TALK = """
script: talk
title: Praten
about: het praten
steps:
  - id: colour
    ask: Welke kleur?
    fact: colour
    then: {red: red, otherwise: middle}
  - id: red
    set: cash
    to: 100
  - id: middle
    call: other
  - id: town
    ask: Welke stad?
    fact: town
  - id: hand-over
    do: hand-over
    topic: money
  - id: happy
    ask: Bent u blij?
    fact: happy
  - id: children
    ask: Hoeveel kinderen?
    fact: children
"""
OTHER = "script: other\ntitle: Anders\nsteps:\n  - {id: q, ask: Uw opmerking?, fact: note}\n"

TWO = """
script: two
title: Twee
steps:
  - {id: first, ask: Uw opmerking?, fact: note}
  - {id: last, ask: Nog iets?, fact: happy}
"""
PERSON = """
script: ask-person
title: Een mens
steps:
  - {id: topic, ask: Waarover?, fact: note}
"""
LONG = """
script: long
title: Lang
questions: 2
steps:
  - {id: colour, ask: Welke kleur?, fact: colour}
  - {id: town, ask: Welke stad?, fact: town}
"""


@pytest.fixture
def stage() -> Stage:
    begun = Stage(TALK, OTHER, TWO, PERSON)
    begun.start("talk")
    return begun


def test_at_the_beginning_there_is_nothing_to_take_back(stage: Stage) -> None:
    assert stage.commands("back") == [stage.written_key("engine.nothing-to-undo"), "Welke kleur?"]


def test_restores_the_place_and_the_facts(stage: Stage) -> None:
    stage.types("groen")
    stage.commands("back")
    assert stage.place == ["talk:colour"]
    assert stage.facts == {}


def test_takes_back_what_was_set_because_of_the_answer(stage: Stage) -> None:
    stage.types("rood")
    assert "cash" in stage.facts
    stage.commands("back")
    assert stage.facts == {}


def test_goes_back_into_a_script_that_was_called(stage: Stage) -> None:
    stage.types("groen")
    stage.types("mooi weer")
    assert stage.place == ["talk:town"]
    stage.commands("back")
    assert stage.place == ["talk:town", "other:q"]
    assert "note" not in stage.facts


def test_goes_back_again_and_again(stage: Stage) -> None:
    stage.types("groen")
    stage.types("mooi weer")
    stage.commands("back")
    stage.commands("back")
    assert stage.place == ["talk:colour"]
    assert stage.facts == {}


def test_goes_back_over_a_skipped_question(stage: Stage) -> None:
    stage.commands("skip")
    stage.commands("back")
    assert stage.place == ["talk:colour"]


def test_stops_at_what_was_passed_on(stage: Stage) -> None:
    for answer in ("groen", "mooi weer", "Assen"):
        stage.types(answer)
    assert stage.place == ["talk:happy"]
    assert stage.commands("back")[0] == stage.written_key("engine.cannot-go-back")
    assert stage.place == ["talk:happy"]
    assert stage.values["town"] == "Assen"


def test_goes_back_after_what_was_passed_on_but_not_past_it(stage: Stage) -> None:
    for answer in ("groen", "mooi weer", "Assen", "ja"):
        stage.types(answer)
    stage.commands("back")
    assert stage.place == ["talk:happy"]
    assert stage.commands("back")[0] == stage.written_key("engine.cannot-go-back")


def test_works_after_answers_that_were_not_understood(stage: Stage) -> None:
    stage.types("groen")
    stage.types("mooi weer")
    stage.types("x" * 2000)
    stage.commands("back")
    assert stage.place == ["talk:town", "other:q"]


def test_takes_back_a_confirmation_with_its_first_date() -> None:
    stage = Stage(TALK, OTHER, known={"colour": "green"})
    before = dict(stage.facts)
    stage.start("talk")
    stage.presses("yes")
    said = stage.commands("back")
    assert stage.facts == before
    assert "Klopt dat nog?" in said[-1]


def test_takes_back_a_correction_step_by_step() -> None:
    stage = Stage(TALK, OTHER, known={"colour": "green"})
    before = dict(stage.facts)
    stage.start("talk")
    stage.presses("no")
    stage.presses("red")
    assert stage.commands("back") == ["Welke kleur?"]
    assert "Klopt dat nog?" in stage.commands("back")[-1]
    assert stage.facts == before


def test_takes_back_what_an_action_found_out() -> None:
    script = """
        script: talk
        title: T
        steps:
          - {id: town, ask: Welke stad?, fact: town}
          - do: check-entitlement
          - {id: happy, ask: Blij?, fact: happy}
        """
    stage = Stage(script)
    stage.outcomes["check-entitlement"] = Applied({"chance": "likely"})
    stage.start("talk")
    stage.types("Assen")
    assert stage.values["chance"] == "likely"
    stage.commands("back")
    assert stage.facts == {}


def test_from_what_was_called_for_goes_back_to_the_question_it_came_from(stage: Stage) -> None:
    stage.types("groen")
    stage.types("mooi weer")
    stage.happens(Interrupt("other"))
    assert stage.commands("back")[-1].endswith("Welke stad?")
    assert (stage.place, "note" in stage.facts) == (["talk:town"], True)


def test_from_there_the_next_one_takes_back_the_answer_before_it(stage: Stage) -> None:
    stage.types("groen")
    stage.types("mooi weer")
    stage.happens(Interrupt("other"))
    stage.commands("back")
    stage.commands("back")
    assert (stage.place, "note" in stage.facts) == (["talk:town", "other:q"], False)


def test_from_the_call_for_a_person_goes_back_to_the_first_question(stage: Stage) -> None:
    stage.happens(Interrupt("ask-person"))
    assert stage.place == ["talk:colour", "ask-person:topic"]
    stage.commands("back")
    assert stage.place == ["talk:colour"]


def test_what_is_final_stays_when_what_was_called_for_later_is_left(stage: Stage) -> None:
    for text in ("groen", "mooi weer", "Assen"):
        stage.types(text)
    stage.happens(Interrupt("two"))
    stage.commands("back")
    assert stage.place == ["talk:happy"]
    assert stage.commands("back")[0] == stage.written_key("engine.cannot-go-back")


def test_what_was_planned_is_not_left_for_what_it_broke_into(stage: Stage) -> None:
    stage.types("groen")
    stage.start("two")
    assert stage.commands("back")[0] == stage.written_key("engine.nothing-to-undo")
    assert stage.place[-1] == "two:first"


def test_an_answer_within_what_was_called_for_is_taken_back_first(stage: Stage) -> None:
    stage.types("groen")
    stage.types("mooi weer")
    stage.happens(Interrupt("two"))
    stage.types("goed weer")
    stage.commands("back")
    assert stage.place == ["talk:town", "two:first"]


def test_a_long_talk_that_was_broken_into_goes_on_where_it_was() -> None:
    stage = Stage(LONG, OTHER)
    stage.start("long")
    stage.types("groen")
    stage.happens(Interrupt("other"))
    said = stage.happens(Interrupt("long"))
    assert (stage.place, said[-1].endswith("Welke stad?")) == (["long:town"], True)


def test_a_long_talk_of_weeks_ago_begins_anew_and_confirms_what_was_said() -> None:
    stage = Stage(LONG, OTHER)
    stage.start("long")
    stage.types("groen")
    stage.passes(days=8)
    stage.start("other")
    said = stage.happens(Interrupt("long"))
    assert (stage.place, "Klopt dat nog?" in said[-1]) == (["long:colour"], True)


def test_a_short_talk_that_was_broken_into_begins_anew(stage: Stage) -> None:
    stage.types("groen")
    stage.types("mooi weer")
    stage.happens(Interrupt("other"))
    stage.happens(Interrupt("talk"))
    assert stage.place == ["talk:town", "other:q"]


def test_begins_the_talk_again_and_confirms_what_was_said(stage: Stage) -> None:
    stage.types("groen")
    stage.passes(minutes=1)
    said = stage.commands("restart")
    assert stage.place == ["talk:colour"]
    assert "Klopt dat nog?" in said[-1]
    assert stage.commands("back")[0] == stage.written_key("engine.nothing-to-undo")
