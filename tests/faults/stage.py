"""Where a fault is played: one service, one studio's folder, and the judgement afterwards."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bfl_studio.api.transport import Patience
from bfl_studio.domain.job import Job, JobState, Order
from bfl_studio.services.events import StudioFault
from bfl_studio.services.premises import Premises
from bfl_studio.services.timing import Timing
from tests.faults import oracle
from tests.faults.background import Background
from tests.faults.oracle import Charge, Evidence
from tests.faults.scripts import USUAL
from tests.faults.service import Door, Service, serving
from tests.services.workshop import PATIENCE, Workshop, orders, workshop

KEY = "bfl_canary_5f0c1e"
"""Recognisable wherever it turns up."""

QUICK = replace(
    Timing().scaled(0.02),
    sandbox_start=15.0,
    close=3.0,
    patience=Patience(connect=1.0, write_idle=1.0, purchase_answer=2.0, read_idle=0.5),
)
"""A fiftieth of the studio's own, but for what a busy computer needs to answer at all."""

HASTY = replace(QUICK, not_found_grace=0.05, not_found_span=0.1)
"""For those who wait until a task is given up."""

SETTLED = frozenset(JobState) - {
    JobState.QUEUED,
    JobState.SENDING,
    JobState.ACCEPTED,
    JobState.SAVING,
}


@dataclass
class Stage:
    """One scene. `confirmed` counts the pictures that were asked for."""

    folder: Path
    where: Background
    service: Service
    confirmed: int = 0
    foreign: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)
    exit_codes: list[int] = field(default_factory=list)
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def premises(self) -> Premises:
        data = self.folder / "data"
        return Premises(data, data / "library")

    @contextmanager
    def studio(
        self, timing: Timing = QUICK, origin: str | None = None, key: str | None = KEY
    ) -> Iterator[Workshop]:
        """An engine on this stage's folder; whatever it did wrong is remembered."""
        place = origin or self.service.origin
        with workshop(self.premises.data, place, timing=timing, key=key) as shop:
            try:
                yield shop
            finally:
                self.faults += [fault.details for fault in shop.of(StudioFault)]

    @contextmanager
    def another(self, name: str, *, judged: bool = True) -> Iterator[Stage]:
        """A stage of its own beside this one, judged when it is left."""
        with serving(self.where, self.folder / name / "service", USUAL) as service:
            stage = Stage(self.folder / name, self.where, service)
            with stage.swept():
                yield stage
            if judged:
                stage.judge()

    @contextmanager
    def swept(self) -> Iterator[None]:
        """Leave no process behind, however a scene ends."""
        try:
            yield
        finally:
            for process in self.processes:
                if process.poll() is None:
                    process.kill()
                    process.wait(PATIENCE)

    def ask(self, shop: Workshop, pictures: int = 1, prompt: str = "a harbour") -> tuple[Job, ...]:
        """Press Generate."""
        return self.send(shop, orders(prompt, pictures))

    def send(self, shop: Workshop, wanted: Sequence[Order]) -> tuple[Job, ...]:
        self.confirmed += len(wanted)
        return shop.enqueue(wanted)

    def all_settled(self, shop: Workshop, jobs: Sequence[Job], seconds: float = PATIENCE) -> None:
        """Wait until every job is at an end or waits for the designer."""
        shop.wait(lambda: all(shop.last(job.id).state in SETTLED for job in jobs), seconds)

    def states(self) -> list[str]:
        """As they lie in the journal, oldest first."""
        rows = Evidence(self.premises.data, self.premises.library, (), 0, KEY).rows
        return [row["state"] for row in rows]

    @property
    def posts(self) -> int:
        return self.service.count(Door.SUBMIT)

    @property
    def charges(self) -> int:
        return len(self.service.ledger.charges)

    def evidence(self) -> Evidence:
        pictures = self.service.tasks
        return Evidence(
            self.premises.data,
            self.premises.library,
            tuple(
                Charge(charge.task, charge.body_sha256, charge.cost)
                for charge in self.service.ledger.charges
            ),
            self.confirmed,
            KEY,
            {task: sha256(pictures[task].picture) for task in self.service.delivered},
            frozenset(self.foreign),
            tuple(
                repr(visit.request)
                for visit in self.service.visits
                if visit.door in (Door.FETCH, Door.SINK)
            ),
            "".join(self.output),
            tuple(self.exit_codes),
            tuple(self.faults),
        )

    def judge(self) -> None:
        """Money, rows, files and the key agree."""
        found = oracle.breaches(self.evidence())
        assert not found, "\n".join(found)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


Play = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One fault of the matrix. `lacks`: what the studio does not do yet; `cannot`: why it cannot
    be played here.
    """

    id: str
    fault: str
    play: Play | None = None
    cannot: str = ""
    lacks: str = ""
