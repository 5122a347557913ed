"""States of the window to look at: each sets the stage in a window that was just made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from bfl_studio.app import StudioParts
from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place, sandbox
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.generation import Generation
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Basis, Job, JobState, Side
from bfl_studio.domain.recipe import Recipe
from bfl_studio.sandbox.painter import PaintRequest, render
from bfl_studio.services.recorder import now_ms
from bfl_studio.state.library_model import Picture
from bfl_studio.state.notices import Notice, Severity, Topic
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import QuietButton

PROMPTS = (
    "Ceramic teapot on a linen cloth, soft window light, product photograph",
    "Alpine hut at blue hour, lit windows, fresh snow, wide view",
    "Poster with the words “OPEN LATE”, heavy grotesque type, two colours",
    "Lighthouse on a basalt cliff at dusk, warm light in the window, calm sea",
)
SIZES = (Size(1024, 1024), Size(1344, 768), Size(832, 1216), Size(1216, 832))
ENDPOINT = sandbox("http://127.0.0.1:1")


def a_recipe(number: int) -> Recipe:
    model = flux_models.MODELS[number % len(flux_models.MODELS)]
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
    path = folder / f"{job.id}.png"
    size = job.recipe.size
    if not path.exists():
        request = PaintRequest(
            job.recipe.model_id, job.recipe.prompt, job.seed, size.width, size.height, "png"
        )
        path.write_bytes(render(request))
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
        place=Place.SANDBOX,
        amount=job.quoted,
        basis=Basis.CHARGED,
        created_ms=now_ms() - age_hours * 3_600_000,
    )
    return Picture(generation, path, path)


def first_start(parts: StudioParts, folder: Path) -> None:
    """Nothing typed, nothing made."""
    parts.studio.situation.set_balance(Place.SANDBOX, credits("100000"))
    parts.library.page_read.emit()


def ready(parts: StudioParts, folder: Path) -> None:
    """A prompt and four pictures: the price is the question."""
    first_start(parts, folder)
    parts.studio.recipe_state.set_prompt(PROMPTS[0])
    parts.studio.recipe_state.set_pictures(4)


def in_use(parts: StudioParts, folder: Path) -> None:
    """Yesterday's pictures, today's batch half done."""
    ready(parts, folder)
    for number in range(12):
        age = 30 if number < 6 else 3
        job = a_job(number, JobState.SAVED, "old")
        parts.library.prepend(a_picture(folder, job, age))
    made = [a_job(20 + number, JobState.SAVED, "new") for number in range(2)]
    for job in made:
        parts.studio.jobs.put(job)
        parts.library.prepend(a_picture(folder, job))
    parts.studio.jobs.put(a_job(22, JobState.ACCEPTED, "new", progress=0.6))
    parts.studio.jobs.put(a_job(23, JobState.QUEUED, "new"))
    parts.studio.batch.show_batch("new")
    parts.window.panes.viewer.show_picture(a_picture(folder, made[0]))


def _failed(kind: FailureKind, said: str = "", **facts: Any) -> Failure:
    return Failure(kind, said, **facts)


TROUBLED: tuple[tuple[JobState, dict[str, Any]], ...] = (
    (JobState.UNCONFIRMED, {"failure": _failed(FailureKind.NO_ANSWER)}),
    (JobState.REFUSED, {"failure": _failed(FailureKind.UNKNOWN_MODEL, "Not Found")}),
    (
        JobState.MODERATED,
        {
            "failure": _failed(FailureKind.REQUEST_MODERATED, reasons=("Violence",)),
            "side": Side.REQUEST,
        },
    ),
    (JobState.FAILED, {"failure": _failed(FailureKind.GENERATION_FAILED, "Out of <b>memory</b>")}),
    (JobState.GONE, {"failure": _failed(FailureKind.LINK_EXPIRED)}),
    (JobState.SENDING, {}),
    (JobState.ACCEPTED, {"progress": 0.4}),
    (JobState.ACCEPTED, {"accepted_ms": now_ms() - 9_000_000}),
    (JobState.SAVING, {}),
    (JobState.QUEUED, {}),
    (JobState.CANCELLED, {}),
)


def bad_afternoon(parts: StudioParts, folder: Path) -> None:
    """One job of each state, two notices, a service that does not answer."""
    in_use(parts, folder)
    for number, (state, changes) in enumerate(TROUBLED):
        parts.studio.jobs.put(a_job(30 + number, state, "trouble", **changes))
    parts.studio.batch.show_batch("trouble")
    parts.studio.notices.post(Notice("recovered", Severity.INFO, Topic.RECOVERED, count=6))
    failure = Failure(FailureKind.UNREACHABLE, details="ConnectError")
    parts.studio.situation.set_trouble(Place.SANDBOX, failure)
    parts.studio.say_failure("trouble sandbox", failure, Place.SANDBOX)


def dear(parts: StudioParts, folder: Path) -> None:
    """Over the limit: the first press has armed the button."""
    in_use(parts, folder)
    parts.studio.recipe_state.set_model("flux-2-max")
    parts.studio.recipe_state.set_size(Size(2048, 2048))
    parts.studio.recipe_state.set_pictures(24)
    parts.studio.generate_state.press(repeated=False)


def too_large(parts: StudioParts, folder: Path) -> None:
    """A size no model takes."""
    ready(parts, folder)
    parts.studio.recipe_state.set_size(Size(2624, 1968))


def just_over(parts: StudioParts, folder: Path) -> None:
    """One row of pixels over two megapixels."""
    ready(parts, folder)
    parts.studio.recipe_state.set_size(Size(1456, 1456))


def closed_folder(parts: StudioParts, folder: Path) -> None:
    """The library folder refuses."""
    ready(parts, folder)
    failure = Failure(FailureKind.FOLDER_CLOSED, details="PermissionError")
    parts.studio.situation.set_folder_failure(failure)
    parts.studio.say_failure("folder", failure)


def model_list(parts: StudioParts, folder: Path) -> None:
    """The model picker, open."""
    in_use(parts, folder)
    parts.window.panes.compose.model.click()


def size_list(parts: StudioParts, folder: Path) -> None:
    """The sizes, open."""
    ready(parts, folder)
    _control(parts, Combo, "Size preset").click()


def view_menu(parts: StudioParts, folder: Path) -> None:
    """All that can be done, and the menu of the view beside it."""
    ready(parts, folder)
    menu = parts.window.panes.toolbar.menu_button.menu()
    menu.popup(parts.window.mapToGlobal(QPoint(6, 38)))
    menu.setActiveAction(next(each for each in menu.actions() if each.text() == "View"))


def endpoint(parts: StudioParts, folder: Path) -> None:
    """What the place in the toolbar means."""
    ready(parts, folder)
    _control(parts, QuietButton, "Endpoint").click()


def full_batch(parts: StudioParts, folder: Path) -> None:
    """Twenty-four pictures at once, from a prompt that goes on and on."""
    ready(parts, folder)
    endless = " ".join((*PROMPTS, *PROMPTS, *PROMPTS))
    parts.studio.recipe_state.set_prompt(endless)
    for number in range(24):
        state = JobState.ACCEPTED if number < 8 else JobState.QUEUED
        wanted = replace(a_recipe(number), prompt=endless)
        parts.studio.jobs.put(a_job(number, state, "full", recipe=wanted))
    parts.studio.batch.show_batch("full")
    parts.studio.recipe_state.set_pictures(24)
    parts.studio.recipe_state.set_seed(4_294_967_295)


def _control(parts: StudioParts, kind: type[QPushButton], name: str) -> QPushButton:
    every = parts.window.findChildren(kind)
    return next(each for each in every if each.accessibleName() == name)


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    stage: Callable[[StudioParts, Path], None]


SCENES = tuple(
    Scene(stage.__name__.replace("_", "-"), stage)
    for stage in (
        first_start,
        ready,
        in_use,
        bad_afternoon,
        dear,
        too_large,
        just_over,
        closed_folder,
        model_list,
        size_list,
        view_menu,
        endpoint,
        full_batch,
    )
)
