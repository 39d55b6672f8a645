"""YAML with positions: each value knows its file, line and column; every fault is collected."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from bot.dialogue.wording import Figure, phrase
from bot.scripts.problems import Level, Place, Problem, nearest_name, quoted
from bot.scripts.values import WrongValueError, as_day, as_decimal, as_int, as_text, as_truth
from bot.scripts.yaml_faults import code_of
from bot.scripts.yaml_tree import Position, YamlList, YamlMap, read_tree

T = TypeVar("T")

LONGEST_FILE = 400_000
"""Characters; a larger file is refused, so that a pasted mistake cannot stall the check."""


class Fields:
    """One mapping of a data file, read field by field; notes what is wrong and reads on."""

    def __init__(self, node: YamlMap, file: str, problems: list[Problem]) -> None:
        self._node = node
        self._file = file
        self._problems = problems
        self._known: set[str] = set()
        self._written = {str(key): key for key in node}

    @property
    def keys(self) -> list[str]:
        """The keys as written, in order."""
        return list(self._written)

    def place(self, key: str | None = None) -> Place:
        """Return where a key stands, or where the mapping begins."""
        if key is not None and key in self._written:
            return self._at(self._node.keys_at, key)
        return self._place(self._node.begins)

    def value_place(self, key: str) -> Place:
        """Return where a key's value begins."""
        return self._at(self._node.values_at, key) if key in self._written else self.place()

    def _at(self, positions: Mapping[Any, Position], key: str) -> Place:
        position = positions.get(self._written[key])
        return self.place() if position is None else self._place(position)

    def _place(self, position: Position) -> Place:
        return Place(self._file, position.line + 1, position.column + 1)

    def problem(
        self,
        code: str,
        key: str | None = None,
        /,
        *,
        nearest: str = "",
        level: Level = "error",
        at: Place | None = None,
        **figures: object,
    ) -> None:
        """Note a problem at a key of this mapping, or at another place."""
        self.note(Problem(at or self.place(key), code, figures, nearest, level))

    def note(self, problem: Problem) -> None:
        """Note a problem that another reader found."""
        self._problems.append(problem)

    def has(self, key: str) -> bool:
        """Say whether a key is written, and count it as known."""
        self._known.add(key)
        return key in self._written

    def raw(self, key: str) -> Any:  # noqa: ANN401 - YAML values have any type until they are read
        """Return a value as YAML gave it, or None."""
        self._known.add(key)
        return self._node.get(self._written.get(key))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; whole numbers and dates that stand without quotes count as text too."""
        return self._read(key, default, as_text, "text", "")

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        return self._read(key, default, as_int, "number", 0)

    def decimal(self, key: str, default: Decimal | None = None) -> Decimal:
        """Return an exact decimal number."""
        return self._read(key, default, as_decimal, "amount", Decimal(0))

    def truth(self, key: str, default: bool | None = None) -> bool:
        """Return yes or no (also written as true and false)."""
        return self._read(key, default, as_truth, "yes-no", False)

    def day(self, key: str, default: date | None = None) -> date:
        """Return a date written as 2027-06-30."""
        return self._read(key, default, as_day, "date", date.min)

    def one_of(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        """Return one of the named options."""
        options = list(options)
        value = self.text(key, default)
        if self.raw(key) is not None and value and value not in options:
            self.problem(
                "unknown-option",
                at=self.value_place(key),
                nearest=nearest_name(value, options),
                key=key,
                found=quoted(value),
                options=", ".join(options),
            )
            return default if default is not None else next(iter(options), "")
        return value

    def texts(self, key: str) -> list[tuple[str, Place]]:
        """Return a list of texts with their places; one text alone counts as a list of one."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, YamlList):
            return [(self.text(key), self.value_place(key))]
        found: list[tuple[str, Place]] = []
        for item, place in self._items(value):
            try:
                found.append((as_text(item), place))
            except WrongValueError as error:
                self._wrong(error.code, key, "text", item, place)
        return found

    def items(self, key: str) -> "list[Fields | tuple[str, Place]]":
        """Return a list whose items are mappings or texts (with their places)."""
        value = self.raw(key)
        if isinstance(value, YamlList) and any(isinstance(v, YamlMap) for v in value):
            return [
                Fields(item, self._file, self._problems)
                if isinstance(item, YamlMap)
                else (str(item), place)
                for item, place in self._items(value)
            ]
        return list(self.texts(key))

    def _items(self, value: YamlList) -> Iterator[tuple[Any, Place]]:
        for item, position in zip(value, value.items_at, strict=True):
            yield item, self._place(position)

    def fields(self, key: str) -> "Fields | None":
        """Return the mapping under a key, or None (noted when it is something else)."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, YamlMap):
            return Fields(value, self._file, self._problems)
        self._wrong("wrong-kind", key, "mapping", value)
        return None

    def list_of_fields(self, key: str) -> Iterator["Fields"]:
        """Yield each mapping of the list under a key; other items are noted."""
        value = self.raw(key)
        if value is None:
            return
        if not isinstance(value, YamlList):
            self._wrong("wrong-kind", key, "list", value)
            return
        for item, place in self._items(value):
            if isinstance(item, YamlMap):
                yield Fields(item, self._file, self._problems)
            else:
                self._wrong("wrong-kind", key, "mapping", item, place)

    def pairs(self, key: str) -> list[tuple[str, str, Place]]:
        """Return the mapping under a key as (name, text, place of the name) in order."""
        under = self.fields(key)
        if under is None:
            return []
        return [(name, under.text(name), under.place(name)) for name in under.keys]

    def finish(self) -> None:
        """Note every key that nobody asked for, with the nearest valid name."""
        for key in self.keys:
            if key not in self._known:
                near = nearest_name(key, self._known)
                valid = ", ".join(sorted(self._known))
                self.problem("unknown-key", key, nearest=near, found=quoted(key), valid=valid)

    def _read(
        self, key: str, default: T | None, convert: Callable[[Any], T], kind: str, empty: T
    ) -> T:
        value = self.raw(key)
        if value is None:
            if default is None:
                self.problem("empty-value" if key in self._written else "missing-key", key, key=key)
                return empty
            return default
        try:
            return convert(value)
        except WrongValueError as error:
            self._wrong(error.code, key, kind, value)
            return empty if default is None else default

    def _wrong(
        self, code: str, key: str, expected: str, value: object, at: Place | None = None
    ) -> None:
        place = at or self.value_place(key)
        kind = phrase(f"kind.{expected}")
        self.problem(code, at=place, key=key, expected=kind, found=_shown(value))


def read_fields(path: Path, problems: list[Problem], name: str | None = None) -> Fields | None:
    """Read a YAML file into fields; None when it cannot be read, with the reason in `problems`."""
    shown = name or str(path)
    text = read_text(path, problems, shown)
    return None if text is None else parse_fields(text, shown, problems)


def read_text(path: Path, problems: list[Problem], name: str | None = None) -> str | None:
    """Read a file as text; None when it cannot be read, with the reason in `problems`."""
    shown = name or str(path)
    try:
        size = path.stat().st_size
        if size > 4 * LONGEST_FILE:
            problems.append(_too_long(shown, size))
            return None
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(Place(shown, 1, 1), "not-found"))
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        problems.append(Problem(Place(shown, line, column), "not-utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        problems.append(Problem(Place(shown, 1, 1), "cannot-read", {"reason": reason}))
    return None


def parse_fields(text: str, file: str, problems: list[Problem]) -> Fields | None:
    """Parse YAML text into fields; None when it is not a mapping, with the reason in `problems`."""
    if len(text) > LONGEST_FILE:
        problems.append(_too_long(file, len(text)))
        return None
    try:
        root = read_tree(text)
    except MarkedYAMLError as error:
        problems.append(_not_yaml(error, file, text))
        return None
    except ReaderError as error:
        problems.append(Problem(_place_of(error.position, text, file), "control-character"))
        return None
    except (YAMLError, ValueError, RecursionError, AssertionError):
        # The library asserts some of what it takes for granted, such as where a comment can stand.
        problems.append(Problem(Place(file, 1, 1), "not-yaml"))
        return None
    if root is None:
        problems.append(Problem(Place(file, 1, 1), "empty-file"))
        return None
    if not isinstance(root, YamlMap):
        problems.append(Problem(Place(file, 1, 1), "not-a-mapping", {"found": _shown(root)}))
        return None
    return Fields(root, file, problems)


def _shown(value: object) -> Figure:
    """Return a found value as the message shows it; a whole list or mapping by its kind only."""
    if isinstance(value, YamlMap):
        return phrase("kind.some-mapping")
    if isinstance(value, YamlList):
        return phrase("kind.some-list")
    return str(value).lower() if isinstance(value, bool) else quoted(value)


def _too_long(file: str, found: int) -> Problem:
    figures = {"found": found, "limit": LONGEST_FILE}
    return Problem(Place(file, 1, 1), "file-too-long", figures)


def _not_yaml(error: MarkedYAMLError, file: str, text: str) -> Problem:
    problem, context = str(error.problem or ""), str(error.context or "")
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    code = code_of(problem, context, line)
    if code in ("open-quote", "open-bracket") and error.context_mark:
        mark = error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    found = re.search(r'duplicate key "([^"]*)"|character \'(.)\'', problem)
    shown = (found.group(1) or found.group(2)) if found else quoted(line.strip())
    return Problem(place, code, {"found": shown, "example": "{first_name}"})


def _place_of(position: int, text: str, file: str) -> Place:
    before = text[:position]
    return Place(file, before.count("\n") + 1, position - before.rfind("\n"))
