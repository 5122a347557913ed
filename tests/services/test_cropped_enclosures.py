"""A part of a picture is all that leaves the machine, and all that is paid for."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from pathlib import Path

from PIL import Image
from PIL.Image import Exif

from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.job import JobState, Order
from bfl_studio.domain.pricing import Exact
from bfl_studio.domain.recipe import RecipeImage
from tests.sandbox.process import running_sandbox
from tests.services.workshop import PATIENCE, SMALL, workshop

_ORIENTATION = 0x0112


def _photo(folder: Path) -> Path:
    """Held sideways; upright it is 2000 × 3000, red in one place of 800 × 800 and white else."""
    upright = Image.new("RGB", (2000, 3000), "white")
    upright.paste("red", (1000, 2000, 1800, 2800))
    exif = Exif()
    exif[_ORIENTATION] = 6
    path = folder / "photo.jpg"
    upright.transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, quality=95)
    return path


def test_the_part_that_was_seen_is_sent_and_charged(tmp_path: Path) -> None:
    model = flux_models.find_model("flux-2-pro")
    assert model is not None
    with (
        running_sandbox(None, "--seconds-per-image", "1", "--paint", "flat") as sandbox,
        workshop(tmp_path / "data", sandbox.base_url) as shop,
    ):
        path = _photo(tmp_path)
        taken = shop.thread.ask(lambda engine: engine.picture_desk.take(path)).result(PATIENCE)
        whole = RecipeImage(Role.REFERENCE, taken.sha256, taken.name, taken.size)
        assert taken.size == Size(2000, 3000)
        start = recipe.default_recipe(model).with_seed(5).with_size(SMALL)
        start = replace(start, prompt="the red one")
        dear, cheap = (
            replace(start, images=(replace(whole, crop=crop),))
            for crop in (None, Box(1000, 2000, 800, 800))
        )
        estimate = pricing.estimate(cheap)
        assert isinstance(estimate, Exact)
        dearer = pricing.estimate(dear)
        assert isinstance(dearer, Exact) and dearer.amount > estimate.amount
        (job,) = shop.enqueue((Order(cheap, estimate, flux_models.PRICE_RULE_VERSION),))
        shop.wait_for(job, JobState.ACCEPTED)
        (unfinished,) = (sandbox.data / "unfinished").iterdir()
        body = json.loads(unfinished.read_bytes())
        shop.wait_for(job, JobState.SAVED)
        assert credits(str(sandbox.ledger()[-1]["cost"])) == estimate.amount
    sent = Image.open(io.BytesIO(base64.b64decode(body["input_image"]))).convert("RGB")
    assert sent.size == (800, 800)
    for at in ((4, 4), (795, 4), (4, 795), (795, 795), (400, 400)):
        red, green, blue = sent.getpixel(at)  # type: ignore[misc]
        assert red > 240 and green < 16 and blue < 16
