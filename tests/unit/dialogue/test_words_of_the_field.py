"""What people say in their own words at the questions that ship, as trials with people showed."""

import pytest

from bot.dialogue.answers import PARSERS, NotUnderstood, Question
from bot.dialogue.answers.named import named_in
from tests.fixtures import NOW, Stage, shipped


def talks(script: str, text: str) -> list[str]:
    """Begin a shipped script and say one thing; return what is said."""
    stage = Stage(shipped().scripts[script])
    stage.start(script)
    return stage.types(text)


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


def meant_or_heard(fact: str, text: str) -> object:
    """Return what a text means under a shipped question, or else what is heard in it."""
    read = meant(fact, text)
    heard = named_in(text, shipped().facts[fact].heard, shipped().vocabulary)
    return heard if isinstance(read, NotUnderstood) else read


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
    (asked,) = stage.types("12000")
    assert asked.replace("\u00a0", " ") == (
        "Ik zoek een bedrag per maand. / Net koos u “Minder dan € 3.000”. Is het dan € 12.000?"
    )
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ik ben ziek", "Gezondheid gaat voor"),
        ("ik ben aangenomen!", "gefeliciteerd"),
        ("ik begin maandag bij de Albert Heijn", "gefeliciteerd"),
        ("schulden", "helpt gratis bij schulden"),
        ("mijn moeder is overleden", "Gecondoleerd"),
        ("ik heb geen werk gevonden", "Zo'n week is er soms"),
        ("ik heb niet gesolliciteerd", "Zo'n week is er soms"),
        ("ik ga bevallen in januari", "Vraag uw verlof op tijd aan"),
    ],
)
def test_news_in_own_words_leads_to_the_right_place(text: str, said: str) -> None:
    assert said in talks("weekly-check-in", text)[0]


def test_what_is_denied_is_not_taken_as_told() -> None:
    assert "Gezondheid" not in talks("weekly-check-in", "ik ben niet ziek")[0]


@pytest.mark.parametrize("text", ["ik ben ziek", "mn rug"])
def test_what_was_in_the_way_is_heard_in_own_words(text: str) -> None:
    assert meant_or_heard("obstacle", text) == "health"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("nog niks gehoord", "bijstand_in_progress"), ("het is afgewezen", "bijstand_refused")],
)
def test_how_an_application_went_is_heard_in_own_words(text: str, outcome: str) -> None:
    assert meant_or_heard("outcome", text) == outcome


@pytest.mark.parametrize("text", ["afgewezen", "mijn aanvraag is geweigerd"])
def test_a_refused_application_is_taken_as_told_and_offers_a_person(text: str) -> None:
    stage = Stage(shipped().scripts["outcome"])
    stage.start("outcome")
    assert "Wilt u dat uw adviseur u belt?" in stage.types(text)[-1]
    assert stage.values["outcome"] == "bijstand_refused"
