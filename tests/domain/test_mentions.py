"""A mention is bound to its picture: whatever is moved, its number names that picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain import mentions, recipe, rules
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.flux_models import find_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import Mention, Recipe, RecipeImage
from bfl_studio.domain.references import sendings
from bfl_studio.domain.rules import Issue, IssueKind


def _model(model_id: str) -> ModelSpec:
    found = find_model(model_id)
    assert found is not None
    return found


_PRO, _KLEIN = _model("flux-2-pro"), _model("flux-2-klein-4b")
_VTO = _model("flux-virtual-try-on")


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
        assert [each.role for each in rules.check(left)] == [Role.PROMPT]
    assert rules.check(wanted) == ()


def test_why_a_named_picture_is_not_sent_is_said_by_its_file() -> None:
    images = tuple(replace(each, origin=f"{each.sha256}.png") for each in _pictures(*"abcdef"))
    wanted = _naming(images, "f")

    def issue(changed: Recipe) -> Issue:
        [found] = rules.check(changed)
        return found

    def with_last(image: RecipeImage) -> Recipe:
        return replace(wanted, images=(*images[:-1], image))

    assert issue(replace(wanted, images=images[:-1])) == Issue(IssueKind.MENTION_GONE, Role.PROMPT)
    off = with_last(replace(images[-1], off=True))
    assert issue(off) == Issue(IssueKind.MENTION_OFF, Role.PROMPT, named="f.png")
    most = _KLEIN.parameter(Role.REFERENCE)
    assert most is not None
    assert issue(replace(wanted, model_id=_KLEIN.id)) == Issue(
        IssueKind.MENTION_BEYOND,
        Role.PROMPT,
        maximum=most.most,
        model=_KLEIN.label,
        named="f.png",
    )
    unused = with_last(replace(images[-1], role=Role.GARMENT))
    assert (issue(unused).kind, issue(unused).model) == (IssueKind.MENTION_UNUSED, _PRO.label)
    address = RecipeImage(Role.GARMENT, "", "https://somebody@example.com/a.png?token=1")
    web = replace(wanted, images=(address,), mentions=(Mention(0, 1, address.key),))
    assert issue(web).named == "example.com"


def test_what_somebody_typed_beyond_the_last_picture_is_seen() -> None:
    wanted = _naming(_pictures("a", "b", "c"), "c")
    assert mentions.typed_beyond(_PRO, wanted) is None
    typed = replace(wanted, prompt=wanted.prompt + "Image 2 and image 5")
    assert mentions.typed_beyond(_PRO, typed) == 5
    assert mentions.typed_beyond(_PRO, replace(typed, images=())) is None


@pytest.mark.parametrize(
    ("words", "beyond"),
    [
        ("images 4 and 5", 5),
        ("images 2, 3 and 7 or 1", 7),
        ("images 1-6", 6),
        ("image5", 5),
        ("the Image #5.", 5),
        ("from picture 5, at night", 5),
        ("like photo 4", 4),
        ("reference 9's coat", 9),
        ("images 1 and 3", None),
        ("in this picture 5 people dance", None),
        ("image 16:9", None),
        ("image 4K", None),
        ("image 50%", None),
        ("an image 1024 wide", None),
        ("image 35 mm", None),
        ("pilgrimage 7", None),
        ("image 2 at 5 and 7", None),
    ],
)
def test_however_a_number_is_typed(words: str, beyond: int | None) -> None:
    wanted = _naming(_pictures("a", "b", "c"))
    assert mentions.typed_beyond(_PRO, replace(wanted, prompt=words)) == beyond


def test_a_number_typed_behind_one_that_is_bound_is_typed() -> None:
    wanted = _naming(_pictures("a", "b"), "b", between=" and 5")
    assert mentions.typed_beyond(_PRO, wanted) == 5
    assert mentions.typed_beyond(_PRO, replace(wanted, images=wanted.images[:1])) == 5


def test_what_is_no_reference_is_called_by_its_kind() -> None:
    """The numbers are those of references; "image 1 wears image 1" helps nobody."""
    person, garment = (
        RecipeImage(role, role, size=Size(512, 512)) for role in (Role.PERSON, Role.GARMENT)
    )
    worn = _naming((person, garment), Role.PERSON, Role.GARMENT, between=" wears ")
    assert (
        mentions.renumbered(_VTO, worn).prompt
        == "🧥 the coat of the person wears the garment wears "
    )
    assert mentions.gone(_VTO, worn) == ()
    assert mentions.gone(_PRO, worn) == worn.mentions


def test_mentions_survive_being_stored_and_hostile_ones_do_not() -> None:
    wanted = _naming(_pictures("a", "b"), "b", "a")
    stored = recipe.to_json(wanted)
    assert recipe.from_json(stored) == wanted
    ends = [[0, 3, "a"], [1, 2, "b"], [-1, 2, "c"], [3, 0, "d"], [5, 10**9, "e"], "f", [1, 2]]
    [kept] = recipe.from_json({**stored, "mentions": ends}).mentions
    assert kept == Mention(0, 3, "a")
    assert recipe.from_json({**stored, "mentions": {"a": 1}}).mentions == ()
