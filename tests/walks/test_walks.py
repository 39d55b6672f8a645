"""Every walk in `dialogues/walks` gives its transcript; MAXWW_UPDATE_WALKS=1 writes them anew."""

import asyncio
import os
from collections import Counter
from difflib import unified_diff
from pathlib import Path

import pytest

from bot.scripts.content import Content, load_content
from bot.settings import Settings
from bot.walks import play_walk, read_walk, walk_files

SETTINGS = Settings()
WALKS = walk_files(SETTINGS.dialogues / "walks")
FEWEST_WALKS = 2
UPDATE = os.environ.get("MAXWW_UPDATE_WALKS") == "1"


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(SETTINGS.dialogues)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", WALKS, ids=_name)
def test_gives_its_transcript(path: Path, content: Content) -> None:
    text = path.read_text(encoding="utf-8")
    walk = read_walk(text)
    played = asyncio.run(play_walk(SETTINGS, content, walk))
    if UPDATE and played != walk.transcript:
        head = text.partition("\n---\n")[0]
        path.write_text(f"{head}\n---\n{played}", encoding="utf-8")
        return
    lines = walk.transcript.splitlines(), played.splitlines()
    diff = "\n".join(unified_diff(*lines, "the file says", "played now", lineterm=""))
    assert not diff, f"{_name(path)}:\n{diff}"


def test_every_shipped_script_has_walks(content: Content) -> None:
    walked = Counter(path.parent.name for path in WALKS)
    assert [name for name in content.scripts if walked[name] < FEWEST_WALKS] == []


def test_a_walk_lies_in_the_folder_of_its_script(content: Content) -> None:
    begun = {_name(path): read_walk(path.read_text(encoding="utf-8")).script for path in WALKS}
    assert {name: script for name, script in begun.items() if not name.startswith(script)} == {}
    assert set(begun.values()) <= set(content.scripts)


def test_a_walk_knows_what_holds_for_everybody_in_its_programme(content: Content) -> None:
    walk = read_walk("script: weekly-check-in\nnow: 2027-03-08 10:00\n---\nU: goed\nU: 4\n")
    assert "het afgesproken aantal van 1" in asyncio.run(play_walk(SETTINGS, content, walk))
