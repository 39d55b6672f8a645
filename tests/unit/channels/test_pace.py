"""The pace: the order in a lane never changes, nobody goes too soon, and nobody waits for ever."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.pace import Pace
from bot.messages import Weight

REST = 1.0
GAP = 0.25
"""Moments in these tests are quarters of seconds, so that sums are exact."""


@pytest.fixture
def pace() -> Pace[str]:
    return Pace(lane_rest=REST, gap=GAP)


def all_of(pace: Pace[str], now: float, *, takes: float = 0.0) -> list[tuple[float, str]]:
    """Take everything as soon as it may go, each gone after some seconds; return when it went."""
    went: list[tuple[float, str]] = []
    while len(pace):
        taken = pace.take(now)
        if taken is None:
            wait = pace.wait(now)
            assert wait is not None
            now += wait
            continue
        lane, item = taken
        went.append((now, item))
        pace.done(lane, now + takes)
    return went


def test_nothing_goes_where_nothing_waits(pace: Pace[str]) -> None:
    assert (pace.take(0), pace.wait(0), len(pace)) == (None, None, 0)


def test_a_lane_keeps_its_order_and_rests(pace: Pace[str]) -> None:
    for moment, (item, weight) in enumerate({"1": "planned", "2": "reply", "3": "urgent"}.items()):
        pace.put("a", item, weight, moment / 4)  # type: ignore[arg-type]  # each is a weight
    assert all_of(pace, 0.5) == [(0.5, "1"), (1.5, "2"), (2.5, "3")]


def test_a_lane_rests_from_the_end_of_what_went(pace: Pace[str]) -> None:
    pace.put("a", "1", "reply", 0)
    pace.take(0)
    pace.put("a", "2", "reply", 1)
    assert (pace.take(5), pace.wait(5)) == (None, None)
    pace.done("a", 5)
    assert (pace.take(5.75), pace.wait(5.75)) == (None, 0.25)
    assert pace.take(6) == ("a", "2")


def test_a_lane_rests_between_what_came_at_the_same_moment(pace: Pace[str]) -> None:
    for item in "123":
        pace.put("a", item, "reply", 0)
    assert all_of(pace, 0) == [(0, "1"), (1, "2"), (2, "3")]


def test_a_lane_that_fell_silent_rests_too(pace: Pace[str]) -> None:
    pace.put("a", "1", "reply", 0)
    pace.take(0)
    pace.done("a", 0)
    pace.put("a", "2", "urgent", 0.5)
    assert (pace.take(0.5), pace.wait(0.5)) == (None, 0.5)


def test_there_is_a_gap_between_lanes(pace: Pace[str]) -> None:
    for lane in "abc":
        pace.put(lane, lane, "reply", 0)
    assert all_of(pace, 0, takes=9) == [(0, "a"), (0.25, "b"), (0.5, "c")]


def test_urgent_goes_before_answers_and_these_before_what_was_planned(pace: Pace[str]) -> None:
    weights: tuple[Weight, ...] = ("planned", "reply", "urgent")
    for moment, weight in enumerate(weights):
        pace.put(weight, weight, weight, moment)
    assert [item for _, item in all_of(pace, 3)] == ["urgent", "reply", "planned"]


def test_what_weighs_the_same_goes_in_order_of_coming(pace: Pace[str]) -> None:
    for moment, lane in enumerate("dacb"):
        pace.put(lane, lane, "planned", moment / 4)
    assert [item for _, item in all_of(pace, 1)] == list("dacb")


def test_an_answer_pulls_what_stands_before_it_forward(pace: Pace[str]) -> None:
    pace.put("b", "earlier", "planned", 0)
    pace.put("a", "planned", "planned", 1)
    pace.put("a", "answer", "reply", 2)
    assert all_of(pace, 2) == [(2, "planned"), (2.25, "earlier"), (3, "answer")]


def test_what_was_planned_waits_half_a_minute_behind_a_stream_of_answers(pace: Pace[str]) -> None:
    pace.put("p", "planned", "planned", 0)
    went: dict[str, float] = {}
    for number in range(200):
        now = number * GAP
        pace.put(f"{number}", f"{number}", "reply", now)
        lane, item = pace.take(now) or ("", "")
        went[item] = now
        pace.done(lane, now)
    assert 30 <= went["planned"] <= 31
    assert len(went) == 200


def test_nothing_goes_while_all_are_held(pace: Pace[str]) -> None:
    pace.put("a", "1", "urgent", 0)
    pace.hold(10)
    pace.hold(5)
    assert (pace.take(9.75), pace.wait(4)) == (None, 6)
    assert pace.take(10) == ("a", "1")


def test_a_lane_that_has_rested_is_held_as_well(pace: Pace[str]) -> None:
    pace.put("a", "1", "reply", 0)
    pace.take(0)
    pace.put("a", "2", "reply", 0)
    pace.done("a", 0)
    pace.hold(10)
    assert pace.wait(0) == 10
    assert all_of(pace, 1) == [(10, "2")]


def test_what_comes_back_goes_again_before_the_rest_of_its_lane(pace: Pace[str]) -> None:
    pace.put("a", "1", "reply", 0)
    pace.take(0)
    pace.put("a", "2", "urgent", 0)
    pace.back("a", 60, 0)
    assert all_of(pace, 0) == [(60, "1"), (61, "2")]


def test_what_comes_back_waits_when_others_stood_behind_it(pace: Pace[str]) -> None:
    pace.put("a", "1", "reply", 0)
    pace.put("a", "2", "reply", 0.5)
    pace.take(0.5)
    pace.back("a", 60, 0.5)
    assert all_of(pace, 0.5) == [(60.5, "1"), (61.5, "2")]


def test_what_comes_back_at_once_rests_all_the_same(pace: Pace[str]) -> None:
    pace.put("a", "1", "reply", 0)
    pace.take(0)
    pace.back("a", 0, 0)
    assert all_of(pace, 0) == [(1, "1")]


def test_what_comes_back_holds_no_other_lane_up(pace: Pace[str]) -> None:
    pace.put("a", "1", "urgent", 0)
    pace.take(0)
    pace.back("a", 60, 0)
    pace.put("b", "2", "planned", 1)
    assert all_of(pace, 1) == [(1, "2"), (60, "1")]


@dataclass
class Office:
    """Uses a pace in virtual time and writes down what happens."""

    pace: Pace[int] = field(default_factory=lambda: Pace(lane_rest=REST, gap=GAP))
    now: float = 100.0
    put: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    under_way: dict[str, int] = field(default_factory=dict)
    begun: list[float] = field(default_factory=list)
    free_at: dict[str, float] = field(default_factory=dict)
    too_soon: list[tuple[str, float]] = field(default_factory=list)
    held_until: float = 0.0

    def puts(self, lane: str, weight: Weight) -> None:
        number = sum(map(len, self.put.values()))
        self.put[lane].append(number)
        self.pace.put(lane, number, weight, self.now)

    def passes(self, seconds: float) -> None:
        self.now += seconds

    def takes(self) -> bool:
        taken = self.pace.take(self.now)
        if taken is None:
            return False
        lane, number = taken
        if self.now < max(self.free_at.get(lane, 0.0), self.held_until) or lane in self.under_way:
            self.too_soon.append((lane, self.now))
        self.under_way[lane] = number
        self.begun.append(self.now)
        return True

    def ends(self, *, back: float | None = None) -> None:
        """Let what began first be gone, or come back to go again after some seconds."""
        for lane in list(self.under_way)[:1]:
            number = self.under_way.pop(lane)
            if back is None:
                self.gone[lane].append(number)
                self.pace.done(lane, self.now)
            else:
                self.pace.back(lane, back, self.now)
            self.free_at[lane] = self.now + max(back or 0.0, REST)

    def holds(self, seconds: float) -> None:
        self.held_until = max(self.held_until, self.now + seconds)
        self.pace.hold(self.now + seconds)

    def works_off(self) -> None:
        """Go on until nothing can be done any more."""
        for _ in range(10 * sum(map(len, self.put.values())) + 10):
            if not self.takes():
                self.ends()
                self.passes(self.pace.wait(self.now) or 0.0)


quarters = st.integers(0, 12).map(lambda number: number / 4)
deeds = st.one_of(
    st.tuples(
        st.just("puts"), st.sampled_from("abc"), st.sampled_from(["urgent", "reply", "planned"])
    ),
    st.tuples(st.just("takes")),
    st.tuples(st.just("ends")),
    st.tuples(st.just("back"), quarters),
    st.tuples(st.just("passes"), quarters),
    st.tuples(st.just("holds"), quarters),
)


@given(st.lists(deeds, max_size=60))
def test_whatever_happens_all_goes_once_in_order_and_never_too_soon(
    happened: list[tuple[str, ...]],
) -> None:
    office = Office()
    for name, *given_to in happened:
        if name == "back":
            office.ends(back=float(given_to[0]))
        else:
            getattr(office, name)(*given_to)
    office.works_off()
    assert (office.gone, len(office.pace)) == (office.put, 0)
    assert office.too_soon == []
    assert all(later - earlier >= GAP for earlier, later in pairwise(office.begun))
