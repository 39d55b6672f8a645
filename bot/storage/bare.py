"""The baseline of the turns benchmark: one insert and one update in one commit."""

from pathlib import Path
from time import perf_counter

from sqlalchemy import Column, Integer, MetaData, String, Table, update

from bot.storage.connections import parsed, sqlite_engine

_metadata = MetaData()
_said = Table("said", _metadata, Column("id", Integer, primary_key=True), Column("text", String))
_stands = Table("stands", _metadata, Column("id", Integer, primary_key=True), Column("at", String))

__all__ = ["bare_transactions_a_second"]


def bare_transactions_a_second(folder: Path, count: int) -> float:
    """Return how many bare transactions a second the same driver and settings reach here."""
    engine = sqlite_engine(parsed(f"sqlite:///{folder / 'bare.db'}"))
    _metadata.create_all(engine)
    with engine.connect() as connection:
        with connection.begin():
            connection.execute(_stands.insert(), {"id": 1, "at": ""})
        begun = perf_counter()
        for number in range(count):
            with connection.begin():
                connection.execute(_said.insert(), {"text": f"message {number}"})
                moved = update(_stands).where(_stands.c.id == 1).values(at=str(number))
                connection.execute(moved)
        seconds = perf_counter() - begun
    engine.dispose()
    return count / seconds
