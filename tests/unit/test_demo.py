"""The demo's people and sessions are there at once, and setting it up twice changes nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.advisers import Adviser
from bot.channels.recording import RecordingChannel
from bot.demo import set_up_demo
from bot.errors import ContentError
from bot.scripts.people_file import Known, read_people
from bot.scripts.problems import Problem
from bot.storage.memory import MemoryStore
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.session_planning import plan_sessions
from tests.fixtures import NOW, SETTINGS
from tests.house import CHANNEL, furnished

DEMO = SETTINGS.dialogues / "demo.yaml"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def set_up(store: MemoryStore, path: Path = DEMO) -> None:
    assistant, _ = furnished(store, RecordingChannel(CHANNEL), NOW, {})
    store.transact_now(lambda tx: set_up_demo(tx, assistant.around, path, NOW))


def test_brings_advisers_staff_and_sessions(store: MemoryStore) -> None:
    set_up(store)
    sessions = store.transact_now(lambda tx: tx.sessions("werk-in-zicht", after=NOW))
    assert store.transact_now(lambda tx: len(tx.advisers())) == 2
    assert {s.role for s in store.transact_now(lambda tx: tx.all_staff())} == {
        "adviser",
        "coordinator",
    }
    assert len(sessions) >= 6
    assert all(session.starts_at > NOW for session in sessions)


def test_every_adviser_has_a_stand_in() -> None:
    problems: list[Problem] = []
    people = read_people(DEMO, problems, Known())
    assert problems == []
    assert all(adviser.stand_in for adviser in people.advisers)


def test_an_adviser_who_changed_something_keeps_it(store: MemoryStore) -> None:
    set_up(store)
    changed = Adviser("karin", "Karin", "UWV", email="karin@example.nl")
    store.transact_now(lambda tx: tx.save_adviser(changed))
    set_up(store)
    assert changed in store.transact_now(lambda tx: tx.advisers())


def test_twice_is_once(store: MemoryStore) -> None:
    set_up(store)
    before = store.transact_now(lambda tx: tx.sessions("werk-in-zicht", after=NOW))
    set_up(store)
    assert store.transact_now(lambda tx: tx.sessions("werk-in-zicht", after=NOW)) == before


def test_a_programme_that_was_chosen_stays(store: MemoryStore) -> None:
    set_up(store)
    assert store.transact_now(lambda tx: tx.setting(DEFAULT_PROGRAMME)) == "small"


def test_later_more_sessions_are_planned(store: MemoryStore) -> None:
    assistant, _ = furnished(store, RecordingChannel(CHANNEL), NOW, {})
    later = NOW + timedelta(days=100)
    set_up(store)
    before = store.transact_now(lambda tx: tx.sessions("werk-in-zicht", after=later))
    store.transact_now(lambda tx: plan_sessions(tx, assistant.around, "werk-in-zicht", later))
    assert len(store.transact_now(lambda tx: tx.sessions("werk-in-zicht", after=later))) > len(
        before
    )


BAD = {
    "hours": 'hours: {monday: "9 tot 5"}',
    "a day": 'hours: {mondag: "09:00-17:00"}',
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_fault_in_the_file_is_told_with_its_place(
    store: MemoryStore, tmp_path: Path, line: str
) -> None:
    path = tmp_path / "demo.yaml"
    head = "programme: small\nadvisers:\n  - id: x\n    first name: X\n    organisation: UWV\n"
    path.write_text(f"{head}    {line}\nstaff: []\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"demo\.yaml"):
        set_up(store, path)


def test_a_file_that_is_not_there_is_told(store: MemoryStore, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"nowhere\.yaml"):
        set_up(store, tmp_path / "nowhere.yaml")
