"""The engine against the real Sandbox: every charge one row, every picture one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bfl_studio.domain import flux_models
from bfl_studio.domain.credits import credits
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Basis, JobState, Order, Side
from bfl_studio.domain.model_rows import BrokenRow, RowProblem
from bfl_studio.domain.pricing import Exact, estimate
from bfl_studio.domain.recipe import Recipe
from bfl_studio.services.events import BalanceChanged, QueuePaused, ServiceTrouble
from bfl_studio.storage.journal import Journal
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.services.workshop import QUICK, orders, workshop

S = JobState


@pytest.fixture(scope="module")
def quick() -> Iterator[SandboxProcess]:
    """Pictures at once, and enough pretend money."""
    with running_sandbox(None, "--seconds-per-image", "0.05", "--credits", "100000") as running:
        yield running


def test_a_job_goes_through_its_states_to_a_file_with_its_recipe(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        (job,) = shop.enqueue(orders("teapot / on: linen?", size=Size(320, 256)))
        saved = shop.picture(job)
        assert shop.states(job.id) == [S.QUEUED, S.SENDING, S.ACCEPTED, S.SAVING, S.SAVED]
        last = shop.last(job.id)
    content = saved.path.read_bytes()
    assert saved.path.parent == tmp_path / "library"
    assert hashlib.sha256(content).hexdigest() == saved.generation.sha256
    assert "teapot on linen" in saved.path.name
    assert str(job.seed) in saved.path.name
    with Image.open(saved.path) as image:
        assert image.size == (320, 256)
    assert saved.thumbnail.is_file()
    written = shop.recipe_file(saved.generation.sha256)
    assert isinstance(written["recipe"], dict)
    assert written["recipe"]["values"]["seed"] == job.seed
    assert last.quoted == last.charged == credits("1.4")
    assert not list((tmp_path / "library" / ".bfl-studio" / "incoming").iterdir())


def test_what_was_delivered_is_kept_byte_for_byte(tmp_path: Path, quick: SandboxProcess) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        (job,) = shop.enqueue(orders("a red barn"))
        saved = shop.picture(job)
    sent = next(quick.data.glob(f"pictures/{shop.last(job.id).task_id}*"))
    assert saved.path.read_bytes() == sent.read_bytes()


def test_a_batch_is_one_post_for_each_picture_and_no_two_seeds_are_the_same(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    before = len(quick.ledger())
    with workshop(tmp_path, quick.base_url) as shop:
        jobs = shop.enqueue(orders("seven hats", pictures=7))
        for job in jobs:
            shop.wait_for(job, S.SAVED)
    assert len({job.seed for job in jobs}) == 7
    assert [job.position for job in jobs] == list(range(7))
    assert len({job.batch_id for job in jobs}) == 1
    assert len(quick.ledger()) - before == 7


def test_the_journal_and_the_ledger_agree_to_the_thousandth(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    before = len(quick.ledger())
    with workshop(tmp_path, quick.base_url) as shop:
        for model, size in (
            ("flux-2-pro", Size(1024, 1024)),
            ("flux-2-flex", Size(1040, 1024)),
            ("flux-2-klein-9b", Size(64, 64)),
        ):
            (job,) = shop.enqueue(orders("a price", model_id=model, size=size))
            shop.picture(job)
    journal = Journal(tmp_path / "journal.db")
    charged = {
        job.task_id: journal.charge_of(job.id)
        for number in (1, 2, 3)
        for job in [journal.job(number)]
    }
    journal.close()
    for line in quick.ledger()[before:]:
        charge = charged[line["task"] if "task" in line else line["task_id"]]
        assert charge is not None
        assert charge.basis is Basis.CHARGED
        assert charge.amount == credits(str(line["cost"]))


@pytest.mark.parametrize(
    ("word", "state", "kind", "side"),
    [
        ("moderated", S.MODERATED, FailureKind.REQUEST_MODERATED, Side.REQUEST),
        ("content-moderated", S.MODERATED, FailureKind.PICTURE_MODERATED, Side.PICTURE),
        ("error", S.FAILED, FailureKind.GENERATION_FAILED, None),
    ],
)
def test_an_answer_without_a_picture_ends_the_job_with_its_reason(
    tmp_path: Path,
    quick: SandboxProcess,
    word: str,
    state: JobState,
    kind: FailureKind,
    side: Side | None,
) -> None:
    with workshop(tmp_path, quick.base_url) as shop:
        (job,) = shop.enqueue(orders(f"x sandbox:{word}"))
        ended = shop.wait_for(job, state)
    assert ended.failure is not None
    assert (ended.failure.kind, ended.side) == (kind, side)
    assert ended.quoted is not None


def test_a_refused_key_pauses_the_queue_and_nothing_is_lost(
    tmp_path: Path, quick: SandboxProcess
) -> None:
    before = len(quick.ledger())
    with workshop(tmp_path, quick.base_url, key="bfl_invalid_key") as shop:
        jobs = shop.enqueue(orders(pictures=3))
        shop.wait(lambda: shop.of(QueuePaused))
        paused = shop.of(QueuePaused)[0].failure
        assert paused is not None
        assert paused.kind is FailureKind.KEY_REFUSED
    journal = Journal(tmp_path / "journal.db")
    assert [job.state for job in journal.unfinished()] == [S.QUEUED] * len(jobs)
    journal.close()
    assert len(quick.ledger()) == before


def test_no_credits_pause_the_queue_and_resume_asks_again(tmp_path: Path) -> None:
    flags = ("--seconds-per-image", "0.05", "--credits", "2")
    with (
        running_sandbox(None, *flags) as poor,
        workshop(tmp_path, poor.base_url) as shop,
    ):
        jobs = shop.enqueue(orders(pictures=3))
        shop.wait(lambda: shop.of(QueuePaused))
        assert len(poor.ledger()) == 1
        posts = poor.requests()
        shop.thread.ask(lambda engine: engine.resume_queue(shop.place)).result(5)
        shop.wait(lambda: poor.requests() != posts)
        shop.wait(lambda: len(shop.of(QueuePaused)) >= 3)
        assert len(poor.ledger()) == 1
        assert sum(shop.last(job.id).state is S.SAVED for job in jobs) <= 1


def test_a_queued_job_can_be_called_off_and_is_never_sent(tmp_path: Path) -> None:
    with workshop(tmp_path, "http://127.0.0.1:9") as shop:
        (job,) = shop.enqueue(orders())
        shop.wait(lambda: shop.of(ServiceTrouble))
        shop.wait_for(job, S.QUEUED)
        assert shop.thread.ask(lambda engine: engine.cancel(job.id)).result(5)
        assert shop.last(job.id).state is S.CANCELLED
        assert not shop.thread.ask(lambda engine: engine.cancel(job.id)).result(5)


def test_jobs_wait_for_a_service_that_is_down_and_go_on_by_themselves(tmp_path: Path) -> None:
    data = tmp_path / "service"
    with running_sandbox(data) as first:
        origin = first.base_url
    with workshop(tmp_path, origin) as shop:
        (job,) = shop.enqueue(orders())
        shop.wait(lambda: shop.of(ServiceTrouble))
        trouble = shop.of(ServiceTrouble)[0].failure
        assert trouble is not None
        assert trouble.kind is FailureKind.UNREACHABLE
        with running_sandbox(data, "--seconds-per-image", "0.05") as again:
            assert again.base_url == origin
            shop.picture(job)
            assert shop.of(ServiceTrouble)[-1].failure is None
            assert len(again.ledger()) == 1


def test_a_job_put_away_stays_away_and_is_still_saved(tmp_path: Path) -> None:
    with (
        running_sandbox(None, "--seconds-per-image", "0.7") as sandbox,
        workshop(tmp_path, sandbox.base_url) as shop,
    ):
        (job,) = shop.enqueue(orders())
        shop.wait_for(job, S.ACCEPTED)
        shop.thread.ask(lambda engine: engine.put_away(job.id)).result(5)
        shop.picture(job)
        assert shop.last(job.id).hidden
        assert shop.last(job.id).state is S.SAVED


def test_the_embedded_sandbox_is_started_keeps_its_port_and_ends_with_the_engine(
    tmp_path: Path,
) -> None:
    with workshop(tmp_path, None, "--seconds-per-image", "0.05") as shop:
        (job,) = shop.enqueue(orders())
        shop.picture(job)
        origin = job.endpoint.origin
        shop.wait(lambda: shop.of(BalanceChanged))
    with workshop(tmp_path, None, "--seconds-per-image", "0.05") as again:
        (second,) = again.enqueue(orders())
        assert second.endpoint.origin == origin
        again.picture(second)
    balances = [each.balance for each in shop.of(BalanceChanged)]
    assert credits("1000") in balances or credits("998.6") in balances


def test_more_jobs_than_the_service_takes_all_finish(tmp_path: Path) -> None:
    with (
        running_sandbox(None, "--seconds-per-image", "0.3", "--paint", "flat") as sandbox,
        workshop(tmp_path, sandbox.base_url, timing=replace(QUICK, poll=0.05)) as shop,
    ):
        jobs = [job for _ in range(2) for job in shop.enqueue(orders(pictures=20))]
        for job in jobs:
            shop.wait_for(job, S.SAVED)
        assert len(sandbox.ledger()) == 40


OWN = """\
id = "{id}"
path = "{path}"
label = "FLUX of mine"

[price]
flat = "4"

[[parameters]]
role = "prompt"
wire = "prompt"
kind = "text"
required = true
"""


def test_a_model_of_ones_own_is_bought_and_one_the_service_lacks_says_so(
    tmp_path: Path, quick: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flux_models, "_OWN", [])
    folder = tmp_path / "models"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text(OWN.format(id="mine", path="/v1/flux-kontext-pro"))
    (folder / "b.toml").write_text(OWN.format(id="tomorrow", path="/v1/flux-9"))
    (folder / "c.toml").write_text(OWN.format(id="flux-2-pro", path="/v1/flux-9"))
    with workshop(tmp_path, quick.base_url) as shop:
        assert shop.opening is not None
        assert shop.opening.broken_rows == (BrokenRow("c.toml", 1, "id", RowProblem.TAKEN),)
        mine, tomorrow = (Recipe(name, "a harbour") for name in ("mine", "tomorrow"))
        (job,) = shop.enqueue([Order(mine, estimate(mine), "")])
        assert shop.picture(job).generation.recipe == mine
        assert shop.last(job.id).estimate == Exact(credits("4"))
        (job,) = shop.enqueue([Order(tomorrow, estimate(tomorrow), "")])
        refused = shop.wait_for(job, S.REFUSED)
    assert refused.failure is not None
    assert refused.failure.kind is FailureKind.UNKNOWN_MODEL
