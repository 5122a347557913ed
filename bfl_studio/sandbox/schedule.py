"""How soon accepted tasks could all have been done, had nobody lost a moment between them."""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """One task: its model's path, how many of those may be active at once, seconds it takes."""

    path: str
    limit: int
    seconds: float


def ideal_seconds(works: Sequence[Work], most: int) -> float:
    """From the first start to the last end: whatever fits starts at once, in the order given."""
    waiting = list(works)
    active: list[tuple[float, int, str]] = []
    running: Counter[str] = Counter()
    now = 0.0
    for number in range(len(works) + 1):
        left: list[Work] = []
        for work in waiting:
            if len(active) < most and running[work.path] < work.limit:
                heapq.heappush(active, (now + work.seconds, id(work), work.path))
                running[work.path] += 1
            else:
                left.append(work)
        waiting = left
        if not active or number == len(works):
            break
        now, _, path = heapq.heappop(active)
        running[path] -= 1
    return now
