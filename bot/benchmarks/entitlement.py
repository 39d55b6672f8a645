"""The entitlement check, beside the same check that reads the norms anew each time."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time, time_ns
from timeit import timeit

from bot.commands.entitlement import verdicts
from bot.entitlement import Answers, NormTable, check
from bot.scripts.norms import read_norms
from bot.settings import Settings
from bot.texts import Phrasebook

CHECKS = 5000
REPARSED = 3
"""Checks of the baseline; reading the norms takes so long that few are enough."""
MOST_INCOME = 1600
"""Incomes run from nothing to above every norm for one person, each a different amount."""

KNOWN: Mapping[str, object] = {
    "ww_end": "2026-11-30", "first_ww_day": "2025-06-01", "ww_full_duration_used": True,
    "birth_date": "1985-05-05", "household": "single", "children_under_18": 0,
    "housemates_27": 0, "residence": "dutch", "lives_in_nl": True, "address": "fixed",
    "money": 2500, "vehicles": 0, "other_assets": 0, "debts": 0, "home_equity": 0,
    "education": "none", "weeks_abroad": 0, "unpaid_leave": False, "detained": False,
    "self_employed": False, "ww_below_minimum": False,
}  # fmt: skip
"""Everything that the check asks for, of a made-up person."""
SIX_UNKNOWN = ("birth_date", "household", "housemates_27", "money", "address", "residence")
"""Answers that leave the most ways of living open."""


@dataclass(frozen=True)
class EntitlementResult:
    """Checks a second of processor time, on one core.

    `lines_a_second`: from a line of JSON to a line of JSON, sentences included.
    """

    answers: str
    checks_a_second: float
    lines_a_second: float
    reparsing_a_second: float

    @property
    def ratio(self) -> float:
        """Checks for each check that reads the norms anew."""
        return self.checks_a_second / self.reparsing_a_second


def bench_entitlement(settings: Settings, checks: int = CHECKS) -> Iterator[EntitlementResult]:
    """Yield how fast checks are with everything known, and with six answers unknown."""
    unknown = dict.fromkeys(SIX_UNKNOWN, "unknown")
    yield _measured(settings, "everything known", KNOWN, checks)
    yield _measured(settings, "six unknown", {**KNOWN, **unknown}, checks)


def _measured(
    settings: Settings, name: str, answers: Mapping[str, object], checks: int
) -> EntitlementResult:
    people = [{**answers, "income": n % MOST_INCOME} for n in range(checks)]
    lines = [json.dumps(person) for person in people]
    read = [Answers.from_mapping(person) for person in people]
    folder = settings.dialogues / "norms"
    table, say = read_norms(folder)[0], Phrasebook.load(settings).say

    def check_all() -> None:
        for one in read:
            check(one, table)

    def write_all() -> None:
        for verdict in verdicts(lines, table, say):
            json.dumps(verdict, ensure_ascii=False)

    def check_some_reparsing() -> None:
        for number, one in enumerate(read[:REPARSED]):
            check(one, _read_anew(folder, number))

    return EntitlementResult(
        name,
        _a_second(check_all, checks),
        _a_second(write_all, checks),
        _a_second(check_some_reparsing, REPARSED),
    )


def _read_anew(folder: Path, number: int) -> NormTable:
    """Read copies of the norm files that differ by a comment, so that no text is known yet."""
    with TemporaryDirectory() as copies:
        for path in folder.glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            Path(copies, path.name).write_text(f"{text}# {number} {time_ns()}\n", "utf-8")
        return read_norms(Path(copies))[0]


def _a_second(work: Callable[[], None], times: int) -> float:
    # timeit keeps the garbage collector out: in a large process one look of it takes as long as
    # hundreds of checks.
    return times / timeit(work, timer=process_time, number=1)


def as_json(result: EntitlementResult) -> dict[str, object]:
    """Return a result as JSON, with its ratio."""
    return {**asdict(result), "ratio": result.ratio}
