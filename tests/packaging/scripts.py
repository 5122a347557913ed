"""The build's own scripts as modules: their folder is no package, and shares a name with one."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from types import ModuleType

from tests.structure.source import ROOT


@cache
def script(name: str) -> ModuleType:
    """`packaging/NAME.py`; NAME may be below a folder."""
    path = ROOT / "packaging" / f"{name}.py"
    known_as = f"packaging_{name.replace('/', '_')}"
    spec = importlib.util.spec_from_file_location(known_as, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A dataclass looks its own module up.
    sys.modules[known_as] = module
    spec.loader.exec_module(module)
    return module
