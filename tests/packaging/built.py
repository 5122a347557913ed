"""What `make package` made, looked at without installing it.

Not collected with the tests, but named by `make package-test`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bfl_studio import __version__
from bfl_studio.resources import DESKTOP_ENTRY
from tests.packaging.scripts import script
from tests.packaging.test_linux_contents import KEPT
from tests.structure.source import ROOT

DIST = ROOT / "dist"
CONTENTS = script("contents")
SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def only(pattern: str) -> Path:
    """What `make package` made of this kind."""
    found = sorted(DIST.glob(pattern))
    assert len(found) == 1, f"make package first: {found}"
    return found[0]


@pytest.fixture(scope="module")
def package() -> Path:
    return only("*.deb")


@pytest.fixture(scope="module")
def tree(package: Path) -> Iterator[Path]:
    """The files of the .deb."""
    with tempfile.TemporaryDirectory(prefix="bfl-deb-") as folder:
        subprocess.run(["dpkg-deb", "-x", package, folder], check=True)
        yield Path(folder)


@pytest.fixture(scope="module")
def portable() -> Iterator[Path]:
    """The portable program, unpacked."""
    with tempfile.TemporaryDirectory(prefix="bfl-tar-") as folder:
        archive = only("*.tar.zst")
        subprocess.run(["tar", "-C", folder, "-I", "zstd -dq", "-xf", archive], check=True)
        yield next(Path(folder).iterdir())


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """What the build wrote down about the .deb's program."""
    path = ROOT / "build" / "linux" / "work" / "bfl-studio" / "installed.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _said(*command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **more},
    )


def test_every_exclusion_leaves_something_out(facts: dict[str, Any]) -> None:
    rows = {row.pattern for row in CONTENTS.UNUSED_FILES if "linux" in row.platforms}
    assert rows - set(facts["left out"].values()) == set()


def test_what_is_excluded_is_not_in_it(tree: Path, portable: Path, facts: dict[str, Any]) -> None:
    for program in (tree / "usr" / "lib" / "bfl-studio", portable):
        inside = [
            path.relative_to(program / "_internal") for path in program.rglob("_internal/**/*")
        ]
        assert [path for path in inside if CONTENTS.unused(path.as_posix(), "linux")] == []
    absent = tuple(CONTENTS.unused_modules("linux"))
    there = [
        name
        for name in facts["modules"]
        if name in absent or name.startswith(tuple(f"{each}." for each in absent))
    ]
    assert there == []


def test_what_is_needed_when_it_is_first_wanted_is_in_it(tree: Path) -> None:
    parts = tree / "usr" / "lib" / "bfl-studio" / "_internal"
    assert [path for path in KEPT if not (parts / path).is_file()] == []


def test_no_library_of_this_machine_goes_with_the_package(facts: dict[str, Any]) -> None:
    """It would meet those of another release that it was not made for."""
    assert facts["brought"] == []


def test_nothing_tells_where_it_was_built(tree: Path, portable: Path) -> None:
    here = str(ROOT).encode()
    found = [
        path
        for folder in (tree, portable)
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and here in path.read_bytes()
    ]
    assert found == []


def test_every_link_leads_somewhere(tree: Path, portable: Path) -> None:
    for folder in (tree, portable):
        links = [path for path in folder.rglob("*") if path.is_symlink()]
        assert len(links) > 10
        assert [path for path in links if not path.exists()] == []


def test_every_module_of_the_studio_is_in_it(facts: dict[str, Any]) -> None:
    assert set(CONTENTS.own_modules(ROOT)) - {"bfl_studio.__main__"} <= set(facts["modules"])


def test_the_portable_program_works_with_its_own_libraries(portable: Path) -> None:
    carried = {path.name for path in (portable / "_internal").glob("lib*.so*")}
    assert {"libstdc++.so.6", "libxcb-cursor.so.0"} <= carried
    done = _said(portable / "bfl-studio", "--self-test", HOME=str(portable.parent))
    assert done.returncode == 0, done.stdout


def test_the_menu_entry_is_valid(tree: Path) -> None:
    entry = tree / "usr" / "share" / "applications" / f"{DESKTOP_ENTRY}.desktop"
    done = _said("desktop-file-validate", entry)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_metadata_are_valid(tree: Path) -> None:
    metainfo = tree / "usr" / "share" / "metainfo" / f"{DESKTOP_ENTRY}.metainfo.xml"
    done = _said("appstreamcli", "validate", "--no-net", metainfo)
    assert done.returncode == 0, done.stdout
    assert f'version="{__version__}"' in metainfo.read_text(encoding="utf-8")


def test_the_manual_can_be_read(tree: Path) -> None:
    page = tree / "usr" / "share" / "man" / "man1" / "bfl-studio.1.gz"
    command = ["man", "--warnings", "--encoding=utf8", "--local-file", str(page)]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "MANWIDTH": "80"}
    )
    assert (done.returncode, done.stderr) == (0, "")
    options = script_options()
    assert [each for each in options if each not in done.stdout] == []


def script_options() -> list[str]:
    """The options the program itself tells of."""
    done = _said(ROOT / "build" / "linux" / "installed" / "bfl-studio", "--help")
    return sorted(set(re.findall(r"--[a-z-]+", done.stdout)) - {"--help"})


def test_lintian_finds_nothing_without_a_reason(package: Path) -> None:
    done = _said("lintian", "--allow-root", "--display-info", "--fail-on", "error", package)
    # What it warns of is for whoever reads this: another release warns of other things.
    print(*[line for line in done.stdout.splitlines() if line[:2] != "I:"], sep="\n")
    assert done.returncode == 0
    assert re.findall(r"(?:mismatched|unused)-override .*", done.stdout) == []


def test_there_is_an_icon_for_every_size(tree: Path) -> None:
    icons = tree / "usr" / "share" / "icons" / "hicolor"
    for side in SIDES:
        head = (icons / f"{side}x{side}" / "apps" / "bfl-studio.png").read_bytes()[:24]
        assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (side, side)
    assert (icons / "scalable" / "apps" / "bfl-studio.svg").is_file()


def test_licences_of_all_parts_are_in_it(tree: Path) -> None:
    doc = tree / "usr" / "share" / "doc" / "bfl-studio"
    texts = gzip.decompress((doc / "licences.txt.gz").read_bytes()).decode()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts
    assert {path.name for path in doc.iterdir()} == {
        "changelog.Debian.gz",
        "changelog.gz",
        "copyright",
        "licences.txt.gz",
    }


def test_its_changes_are_dated(tree: Path) -> None:
    packed = tree / "usr" / "share" / "doc" / "bfl-studio" / "changelog.Debian.gz"
    assert gzip.decompress(packed.read_bytes()).decode().endswith(" +0000\n")


def test_files_belong_to_nobody_in_particular(package: Path) -> None:
    listed = _said("dpkg-deb", "-c", package).stdout.splitlines()
    assert {line.split()[1] for line in listed} == {"root/root"}
    assert len({tuple(line.split()[3:5]) for line in listed}) == 1


def test_packing_again_gives_the_same_bytes(package: Path, tmp_path: Path) -> None:
    """Without compressing, which would take as long as the build."""
    packed = ROOT / "build" / "linux" / "deb"
    first, again = tmp_path / "first.deb", tmp_path / "again.deb"
    for target in (first, again):
        pack = ("dpkg-deb", "--root-owner-group", "-Znone", "--build")
        epoch = str(int((packed / "usr").stat().st_mtime))
        assert _said(*pack, packed, target, SOURCE_DATE_EPOCH=epoch).returncode == 0
    assert first.read_bytes() == again.read_bytes()
    assert _said("dpkg-deb", "-c", first).stdout == _said("dpkg-deb", "-c", package).stdout
