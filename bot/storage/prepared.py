"""Statements that are built once and then run by SQLite's driver itself.

SQLAlchemy needs ten times as long to run a statement as SQLite does; a turn is a handful of
statements. So SQLAlchemy writes the text and tells how each value is kept, once per statement,
and the driver does the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from sqlite3 import Connection, Cursor
from typing import Any

from sqlalchemy import Delete, Insert, Select, Update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | Insert | Update | Delete
Processor = Callable[[Any], Any]

DIALECT = sqlite.dialect()


class Prepared:
    """One statement as text, with the order and kind of its values."""

    def __init__(self, statement: Statement, given: tuple[str, ...]) -> None:
        compiled = statement.compile(dialect=DIALECT, column_keys=list(given))
        if not isinstance(compiled, SQLCompiler) or compiled.positiontup is None:
            raise TypeError(f"{statement} cannot be prepared for SQLite")
        self.text = str(compiled)
        binds = compiled.binds
        if lacking := {n for n in compiled.positiontup if binds[n].required} - set(given):
            raise TypeError(f"{self.text} lacks the values of {sorted(lacking)}")
        fixed = {name: value for name, value in compiled.params.items() if name not in given}
        self._values = [
            (name, fixed.get(name), _to_database(binds[name].type)) for name in compiled.positiontup
        ]
        columns = statement.exported_columns
        self._columns = [(str(name), _from_database(c.type)) for name, c in columns.items()]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """Return the values in the order of the text, as SQLite keeps them."""
        return [
            process(given.get(name, fixed)) if process else given.get(name, fixed)
            for name, fixed, process in self._values
        ]

    def rows(self, cursor: Cursor) -> list[dict[str, Any]]:
        """Return the rows that were found, as everybody knows them."""
        return [
            {
                name: process(value) if process else value
                for (name, process), value in zip(self._columns, row, strict=True)
            }
            for row in cursor.fetchall()
        ]


@lru_cache(maxsize=1000)
def prepared(statement: Statement, given: tuple[str, ...]) -> Prepared:
    """Return a statement prepared for values with these names."""
    return Prepared(statement, given)


def find(driver: Connection, statement: Statement, values: Mapping[str, Any]) -> Sequence[Any]:
    """Run a statement and return the rows that it finds."""
    ready = prepared(statement, tuple(values))
    return ready.rows(driver.execute(ready.text, ready.values(values)))


def change(driver: Connection, statement: Statement, rows: Sequence[Mapping[str, Any]]) -> int:
    """Run a statement for each row of values; return how many rows it changed."""
    ready = prepared(statement, tuple(rows[0]))
    return driver.executemany(ready.text, [ready.values(row) for row in rows]).rowcount


def _to_database(kind: TypeEngine[Any]) -> Processor | None:
    return kind.dialect_impl(DIALECT).bind_processor(DIALECT)


def _from_database(kind: TypeEngine[Any]) -> Processor | None:
    return kind.dialect_impl(DIALECT).result_processor(DIALECT, None)
