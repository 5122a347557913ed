"""One purchase of every model beyond FLUX.2: what it takes, makes, tells and costs."""

import io
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image

from bfl_studio.sandbox.contract import models
from tests.sandbox.conftest import as_base64, encoded
from tests.sandbox.process import SandboxProcess, fetch, running_sandbox

Body = dict[str, Any]

SMALL, LARGE = encoded(320, 256), encoded(512, 384)
MASK = encoded(512, 384, colour="white")
FILL = {"prompt": "a boat", "image": LARGE, "mask": MASK}
ERASE = {"image": LARGE, "mask": MASK}
TRY_ON = {"prompt": "try on", "person": LARGE, "garment": SMALL}
WIDER = {"input_image": SMALL, "width": 640, "height": 480}

# path, body, size delivered, credits, file format without being asked, whether cost is quoted
PURCHASES: list[tuple[str, Body, tuple[int, int], float, str, bool]] = [
    ("flux-kontext-pro", {"prompt": "x"}, (1024, 1024), 4.0, "PNG", False),
    ("flux-kontext-pro", {"prompt": "x", "aspect_ratio": "21:9"}, (1552, 656), 4.0, "PNG", False),
    ("flux-kontext-pro", {"prompt": "x", "aspect_ratio": "9:21"}, (656, 1552), 4.0, "PNG", False),
    ("flux-kontext-pro", {"prompt": "x", "input_image": LARGE}, (1168, 880), 4.0, "PNG", False),
    (
        "flux-kontext-max",
        {"prompt": "x", "input_image_4": SMALL, "aspect_ratio": "3:4"},
        (880, 1168),
        8.0,
        "PNG",
        False,
    ),
    ("flux-pro-1.1", {"prompt": "x"}, (1024, 768), 4.0, "JPEG", False),
    ("flux-pro-1.1", {"image_prompt": SMALL, "width": 1440}, (1440, 768), 4.0, "JPEG", False),
    ("flux-dev", {"prompt": "x", "width": 256, "height": 1440}, (256, 1440), 2.5, "JPEG", False),
    ("flux-pro-1.1-ultra", {"prompt": "x"}, (2720, 1536), 6.0, "JPEG", False),
    (
        "flux-pro-1.1-ultra",
        {"prompt": None, "image_prompt": SMALL, "raw": True, "aspect_ratio": "1:1"},
        (2048, 2048),
        6.0,
        "JPEG",
        False,
    ),
    ("flux-pro-1.0-fill", FILL, (512, 384), 5.0, "JPEG", False),
    ("flux-pro-1.0-expand", {"image": SMALL}, (320, 256), 5.0, "JPEG", False),
    (
        "flux-pro-1.0-expand",
        {"image": SMALL, "left": 100, "right": 10, "top": 5, "bottom": 64},
        (416, 320),
        5.0,
        "JPEG",
        False,
    ),
    (
        "flux-pro-1.0-expand",
        {"image": SMALL, "left": 2048, "right": 2048, "top": 2048, "bottom": 2048},
        (2048, 2032),
        5.0,
        "JPEG",
        False,
    ),
    ("flux-tools/outpainting-v1", WIDER, (640, 480), 20.0, "PNG", True),
    ("flux-tools/outpainting-v1", WIDER | {"mode": "fast"}, (640, 480), 4.5, "PNG", True),
    ("flux-tools/outpainting-v1", WIDER | {"prompt": None}, (640, 480), 20.0, "PNG", True),
    (
        "flux-tools/outpainting-v1",
        WIDER | {"reference_offset_x": -5, "reference_offset_y": 300, "auto_crop": True},
        (640, 480),
        20.0,
        "PNG",
        True,
    ),
    ("flux-tools/erase-v1", ERASE | {"dilate_pixels": 0}, (512, 384), 3.0, "PNG", True),
    ("flux-tools/deblur-v1", {"image": SMALL}, (320, 256), 3.0, "PNG", True),
    ("flux-tools/deblur-v1", {"image": encoded(70, 65)}, (64, 64), 3.0, "PNG", True),
    ("flux-tools/vto-v1", TRY_ON, (512, 384), 4.75, "JPEG", True),
    ("flux-tools/vto-v2", TRY_ON, (512, 384), 4.75, "JPEG", True),
    ("flux-3-image", {"prompt": "x"}, (1024, 1024), 4.8, "JPEG", True),
    ("flux-3-image", {"prompt": "x", "resolution": "768sq"}, (768, 768), 4.1, "JPEG", True),
    (
        "flux-3-image",
        {"prompt": "x", "resolution": "1.5k", "images": SMALL},
        (1712, 1360),
        7.0,
        "JPEG",
        True,
    ),
    (
        "flux-3-image",
        {"prompt": "x", "resolution": "2k", "aspect_ratio": "2:1", "images": [SMALL] * 10},
        (2896, 1440),
        10.0,
        "JPEG",
        True,
    ),
    ("flux-3-image", {"prompt": "x", "resolution": "4k"}, (4096, 4096), 60.7, "JPEG", True),
]


def buy(sandbox: SandboxProcess, path: str, body: Body, key: str = "bfl_test") -> Body:
    with sandbox.client(key) as client:
        receipt: Body = client.post(f"/v1/{path}", json=body).raise_for_status().json()
    return receipt


@pytest.mark.parametrize(("path", "body", "size", "cost", "kind", "quoted"), PURCHASES)
def test_what_is_bought_is_made_and_charged(
    sandbox: SandboxProcess,
    path: str,
    body: Body,
    size: tuple[int, int],
    cost: float,
    kind: str,
    quoted: bool,
) -> None:
    receipt = buy(sandbox, path, body)
    assert receipt.get("cost") == (cost if quoted else None)
    assert ("output_mp" in receipt) == quoted
    [line] = [line for line in sandbox.ledger() if line["task"] == receipt["id"]]
    assert (line["model"], line["cost"]) == (path, cost)
    status = sandbox.settled(receipt)
    assert (status["status"], status["cost"]) == ("Ready", cost)
    with Image.open(io.BytesIO(sandbox.download(status))) as picture:
        assert (picture.size, picture.format) == (size, kind)


def test_every_model_is_among_these() -> None:
    others = {path.removeprefix("/v1/") for path in models() if "flux-2" not in path}
    assert {path for path, *_ in PURCHASES} == others


@pytest.mark.parametrize(
    "path",
    ["flux-kontext", "flux-fill", "flux-pro-1.1-raw", "flux-pro", "flux-2-dev", "flux-3-video"],
)
def test_names_of_older_guides_are_not_found(sandbox: SandboxProcess, path: str) -> None:
    with sandbox.client(None) as client:
        assert client.post(f"/v1/{path}", json={}).status_code == 404


def test_flux_3_tells_what_it_made_of_the_prompt_and_no_seed(sandbox: SandboxProcess) -> None:
    status = sandbox.settled(buy(sandbox, "flux-3-image", {"prompt": "a fox"}))
    result = status["result"]
    assert result["prompt"].startswith("a fox")
    assert len(result["prompt"]) > len("a fox")
    assert "seed" not in result
    life = float(httpx.URL(result["sample"]).params["se"]) - result["end_time"]
    assert 3600 <= life < 3660
    assert fetch(result["sample"]).status_code == 200


def test_a_failed_flux_3_task_is_told_with_503(sandbox: SandboxProcess) -> None:
    receipt = buy(sandbox, "flux-3-image", {"prompt": "sandbox:error"})
    with sandbox.client() as client:
        reply = client.get(receipt["polling_url"])
    assert (reply.status_code, reply.json()["status"]) == (503, "Error")


def test_six_kontext_max_at_a_time() -> None:
    flags = ("--seconds-per-image", "1000", "--paint", "flat")
    body = {"prompt": "x"}
    with running_sandbox(None, *flags) as sandbox, sandbox.client() as client:
        statuses = [client.post("/v1/flux-kontext-max", json=body) for _ in range(7)]
        assert [reply.status_code for reply in statuses] == [200] * 6 + [429]
        assert statuses[-1].json()["detail"] == "Too many active tasks: at most 6 at a time"
        for _ in range(18):
            buy(sandbox, "flux-kontext-pro", body)
        assert client.post("/v1/flux-kontext-pro", json=body).status_code == 429


@pytest.fixture(scope="module")
def studio() -> Iterator[SandboxProcess]:
    """A Sandbox that paints for real."""
    with running_sandbox(None, "--seconds-per-image", "0") as running:
        yield running


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("flux-pro-1.0-fill", FILL),
        ("flux-pro-1.0-expand", {"image": SMALL, "left": 64}),
        ("flux-tools/outpainting-v1", WIDER),
        ("flux-tools/erase-v1", ERASE),
        ("flux-tools/deblur-v1", {"image": SMALL}),
        ("flux-tools/vto-v2", TRY_ON),
        ("flux-3-image", {"prompt": "x", "images": [SMALL], "resolution": "768sq"}),
    ],
)
def test_each_way_of_painting_works_from_the_request(
    studio: SandboxProcess, path: str, body: Body
) -> None:
    status = studio.settled(buy(studio, path, body))
    assert status["status"] == "Ready", status["details"]
    assert studio.download(status)


def test_transparency_stands_in_for_a_mask(studio: SandboxProcess) -> None:
    holed = Image.new("RGBA", (256, 256), (0, 255, 0, 255))
    holed.paste((0, 0, 0, 0), (64, 64, 192, 192))
    body = {"image": as_base64(holed), "output_format": "png", "prompt": "the sea"}
    content = studio.download(studio.settled(buy(studio, "flux-pro-1.0-fill", body)))
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.getpixel((20, 20)) == (0, 255, 0)
        assert picture.getpixel((128, 128)) != (0, 255, 0)
