"""A mention is bound to its picture: whatever is moved, its number names that picture."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import mentions, recipe, rules
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Mention, Recipe, RecipeImage
from bfl_studio.domain.references import sendings
from bfl_studio.domain.rules import IssueKind


def _model(model_id: str) -> ModelSpec:
    found = find_model(model_id)
    assert found is not None
    return found


_PRO, _KLEIN = _model("flux-2-pro"), _model("flux-2-klein-4b")


def _pictures(*names: str) -> tuple[RecipeImage, ...]:
    return tuple(RecipeImage(Role.REFERENCE, name, size=Size(512, 512)) for name in names)


def _naming(
    images: tuple[RecipeImage, ...], *names: str, between: str = ", the coat of "
) -> Recipe:
    """A prompt that mentions these pictures one after the other."""
    wanted = replace(recipe.default_recipe(_PRO), images=images)
    prompt, found = "🧥 the coat of ", []
    for name in names:
        found.append(Mention(len(prompt), len("image 9"), name))
        prompt += f"image 9{between}"
    return mentions.renumbered(_PRO, replace(wanted, prompt=prompt, mentions=tuple(found)))


def _named(model: ModelSpec, wanted: Recipe) -> list[str]:
    """What the service takes each mention for: the picture it gets under that number."""
    sent = [each.image.key for each in sendings(model, wanted)]
    words = [wanted.prompt[each.start : each.start + each.length] for each in wanted.mentions]
    return [sent[int(each.removeprefix("image ")) - 1] for each in words]


names = st.lists(st.text("abcdef", min_size=1), min_size=1, max_size=12, unique=True)


@given(names, st.data())
def test_each_number_names_its_picture_in_any_order(keys: list[str], data: st.DataObject) -> None:
    images = _pictures(*keys)
    mentioned = data.draw(st.lists(st.sampled_from(keys), max_size=6))
    wanted = _naming(images, *mentioned)
    before = wanted.prompt
    off = data.draw(st.sets(st.sampled_from(keys)))
    arranged = data.draw(st.permutations(images))
    wanted = replace(
        wanted, images=tuple(replace(each, off=each.sha256 in off) for each in arranged)
    )
    wanted = mentions.renumbered(_PRO, wanted)
    gone = {each.picture for each in mentions.gone(_PRO, wanted)}
    living = tuple(each for each in wanted.mentions if each.picture not in gone)
    assert _named(_PRO, replace(wanted, mentions=living)) == [each.picture for each in living]
    assert [each.picture for each in wanted.mentions] == mentioned
    # Back as it was, the prompt is as it was; only what is not sent keeps its last words.
    if set(mentioned) <= {
        each.image.key for each in sendings(_PRO, replace(wanted, images=images))
    }:
        assert mentions.renumbered(_PRO, replace(wanted, images=images)).prompt == before


def test_the_words_around_a_mention_are_left_alone() -> None:
    wanted = _naming(_pictures("a", "b"), "b", "a")
    assert wanted.prompt == "🧥 the coat of image 2, the coat of image 1, the coat of "
    assert [each.length for each in wanted.mentions] == [7, 7]


def test_a_picture_that_is_not_sent_keeps_its_words_and_stops_generate() -> None:
    wanted = _naming(_pictures("a", "b"), "b")
    off = replace(wanted.images[1], off=True)
    for images in (wanted.images[:1], (wanted.images[0], off)):
        left = mentions.renumbered(_PRO, replace(wanted, images=images))
        assert left.prompt == wanted.prompt
        assert mentions.gone(_PRO, left) == left.mentions
        [issue] = rules.check(left)
        assert (issue.kind, issue.role, issue.named) == (
            IssueKind.MENTION_GONE,
            Role.PROMPT,
            "image 2",
        )
    assert rules.check(wanted) == ()


def test_a_picture_beyond_what_the_model_takes_is_not_sent() -> None:
    wanted = _naming(_pictures(*"abcdef"), "f")
    klein = replace(wanted, model_id=_KLEIN.id)
    assert [each.kind for each in rules.check(klein)] == [IssueKind.MENTION_GONE]


def test_what_somebody_typed_beyond_the_last_picture_is_seen() -> None:
    wanted = _naming(_pictures("a", "b", "c"), "c")
    assert mentions.typed_beyond(_PRO, wanted) is None
    typed = replace(wanted, prompt=wanted.prompt + "Image 2 and image 5")
    assert mentions.typed_beyond(_PRO, typed) == 5
    assert mentions.typed_beyond(_PRO, replace(typed, images=())) is None


def test_mentions_survive_being_stored_and_hostile_ones_do_not() -> None:
    wanted = _naming(_pictures("a", "b"), "b", "a")
    stored = recipe.to_json(wanted)
    assert recipe.from_json(stored) == wanted
    ends = [[0, 3, "a"], [1, 2, "b"], [-1, 2, "c"], [3, 0, "d"], [5, 10**9, "e"], "f", [1, 2]]
    [kept] = recipe.from_json({**stored, "mentions": ends}).mentions
    assert kept == Mention(0, 3, "a")
    assert recipe.from_json({**stored, "mentions": {"a": 1}}).mentions == ()
