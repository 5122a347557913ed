"""Every model, from the window to a kept picture: what it needs is put in, nothing else is sent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.flux_models import hosted
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import JobState
from bfl_studio.domain.pricing import Exact, Seen
from bfl_studio.domain.slots import image_parameters
from tests.e2e.window import LiveStudio, live_studio
from tests.faults.oracle import breaches
from tests.faults.sandbox_evidence import evidence
from tests.loop import Run
from tests.sandbox.process import running_sandbox

KEY = "bfl_key_of_the_models"
FLAGS = ("--seconds-per-image", "0", "--credits", "1000000")
SIDES: Mapping[Role, tuple[int, int]] = {
    Role.REFERENCE: (640, 400),
    Role.IMAGE: (512, 384),
    Role.MASK: (512, 384),
    Role.PERSON: (400, 640),
    Role.GARMENT: (300, 300),
    Role.IMAGE_PROMPT: (320, 320),
}


def _pictures(folder: Path) -> Mapping[Role, Path]:
    found = {}
    for role, sides in SIDES.items():
        found[role] = folder / f"{role.value}.png"
        image = Image.new("RGB", sides, (40, 90, 160))
        if role is Role.MASK:
            image = Image.new("L", sides, 0)
            image.paste(255, (100, 100, 200, 200))
        image.save(found[role])
    return found


async def _compose(studio: LiveStudio, model_id: str, pictures: Mapping[Role, Path]) -> None:
    parts = studio.process.studio
    state, slots = parts.recipe_state, parts.slots
    state.start_anew()
    state.set_model(model_id)
    for parameter in image_parameters(state.model):
        slots.add(parameter.role, [pictures[parameter.role]])
    await studio.until(lambda: len(state.recipe.images) == len(slots.parameters))
    if state.model.parameter(Role.PROMPT) is not None:
        studio.type_prompt("a harbour at dusk")
    if state.model.parameter(Role.MARGIN_TOP) is not None:
        state.set_value(Role.MARGIN_TOP, 128)
    if state.model.parameter(Role.WIDTH) is not None:
        state.set_size(Size(1024, 768))


@pytest.mark.parametrize("model", hosted(), ids=lambda model: model.id)
def test_a_picture_of_every_model(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: object
) -> None:
    monkeypatch.setenv("BFL_API_KEY", KEY)
    model_id = str(getattr(model, "id", ""))
    pictures = _pictures(tmp_path)

    async def make(origin: str) -> None:
        async with live_studio(tmp_path / "studio", origin) as studio:
            await _compose(studio, model_id, pictures)
            state = studio.process.studio.recipe_state
            assert state.issues == ()
            promised = state.estimate
            assert isinstance(promised, Exact | Seen)
            studio.press_generate()
            await studio.until(lambda: _ended(studio), 20)
            (job,) = studio.process.studio.jobs.jobs
            assert job.state is JobState.SAVED, job.failure
            await studio.until(lambda: studio.process.library.rowCount() == 1)
            (line,) = sandbox.ledger()
            assert credits(str(line["cost"])) == promised.amount
            (kept,) = (
                each for each in (tmp_path / "studio" / "library").iterdir() if each.is_file()
            )
            with Image.open(kept) as image:
                assert min(image.size) >= 64

    with running_sandbox(None, *FLAGS) as sandbox:
        run(make(sandbox.base_url))
        data = tmp_path / "studio"
        assert breaches(evidence(sandbox, data, data / "library", 1, KEY)) == []


def _ended(studio: LiveStudio) -> bool:
    jobs = studio.process.studio.jobs.jobs
    return bool(jobs) and all(job.ended for job in jobs)
