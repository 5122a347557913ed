"""Bodies that models beyond FLUX.2 refuse, and the edges of what they take."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from PIL import Image

from tests.sandbox.conftest import as_base64, encoded
from tests.sandbox.process import SandboxProcess

KONTEXT, ULTRA = "flux-kontext-pro", "flux-pro-1.1-ultra"
FILL, EXPAND = "flux-pro-1.0-fill", "flux-pro-1.0-expand"
OUTPAINT, ERASE = "flux-tools/outpainting-v1", "flux-tools/erase-v1"
DEBLUR, TRY_ON = "flux-tools/deblur-v1", "flux-tools/vto-v2"
FLUX_3 = "flux-3-image"

SMALL, PICTURE, MASK = encoded(64, 64), encoded(300, 260), encoded(300, 260, colour="white")
OPAQUE = as_base64(Image.new("RGB", (300, 260)), "jpeg")
PROMPT: dict[str, Any] = {"prompt": "x"}
FILLED = {"image": PICTURE, "mask": MASK}
DRESSED = {"prompt": "x", "person": SMALL, "garment": SMALL}
ON_CANVAS: dict[str, Any] = {"input_image": PICTURE, "width": 400, "height": 400}

# path, body, field named, kind
REFUSED: Sequence[tuple[str, Mapping[str, Any], Sequence[str | int], str]] = [
    (KONTEXT, {}, ["prompt"], "missing"),
    (KONTEXT, {"prompt": None}, ["prompt"], "string_type"),
    (KONTEXT, PROMPT | {"safety_tolerance": 7}, ["safety_tolerance"], "less_than_equal"),
    *[
        (path, PROMPT | {"aspect_ratio": ratio}, ["aspect_ratio"], "value_error")
        for path in (KONTEXT, ULTRA)
        for ratio in ("", "16/9", "22:9", "9:22", "0:1", "1:0", "1.5:1", "wide", "-1:-1")
    ],
    (ULTRA, PROMPT | {"aspect_ratio": None}, ["aspect_ratio"], "string_type"),
    (ULTRA, PROMPT | {"image_prompt_strength": 1.01}, ["image_prompt_strength"], "less_than_equal"),
    (ULTRA, PROMPT | {"raw": "yes"}, ["raw"], "bool_type"),
    *[
        (path, body, ["prompt"], "value_error")
        for path in ("flux-pro-1.1", "flux-dev", ULTRA)
        for body in ({}, {"prompt": ""})
    ],
    ("flux-dev", {"prompt": None}, ["prompt"], "string_type"),
    *[
        (path, PROMPT | {side: pixels}, [side], kind)
        for path in ("flux-pro-1.1", "flux-dev")
        for side in ("width", "height")
        for pixels, kind in (
            (255, "greater_than_equal"),
            (1441, "less_than_equal"),
            (1040, "multiple_of"),
        )
    ],
    ("flux-dev", PROMPT | {"steps": 51}, ["steps"], "less_than_equal"),
    ("flux-dev", PROMPT | {"guidance": 5.1}, ["guidance"], "less_than_equal"),
    (FILL, {"mask": MASK}, ["image"], "missing"),
    (FILL, {"image": PICTURE}, ["mask"], "value_error"),
    (FILL, {"image": OPAQUE}, ["mask"], "value_error"),
    (FILL, FILLED | {"mask": encoded(300, 261)}, ["mask"], "value_error"),
    (FILL, FILLED | {"mask": encoded(300, 255)}, ["mask"], "value_error"),
    (FILL, FILLED | {"image": encoded(300, 255)}, ["image"], "value_error"),
    (FILL, FILLED | {"steps": 14}, ["steps"], "greater_than_equal"),
    (FILL, FILLED | {"guidance": 101}, ["guidance"], "less_than_equal"),
    (EXPAND, {"image": encoded(255, 300)}, ["image"], "value_error"),
    (EXPAND, {"image": PICTURE, "left": -1}, ["left"], "greater_than_equal"),
    (EXPAND, {"image": PICTURE, "top": 2049}, ["top"], "less_than_equal"),
    (OUTPAINT, ON_CANVAS | {"height": 63}, ["height"], "greater_than_equal"),
    (OUTPAINT, ON_CANVAS | {"width": 20_000}, ["width"], "value_error"),
    (OUTPAINT, ON_CANVAS | {"mode": "best"}, ["mode"], "enum"),
    (OUTPAINT, ON_CANVAS | {"seed": 1}, ["seed"], "extra_forbidden"),
    (OUTPAINT, ON_CANVAS | {"webhook_url": "https://a.b"}, ["webhook_url"], "extra_forbidden"),
    (OUTPAINT, ON_CANVAS | {"reference_offset_x": -1}, ["auto_crop"], "value_error"),
    (OUTPAINT, ON_CANVAS | {"reference_offset_y": 141}, ["auto_crop"], "value_error"),
    (OUTPAINT, ON_CANVAS | {"width": 299}, ["auto_crop"], "value_error"),
    (ERASE, {"image": SMALL}, ["mask"], "missing"),
    (ERASE, {"image": SMALL, "mask": PICTURE}, ["mask"], "value_error"),
    (ERASE, {"image": SMALL, "mask": SMALL, "dilate_pixels": 26}, ["dilate_pixels"],
     "less_than_equal"),
    (DEBLUR, {"image": encoded(2048, 2049)}, ["image"], "value_error"),
    (DEBLUR, {"image": SMALL, "safety_tolerance": 6}, ["safety_tolerance"], "less_than_equal"),
    (TRY_ON, {"prompt": "x", "person": SMALL}, ["garment"], "missing"),
    (TRY_ON, DRESSED | {"person": "no picture"}, ["person"], "value_error"),
    (FLUX_3, {}, ["prompt"], "missing"),
    (FLUX_3, {"prompt": ""}, ["prompt"], "string_too_short"),
    (FLUX_3, {"prompt": "x" * 15_001}, ["prompt"], "string_too_long"),
    (FLUX_3, PROMPT | {"safety_tolerance": 5}, ["safety_tolerance"], "less_than_equal"),
    (FLUX_3, PROMPT | {"aspect_ratio": "6:5"}, ["aspect_ratio"], "enum"),
    (FLUX_3, PROMPT | {"resolution": "3k"}, ["resolution"], "enum"),
    (FLUX_3, PROMPT | {"images": None}, ["images"], "list_type"),
    (FLUX_3, PROMPT | {"images": []}, ["images"], "too_short"),
    (FLUX_3, PROMPT | {"images": [PICTURE] * 11}, ["images"], "too_long"),
    (FLUX_3, PROMPT | {"images": [PICTURE, 5]}, ["images", 1], "string_type"),
    (FLUX_3, PROMPT | {"images": [PICTURE, SMALL]}, ["images", 1], "value_error"),
    (FLUX_3, PROMPT | {"images": "no picture"}, ["images", 0], "value_error"),
    *[
        (FLUX_3, PROMPT | {name: value}, [name], "extra_forbidden")
        for name, value in (
            ("width", 1024),
            ("seed", None),
            ("output_format", "png"),
            ("input_image", PICTURE),
            ("prompt_upsampling", True),
            ("webhook_url", None),
        )
    ],
]  # fmt: skip

TAKEN: list[tuple[str, dict[str, Any]]] = [
    (KONTEXT, PROMPT | {"aspect_ratio": "7:3", "safety_tolerance": 6, "steps": 1000}),
    (KONTEXT, PROMPT | {"aspect_ratio": "10000:9999", "seed": None, "prompt_upsampling": True}),
    (KONTEXT, PROMPT | {"input_image": encoded(4000, 64)}),
    ("flux-pro-1.1", {"prompt": None, "image_prompt": SMALL}),
    ("flux-dev", PROMPT | {"steps": None, "guidance": None}),
    (FILL, FILLED | {"steps": 15, "guidance": 100, "prompt_upsampling": None}),
    (EXPAND, {"image": PICTURE, "top": None, "bottom": 2048}),
    (OUTPAINT, ON_CANVAS | {"reference_offset_x": 0, "reference_offset_y": 140}),
    (OUTPAINT, ON_CANVAS | {"width": 64, "auto_crop": True, "disable_pup": True, "user": "u"}),
    (ERASE, {"image": SMALL, "mask": SMALL, "seed": 1, "tomorrow": True}),
    (DEBLUR, {"image": encoded(2048, 2048)}),
    (FLUX_3, {"prompt": "x" * 15_000, "grounding": False, "version": "latest"}),
    (FLUX_3, PROMPT | {"images": encoded(256, 256), "safety_tolerance": 4}),
]


def post(sandbox: SandboxProcess, path: str, body: Mapping[str, Any]) -> tuple[int, Any]:
    with sandbox.client("bfl_rules") as client:
        response = client.post(f"/v1/{path}", json=body)
    return response.status_code, response.json()


@pytest.mark.parametrize(("path", "body", "place", "kind"), REFUSED)
def test_a_bad_field_is_named(
    sandbox: SandboxProcess,
    path: str,
    body: Mapping[str, Any],
    place: Sequence[str | int],
    kind: str,
) -> None:
    status, reply = post(sandbox, path, body)
    assert status == 422
    [fault] = reply["detail"]
    assert (fault["loc"], fault["type"]) == (["body", *place], kind)
    assert fault["msg"]


@pytest.mark.parametrize(("path", "body"), TAKEN)
def test_what_the_contract_allows_is_taken(
    sandbox: SandboxProcess, path: str, body: dict[str, Any]
) -> None:
    status, reply = post(sandbox, path, body)
    assert (status, "id" in reply) == (200, True)


def test_flux_3_refuses_a_picture_too_large_with_a_sentence(sandbox: SandboxProcess) -> None:
    large = encoded(4096, 4097, "jpeg")
    assert post(sandbox, FLUX_3, PROMPT | {"images": [large]}) == (
        400,
        {"detail": "the picture is larger than 16 megapixels"},
    )
    assert post(sandbox, KONTEXT, PROMPT | {"input_image": large})[0] == 200
    status, reply = post(sandbox, KONTEXT, PROMPT | {"input_image": encoded(4096, 5121, "jpeg")})
    assert (status, reply["detail"][0]["loc"]) == (422, ["body", "input_image"])


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        (KONTEXT, {}, ["aspect_ratio", "seed"]),
        (FILL, FILLED, ["mask", "image"]),
        (EXPAND, {"image": PICTURE}, ["top", "image"]),
        (TRY_ON, DRESSED, ["person", "seed"]),
        (FLUX_3, {}, ["aspect_ratio", "resolution"]),
    ],
)
def test_a_word_refuses_with_fields_of_the_model(
    sandbox: SandboxProcess, path: str, body: dict[str, Any], named: list[str]
) -> None:
    status, reply = post(sandbox, path, body | {"prompt": "sandbox:422-two"})
    assert status == 422
    assert [fault["loc"][1] for fault in reply["detail"]] == named
