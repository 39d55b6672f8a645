"""Small numbers identify people: which cells of a table with totals are not shown.

A table here has one row for each part of the people, such as a month; each row divides its people
over the same columns, so that everybody is in one cell. The number of people of each row is
always shown, and rows are merged until each has enough of them. The totals of the columns are the
row of all people together.

What is hidden is hidden for one of two reasons, and nothing tells them apart: a count from 1 to 4,
or a larger one (or nought) with which such a count could be computed. A nought by itself is shown.

How it is kept that nothing hidden can be computed, by somebody who knows everything that is shown,
that it adds up, and that counts are not negative:

- of every hidden cell another value is possible, in a whole other table that shows the same. For a
  cell whose column total is shown, four hidden cells at the corners of a rectangle are that other
  table: one more and one less along each side. For a column whose total is hidden, all rows hide
  it, and so at least one other column: people move from one to the other, in a row and in the
  total alike;
- hidden cells of one row, or of one column, are together never 1 to 4 people either.

The totals depend on the totals only. So several divisions of the same people into rows can be
shown beside each other: the other table of one of them leaves the totals as they are, or moves
people between two columns that every division hides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

FEW = 5
"""Fewer people than this are not counted out."""

TEN = 2 * FEW

SMALLEST_ROW = 10
"""People that a row has at least; smaller ones are merged. More than FEW, or all is hidden."""

Table = Sequence[Sequence[int]]
Cell = tuple[int, int]


@dataclass(frozen=True)
class Hidden:
    """Which columns of the totals, and which cells (row, column), are not shown."""

    totals: frozenset[int]
    cells: frozenset[Cell]


def is_few(count: int) -> bool:
    """Say whether a count would point at people."""
    return 0 < count < FEW


def protect(rows: Table) -> Hidden:
    """Return what of a table must not be shown.

    The first column is special: what is not in it is shown as one number too, so it is hidden
    when either of the two is small.

    Raises ValueError when a row has fewer people than FEW, nobody apart: merge such rows first.
    """
    if any(is_few(sum(row)) for row in rows):
        raise ValueError(f"each row needs at least {FEW} people or none; merge the smaller ones")
    totals = hidden_in_row([sum(column) for column in zip(*rows, strict=True)])
    work = _Rows(rows, totals)
    while work.hide_more():
        pass
    work.show_what_is_certain()
    return Hidden(totals, frozenset(work.hidden))


def hidden_in_row(row: Sequence[int]) -> frozenset[int]:
    """Return which cells of one row with a known sum are not shown; two at least, or none."""
    return _extended(row, _small(row))


def hidden_counts(counts: Sequence[int]) -> frozenset[int]:
    """Return which counts with a known sum are not shown; two at least, or none.

    For counts of something else than the people of a table, such as codes nobody used.
    """
    return _extended(counts, {each for each, count in enumerate(counts) if is_few(count)})


def merged(sizes: Mapping[str, int], least: int = SMALLEST_ROW) -> frozenset[str]:
    """Return which parts are put together as "the rest", so that each row has enough people."""
    rest = {name for name, size in sizes.items() if size < least}
    while rest and len(rest) < len(sizes) and sum(sizes[name] for name in rest) < least:
        rest.add(min(sizes.keys() - rest, key=lambda name: (sizes[name], name)))
    return frozenset(rest)


def to_tens(count: int) -> int | None:
    """Return a count to the nearest ten, 5 upwards; None for 0 to 4, which are not told apart.

    For counts that follow from each other: whoever goes on from one step is asked the next one, so
    that the count of the one less that of the other tells who stopped in between. With all of them
    in the same tens, a hidden one can always still be 3 or 4: every bound that a row of steps sets
    from above is 4 or more (a multiple of five, and four), every bound from below is odd.
    """
    return None if count < FEW else TEN * ((count + FEW) // TEN)


class _Rows:
    """The rows of a table while it is decided which of their cells are hidden."""

    def __init__(self, rows: Table, totals: frozenset[int]) -> None:
        self._rows = rows
        self._totals = totals
        self._width = len(rows[0]) if rows else 0
        self.hidden = {
            (number, column) for number, row in enumerate(rows) for column in _small(row) | totals
        }

    def hide_more(self) -> bool:
        """Hide what one trouble asks for; say whether there was any."""
        more = self._of_a_thin_line() or self._of_a_certain_cell()
        self.hidden |= more
        return bool(more)

    def show_what_is_certain(self) -> None:
        """Show noughts that can be computed; nothing else is certain by now."""
        self.hidden = {cell for cell in self.hidden if self._is_uncertain(cell)}

    def _count(self, cell: Cell) -> int:
        return self._rows[cell[0]][cell[1]]

    def _lines(self) -> Iterator[list[Cell]]:
        numbers = range(len(self._rows))
        yield from ([(number, column) for column in range(self._width)] for number in numbers)
        shown = (column for column in range(self._width) if column not in self._totals)
        yield from ([(number, column) for number in numbers] for column in shown)

    def _of_a_thin_line(self) -> set[Cell]:
        for line in self._lines():
            if is_few(sum(self._count(cell) for cell in line if cell in self.hidden)):
                others = [cell for cell in line if cell not in self.hidden and self._count(cell)]
                return {min(others, key=lambda cell: (self._count(cell), cell))}
        return set()

    def _of_a_certain_cell(self) -> set[Cell]:
        for cell in sorted(self.hidden):
            if self._count(cell) and not self._is_uncertain(cell):
                return min((c - self.hidden for c in self._rectangles(cell)), key=self._loss)
        return set()

    def _loss(self, cells: set[Cell]) -> tuple[int, int, list[Cell]]:
        return sum(map(self._count, cells)), len(cells), sorted(cells)

    def _is_uncertain(self, cell: Cell) -> bool:
        number, column = cell
        if column in self._totals and any(self._rows[number][each] for each in self._totals):
            return True
        return any(corners <= self.hidden for corners in self._rectangles(cell))

    def _rectangles(self, cell: Cell) -> Iterator[set[Cell]]:
        """Yield the corners of each rectangle along which people can be moved."""
        number, column = cell
        others = product(range(len(self._rows)), range(self._width))
        for row, beside in others:
            if row == number or beside == column:
                continue
            corners = [(number, column), (row, beside), (number, beside), (row, column)]
            here, across, right, below = map(self._count, corners)
            if (here and across) or (right and below):
                yield set(corners)


def _small(row: Sequence[int]) -> set[int]:
    small = {column for column, count in enumerate(row) if is_few(count)}
    return small | ({0} if is_few(sum(row[1:])) else set())


def _extended(row: Sequence[int], small: set[int]) -> frozenset[int]:
    """Return these cells with as many others as keep their sum from telling something."""
    hidden = set(small)
    while hidden and (len(hidden) == 1 or is_few(sum(row[each] for each in hidden))):
        others = [each for each in range(len(row)) if each not in hidden]
        if not others:
            break
        hidden.add(min(others, key=lambda each: (not row[each], row[each], each)))
    return frozenset(hidden)
