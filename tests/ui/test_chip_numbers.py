"""Whatever is done to slots and prompt, each number names its picture, also on the wire."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bfl_studio.api import wire
from bfl_studio.domain import mentions
from bfl_studio.domain.catalog import Role
from bfl_studio.domain.recipe import Recipe
from bfl_studio.domain.references import sendings
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.prompt_panel import PromptPanel
from tests.ui.chip_stage import Parts, chip, named, press, references

pytestmark = pytest.mark.usefixtures("dark")


KEYS = tuple(letter * 64 for letter in "abcdefgh")
MODELS = ("flux-2-pro", "flux-2-klein-9b", "flux-dev")
Hand = Callable[[RecipeState, PromptPanel, random.Random], object]


def _permute(state: RecipeState, _prompt: PromptPanel, chance: random.Random) -> None:
    images = list(state.recipe.images)
    chance.shuffle(images)
    state.set_images(tuple(images))


def _switch(state: RecipeState, _prompt: PromptPanel, chance: random.Random) -> None:
    images = state.recipe.images
    state.set_images(tuple(replace(each, off=chance.random() < 0.3) for each in images))


def _drop(state: RecipeState, _prompt: PromptPanel, chance: random.Random) -> None:
    images = list(state.recipe.images)
    if len(images) > 2:
        images.pop(chance.randrange(len(images)))
    state.set_images(tuple(images))


DEEDS: tuple[Hand, ...] = (
    _permute,
    _switch,
    _drop,
    lambda state, prompt, chance: prompt.insert(("🙂 ", chip(chance.choice(KEYS)), " ")),
    lambda state, prompt, chance: prompt.insert((chip(chance.choice(KEYS)),)),
    lambda state, prompt, chance: prompt.insert((chance.choice(["red ", "image 2 "]),)),
    lambda state, prompt, chance: QTest.keyClick(prompt, Qt.Key.Key_X),
    lambda state, prompt, chance: QTest.keyClick(prompt, Qt.Key.Key_0),
    lambda state, prompt, chance: press(prompt, Qt.Key.Key_Backspace),
    lambda state, prompt, chance: press(prompt, Qt.Key.Key_Left, 3),
    lambda state, prompt, chance: state.set_model(chance.choice(MODELS)),
)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_each_number_names_its_picture(parts: Parts, seed: int) -> None:
    state, prompt, undo = parts
    chance = random.Random(seed)
    state.set_images(references(*KEYS))
    back: Hand = lambda *_: undo.undo()  # noqa: E731
    forth: Hand = lambda *_: undo.redo()  # noqa: E731
    mixed = [chance.choice((*DEEDS, back, forth)) for _ in range(60)]
    for deed in (*mixed, *[back] * 80, *[forth] * 80):
        deed(state, prompt, chance)
        _check(state, prompt)


@pytest.mark.parametrize("seed", range(8))
def test_undo_goes_back_through_all_of_it_in_its_order(parts: Parts, seed: int) -> None:
    state, prompt, undo = parts
    chance = random.Random(seed)
    state.set_images(references(*KEYS))
    seen = [_looks(state, prompt)]
    for _ in range(25):
        chance.choice(DEEDS)(state, prompt, chance)
        if _looks(state, prompt) != seen[-1]:
            seen.append(_looks(state, prompt))
    passed = [seen[-1]]
    for _ in range(120):
        undo.undo()
        if _looks(state, prompt) != passed[-1]:
            passed.append(_looks(state, prompt))
    # Typing in a row may be one step; nothing comes that was not there, nor in another order.
    # The last two are what there was before there were these pictures.
    back = iter(reversed(seen))
    assert all(each in back for each in passed[:-2])
    assert len(passed) > 8


def _looks(state: RecipeState, prompt: PromptPanel) -> tuple[object, ...]:
    """What can be taken back; a number follows from it, but for that of a picture that is gone."""
    named = [each.picture for each in state.recipe.mentions]
    words = re.sub(r"\d", "", prompt.toPlainText())
    return words, named, state.recipe.images, state.recipe.model_id


def _check(state: RecipeState, prompt: PromptPanel) -> None:
    sent = mentions.names(state.model, state.recipe)
    recipe = state.recipe
    assert prompt.toPlainText() == recipe.prompt
    shown = prompt.chips.shown
    for (words, key), says in zip(named(state), shown, strict=True):
        assert says == sent[key] if key in sent else says.startswith(f"{key[0]}.png ")
        assert key not in sent or words == sent[key]
    _check_tokens(recipe)
    _check_request(state)


def _check_tokens(recipe: Recipe) -> None:
    """A number stands for itself, whatever stands beside it."""
    tokens = {found.end(): found[0] for found in re.finditer(r"\w+", recipe.prompt)}
    for each in recipe.mentions:
        words = recipe.prompt[each.start : each.start + each.length]
        assert tokens[each.start + each.length] == words.split()[-1]


def _check_request(state: RecipeState) -> None:
    """On the wire "image 3" is `input_image_3`, and that is the picture that was meant."""
    model, recipe = state.model, state.recipe
    if mentions.gone(model, recipe) or model.parameter(Role.REFERENCE) is None:
        return
    carried = {Role.REFERENCE: [each.image.key for each in sendings(model, recipe)]}
    fields = wire.payload(model, recipe, carried)
    prompt = fields["prompt"]
    assert isinstance(prompt, str)
    for each in recipe.mentions:
        number = int(prompt[each.start : each.start + each.length].removeprefix("image "))
        name = "input_image" if number == 1 else f"input_image_{number}"
        assert fields[name] == each.picture
