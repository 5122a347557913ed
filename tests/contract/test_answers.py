"""Every answer of the service, through the real engine and client, to the words in the window."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bfl_studio.api import wire
from bfl_studio.api.body import Body
from bfl_studio.api.client import BflClient, NotBought
from bfl_studio.api.transport import Patience
from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.catalog import Kind, ModelSpec, Role
from bfl_studio.domain.endpoint import GLOBAL, Place, custom
from bfl_studio.domain.errors import Failure, FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Job, JobState, Order
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.services.events import JobChanged, QueuePaused, ServiceTrouble
from bfl_studio.state.notices import Notice, Severity, Topic
from bfl_studio.ui.job_actions import Deed, offers
from bfl_studio.ui.job_words import state_words
from bfl_studio.ui.notice_words import notice_sentence
from bfl_studio.ui.words import sentence
from tests.api.asking import with_client
from tests.api.scripted_server import refusing
from tests.contract.answer_rows import KLEIN, Line, Row
from tests.contract.answering import answering, task_id
from tests.contract.answers import OURS, ROWS
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.services.workshop import QUICK, Workshop, workshop

pytestmark = pytest.mark.usefixtures("qapp")

SOON = replace(
    QUICK,
    not_found_grace=0.2,
    not_found_span=0.3,
    calm=0.2,
    patience=Patience(connect=10, write_idle=10, purchase_answer=4, read_idle=10),
)
REACHED = [row for row in ROWS if row.line is not Line.NO_CONNECTION]
PROTOCOL = re.compile(r"[{}\[\]<>_\\]|JSON|HTTP|://", re.IGNORECASE)


def order(row: Row) -> Order:
    """A recipe of the row's model with everything that it needs."""
    model = flux_models.find_model(row.model_id)
    assert model is not None
    wanted = replace(recipe.default_recipe(model), prompt=row.name, images=_pictures(model, row))
    if model.parameter(Role.WIDTH) is not None:
        wanted = wanted.with_size(Size(256, 256))
    wanted = wanted.with_seed(7)
    return Order(wanted, pricing.estimate(wanted), flux_models.PRICE_RULE_VERSION)


def _pictures(model: ModelSpec, row: Row) -> tuple[RecipeImage, ...]:
    counts = {
        each.role: int(each.required) or (row.references if each.role is Role.REFERENCE else 0)
        for each in model.parameters
        if each.kind is Kind.IMAGES
    }
    return tuple(
        RecipeImage(role.value, "", f"https://example.com/{role.value}-{number}.png")
        for role, count in counts.items()
        for number in range(count)
    )


def _ended(shop: Workshop, row: Row) -> tuple[Job, Failure | None]:
    """The job at its end, or where the answer left it, and what was told on the way."""
    (job,) = shop.enqueue([order(row)])
    if row.ends is JobState.QUEUED:
        shop.wait(lambda: shop.of(QueuePaused))
        return shop.wait_for(job, row.ends), shop.of(QueuePaused)[0].failure
    job = shop.wait_for(job, row.ends)
    if not job.ended and row.kind is FailureKind.LINK_ELSEWHERE:
        # It stays where it is, and is told once another link leads there too.
        shop.wait(lambda: shop.last(job.id).failure)
        job = shop.last(job.id)
    troubles = [each.failure for each in shop.of(ServiceTrouble)]
    return job, job.failure or next(iter(troubles), None)


def _told(shop: Workshop, job: Job, failure: Failure | None) -> str:
    """What the window says, as if it were BFL's own answer."""
    job = replace(job, endpoint=GLOBAL)
    if job.failure is None and failure is not None:
        topic, state = Topic.FAILURE, "paused" if job.state is JobState.QUEUED else "trouble"
        return notice_sentence(Notice(state, Severity.WARNING, topic, failure, Place.GLOBAL))
    if job.failure is None:
        running = [each.job for each in shop.of(JobChanged) if each.job.said]
        job = replace(running[0], endpoint=GLOBAL) if running else job
    return state_words(job)


@pytest.mark.parametrize("row", REACHED, ids=task_id)
def test_every_answer_means_what_the_table_says(row: Row, tmp_path: Path) -> None:
    with answering([row]) as service, workshop(tmp_path, service.origin, timing=SOON) as shop:
        service.balance = row.balance
        job, failure = _ended(shop, row)
    if row.kind is not FailureKind.BUSY:
        assert (failure.kind if failure else None) == row.kind
        assert _told(shop, job, failure) == row.sentence
    paid_again = [offer for offer in offers(job) if offer.deed is Deed.AGAIN]
    assert [offer.words for offer in paid_again] == ([row.again] if row.again else [])
    assert all("$" in offer.face for offer in paid_again)
    assert any(offer.deed is Deed.REUSE for offer in offers(job)) == row.change
    assert service.posts[task_id(row)] == row.posts


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    """Quick, and with money to spare."""
    flags = ("--seconds-per-image", "0.3", "--paint", "flat", "--credits", "100000")
    with running_sandbox(None, *flags) as running:
        yield running


@pytest.mark.parametrize("row", [row for row in ROWS if row.word], ids=task_id)
def test_the_sandbox_gives_the_same_answer_on_demand(
    row: Row, sandbox: SandboxProcess, tmp_path: Path
) -> None:
    asked = replace(row, name=f"{row.name} sandbox:{row.word}", model_id=KLEIN, references=0)
    with workshop(tmp_path, sandbox.base_url, timing=SOON) as shop:
        job, failure = _ended(shop, asked)
    assert job.state is row.ends
    if row.kind is not FailureKind.BUSY:
        assert (failure.kind if failure else None) == row.kind
    told = _told(shop, job, failure)
    assert not PROTOCOL.search(told)
    assert told or not row.sentence or row.kind is FailureKind.BUSY


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind is FailureKind.BUSY], ids=task_id)
def test_too_many_at_once_is_a_reason_to_wait(row: Row) -> None:
    async def ask(client: BflClient) -> Failure | None:
        outcome = await client.submit(
            "/v1/flux-2-pro", Body([json.dumps({"prompt": row.name}).encode()])
        )
        if isinstance(outcome, NotBought):
            return outcome.failure
        try:
            await client.poll(f"{service.origin}/task/{task_id(row)}")
        except StudioError as error:
            return error.failure
        return None

    with answering([row]) as service:
        failure = asyncio.run(with_client(custom(service.origin), ask))
    assert failure is not None and failure.kind is row.kind
    assert sentence(failure, Place.GLOBAL) == row.sentence


@pytest.mark.parametrize("row", [row for row in ROWS if row not in REACHED], ids=task_id)
def test_nobody_there_leaves_the_job_in_the_queue(row: Row, tmp_path: Path) -> None:
    async def nobody() -> str:
        async with refusing() as origin:
            return origin

    origin = asyncio.run(nobody())
    with workshop(tmp_path, origin, timing=SOON) as shop:
        (job,) = shop.enqueue([order(row)])
        shop.wait(lambda: shop.of(ServiceTrouble))
        failure = shop.of(ServiceTrouble)[0].failure
        shop.wait_for(job, row.ends)
    assert failure is not None and failure.kind is row.kind
    assert sentence(failure, Place.GLOBAL) == row.sentence


def test_every_answer_that_is_known_has_a_row() -> None:
    assert {row.line for row in ROWS} == set(Line)
    assert len({task_id(row) for row in ROWS}) == len(ROWS)


def test_every_kind_an_answer_can_lead_to_has_a_row() -> None:
    assert {row.kind for row in ROWS} - {None} == set(FailureKind) - OURS


def test_every_status_has_a_row() -> None:
    said = {
        poll.body.get("status") or poll.body.get("state")
        for row in ROWS
        for poll in row.polls
        if isinstance(poll.body, dict)
    }
    assert set(wire.STATUSES) <= said
    assert said - set(wire.STATUSES) - {None}, "and one that nobody knows"


@pytest.mark.parametrize("row", [row for row in ROWS if row.sentence], ids=task_id)
def test_no_sentence_speaks_the_protocol(row: Row) -> None:
    assert not PROTOCOL.search(row.sentence)
    codes = {raw.status for raw in (*row.submits, *row.polls)}
    assert not codes & {int(number) for number in re.findall(r"\d+", row.sentence)}
    wire_names = {
        parameter.wire for model in flux_models.hosted() for parameter in model.parameters
    }
    words = set(re.findall(r"\w+", row.sentence))
    assert not words & {name for name in wire_names if "_" in name}
    assert re.search(r"[.”]$", row.sentence)
    assert len(re.findall(r"[.!?]”?(?:\s|$)", row.sentence)) <= 2
