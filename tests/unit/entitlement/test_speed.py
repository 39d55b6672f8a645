"""The check is fast enough to run on every answer; floors are far below what it does when idle."""

import time
from collections.abc import Mapping

from bot.entitlement import Answers, NormTable, check

UNKNOWN = ("birth_date", "household", "housemates_27", "money", "address", "residence")


def per_second(table: NormTable, answers: Mapping[str, object], rounds: int) -> float:
    read = [Answers.from_mapping({**answers, "income": n}) for n in range(rounds)]
    began = time.process_time()
    for one in read:
        check(one, table)
    return rounds / (time.process_time() - began)


def test_known_answers(table: NormTable, ann: Mapping[str, object]) -> None:
    assert per_second(table, ann, 1000) > 1500


def test_six_unknown_answers(table: NormTable, ann: Mapping[str, object]) -> None:
    assert per_second(table, {**ann, **dict.fromkeys(UNKNOWN)}, 300) > 500
