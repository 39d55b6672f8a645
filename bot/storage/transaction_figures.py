"""What was counted of steps, in a database."""

from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter

from sqlalchemy import Insert, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.step_counts import StepCount, StepTotal
from bot.storage.figure_tables import step_counts
from bot.storage.transaction_base import Rows

KEY = ("day", "script", "step")
FIRST = bindparam("first", type_=step_counts.c.day.type)
LAST = bindparam("last", type_=step_counts.c.day.type)
TOTALS = (
    select(
        step_counts.c.script,
        step_counts.c.step,
        func.sum(step_counts.c.asked).label("asked"),
        func.sum(step_counts.c.answered).label("answered"),
    )
    .where(step_counts.c.day.between(FIRST, LAST))
    .group_by(step_counts.c.script, step_counts.c.step)
    .order_by(step_counts.c.script, step_counts.c.step)
)


class FigureRows(Rows):
    """Counts of steps; nothing of who was counted."""

    def count_steps(self, counts: Sequence[StepCount]) -> None:
        """Add to what was counted, in one order for everybody: so no two wait for each other."""
        ordered = sorted(counts, key=attrgetter(*KEY))
        self._change_all(ADDING[self._dialect.name], [dict(vars(each)) for each in ordered])

    def step_totals(self, first: date, last: date) -> tuple[StepTotal, ...]:
        """Return the counts of a number of days."""
        return tuple(StepTotal(**row) for row in self._rows(TOTALS, first=first, last=last))


def _adding(statement: sqlite.Insert | postgresql.Insert) -> Insert:
    more = {name: step_counts.c[name] + statement.excluded[name] for name in ("asked", "answered")}
    return statement.on_conflict_do_update(index_elements=KEY, set_=more)


ADDING: Mapping[str, Insert] = {
    "sqlite": _adding(sqlite.insert(step_counts)),
    "postgresql": _adding(postgresql.insert(step_counts)),
}
"""Adds to counts, or begins them, in one statement, so that no two turns count the same once."""
