"""Pictures that come in and go out: what the service receives is what the price was made for."""

from __future__ import annotations

import base64
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PIL.Image import Exif

from bfl_studio.api.body import Body
from bfl_studio.domain import flux_models, pricing, recipe
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import credits
from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import JobState, Order
from bfl_studio.domain.pricing import Exact
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.services.picture_desk import Taken
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.services.workshop import PATIENCE, SMALL, Workshop, workshop


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--seconds-per-image", "1", "--paint", "flat") as running:
        yield running


def _photo(folder: Path, name: str, size: tuple[int, int]) -> Path:
    exif = Exif()
    exif[0x0112] = 6
    exif[0x010E] = "a place nobody shall know"
    path = folder / name
    Image.new("RGB", size, "orange").save(path, "JPEG", exif=exif)
    return path


def _take(shop: Workshop, path: Path) -> Taken:
    return shop.thread.ask(lambda engine: engine.picture_desk.take(path)).result(PATIENCE)


def _order(*taken: Taken) -> Order:
    model = flux_models.find_model("flux-2-klein-4b")
    assert model is not None
    images = tuple(RecipeImage(Role.REFERENCE, each.sha256, each.name, each.size) for each in taken)
    wanted = replace(recipe.default_recipe(model), prompt="both of them", images=images)
    wanted = wanted.with_seed(5).with_size(SMALL)
    return Order(wanted, pricing.estimate(wanted), flux_models.PRICE_RULE_VERSION)


def _received(sandbox: SandboxProcess) -> dict[str, object]:
    """The body of the one task the service has not finished."""
    (path,) = (sandbox.data / "unfinished").iterdir()
    body: dict[str, object] = json.loads(path.read_bytes())
    return body


def test_what_the_service_receives_is_prepared_and_costs_what_was_said(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    first, second = (
        _photo(tmp_path, "one.jpg", (3000, 2000)),
        _photo(tmp_path, "two.jpg", (900, 600)),
    )
    with workshop(tmp_path / "data", sandbox.base_url) as shop:
        taken = [_take(shop, path) for path in (first, second)]
        assert [each.size for each in taken] == [Size(2000, 3000), Size(600, 900)]
        assert all(each.thumbnail.is_file() for each in taken)
        # Copied when they came in: what becomes of the originals is nobody's loss.
        first.unlink()
        second.unlink()
        order = _order(*taken)
        (job,) = shop.enqueue((order,))
        shop.wait_for(job, JobState.ACCEPTED)
        body = _received(sandbox)
        shop.wait_for(job, JobState.SAVED)
    charge = sandbox.ledger()[-1]
    assert isinstance(order.estimate, Exact)
    assert credits(str(charge["cost"])) == order.estimate.amount
    for name, original in (("input_image", taken[0]), ("input_image_2", taken[1])):
        raw = base64.b64decode(str(body[name]), validate=True)
        image = Image.open(io.BytesIO(raw))
        assert image.width * image.height <= 1024 * 1024
        assert image.width < image.height
        assert not image.getexif() and b"nobody" not in raw
        assert original.size.width / original.size.height == pytest.approx(
            image.width / image.height, abs=0.01
        )


def test_a_picture_that_is_gone_is_told_before_anything_is_bought(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    charges = len(sandbox.ledger())
    with workshop(tmp_path / "data", sandbox.base_url) as shop:
        taken = _take(shop, _photo(tmp_path, "brief.jpg", (400, 300)))
        for kept in (shop.premises.library / ".bfl-studio" / "references").iterdir():
            kept.unlink()
        (job,) = shop.enqueue((_order(taken),))
        told = shop.wait_for(job, JobState.CANCELLED)
        assert told.failure is not None
        assert told.failure.kind is FailureKind.REFERENCE_MISSING
        assert told.failure.said == "brief.jpg"
    assert len(sandbox.ledger()) == charges


def test_one_that_was_damaged_since_is_called_by_its_own_name(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with workshop(tmp_path / "data", sandbox.base_url) as shop:
        taken = _take(shop, _photo(tmp_path, "brief.jpg", (401, 300)))
        for kept in (shop.premises.library / ".bfl-studio" / "references").iterdir():
            kept.write_bytes(kept.read_bytes()[:700])
        (job,) = shop.enqueue((_order(taken),))
        told = shop.wait_for(job, JobState.CANCELLED)
        assert told.failure is not None
        assert told.failure.kind is FailureKind.REFERENCE_UNREADABLE
        assert told.failure.said == "brief.jpg"


def test_a_picture_too_small_for_the_service_is_refused_by_name(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with workshop(tmp_path / "data", sandbox.base_url) as shop:
        with pytest.raises(StudioError) as refused:
            _take(shop, _photo(tmp_path, "icon.jpg", (48, 300)))
        assert refused.value.failure.kind is FailureKind.REFERENCE_TOO_SMALL


def test_the_same_picture_twice_is_kept_once_and_its_thumbnail_is_made_again(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    with workshop(tmp_path / "data", sandbox.base_url) as shop:
        path = _photo(tmp_path, "one.jpg", (400, 300))
        first, second = _take(shop, path), _take(shop, path)
        assert first == second
        assert len(list((shop.premises.library / ".bfl-studio" / "references").iterdir())) == 1
        first.thumbnail.unlink()
        asked = shop.thread.ask(lambda engine: engine.picture_desk.thumbnail(first.sha256))
        assert asked.result(PATIENCE) == first.thumbnail
        assert first.thumbnail.is_file()


def test_a_prepared_picture_that_is_cleared_away_before_it_is_sent_is_made_again(
    tmp_path: Path, sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    charges = len(sandbox.ledger())
    cleared: list[Path] = []
    hashed = Body.sha256
    with workshop(tmp_path / "data", sandbox.base_url) as shop:

        def too_late(body: Body) -> str:
            if not cleared:
                cleared.append(shop.premises.prepared)
                shutil.rmtree(shop.premises.prepared)
            return hashed(body)

        monkeypatch.setattr(Body, "sha256", too_late)
        taken = _take(shop, _photo(tmp_path, "one.jpg", (420, 300)))
        (job,) = shop.enqueue((_order(taken),))
        shop.wait_for(job, JobState.SAVED)
    assert cleared
    assert len(sandbox.ledger()) == charges + 1


def test_a_thumbnail_that_finds_no_room_costs_no_picture(
    tmp_path: Path, sandbox: SandboxProcess
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "thumbnails").write_text("a file stands in the way")
    with workshop(data, sandbox.base_url) as shop:
        (job,) = shop.enqueue((_order(),))
        shop.wait_for(job, JobState.SAVED)
        assert [path.suffix for path in shop.premises.library.iterdir() if path.is_file()] == [
            ".png"
        ]
