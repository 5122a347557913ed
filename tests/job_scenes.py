"""Scenes of jobs: each state chosen in the list, all of them at once, more than there is room."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import GLOBAL, Place
from bfl_studio.domain.errors import Failure, FailureKind, Hint
from bfl_studio.domain.job import JobState, Side
from bfl_studio.parts import StudioParts
from bfl_studio.services.recorder import now_ms
from bfl_studio.state.notices import Notice, Severity, Topic
from tests.generate_scenes import ready, with_key
from tests.staging import (
    PROMPTS,
    Scene,
    a_job,
    a_recipe,
    failed,
    fill,
    live,
    point_at,
    scene,
)

_S, _F = JobState, FailureKind
_BEFORE = {"balance_before": credits("1247.5")}
_AFTER: dict[str, Any] = {"balance": credits("1244.5")}

STATES: dict[str, tuple[JobState, dict[str, Any]]] = {
    "queued": (_S.QUEUED, {}),
    "sending": (_S.SENDING, {}),
    "running": (_S.ACCEPTED, {"progress": 0.4}),
    "slow": (_S.ACCEPTED, {"accepted_ms": now_ms() - 9_000_000}),
    "saving": (_S.SAVING, {"seen_ms": now_ms()}),
    "saving-late": (_S.SAVING, {"seen_ms": now_ms() - 79_000}),
    "refused": (_S.REFUSED, {"failure": failed(_F.UNKNOWN_MODEL, "Not Found")}),
    "refused-for-now": (_S.REFUSED, {"failure": failed(_F.SERVICE_UNAVAILABLE)}),
    "moderated-request": (
        _S.MODERATED,
        {
            "failure": failed(_F.REQUEST_MODERATED, reasons=("Violence",), **_AFTER),
            "side": Side.REQUEST,
        }
        | _BEFORE,
    ),
    "moderated-picture": (
        _S.MODERATED,
        {
            "failure": failed(_F.PICTURE_MODERATED, reasons=("Violence",), **_AFTER),
            "side": Side.PICTURE,
        }
        | _BEFORE,
    ),
    "failed": (
        _S.FAILED,
        {"failure": failed(_F.GENERATION_FAILED, "Out of <b>memory</b>", **_AFTER), **_BEFORE},
    ),
    "gone": (_S.GONE, {"failure": failed(_F.LINK_EXPIRED), "charged": credits("6")}),
    "not-found": (_S.GONE, {"failure": failed(_F.TASK_NOT_FOUND)}),
    "unconfirmed": (_S.UNCONFIRMED, {"failure": failed(_F.NO_ANSWER), **_BEFORE}),
    "cancelled": (_S.CANCELLED, {}),
    "not-sent": (_S.CANCELLED, {"failure": failed(_F.REFERENCE_MISSING, "jacket.png")}),
    "held-up": (_S.SAVING, {"failure": failed(_F.LINK_ELSEWHERE), "seen_ms": now_ms() - 700_000}),
}
_AFTERNOON = (
    "unconfirmed",
    "refused",
    "moderated-request",
    "moderated-picture",
    "failed",
    "gone",
    "sending",
    "running",
    "slow",
    "saving",
    "saving-late",
    "queued",
    "cancelled",
)
_JOBS_IN_ALL = 24


def one_job(parts: StudioParts, folder: Path, name: str) -> None:
    """One job in one state, its details open; the same beside it in the Sandbox."""
    with_key(parts)
    parts.library.page_read.emit()
    parts.studio.recipe_state.set_prompt(PROMPTS[0])
    state, changes = STATES[name]
    parts.studio.jobs.put(live(7, state, "one", **changes))
    parts.studio.jobs.put(a_job(8, state, "one", **changes))
    parts.studio.batch.show_batch("one")
    parts.window.panes.fold_library(False)
    parts.window.panes.jobs.choose("one-7")


def no_answers(parts: StudioParts, folder: Path) -> None:
    """Three purchases without an answer, weighed by the balance; the queue waits for a word."""
    with_key(parts)
    parts.studio.recipe_state.set_prompt(PROMPTS[0])
    weighed = failed(_F.NO_ANSWER, hint=Hint.FELL, balance=credits("1234"))
    for number in range(3):
        doubt = live(30 + number, _S.UNCONFIRMED, "doubt", failure=weighed, **_BEFORE)
        parts.studio.jobs.put(doubt)
    for number in range(3, 5):
        parts.studio.jobs.put(live(30 + number, _S.QUEUED, "doubt"))
    parts.studio.jobs.put(live(36, _S.SAVING, "doubt", seen_ms=now_ms() - 79_000))
    silent = failed(_F.NO_ANSWER, hint=Hint.UNCLEAR)
    parts.studio.jobs.put(a_job(40, _S.UNCONFIRMED, "pretend", failure=silent, **_BEFORE))
    parts.studio.batch.show_batch("doubt")
    parts.window.panes.fold_library(False)
    paused = Failure(_F.MANY_UNCONFIRMED)
    parts.studio.situation.set_paused(Place.GLOBAL, paused)
    parts.studio.say_failure("paused global", paused, Place.GLOBAL)


def in_use(parts: StudioParts, folder: Path) -> None:
    """Yesterday's pictures, today's batch half done."""
    ready(parts, folder)
    fill(parts, folder)


def bad_afternoon(parts: StudioParts, folder: Path) -> None:
    """24 jobs, one of each state, offline, two notices, a low balance."""
    with_key(parts)
    parts.studio.situation.set_balance(Place.GLOBAL, credits("2"))
    parts.studio.recipe_state.set_prompt(PROMPTS[0])
    parts.studio.recipe_state.set_pictures(4)
    fill(parts, folder, GLOBAL)
    for number, name in enumerate(_AFTERNOON):
        state, changes = STATES[name]
        told = {**changes, "balance_before": credits("9")}
        parts.studio.jobs.put(live(30 + number, state, "trouble", **told))
    for number in range(len(_AFTERNOON), _JOBS_IN_ALL):
        parts.studio.jobs.put(live(30 + number, JobState.QUEUED, "trouble"))
    parts.studio.batch.show_batch("trouble")
    parts.studio.notices.post(Notice("recovered", Severity.INFO, Topic.RECOVERED, count=6))
    failure = Failure(FailureKind.UNREACHABLE, details="ConnectError")
    parts.studio.situation.set_trouble(Place.GLOBAL, failure)
    parts.studio.say_failure("trouble global", failure, Place.GLOBAL)


def sandbox_afternoon(parts: StudioParts, folder: Path) -> None:
    """One job of each state where no money moves, all rows shown."""
    in_use(parts, folder)
    for number, (state, changes) in enumerate(STATES.values()):
        parts.studio.jobs.put(a_job(30 + number, state, "trouble", **changes))
    parts.studio.batch.show_batch("trouble")
    parts.window.panes.fold_library(False)
    parts.window.panes.jobs._show_more()


def row_under_the_hand(parts: StudioParts, folder: Path) -> None:
    """A row's own action, and a tile of the strip, pointed at."""
    in_use(parts, folder)
    parts.window.panes.fold_library(False)
    jobs, strip = parts.window.panes.jobs.list, parts.window.panes.strip.list
    parts.window.grab()
    point_at(jobs.viewport(), jobs.visualRect(jobs.model().index(1, 0)).center())
    point_at(strip.viewport(), QPoint(230, 40))


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


JOB_SCENES: tuple[Scene, ...] = (
    *(scene(stage) for stage in (in_use, sandbox_afternoon, row_under_the_hand, full_batch)),
    scene(bad_afternoon, place=Place.GLOBAL, sizes=((1280, 720), (1440, 900), (1920, 1080))),
    scene(no_answers, place=Place.GLOBAL),
    *(
        Scene(f"job-{name}", partial(one_job, name=name), Place.GLOBAL, sizes=((1440, 900),))
        for name in STATES
    ),
)
