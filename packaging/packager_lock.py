"""Write packager.lock: what builds the packages, at one exact version each."""

from __future__ import annotations

from lock import ROOT, conditions, line, resolved
from packaging.requirements import Requirement

HEADER = """\
# What builds the packages, exactly as it was tried. What goes into them: requirements.lock.
# Written by `make lock`.
"""
OWN = ("pyinstaller>=6.22,<7",)
# Wanted only on another system.
ELSEWHERE = ("macholib", "pefile", "pywin32-ctypes")


def main() -> None:
    """Write the lock file."""
    packages = resolved([*OWN, *ELSEWHERE])
    markers = conditions([Requirement(text) for text in OWN], packages)
    lines = [line(packages[name][0], markers[name]) for name in sorted(markers) if markers[name]]
    text = HEADER + "\n".join(lines) + "\n"
    (ROOT / "packaging" / "packager.lock").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
