"""What the night asks is found by an index, however many messages there are."""

from pathlib import Path

from bot.privacy.encryption import Vault
from bot.storage.connections import parsed, sqlite_engine
from bot.storage.open import open_store
from bot.storage.prepared import Prepared
from bot.storage.transaction_night import UNDELIVERED


def test_only_messages_that_failed_are_looked_through(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'maxww.db'}"
    open_store(url, Vault.passing()).close()
    asked = Prepared(UNDELIVERED, ())
    engine = sqlite_engine(parsed(url))
    with engine.connect() as connection:
        explain = f"EXPLAIN QUERY PLAN {asked.text}"
        plan = [r[3] for r in connection.exec_driver_sql(explain, tuple(asked.values({})))]
    engine.dispose()
    assert plan[0] == "SCAN messages USING INDEX ix_messages_failed"
    assert plan[2].startswith("SEARCH later USING INDEX ix_messages_client_id")
