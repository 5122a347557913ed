"""What a built program leaves out, and what it leaves to the system."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.scripts import script
from tests.structure.source import ROOT, files

_PLUGINS = "PySide6/Qt/plugins"
_KINDS = ("gif", "ico", "jpeg", "svg", "tiff", "webp")
KEPT = (
    f"{_PLUGINS}/platforms/libqxcb.so",
    f"{_PLUGINS}/platforms/libqwayland.so",
    f"{_PLUGINS}/platforms/libqoffscreen.so",
    f"{_PLUGINS}/wayland-shell-integration/libxdg-shell.so",
    f"{_PLUGINS}/wayland-decoration-client/libbradient.so",
    *(f"{_PLUGINS}/imageformats/libq{kind}.so" for kind in _KINDS),
    f"{_PLUGINS}/iconengines/libqsvgicon.so",
    f"{_PLUGINS}/sqldrivers/libqsqlite.so",
    f"{_PLUGINS}/platformthemes/libqxdgdesktopportal.so",
    f"{_PLUGINS}/platformthemes/libqgtk3.so",
    f"{_PLUGINS}/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    f"{_PLUGINS}/platforminputcontexts/libibusplatforminputcontextplugin.so",
    "bfl_studio/sandbox/contract.json",
    "lucide/data/lucide-icons.db",
    "certifi/cacert.pem",
    f"keyring-{metadata.version('keyring')}.dist-info/entry_points.txt",
)
"""On Linux, below the program's folder of parts."""

KEPT_ELSEWHERE = (
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
)
# Runs a check of the studio where nobody can import what is left out, its children included.
_WITHOUT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in {names!r}):
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Absent())
"""


@pytest.fixture(scope="module")
def contents() -> ModuleType:
    return script("contents")


@pytest.fixture(scope="module")
def system_libraries() -> ModuleType:
    return script("system_libraries")


@pytest.mark.parametrize("path", KEPT + KEPT_ELSEWHERE)
@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_what_the_studio_needs_is_in_it(contents: ModuleType, path: str, platform: str) -> None:
    assert contents.unused(path, platform) is None


@pytest.mark.parametrize(
    ("path", "platform", "left_out"),
    [
        (f"{_PLUGINS}/platforms/libqvnc.so", "linux", True),
        (f"{_PLUGINS}/platforms/libqeglfs.so", "darwin", False),
        (f"{_PLUGINS}/sqldrivers/libqsqlpsql.so", "linux", True),
        ("PySide6\\plugins\\sqldrivers\\qsqlpsql.dll", "win32", True),
        ("PySide6\\plugins\\sqldrivers\\qsqlite.dll", "win32", False),
        ("PySide6/Qt/translations/qtbase_de.qm", "linux", True),
        ("PySide6/translations/qtbase_de.qm", "win32", True),
        ("keyring-25.7.0.dist-info/RECORD", "linux", True),
        ("keyring-25.7.0.dist-info/INSTALLER", "darwin", True),
        ("cryptography-50.0.2.dist-info/direct_url.json", "linux", True),
        ("keyring-25.7.0.dist-info/METADATA", "linux", False),
        ("keyring-25.7.0.dist-info/licenses/LICENSE", "linux", False),
    ],
)
def test_what_is_left_out_depends_on_the_system(
    contents: ModuleType, path: str, platform: str, left_out: bool
) -> None:
    assert (contents.unused(path, platform) is not None) is left_out


def test_every_row_has_a_reason(contents: ModuleType) -> None:
    rows = contents.UNUSED_FILES + contents.UNUSED_MODULES
    assert [row.pattern for row in rows if not row.reason or not row.platforms] == []
    assert len({row.pattern for row in rows}) == len(rows)


def test_nothing_that_is_left_out_is_missed(contents: ModuleType, tmp_path: Path) -> None:
    absent = _WITHOUT.format(names=contents.unused_modules("linux"))
    (tmp_path / "sitecustomize.py").write_text(absent)
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "bfl_studio", "--self-test", "--data-dir", str(tmp_path / "d")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_and_module_of_the_studio_is_in_it(contents: ModuleType) -> None:
    modules = set(contents.own_modules(ROOT))
    read = {Path(path) for path, _ in contents.own_files(ROOT)}
    for path in files():
        below = path.relative_to(ROOT)
        if below.parts[0] == "bfl_studio" and path.suffix == ".py":
            name = ".".join(below.with_suffix("").parts).removesuffix(".__init__")
            assert name in modules
        elif below.parts[0] in ("bfl_studio", "resources"):
            assert path in read


def test_resources_are_put_where_an_installed_program_looks(contents: ModuleType) -> None:
    places = {Path(path).name: folder for path, folder in contents.own_files(ROOT)}
    assert places["studio.qss"] == "bfl_studio/_resources/styles"
    assert places["contract.json"] == "bfl_studio/sandbox"


def test_a_library_comes_with_those_it_needs_and_no_other(contents: ModuleType) -> None:
    needs = {"program": ["a"], "a": ["b", "system"], "system": ["c"], "d": ["b"]}
    assert contents.wanted_libraries(["program"], needs, {"system"}) == {"a", "b"}


def test_the_portable_program_brings_its_own_libstdc(system_libraries: ModuleType) -> None:
    names = ("libstdc++.so.6", "libxcb-cursor.so.0", "libX11.so.6", "libQt6Core.so.6")
    left = system_libraries.left_to_the_system
    assert left(names, portable=True) == {"libX11.so.6"}
    assert left(names, portable=False) == set(names) - {"libQt6Core.so.6"}


def test_a_library_nobody_knows_is_not_asked_for_in_silence(system_libraries: ModuleType) -> None:
    assert system_libraries.packages(["libX11.so.6", "libgtk-3.so.0"]) == ["libx11-6"]
    with pytest.raises(KeyError, match=r"libnew\.so\.1"):
        system_libraries.packages(["libnew.so.1"])


@pytest.mark.parametrize(
    ("version", "expected"),
    [("0.1.0", "0.1.0-1"), ("1.2.3rc1", "1.2.3~rc1-1"), ("1.0.0.dev2", "1.0.0~dev2-1")],
)
def test_a_prerelease_comes_before_its_release(
    monkeypatch: pytest.MonkeyPatch, version: str, expected: str
) -> None:
    monkeypatch.syspath_prepend(ROOT / "packaging")
    assert script("debian").debian_version(version) == expected


def test_the_menu_entry_is_the_one_the_window_names() -> None:
    from bfl_studio.resources import DESKTOP_ENTRY

    folder = ROOT / "packaging" / "linux"
    assert (folder / f"{DESKTOP_ENTRY}.desktop").is_file()
    metainfo = (folder / f"{DESKTOP_ENTRY}.metainfo.xml").read_text(encoding="utf-8")
    assert f"<id>{DESKTOP_ENTRY}</id>" in metainfo


@pytest.mark.parametrize("before", [None, "/opt/other"])
def test_other_programs_are_not_given_the_studios_libraries(before: str | None) -> None:
    path = ROOT / "packaging" / "own_environment.py"
    telling = (
        f"{path.read_text(encoding='utf-8')}\n"
        # What PyInstaller's own start does after it, and Qt's binding when it is loaded.
        "os.environ |= {'QT_PLUGIN_PATH': '/opt/studio', 'QML2_IMPORT_PATH': '/opt/studio'}\n"
        "os.environ['PYSIDE6_OPTION_PYTHON_ENUM'] = 'True'\n"
        "environment.give_back()\n"
        "import json\n"
        "print(json.dumps(dict(os.environ)))"
    )
    given = {**os.environ, "PYTHONPATH": str(ROOT)}
    if before is not None:
        given |= {"LD_LIBRARY_PATH": before, "QT_PLUGIN_PATH": before}
    loaded = {"LD_LIBRARY_PATH": "/opt/studio", "_PYI_ARCHIVE_FILE": "/opt/studio/bfl-studio"}
    if before is not None:
        loaded["LD_LIBRARY_PATH_ORIG"] = before
    command = [sys.executable, "-c", telling]
    done = subprocess.run(command, env=given | loaded, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == given
