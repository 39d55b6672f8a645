"""What questions and answers need of a store: a full-text index, and counts without anybody."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.knowledge import KnowledgeCount


class KnowledgeTransaction(Protocol):
    """The part of a transaction that serves questions; see `bot.ports.Transaction`."""

    def fill_knowledge(self, rows: Mapping[str, str]) -> None:
        """Keep the stems of every entry, by its id, in place of all that were there."""
        ...

    def knowledge_with(self, stems: Collection[str]) -> frozenset[str]:
        """Return the ids of the entries that have any of these stems."""
        ...

    def count_knowledge(self, counts: Sequence[KnowledgeCount]) -> None:
        """Add to what was counted for the same day, programme, kind and name."""
        ...

    def knowledge_counts(self) -> tuple[KnowledgeCount, ...]:
        """Return all counts, in order of day, programme, kind and name."""
        ...
