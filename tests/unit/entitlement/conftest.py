"""The shipped norms, and one person to start from: Ann, 41, alone, nothing in the bank."""

from collections.abc import Callable, Mapping

import pytest

from bot.entitlement import Answers, NormTable, Verdict, check
from bot.scripts.norms import read_norms
from bot.settings import Settings

ANN: Mapping[str, object] = {
    "ww_end": "2026-11-30", "first_ww_day": "2025-06-01", "ww_full_duration_used": True,
    "birth_date": "1985-05-05", "household": "single", "children_under_18": 0,
    "housemates_27": 0, "residence": "dutch", "lives_in_nl": True, "address": "fixed",
    "income": 0, "money": 0, "vehicles": 0, "other_assets": 0, "debts": 0, "home_equity": 0,
    "education": "none", "weeks_abroad": 0, "unpaid_leave": False, "detained": False,
    "self_employed": False, "ww_below_minimum": False,
}  # fmt: skip


@pytest.fixture(scope="session")
def table() -> NormTable:
    return read_norms(Settings().dialogues / "norms")[0]


@pytest.fixture(scope="session")
def ann() -> Mapping[str, object]:
    return ANN


@pytest.fixture(scope="session")
def judge(table: NormTable) -> Callable[..., Verdict]:
    """Judge Ann with some answers changed."""

    def judged(**changes: object) -> Verdict:
        return check(Answers.from_mapping({**ANN, **changes}), table)

    return judged
