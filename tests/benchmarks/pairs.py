"""Paired runs: ours and the bare window in turn, medians, and when a run is void."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

PAIRS = 7
"""Interleaved pairs after one warm-up each."""

STEADY_MS = 6.0
"""An absolute figure counts only if the bare window's own heartbeat p99 is within this."""

_BYTECODE = tempfile.TemporaryDirectory(prefix="bfl-bytecode-", ignore_cleanup_errors=True)
"""Nobody compiles the program at every start: each run after the warm-up finds it compiled."""

_UNWANTED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPROFILEIMPORTTIME", "QT_DEBUG_PLUGINS")


def run(
    module: str, *arguments: str, home: Path | None = None, seconds: float = 120.0
) -> dict[str, Any]:
    """One child process; what it printed as JSON, and `spawned`: its start on the shared clock."""
    environment = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": _BYTECODE.name}
    if home is not None:
        environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home / ".local" / "share")}
    spawned = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        timeout=seconds,
        env=environment,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module} ended with {done.returncode}: {done.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures | {"spawned": spawned}


def paired(
    first: Callable[[], float], second: Callable[[], float], pairs: int = PAIRS
) -> list[tuple[float, float]]:
    """(first, second) in turn, after one warm-up of each."""
    first()
    second()
    return [(first(), second()) for _ in range(pairs)]


def report(name: str, unit: str, measured: Sequence[tuple[float, float]]) -> float:
    """Print the medians and the median ratio of ours (first) to the bare window (second)."""
    ours = statistics.median(pair[0] for pair in measured)
    bare = statistics.median(pair[1] for pair in measured)
    ratio = statistics.median(pair[0] / pair[1] for pair in measured)
    print(
        f"{name}: ours {ours:.1f} {unit}, bare {bare:.1f} {unit}, ratio {ratio:.2f}"
        f" (medians of {len(measured)} pairs)",
        flush=True,
    )
    return ratio


def percentile(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def data_folder(root: Path, name: str) -> str:
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder)
