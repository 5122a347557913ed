"""Write requirements.lock: every package the project uses, at one exact version each."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HEADER = """\
# Every package the studio and its tests use, exactly as they were tried together.
# Written by `make lock` from pyproject.toml; a change belongs there.
"""
# Wanted only on another system, or on an older Python than the one that writes the lock.
ELSEWHERE = ("backports.tarfile", "colorama", "importlib-metadata", "pywin32-ctypes")

Conditions = dict[str, set[str]]
"""For each package the markers under which it is wanted; "" means always."""


def own_requirements() -> list[str]:
    """Return what pyproject.toml asks for: to build, to run and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
    ]


def resolved(requirements: Iterable[str]) -> dict[str, tuple[str, tuple[Requirement, ...]]]:
    """Ask pip for the newest versions that fit together; each with what it requires itself."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    answer = subprocess.run(  # noqa: S603
        [*command, "--report", "-", *requirements], check=True, stdout=subprocess.PIPE
    )
    packages = (row["metadata"] for row in json.loads(answer.stdout)["install"])
    return {
        canonicalize_name(package["name"]): (
            f"{package['name']}=={package['version']}",
            tuple(Requirement(text) for text in package.get("requires_dist", ())),
        )
        for package in packages
    }


def _marker(condition: str, requirement: Requirement, extras: set[str]) -> str | None:
    """Join a parent's condition with the requirement's own; None for an extra nobody asked for."""
    own = str(requirement.marker or "")
    if "extra ==" in own:
        wanted = {f'extra == "{extra}"' for extra in extras}
        return condition if own in wanted else None
    if not condition or not own:
        return condition or own
    return condition if own in condition else f"({condition}) and ({own})"


def conditions(
    roots: Iterable[Requirement], packages: Mapping[str, tuple[str, tuple[Requirement, ...]]]
) -> Conditions:
    """Follow every requirement and collect the markers on the ways to each package."""
    found: Conditions = {}
    waiting = [(root, "", set[str]()) for root in roots]
    while waiting:
        requirement, parent, extras = waiting.pop()
        condition = _marker(parent, requirement, extras)
        name = canonicalize_name(requirement.name)
        known = found.setdefault(name, set()) if name in packages else {""}
        if condition is None or condition in known or "" in known:
            continue
        known.add(condition)
        waiting += [(child, condition, requirement.extras) for child in packages[name][1]]
    return found


def line(pin: str, markers: set[str]) -> str:
    """Return one line of the lock file."""
    if "" in markers or not markers:
        return pin
    ways = sorted(markers)
    return f"{pin} ; {ways[0] if len(ways) == 1 else ' or '.join(f'({way})' for way in ways)}"


def main() -> None:
    """Write the lock file."""
    own = own_requirements()
    packages = resolved([*own, *ELSEWHERE])
    markers = conditions([Requirement(text) for text in own], packages)
    lines = [line(packages[name][0], markers[name]) for name in sorted(markers) if markers[name]]
    (ROOT / "requirements.lock").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
