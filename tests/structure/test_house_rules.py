"""The house rules about size, names and who may use what hold in every module."""

import ast

import pytest

from tests.structure.source import called, imported, last_name, modules, place

MODULES = modules("bfl_studio", "tests", "packaging")
STUDIO = [module for module in MODULES if module.path.startswith("bfl_studio/")]
JUNK_DRAWERS = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}


def _may_use_widgets(path: str) -> bool:
    return path.startswith("bfl_studio/ui/") or path == "bfl_studio/app.py"


def _methods(body: list[ast.stmt]) -> int:
    functions = (node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return sum(
        "overload" not in [last_name(mark) for mark in node.decorator_list] for node in functions
    )


def test_modules_stay_under_300_lines() -> None:
    lengths = {module.path: len(module.text.splitlines()) for module in MODULES}
    assert {path: length for path, length in lengths.items() if length >= 300} == {}


def test_classes_stay_under_20_methods() -> None:
    counts = {
        f"{place(module, node)} {node.name}": _methods(node.body)
        for module in STUDIO
        for node in module.nodes
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in counts.items() if count >= 20} == {}


def test_no_module_is_a_junk_drawer() -> None:
    parts = {module.path: module.path.removesuffix(".py").split("/") for module in MODULES}
    words = {path: {w for part in names for w in part.split("_")} for path, names in parts.items()}
    assert [path for path, found in words.items() if found & JUNK_DRAWERS] == []


def test_every_module_says_what_it_is() -> None:
    assert [m.path for m in MODULES if not ast.get_docstring(m.tree)] == []


def test_only_the_window_imports_widgets() -> None:
    found = [
        place(module, node)
        for module in STUDIO
        if not _may_use_widgets(module.path)
        for node in module.nodes
        if any(name.startswith("PySide6.QtWidgets") for name in imported(node))
    ]
    assert found == []


def test_only_the_application_knows_qasync() -> None:
    found = [
        place(module, node)
        for module in MODULES
        if module.path not in ("bfl_studio/app.py", "tests/conftest.py")
        for node in module.nodes
        if any(name.split(".")[0] == "qasync" for name in imported(node))
    ]
    assert found == []


def test_labels_are_made_in_one_place_as_plain_text() -> None:
    found = [
        place(module, node)
        for module in STUDIO
        if module.path != "bfl_studio/ui/text.py"
        for node in module.nodes
        if called(node) == "QLabel"
        or (isinstance(node, ast.ClassDef) and "QLabel" in map(last_name, node.bases))
    ]
    assert found == []


@pytest.mark.parametrize(
    "name",
    ["fromData", "loadFromData", "aboutToQuit", "asyncSlot", "asyncClose", "fork"],
)
def test_what_blocks_the_window_or_loses_work_is_not_used(name: str) -> None:
    found = [
        place(module, node)
        for module in STUDIO
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr == name
    ]
    assert found == []


def test_no_coroutine_opens_a_second_event_loop() -> None:
    found = [
        place(module, node)
        for module in STUDIO
        for coroutine in module.nodes
        if isinstance(coroutine, ast.AsyncFunctionDef)
        for node in ast.walk(coroutine)
        if called(node) in {"exec", "exec_", "processEvents", "getOpenFileName", "getSaveFileName"}
    ]
    assert found == []


def _is_text(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.Call():
            return called(node) == "str"
        case _:
            return False


def test_pictures_are_not_decoded_by_their_constructor() -> None:
    found = [
        place(module, node)
        for module in STUDIO
        for node in module.nodes
        if isinstance(node, ast.Call)
        and called(node) in {"QPixmap", "QImage"}
        and any(_is_text(argument) for argument in node.args[:1])
    ]
    assert found == []


def test_nothing_forks() -> None:
    found = [
        place(module, node)
        for module in STUDIO
        for node in module.nodes
        if any(
            name.startswith(("multiprocessing", "concurrent.futures.Process"))
            for name in imported(node)
        )
    ]
    assert found == []
