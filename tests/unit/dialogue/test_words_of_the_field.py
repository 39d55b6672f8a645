"""What people say in their own words at the questions that ship, as trials with people showed."""

import pytest

from bot.dialogue.answers import PARSERS, Question
from tests.fixtures import NOW, shipped


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
