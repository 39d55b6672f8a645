"""Small numbers cannot be computed by somebody who knows all that is shown and that it adds up."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.small_numbers import (
    FEW,
    SMALLEST_ROW,
    Hidden,
    hidden_counts,
    hidden_in_row,
    is_few,
    merged,
    protect,
    to_tens,
)

ROW = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 40)), min_size=4, max_size=4)
ROWS = st.lists(ROW.filter(lambda row: sum(row) >= FEW), min_size=1, max_size=6)

Edge = tuple[str, str, int]


class Attacker:
    """Knows what is shown and that it adds up, and tries to compute the rest.

    A table with totals is a network in which nothing gets lost: people flow from their row to a
    column, from the column to its total, and back from the totals of rows. A hidden cell can be
    something else exactly when one more can flow in a circle through it, or one less.
    """

    def __init__(self, rows: list[list[int]], hidden: Hidden, *, told_totals: bool) -> None:
        self.cells: dict[str, Edge] = {}
        for number, column in hidden.cells:
            edge = (f"row {number}", f"column {column}", rows[number][column])
            self.cells[f"{number},{column}"] = edge
        for column in () if told_totals else hidden.totals:
            total = sum(row[column] for row in rows)
            self.cells[f"total {column}"] = (f"column {column}", "all", total)

    def pinned(self) -> set[str]:
        """Return the cells of which only one value is possible."""
        return {name for name in self.cells if not self._can_change(name)}

    def _can_change(self, name: str) -> bool:
        start, end, count = self.cells[name]
        more = self._flows(end, start, name)
        return more or (count > 0 and self._flows(start, end, name))

    def _flows(self, start: str, goal: str, without: str) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            for place in self._next_to(here, without):
                if place not in seen:
                    seen.add(place)
                    waiting.append(place)
        return goal in seen

    def _next_to(self, here: str, without: str) -> Iterator[str]:
        for name, (start, end, count) in self.cells.items():
            if name != without and start == here:
                yield end
            if name != without and end == here and count > 0:
                yield start


@given(ROWS)
def test_no_hidden_cell_can_be_computed(rows: list[list[int]]) -> None:
    hidden = protect(rows)
    assert Attacker(rows, hidden, told_totals=False).pinned() == set()


@given(ROWS)
def test_a_column_with_a_shown_total_is_safe_whatever_other_tables_tell_of_the_totals(
    rows: list[list[int]],
) -> None:
    hidden = protect(rows)
    pinned = Attacker(rows, hidden, told_totals=True).pinned()
    assert {cell for cell in pinned if int(cell.split(",")[1]) not in hidden.totals} == set()


@given(ROWS)
def test_every_small_count_is_hidden_and_so_is_what_is_left_of_a_row(rows: list[list[int]]) -> None:
    hidden = protect(rows)
    few = {(n, c) for n, row in enumerate(rows) for c, count in enumerate(row) if is_few(count)}
    left = {(n, 0) for n, row in enumerate(rows) if is_few(sum(row) - row[0])}
    assert few | left <= hidden.cells


@given(ROWS)
def test_what_is_hidden_in_one_line_is_no_small_number_either(rows: list[list[int]]) -> None:
    hidden = protect(rows)
    of_rows = [sum(rows[n][c] for n, c in hidden.cells if n == at) for at in range(len(rows))]
    shown = [column for column in range(4) if column not in hidden.totals]
    of_columns = [sum(rows[n][c] for n, c in hidden.cells if c == at) for at in shown]
    assert not any(map(is_few, [*of_rows, *of_columns]))


@given(ROWS)
def test_a_hidden_total_is_hidden_in_every_row_that_has_people_there(rows: list[list[int]]) -> None:
    hidden = protect(rows)
    there = {(n, c) for n, row in enumerate(rows) for c in hidden.totals if row[c]}
    assert there <= hidden.cells


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert protect([[10, 20, 0], [5, 0, 30]]) == Hidden(frozenset(), frozenset())


def test_one_small_count_takes_the_three_other_corners_of_a_rectangle_along() -> None:
    hidden = protect([[50, 3, 20], [60, 30, 10]])
    assert hidden == Hidden(frozenset(), frozenset({(0, 1), (0, 2), (1, 1), (1, 2)}))


def test_a_nought_that_keeps_another_count_from_being_computed_stays_hidden() -> None:
    rows = [[2, 5, 3, 2], [6, 5, 0, 0]]
    hidden = protect(rows)
    assert Attacker(rows, hidden, told_totals=False).pinned() == set()


def test_rows_of_few_people_are_refused() -> None:
    with pytest.raises(ValueError, match="merge"):
        protect([[2, 1], [30, 30]])


def test_a_total_is_hidden_with_another_one() -> None:
    assert hidden_in_row([40, 3, 9]) == {1, 2}
    assert hidden_in_row([40, 8, 9]) == frozenset()
    assert hidden_in_row([40, 2, 0]) == {0, 1}


def test_counts_by_themselves_are_hidden_in_twos() -> None:
    assert hidden_counts([3, 0, 12]) == {0, 2}
    assert hidden_counts([0, 7]) == frozenset()


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 40)))
def test_merged_rows_are_large_enough_or_all(sizes: dict[str, int]) -> None:
    rest = merged(sizes)
    assert all(size >= SMALLEST_ROW for name, size in sizes.items() if name not in rest)
    together = sum(sizes[name] for name in rest)
    assert not rest or together >= SMALLEST_ROW or rest == set(sizes)


def test_counts_that_follow_from_each_other_are_in_tens_and_small_ones_left_out() -> None:
    assert [to_tens(count) for count in (0, 4, 5, 14, 15)] == [None, None, 10, 10, 20]


class StepAttacker:
    """Knows a script without branches: whoever goes on from one step is asked the next one.

    Bounds on counts and on how much two of them differ; the tightest ones that follow are the
    shortest ways between them. Place 0 of the net is nought.
    """

    def __init__(self, asked: list[int]) -> None:
        self.places = range(len(asked) + 1)
        self.most = [[0 if a == b else 10**6 for a in self.places] for b in self.places]
        for place, count in enumerate(asked, start=1):
            self._knows(place, 0, count)
            if place > 1:
                self._knows(place - 1, place, asked[place - 2] - count)
        for between, start, end in product(self.places, repeat=3):
            way = self.most[start][between] + self.most[between][end]
            self.most[start][end] = min(self.most[start][end], way)

    def _knows(self, larger: int, smaller: int, count: int) -> None:
        """Learn in which ten the difference of two counts is."""
        shown = to_tens(count)
        least, most = (0, 4) if shown is None else (shown - 5, shown + 4)
        self.most[larger][smaller] = min(self.most[larger][smaller], most)
        self.most[smaller][larger] = min(self.most[smaller][larger], -least)

    def is_certain(self, larger: int, smaller: int) -> bool:
        """Say whether one difference only is possible."""
        return self.most[larger][smaller] == -self.most[smaller][larger]


STOPS = st.lists(st.one_of(st.integers(0, 4), st.integers(0, 25)), min_size=1, max_size=9)


@given(STOPS, st.integers(0, 60))
def test_who_stopped_at_a_step_cannot_be_computed_from_the_other_steps(
    stops: list[int], left: int
) -> None:
    asked = [left + sum(stops[place:]) for place in range(len(stops) + 1)]
    attacker = StepAttacker(asked)
    hidden = [place for place, count in enumerate(stops, start=1) if to_tens(count) is None]
    assert not any(attacker.is_certain(place, place + 1) for place in hidden)
    few = [place for place, count in enumerate(asked, start=1) if to_tens(count) is None]
    assert not any(attacker.is_certain(place, 0) for place in few)
