"""Whatever a hand or a cat does to a file, the checker says what is wrong and never falls over."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.check import sayer
from bot.scripts import check_paths as check_paths_module
from bot.scripts.check_paths import check_paths
from bot.scripts.problems import Problem
from bot.settings import ROOT, Settings

SAY = sayer(Settings())


@pytest.fixture(scope="module", autouse=True)
def _installation_read_once() -> Iterator[None]:
    """Judge each mutated file against the shipped data, read once and not for every mutation."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_paths_module, "Installation", cache(check_paths_module.Installation))
        yield


MUSEUM = ROOT / "tests" / "broken"
KINDS = {
    "script": "scripts/weekly-check-in.yaml",
    "programme": "programmes/werk-in-zicht.yaml",
    "municipality": "municipalities/generic.yaml",
    "norms": "norms/bijstand.yaml",
    "facts": "facts.yaml",
    "words": "words.yaml",
    "phrases": "phrases/schedule.yaml",
}
PIECES = st.sampled_from(
    ["", " ", "\n", "\t", ":", "- ", "{", "}", "[", "]", '"', "'", "&a ", "*a", "!!x ", "|", ">",
     "#", "0", "-1", "1e999", "true", "null", "~", "2027-02-31", "=", "==", "&&", "(", "\x00", "\r",
     "\ufeff", "\u2028", "é", "ja", "steps:", "then:", "when:", "next", "? ", "<<: ", "%", "@",
     "---\n", ".."]
)  # fmt: skip
MUTATIONS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), min_size=1, max_size=6)


def mutated(text: str, mutations: list[tuple[float, int, str]]) -> str:
    """Replace some characters at some places by other pieces."""
    for where, length, piece in mutations:
        start = int(where * len(text))
        text = text[:start] + piece + text[start + length :]
    return text


def check(kind: str, text: str, folder: Path) -> list[Problem]:
    """Check a text as a file of its kind."""
    path = folder / KINDS[kind]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    return check_paths([path], ROOT / "dialogues", date(2026, 9, 1))


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mutations=MUTATIONS)
def test_a_mutated_file_is_told_about(
    kind: str, mutations: list[tuple[float, int, str]], tmp_path: Path
) -> None:
    text = (ROOT / "dialogues" / KINDS[kind]).read_text(encoding="utf-8")[:6000]
    for problem in check(kind, mutated(text, mutations), tmp_path):
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.code in problem.line(SAY)
        assert "problem." not in problem.message(SAY)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_off_anywhere_is_told_about(kind: str, tmp_path: Path) -> None:
    text = (ROOT / "dialogues" / KINDS[kind]).read_text(encoding="utf-8")[:4000]
    for end in range(0, len(text), 97):
        for problem in check(kind, text[:end], tmp_path):
            assert problem.code in problem.line(SAY)
