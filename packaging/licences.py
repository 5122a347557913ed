"""licences.py TARGET [LIBRARY …]: write what an installed program says of its licences.

TARGET is the `licences.json` among its resources. Each LIBRARY is a shared library of the system
that the program carries with it: the package it came from, and that one's copyright, are listed,
too. A part without a licence text stops the build.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bfl_studio import licences
from bfl_studio.licences import Part

COPYRIGHTS = Path("/usr/share/doc")


def package_of(library: Path) -> str | None:
    """The Debian package a file belongs to; None for a file of no package."""
    # Libraries are known under the path they were installed to, before /lib was merged.
    for path in dict.fromkeys((library.resolve(), library.absolute())):
        for name in (str(path), str(path).removeprefix("/usr")):
            answer = subprocess.run(  # noqa: S603
                ["dpkg-query", "--search", name],  # noqa: S607
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                check=False,
            )
            if answer.returncode == 0:
                return answer.stdout.split(":")[0]
    return None


def of_packages(libraries: Iterable[Path]) -> tuple[Part, ...]:
    """One part for each Debian package the libraries came from, with its copyright file.

    Raises LookupError for a library of no package, FileNotFoundError without a copyright.
    """
    names: set[str] = set()
    for library in libraries:
        name = package_of(library)
        if name is None:
            raise LookupError(f"{library} belongs to no package: nobody knows its licence")
        names.add(name)
    return tuple(_of_package(name) for name in sorted(names))


def _of_package(name: str) -> Part:
    version = subprocess.run(  # noqa: S603
        ["dpkg-query", "--show", "--showformat=${Version}\n", name],  # noqa: S607
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.splitlines()[0]
    text = (COPYRIGHTS / name / "copyright").read_text(encoding="utf-8", errors="replace")
    return Part(name, version, "see its text", text.strip())


def write(target: Path, libraries: Iterable[Path] = ()) -> None:
    """Write the list. Raises LookupError for whatever has no licence text."""
    ours, *others = licences.collected()
    others = sorted([*others, *of_packages(libraries)], key=lambda each: each.name.lower())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(licences.written([ours, *others]), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
