"""What the button says is what is charged, and what passes the studio's rules is accepted."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.Image import Exif

from bfl_studio.api import wire
from bfl_studio.api.body import FileSegment
from bfl_studio.domain import flux_models, pricing, recipe, rules
from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec, Role, SeenPrice
from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.pricing import Exact, Range, Seen, Unknown
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import sendings
from bfl_studio.imaging import preparation
from tests.domain import choices
from tests.sandbox.process import SandboxProcess

EVERY_ROW = pytest.mark.parametrize("model", flux_models.hosted(), ids=lambda model: model.id)
# Charged like any other, and nothing has to be painted for it.
UNPAINTED = "sandbox:error"
RECIPES = 200

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


@dataclass
class Till:
    """Buys from a real Sandbox, with the files the studio would send."""

    client: httpx.Client
    ledger: Path
    originals: dict[str, Path]
    folder: Path
    files: dict[tuple[object, ...], FileSegment] = field(default_factory=dict)
    read: int = 0
    bought: int = 0

    def submit(self, model: ModelSpec, chosen: Recipe) -> httpx.Response:
        body = wire.body(wire.payload(model, chosen, self._enclosed(model, chosen)))

        async def whole() -> bytes:
            return b"".join([chunk async for chunk in body.chunks()])

        self.bought += 1
        # Nobody waits here until a picture has been made, so nobody may have too many begun.
        headers = {"x-key": f"bfl_till_{self.bought}", "content-type": "application/json"}
        return self.client.post(model.path, content=asyncio.run(whole()), headers=headers)

    def charged(self, task_id: str) -> Credits:
        """What stands in the ledger for a task."""
        with self.ledger.open("rb") as file:
            file.seek(self.read)
            new = file.read()
        self.read += len(new)
        lines = [json.loads(line, parse_float=Decimal) for line in new.splitlines()]
        [cost] = [line["cost"] for line in lines if line["task"] == task_id]
        return credits(cost)

    def _enclosed(self, model: ModelSpec, chosen: Recipe) -> wire.Images:
        found: dict[Role, list[wire.Enclosure]] = {}
        for sending in sendings(model, chosen):
            key = (sending.image.sha256, sending.size, sending.role is Role.MASK)
            if key not in self.files:
                self.files[key] = self._prepared(*key)
            found.setdefault(sending.role, []).append(self.files[key])
        return found

    def _prepared(self, sha256: str, size: Any, mask: bool) -> FileSegment:
        ready = preparation.prepare(self.originals[sha256], size, mask=mask)
        path = self.folder / f"{len(self.files)}.{ready.extension}"
        path.write_bytes(ready.data)
        return FileSegment(path, len(ready.data))


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
    return found[: len(SMALL)] * 3 + found


@pytest.fixture(scope="module")
def till(
    sandbox: SandboxProcess, originals: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Till]:
    ledger = sandbox.data / "ledger.jsonl"
    with sandbox.client(None) as client:
        folder = tmp_path_factory.mktemp("prepared")
        yield Till(client, ledger, originals, folder, read=ledger.stat().st_size)


def unpainted(chosen: Recipe) -> Recipe:
    return replace(chosen, prompt=f"{UNPAINTED} {chosen.prompt}")


@EVERY_ROW
def test_the_price_on_the_button_is_what_is_charged(
    till: Till, pictures: list[RecipeImage], model: ModelSpec
) -> None:
    counts: Counter[int] = Counter()

    @settings(max_examples=RECIPES)
    @given(choices.recipes(model, pictures))
    def buy(wanted: Recipe) -> None:
        chosen = unpainted(wanted)
        [sent] = recipe.for_batch(chosen, 1)
        response = till.submit(model, sent)
        assert response.status_code == 200, response.text
        accepted = wire.accepted(wire.read_json(response.content) or {})
        assert accepted is not None
        charged = till.charged(accepted.task_id)
        assert accepted.cost in (None, charged)
        compare(model, chosen, pricing.estimate(chosen), charged)
        counts[len(sendings(model, chosen))] += 1

    buy()
    # A failing example runs once more, so that there may be one above.
    assert counts.total() >= RECIPES
    most = model.most_references
    assert counts.keys() == set(range(most + 1)) or not most


def compare(model: ModelSpec, chosen: Recipe, price: pricing.Estimate, charged: Credits) -> None:
    match price:
        case Exact(amount):
            assert charged - amount == Credits(0)
            assert not isinstance(model.price, SeenPrice)
        case Seen(amount):
            assert charged - amount == Credits(0)
            assert isinstance(model.price, SeenPrice)
        case Range(low, high):
            assert low < high and low <= charged <= high
            assert isinstance(model.price, MegapixelPrice)
            assert any(each.full_detail for each in chosen.images)
        case Unknown():
            assert (model.id, chosen.value(Role.TIER)) == ("flux-3-image", "1.5k")


@EVERY_ROW
def test_what_passes_the_rules_is_accepted(
    till: Till, pictures: list[RecipeImage], model: ModelSpec
) -> None:
    outcomes: Counter[bool] = Counter()

    @settings(max_examples=100)
    @given(choices.altered(model, pictures), st.booleans())
    def send(altered: Recipe, wordy: bool) -> None:
        chosen = unpainted(altered) if wordy and altered.prompt.strip() else altered
        passes = rules.check(chosen) == ()
        outcomes[passes] += 1
        if passes:
            response = till.submit(model, chosen)
            assert response.status_code == 200, response.text

    send()
    # Both happen often enough to mean something.
    assert min(outcomes[True], outcomes[False]) > 10
