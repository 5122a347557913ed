"""How much memory a process has held at most."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def peak(process: int | str = "self") -> int:
    """Kilobytes, since the process began or `forget` was called."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def forget() -> None:
    """Count this process's peak from now on."""
    Path("/proc/self/clear_refs").write_text("5")


def children() -> list[int]:
    """The processes that this one started."""
    tasks = Path("/proc/self/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


@contextmanager
def growth(most_kilobytes: int) -> Iterator[None]:
    """Fails when this process needed that much more meanwhile."""
    forget()
    before = peak()
    yield
    grown = peak() - before
    assert grown < most_kilobytes, f"{grown} kB more"
