"""Every module says what it is for, and neither modules nor functions grow out of hand."""

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.architecture.conftest import Module

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def test_every_module_has_a_docstring(modules: "dict[str, Module]") -> None:
    assert [m.where for m in modules.values() if not ast.get_docstring(m.tree)] == []


def test_no_module_is_too_long(modules: "dict[str, Module]") -> None:
    sizes = {module.where: module.text.count("\n") for module in modules.values()}
    assert {where: size for where, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_no_function_is_too_long(modules: "dict[str, Module]") -> None:
    long = [
        f"{module.where}:{node.lineno} {node.name}"
        for module in modules.values()
        if "migrations" not in module.where  # a migration is a list of tables
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_public_class_and_function_has_a_docstring(modules: "dict[str, Module]") -> None:
    bare = [
        f"{module.where}:{node.lineno} {node.name}"
        for module in modules.values()
        if "migrations" not in module.where
        for node in module.tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert bare == []
