"""Reading the norms: figures of the law with dates and sources; every fault has its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from bot.entitlement.norms import (
    AOW_AGE,
    CORE,
    LASTING,
    NAMES,
    DatedValue,
    NormTable,
    Parameter,
)
from bot.scripts.problems import Place, Problem, nearest_name
from bot.scripts.source import Fields, read_fields

EXPIRING_UNITS = ("euro", "euro a day", "euro a month", "euro a year")
"""An amount always has a last day: an amount without one would be shown long after it changed."""
UNITS = (*EXPIRING_UNITS, "share", "years", "months", "weeks", "days", "date")
NOT_FOUND = "unknown"
"""Written for a value that no source gives; the rules then say unknown."""
WARNED_BEFORE = timedelta(weeks=6)
HALF_YEARS = ((1, 1), (7, 1))


@dataclass(frozen=True)
class _Read:
    """One value as read, with the place of its dates; `known` is no for a value not found."""

    value: DatedValue
    fields: Fields
    known: bool


def read_norms(directory: Path) -> tuple[NormTable, list[Problem]]:
    """Read every norm file of a folder; problems are in the order of the files."""
    problems: list[Problem] = []
    parameters: dict[str, Parameter] = {}
    paths = sorted(directory.glob("*.yaml"))
    for path in paths:
        fields = read_fields(path, problems)
        if fields is not None:
            for parameter in _read_file(fields):
                parameters[parameter.name] = parameter
    problems.extend(_absent(parameters, str(paths[0]) if paths else str(directory)))
    return NormTable(parameters), problems


def expiry_warnings(table: NormTable, today: date, file: str = "norms") -> list[Problem]:
    """Warn from six weeks before 1 January and 1 July when norms have no next value."""
    found = []
    for turn in _turns(today):
        late = [each.name for each in table.parameters.values() if _runs_out(each, turn)]
        if late:
            last = turn - timedelta(days=1)
            figures = {"n": len(late), "names": ", ".join(late), "day": turn, "last": last}
            found.append(Problem(Place(file, 1, 1), "norms-expire", figures, level="warning"))
    return found


def _runs_out(parameter: Parameter, day: date) -> bool:
    """Say whether an amount has no value for a day although it once had one."""
    return parameter.unit in EXPIRING_UNITS and bool(parameter.values) and not parameter.on(day)


def _turns(today: date) -> list[date]:
    """Return the half-year turns that are near or have come this year without new norms."""
    days = [date(year, *turn) for year in (today.year, today.year + 1) for turn in HALF_YEARS]
    return [day for day in days if day - WARNED_BEFORE <= today][-1:]


def _read_file(fields: Fields) -> Iterator[Parameter]:
    for name in fields.keys:
        under = fields.fields(name)
        if under is None:
            continue
        if name not in NAMES:
            near = nearest_name(name, NAMES)
            fields.problem("norm-unknown", name, nearest=near, found=name)
        yield _read_parameter(name, under)
    fields.finish()


def _read_parameter(name: str, fields: Fields) -> Parameter:
    description, article = fields.text("description"), fields.text("article")
    unit = fields.one_of("unit", UNITS)
    read = [_read_value(name, unit, item) for item in fields.list_of_fields("values")]
    if not read:
        fields.problem("missing-key", key="values")
    fields.finish()
    read.sort(key=lambda one: one.value.valid_from)
    _check_order(name, read)
    known = tuple(one.value for one in read if one.known)
    return Parameter(name, description, unit, article, known)


def _read_value(name: str, unit: str, fields: Fields) -> _Read:
    valid_from = fields.day("valid_from")
    until = _last_day(name, unit, fields)
    value = _figure(unit, fields)
    source = fields.text("source")
    if fields.has("source") and fields.raw("source") is not None and not source.strip():
        fields.problem("norm-without-source", "source", name=name)
    if until is not None and until < valid_from:
        fields.problem("norm-ends-before-it-starts", "valid_until", name=name, until=until)
    if isinstance(value, Decimal) and value < 0:
        fields.problem("norm-negative", "value", name=name, found=str(value))
    fields.finish()
    known = fields.raw("value") != NOT_FOUND
    return _Read(DatedValue(valid_from, until, value, source), fields, known)


def _figure(unit: str, fields: Fields) -> Decimal | date:
    if fields.raw("value") == NOT_FOUND:
        return Decimal(0)
    return fields.day("value") if unit == "date" else fields.decimal("value")


def _last_day(name: str, unit: str, fields: Fields) -> date | None:
    if not fields.has("valid_until"):
        fields.problem("missing-key", key="valid_until")
        return None
    if fields.raw("valid_until") is not None:
        return fields.day("valid_until")
    if unit in EXPIRING_UNITS:
        fields.problem("norm-without-end", "valid_until", name=name)
    return None


def _check_order(name: str, read: list[_Read]) -> None:
    """Note values that overlap, and days between two values that have none."""
    for before, after in pairwise(read):
        ends, starts = before.value.valid_until, after.value.valid_from
        if ends is None or ends >= starts:
            after.fields.problem("norm-overlaps", "valid_from", name=name, day=starts)
        elif ends + timedelta(days=1) < starts:
            gap = ends + timedelta(days=1)
            after.fields.problem("norm-gap", "valid_from", name=name, day=gap, until=starts)


def _absent(parameters: dict[str, Parameter], file: str) -> Iterator[Problem]:
    for name in (*CORE, *LASTING, AOW_AGE):
        if name not in parameters or not parameters[name].values:
            yield Problem(Place(file, 1, 1), "norm-missing", {"name": name})
