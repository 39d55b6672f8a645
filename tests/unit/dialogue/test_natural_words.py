"""Closed questions in people's own words: taken when certain, asked back in doubt, not guessed."""

from datetime import date
from decimal import Decimal

import pytest

from bot.dialogue.answers import PARSERS, NotUnderstood, Question
from bot.dialogue.facts import Value
from bot.dialogue.vocabulary import one_slip
from tests.fixtures import shipped

WORDS = shipped().vocabulary
TODAY = date(2027, 3, 8)
"""A Monday."""


def read(fact: str, text: str, must_be: str = "", **also: str) -> Value | NotUnderstood:
    """Read an answer to a shipped fact."""
    declared = shipped().facts[fact]
    asked = Question(
        *(WORDS, TODAY, declared.choices),
        must_be=must_be,
        also={**declared.also, **also},
        amounts=declared.amounts,
        brief=declared.brief,
        reading=declared.reading,
    )
    return PARSERS[declared.kind](text, asked)


def perhaps(fact: str, text: str, must_be: str = "") -> tuple[Value, ...]:
    """Return what an answer may mean; it must not have been taken."""
    answer = read(fact, text, must_be)
    assert isinstance(answer, NotUnderstood)
    return answer.perhaps


TAKEN = [
    ("home_situation", "ik woon alleen", "alone"),
    ("home_situation", "Ik woon gewoon alleen hoor!", "alone"),
    ("home_situation", "ik denk met mijn partnr", "partner"),
    ("home_situation", "nummer 2", "partner"),
    ("home_situation", "de eerste", "alone"),
    ("home_situation", "de derde optie graag", "children"),
    ("home_situation", "antwoord twee", "partner"),
    ("home_situation", "ik heb geen vaste plek hoor", "no_home"),
    ("digid", "nee hoor", "none"),
    ("digid", "nee die heb ik niet", "none"),
    ("cv_ready", "ik heb geen cv", "none"),
    ("wants_guidance", "ja hoor", "yes"),
    ("wants_guidance", "nee dank je", "no"),
    ("wants_guidance", "doe maar", "yes"),
    ("ready", "ja doe maar", "begin"),
    ("session_keep", "ja ik kom graag", "keep"),
    ("obstacle", "ik denk de kinderen", "family"),
    ("mood", "heel goed", "good"),
    ("mood", "niet zo goed", "bad"),
    ("pause_choice", "twee weken", "2_weeks"),
    ("income_range", "150 euro per maand ongeveer", "below"),
    ("money_range", "minder dan 5000 dus", "low"),
]


@pytest.mark.parametrize(("fact", "text", "choice"), TAKEN)
def test_an_answer_in_a_sentence_is_taken(fact: str, text: str, choice: str) -> None:
    assert read(fact, text) == choice


ASKED_BACK = [
    ("home_situation", "mijn kinderen", ("children",)),
    ("ww_end", "niet 30 juni 2027", (date(2027, 6, 30),)),
    (
        "ww_end",
        "begon op 1 januari 2026 en eindigt 30 juni 2027",
        (date(2026, 1, 1), date(2027, 6, 30)),
    ),
    ("ww_end", "30 juni 2027 of 31 juli", (date(2027, 6, 30),)),
    ("income", "20 uur", (Decimal(20),)),
    ("income", "60 procent", (Decimal(60),)),
    ("obstacle", "gelt", ("money",)),
    ("home_situation", "alleen of met mijn partner", ("alone", "partner")),
    ("home_situation", "misschien alleen", ("alone",)),
    ("home_situation", "alleen, geen partner", ("alone", "children", "others")),
    ("home_situation", "geen partner", ("others", "children")),
    ("home_situation", "ik woon alleen met mijn hond", ("alone",)),
    ("outcome_first", "ik had werk", ("work",)),
    ("outcome_first", "inkomen", ("other_income",)),
    ("wants_apply", "nee", ("have_work", "other_income", "not_now")),
    ("income_range", "achthonderd euro", ("below",)),
    ("money_range", "minder dan vijfduizend", ("low",)),
    ("session_keep", "kan niet", ("cancel",)),
    ("income_range", "ik krijg geen 3500", ("above",)),
    ("applications", "2 of 3", (2, 3)),
    ("income", "ik heb niets", (Decimal(0),)),
    ("applications", "geen sollicitaties", (0,)),
    ("applications", "niet 4", (4,)),
    ("income", "twaalfhonderdvijftig euro", (Decimal(1250),)),
    ("income", "twee duizend", (Decimal(2000),)),
    ("income", "niet meer dan 900", (Decimal(900),)),
    ("first_name", "Hoe Chi", ("Hoe Chi",)),
    ("first_name", "Wat", ("Wat",)),
    ("first_name", "Jan2", ("Jan2",)),
    ("municipality_typed", "wat is WW?", ("wat is WW?",)),
]


@pytest.mark.parametrize(("fact", "text", "choices"), ASKED_BACK)
def test_in_doubt_is_asked_what_was_meant(fact: str, text: str, choices: tuple[Value, ...]) -> None:
    assert perhaps(fact, text) == choices


NOT_GUESSED = [
    ("home_situation", "niet alleen", "engine.denied"),
    ("home_situation", "ik woon niet meer alleen", "engine.denied"),
    ("home_situation", "allebei niet", "engine.denied"),
    ("home_situation", "ik", "engine.not-a-choice"),
    ("home_situation", "ik heb", "engine.not-a-choice"),
    ("home_situation", "nummer 9", "engine.not-a-choice"),
    ("session_keep", "ik kan", "engine.not-a-choice"),
    ("money_range", "meer dan 5000", "engine.not-a-range"),
    ("income", "3 honderd", "engine.not-an-amount"),
    ("session_keep", "ik kom niet", "engine.denied"),
    ("session_keep", "meld mij niet af, ik kan", "engine.denied"),
    ("wants_apply", "ik heb geen werk", "engine.denied"),
    ("wants_apply", "mag het", "engine.not-a-choice"),
    ("applications", "een paar", "engine.not-whole"),
    ("applications", "anderhalve dag", "engine.not-whole"),
    ("income", "200 euro per week", "engine.other-period"),
    ("income_range", "200 euro per week", "engine.other-period"),
    ("first_name", "a" * 41, "engine.not-brief"),
]


@pytest.mark.parametrize(("fact", "text", "phrase"), NOT_GUESSED)
def test_what_is_not_clear_is_not_guessed_at(fact: str, text: str, phrase: str) -> None:
    assert read(fact, text) == NotUnderstood(phrase)


@pytest.mark.parametrize(
    ("text", "agrees"),
    [("ik denk het wel", True), ("doe maar", True), ("nee dank je wel", False),
     ("doe maar niet", False), ("ik denk van niet", False)],
)  # fmt: skip
def test_an_everyday_yes_or_no_is_understood(text: str, agrees: bool) -> None:
    assert read("wants_person", text) is agrees


@pytest.mark.parametrize("text", ["ja maar ik heb geen tijd", "ja, zonder partner", "misschien"])
def test_a_yes_with_a_denial_is_neither(text: str) -> None:
    assert read("parents_help", text) == NotUnderstood("engine.not-yes-no")


DAYS = {
    "eind maart": date(2027, 3, 31),
    "1 desember": date(2027, 12, 1),
    "30 juni": date(2027, 6, 30),
    "begin februari": date(2027, 2, 1),
    "half juli 2028": date(2028, 7, 15),
    "eind februari": date(2027, 2, 28),
    "volgende week vrijdag": date(2027, 3, 19),
    "vrijdag": date(2027, 3, 12),
    "komende maandag": date(2027, 3, 15),
    "morgen": date(2027, 3, 9),
    "over 2 weken": date(2027, 3, 22),
    "over drie maanden": date(2027, 6, 8),
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_a_day_that_is_said_without_its_date_is_asked_back(text: str, day: date) -> None:
    assert perhaps("ww_end", text, "near") == (day,)


@pytest.mark.parametrize("text", ["12 mei", "volgende week", "eind", "over 5000 weken", "31 april"])
def test_a_day_that_cannot_be_known_is_not_guessed(text: str) -> None:
    assert perhaps("birth_date", text, "past") == ()


@pytest.mark.parametrize(
    ("said", "meant", "slip"),
    [("gelt", "geld", True), ("gedl", "geld", True), ("gel", "geld", True), ("gelld", "geld", True),
     ("geld", "geld", False), ("werk", "geld", False), ("onwel", "wel", False)],
)  # fmt: skip
def test_one_slip_is_one_letter(said: str, meant: str, slip: bool) -> None:
    assert one_slip(said, meant) is slip


def test_an_opposite_is_no_slip() -> None:
    assert read("special", "ik heb betaald verlof") == NotUnderstood("engine.not-choices")
