"""Pictures made from a picture: what changes, what stays, and that both can be seen."""

from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageFilter

from bfl_studio.sandbox.contract import models
from bfl_studio.sandbox.paint_request import PaintRequest
from bfl_studio.sandbox.painter import paint, render
from bfl_studio.sandbox.painting.edits import EDITS

SIZE = (320, 256)
# Colours no palette has, so that they are known again.
GREEN, RED = (0, 255, 0), (255, 0, 0)
HOLE = (120, 80, 200, 160)


def request(painting: str, **more: Any) -> PaintRequest:
    picture, mask = Image.new("RGB", SIZE, GREEN), Image.new("RGB", SIZE)
    mask.paste((255, 255, 255), HOLE)
    given: dict[str, Any] = {"references": (picture, Image.new("RGB", (100, 100), RED))}
    given |= {"mask": mask, "place": (64, 48, 224, 176)}
    return PaintRequest("model", "the sea", 1, *SIZE, "png", painting=painting, **given | more)


def share(picture: Image.Image, colour: tuple[int, int, int]) -> float:
    plain = Image.new("RGB", picture.size, colour)
    away = ImageChops.difference(picture, plain).convert("L")
    return sum(away.histogram()[:30]) / (picture.width * picture.height)


@pytest.mark.parametrize("painting", EDITS)
def test_the_same_request_gives_the_same_bytes(painting: str) -> None:
    assert render(request(painting)) == render(request(painting))


@pytest.mark.parametrize("painting", EDITS)
def test_every_edit_is_marked(painting: str) -> None:
    corner = paint(request(painting)).crop((240, 230, 320, 256)).convert("L")
    assert sum(corner.histogram()[:120]) > 150


def test_every_model_is_painted_somehow() -> None:
    assert {model.painting for model in models().values()} == {"scene", *EDITS}


def test_filling_changes_what_the_mask_covers_and_nothing_else() -> None:
    picture = paint(request("fill"))
    assert share(picture.crop((122, 82, 198, 158)), GREEN) < 0.01
    assert share(picture.crop((0, 0, 320, 78)), GREEN) == 1
    assert share(picture.crop((202, 80, 320, 160)), GREEN) == 1


def test_another_seed_fills_with_another_picture() -> None:
    assert render(request("fill")) != render(replace(request("fill"), seed=2))


def test_erasing_closes_the_hole_with_what_is_around_it() -> None:
    picture = Image.new("RGB", SIZE, GREEN)
    picture.paste(RED, HOLE)
    erased = paint(request("erase", references=(picture,), dilate=4))
    assert share(erased.crop((130, 90, 190, 150)), GREEN) > 0.99
    assert share(erased, RED) == 0


def test_dilation_erases_beyond_the_mask() -> None:
    picture = Image.new("RGB", SIZE, GREEN)
    picture.paste(RED, (110, 70, 210, 170))
    left = [share(paint(request("erase", references=(picture,), dilate=d)), RED) for d in (0, 25)]
    assert left[0] > 0.01
    assert left[1] == 0


def test_erasing_everything_still_gives_a_picture() -> None:
    white = Image.new("RGB", SIZE, "white")
    assert paint(request("erase", mask=white)).size == SIZE


def test_the_picture_lies_in_its_expanded_margins() -> None:
    picture = paint(request("expand"))
    assert share(picture.crop((66, 50, 222, 174)), GREEN) == 1
    for margin in ((0, 0, 320, 47), (0, 48, 63, 176), (226, 48, 320, 176), (0, 178, 320, 256)):
        assert share(picture.crop(margin), GREEN) < 0.01


def test_a_picture_may_reach_beyond_its_canvas() -> None:
    picture = paint(request("expand", place=(-100, -50, 90, 300)))
    assert share(picture.crop((0, 0, 88, 220)), GREEN) == 1


def test_sharpening_makes_an_edge_stronger() -> None:
    soft = Image.new("RGB", SIZE, (60, 60, 60))
    soft.paste((180, 180, 180), (160, 0, 320, 256))
    soft = soft.filter(ImageFilter.GaussianBlur(3))
    sharp = paint(request("deblur", references=(soft,)))
    # The corner holds the white letters of the mark.
    upper = (0, 0, 320, 200)
    brightest = [max(picture.crop(upper).convert("L").tobytes()) for picture in (soft, sharp)]
    assert brightest[1] > brightest[0]


def test_a_garment_lies_on_the_person() -> None:
    picture = paint(request("try on"))
    assert share(picture, RED) > 0.05
    assert share(picture, GREEN) > 0.5


@pytest.mark.parametrize("size", [(64, 64), (64, 2048), (2048, 64), (336, 272)])
@pytest.mark.parametrize("painting", EDITS)
def test_every_size_can_be_edited(painting: str, size: tuple[int, int]) -> None:
    mask = Image.new("RGB", size, "white")
    given = request(painting, mask=mask, place=(5, 5, 60, 60), dilate=10)
    assert paint(replace(given, width=size[0], height=size[1])).size == size


def test_what_is_very_large_is_painted_all_the_same() -> None:
    large = PaintRequest("flux-3-image", "the sea", 1, 4096, 2048, "jpeg")
    assert paint(large).size == (4096, 2048)
