"""A check is much faster than one that reads the norms anew, measured in the same process."""

import pytest

from bot.benchmarks.entitlement import EntitlementResult, bench_entitlement
from bot.settings import Settings

CHECKS = 300
LEAST_RATIO = 20
"""Far below what it is when nothing else runs; reading the norms takes hundredths of a second."""


@pytest.fixture(scope="module")
def results() -> tuple[EntitlementResult, ...]:
    return tuple(bench_entitlement(Settings(), checks=CHECKS))


def test_norms_are_not_read_for_each_check(results: tuple[EntitlementResult, ...]) -> None:
    assert [result for result in results if result.ratio < LEAST_RATIO] == []


def test_writing_a_verdict_takes_no_more_than_some_checks(
    results: tuple[EntitlementResult, ...],
) -> None:
    assert all(result.lines_a_second > result.checks_a_second / 10 for result in results)
