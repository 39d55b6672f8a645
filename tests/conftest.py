"""What holds for all tests: properties try the same examples in every run."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured: figures that are reported and never asserted."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {name} {value}")


WAITING = ("faults", "journeys", "contract")
"""Folders whose tests wait for processes, browsers and databases most of their time; the one with
the longest test first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files whose tests wait evenly among the others, file by file.

    Each worker begins with a stretch of the tests: all that wait in one stretch would leave the
    processor idle, and that worker busy when the others are done.
    """
    waiting: dict[Path, list[pytest.Item]] = {}
    others = []
    for item in items:
        if _folder(item.path) in WAITING:
            waiting.setdefault(item.path, []).append(item)
        else:
            others.append(item)
    stretch = -(-len(others) // max(1, len(waiting)))
    items.clear()
    longest_first = sorted(waiting, key=lambda file: (WAITING.index(_folder(file)), file))
    for number, file in enumerate(longest_first):
        items += waiting[file]
        items += others[number * stretch : (number + 1) * stretch]
    items += others[len(waiting) * stretch :]


def _folder(file: Path) -> str:
    return file.relative_to(Path(__file__).parent).parts[0]
