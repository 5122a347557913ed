"""Jobs and pictures made up for item models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place, sandbox
from bfl_studio.domain.generation import Generation
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Basis, Job
from bfl_studio.domain.recipe import Recipe
from bfl_studio.state.library_model import Picture

NOON = 1_790_000_000_000


def a_recipe(prompt: str = "a harbour", seed: int = 7) -> Recipe:
    return replace(recipe.default_recipe(flux_models.first_model()), prompt=prompt).with_seed(seed)


def a_job(number: int = 1, **changes: Any) -> Job:
    wanted = a_recipe()
    job = Job(
        id=f"job-{number}",
        number=number,
        batch_id="batch-1",
        position=number - 1,
        project_id="default",
        recipe=wanted,
        estimate=pricing.estimate(wanted),
        price_rule=flux_models.PRICE_RULE_VERSION,
        endpoint=sandbox("http://127.0.0.1:1"),
        created_ms=NOON,
        changed_ms=NOON,
    )
    return replace(job, **changes)


def a_picture(number: int = 1, path: Path = Path("picture.png")) -> Picture:
    generation = Generation(
        id=f"job-{number}",
        number=number,
        batch_id="batch-1",
        position=number - 1,
        project_id="default",
        file_name=path.name,
        sha256=f"{number:064x}",
        size=Size(1024, 1024),
        byte_count=1000,
        media_type="image/png",
        recipe=a_recipe(),
        place=Place.SANDBOX,
        amount=credits("3"),
        basis=Basis.CHARGED,
        created_ms=NOON,
    )
    return Picture(generation, path, path)
