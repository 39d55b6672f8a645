"""The figures: everybody in one place of each way, and nothing small in what is shown."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clients import Anchor, Client, ClientFile
from bot.dialogue.facts import Fact, Value
from bot.figures import (
    CHAINS,
    ENDS,
    NOT_KNOWN,
    REST,
    WHOLE,
    Line,
    Person,
    ProgrammeFigures,
    figures,
    person,
)
from bot.invitations import CodesOfMonth
from bot.records import Milestone, MilestoneKind, Outcome
from scheduler.calendar import Calendar

NOW = datetime(2027, 3, 8, 12, tzinfo=UTC)
TODAY = NOW.date()


def counted(
    *outcomes: str,
    reached: tuple[MilestoneKind, ...] = (),
    ww_end: date | None = None,
    **known: Value,
) -> Person:
    """Return what is counted of a client with these answers."""
    anchors = {"ww_end": Anchor(ww_end)} if ww_end else {}
    facts = {name: Fact(value, NOW, "test") for name, value in known.items()}
    file = ClientFile(Client("anna", "north", NOW, anchors=anchors), facts)
    milestones = [Milestone("anna", kind, NOW) for kind in reached]
    told = [Outcome("anna", kind, NOW) for kind in outcomes]
    return person(file, milestones, told, TODAY, Calendar())


def crowd(seed: int) -> list[Person]:
    """Return people of two programmes, spread unevenly; the same ones for the same seed."""
    chance = Random(seed)  # noqa: S311 - people for a test
    months = ["2027-01", "2027-02", "2027-03", NOT_KNOWN]
    people = []
    for _ in range(chance.randint(10, 120)):
        parts = {
            "month": months[min(int(chance.expovariate(1)), 3)],
            "municipality": chance.choice(["Tilburg", "Assen", NOT_KNOWN]),
            "group": chance.choice(["youth", "sick", REST]),
        }
        places = {
            chain: names[min(int(chance.expovariate(0.7)), len(names) - 1)]
            for chain, names in CHAINS.items()
        }
        if places["after-3"] == "not-due-3":
            places["after-6"] = "not-due-6"
        people.append(Person(chance.choice(["north", "south"]), parts, places))
    return people


PEOPLE = st.integers(min_value=0).map(crowd)
FEW_TIMES = settings(max_examples=30)


def lines(found: tuple[ProgrammeFigures, ...]) -> list[Line]:
    """Return every line that is published."""
    totals = [each.total for each in found if each.total]
    return totals + [line for each in found for parts in each.by.values() for line in parts]


@pytest.mark.parametrize(
    ("known", "group"),
    [
        ({"birth_date": date(2003, 1, 1), "reported_sick": True}, "youth"),
        ({"birth_date": date(1980, 1, 1), "ww_months": 3}, "short-ww"),
        ({"ww_months": 4, "self_employed": True}, "self-employed"),
        ({"work_disability": True, "reported_sick": True}, "work-disability"),
        ({"reported_sick": True}, "sick"),
        ({"ww_months": "unknown"}, "rest"),
    ],
)
def test_the_first_group_that_fits_counts(known: dict[str, Any], group: str) -> None:
    assert counted(**known).parts["group"] == group


def test_age_is_that_of_the_last_day_of_the_ww() -> None:
    born = date(2000, 6, 1)
    assert counted(birth_date=born, ww_end=date(2027, 5, 31)).parts["group"] == "youth"
    assert counted(birth_date=born, ww_end=date(2027, 6, 1)).parts["group"] == "rest"


def test_the_month_is_that_of_the_date_or_of_the_invitation() -> None:
    month = date(2027, 6, 1)
    assert counted(ww_end=date(2027, 7, 31), ww_end_month=month).parts["month"] == "2027-07"
    assert counted(ww_end_month=month).parts["month"] == "2027-06"
    assert counted(ww_end_month="unknown").parts["month"] == NOT_KNOWN


def test_the_furthest_place_counts() -> None:
    places = counted("bijstand", reached=("attended", "checked", "likely")).places
    assert (places["check"], places["session"]) == ("likely", "attended")
    assert (places["guidance"], places["end"]) == ("not-guided", "bijstand")


@FEW_TIMES
@given(PEOPLE)
def test_what_is_shown_of_one_part_adds_up_to_its_people(people: list[Person]) -> None:
    for line in lines(figures(people, ())):
        for places in (each for each in CHAINS.values() if each[0] in line.counts):
            shown = [line.counts[place] for place in places]
            together = sum(count or 0 for count in shown)
            assert together == line.n if None not in shown else together <= line.n - 5


@FEW_TIMES
@given(PEOPLE)
def test_every_number_is_the_people_whom_it_says(people: list[Person]) -> None:
    for each in figures(people, ()):
        own = [one for one in people if one.programme == each.programme]
        for line in [each.total] if each.total else []:
            for name in ENDS:
                right = sum(one.places["end"] == name for one in own)
                assert line.counts[name] in (right, None)
            for name, (chain, place) in WHOLE.items():
                right = sum(one.places[chain] != place for one in own)
                assert line.counts.get(name) in (right, None)


@FEW_TIMES
@given(PEOPLE)
def test_the_parts_of_a_division_hold_everybody_once(people: list[Person]) -> None:
    for each in figures(people, ()):
        for parts in each.by.values():
            assert each.total is not None
            assert sum(line.n for line in parts) == each.total.n
            assert min(line.n for line in parts) >= 10


@FEW_TIMES
@given(PEOPLE)
def test_no_number_that_is_shown_is_small(people: list[Person]) -> None:
    shown = [count for line in lines(figures(people, ())) for count in line.counts.values()]
    assert not any(count is not None and 0 < count < 5 for count in shown)


@FEW_TIMES
@given(PEOPLE)
def test_numbers_of_which_one_holds_the_other_do_not_tell_of_few(people: list[Person]) -> None:
    pairs = (("checked", "likely"), ("registered", "attended"), ("due-3", "due-6"))
    for line in lines(figures(people, ())):
        for whole, part in pairs:
            larger, smaller = line.counts.get(whole), line.counts.get(part)
            assert larger is None or smaller is None or not 0 < larger - smaller < 5


@FEW_TIMES
@given(PEOPLE, st.lists(st.integers(0, 12), min_size=4, max_size=4))
def test_how_many_did_not_come_is_never_told_of_few(people: list[Person], left: list[int]) -> None:
    months = [date(2027, number, 1) for number in range(1, 5)]
    codes = [CodesOfMonth("north", *each, 0) for each in zip(months, left, strict=True)]
    for each in figures(people, codes):
        for line in [*([each.total] if each.total else []), *each.by.get("month", ())]:
            invited = line.counts["invited"]
            assert invited is None or not 0 < invited - line.n < 5


def test_a_programme_with_few_people_has_no_figures() -> None:
    (found,) = figures([counted("work") for _ in range(9)], ())
    assert found == ProgrammeFigures("north", None)


def test_invited_are_those_who_entered_and_the_codes_left_over() -> None:
    people = [counted(ww_end=date(2027, 1, 31)) for _ in range(12)]
    codes = [CodesOfMonth("north", date(2027, 1, 1), 30, 10)]
    (found,) = figures(people, codes)
    assert found.total is not None
    assert found.total.counts["invited"] == 32
