"""Who may import whom: desk -> bot -> scheduler, pure parts apart, no circles."""

import sys
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.architecture.conftest import Module

OWN = ("bot", "scheduler", "desk")
MAY_IMPORT = {"scheduler": ("scheduler",), "bot": ("bot", "scheduler"), "desk": OWN}
"""Our packages that each of our packages may import."""

PURE = (
    "bot.dialogue",
    "bot.entitlement",
    "bot.advisers",
    "bot.assignment",
    "bot.answering",
    "bot.clients",
    "bot.contacts",
    "bot.dossier",
    "bot.emergency_numbers",
    "bot.figures",
    "bot.handoff",
    "bot.invitations",
    "bot.knowledge",
    "bot.knowledge_search",
    "bot.messages",
    "bot.municipalities",
    "bot.outcomes",
    "bot.reconciling",
    "bot.records",
    "bot.sessions",
    "bot.small_numbers",
    "bot.step_counts",
    "scheduler.calendar",
    "scheduler.days",
    "scheduler.due",
    "scheduler.hours",
    "scheduler.plan",
    "scheduler.records",
    "scheduler.replan",
    "scheduler.rules",
    "scheduler.sessions",
    "scheduler.wording",
)
"""Parts that only compute: no clock, no chance, no files, no network."""
NOT_PURE = (
    "asyncio", "io", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "subprocess", "sys",
    "tempfile", "threading", "time", "urllib",
)  # fmt: skip
NOT_PURE_CALLS = ("open", "input", "print", "datetime.now", "datetime.utcnow", "date.today")


def test_dependencies_run_one_way(modules: "dict[str, Module]") -> None:
    wrong = [
        f"{module.where}:{found.line} imports {found.name}"
        for module in modules.values()
        for found in module.imports
        if (top := found.name.split(".")[0]) in OWN
        and top not in MAY_IMPORT[module.name.split(".")[0]]
    ]
    assert wrong == []


def test_pure_parts_import_the_standard_library_and_each_other(
    modules: "dict[str, Module]",
) -> None:
    wrong = [
        f"{module.where}:{found.line} imports {found.name}"
        for module in modules.values()
        if module.inside(*PURE)
        for found in module.imports
        if not _may_pure_import(found.name)
    ]
    assert wrong == []


def _may_pure_import(name: str) -> bool:
    top = name.split(".")[0]
    if top in OWN:
        return any(name == part or name.startswith(f"{part}.") for part in PURE)
    return top in sys.stdlib_module_names and top not in NOT_PURE


def test_pure_parts_ask_no_clock_and_no_file(modules: "dict[str, Module]") -> None:
    wrong = [
        f"{module.where}:{line} calls {name}"
        for module in modules.values()
        if module.inside(*PURE)
        for name, line in module.calls()
        if name in NOT_PURE_CALLS
    ]
    assert wrong == []


def test_the_named_pure_parts_exist(modules: "dict[str, Module]") -> None:
    assert [part for part in PURE if part not in modules] == []


def test_no_modules_import_each_other_in_a_circle(modules: "dict[str, Module]") -> None:
    graph = {name: _needs(module, modules) for name, module in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def _needs(module: "Module", modules: "dict[str, Module]") -> set[str]:
    """Return the modules that must be loaded first, the packages around them included."""
    needed: set[str] = set()
    for found in module.imports:
        parts = found.name.split(".")
        paths = (".".join(parts[:n]) for n in range(1, len(parts) + 1))
        needed |= {path for path in paths if found.at_load and path in modules}
    around = {module.name.rsplit(".", n)[0] for n in range(1, module.name.count(".") + 1)}
    return needed - around - {module.name}
