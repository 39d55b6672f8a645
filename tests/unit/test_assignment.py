"""Who gets a client: whoever stays, fits and has room, the same every time."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advisers import ROLES, SECTORS, Adviser
from bot.assignment import Assignment, Wish, assign, improve

TOWNS = ("Groningen", "Assen", "Tilburg")
LANGUAGES = ("en", "ar", "pl")
ANYBODY = Wish("p")


def adviser(name: str = "karin", **more: object) -> Adviser:
    return Adviser(name, name.title(), "UWV", ("p",), **more)  # type: ignore[arg-type]


def given_to(assignment: Assignment | None) -> str:
    return assignment.adviser.id if assignment else ""


def keys(assignment: Assignment | None) -> list[str]:
    return [reason.key for reason in assignment.reasons] if assignment else []


def some(options: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw a few of these, or none."""
    return st.lists(st.sampled_from(options), unique=True).map(tuple)


@st.composite
def teams(draw: st.DrawFn) -> list[Adviser]:
    """Draw up to six advisers, each with their own town, sector, language and limit."""
    return [
        adviser(
            f"a{number}",
            role=draw(st.sampled_from(ROLES)),
            sectors=draw(some(SECTORS)),
            municipalities=draw(some(TOWNS)),
            languages=draw(some(LANGUAGES)),
            caseload_limit=draw(st.integers(1, 5)),
        )
        for number in range(draw(st.integers(1, 6)))
    ]


LOADS = st.fixed_dictionaries({f"a{number}": st.integers(0, 6) for number in range(6)})
WISHES = st.builds(
    Wish,
    programme=st.just("p"),
    municipality=st.sampled_from(("", *TOWNS)),
    sector=st.sampled_from(("", *SECTORS)),
    language=st.sampled_from(("nl", *LANGUAGES)),
    age=st.sampled_from((None, 19, 26, 27, 58)),
)


@given(WISHES, teams(), LOADS)
def test_whoever_has_a_client_keeps_that_client(
    wish: Wish, team: list[Adviser], loads: dict[str, int]
) -> None:
    for each in team:
        assert given_to(assign(wish, team, loads, each.id)) == each.id


@given(WISHES, teams(), LOADS, st.randoms(use_true_random=False))
def test_the_order_of_the_advisers_does_not_matter(
    wish: Wish, team: list[Adviser], loads: dict[str, int], chance: "object"
) -> None:
    shuffled = list(team)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random of Hypothesis
    assert assign(wish, team, loads) == assign(wish, shuffled, loads)


@given(WISHES, teams(), LOADS)
def test_nobody_who_is_full_gets_a_client_while_another_has_room(
    wish: Wish, team: list[Adviser], loads: dict[str, int]
) -> None:
    free = {each.id for each in team if loads[each.id] < each.limit}
    chosen = assign(wish, team, loads)
    assert not free or given_to(chosen) in free
    assert ("all-full" in keys(chosen)) == (not free and len(team) > 1)


@given(WISHES, teams(), LOADS)
def test_whoever_fits_in_everything_and_has_room_is_not_passed_over(
    wish: Wish, team: list[Adviser], loads: dict[str, int]
) -> None:
    fit = {each.id for each in team if _fits(each, wish) and loads[each.id] < each.limit}
    assert not fit or given_to(assign(wish, team, loads)) in fit


def _fits(each: Adviser, wish: Wish) -> bool:
    return (
        (each.role == ("youth-coach" if wish.young else "adviser"))
        and (wish.language == "nl" or wish.language in each.languages)
        and (not wish.municipality or wish.municipality in (each.municipalities or TOWNS))
        and (not wish.sector or wish.sector in (each.sectors or SECTORS))
    )


@given(st.integers(2, 5), st.integers(1, 60))
def test_people_who_can_do_the_same_get_as_many_clients(people: int, clients: int) -> None:
    team = [adviser(f"a{number}") for number in range(people)]
    loads = dict.fromkeys((each.id for each in team), 0)
    for _ in range(clients):
        loads[given_to(assign(ANYBODY, team, loads))] += 1
    assert max(loads.values()) - min(loads.values()) <= 1


@given(WISHES, teams(), LOADS)
def test_a_better_adviser_is_never_improved_upon(
    wish: Wish, team: list[Adviser], loads: dict[str, int]
) -> None:
    better = improve(wish, team, loads, "a0")
    assert better is None or improve(wish, team, loads, better.adviser.id) is None


def test_half_full_counts_by_what_somebody_can_have() -> None:
    team = [adviser("anna", caseload_limit=10), adviser("ben", caseload_limit=40)]
    assert given_to(assign(ANYBODY, team, {"anna": 6, "ben": 20})) == "ben"


@pytest.mark.parametrize(("age", "name"), [(26, "yara"), (27, "karin"), (None, "karin")])
def test_who_is_under_27_goes_to_a_youth_coach(age: int | None, name: str) -> None:
    team = [adviser(), adviser("yara", role="youth-coach")]
    assert given_to(assign(Wish("p", age=age), team, {"karin": 0, "yara": 0})) == name


@pytest.mark.parametrize(
    ("more", "wish", "reason"),
    [
        ({"languages": ("ar",)}, Wish("p", language="ar"), "fits-language"),
        ({"municipalities": ("Assen",)}, Wish("p", municipality="Assen"), "fits-municipality"),
        ({"sectors": ("care",)}, Wish("p", sector="care"), "fits-sector"),
    ],
    ids=["language", "municipality", "sector"],
)
def test_says_why_somebody_fits(more: dict[str, object], wish: Wish, reason: str) -> None:
    other = adviser("anna", sectors=("physical",), municipalities=("Tilburg",))
    chosen = assign(wish, [other, adviser("zoe", **more)], {"zoe": 9})
    assert (given_to(chosen), keys(chosen)) == ("zoe", [reason, "most-room"])


def test_says_what_nobody_can_do_and_who_is_full() -> None:
    team = [
        adviser("anna", sectors=("care",), caseload_limit=1),
        adviser("ben", sectors=("other",)),
    ]
    chosen = assign(Wish("p", sector="care", language="pl"), team, {"anna": 1})
    assert (given_to(chosen), keys(chosen)[:2]) == ("ben", ["nobody-language", "no-room-sector"])


def test_a_better_fit_is_found_when_more_is_known() -> None:
    team = [adviser("anna", sectors=("care",)), adviser("ben", sectors=("technical",))]
    better = improve(Wish("p", sector="technical"), team, {"ben": 70}, "anna")
    assert (given_to(better), keys(better)[0]) == ("ben", "better")
    assert improve(Wish("p"), team, {"anna": 70}, "anna") is None


@pytest.mark.parametrize(
    "team",
    [[], [adviser(left=True)], [replace(adviser(), programmes=("other",))]],
    ids=["nobody", "left", "another programme"],
)
def test_without_anybody_for_the_programme_there_is_no_adviser(team: Sequence[Adviser]) -> None:
    assert assign(ANYBODY, team, {}, "karin") is None
