"""YAML as a tree in which each key and each value knows where it stands.

Two libraries read it, since neither does all that is needed. libyaml (through PyYAML) reads forty
times as fast, so starting does not take seconds. ruamel.yaml follows YAML 1.2, says best what is
wrong, and has the last word: whatever the fast reading refuses or might take for something else
is read by it. A test holds that both give the same tree for all that ships.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.events import AliasEvent

DEEPEST_NESTING = 60
"""Brackets that are open at once; deeper nesting is no script but a slip or an attack."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Where PyYAML was built without libyaml its own parser gives the same events, only slower."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {
    word: value
    for word, value in (("true", True), ("false", False))
    for word in (word, word.title(), word.upper())
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z", re.ASCII)
_BROKEN = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+\Z", re.ASCII)
_LIKE_NUMBER = re.compile(
    r"[-+]?(?:[0-9._:](?:[0-9._:e+-]*[0-9._:])?|0[xob][0-9a-f_]*|\.(?:inf|nan))\Z",
    re.ASCII | re.IGNORECASE,
)
"""Whatever some version of YAML might take for a number."""
_TOLERATED = re.compile(r"\t|[|>][-+0-9]*#|^%", re.MULTILINE)
"""Where the two differ: tabs, a comment right behind `|` or `>`, and a version that is named."""
_LIKE_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\Z", re.ASCII)


class Position(NamedTuple):
    """A line and a column, both counted from 0."""

    line: int
    column: int


class YamlMap(dict[Any, Any]):
    """A mapping; `keys_at` and `values_at` say where each key and its value begin.

    A key that was merged in by `<<` has no place of its own.
    """

    def __init__(self, begins: Position) -> None:
        super().__init__()
        self.begins = begins
        self.keys_at: dict[Any, Position] = {}
        self.values_at: dict[Any, Position] = {}


class YamlList(list[Any]):
    """A list; `items_at` says where each item begins."""

    def __init__(self) -> None:
        super().__init__()
        self.items_at: list[Position] = []


@lru_cache(maxsize=128)
def read_tree(text: str) -> Any:  # noqa: ANN401 - YAML values have any type until they are read
    """Return the tree of a text; it is only ever read, so the same text is parsed once.

    Raises MarkedYAMLError, ReaderError or another YAMLError of ruamel.yaml when the text is no
    YAML, and ValueError, RecursionError or AssertionError when it cannot be a data file.
    """
    try:
        return read_fast(text)
    except (UnsureError, yaml.YAMLError):
        return read_thoroughly(text)


class UnsureError(ValueError):
    """Something stands in the text that only the thorough reading should judge."""


def read_fast(text: str) -> Any:  # noqa: ANN401 - as above
    """Return the tree of a text in which nothing is doubtful.

    Raises UnsureError when something is, and the error of the library when it cannot be read.
    """
    if _TOLERATED.search(text):
        raise UnsureError
    root = YamlList()
    open_nodes: list[YamlMap | YamlList] = [root]
    keys: list[tuple[Any, Position] | None] = [None]
    for event in yaml.parse(text, Loader=_LOADER):
        match event:
            case yaml.ScalarEvent():
                value = _plain_value(event) if event.implicit[0] else _quoted_value(event)
                _refuse_names(event)
            case yaml.MappingStartEvent():
                _refuse_names(event)
                value = YamlMap(_begin_of(event))
            case yaml.SequenceStartEvent():
                _refuse_names(event)
                value = YamlList()
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                open_nodes.pop()
                keys.pop()
                continue
            case yaml.AliasEvent():
                raise UnsureError
            case _:
                continue
        _put(open_nodes[-1], keys, value, _begin_of(event))
        if isinstance(value, YamlMap | YamlList):
            if len(open_nodes) > DEEPEST_NESTING:
                raise UnsureError
            open_nodes.append(value)
            keys.append(None)
    if len(root) != 1:
        raise UnsureError
    return root[0]


def _put(
    node: YamlMap | YamlList,
    keys: list[tuple[Any, Position] | None],
    value: Any,  # noqa: ANN401 - as above
    at: Position,
) -> None:
    """Put a value in its list, or in its mapping: there every other one is a key."""
    if isinstance(node, YamlList):
        node.append(value)
        node.items_at.append(at)
        return
    key = keys[-1]
    if key is None:
        if isinstance(value, YamlMap | YamlList) or value in node:
            raise UnsureError
        keys[-1] = value, at
        return
    name, key_at = key
    node[name] = value
    node.keys_at[name] = key_at
    node.values_at[name] = at
    keys[-1] = None


def _refuse_names(
    event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent,
) -> None:
    """Leave tags, and anchors of aliases, to the thorough reading."""
    if event.anchor is not None or event.tag is not None:
        raise UnsureError


def _begin_of(event: yaml.Event) -> Position:
    mark = event.start_mark
    if mark is None:  # the library allows it, and no parser of it does so
        raise UnsureError
    return Position(mark.line, mark.column)


def _plain_value(event: yaml.ScalarEvent) -> object:
    """Return what a text without quotes means by YAML 1.2; a date stays as it was written."""
    text: str = event.value
    if text in _NOTHING:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if text in ("<<", "="):
        raise UnsureError
    if not _LIKE_NUMBER.match(text) or _LIKE_DAY.match(text):
        return text
    if _WHOLE.match(text):
        return int(text)
    if _BROKEN.match(text):
        return float(text)
    raise UnsureError


def _quoted_value(event: yaml.ScalarEvent) -> str:
    """Return a text between quotes, or in a block; an empty block may only look empty."""
    if not event.value and event.style in ("|", ">"):
        raise UnsureError
    return str(event.value)


class _Guarded(Composer):
    """Refuses `*name`, which can unfold a few lines into millions, and nesting without end."""

    nesting = 0

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - as the library has it
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            raise ComposerError(None, None, "alias", event.start_mark)
        if self.nesting >= DEEPEST_NESTING:
            raise ComposerError(None, None, "nested too deep", event.start_mark)
        self.nesting += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.nesting -= 1


class _DatesAsText(RoundTripConstructor):
    """Leaves dates as they were written, so that one impossible date does not hide the rest."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:  # noqa: ANN401, ARG002 - as the library has it
        return str(node.value)


_DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", _DatesAsText.construct_yaml_timestamp)


def read_thoroughly(text: str) -> Any:  # noqa: ANN401 - as above
    """Return the tree of a text; raises as `read_tree` does."""
    library = YAML(typ="rt")
    library.Composer = _Guarded
    library.Constructor = _DatesAsText
    return _tree_of(library.load(text))


def _tree_of(node: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(node, CommentedMap):
        mapping = YamlMap(Position(node.lc.line, node.lc.col))
        for key, value in node.items():
            mapping[key] = _tree_of(value)
            if key in (node.lc.data or {}):
                mapping.keys_at[key] = Position(*node.lc.key(key))
                mapping.values_at[key] = Position(*node.lc.value(key))
        return mapping
    if isinstance(node, CommentedSeq):
        listed = YamlList()
        for number, item in enumerate(node):
            listed.append(_tree_of(item))
            listed.items_at.append(Position(*node.lc.item(number)))
        return listed
    return node
