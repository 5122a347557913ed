"""Long runs: not collected with the tests, but named by `make soak`, which prints the figures.

SOAK_RUNS, SOAK_JOBS and SOAK_PICTURES make them shorter for a try.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections import Counter
from dataclasses import dataclass, replace

import pytest

from bfl_studio.domain.job import JobState
from bfl_studio.services.decoder import Decoder
from tests.faults import oracle, pictures
from tests.faults.crashes import ROADS, Step, close, crash, start, wish_for
from tests.faults.scripts import delivers, replies
from tests.faults.service import Door, Visit
from tests.faults.stage import QUICK, Stage
from tests.services.workshop import Workshop

S = JobState
RUNS = int(os.environ.get("SOAK_RUNS", "100"))
JOBS = int(os.environ.get("SOAK_JOBS", "2000"))
PICTURES = int(os.environ.get("SOAK_PICTURES", "10000"))
_ROUND = 100
_BATCH = 250
_WARM_UP = 3
"""Rounds before which caches are still being filled."""

_LONGEST = 600.0
_BOUGHT_TWICE = ("I1", "I2")


def _into(state: JobState) -> Step:
    """A step after whose commit a job is in that state, the plainest there is."""
    found = [step for step in ROADS if step[1] == state]
    return min(found, key=lambda step: (bool(ROADS[step].earlier), step))


def test_killed_in_each_state(stage: Stage) -> None:
    """Nothing lost, nothing bought twice, however often it happens."""
    kills, twice, lost = 0, 0, 0
    found: list[str] = []
    for state in S:
        for run in range(RUNS):
            with stage.another(f"{state.value}-{run}", judged=False) as scene:
                crash(scene, _into(state), committed=True)
                breaches = oracle.breaches(scene.evidence())
            shutil.rmtree(scene.folder)
            found += breaches
            twice += any(breach.startswith(_BOUGHT_TWICE) for breach in breaches)
            lost += any(not breach.startswith(_BOUGHT_TWICE) for breach in breaches)
            kills += 1
    print(f"\nkilled {kills} times in {len(S)} states: {lost} lost, {twice} bought twice")
    assert not found, found[:20]


@dataclass(frozen=True, slots=True)
class Sample:
    """Megabytes of a process, its open files and its threads after so many jobs."""

    jobs: int
    megabytes: float
    descriptors: int
    threads: int


def test_two_thousand_jobs(stage: Stage) -> None:
    """Memory, descriptors and threads stay where they are."""
    samples = stage.folder / "samples"
    rounds = JOBS // _ROUND
    wish = replace(wish_for(stage, _ROUND), rounds=rounds, samples=str(samples))
    stage.confirmed = _ROUND * rounds
    process = start(stage, wish)
    process.wait(_LONGEST)
    close(stage, process)
    taken = [Sample(**json.loads(line)) for line in samples.read_text().splitlines()]
    first, last = taken[min(_WARM_UP, len(taken) - 1)], taken[-1]
    grown = (last.megabytes - first.megabytes) / max(1, (last.jobs - first.jobs) / 100)
    print(
        f"\n{last.jobs} jobs: {grown:.2f} MB for each hundred ({last.megabytes:.0f} MB at the end),"
        f" descriptors {first.descriptors} then {last.descriptors},"
        f" threads {first.threads} then {last.threads}"
    )
    assert set(stage.states()) == {"saved"}
    stage.judge()
    assert grown <= 1.0
    assert last.descriptors <= first.descriptors + 2
    assert last.threads <= first.threads


def test_ten_thousand_mutated_pictures(stage: Stage) -> None:
    """Whatever comes down the line: kept, or kept beside; and never long."""
    spoilt = pictures.mutations(20_26, PICTURES)
    served: dict[str, bytes] = {}

    async def spoiling(visit: Visit) -> None:
        content = next(spoilt, None)
        if content is None:
            await delivers(visit)
            served[visit.task.id] = visit.task.picture
            return
        served[visit.task.id] = content
        await replies(200, content, content_type="image/png")(visit)

    stage.service.always(Door.FETCH, spoiling)
    with pytest.MonkeyPatch.context() as patch, stage.studio(QUICK) as shop:
        took = _watched(patch)
        while len(took) < PICTURES:
            _a_batch(stage, shop)
    for task, content in served.items():
        stage.service.tasks[task].picture = content
    rows = stage.evidence().rows
    ends = Counter(row["state"] for row in rows)
    stage.service.delivered = Counter(
        {row["task_id"]: 1 for row in rows if row["state"] == "saved"}
    )
    given_up = sum("the decoder gave up" in (row["failure"] or "") for row in rows)
    print(
        f"\n{len(took)} mutated pictures: longest {max(took):.2f} s,"
        f" {ends['saved']} saved, {ends['failed']} kept beside, decoder given up {given_up} times"
    )
    assert set(ends) == {"saved", "failed"}
    assert max(took) < 2.0
    stage.judge()


def _a_batch(stage: Stage, shop: Workshop) -> None:
    jobs = stage.ask(shop, _BATCH)
    stage.all_settled(shop, jobs, _LONGEST)
    shop.events.clear()


def _watched(patch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that each picture took from the disk to a judgement, its turn not counted."""
    took: list[float] = []
    plain = Decoder._answer

    async def answering(self: Decoder, question: dict[str, object]) -> dict[str, object]:
        began = time.monotonic()
        try:
            return await plain(self, question)
        finally:
            took.append(time.monotonic() - began)

    patch.setattr(Decoder, "_answer", answering)
    return took
