"""The build as it would go on Windows and macOS, with PyInstaller's classes standing still."""

from __future__ import annotations

import plistlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

from bfl_studio import __version__, licences
from tests.structure.source import ROOT

pytestmark = pytest.mark.usefixtures("qapp")
PACKAGING = ROOT / "packaging"
SPEC = PACKAGING / "bfl-studio.spec"


class Step:
    """What one class of PyInstaller was called with, and what the spec reads of it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self.given = given
        self.named = named
        # As entries come on every system: path in the program, path here, kind.
        self.pure = [("bfl_studio", "bfl_studio/__init__.py", "PYMODULE")]
        self.scripts = [("__main__", "bfl_studio/__main__.py", "PYSOURCE")]
        self.binaries = [
            ("PySide6/plugins/platforms/qoffscreen.dll", __file__, "BINARY"),
            ("PySide6/plugins/imageformats/qicns.dll", __file__, "BINARY"),
        ]
        self.datas = [("bfl_studio/_resources/icons/bfl-studio.svg", __file__, "DATA")]


class Build:
    """One run of the spec: its steps by the name of their class."""

    def __init__(self, made: Path) -> None:
        self.steps: dict[str, list[Step]] = {}
        self.made = made
        made.mkdir()

    def only(self, name: str) -> Step:
        (step,) = self.steps[name]
        return step

    def recorder(self, name: str) -> Callable[..., Step]:
        def record(*given: Any, **named: Any) -> Step:
            step = Step(*given, **named)
            self.steps.setdefault(name, []).append(step)
            return step

        return record


def _module(name: str, **members: object) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(members)
    return module


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Build]:
    """Run the spec as if on a platform."""
    bindepend = _module("PyInstaller.depend.bindepend", get_imports=lambda path: [])
    hooks = _module("PyInstaller.utils.hooks", collect_data_files=lambda *_, **__: [])
    for module in (
        _module("PyInstaller"),
        _module("PyInstaller.depend", bindepend=bindepend),
        bindepend,
        _module("PyInstaller.utils", hooks=hooks),
        hooks,
    ):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    # The scripts of the build find one another as it runs them, and are forgotten afterwards.
    monkeypatch.setattr(sys, "path", list(sys.path))
    for path in PACKAGING.rglob("*.py"):
        monkeypatch.setitem(sys.modules, path.stem, None)
        monkeypatch.delitem(sys.modules, path.stem)

    def build(platform: str) -> Build:
        made = Build(tmp_path / platform)
        names = ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")
        given = {name: made.recorder(name) for name in names}
        places = {
            "SPECPATH": str(PACKAGING),
            "SPEC": str(SPEC),
            "workpath": str(made.made),
            "DISTPATH": str(tmp_path / "dist"),
        }
        code = compile(SPEC.read_text(encoding="utf-8"), str(SPEC), "exec")
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(sys, "platform", platform)
            exec(code, {**given, **places})
        return made

    return build


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_one_folder_with_one_program_that_opens_no_console(
    built: Callable[[str], Build], platform: str
) -> None:
    build = built(platform)
    program = build.only("EXE").named
    assert program["name"] == "bfl-studio"
    assert program["console"] is False
    assert program["exclude_binaries"] is True
    assert not program.get("strip")
    assert build.only("COLLECT").named["name"] == "bfl-studio"
    assert len(build.steps.get("BUNDLE", [])) == (platform == "darwin")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_what_the_tables_leave_out_is_left_out_and_the_licences_go_along(
    built: Callable[[str], Build], platform: str
) -> None:
    build = built(platform)
    collected = [
        entry
        for part in build.only("COLLECT").given
        if not isinstance(part, Step)
        for entry in part
    ]
    paths = [entry[0].replace("\\", "/") for entry in collected]
    assert any("qoffscreen" in path for path in paths)
    assert not any("qicns" in path for path in paths)
    (listed,) = [entry for entry in collected if entry[0].endswith(licences.LIST)]
    assert listed[0].replace("\\", "/") == f"bfl_studio/_resources/{licences.LIST}"
    assert "GNU LESSER" in Path(listed[1]).read_text(encoding="utf-8")


def test_windows_gets_its_icon_and_its_version(built: Callable[[str], Build]) -> None:
    program = built("win32").only("EXE").named
    with Image.open(program["icon"]) as icon:
        assert icon.format == "ICO"
    assert f"'{__version__}'" in Path(program["version"]).read_text(encoding="utf-8")


def test_macos_gets_a_bundle_with_its_icon_and_its_property_list(
    built: Callable[[str], Build],
) -> None:
    build = built("darwin")
    program, bundle = build.only("EXE").named, build.only("BUNDLE")
    assert bundle.given[0] is build.only("COLLECT")
    assert bundle.named["name"] == "BFL Studio.app"
    with Image.open(bundle.named["icon"]) as icon:
        assert icon.format == "ICNS"
    plist = plistlib.loads(plistlib.dumps(bundle.named["info_plist"]))
    assert plist["CFBundleIdentifier"] == bundle.named["bundle_identifier"]
    assert plist["CFBundleShortVersionString"] == bundle.named["version"]
    assert program["argv_emulation"] is False
    assert plistlib.loads(Path(program["entitlements_file"]).read_bytes())


def test_the_workflow_builds_on_all_three_and_asks_each_whether_it_works() -> None:
    text = (ROOT / ".github" / "workflows" / "package.yml").read_text(encoding="utf-8")
    for needed in ("ubuntu-", "windows-", "macos-", "--self-test", "make package-test"):
        assert needed in text
    assert "packaging/bfl-studio.spec" in text
    assert "\t" not in text
