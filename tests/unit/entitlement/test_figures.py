"""The shipped figures: complete, sourced, dated, equal to the facts; none of them in the code."""

import re
import tokenize
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import bot.entitlement
from bot.entitlement import DatedValue, NormTable, Parameter
from bot.entitlement.norms import NAMES, MissingFigureError
from bot.scripts.norms import read_norms
from bot.scripts.source import Fields, read_fields
from bot.settings import Settings

NORMS = Settings().dialogues / "norms"
PACKAGE = Path(bot.entitlement.__file__).parent
HALF_YEARS = [date(y, m, 1) for y in (2024, 2025, 2026) for m in (1, 7)][1:]
NO_FIGURES_OF_THE_LAW = {
    "0", "1", "2", "8192", "4096", "31", "99", "10", "12", "60", "0.6", "1900", "2199",
    "50", "100",  # how far an amount that somebody says by heart may be off
}  # fmt: skip
FIRST_DAY, LAST_DAY = date(2024, 7, 1), date(2026, 12, 31)


def test_every_figure_that_the_rules_use_is_there(table: NormTable) -> None:
    assert set(table.parameters) == set(NAMES)


def test_every_value_has_a_source_and_every_figure_an_article(table: NormTable) -> None:
    for parameter in table.parameters.values():
        assert parameter.article
        assert parameter.description
        assert all(value.source.strip() for value in parameter.values), parameter.name


def test_every_figure_says_for_each_day_what_it_is_or_that_it_is_not_known(
    written: dict[str, Fields],
) -> None:
    """An `unknown` stands in the file with its reason; a day that is left out is a mistake."""
    for name, fields in written.items():
        values = sorted(fields.list_of_fields("values"), key=lambda one: one.day("valid_from"))
        assert values[0].day("valid_from") <= FIRST_DAY, name
        assert values[-1].day("valid_until", date.max) >= LAST_DAY, name
        assert all(value.text("source") for value in values), name


@pytest.fixture(scope="session")
def written() -> dict[str, Fields]:
    root = read_fields(NORMS / "bijstand.yaml", [])
    assert root is not None
    return {name: fields for name in root.keys if (fields := root.fields(name)) is not None}


def test_an_amount_is_brought_up_to_date_by_one_dated_line(tmp_path: Path) -> None:
    """What a coordinator writes in December: one line below the last value of a norm."""
    text = (NORMS / "bijstand.yaml").read_text(encoding="utf-8")
    last = next(line for line in text.splitlines() if "2026-07-01.yaml art.21a" in line)
    new = "    - {valid_from: 2027-01-01, valid_until: 2027-06-30, value: 1430.00, source: made up}"
    (tmp_path / "bijstand.yaml").write_text(text.replace(last, f"{last}\n{new}"), encoding="utf-8")
    table, problems = read_norms(tmp_path)
    value = table.parameters["norm-single-21"].on(date(2027, 3, 1))
    assert problems == []
    assert value == DatedValue(date(2027, 1, 1), date(2027, 6, 30), Decimal(1430), "made up")


@pytest.mark.parametrize("day", HALF_YEARS)
def test_every_half_year_since_july_2024_is_usable(table: NormTable, day: date) -> None:
    norms = table.on(day)
    assert (norms.usable, norms.valid_from) == (True, day)
    assert norms.valid_until is not None
    assert norms.valid_until.month in (6, 12)


GOLDEN: Mapping[str, tuple[str, ...]] = {
    "norm-single-21": ("1308.45", "1345.45", "1369.06", "1401.50", "1419.46"),
    "norm-couple-21": ("1869.21", "1922.07", "1955.80", "2002.13", "2027.79"),
    "norm-single-aow": ("1456.85", "1501.07", "1530.21", "1564.69", "1587.34"),
    "norm-couple-aow": ("1976.64", "2053.48", "2094.98", "2144.16", "2176.10"),
    "norm-young-single": ("323.03", "332.17", "337.98", "345.99", "350.42"),
    "norm-young-couple": ("646.06", "664.34", "675.96", "691.98", "700.84"),
    "norm-young-couple-children": ("1019.90", "1048.75", "1067.12", "1092.41", "1106.40"),
    "norm-mixed-couple": ("1257.64", "1293.21", "1315.88", "1347.06", "1364.32"),
    "norm-mixed-couple-children": ("1631.48", "1677.62", "1707.04", "1747.49", "1769.88"),
    "norm-institution-single": ("414.31", "426.03", "433.49", "443.76", "449.44"),
    "norm-institution-couple": ("644.45", "662.69", "674.29", "690.27", "699.11"),
    "raise-young": ("746.45", "762.24"),
    "mixed-sharing-part": ("345.99", "350.42"),
    "mixed-sharing-part-children": ("746.42", "755.98"),
    "assets-single": ("7770", "8000"),
    "assets-family": ("15540", "16000"),
    "home-equity-exempt": ("67500",),
    "ioaw-couple-each": ("1001.07", "1013.90"),
    "tw-couple-day": ("107.45",),
    "tw-single-day": ("76.75",),
    "tw-single-sharing-day": ("49.94",),
    "gifts-exempt-year": ("1200",),
    "care-allowance-single-year": ("1574",),
    "care-allowance-couple-year": ("3010",),
    "child-budget-each-year": ("2580",),
}


@pytest.mark.parametrize(("name", "amounts"), GOLDEN.items())
def test_the_amounts_are_those_of_the_law(
    table: NormTable, name: str, amounts: tuple[str, ...]
) -> None:
    values = [value.value for value in table.parameters[name].values]
    assert values == [Decimal(amount) for amount in amounts]


def test_a_later_day_gets_the_last_norms_and_is_not_usable(table: NormTable) -> None:
    norms = table.on(date(2027, 7, 1))
    assert not norms.usable
    assert (norms.valid_from, norms.valid_until) == (date(2026, 7, 1), date(2026, 12, 31))
    assert norms.amount("norm-single-21") == Decimal("1419.46")


def test_an_earlier_day_gets_the_first_norms_and_is_not_usable(table: NormTable) -> None:
    norms = table.on(date(2020, 1, 1))
    assert (norms.usable, norms.valid_from) == (False, date(2024, 7, 1))


def test_one_missing_norm_makes_a_day_unusable(table: NormTable) -> None:
    single = table.parameters["norm-single-21"]
    shorter = Parameter(
        single.name, single.description, single.unit, single.article, single.values[:-1]
    )
    norms = NormTable({**table.parameters, single.name: shorter}).on(date(2026, 12, 1))
    assert (norms.usable, norms.valid_until) == (False, date(2026, 6, 30))


def test_an_empty_table_says_what_is_missing() -> None:
    with pytest.raises(MissingFigureError, match="norm-single-21"):
        NormTable({}).on(date(2026, 12, 1))


def test_a_value_holds_on_its_first_and_last_day() -> None:
    value = DatedValue(date(2026, 1, 1), date(2026, 6, 30), Decimal(1), "x")
    assert value.holds_on(date(2026, 1, 1))
    assert value.holds_on(date(2026, 6, 30))
    assert not value.holds_on(date(2026, 7, 1))


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_no_figure_of_the_law_stands_in_the_code(path: Path) -> None:
    with path.open("rb") as opened:
        tokens = list(tokenize.tokenize(opened.readline))
    numbers = {token.string for token in tokens if token.type == tokenize.NUMBER}
    assert numbers <= NO_FIGURES_OF_THE_LAW
    amounts = set(re.findall(r'Decimal\("([^"]*)"\)', path.read_text(encoding="utf-8")))
    assert amounts <= {"0.00", "0.01", "0.05", "Infinity"}


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.name)
def test_the_package_imports_only_itself_and_pure_modules(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    named = [line.split()[1] for line in lines if line.startswith(("import ", "from "))]
    pure = {"collections", "collections.abc", "dataclasses", "datetime", "decimal", "difflib",
            "enum", "functools", "itertools", "re", "types", "typing"}  # fmt: skip
    assert all(name in pure or name.startswith("bot.entitlement") for name in named)
