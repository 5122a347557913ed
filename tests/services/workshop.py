"""A real engine on its own thread, with its reports in order."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.batch import for_batch
from bfl_studio.domain.endpoint import Place, custom
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Job, JobState, Order
from bfl_studio.services.engine import Engine
from bfl_studio.services.engine_thread import EngineThread
from bfl_studio.services.events import Event, JobChanged, Opening, PictureSaved
from bfl_studio.services.keys import Keys
from bfl_studio.services.premises import Premises
from bfl_studio.services.timing import Timing

SMALL = Size(256, 256)
KEY = "bfl_test"
PATIENCE = 20.0
QUICK = replace(Timing().scaled(0.1), sandbox_start=15.0, close=5.0)

E = TypeVar("E", bound=Event)


def orders(
    prompt: str = "a harbour",
    pictures: int = 1,
    model_id: str = "flux-2-klein-4b",
    size: Size = SMALL,
) -> tuple[Order, ...]:
    """What one press of Generate hands to the engine."""
    model = flux_models.find_model(model_id)
    assert model is not None
    wanted = replace(recipe.default_recipe(model), prompt=prompt).with_size(size)
    return tuple(
        Order(each, pricing.estimate(each), flux_models.PRICE_RULE_VERSION)
        for each in for_batch(wanted, pictures)
    )


@dataclass
class Workshop:
    """The engine under test and everything it reported."""

    thread: EngineThread
    premises: Premises
    place: Place
    events: list[Event] = field(default_factory=list)
    opening: Opening | None = None
    _news: threading.Condition = field(default_factory=threading.Condition)

    def report(self, event: Event) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in list(self.events) if isinstance(event, kind)]

    def enqueue(self, wanted: Sequence[Order]) -> tuple[Job, ...]:
        return self.thread.ask(lambda engine: engine.enqueue(wanted, self.place)).result(PATIENCE)

    def last(self, job_id: str) -> Job:
        return [each.job for each in self.of(JobChanged) if each.job.id == job_id][-1]

    def states(self, job_id: str) -> list[JobState]:
        """Each state once, in order."""
        found: list[JobState] = []
        for event in self.of(JobChanged):
            if event.job.id == job_id and found[-1:] != [event.job.state]:
                found.append(event.job.state)
        return found

    def wait(self, condition: Callable[[], object], seconds: float = PATIENCE) -> None:
        deadline = time.monotonic() + seconds
        with self._news:
            while not condition():
                left = deadline - time.monotonic()
                assert left > 0, f"still waiting after {self.summary()}"
                self._news.wait(min(left, 0.05))

    def wait_for(self, job: Job, *states: JobState) -> Job:
        self.wait(lambda: self.last(job.id).state in states)
        return self.last(job.id)

    def summary(self) -> list[str]:
        return [
            f"{event.job.state} {event.job.failure}"
            if isinstance(event, JobChanged)
            else str(event)
            for event in self.events
        ]

    def picture(self, job: Job) -> PictureSaved:
        self.wait(lambda: any(each.generation.id == job.id for each in self.of(PictureSaved)))
        return next(each for each in self.of(PictureSaved) if each.generation.id == job.id)

    def recipe_file(self, sha256: str) -> dict[str, object]:
        path = self.premises.library / ".bfl-studio" / "recipes" / f"{sha256}.json"
        content: dict[str, object] = json.loads(path.read_text())
        return content


@contextmanager
def workshop(
    folder: Path,
    origin: str | None = None,
    *flags: str,
    library: Path | None = None,
    timing: Timing = QUICK,
    key: str | None = KEY,
) -> Iterator[Workshop]:
    """An opened engine; with `origin` it sends there, else to a Sandbox it starts itself."""
    premises = Premises(folder, library or folder / "library")
    place = Place.CUSTOM if origin else Place.SANDBOX

    def make() -> Engine:
        keys = Keys(None, PATIENCE)
        if origin and key:
            keys.use(custom(origin), key)
        return Engine(premises, shop.report, keys, timing, origin, flags)

    shop = Workshop(EngineThread(make), premises, place)
    shop.thread.start()
    try:
        shop.opening = shop.thread.ask(lambda engine: engine.open()).result(PATIENCE)
        yield shop
    finally:
        shop.thread.stop()
        assert shop.thread.join(PATIENCE), "the engine did not end"
