"""What people say in their own words at the questions that ship, as trials with people showed."""

import pytest

from bot.dialogue.answers import PARSERS, NotUnderstood, Question
from tests.fixtures import NOW, Stage, shipped


def meant(fact: str, text: str, choices: tuple[str, ...] = ()) -> object:
    """Return what a text means under a shipped question, with some of its choices."""
    declared = shipped().facts[fact]
    shown = {
        choice: label
        for choice, label in declared.choices.items()
        if choice in choices or not choices
    }
    asked = Question(shipped().vocabulary, NOW.date(), shown, also=declared.also)
    return PARSERS[declared.kind](text, asked)


@pytest.mark.parametrize("text", ["nee niks veranderd", "niks", "er is niets veranderd"])
def test_nothing_has_changed_in_own_words(text: str) -> None:
    assert meant("changed", text) == "same"


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [("1 broer en zijn vrouw", (1, 2)), ("2 broers en hun vrouwen en een neef", ())],
)
def test_a_number_beside_others_is_asked_back(text: str, perhaps: tuple[int, ...]) -> None:
    read = meant("housemates_27", text)
    assert isinstance(read, NotUnderstood)
    assert not perhaps or read.perhaps == perhaps


@pytest.mark.parametrize("text", ["2 broers", "2, mijn broer en zijn vrouw", "1 huisgenoot"])
def test_a_number_that_counts_all_is_taken(text: str) -> None:
    assert meant("housemates_27", text) == int(text[0])


AMOUNTS = """
    script: amounts
    title: Bedragen
    steps:
      - ask: Welk inkomen heeft u?
        fact: income_range
        apart:
          - words: [zorgtoeslag]
            say: Toeslagen tellen niet mee.
      - ask: Hoeveel is dat?
        fact: income
        within: income_range
        hint: Ik zoek een bedrag per maand.
      - say: Dank u.
    """


@pytest.fixture
def stage() -> Stage:
    stage = Stage(AMOUNTS)
    stage.start("amounts")
    return stage


def test_an_amount_outside_the_chosen_range_is_asked_back(stage: Stage) -> None:
    stage.types("minder dan 3000")
    assert stage.types("12000") == [
        "Ik zoek een bedrag per maand. / Net koos u “Minder dan € 3.000”. Is het dan € 12.000?"
    ]
    assert "income" not in stage.facts


def test_an_amount_outside_the_range_that_is_said_twice_is_taken(stage: Stage) -> None:
    stage.types("minder dan 3000")
    stage.types("12000")
    assert stage.types("ja") == ["Dank u."]


def test_an_amount_inside_the_chosen_range_is_taken(stage: Stage) -> None:
    stage.types("minder dan 3000")
    assert stage.types("1200") == ["Dank u."]


def test_what_does_not_count_is_no_answer(stage: Stage) -> None:
    assert stage.types("alleen zorgtoeslag 120")[0].startswith("Toeslagen tellen niet mee. / ")
    assert "income_range" not in stage.facts
