"""Studio: the facade between the window and the engine. No panel awaits; this does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from bfl_studio import diagnostics
from bfl_studio.domain.batch import for_batch
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.flux_models import PRICE_RULE_VERSION
from bfl_studio.domain.job import Job, JobState, Order, held_up, may_cancel
from bfl_studio.domain.pricing import estimate
from bfl_studio.domain.recipe import Recipe, has_references, random_seed
from bfl_studio.services.events import Opening
from bfl_studio.state.draft_keeper import DraftKeeper
from bfl_studio.state.errands import EngineGateway, Errands
from bfl_studio.state.folder_watch import FolderWatch
from bfl_studio.state.front import Front
from bfl_studio.state.job_model import BatchModel, JobListModel, JobModel
from bfl_studio.state.key_state import KeyState
from bfl_studio.state.notices import Notice, NoticeAction, Severity, Topic, failure_actions
from bfl_studio.state.own_starters import OwnStarterList
from bfl_studio.state.place_choice import PlaceChoice
from bfl_studio.state.prompt_history import PromptHistory
from bfl_studio.state.prompt_walk import PromptWalk
from bfl_studio.state.recovery import Recovery
from bfl_studio.state.slot_history import SlotHistory
from bfl_studio.state.slot_notices import SlotNotices
from bfl_studio.state.slots import Slots
from bfl_studio.state.switch_notice import SwitchNotice
from bfl_studio.state.unconfirmed import by_place

if TYPE_CHECKING:
    from bfl_studio.services.engine import Engine

_NOTICES = {FailureKind.FOLDER_CLOSED: "folder", FailureKind.SANDBOX_UNAVAILABLE: "place"}
"""Troubles that are told once, whoever meets them first."""


class Studio(QObject):
    """`batch_started` names the batch of a Generate that was recorded."""

    batch_started = Signal(str)

    def __init__(
        self,
        engine: EngineGateway,
        describe_job: Callable[[Job], str],
        front: Front,
    ) -> None:
        super().__init__()
        self._answered: set[str] = set()
        self._opened = asyncio.Event()
        self.tasks = Errands(engine, self._task_failed)
        self.notices = front.notices
        self.situation = front.situation
        self.recipe_state = front.recipe_state
        self.generate_state = front.generate_state
        self.jobs = JobModel(describe_job, self)
        self.job_list = JobListModel(self.jobs, self)
        self.batch = BatchModel(self.jobs, self)
        self.places = PlaceChoice(self.situation, self.tasks, self.say_failure, self)
        self.slot_history = SlotHistory(self.recipe_state, self)
        self.draft_keeper = DraftKeeper(self.recipe_state, self.slot_history, self.tasks, self)
        self.key_state = KeyState(self.situation, self.tasks, self.notices, self)
        self.slots = Slots(self.recipe_state, self.tasks, self)
        self.prompt_history = PromptHistory(
            self.tasks, lambda failure: self.say_failure("prompt history", failure), self
        )
        self.prompt_walk = PromptWalk(self.recipe_state, self.prompt_history, self)
        self.own_starters = OwnStarterList(
            self.tasks, lambda failure: self.say_failure("starters", failure), self
        )
        self._recovery = Recovery(self.jobs, self.notices, self)
        SwitchNotice(self.recipe_state, self.notices, self)
        SlotNotices(self.slots, self.generate_state, self.notices, self)
        FolderWatch(self.situation, self.tasks, self)

    def open(self) -> None:
        """Open the engine, show what it found, make the place ready."""
        self.tasks.begin()
        self.tasks.spawn("open", self._open)

    async def _open(self) -> None:
        try:
            opening = await self.tasks.ask(lambda engine: engine.open())
        except Exception as error:
            failure = _failure_of(error)
            self.situation.set_not_opened(failure)
            self.say_failure("start", failure)
            return
        finally:
            self._opened.set()
        self._show_opening(opening)
        self.draft_keeper.begin(opening.draft)
        self.prompt_history.begin()
        self.own_starters.begin()
        await self.places.prepare(self.situation.place)

    def _show_opening(self, opening: Opening) -> None:
        self.jobs.put_new(opening.jobs)
        if opening.jobs:
            self.batch.show_batch(opening.jobs[-1].batch_id)
        self._recovery.begin(opening.resumed)
        if opening.folder_failure is not None:
            self.say_failure("folder", opening.folder_failure)
        for row in opening.broken_rows:
            broken = Notice(f"row {row.file}", Severity.WARNING, Topic.BROKEN_ROW, broken=row)
            self.notices.post(broken)
        self.situation.set_opened(opening.folder_failure)

    def generate(self, *, repeated: bool = False) -> None:
        """Buy what the draft says, if this press counts."""
        if self.generate_state.press(repeated=repeated):
            draft = self.recipe_state.draft
            self.prompt_walk.sent()
            self.order(for_batch(draft.recipe, draft.pictures))

    def again(self, *jobs: Job) -> None:
        """Buy the recipes of jobs once more, each where it was bought: with its seed if it never
        arrived, else with a new one.

        A job is answered once: a double click is one purchase.
        """
        asked = tuple(job for job in jobs if job.id not in self._answered)
        self._answered.update(job.id for job in asked)
        for place, there in by_place(asked).items():
            self._spawn_order(tuple(_once_more(job) for job in there), place, there)

    def order(self, recipes: tuple[Recipe, ...]) -> None:
        """Buy recipes as they are, where the window says at this moment."""
        self._spawn_order(tuple(_order(recipe) for recipe in recipes), self.situation.place)

    def _spawn_order(
        self, orders: tuple[Order, ...], place: Place, answered: tuple[Job, ...] = ()
    ) -> None:
        """`answered` are the jobs these are bought in place of."""
        self.generate_state.committing()
        self.tasks.spawn(f"enqueue {id(orders)}", lambda: self._enqueue(orders, place, answered))

    async def _enqueue(
        self, orders: tuple[Order, ...], place: Place, answered: tuple[Job, ...]
    ) -> None:
        jobs: tuple[Job, ...] = ()
        try:
            jobs = await self._recorded(orders, place)
        finally:
            # A job stays where it is until another was recorded in its place.
            if jobs:
                self.put_away(*answered)
            else:
                self._answered.difference_update(job.id for job in answered)
            self.generate_state.committed(len(jobs))

    async def _recorded(self, orders: tuple[Order, ...], place: Place) -> tuple[Job, ...]:
        """The jobs of these orders, in the journal and in the model; none when it refused."""
        # A press in the first moments waits for the journal, and is not lost.
        await self._opened.wait()
        if self.situation.start_failure is not None:
            return ()
        try:
            jobs = await self.tasks.ask(lambda engine: engine.enqueue(orders, place))
        except StudioError as error:
            self.say_failure(_NOTICES.get(error.failure.kind, "enqueue"), error.failure, place)
            return ()
        self.notices.withdraw("enqueue")
        self.notices.withdraw("place")
        self.jobs.put_new(jobs)
        self.batch.show_batch(jobs[0].batch_id)
        self.batch_started.emit(jobs[0].batch_id)
        return jobs

    def cancel(self, job: Job) -> None:
        """Call off what was not sent; stop watching what was: that one is still saved."""
        if may_cancel(job):
            self._do(f"cancel {job.id}", lambda engine: engine.cancel(job.id))
            return
        self.put_away(job)
        if not job.ended:
            self.notices.post(Notice("still saved", Severity.INFO, Topic.STILL_SAVED))

    def put_away(self, *jobs: Job) -> None:
        """Take jobs out of the list; their rows, their charges and their pictures stay."""
        for job in jobs:
            self._do(f"put away {job.id}", methodcaller("put_away", job.id))

    def discard(self, *jobs: Job) -> None:
        """Give unconfirmed jobs up; their rows stay."""
        for job in jobs:
            self._do(f"discard {job.id}", methodcaller("discard", job.id))

    def resume_queue(self, place: Place | None = None) -> None:
        """Send again to a place; the present one if none is named."""
        place = place or self.situation.place
        self._do("resume", lambda engine: engine.resume_queue(place))

    def reuse(self, recipe: Recipe, *, keep_seed: bool = False) -> None:
        self.recipe_state.reuse(recipe, keep_seed=keep_seed)

    def say_job(self, job: Job) -> None:
        """A job needs a decision where its own row cannot be seen."""
        if job.failure is not None:
            notice = Notice(
                "job",
                Severity.WARNING,
                Topic.FAILURE,
                job.failure,
                job.endpoint.place,
                actions=(NoticeAction.SHOW_JOBS,),
                with_references=has_references(job.recipe),
            )
            self.notices.post(notice)

    def say_failure(self, key: str, failure: Failure, place: Place | None = None) -> None:
        """Post a failure as a notice; `key` names what it is about."""
        actions = failure_actions(failure, place, pauses=key.startswith("paused"))
        severity = Severity.WARNING if key.startswith(("trouble", "paused")) else Severity.ERROR
        self.notices.post(Notice(key, severity, Topic.FAILURE, failure, place, actions=actions))

    def _do(self, name: str, question: Callable[[Engine], Coroutine[Any, Any, Any]]) -> None:
        async def work() -> None:
            try:
                await self.tasks.ask(question)
            except StudioError as error:
                self.say_failure(name, error.failure)

        self.tasks.spawn(name, work)

    def _task_failed(self, name: str, error: BaseException) -> None:
        self.say_failure("bug", _failure_of(error))


def _order(recipe: Recipe, resend_of: str | None = None) -> Order:
    return Order(recipe, estimate(recipe), PRICE_RULE_VERSION, resend_of)


def _once_more(job: Job) -> Order:
    unconfirmed = job.state is JobState.UNCONFIRMED
    lost = unconfirmed or job.state is JobState.GONE or held_up(job)
    recipe = job.recipe if lost else job.recipe.with_seed(random_seed())
    return _order(recipe, job.id if unconfirmed else None)


def _failure_of(error: BaseException) -> Failure:
    if isinstance(error, StudioError):
        return error.failure
    return Failure(FailureKind.STUDIO_BUG, details=diagnostics.fault(error))
