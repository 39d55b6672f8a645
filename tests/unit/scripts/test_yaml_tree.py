"""The fast reading of YAML gives the same tree as the thorough one, or leaves it to that one."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from bot.scripts.yaml_tree import (
    UnsureError,
    YamlList,
    YamlMap,
    read_fast,
    read_thoroughly,
    read_tree,
)

SHIPPED = sorted(Path("dialogues").rglob("*.yaml"))
DOUBTFUL = ("0x1F", "1_000", "1e3", "007", "+.inf", "!!str 1", "&a 1", "0o17", "-.5", "1.", "=")
WORDS = (
    "a", "no", "true", "~", "1", "1.50", "-3", "2027-06-30", "0x1", "1_0", "é", "'", '"', ":", ": ",
    " ", "\n", "\n  ", "- ", "#", " #", "{", "}", "[", "]", ",", "?", "|", ">", "&x", "*x", "!",
    "%", "\t", "<<", "null", "10:30", "1e5", "...", "---",
)  # fmt: skip


def _shown(node: Any) -> object:  # noqa: ANN401 - YAML values have any type
    """Return a tree as something that can be compared, with the place of all that is written."""
    if isinstance(node, YamlMap):
        places = {key: (node.keys_at.get(key), node.values_at.get(key)) for key in node}
        return (
            node.begins,
            [(_shown(key), places[key][0], _shown(value)) for key, value in node.items()],
            # Nothing is written where a value is empty, and the two name places beside it.
            [places[key][1] for key, value in node.items() if value is not None],
        )
    if isinstance(node, YamlList):
        items = zip(node, node.items_at, strict=True)
        return [(_shown(item), at if item is not None else None) for item, at in items]
    kind = next((k for k in (bool, int, float, str) if isinstance(node, k)), type(node))
    return kind, node


@pytest.mark.parametrize("path", SHIPPED, ids=str)
def test_reads_what_ships_fast_and_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert _shown(read_fast(text)) == _shown(read_thoroughly(text))


@pytest.mark.parametrize("text", DOUBTFUL)
def test_leaves_what_is_doubtful_to_the_thorough_reading(text: str) -> None:
    with pytest.raises(UnsureError):
        read_fast(f"key: {text}")
    assert str(read_tree(f"key: {text}")) == str(read_thoroughly(f"key: {text}"))


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_never_reads_fast_what_would_read_otherwise(text: str) -> None:
    try:
        fast = read_fast(text)
    except (UnsureError, yaml.YAMLError):
        return
    try:
        thorough = read_thoroughly(text)
    except (YAMLError, ValueError, AssertionError):
        thorough = "no YAML"
    assert _shown(fast) == _shown(thorough)
