"""The .deb: a tree, what Debian wants to know of it, and dpkg-deb."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import linux_files
import system_libraries
from linux_files import NAME, ROOT

ALSO_NEEDED = ("ca-certificates", "fonts-inter", "shared-mime-info")
"""What no file asks for by name: certificates, the window's typeface, kinds of files."""

_REVISION = "-1"


@dataclass(frozen=True, slots=True)
class Release:
    """`moment` in seconds since 1970: the date of everything; `libc` the oldest that will do."""

    version: str
    moment: int
    libc: str


def debian_version(version: str) -> str:
    """1.2.3rc1 comes before 1.2.3: 1.2.3~rc1-1."""
    return re.sub(r"(?<=\d)\.?(a|b|rc|dev)(?=\d)", r"~\1", version) + _REVISION


def depends(asked: Collection[str], libc: str) -> str:
    """The Depends field for the libraries a program asks for."""
    found = {*system_libraries.packages(asked), *ALSO_NEEDED} - {"libc6"}
    return ", ".join([f"libc6 (>= {libc})", *sorted(found)])


def architecture() -> str:
    """This machine's, as Debian calls it."""
    command = ["dpkg", "--print-architecture"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


def write_tree(
    tree: Path, program: Path, icons: Path, asked: Collection[str], release: Release
) -> None:
    """Lay out everything the package installs, and DEBIAN/."""
    words = {"VERSION": release.version, "DATE": linux_files.day(release.moment)}
    shutil.copytree(program, tree / "usr" / "lib" / NAME, symlinks=True)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    linux_files.share(tree / "usr" / "share", icons, program, words)
    _write_papers(tree / "usr" / "share", release)
    linux_files.settle(tree, release.moment)
    _write_control(tree, asked, release)
    linux_files.settle(tree / "DEBIAN", release.moment)


def _write_papers(share: Path, release: Release) -> None:
    doc = share / "doc" / NAME
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    linux_files.write_packed(doc / "changelog.gz", changes)
    linux_files.write_packed(doc / "changelog.Debian.gz", _debian_changelog(release))
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    linux_files.write(
        doc / "copyright", linux_files.filled("copyright", {"MIT": _indented(licence)})
    )
    overrides = linux_files.filled("lintian-overrides", {})
    linux_files.write(share / "lintian" / "overrides" / NAME, overrides)


def _debian_changelog(release: Release) -> str:
    maintainer = re.search(r"^Maintainer: (.*)$", _template(), re.MULTILINE)
    assert maintainer is not None  # noqa: S101
    moment = datetime.fromtimestamp(release.moment, UTC)
    return (
        f"{NAME} ({debian_version(release.version)}) unstable; urgency=medium\n\n"
        "  * What is new stands in changelog.gz.\n\n"
        f" -- {maintainer[1]}  {format_datetime(moment)}\n"
    )


def _indented(text: str) -> str:
    _, _, body = text.partition("\n\n")
    _, _, terms = body.partition("\n\n")
    return "\n".join(f" {line}" if line else " ." for line in terms.strip().splitlines())


def _template() -> str:
    return (linux_files.TEMPLATES / "control").read_text(encoding="utf-8")


def _write_control(tree: Path, asked: Collection[str], release: Release) -> None:
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    words: Mapping[str, str] = {
        "VERSION": debian_version(release.version),
        "ARCHITECTURE": architecture(),
        "SIZE": str(installed_kib(tree)),
        "DEPENDS": depends(asked, release.libc),
    }
    linux_files.write(tree / "DEBIAN" / "control", linux_files.filled("control", words))
    sums = (f"{_md5(path)}  {path.relative_to(tree).as_posix()}\n" for path in files)
    linux_files.write(tree / "DEBIAN" / "md5sums", "".join(sums))


def installed_kib(tree: Path) -> int:
    """As Debian counts: each file in whole KiB, everything else one."""
    sizes = (
        -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in tree.rglob("*")
    )
    return sum(sizes)


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def build(tree: Path, target: Path, moment: int, *, level: int = 6) -> None:
    """Make the .deb; the same tree and moment give the same bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(  # noqa: S603
        ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--build", tree, target],  # noqa: S607
        env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
