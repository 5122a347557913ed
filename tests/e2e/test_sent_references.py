"""What the service receives of each slot: the prepared picture, upright, sRGB, told nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bfl_studio.domain.geometry import Size
from bfl_studio.imaging.preparation import prepare
from tests.e2e.window import LiveStudio, live_studio
from tests.imaging.odd_pictures import ODD_PICTURES, SECRET, SIZE, OddPicture, written
from tests.imaging.sent_pictures import bare, shows_the_halves
from tests.loop import Run
from tests.sandbox.process import SandboxProcess, running_sandbox
from tests.ui.drop_stage import Hand, files, names

NAMED = {each.name: each for each in ODD_PICTURES}
DROPS = (
    (
        "photo.jpg",
        "press.jpg",
        "adobe.png",
        "display.jpg",
        "deep.png",
        "turned phone.heic",
        "moving.gif",
        "clear.png",
    ),
    (
        "ink.jpg",
        "deep.tif",
        "turned.avif",
        "turned.tif",
        "moving.webp",
        "broken exif.jpg",
        "notes.png",
        "a heic.jpg",
    ),
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with running_sandbox(None, "--seconds-per-image", "2", "--paint", "flat") as running:
        yield running


@pytest.fixture(autouse=True)
def _a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_references")


async def _bought(studio: LiveStudio, sandbox: SandboxProcess) -> dict[str, object]:
    """The body of the one task the service has not finished."""
    waiting = sandbox.data / "unfinished"

    def found() -> list[Path]:
        return [path for path in waiting.iterdir() if not path.suffix]

    await studio.until(found)
    body: dict[str, object] = json.loads(found()[0].read_bytes())
    await studio.until(lambda: not found())
    return body


def _slots(body: dict[str, object]) -> list[bytes]:
    """What came as image 1, 2 and so on."""
    fields = ("input_image" if number == 1 else f"input_image_{number}" for number in count(1))
    sent: list[bytes] = []
    for field in fields:
        if field not in body:
            return sent
        sent.append(base64.b64decode(str(body[field]), validate=True))
    raise AssertionError


def _check(sent: bytes, odd: OddPicture, original: Path) -> None:
    image = bare(sent)
    assert (image.format, image.size) == (odd.sent_as, SIZE)
    assert SECRET not in sent
    assert shows_the_halves(image, odd.tolerance)
    assert sent == prepare(original, Size(*SIZE)).data


@pytest.mark.parametrize("dropped", DROPS, ids=["first", "second"])
def test_each_slot_is_sent_upright_in_srgb_and_bare(
    run: Run, tmp_path: Path, sandbox: SandboxProcess, dropped: tuple[str, ...]
) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    originals = [written(NAMED[name], folder) for name in dropped]

    async def scenario() -> None:
        async with live_studio(tmp_path / "data", sandbox.base_url) as studio:
            hand = Hand(studio.process)
            for number, path in enumerate(originals, start=1):
                hand.drop(files(path), hand.point(number))
                await studio.until(lambda: not studio.process.studio.slots.reading)
            assert names(studio.process) == list(dropped)
            hand.leave()
            images = studio.process.studio.recipe_state.recipe.images
            hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in originals]
            assert [image.sha256 for image in images] == hashes
            studio.type_prompt("all of them")
            studio.press_generate()
            sent = _slots(await _bought(studio, sandbox))
            assert len(sent) == len(originals)
            for data, original in zip(sent, originals, strict=True):
                _check(data, NAMED[original.name], original)

    run(scenario())
