"""Jobs, pictures and hands for scenes: everything a window is filled with to be looked at."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.endpoint import GLOBAL, Endpoint, Place, sandbox
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.generation import Generation
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Basis, Job, JobState
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.settings import Settings
from bfl_studio.parts import StudioParts
from bfl_studio.sandbox.paint_request import PaintRequest
from bfl_studio.sandbox.painter import render
from bfl_studio.services.recorder import now_ms
from bfl_studio.state.library_model import Picture

W = TypeVar("W", bound=QWidget)
Stage = Callable[[StudioParts, Path], None]

PROMPTS = (
    "Ceramic teapot on a linen cloth, soft window light, product photograph",
    "Alpine hut at blue hour, lit windows, fresh snow, wide view",
    "Poster with the words “OPEN LATE”, heavy grotesque type, two colours",
    "Lighthouse on a basalt cliff at dusk, warm light in the window, calm sea",
)
SIZES = (Size(1024, 1024), Size(1344, 768), Size(832, 1216), Size(1216, 832))
COMMON_SIZES = ((1280, 720), (1440, 900))
ENDPOINT = sandbox("http://127.0.0.1:1")
_THUMBNAIL = 512
WELCOMED = Settings().with_value("welcomed", True)
"""Of somebody who has made a picture before."""


@dataclass(frozen=True, slots=True)
class Scene:
    """`origin` is that of a start flag, `kept` what was set before; `sizes` of the window are
    those worth a picture.
    """

    name: str
    stage: Stage
    place: Place = Place.SANDBOX
    origin: str | None = None
    sizes: tuple[tuple[int, int], ...] = COMMON_SIZES
    kept: Settings = WELCOMED


def scene(stage: Stage, **changes: Any) -> Scene:
    """A scene called as its stage is."""
    return Scene(stage.__name__.replace("_", "-"), stage, **changes)


def a_recipe(number: int) -> Recipe:
    model = FLUX_2_MODELS[number % len(FLUX_2_MODELS)]
    prompt, size = PROMPTS[number % 4], SIZES[number % 4]
    start = replace(recipe.default_recipe(model), prompt=prompt)
    return start.with_size(size).with_seed(48_213 + number)


def a_job(number: int, state: JobState, batch: str = "batch", **changes: Any) -> Job:
    wanted = a_recipe(number)
    estimate = pricing.estimate(wanted)
    amount = estimate.amount if isinstance(estimate, pricing.Exact) else None
    job = Job(
        id=f"{batch}-{number}",
        number=number,
        batch_id=batch,
        position=number,
        project_id="default",
        recipe=wanted,
        estimate=estimate,
        price_rule=flux_models.PRICE_RULE_VERSION,
        endpoint=ENDPOINT,
        created_ms=now_ms() - 20_000,
        changed_ms=now_ms() - 3_000,
        state=state,
        accepted_ms=now_ms() - 8_000,
        quoted=amount,
    )
    return replace(job, **changes)


def a_picture(folder: Path, job: Job, age_hours: int = 0) -> Picture:
    """Painted by the Sandbox, so that what is looked at looks like the studio in use."""
    path, thumbnail = folder / f"{job.id}.png", folder / f"{job.id}.jpg"
    size = job.recipe.size
    if not (path.exists() and thumbnail.exists()):
        request = PaintRequest(
            job.recipe.model_id, job.recipe.prompt, job.seed or 0, size.width, size.height, "png"
        )
        _paint(request, path, thumbnail)
    generation = Generation(
        id=job.id,
        number=job.number,
        batch_id=job.batch_id,
        position=job.position,
        project_id="default",
        file_name=path.name,
        sha256=f"{job.number:064x}",
        size=size,
        byte_count=path.stat().st_size,
        media_type="image/png",
        recipe=job.recipe,
        place=job.endpoint.place,
        amount=job.quoted,
        basis=Basis.CHARGED,
        created_ms=now_ms() - age_hours * 3_600_000,
    )
    return Picture(generation, path, thumbnail)


def _paint(request: PaintRequest, path: Path, thumbnail: Path) -> None:
    """Each file appears whole: another process may stage scenes with the same ones."""
    with tempfile.TemporaryDirectory(dir=path.parent) as begun:
        whole, small = Path(begun) / path.name, Path(begun) / thumbnail.name
        for file, content in zip((whole, small), _painted(request), strict=True):
            file.write_bytes(content)
        whole.replace(path)
        small.replace(thumbnail)


@lru_cache(64)
def _painted(request: PaintRequest) -> tuple[bytes, bytes]:
    """A picture and its thumbnail; one scene after another shows the same ones."""
    painted, small = render(request), io.BytesIO()
    with Image.open(io.BytesIO(painted)) as image:
        image.thumbnail((_THUMBNAIL, _THUMBNAIL))
        image.convert("RGB").save(small, "JPEG", quality=90)
    return painted, small.getvalue()


def failed(kind: FailureKind, said: str = "", **facts: Any) -> Failure:
    return Failure(kind, said, **facts)


def fill(parts: StudioParts, folder: Path, endpoint: Endpoint = ENDPOINT) -> None:
    """Yesterday's pictures, today's batch half done."""
    for number in range(12):
        age = 30 if number < 6 else 3
        job = a_job(number, JobState.SAVED, "old", endpoint=endpoint)
        parts.library.prepend(a_picture(folder, job, age))
    made = [a_job(20 + number, JobState.SAVED, "new", endpoint=endpoint) for number in range(2)]
    for job in made:
        parts.studio.jobs.put(job)
        parts.library.prepend(a_picture(folder, job))
    running = {"progress": 0.6, "endpoint": endpoint}
    parts.studio.jobs.put(a_job(22, JobState.ACCEPTED, "new", **running))
    parts.studio.jobs.put(a_job(23, JobState.QUEUED, "new", endpoint=endpoint))
    parts.studio.batch.show_batch("new")
    parts.window.panes.viewer.show_picture(a_picture(folder, made[0]))


def live(number: int, state: JobState, batch: str = "batch", **changes: Any) -> Job:
    """A job that costs real money."""
    return a_job(number, state, batch, endpoint=GLOBAL, **changes)


def control(parts: StudioParts, kind: type[W], name: str) -> W:
    """The control of that name, whatever language the window speaks."""
    every = parts.window.findChildren(kind)
    return next(each for each in every if each.accessibleName() == spoken(name))


def spoken(word: str) -> str:
    """A word of the window in the language it speaks."""
    return QCoreApplication.translate("scenes", word)


def point_at(widget: QWidget, place: QPoint) -> None:
    """Move the hand over a point of a widget."""
    nothing = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        nothing,
        nothing,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
