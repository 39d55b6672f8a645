"""An answer that is not certain: asked back, and taken only when the client says so."""

from datetime import date

import pytest

from tests.fixtures import Stage

LIGHT = """
script: talk
title: Kleuren
steps:
  - id: colour
    ask: Welke kleur?
    fact: colour
  - say: Dank u.
"""


@pytest.fixture
def doubtful() -> Stage:
    """Return a talk in which a colour was named with a word that may change it."""
    stage = Stage(LIGHT)
    stage.start("talk")
    stage.types("misschien groen")
    return stage


def test_in_doubt_is_asked_what_was_meant(doubtful: Stage) -> None:
    assert doubtful.said == ["Bedoelt u: Groen?"]
    assert doubtful.buttons == ["yes", "no"]
    assert doubtful.values == {}


@pytest.mark.parametrize("text", ["ja", "ja hoor", "1", "groen"])
def test_a_yes_to_what_was_meant_is_the_answer(doubtful: Stage, text: str) -> None:
    assert doubtful.types(text) == ["Dank u."]
    assert doubtful.values == {"colour": "green"}


def test_a_no_to_what_was_meant_puts_the_question_again(doubtful: Stage) -> None:
    assert doubtful.types("nee") == ["Welke kleur?"]
    assert doubtful.values == {}


@pytest.mark.parametrize("text", ["nee, rood", "rood"])
def test_another_answer_than_was_meant_is_taken(doubtful: Stage, text: str) -> None:
    doubtful.types(text)
    assert doubtful.values == {"colour": "red"}


def test_an_old_button_takes_nothing_that_may_be_meant(doubtful: Stage) -> None:
    doubtful.presses("red")
    assert doubtful.values == {}


def test_between_two_answers_the_client_chooses() -> None:
    stage = Stage(LIGHT)
    stage.start("talk")
    assert stage.types("groen of rood") == [stage.written_key("engine.perhaps-one")]
    assert stage.buttons == ["perhaps-1", "perhaps-2", "none-of-these"]


@pytest.mark.parametrize("text", ["2", "de tweede", "nummer 2", "groen"])
def test_a_number_counts_the_answers_that_are_shown(text: str) -> None:
    stage = Stage(LIGHT)
    stage.start("talk")
    stage.types("lichtblauw of groen, misschien")
    assert stage.buttons == ["perhaps-1", "perhaps-2", "none-of-these"]
    stage.types({"2": "1", "de tweede": "de eerste", "nummer 2": "nummer 1"}.get(text, text))
    assert stage.values == {"colour": "green"}


def test_none_of_what_may_be_meant_puts_the_question_again() -> None:
    stage = Stage(LIGHT)
    stage.start("talk")
    stage.types("groen of rood")
    assert stage.types("geen van deze") == ["Welke kleur?"]


def test_a_day_that_was_probably_meant_is_kept_as_a_date() -> None:
    stage = Stage("script: talk\ntitle: T\nsteps:\n  - {ask: Wanneer?, fact: born}\n")
    stage.start("talk")
    assert stage.types("eind maart") == ["Bedoelt u: 31 maart 2027?"]
    stage.types("ja")
    assert stage.values == {"born": date(2027, 3, 31)}


def test_of_two_numbers_the_client_chooses() -> None:
    stage = Stage("script: talk\ntitle: T\nsteps:\n  - {ask: Hoeveel?, fact: children}\n")
    stage.start("talk")
    stage.types("3 of 4")
    stage.types("4")
    assert stage.values == {"children": 4}


@pytest.mark.parametrize("way_out", ["geen van deze", "4"])
def test_the_way_out_is_never_a_choice_with_a_name_like_it(way_out: str) -> None:
    stage = Stage("script: talk\ntitle: T\nsteps:\n  - {ask: Welk paspoort?, fact: residence}\n")
    stage.start("talk")
    stage.types("nederlands paspoort of iets anders")
    assert stage.buttons == ["perhaps-1", "perhaps-2", "perhaps-3", "none-of-these"]
    stage.types(way_out)
    assert stage.values == {}


@pytest.mark.parametrize(("text", "figure"), [("niet 3", "1"), ("nee geen 2", "2")])
def test_a_figure_is_an_answer_and_not_the_number_of_yes_or_no(text: str, figure: str) -> None:
    stage = Stage("script: talk\ntitle: T\nsteps:\n  - {ask: Hoeveel?, fact: children}\n")
    stage.start("talk")
    stage.types(text)
    stage.types(figure)
    assert stage.values == {"children": int(figure)}


CONSENT = """
script: talk
title: Toestemming
steps:
  - id: consent
    ask: Mag ik u schrijven?
    fact: consent_contact
    unknown button: no
"""


@pytest.fixture
def consenting() -> Stage:
    """Return a talk in which somebody said what may be a yes to a question for consent."""
    stage = Stage(CONSENT)
    stage.start("talk")
    stage.types("nee hoor, prima")
    return stage


def test_a_yes_that_is_not_sure_is_no_consent(consenting: Stage) -> None:
    assert consenting.said == ["Bedoelt u: Ja?"]
    assert consenting.values == {}


@pytest.mark.parametrize(("text", "agreed"), [("ja", True), ("nee", False), ("nee hoor", False)])
def test_what_was_meant_is_the_answer_to_consent(
    consenting: Stage, text: str, agreed: bool
) -> None:
    consenting.types(text)
    assert consenting.values == {"consent_contact": agreed}


def test_a_yes_in_part_to_what_was_meant_is_no_consent(consenting: Stage) -> None:
    consenting.types("ja maar alleen met UWV")
    assert consenting.values == {}


DAY = """
script: talk
title: Dag
steps:
  - {id: day, ask: Welke dag?, fact: ww_end, must be: near}
"""


def test_a_day_after_a_no_is_the_next_one_that_is_asked_about() -> None:
    stage = Stage(DAY)
    stage.start("talk")
    stage.types("5 mei")
    assert stage.types("nee 4 mei") == ["Bedoelt u: 4 mei 2027?"]


NAME = "script: talk\ntitle: T\nsteps:\n  - {id: n, ask: Naam?, fact: first_name}\n"


def test_who_does_not_know_a_name_has_none() -> None:
    stage = Stage(NAME)
    stage.start("talk")
    stage.commands("unknown")
    assert stage.values == {}


def test_a_name_may_follow_a_no() -> None:
    stage = Stage(NAME)
    stage.start("talk")
    stage.types("ik ben ziek")
    stage.types("nee, Ans")
    assert stage.values == {"first_name": "Ans"}
