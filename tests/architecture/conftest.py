"""Reads the program's own source: modules, what they import, and what they call."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("bot", "scheduler", "desk")


@dataclass(frozen=True)
class Import:
    """One import: the module or name that is imported, where, and whether loading needs it."""

    name: str
    line: int
    at_load: bool


@dataclass(frozen=True)
class Module:
    """One module of the program."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        """The source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> list[Import]:
        """Every import but those for type checking only."""
        return list(_imports(self.tree, self.name, at_load=True))

    @property
    def where(self) -> str:
        """The path as it is shown."""
        return self.path.relative_to(ROOT).as_posix()

    def inside(self, *places: str) -> bool:
        """Say whether this module is one of these modules or stands in one of these packages."""
        return any(self.name == place or self.name.startswith(f"{place}.") for place in places)

    def calls(self) -> Iterator[tuple[str, int]]:
        """Yield what is called, as written (`datetime.now`), and the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node.lineno


def _imports(node: ast.AST, module: str, *, at_load: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for other in child.orelse:
                yield from _imports(other, module, at_load=at_load)
        elif isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, at_load) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            source = child.module or ""
            for alias in child.names:
                yield Import(f"{source}.{alias.name}", child.lineno, at_load)
        else:
            inner = at_load and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from _imports(child, module, at_load=inner)


def read_modules() -> dict[str, Module]:
    """Return every module of the program by its name."""
    found: dict[str, Module] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = Module(name, path)
    return found


@pytest.fixture(scope="session")
def modules() -> dict[str, Module]:
    return read_modules()
