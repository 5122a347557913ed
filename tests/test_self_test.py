"""The self-test says what works here and what is missing, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bfl_studio import __version__, program_checks, self_test
from bfl_studio.domain.picture_kinds import PICTURE_KINDS
from bfl_studio.program_checks import Bench, Missing
from bfl_studio.self_checks import CHECKS
from bfl_studio.services.premises import Premises
from bfl_studio.storage import key_store
from bfl_studio.storage.lock import take_lock
from tests.sandbox.process import REPOSITORY

PATIENCE = 180.0
KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"


@dataclass(frozen=True, slots=True)
class Ran:
    """One `--self-test` in a process of its own, and every file it left."""

    code: int
    lines: list[str]
    errors: str
    left: list[Path]


def _run(folder: Path, program: Path = REPOSITORY, more: Mapping[str, str] | None = None) -> Ran:
    temporary = folder / "temporary"
    temporary.mkdir()
    # Where there is no screen, nobody says so to Qt.
    screenless = {name: each for name, each in os.environ.items() if name != "QT_QPA_PLATFORM"}
    ran = subprocess.run(
        [sys.executable, "-m", "bfl_studio", "--self-test", "--data-dir", str(folder / "data")],
        cwd=program,
        env={**screenless, "TMPDIR": str(temporary), **(more or {})},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    known = {temporary}
    left = [path for path in folder.rglob("*") if path not in known]
    return Ran(ran.returncode, ran.stdout.splitlines(), ran.stderr, left)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One good run, with a key in the environment and nothing where it would write."""
    return _run(tmp_path_factory.mktemp("good"), more={"BFL_API_KEY": KEY})


def test_all_is_well_and_each_check_has_its_line(ran: Ran) -> None:
    assert ran.code == 0
    assert ran.lines[0].startswith(f"BFL Studio {__version__} ")
    assert [line[:4] for line in ran.lines[1:]] == ["ok  "] * len(CHECKS)
    assert [line[5:21].strip() for line in ran.lines[1:]] == [name for name, _ in CHECKS]
    assert ran.errors == ""


def test_it_leaves_nothing_behind_and_tells_no_key(ran: Ran) -> None:
    assert ran.left == []
    assert KEY not in "".join(ran.lines) + ran.errors


def test_the_sandbox_made_a_picture_and_no_key_store_is_no_mistake(ran: Ran) -> None:
    found = dict(zip((name for name, _ in CHECKS), ran.lines[1:], strict=True))
    assert "a picture of 256 × 256" in found["Sandbox"]
    assert "keys last until you quit" in found["key store"]


def test_it_runs_beside_a_studio_that_is_open(tmp_path: Path) -> None:
    lock = take_lock(tmp_path / "data")
    assert lock is not None
    try:
        assert _run(tmp_path).code == 0
    finally:
        lock.release()


@pytest.mark.usefixtures("real_keyring")
def test_a_key_store_that_works_is_named_and_nothing_stays_in_it(tmp_path: Path) -> None:
    bench = Bench(Premises(tmp_path, tmp_path), tmp_path)
    key_store.save("bfl.ai", KEY)
    told = dict(CHECKS)["key store"](bench)
    assert told == "keyring.backends.SecretService.Keyring: kept, read, forgotten"
    assert key_store.load("self-test") is None
    assert key_store.load("bfl.ai") == KEY
    key_store.forget("bfl.ai")


@pytest.mark.usefixtures("real_keyring")
def test_a_key_store_that_gives_back_something_else_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_store, "load", lambda name: "another")
    with pytest.raises(Missing, match="does not give back"):
        dict(CHECKS)["key store"](Bench(Premises(tmp_path, tmp_path), tmp_path))


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All plug-ins as they are, in a folder of the test's own."""
    folder = tmp_path / "plugins"
    for path in program_checks.plugin_folder().rglob("*"):
        if path.is_file():
            link = folder / path.relative_to(program_checks.plugin_folder())
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
    monkeypatch.setattr(program_checks, "plugin_folder", lambda: folder)
    return folder


@pytest.mark.parametrize(
    ("check", "lost"),
    [
        ("plug-ins", "sqldrivers/libqsqlite.so"),
        ("plug-ins", "platforms/libqoffscreen.so"),
        ("plug-ins", "imageformats/libqwebp.so"),
        ("plug-ins", "iconengines/libqsvgicon.so"),
        ("plug-ins", "wayland-shell-integration/libxdg-shell.so"),
        ("window system", "platforms/libqwayland.so"),
        ("window system", "platforms/libqxcb.so"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the names of Linux")
def test_a_plug_in_that_was_left_out_is_named(
    tmp_path: Path, plugins: Path, check: str, lost: str, qapp: object
) -> None:
    bench = Bench(Premises(tmp_path, tmp_path), tmp_path)
    assert "not there" not in dict(CHECKS)[check](bench)
    (plugins / lost).unlink()
    with pytest.raises(Missing, match="not there"):
        dict(CHECKS)[check](bench)


def test_an_installed_program_without_its_list_of_licences_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(Missing, match=r"licences\.json was not made"):
        dict(CHECKS)["licences"](Bench(Premises(tmp_path, tmp_path), tmp_path))


def test_what_designers_bring_is_read_by_a_child(tmp_path: Path) -> None:
    told = dict(CHECKS)["decode child"](Bench(Premises(tmp_path, tmp_path), tmp_path))
    assert told.split(", ") == [kind.name for kind in PICTURE_KINDS]


def test_a_program_without_its_files_says_which_and_checks_the_rest(tmp_path: Path) -> None:
    program = tmp_path / "program"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "bfl_studio", program / "bfl_studio", ignore=ignored)
    (tmp_path / "run").mkdir()
    ran = _run(tmp_path / "run", program)
    assert ran.code == 1
    failed = [line.split(":")[:2] for line in ran.lines if line.startswith("FAIL")]
    names = {"FAIL resources", "FAIL licences", "FAIL decode child"}
    assert {name for name, _ in failed} == names
    assert {reason for _, reason in failed} == {" FileNotFoundError"}
    assert len([line for line in ran.lines if line.startswith("ok")]) == len(CHECKS) - len(names)
    assert "Traceback" not in ran.errors


def test_a_data_folder_that_cannot_be_written_fails(tmp_path: Path) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("not a folder")
    bench = Bench(Premises(in_the_way / "data", tmp_path / "library"), tmp_path)
    with pytest.raises(Missing, match="the data folder cannot be written"):
        dict(CHECKS)["folders"](bench)


def test_a_data_folder_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    bench = Bench(Premises(tmp_path / "new" / "data", tmp_path / "new" / "library"), tmp_path)
    assert dict(CHECKS)["folders"](bench) == "can be written"
    assert list(tmp_path.iterdir()) == []


def test_a_check_that_breaks_is_one_line_and_the_next_one_is_made(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    qapp: object,
) -> None:
    def breaks(bench: Bench) -> str:
        raise OSError(f"with {KEY}\nin it")

    monkeypatch.setenv("BFL_API_KEY", KEY)
    monkeypatch.setattr(self_test, "CHECKS", (("first", breaks), ("second", lambda bench: "fine")))
    assert self_test.run(Premises(tmp_path, tmp_path)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "FAIL first: OSError: with <hidden>\\nin it"
    assert lines[2].split() == ["ok", "second", "fine"]
