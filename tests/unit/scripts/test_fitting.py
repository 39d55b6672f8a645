"""For whom a programme and its rules are, by what is known of a client."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.dialogue.facts import UNKNOWN, Fact, Value
from bot.scripts.fitting import deciding_facts, is_for, selection, with_values
from scheduler.calendar import AMSTERDAM
from scheduler.hours import Window
from scheduler.rules import Criterion, Enrolment, Offset, Programme, Rule
from tests.fixtures import shipped

NOW = datetime(2027, 3, 8, 10, tzinfo=AMSTERDAM)
DECLARED = shipped().facts
ADULT = Criterion("age >= 21", "birth_date")
LOCAL = Criterion('municipality == "Groningen"', "municipality")


def rule(only_for: str = "", unless: str = "") -> Rule:
    at, month = Window(time(10), time(11)), Offset(-1, "months")
    return Rule(
        id="r",
        script="s",
        anchor="ww_end",
        offset=month,
        at=at,
        useful_for=month,
        only_for=only_for,
        unless=unless,
    )


def programme(*criteria: Criterion, rules: tuple[Rule, ...] = ()) -> Programme:
    enrolment = Enrolment(Offset(-6, "months"), Offset(0, "days"))
    return Programme(id="p", title="", rules=rules, enrolment=enrolment, selection=criteria)


def known(**values: Value) -> dict[str, Fact]:
    return {name: Fact(value, NOW, "test") for name, value in values.items()}


@pytest.mark.parametrize(
    ("facts", "selected", "about"),
    [
        ({}, "ask", "municipality"),
        ({"municipality": "Assen"}, "no", "municipality"),
        ({"municipality": "Groningen"}, "ask", "birth_date"),
        ({"municipality": "Groningen", "birth_date": date(2006, 3, 8)}, "yes", ""),
        ({"municipality": "Groningen", "birth_date": date(2006, 3, 9)}, "no", "birth_date"),
        ({"municipality": "Groningen", "birth_date": UNKNOWN}, "yes", ""),
        ({"birth_date": date(2010, 1, 1)}, "no", "birth_date"),
    ],
)
def test_selects_by_what_is_known(facts: dict[str, Value], selected: str, about: str) -> None:
    chosen, criterion = selection(programme(LOCAL, ADULT), DECLARED, known(**facts), NOW.date())
    assert (chosen, criterion.ask if criterion else "") == (selected, about)


def test_everybody_is_selected_where_nothing_is_asked() -> None:
    assert selection(programme(), DECLARED, {}, NOW.date()) == ("yes", None)


@pytest.mark.parametrize(
    ("conditions", "facts", "fits"),
    [
        ({}, {}, True),
        ({"only_for": "age < 27"}, {}, False),
        ({"only_for": "age < 27"}, {"birth_date": date(2001, 1, 1)}, True),
        ({"unless": "age < 27"}, {}, True),
        ({"unless": "age < 27"}, {"birth_date": date(2001, 1, 1)}, False),
        ({"unless": 'selected == "no"'}, {"municipality": "Assen"}, False),
        ({"unless": 'selected == "no"'}, {"municipality": "Groningen"}, True),
    ],
)
def test_a_rule_fits(conditions: dict[str, str], facts: dict[str, Value], fits: bool) -> None:
    asked = is_for(programme(LOCAL), DECLARED, known(**facts), NOW)
    assert asked(rule(**conditions)) is fits


def test_names_the_answers_that_decide() -> None:
    names = set(deciding_facts(programme(LOCAL, rules=(rule(only_for="age < 27"),)), DECLARED))
    assert names == {"municipality", "birth_date"}


def test_values_of_another_programme_are_forgotten() -> None:
    old = {"applications_goal": Fact(10, NOW, "programme"), "mood": Fact("good", NOW, "client")}
    facts = with_values(replace(programme(), values={"attendance": "x"}), old, NOW)
    assert {name: fact.value for name, fact in facts.items()} == {"mood": "good", "attendance": "x"}
