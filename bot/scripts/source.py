"""YAML with positions: every value knows its file, line and column, and every fault is collected."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

from bot.scripts.problems import Level, Place, Problem, nearest_name, quoted

T = TypeVar("T")

LONGEST_FILE = 400_000
"""Characters; a larger file is refused, so that a pasted mistake cannot stall the check."""


class Fields:
    """One mapping of a data file, read field by field; notes what is wrong and reads on."""

    def __init__(self, node: CommentedMap, file: str, problems: list[Problem]) -> None:
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
            line, column = self._node.lc.key(self._written[key])
        else:
            line, column = self._node.lc.line, self._node.lc.col
        return Place(self._file, line + 1, column + 1)

    def value_place(self, key: str) -> Place:
        """Return where a key's value begins."""
        if key not in self._written:
            return self.place()
        line, column = self._node.lc.value(self._written[key])
        return Place(self._file, line + 1, column + 1)

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
        place = at or self.place(key)
        self._problems.append(Problem(place, code, figures, nearest, level))

    def has(self, key: str) -> bool:
        """Say whether a key is written, and count it as known."""
        self._known.add(key)
        return key in self._written

    def raw(self, key: str) -> Any:  # noqa: ANN401 - YAML values have any type until they are read
        """Return a value as YAML gave it, or None."""
        self._known.add(key)
        return self._node.get(self._written.get(key))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; numbers and dates that look unquoted count as text too."""
        return self._read(key, default, _as_text, "text", "")

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        return self._read(key, default, _as_int, "number", 0)

    def decimal(self, key: str, default: Decimal | None = None) -> Decimal:
        """Return an exact decimal number."""
        return self._read(key, default, _as_decimal, "amount", Decimal(0))

    def truth(self, key: str, default: bool | None = None) -> bool:
        """Return yes or no (also written as true and false)."""
        return self._read(key, default, _as_truth, "yes-no", False)

    def day(self, key: str, default: date | None = None) -> date:
        """Return a date written as 2027-06-30."""
        return self._read(key, default, _as_day, "date", date.min)

    def one_of(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        """Return one of the named options."""
        options = list(options)
        value = self.text(key, default)
        if self.has(key) and value not in options:
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
        if not isinstance(value, CommentedSeq):
            return [(str(value), self.value_place(key))]
        return [
            (str(item), Place(self._file, value.lc.item(n)[0] + 1, value.lc.item(n)[1] + 1))
            for n, item in enumerate(value)
        ]

    def fields(self, key: str) -> "Fields | None":
        """Return the mapping under a key, or None (noted when it is something else)."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, CommentedMap):
            return Fields(value, self._file, self._problems)
        self._wrong_kind(key, "mapping", value)
        return None

    def list_of_fields(self, key: str) -> Iterator["Fields"]:
        """Yield each mapping of the list under a key; other items are noted."""
        value = self.raw(key)
        if value is None:
            return
        if not isinstance(value, CommentedSeq):
            self._wrong_kind(key, "list", value)
            return
        for n, item in enumerate(value):
            if isinstance(item, CommentedMap):
                yield Fields(item, self._file, self._problems)
                continue
            line, column = value.lc.item(n)
            place = Place(self._file, line + 1, column + 1)
            self.problem("wrong-kind", at=place, key=key, expected="mapping", found=quoted(item))

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
                self.problem("missing-key", None, key=key)
                return empty
            return default
        try:
            return convert(value)
        except (ValueError, InvalidOperation):
            self._wrong_kind(key, kind, value)
            return empty if default is None else default

    def _wrong_kind(self, key: str, expected: str, value: object) -> None:
        place = self.value_place(key)
        self.problem("wrong-kind", at=place, key=key, expected=expected, found=quoted(value))


def read_fields(path: Path, problems: list[Problem], name: str | None = None) -> Fields | None:
    """Read a YAML file into fields; None when it cannot be read, with the reason in `problems`."""
    shown = name or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problems.append(Problem(Place(shown, 1, 1), "cannot-read", {"reason": reason}))
        return None
    return parse_fields(text, shown, problems)


def parse_fields(text: str, file: str, problems: list[Problem]) -> Fields | None:
    """Parse YAML text into fields; None when it is not a mapping, with the reason in `problems`."""
    if len(text) > LONGEST_FILE:
        limit = {"found": len(text), "limit": LONGEST_FILE}
        problems.append(Problem(Place(file, 1, 1), "file-too-long", limit))
        return None
    yaml = YAML(typ="rt")
    try:
        root = yaml.load(text)
    except MarkedYAMLError as error:
        problems.append(_not_yaml(error, file))
        return None
    except ValueError as error:  # ruamel builds impossible dates such as 2027-02-31 with datetime
        problems.append(Problem(_bad_date_place(text, file), "bad-date", {"reason": str(error)}))
        return None
    if not isinstance(root, CommentedMap):
        figures = {"key": file, "expected": "mapping", "found": quoted(root)}
        problems.append(Problem(Place(file, 1, 1), "wrong-kind", figures))
        return None
    return Fields(root, file, problems)


def _not_yaml(error: MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    if "duplicate key" in str(error.problem):
        found = re.search(r'duplicate key "([^"]*)"', str(error.problem))
        return Problem(place, "duplicate-key", {"found": found.group(1) if found else ""})
    return Problem(place, "not-yaml", {"reason": quoted(error.problem or error.context or "")})


def _bad_date_place(text: str, file: str) -> Place:
    for number, line in enumerate(text.splitlines(), start=1):
        for found in re.finditer(r"\d{4}-\d{1,2}-\d{1,2}", line):
            try:
                date(*(int(part) for part in found.group().split("-")))
            except ValueError:
                return Place(file, number, found.start() + 1)
    return Place(file, 1, 1)


def _as_text(value: object) -> str:
    if isinstance(value, CommentedMap | CommentedSeq):
        raise ValueError(value)
    return str(value)


def _as_int(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(value)
    return int(value)


def _as_decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(value)
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(value)
    return number


def _as_truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"yes", "no"}:
        return value.lower() == "yes"
    raise ValueError(value)


def _as_day(value: object) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    return date.fromisoformat(str(value))
