"""What one press buys: so many of each prompt, seeds that differ only where pictures do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.batch import choices_of, for_batch
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.recipe import LARGEST_SEED, Recipe, default_recipe


def _recipe(model_id: str, prompt: str, seed: int | None) -> Recipe:
    model = find_model(model_id)
    assert model is not None
    return replace(default_recipe(model), prompt=prompt).with_seed(seed)


@given(st.one_of(st.none(), st.integers(0, LARGEST_SEED)), st.integers(1, 6))
def test_every_prompt_gets_the_same_seeds_and_each_picture_its_own(
    seed: int | None, pictures: int
) -> None:
    made = for_batch(_recipe("flux-2-pro", "a {red|blue|green} barn", seed), pictures)
    assert len(made) == 3 * pictures
    seeds: dict[str, list[int | None]] = {}
    for each in made:
        seeds.setdefault(each.prompt, []).append(each.seed)
    assert list(seeds) == ["a red barn", "a blue barn", "a green barn"]
    (first, *others) = seeds.values()
    assert all(each == first for each in others)
    assert len(set(first)) == pictures
    assert None not in first
    if seed is not None:
        assert first[0] == seed


def test_a_fixed_seed_counts_up_and_round() -> None:
    made = for_batch(_recipe("flux-2-pro", "x", LARGEST_SEED), 3)
    assert [each.seed for each in made] == [LARGEST_SEED, 0, 1]


def test_a_model_without_a_seed_draws_none() -> None:
    made = for_batch(_recipe("flux-2-pro", "{a|b}", 5), 2)
    assert {each.seed for each in made} == {5, 6}
    seedless = next(
        model_id
        for model_id in ("flux-deblur", "flux-3-image", "flux-erase", "flux-virtual-try-on")
        if (model := find_model(model_id)) is not None
        and not any(each.role == "seed" for each in model.parameters)
    )
    assert {each.seed for each in for_batch(_recipe(seedless, "{a|b}", 5), 2)} == {None}


@pytest.mark.parametrize("model_id", ["flux-deblur", "flux-erase"])
def test_words_that_are_not_sent_make_no_more_pictures(model_id: str) -> None:
    recipe = _recipe(model_id, "{red|blue|green} wall", None)
    assert choices_of(recipe) == 1
    assert len(for_batch(recipe, 2)) == 2


@pytest.mark.parametrize("prompt", ["a barn", "a {{red|blue}} barn"])
def test_without_choices_only_the_seeds_differ(prompt: str) -> None:
    made = for_batch(_recipe("flux-2-pro", prompt, 1), 2)
    assert len({each.prompt for each in made}) == 1
    assert [each.with_seed(None) for each in made] == [made[0].with_seed(None)] * 2
