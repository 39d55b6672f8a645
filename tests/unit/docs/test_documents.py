"""The documents name every command and setting, and their links lead somewhere."""

import re
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from bot.settings import ROOT, Settings

PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
THERE = [name for name in COMMANDS if find_spec(f"bot.commands.{name}") is not None]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def links(page: Path) -> list[str]:
    """Return where a page's links lead, those to other sites left out."""
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [link for link in found if not link.startswith(("https://", "http://"))]


def anchors(page: Path) -> set[str]:
    """Return the places within a page that a link can lead to."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("command", THERE)
def test_command_is_in_the_readme(command: str) -> None:
    assert f"| `maxww {command}` |" in README


def test_command_that_is_there_is_not_promised_for_later() -> None:
    later = README.partition("\nNot yet:\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"`maxww (\w+)`", later)) & set(THERE) == set()


def test_readme_names_no_other_commands() -> None:
    named = set(re.findall(r"^\| `maxww (\w+)` \|", README, re.MULTILINE))
    assert named == set(THERE)


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_setting_is_documented(setting: str) -> None:
    assert f"| `MAXWW_{setting.upper()}` |" in OPERATIONS


def test_no_other_settings_are_documented() -> None:
    read = (ROOT / "bot" / "settings.py").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(MAXWW_\w+)` \| ", OPERATIONS, re.MULTILINE))
    known = set(re.findall(r"MAXWW_[A-Z_]+", read))
    assert named - {"MAXWW_DATABASE"} == known - {"MAXWW_DATABASE"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        goal = (page.parent / path).resolve() if path else page
        assert goal.exists(), link
        assert not anchor or anchor in anchors(goal), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_speaks_of_the_product_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"/work/|/root/|/tmp/|/home/|localhost:\d", text) == []


def test_every_page_is_reached_from_the_readme() -> None:
    named = {link.partition("#")[0] for link in links(ROOT / "README.md")}
    pages = {page.relative_to(ROOT).as_posix() for page in PAGES}
    assert pages - named == {"README.md"}


def test_licence_is_the_one_that_is_declared() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_transcript_on_the_first_page_is_a_walk() -> None:
    walk = (ROOT / "dialogues" / "walks" / "weekly-check-in" / "money.txt").read_text(
        encoding="utf-8"
    )
    said = re.findall(r"^> \*\*(?:Max-WW|U):\*\* (.+)$", README, re.MULTILINE)
    assert said
    assert [line for line in said if line not in walk] == []
