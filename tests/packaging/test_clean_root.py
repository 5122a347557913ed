"""Where the packages of a clean system come from, and whose programs are ended in it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging import clean_root, person
from tests.packaging.clean_root import CleanRoot

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of processes")


def test_a_list_of_mirrors_is_one_of_them(tmp_path: Path) -> None:
    listed = tmp_path / "mirrors.txt"
    listed.write_text("# near\n\nhttp://near.example/ubuntu/\tpriority:1\nhttps://far.example/\n")
    assert clean_root._reachable(f"mirror+file:{listed}") == "http://near.example/ubuntu"


@pytest.mark.parametrize(
    ("site", "reached"),
    [
        ("http://far.example/debian", "http://far.example/debian"),
        ("file:/srv/debian", "file:/srv/debian"),
        ("cdrom:[Debian 13]/", ""),
    ],
)
def test_a_disc_is_no_place_to_go_back_to(site: str, reached: str) -> None:
    assert clean_root._reachable(site) == reached


@LINUX
def test_only_programs_below_the_clean_system_count_as_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Path(f"{tmp_path}/root{person.PROGRAM}")
    program.parent.mkdir(parents=True)
    shutil.copy(Path("/usr/bin/sleep").resolve(), program)
    with subprocess.Popen([program, "60"]) as sleeping:
        try:
            assert person.processes(CleanRoot(tmp_path / "root", tmp_path)) == [sleeping.pid]
            program.unlink()
            assert person.processes(CleanRoot(tmp_path / "root", tmp_path)) == [sleeping.pid]
            # The same path in no clean system: whoever sits at this machine started it.
            monkeypatch.setattr(person, "PROGRAM", str(program))
            assert person.processes(CleanRoot(tmp_path / "another", tmp_path)) == []
        finally:
            sleeping.kill()
