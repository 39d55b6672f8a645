"""Killed in the middle of its work, the assistant goes on where it was: nothing lost or doubled."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clients import Address, ClientFile
from bot.storage.open import open_store, open_vault
from tests.faults.nursery import Life, Nursery, nursery
from tests.faults.worker import AFTER_SENDING, BEFORE_SENDING, TURN
from tests.fixtures import NOW
from tests.house import CHANNEL

pytestmark = pytest.mark.faults

TALK = ("hallo", "30-6-2027", "ja")
TOLD = [
    "Welkom bij Max-WW.",
    "Wat is de laatste dag van uw WW?",
    "Mag ik u schrijven?",
    "Dank u wel.",
]


Lives = Callable[[Path], AbstractContextManager["Process"]]


class Process:
    """One life of the assistant."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self.killed = False

    def hears(
        self, update: int, text: str, who: str = "anna", *, stop: str = "", time: int = 1
    ) -> dict[str, object]:
        """Give an update of a client; return the answer, or where the process stopped."""
        said = {"update": f"{who}-{update}", "text": text, "who": who}
        return self._asked({**said, "at": str(NOW), "stop": stop, "time": time})

    def ticks(self, at: datetime, *, stop: str = "", time: int = 1) -> dict[str, object]:
        """Let fall due what is due."""
        return self._asked({"at": at.isoformat(), "stop": stop, "time": time})

    def _asked(self, command: dict[str, object]) -> dict[str, object]:
        self._life.tell(json.dumps(command))
        return self.answer()

    def answer(self) -> dict[str, object]:
        answer: dict[str, object] = json.loads(self._life.answer())
        return answer

    def kill(self) -> None:
        """End it without any warning."""
        self.killed = True
        self._life.kill()


@pytest.fixture(scope="module")
def lives() -> Iterator[Nursery]:
    """The process that gives lives."""
    with nursery("tests.faults.worker") as made:
        yield made


@pytest.fixture
def life(lives: Nursery) -> Callable[[Path], AbstractContextManager[Process]]:
    """Starts the assistant; it ends by itself when nobody kills it."""

    @contextmanager
    def begun(folder: Path) -> Iterator[Process]:
        begun = lives.life(str(folder))
        process = Process(begun)
        try:
            assert process.answer() == {"ready": True}
            yield process
        except BaseException:
            if not process.killed:
                process.kill()  # or a failing test would wait for a process that waits for ever
            raise
        if not process.killed:
            begun.end()

    return begun


def sent(folder: Path, who: str = "anna") -> list[str]:
    """Return what a client received, in order."""
    path = folder / "sent.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [text for address, text in map(json.loads, lines) if address == who]


def kept(folder: Path, who: str = "anna") -> tuple[ClientFile | None, list[tuple[str, str]]]:
    """Return a client's file and messages as the database has them."""
    url = f"sqlite:///{folder / 'maxww.db'}"
    store = open_store(url, open_vault(url, folder / "key"))
    try:
        file = store.transact_now(lambda tx: tx.client_at(Address(CHANNEL, who)))
        client = file.client.id if file else ""
        messages = store.transact_now(lambda tx: tx.messages(client))
    finally:
        store.close()
    return file, [(message.author, message.state) for message in messages]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_killed_in_a_turn_it_goes_on_where_it_was(life: Lives, tmp_path: Path, turn: int) -> None:
    with life(tmp_path) as first:
        for number, text in enumerate(TALK[: turn - 1]):
            first.hears(number, text)
    with life(tmp_path) as second:
        assert second.hears(turn - 1, TALK[turn - 1], stop=TURN) == {"stopped": TURN}
        second.kill()
    with life(tmp_path) as third:
        for number, text in enumerate(TALK[turn - 1 :], start=turn - 1):
            assert third.hears(number, text) == {"outcome": "answered"}
    assert sent(tmp_path) == TOLD


def test_a_turn_that_was_killed_left_nothing_behind(life: Lives, tmp_path: Path) -> None:
    with life(tmp_path) as first:
        first.hears(0, TALK[0])
    before = kept(tmp_path)
    with life(tmp_path) as second:
        second.hears(1, TALK[1], stop=TURN)
        second.kill()
    assert kept(tmp_path) == before


def test_what_was_committed_and_not_sent_is_sent_later(life: Lives, tmp_path: Path) -> None:
    with life(tmp_path) as first:
        assert first.hears(0, TALK[0], stop=BEFORE_SENDING) == {"stopped": BEFORE_SENDING}
        first.kill()
    assert sent(tmp_path) == []
    with life(tmp_path):
        pass
    assert sent(tmp_path) == TOLD[:2]


def test_the_order_is_kept_when_killed_between_two_messages(life: Lives, tmp_path: Path) -> None:
    with life(tmp_path) as first:
        first.hears(0, TALK[0], stop=BEFORE_SENDING, time=2)
        first.kill()
    with life(tmp_path) as second:
        assert second.hears(0, TALK[0]) == {"outcome": "duplicate"}
        second.hears(1, TALK[1])
    assert sent(tmp_path)[-3:] == TOLD[:3]


def test_an_update_without_receipt_is_not_applied_twice(life: Lives, tmp_path: Path) -> None:
    with life(tmp_path) as first:
        first.hears(0, TALK[0], stop=BEFORE_SENDING)
        first.kill()
    with life(tmp_path) as second:
        assert second.hears(0, TALK[0]) == {"outcome": "duplicate"}
        assert second.hears(1, TALK[1]) == {"outcome": "answered"}
    _, messages = kept(tmp_path)
    assert [author for author, _ in messages] == ["client", "bot", "bot", "client", "bot"]
    assert sent(tmp_path) == TOLD[:3]


def test_killed_after_sending_at_most_that_message_comes_again(life: Lives, tmp_path: Path) -> None:
    with life(tmp_path) as first:
        first.hears(0, TALK[0])
        assert first.hears(1, TALK[1], stop=AFTER_SENDING) == {"stopped": AFTER_SENDING}
        first.kill()
    with life(tmp_path):
        pass
    assert sent(tmp_path) == [*TOLD[:3], TOLD[2]]
    _, messages = kept(tmp_path)
    assert "pending" not in [state for _, state in messages]


def test_other_clients_lose_nothing_either(life: Lives, tmp_path: Path) -> None:
    with life(tmp_path) as first:
        answers = [first.hears(0, "hallo", who) for who in ("anna", "ben")]
        assert first.hears(1, TALK[1], "anna", stop=TURN) == {"stopped": TURN}
        first.kill()
    assert answers == [{"outcome": "answered"}] * 2
    with life(tmp_path) as second:
        second.hears(1, TALK[1], "ben")
        second.hears(1, TALK[1], "anna")
    assert sent(tmp_path, "anna") == sent(tmp_path, "ben") == TOLD[:3]


DUE = NOW + timedelta(days=79, hours=2)
"""Wednesday 26 May at noon: `apply` is due, five weeks before the end of June."""


def test_a_killed_contact_comes_again_when_its_claim_runs_out(life: Lives, tmp_path: Path) -> None:
    with life(tmp_path) as first:
        for number, text in enumerate(TALK):
            first.hears(number, text)
    with life(tmp_path) as second:
        assert second.ticks(DUE, stop=TURN, time=3) == {"stopped": TURN}
        second.kill()
    with life(tmp_path) as third:
        assert third.ticks(DUE + timedelta(minutes=1)) == {"handled": 0}
        assert third.ticks(DUE + timedelta(minutes=6)) == {"handled": 1}
        assert third.ticks(DUE + timedelta(minutes=30)) == {"handled": 0}
    assert sent(tmp_path) == [*TOLD, "Werkt uw DigiD?"]
