"""What a start loads before its first paint, and what never runs on the window's thread."""

from __future__ import annotations

import ast
import codecs
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bfl_studio.app import LAZY
from tests.sandbox.process import PATIENCE, REPOSITORY
from tests.structure.source import called, modules

FIRST = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from bfl_studio import app, parts as studio
from bfl_studio.domain.endpoint import Place
from bfl_studio.services.premises import Premises
application = QApplication([])
folder = Path(sys.argv[1])
parts = studio.StudioParts(Premises(folder, folder / "library"), Place.SANDBOX, None)
parts.window.show()
application.processEvents()
first = sorted(sys.modules)
from tests.screenshots import NoEngine
parts.furnish(NoEngine())
application.processEvents()
print(json.dumps([first, sorted(sys.modules), sorted(str(p) for p in folder.iterdir())]))
parts.cache.close()
"""

SLOW = {"httpx", "PIL", "keyring", "uvicorn", "starlette", "truststore", "sqlite3"}
"""The network, the disk, the decoding: none is the window's, all are slow to load."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """Modules after the first paint, modules of the whole window, files it made."""
    folder = tmp_path_factory.mktemp("start")
    ran = subprocess.run(
        [sys.executable, "-c", FIRST, str(folder)],
        cwd=REPOSITORY,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return [set(each) for each in json.loads(ran.stdout)]


def test_the_first_paint_loads_nothing_of_network_disk_or_pictures(
    loaded: list[set[str]],
) -> None:
    first = loaded[0]
    assert "bfl_studio.ui.main_window" in first
    assert first & {*SLOW, "asyncio", "qasync", "bfl_studio.services.engine"} == set()


def test_the_whole_window_needs_none_of_them_either(loaded: list[set[str]]) -> None:
    whole = loaded[1]
    assert "bfl_studio.ui.viewer" in whole
    assert whole & {*SLOW, "bfl_studio.services.engine", "bfl_studio.api.client"} == set()


def test_making_the_window_touches_no_folder(loaded: list[set[str]]) -> None:
    assert loaded[2] == set()


def _codecs() -> set[str]:
    """The modules of the codecs that the code names, but those Python has in itself."""
    names = {
        node.args[0].value
        for module in modules("bfl_studio")
        for node in module.nodes
        if called(node) in {"encode", "decode"}
        and isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }
    return {codecs.lookup(each).incrementaldecoder.__module__ for each in names - {"utf-8"}}


def test_codecs_are_loaded_before_somebody_removes_the_program_under_its_window() -> None:
    assert _codecs() <= set(LAZY)


def test_the_sandbox_role_starts_without_a_window(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bfl_studio", "sandbox", "--help"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert "--port" in ran.stdout
    assert "PySide6" not in ran.stderr
