"""Questions: asked once, explained, skipped, confirmed, corrected, and never a dead end."""

import pytest

from bot.dialogue.facts import UNKNOWN
from tests.fixtures import Stage

COLOUR = """
script: talk
title: Kleuren
about: uw kleur
questions: 2
steps:
  - id: colour
    ask: Welke kleur?
    fact: colour
    why: Dan kies ik verf.
    then: {red: red, otherwise: town}
  - id: red
    say: Rood is mooi.
  - id: town
    ask: Welke stad?
    fact: town
    unknown button: no
"""

REQUIRED = """
script: talk
title: Geld
steps:
  - ask: Hoeveel geld?
    fact: cash
    required: yes
    hint: Typ een bedrag.
    at most: 500
  - say: Dank u.
"""


@pytest.fixture
def stage() -> Stage:
    begun = Stage(COLOUR)
    begun.start("talk")
    return begun


def test_asks_with_buttons_and_says_how_far(stage: Stage) -> None:
    assert stage.said == ["Vraag 1 van ongeveer 2. / Welke kleur?"]
    assert stage.buttons == ["red", "green", "blue", "unknown", "why"]


def test_an_answer_is_kept_and_leads_on(stage: Stage) -> None:
    assert stage.types("rood") == ["Rood is mooi.", "Vraag 2 van ongeveer 2. / Welke stad?"]
    assert stage.facts["colour"].value == "red"
    assert stage.facts["colour"].source == "talk"


def test_a_pressed_button_answers_with_its_words(stage: Stage) -> None:
    assert stage.presses("green") == ["Vraag 2 van ongeveer 2. / Welke stad?"]
    assert stage.values == {"colour": "green"}


def test_the_end_of_the_script_ends_the_conversation(stage: Stage) -> None:
    stage.presses("green")
    assert stage.types("Assen") == []
    assert stage.conversation is None


def test_why_is_told_and_the_question_put_again(stage: Stage) -> None:
    assert stage.commands("why") == ["Dan kies ik verf.", "Vraag 1 van ongeveer 2. / Welke kleur?"]
    assert stage.presses("why")[0] == "Dan kies ik verf."


def test_why_without_a_reason_is_still_answered(stage: Stage) -> None:
    stage.presses("green")
    assert stage.commands("why")[0] == stage.written_key("engine.no-reason")


def test_help_and_repeat_put_the_question_again(stage: Stage) -> None:
    assert stage.commands("help")[-1] == "Vraag 1 van ongeveer 2. / Welke kleur?"
    assert stage.commands("repeat") == ["Vraag 1 van ongeveer 2. / Welke kleur?"]


def test_not_knowing_is_an_answer(stage: Stage) -> None:
    stage.commands("unknown")
    assert stage.values == {"colour": UNKNOWN}
    assert stage.place == ["talk:town"]


def test_skipping_keeps_nothing(stage: Stage) -> None:
    stage.commands("skip")
    assert stage.values == {}
    assert stage.place == ["talk:town"]


@pytest.mark.parametrize("word", ["skip", "unknown"])
def test_a_required_question_stays(word: str) -> None:
    stage = Stage(REQUIRED)
    stage.start("talk")
    assert stage.commands(word) == [f"{stage.written_key('engine.required')} / Hoeveel geld?"]
    assert stage.place == ["talk:step-1"]


def test_a_second_miss_is_explained_otherwise_and_a_third_has_a_way_out(stage: Stage) -> None:
    assert stage.types("paars")[0].startswith(f"{stage.written_key('engine.not-a-choice')} / ")
    second = f"{stage.written_key('engine.second-choice')} / 1. Rood / 2. Groen / "
    assert stage.types("paars")[0].startswith(second)
    rescue = f"{stage.written_key('engine.rescue')} / "
    assert stage.types("paars")[0].startswith(rescue)
    assert stage.buttons == ["red", "green", "blue", "skip", "adviser"]


def test_the_hint_of_a_question_comes_before_that_of_its_kind() -> None:
    stage = Stage(REQUIRED)
    stage.start("talk")
    assert stage.types("veel") == ["Typ een bedrag. / Hoeveel geld?"]


def test_a_required_question_has_no_skip_among_its_ways_out() -> None:
    stage = Stage(REQUIRED)
    stage.start("talk")
    for _ in range(3):
        stage.types("veel")
    assert stage.buttons == ["adviser", "again"]


@pytest.fixture
def lost(stage: Stage) -> Stage:
    for _ in range(3):
        stage.types("paars")
    return stage


def test_out_of_trouble_by_skipping(lost: Stage) -> None:
    lost.presses("skip")
    assert lost.place == ["talk:town"]


def test_out_of_trouble_by_pressing_an_answer(lost: Stage) -> None:
    assert lost.presses("red")[0] == "Rood is mooi."
    assert lost.values == {"colour": "red"}


@pytest.mark.parametrize(
    ("fact", "buttons"),
    [("happy", ["yes", "no"]), ("fruits", ["apple", "pear", "plum"]), ("cash", [])],
)
def test_the_answers_stay_among_the_ways_out(fact: str, buttons: list[str]) -> None:
    stage = Stage(f"script: talk\ntitle: T\nsteps:\n  - {{ask: Wat?, fact: {fact}}}\n")
    stage.start("talk")
    for _ in range(3):
        stage.types("kwak")
    assert stage.buttons == [*buttons, "skip", "adviser", *([] if buttons else ["again"])]


def test_out_of_trouble_by_trying_again() -> None:
    stage = Stage(REQUIRED)
    stage.start("talk")
    for _ in range(3):
        stage.types("veel")
    assert stage.presses("again") == ["Hoeveel geld?"]
    assert stage.types("veel") == ["Typ een bedrag. / Hoeveel geld?"]


def test_out_of_trouble_by_answering_after_all(lost: Stage) -> None:
    lost.types("groen")
    assert lost.values == {"colour": "green"}


def test_out_of_trouble_by_a_person() -> None:
    stage = Stage(COLOUR, "script: ask-person\ntitle: Mens\nsteps:\n  - say: Een mens komt.\n")
    stage.start("talk")
    for _ in range(3):
        stage.types("paars")
    said = stage.presses("adviser")
    assert said[0] == "Een mens komt."
    assert said[1].endswith("Welke kleur?")


def test_out_of_trouble_by_going_back(lost: Stage) -> None:
    lost.presses("skip")
    lost.commands("back")
    assert lost.place == ["talk:colour"]
    assert lost.types("rood")[0] == "Rood is mooi."


def test_the_example_of_a_second_miss_is_a_day_that_can_be_right() -> None:
    stage = Stage(
        "script: talk\ntitle: T\nsteps:\n  - {ask: Wanneer?, fact: birth_date, must be: past}\n"
    )
    stage.start("talk")
    stage.types("eens")
    assert "Zo: 30-6-1977." in stage.types("ooit")[0]


def test_a_second_miss_offers_a_person_in_the_place_of_the_reason() -> None:
    stage = Stage(COLOUR, "script: ask-person\ntitle: Mens\nsteps:\n  - say: Een mens komt.\n")
    stage.start("talk")
    stage.types("paars")
    stage.types("paars")
    assert stage.buttons == ["red", "green", "blue", "unknown", "adviser"]
    assert stage.presses("adviser")[0] == "Een mens komt."


# what is known from an earlier talk


def known(**facts: object) -> Stage:
    stage = Stage(COLOUR, known=facts)  # type: ignore[arg-type]
    stage.start("talk")
    return stage


def test_what_was_told_before_is_confirmed() -> None:
    stage = known(colour="red")
    assert stage.said == ["Vorige keer zei u over uw kleur: Rood. Klopt dat nog?"]
    assert stage.buttons == ["yes", "no"]


@pytest.mark.parametrize("text", ["ja", "Ja hoor", "klopt", "dat klopt nog", "1"])
def test_a_yes_keeps_it(text: str) -> None:
    stage = known(colour="red")
    assert stage.types(text)[0] == "Rood is mooi."
    assert stage.facts["colour"].at == stage.now


@pytest.mark.parametrize("text", ["nee", "Nee hoor.", "klopt niet", "dat klopt niet", "2"])
def test_a_no_forgets_it_and_asks(text: str) -> None:
    stage = known(colour="red")
    assert stage.types(text) == ["Vraag 1 van ongeveer 2. / Welke kleur?"]
    assert stage.values == {}


@pytest.mark.parametrize("text", ["nee, groen", "groen"])
def test_a_correction_is_taken_at_once(text: str) -> None:
    stage = known(colour="red")
    stage.types(text)
    assert stage.values == {"colour": "green"}


@pytest.mark.parametrize("text", ["dat klopt niet meer", "nee, dat is niet meer zo"])
def test_a_no_is_never_taken_for_a_text(text: str) -> None:
    stage = known(colour="red", town="Assen")
    stage.types("ja")
    stage.types(text)
    assert stage.values == {"colour": "red"}
    assert stage.place == ["talk:town"]


def test_another_text_corrects_a_text() -> None:
    stage = known(colour="red", town="Assen")
    stage.types("ja")
    stage.types("Emmen")
    assert stage.values["town"] == "Emmen"


def test_after_a_no_the_question_itself_is_put_again() -> None:
    stage = known(colour="red")
    stage.presses("no")
    assert stage.commands("why")[-1] == "Vraag 1 van ongeveer 2. / Welke kleur?"


def test_after_a_no_skipping_does_not_keep_what_was_wrong() -> None:
    stage = known(colour="red")
    stage.presses("no")
    stage.commands("skip")
    assert stage.values == {}


def test_a_confirmation_that_is_not_understood_is_put_again_and_then_rescued() -> None:
    stage = known(colour="red")
    assert stage.types("paars")[0].startswith(stage.written_key("engine.not-yes-no"))
    assert "Klopt dat nog?" in stage.types("paars")[0]
    assert stage.types("paars")[0].startswith(stage.written_key("engine.rescue"))


def test_what_was_not_known_before_is_asked_again() -> None:
    assert known(colour=UNKNOWN).said == ["Vraag 1 van ongeveer 2. / Welke kleur?"]


def test_what_is_declared_to_be_asked_anew_is_never_confirmed() -> None:
    script = "script: talk\ntitle: T\nsteps:\n  - ask: Bent u rijk?\n    fact: rich\n"
    stage = Stage(script, known={"rich": True})
    assert stage.start("talk") == ["Bent u rijk?"]


def test_what_is_declared_to_be_kept_is_not_asked() -> None:
    script = (
        "script: talk\ntitle: T\nsteps:\n  - ask: Uw naam?\n    fact: nickname\n  - say: Dag.\n"
    )
    assert Stage(script, known={"nickname": "Fatma"}).start("talk") == ["Dag."]


def test_nothing_is_asked_twice_in_one_talk() -> None:
    twice = COLOUR + "  - ask: Nog een keer, welke kleur?\n    fact: colour\n  - say: Klaar.\n"
    stage = Stage(twice)
    stage.start("talk")
    stage.types("groen")
    assert stage.types("Assen") == ["Klaar."]


# buttons


def test_a_second_press_changes_nothing(stage: Stage) -> None:
    first = stage.question
    stage.presses("green")
    said = stage.presses("red", first)
    assert said[0].startswith(stage.written_key("engine.old-button"))
    assert stage.values == {"colour": "green"}
    assert stage.place == ["talk:town"]


def test_a_button_of_an_ended_talk_answers_nothing() -> None:
    stage = Stage(COLOUR)
    stage.start("talk")
    old = stage.question
    stage.presses("green")
    stage.types("Assen")
    assert stage.presses("red", old) == [stage.written_key("engine.old-button")]
    stage.passes(days=1)
    stage.start("talk")
    stage.presses("no", old)
    assert stage.values == {"colour": "green", "town": "Assen"}


def test_a_choice_may_have_the_name_of_a_command() -> None:
    script = """
        script: talk
        title: T
        steps:
          - ask: Wat wilt u weten?
            fact: result_next
            choices: {why: Wat zijn de redenen?, done: Klaar}
            unknown button: no
            then: {why: reasons, otherwise: bye}
          - id: reasons
            say: Dit zijn de redenen.
          - id: bye
            say: Dag.
        """
    stage = Stage(script)
    stage.start("talk")
    assert stage.presses("why") == ["Dit zijn de redenen.", "Dag."]


@pytest.mark.parametrize("choice", ["purple", "", "red,green", "again", "9" * 5000])
def test_a_button_that_is_not_there_changes_nothing(stage: Stage, choice: str) -> None:
    stage.presses(choice)
    assert stage.values == {}
    assert stage.place == ["talk:colour"]


def test_several_choices_are_pressed_together() -> None:
    script = "script: talk\ntitle: T\nsteps:\n  - ask: Welk fruit?\n    fact: fruits\n"
    stage = Stage(script)
    stage.start("talk")
    stage.presses("plum,apple")
    assert stage.values == {"fruits": ("apple", "plum")}
