"""Recipe: everything the designer chose for one picture, as one frozen value."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bfl_studio.domain.catalog import Kind, ModelSpec, Role, Value
from bfl_studio.domain.flux_models import DEFAULT_MODEL_ID, find_model
from bfl_studio.domain.geometry import Box, Size, is_whole, size_of

RECIPE_VERSION = 1
LARGEST_SEED = 2**32 - 1
MOST_PICTURES = 24

_EMPTY: Mapping[str, Any] = MappingProxyType({})
_KNOWN_KEYS = frozenset({"version", "model", "prompt", "values", "images", "mentions"})
_KNOWN_IMAGE_KEYS = frozenset(
    {"role", "sha256", "origin", "width", "height", "full_detail"}
    | {"at_most", "crop", "off", "locked", "part", "twin"}
)


@dataclass(frozen=True, slots=True)
class RecipeImage:
    """A picture a recipe refers to. `size` is the original's, upright, in pixels W×H; None for
    one that lies elsewhere (`origin` is its address then).

    `full_detail`: not shrunk to 1 MP among others; `at_most`: sent with so many whole MP at most.
    `crop` is the part of it that is sent, in pixels of the upright original. `off`: it stays and
    is not sent; `locked`: it stays for the next recipe. `part` is what it is there for
    (`domain.parts`), or empty. `twin` tells it from others of the same content.
    """

    role: str
    sha256: str
    origin: str = ""
    size: Size | None = None
    full_detail: bool = False
    at_most: int | None = None
    crop: Box | None = None
    off: bool = False
    locked: bool = False
    part: str = ""
    twin: int = 0
    unknown: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)

    @property
    def content(self) -> str:
        """What tells what it shows from what others show."""
        return self.sha256 or self.origin

    @property
    def key(self) -> str:
        """What tells this picture from all others of its recipe, wherever it stands."""
        return _key(self.content, self.twin)

    @property
    def extent(self) -> Size | None:
        """W×H in pixels of what there is to send of it, before it is shrunk."""
        return self.crop.size if self.crop is not None else self.size


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the prompt that stand for a picture, whatever its number: `start` and `length`
    count characters, `picture` is the key of a RecipeImage.
    """

    start: int
    length: int
    picture: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """Model id, prompt, values by role, pictures. Keys this version does not know survive.

    `mentions` say which words of the prompt are pictures, in their order (`domain.mentions`).
    """

    model_id: str = DEFAULT_MODEL_ID
    prompt: str = ""
    values: Mapping[str, Value] = field(default_factory=lambda: _EMPTY)
    images: tuple[RecipeImage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=lambda: _EMPTY)

    def value(self, role: Role) -> Value:
        return self.values.get(role)

    def with_values(self, changes: Mapping[Role, Value]) -> Recipe:
        merged = {**self.values, **{str(role): value for role, value in changes.items()}}
        return replace(self, values=MappingProxyType(merged))

    @property
    def size(self) -> Size:
        """The output size in pixels W×H; 0 × 0 when the recipe has none."""
        width, height = self.value(Role.WIDTH), self.value(Role.HEIGHT)
        if isinstance(width, int) and isinstance(height, int):
            return Size(width, height)
        return Size(0, 0)

    def with_size(self, size: Size) -> Recipe:
        return self.with_values({Role.WIDTH: size.width, Role.HEIGHT: size.height})

    @property
    def seed(self) -> int | None:
        """The fixed seed, or None for a random one."""
        seed = self.value(Role.SEED)
        return seed if isinstance(seed, int) and not isinstance(seed, bool) else None

    def with_seed(self, seed: int | None) -> Recipe:
        return self.with_values({Role.SEED: seed})

    @property
    def output_format(self) -> str:
        value = self.value(Role.OUTPUT_FORMAT)
        return value if isinstance(value, str) else "png"


def default_recipe(model: ModelSpec) -> Recipe:
    """The model's defaults: nothing typed, a random seed."""
    values = {
        str(each.role): each.default
        for each in model.parameters
        if each.kind not in (Kind.TEXT, Kind.IMAGES) and not each.only_when_moved
    }
    return Recipe(model.id, values=MappingProxyType(values))


def title(recipe: Recipe) -> str:
    """What a picture is called by: the words that were sent, or its model where there were none."""
    model = find_model(recipe.model_id)
    if model is not None and (model.parameter(Role.PROMPT) is None or not recipe.prompt.strip()):
        return model.label
    return recipe.prompt


def random_seed() -> int:
    # Loads hashing and more, which nobody needs before a picture is asked for.
    import secrets

    return secrets.randbelow(LARGEST_SEED + 1)


def beside(image: RecipeImage, keys: Collection[str]) -> RecipeImage:
    """A picture as it can stand beside others: if its key is theirs, with the lowest free number
    of those that show the same.
    """
    if image.key not in keys:
        return image
    free = (twin for twin in itertools.count() if _key(image.content, twin) not in keys)
    return replace(image, twin=next(free))


def told_apart(images: tuple[RecipeImage, ...]) -> tuple[RecipeImage, ...]:
    """Pictures each with a key of its own; of the same the first that is sent keeps the key."""
    if len({image.key for image in images}) == len(images):
        return images
    found: dict[int, RecipeImage] = {}
    keys: set[str] = set()
    for place in sorted(range(len(images)), key=lambda place: images[place].off):
        found[place] = beside(images[place], keys)
        keys.add(found[place].key)
    return tuple(found[place] for place in range(len(images)))


def has_references(recipe: Recipe) -> bool:
    """Whether pictures go with the prompt."""
    return any(image.role == Role.REFERENCE and not image.off for image in recipe.images)


def to_json(recipe: Recipe) -> dict[str, Any]:
    mentions = mentions_to_json(recipe.mentions)
    return {
        **recipe.unknown,
        "version": RECIPE_VERSION,
        "model": recipe.model_id,
        "prompt": recipe.prompt,
        "values": dict(recipe.values),
        "images": [image_to_json(image) for image in recipe.images],
        **({"mentions": mentions} if mentions else {}),
    }


def from_json(data: Mapping[str, Any]) -> Recipe:
    """Read what `to_json` wrote, this version's or a later one's.

    Raises ValueError when it is no recipe at all.
    """
    model_id, prompt, values = data.get("model"), data.get("prompt", ""), data.get("values", {})
    images = data.get("images", [])
    if not isinstance(model_id, str) or not isinstance(prompt, str) or not isinstance(values, dict):
        raise ValueError("not a recipe")
    if not isinstance(images, list) or not all(isinstance(image, dict) for image in images):
        raise ValueError("not a recipe's pictures")
    return Recipe(
        model_id,
        prompt,
        MappingProxyType(dict(values)),
        told_apart(tuple(image_from_json(image) for image in images)),
        mentions_from_json(data.get("mentions"), prompt),
        MappingProxyType({key: data[key] for key in data if key not in _KNOWN_KEYS}),
    )


def image_to_json(image: RecipeImage) -> dict[str, Any]:
    """A picture of a recipe, for itself."""
    size = {"width": image.size.width, "height": image.size.height} if image.size else {}
    known = {"role": image.role, "sha256": image.sha256, "origin": image.origin}
    crop = image.crop
    chosen = {
        "full_detail": image.full_detail,
        "at_most": image.at_most,
        "crop": [crop.left, crop.top, crop.width, crop.height] if crop is not None else None,
        "off": image.off,
        "locked": image.locked,
        "part": image.part,
        "twin": image.twin,
    }
    return {**image.unknown, **known, **size, **{key: each for key, each in chosen.items() if each}}


def image_from_json(data: Mapping[str, Any]) -> RecipeImage:
    """Read what `image_to_json` wrote; what nobody can read of it is left out."""
    size = size_of(data.get("width"), data.get("height"))
    role, at_most, twin = data.get("role"), data.get("at_most"), data.get("twin")
    return RecipeImage(
        role if isinstance(role, str) else Role.REFERENCE.value,
        _text(data.get("sha256")),
        _text(data.get("origin")),
        size,
        full_detail=data.get("full_detail") is True,
        at_most=at_most if is_whole(at_most) and at_most > 0 else None,
        crop=_crop_from_json(data.get("crop"), size),
        off=data.get("off") is True,
        locked=data.get("locked") is True,
        part=_text(data.get("part")),
        twin=twin if is_whole(twin) and twin > 0 else 0,
        unknown=MappingProxyType({key: data[key] for key in data if key not in _KNOWN_IMAGE_KEYS}),
    )


def _crop_from_json(data: object, size: Size | None) -> Box | None:
    """A part nobody can read, or that lies outside, counts as none."""
    if not isinstance(data, list) or len(data) != 4 or not all(map(is_whole, data)):
        return None
    crop = Box(*data)
    return crop if size is not None and crop.within(size) else None


def mentions_to_json(mentions: Iterable[Mention]) -> list[list[int | str]]:
    return [[each.start, each.length, each.picture] for each in mentions]


def mentions_from_json(data: object, prompt: str) -> tuple[Mention, ...]:
    """Read what `mentions_to_json` wrote: those that can be read and lie in the prompt, none over
    another.
    """
    found: list[Mention] = []
    end = 0
    for each in data if isinstance(data, list) else ():
        match each:
            case [int(start), int(length), str(picture)] if (
                start >= end and length > 0 and start + length <= len(prompt)
            ):
                found.append(Mention(start, length, picture))
                end = start + length
    return tuple(found)


def _key(content: str, twin: int) -> str:
    return f"{content}#{twin}" if twin else content


def _text(stored: object) -> str:
    return stored if isinstance(stored, str) else ""
