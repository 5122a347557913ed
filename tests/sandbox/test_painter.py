"""The pictures: the same for the same request, and marked for what they are."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bfl_studio.sandbox.paint_request import PaintRequest
from bfl_studio.sandbox.painter import paint, render
from bfl_studio.sandbox.words import WORDS

SCENES = ("a mountain lake at dusk", "the sea", "a vase", "abstract paper", "bauhaus poster", "fox")


def request(
    prompt: str = "fox",
    seed: int = 1,
    size: tuple[int, int] = (256, 192),
    model: str = "flux-2-pro",
    kind: str = "png",
    references: tuple[Image.Image, ...] = (),
) -> PaintRequest:
    return PaintRequest(model, prompt, seed, *size, kind, references)


@pytest.mark.parametrize("prompt", SCENES)
@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_the_same_request_gives_the_same_bytes(prompt: str, kind: str) -> None:
    first = render(request(prompt, kind=kind))
    assert render(request(prompt, kind=kind)) == first
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size, picture.mode) == (kind.upper(), (256, 192), "RGB")


@pytest.mark.parametrize("prompt", SCENES)
def test_another_seed_is_plainly_another_picture(prompt: str) -> None:
    pictures = [paint(request(prompt, seed)) for seed in range(4)]
    for index, one in enumerate(pictures):
        for other in pictures[index + 1 :]:
            difference = ImageChops.difference(one, other).convert("L")
            changed = sum(difference.point(lambda value: value > 24).histogram()[1:])
            assert changed > 0.08 * one.width * one.height


def test_model_prompt_and_size_matter_too() -> None:
    pictures = {
        render(request()),
        render(request(model="flux-2-max")),
        render(request(prompt="fix")),
        render(request(size=(192, 256))),
    }
    assert len(pictures) == 4


@pytest.mark.parametrize("count", [1, 3, 8])
@pytest.mark.parametrize("size", [(512, 384), (384, 512)])
def test_references_are_seen_in_the_picture(count: int, size: tuple[int, int]) -> None:
    # A pure green no palette has, so that what is counted is the references.
    green = Image.new("RGB", (90, 70), (0, 255, 0))
    picture = paint(request(size=size, references=(green,) * count))
    red, lime, blue = picture.split()
    strong = ImageChops.subtract(lime, ImageChops.lighter(red, blue))
    seen = sum(strong.point(lambda value: value > 150).histogram()[1:])
    assert seen > 0.01 * count * picture.width * picture.height / 2


@pytest.mark.parametrize("prompt", SCENES)
def test_the_lower_right_corner_is_marked(prompt: str) -> None:
    picture = paint(request(prompt, size=(512, 512))).convert("L")
    corner = picture.crop((440, 490, 512, 506))
    levels = corner.histogram()
    assert sum(levels[200:]) > 40, "white letters"
    assert sum(levels[:140]) > 200, "on a dark plate"


@settings(max_examples=25)
@given(
    width=st.integers(4, 90).map(lambda steps: steps * 16),
    height=st.integers(4, 40).map(lambda steps: steps * 16),
    seed=st.integers(-(10**30), 10**30),
    prompt=st.sampled_from((*SCENES, "", "snow night forest", "desert beach boat", *WORDS)),
)
def test_every_size_can_be_painted(width: int, height: int, seed: int, prompt: str) -> None:
    assert paint(request(prompt, seed, (width, height))).size == (width, height)


@pytest.mark.parametrize("size", [(64, 4096), (4096, 64)])
@pytest.mark.parametrize("prompt", SCENES)
def test_long_strips_can_be_painted(prompt: str, size: tuple[int, int]) -> None:
    assert paint(request(prompt, size=size)).size == size
