"""package.py: build the studio for Linux, as a .deb and as a portable .tar.zst, into dist.

Run by `make package`, in an environment that holds what the studio needs and PyInstaller. The same
input gives the same files: everything has the date of SOURCE_DATE_EPOCH, else of the last commit.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import debian  # noqa: E402
import icons  # noqa: E402
import linking  # noqa: E402
import linux_files  # noqa: E402

from bfl_studio import __version__  # noqa: E402

BUILD = ROOT / "build" / "linux"
DIST = ROOT / "dist"
NAME = linux_files.NAME


def moment() -> int:
    """The date of what is built, in seconds since 1970."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        return int(done.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return int((ROOT / "CHANGELOG.md").stat().st_mtime)


def freeze(date: int) -> None:
    """Run PyInstaller; the programs are in build/linux afterwards."""
    shutil.rmtree(BUILD, ignore_errors=True)
    folders = ["--workpath", str(BUILD / "work"), "--distpath", str(BUILD)]
    spec = str(ROOT / "packaging" / "bfl-studio.spec")
    command = [sys.executable, "-m", "PyInstaller", "--log-level=ERROR", "--noconfirm"]
    subprocess.run(  # noqa: S603
        [*command, *folders, spec],
        cwd=ROOT,
        # Its cache is among what can be made again, and no hash may depend on the day.
        env={
            **os.environ,
            "PYINSTALLER_CONFIG_DIR": str(ROOT / "build" / "pyinstaller"),
            "PYTHONHASHSEED": "1",
            "SOURCE_DATE_EPOCH": str(date),
        },
        check=True,
    )


def asked_of_the_system(name: str) -> list[str]:
    """The libraries one of the programs does not carry."""
    facts = json.loads((BUILD / "work" / NAME / f"{name}.json").read_text(encoding="utf-8"))
    asked: list[str] = facts["asked"]
    return asked


def make_deb(date: int) -> Path:
    """Lay out and pack the .deb."""
    program, tree = BUILD / "installed", BUILD / "deb"
    release = debian.Release(__version__, date, linking.least_libc(program))
    debian.write_tree(tree, program, BUILD / "icons", asked_of_the_system("installed"), release)
    version = debian.debian_version(__version__)
    target = DIST / f"{NAME}_{version}_{debian.architecture()}.deb"
    debian.build(tree, target, date)
    return target


def make_portable(date: int) -> Path:
    """Lay out and pack the program that needs no installation."""
    name = f"{NAME}-{__version__}-linux-{platform.machine()}"
    tree = BUILD / "tar" / name
    shutil.copytree(BUILD / "portable", tree, symlinks=True)
    words = {"VERSION": __version__, "DATE": linux_files.day(date)}
    linux_files.share(tree / "share", BUILD / "icons", tree, words)
    libc = linking.least_libc(tree)
    readme = linux_files.filled("README.txt", {"VERSION": __version__, "LIBC": libc})
    linux_files.write(tree / "README.txt", readme)
    shutil.copyfile(ROOT / "LICENSE", tree / "LICENSE")
    linux_files.settle(tree, date)
    target = DIST / f"{name}.tar.zst"
    target.parent.mkdir(parents=True, exist_ok=True)
    plain = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"]
    command = ["tar", "-C", str(tree.parent), *plain, "-I", "zstd -12 -T0 -q", "-cf", str(target)]
    subprocess.run([*command, name], check=True)  # noqa: S603
    return target


def main() -> None:
    """Print what was built."""
    date = moment()
    shutil.rmtree(DIST, ignore_errors=True)
    freeze(date)
    icons.write_hicolor(BUILD / "icons")
    for made in (make_deb(date), make_portable(date)):
        size = made.stat().st_size / 1_000_000
        print(f"{made.relative_to(ROOT)}  {size:.1f} MB", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
