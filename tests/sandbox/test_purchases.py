"""What the button says is what is charged, and what passes the studio's rules is accepted."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from PIL import Image
from PIL.Image import Exif

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain import flux_models, pricing, rules
from bfl_studio.domain.batch import for_batch
from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec, Role, SeenPrice
from bfl_studio.domain.credits import NOTHING, Credits, credits
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Exact, Range, Seen, Unknown
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import sendings
from bfl_studio.imaging import preparation
from bfl_studio.sandbox import pictures as pictures_of_requests
from bfl_studio.sandbox import submission
from bfl_studio.sandbox.contract import models
from tests.domain import choices
from tests.sandbox.process import SandboxProcess

EVERY_ROW = pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)
# Charged like any other, and nothing has to be painted for it.
UNPAINTED = "sandbox:error"
JSON = {"content-type": "application/json"}
RECIPES = 200
# What a model's price can be said to be, where it is not always the same.
ANSWERS: dict[str, set[type[pricing.Estimate]]] = {
    **{model.id: {Exact, Range} for model in FLUX_2_MODELS},
    "flux-3-image": {Exact, Unknown},
}

# Width, height and format; turned ones lie on their side in the file.
SMALL = [
    (64, 64, "png", False),
    (320, 256, "jpeg", True),
    (512, 512, "webp", False),
    (640, 480, "png", False),
    (480, 640, "jpeg", True),
]
# On both sides of every megapixel, and some that are brought to four, or one, before they go.
LARGE = [
    (1024, 1024, "png", False),
    (1025, 1024, "png", False),
    (2048, 1024, "jpeg", True),
    (2048, 1025, "png", False),
    (3000, 2200, "jpeg", False),
    (5600, 800, "png", False),
]


class Parcels:
    """Makes requests out of recipes; every picture is prepared once, as the studio does it."""

    def __init__(self, originals: Mapping[str, Path], folder: Path, runner: asyncio.Runner) -> None:
        self._originals = originals
        self._folder = folder
        self._runner = runner

    def body(self, model: ModelSpec, chosen: Recipe) -> bytes:
        """The bytes of a request as they go out."""
        body = wire.body(wire.payload(model, chosen, self._enclosed(model, chosen)))

        async def whole() -> bytes:
            return b"".join([chunk async for chunk in body.chunks()])

        return self._runner.run(whole())

    def _enclosed(self, model: ModelSpec, chosen: Recipe) -> wire.Images:
        found: dict[Role, list[wire.Enclosure]] = {}
        for sending in sendings(model, chosen):
            assert sending.size is not None
            file = self._prepared(sending.image, sending.size, sending.role is Role.MASK)
            found.setdefault(sending.role, []).append(file)
        return found

    def _prepared(self, image: RecipeImage, size: Size, mask: bool) -> FileSegment:
        path = self._folder / f"{image.sha256}-{size.width}x{size.height}-{image.crop}-{mask}"
        if not path.exists():
            original = self._originals[image.sha256]
            ready = preparation.prepare(original, size, mask=mask, crop=image.crop)
            assert ready.size == size
            path.write_bytes(ready.data)
        return FileSegment(path, path.stat().st_size)


def charge(model: ModelSpec, body: bytes) -> Credits:
    """What the Sandbox takes for a request, from the pixels it finds in it; raises Refused."""
    return Credits(submission.read(models()[model.path], body).cost)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Real files by their content."""
    folder, found = tmp_path_factory.mktemp("originals"), {}
    for number, (width, height, kind, turned) in enumerate(SMALL + LARGE):
        path = folder / f"{number}.{kind}"
        exif = Exif()
        exif[0x0112] = 6 if turned else 1
        picture = Image.new("RGB", (width, height), (number * 20, 80, 120))
        picture.save(path, kind, exif=exif.tobytes() if kind == "jpeg" else b"")
        found[hashlib.sha256(path.read_bytes()).hexdigest()] = path
    return found


@pytest.fixture(scope="module")
def pictures(originals: dict[str, Path]) -> list[RecipeImage]:
    """As they stand in a recipe, by what the studio finds in the files; mostly small ones."""
    found = [
        RecipeImage("", sha256, path.name, preparation.look(path).size)
        for sha256, path in originals.items()
    ]
    assert [each.size.width for each in found if each.size][:2] == [64, 256]
    return found[: len(SMALL)] * 4 + found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture
def parcels(originals: dict[str, Path], prepared: Path) -> Iterator[Parcels]:
    with asyncio.Runner() as runner:
        yield Parcels(originals, prepared, runner)


@pytest.fixture(scope="module", autouse=True)
def _each_picture_is_decoded_once() -> Iterator[None]:
    """Thousands of requests hold the same few pictures."""
    decode = pictures_of_requests._open
    known = lru_cache(32)(lambda path, raw: decode(models()[path], raw))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures_of_requests, "_open", lambda model, raw: known(model.path, raw))
        yield


@EVERY_ROW
def test_the_price_on_the_button_is_what_is_charged(
    parcels: Parcels, pictures: list[RecipeImage], model: ModelSpec
) -> None:
    counts: Counter[int] = Counter()
    answers: Counter[type[pricing.Estimate]] = Counter()

    @settings(max_examples=RECIPES)
    @given(choices.recipes(model, pictures))
    def buy(chosen: Recipe) -> None:
        [sent] = for_batch(chosen, 1)
        request = submission.read(models()[model.path], parcels.body(model, sent))
        charged = Credits(request.cost)
        price = pricing.estimate(chosen)
        received = [each.size for each in request.pictures.references]
        assert received == [
            (each.size.width, each.size.height)
            for each in sendings(model, chosen)
            if each.size is not None and each.role is not Role.MASK
        ]
        compare(model, chosen, price, charged)
        answers[type(price)] += 1
        counts[len(sendings(model, chosen))] += 1

    buy()
    assert counts.total() >= RECIPES
    if most := model.most_references:
        assert counts.keys() >= {0, most} and len(counts) > most / 2
    assert answers.keys() == ANSWERS.get(model.id, {answer_to(model)})


def answer_to(model: ModelSpec) -> type[pricing.Estimate]:
    return Seen if isinstance(model.price, SeenPrice) else Exact


def compare(model: ModelSpec, chosen: Recipe, price: pricing.Estimate, charged: Credits) -> None:
    match price:
        case Exact(amount):
            assert charged - amount == NOTHING
            assert not isinstance(model.price, SeenPrice)
        case Seen(amount):
            assert charged - amount == NOTHING
            assert isinstance(model.price, SeenPrice)
        case Range(low, high):
            assert low < high and low <= charged <= high
            assert isinstance(model.price, MegapixelPrice)
            assert any(each.full_detail for each in chosen.images)
        case Unknown():
            assert (model.id, chosen.value(Role.TIER)) == ("flux-3-image", "1.5k")


@EVERY_ROW
def test_what_passes_the_rules_is_accepted(
    parcels: Parcels, pictures: list[RecipeImage], model: ModelSpec
) -> None:
    outcomes: Counter[bool] = Counter()

    @settings(max_examples=100)
    @given(choices.altered(model, pictures))
    def send(chosen: Recipe) -> None:
        passes = rules.check(chosen) == ()
        outcomes[passes] += 1
        if passes:
            assert charge(model, parcels.body(model, chosen))

    send()
    assert outcomes[True] and outcomes[False]


@EVERY_ROW
def test_what_the_receipt_and_the_ledger_say_is_the_price_on_the_button(
    sandbox: SandboxProcess, parcels: Parcels, pictures: list[RecipeImage], model: ModelSpec
) -> None:
    @settings(max_examples=5)
    @given(choices.recipes(model, pictures))
    def buy(wanted: Recipe) -> None:
        chosen = replace(wanted, prompt=f"{UNPAINTED} {wanted.prompt}")
        with sandbox.client("bfl_purchases") as client:
            body = parcels.body(model, chosen)
            reply = client.post(model.path, content=body, headers=JSON).raise_for_status()
        accepted = wire.accepted(wire.read_json(reply.content) or {})
        assert accepted is not None
        [line] = [line for line in sandbox.ledger() if line["task"] == accepted.task_id]
        charged = credits(str(line["cost"]))
        assert accepted.cost == (charged if models()[model.path].quoted else None)
        compare(model, chosen, pricing.estimate(chosen), charged)

    buy()
