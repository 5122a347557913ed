"""The project's own source text, for the rules that are checked by reading it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bfl_studio"
RESOURCES = ROOT / "resources"
_FOLDERS = (".ci", "bfl_studio", "packaging", "resources", "tests")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path below the project, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def nodes(self) -> Iterator[ast.AST]:
        """Everything in it, in no particular order."""
        return ast.walk(self.tree)


def files() -> list[Path]:
    """Return every file that belongs to the project, and none that was made from them."""
    below = (path for folder in _FOLDERS for path in (ROOT / folder).rglob("*"))
    found = [*ROOT.iterdir(), *below]
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def modules(*folders: str) -> list[Module]:
    """Return the Python files below these folders of the project."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [_module(path) for path in paths]


def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def called(node: ast.AST) -> str:
    """Return the last name of what is called here, or "" if this is no call."""
    if not isinstance(node, ast.Call):
        return ""
    return last_name(node.func)


def last_name(node: ast.AST) -> str:
    """Return `c` for `a.b.c` and for `c`, and "" for anything else."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def imported(node: ast.AST) -> list[str]:
    """Return the dotted names that an import statement brings in."""
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module), names=names):
            return [f"{module}.{alias.name}" for alias in names]
        case _:
            return []


def place(module: Module, node: ast.AST) -> str:
    """Return where a rule is broken, as an editor understands it."""
    return f"{module.path}:{getattr(node, 'lineno', 1)}"
