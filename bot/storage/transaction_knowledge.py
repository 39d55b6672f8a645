"""Questions and answers in a database: full-text search over stems, and counts."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Insert, String, bindparam, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.knowledge import KnowledgeCount
from bot.storage.knowledge_tables import knowledge, knowledge_counts, knowledge_search
from bot.storage.transaction_base import Rows

SQLITE = "sqlite"
WORDS = bindparam("words", type_=String())
EMPTY = {name: delete(table) for name, table in (("all", knowledge), (SQLITE, knowledge_search))}
FILL = {name: insert(table) for name, table in (("all", knowledge), (SQLITE, knowledge_search))}
MATCH = select(knowledge_search.c.id).where(knowledge_search.c.stems.op("MATCH")(WORDS))
VECTOR = func.to_tsvector("simple", knowledge.c.stems)
QUERY = select(knowledge.c.id).where(VECTOR.op("@@")(func.to_tsquery("simple", WORDS)))
KEY = ("day", "programme", "kind", "name")
COUNTS = select(knowledge_counts).order_by(*(knowledge_counts.c[name] for name in KEY))


class KnowledgeRows(Rows):
    """The words of all entries, and what was counted."""

    def fill_knowledge(self, rows: Mapping[str, str]) -> None:
        """Keep the stems of every entry in place of all that were there."""
        self._dialect.serialise(self._connection, "knowledge")
        kept = [{"id": entry, "stems": stems} for entry, stems in rows.items()]
        for place in self._places:
            self._change(EMPTY[place])
            self._change_all(FILL[place], kept)

    def knowledge_with(self, stems: Collection[str]) -> frozenset[str]:
        """Return the entries that have any of these stems."""
        if not stems:
            return frozenset()
        if self._dialect.name == SQLITE:
            found = self._rows(MATCH, words=" OR ".join(f'"{stem}"' for stem in stems))
        else:
            found = self._rows(QUERY, words=" | ".join(f"'{stem}'" for stem in stems))
        return frozenset(row["id"] for row in found)

    def count_knowledge(self, counts: Sequence[KnowledgeCount]) -> None:
        """Add to what was counted."""
        self._change_all(ADDING[self._dialect.name], [dict(vars(each)) for each in counts])

    def knowledge_counts(self) -> tuple[KnowledgeCount, ...]:
        """Return all counts."""
        return tuple(KnowledgeCount(**row) for row in self._rows(COUNTS))

    @property
    def _places(self) -> tuple[str, ...]:
        return ("all", SQLITE) if self._dialect.name == SQLITE else ("all",)


def _adding(statement: sqlite.Insert | postgresql.Insert) -> Insert:
    more = knowledge_counts.c.count + statement.excluded["count"]
    return statement.on_conflict_do_update(index_elements=KEY, set_={"count": more})


ADDING: Mapping[str, Insert] = {
    SQLITE: _adding(sqlite.insert(knowledge_counts)),
    "postgresql": _adding(postgresql.insert(knowledge_counts)),
}
"""Adds to a count, or begins it, in one statement, so that no two turns count the same once."""
