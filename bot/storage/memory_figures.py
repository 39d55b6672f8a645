"""What was counted of steps, in memory."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.step_counts import StepCount, StepTotal
from bot.storage.memory_base import Subject


class MemoryFigures(Subject):
    """Counts of steps; nothing of who was counted."""

    def count_steps(self, counts: Sequence[StepCount]) -> None:
        """Add to what was counted."""
        for each in counts:
            key = (each.day, each.script, each.step)
            asked, answered = self._tables.step_counts.get(key) or (0, 0)
            self._tables.step_counts.put(key, (asked + each.asked, answered + each.answered))

    def step_totals(self, first: date, last: date) -> tuple[StepTotal, ...]:
        """Return the counts of a number of days."""
        asked: Counter[tuple[str, str]] = Counter()
        answered: Counter[tuple[str, str]] = Counter()
        for day, *place in self._tables.step_counts:
            if first <= day <= last:
                script, step = place
                of_day = self._tables.step_counts.get((day, script, step)) or (0, 0)
                asked[script, step] += of_day[0]
                answered[script, step] += of_day[1]
        return tuple(StepTotal(*each, asked[each], answered[each]) for each in sorted(asked))
