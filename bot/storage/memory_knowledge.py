"""Questions and answers in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.knowledge import KnowledgeCount
from bot.storage.memory_base import Subject


class MemoryKnowledge(Subject):
    """The words of all entries, and what was counted."""

    def fill_knowledge(self, rows: Mapping[str, str]) -> None:
        """Keep the stems of every entry in place of all that were there."""
        for entry in self._tables.knowledge:
            self._tables.knowledge.drop(entry)
        for entry, stems in rows.items():
            self._tables.knowledge.put(entry, frozenset(stems.split()))

    def knowledge_with(self, stems: Collection[str]) -> frozenset[str]:
        """Return the entries that have any of these stems."""
        wanted = frozenset(stems)
        kept = self._tables.knowledge
        return frozenset(entry for entry in kept if wanted & (kept.get(entry) or frozenset()))

    def count_knowledge(self, counts: Sequence[KnowledgeCount]) -> None:
        """Add to what was counted."""
        for each in counts:
            key = (each.day, each.programme, each.kind, each.name)
            before = self._tables.knowledge_counts.get(key)
            count = each.count + (before.count if before else 0)
            self._tables.knowledge_counts.put(key, replace(each, count=count))

    def knowledge_counts(self) -> tuple[KnowledgeCount, ...]:
        """Return all counts."""
        kept = self._tables.knowledge_counts.rows()
        return tuple(
            sorted(kept, key=lambda each: (each.day, each.programme, each.kind, each.name))
        )
