"""A municipality is found by what a client types; one without a profile gets the general one."""

import pytest

from bot.municipalities import GENERIC, Municipalities, Municipality
from tests.fixtures import shipped


def profile(name: str, *covers: str) -> Municipality:
    return Municipality(name, name.title(), covers, f"bij {name}", (), ())


TWO = Municipalities(
    {GENERIC: profile(GENERIC), "assen": profile("assen", "Assen")},
    {"assen": "Assen", "emmen": "Emmen", "s hertogenbosch": "'s-Hertogenbosch"},
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Assen", "Assen"),
        (" ASSEN! ", "Assen"),
        ("gemeente Emmen", "Emmen"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("s hertogenbos", "'s-Hertogenbosch"),
        ("Atlantis", ""),
        ("", ""),
        ("a" * 10_000, ""),
    ],
)
def test_a_name_is_found_as_typed(typed: str, name: str) -> None:
    assert TWO.named(typed) == name


@pytest.mark.parametrize(
    ("typed", "found"), [("assen", "assen"), ("emmen", GENERIC), ("Atlantis", GENERIC)]
)
def test_the_profile_is_that_of_the_municipality_or_the_general_one(typed: str, found: str) -> None:
    assert TWO.profile(typed).id == found


@pytest.mark.parametrize("typed", ["Groningen", "den haag", "Den Bosch", "Súdwest-Fryslân"])
def test_what_is_shipped_knows_the_municipalities(typed: str) -> None:
    municipalities = shipped().municipalities
    assert municipalities.named(typed) != ""
    assert municipalities.profile(typed).where != ""
