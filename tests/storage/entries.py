"""Jobs in a journal, at whatever step a test needs them."""

from dataclasses import replace
from typing import Any

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Endpoint, sandbox
from bfl_studio.domain.job import Job, JobState, Order
from bfl_studio.domain.pricing import Exact
from bfl_studio.domain.recipe import Recipe
from bfl_studio.storage.journal import Journal

NOON = 1_790_000_000_000
PLACE = sandbox("http://127.0.0.1:1")


def order(seed: int = 7, model_id: str = "flux-2-pro", prompt: str = "a harbour") -> Order:
    recipe = replace(Recipe(model_id), prompt=prompt).with_seed(seed)
    return Order(recipe, Exact(credits("3")), "2026-11-20")


def queue(journal: Journal, pictures: int = 1, endpoint: Endpoint = PLACE) -> tuple[Job, ...]:
    orders = [order(seed) for seed in range(pictures)]
    return journal.add_batch(orders, endpoint, "default", NOON)


def walk(journal: Journal, job: Job, *states: JobState, **changes: Any) -> Job:
    """Take one step after another; the last one carries the changes."""
    for number, state in enumerate(states, start=1):
        after = job.to(state, **(changes if number == len(states) else {}))
        journal.step(job, after)
        job = after
    return job
