"""Colours stand in one table and nowhere else."""

import ast
import re

from bfl_studio.ui import app_icon
from tests.structure.source import RESOURCES, ROOT, Module, called, modules, place

TABLES = ("bfl_studio/ui/theme.py", "bfl_studio/ui/tokens.py")
# What the Sandbox paints is a picture, not the window.
FREE = (*TABLES, "bfl_studio/sandbox/")
WRITTEN = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})\b|\b(?:rgb|hsl|hsv)a?\(")
CONSTRUCTORS = {"QColor", "fromRgb", "fromRgbF", "fromHsl", "fromHsv", "qRgb", "qRgba"}


def _docstrings(module: Module) -> set[int]:
    """Return the identities of the strings that only speak to the reader."""
    return {
        id(node.value)
        for node in module.nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _is_colour(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=str(text)):
            return WRITTEN.search(text) is not None
        case ast.Call(args=[ast.Constant(value=int() | float()), *_]):
            return called(node) in CONSTRUCTORS
        case _:
            return False


def test_no_colour_is_written_outside_the_table() -> None:
    found = []
    for module in modules("bfl_studio"):
        if not module.path.startswith(FREE):
            spoken = _docstrings(module)
            nodes = (node for node in module.nodes if id(node) not in spoken)
            found += [place(module, node) for node in nodes if _is_colour(node)]
    assert found == []


def test_style_sheets_name_colours_by_token() -> None:
    value = re.compile(r":[^;{}]*(?:#[0-9A-Fa-f]{3,8}\b|\brgba?\()")
    sheets = {path: path.read_text(encoding="utf-8") for path in RESOURCES.rglob("*.qss")}
    assert [
        str(path.relative_to(ROOT)) for path, text in sheets.items() if value.search(text)
    ] == []


def test_our_own_icons_take_the_colour_of_the_text() -> None:
    painted = re.compile(
        r"""(?:fill|stroke|stop-color)\s*[=:]\s*["']?\s*(?!none|currentColor)[#\w]"""
    )
    glyphs = [path for path in (RESOURCES / "icons").rglob("*.svg") if path.name != app_icon.FILE]
    for path in glyphs:
        text = path.read_text(encoding="utf-8")
        assert "currentColor" in text, path.name
        assert not painted.search(text), path.name
