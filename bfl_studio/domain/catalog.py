"""What a model is: its parameters, limits and price, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.geometry import FLUX_2_LIMITS, SizeLimits

Value = str | int | float | bool | None
"""What a recipe keeps for one role."""


LINK_SECONDS = 600
"""How long a finished picture can be fetched (`bfl-api.md` §4)."""

MOST_AT_ONCE = 24
"""Unfinished tasks an account may have (`bfl-api.md` §4)."""

MOST_IMAGES = 10
"""Pictures of one role that any model takes."""


class Role(StrEnum):
    """What a parameter means to the designer; the key of a recipe's `values`."""

    PROMPT = "prompt"
    REFERENCE = "reference"
    WIDTH = "width"
    HEIGHT = "height"
    SEED = "seed"
    OUTPUT_FORMAT = "output_format"
    SAFETY_TOLERANCE = "safety_tolerance"
    REWRITING = "prompt_rewriting"
    STEPS = "steps"
    GUIDANCE = "guidance"
    IMAGE = "image"
    MASK = "mask"
    PERSON = "person"
    GARMENT = "garment"
    IMAGE_PROMPT = "image_prompt"
    IMAGE_PROMPT_STRENGTH = "image_prompt_strength"
    ASPECT_RATIO = "aspect_ratio"
    TIER = "resolution_tier"
    RAW = "raw"
    GROUNDING = "grounding"
    MARGIN_TOP = "margin_top"
    MARGIN_BOTTOM = "margin_bottom"
    MARGIN_LEFT = "margin_left"
    MARGIN_RIGHT = "margin_right"
    OFFSET_X = "offset_x"
    OFFSET_Y = "offset_y"
    AUTO_CROP = "auto_crop"
    DILATION = "dilation"
    MODE = "mode"


class Kind(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    IMAGES = "images"


class Encoding(StrEnum):
    """How a role's value becomes fields of the body; `api.wire` holds one function for each."""

    PLAIN = "plain"
    INVERTED = "inverted"
    NUMBERED = "numbered"
    SINGLE = "single"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a model takes. Bounds are inclusive; `most` counts images; `step` is what one
    press of an arrow key changes, and its decimals are those that can be typed.

    `default` is the studio's default, sent unless `only_when_moved`.
    """

    role: Role
    wire: str
    kind: Kind
    minimum: int | float | None = None
    maximum: int | float | None = None
    default: Value = None
    choices: tuple[str, ...] = ()
    encoding: Encoding = Encoding.PLAIN
    most: int = 1
    required: bool = False
    only_when_moved: bool = False
    step: int | float = 1


@dataclass(frozen=True, slots=True)
class MegapixelPrice:
    """Credits for the first output megapixel, each further one, and each reference megapixel."""

    first: Credits
    further: Credits
    reference: Credits


@dataclass(frozen=True, slots=True)
class FlatPrice:
    """Credits for one picture, whatever its size."""

    amount: Credits


@dataclass(frozen=True, slots=True)
class ChoicePrice:
    """Credits for one picture by the choice made for `role`; one that is not listed is unknown."""

    role: Role
    amounts: tuple[tuple[str, Credits], ...]


@dataclass(frozen=True, slots=True)
class SeenPrice:
    """No published price: what was charged `on` a day, by the choice made for `role` (None: one
    amount for all, under the empty name).
    """

    amounts: tuple[tuple[str, Credits], ...]
    on: str
    role: Role | None = None


PriceRule = MegapixelPrice | FlatPrice | ChoicePrice | SeenPrice


class Family(StrEnum):
    """The groups of the model picker, in their order."""

    FLUX_2 = "FLUX.2"
    FLUX_1 = "FLUX.1"
    TOOLS = "Tools"
    FLUX_3 = "FLUX 3"
    YOURS = "Yours"


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A FLUX model. `path` is relative to the endpoint; `usual_seconds` was observed by others
    (`bfl-api.md` §4) and only orders expectations; None where nobody told. `concurrency` counts
    unfinished tasks; `advised_megapixels` is what should go in and come out at most
    (`bfl-api.md` §1f); a finished picture can be fetched for `link_seconds`.
    """

    id: str
    path: str
    label: str
    family: Family
    best_for: str
    usual_seconds: tuple[int, int] | None
    price: PriceRule
    parameters: tuple[Parameter, ...]
    size_limits: SizeLimits = FLUX_2_LIMITS
    concurrency: int = MOST_AT_ONCE
    preview: bool = False
    advised_megapixels: int | None = None
    link_seconds: int = LINK_SECONDS

    def parameter(self, role: Role) -> Parameter | None:
        return next((each for each in self.parameters if each.role is role), None)

    @property
    def most_references(self) -> int:
        references = self.parameter(Role.REFERENCE)
        return references.most if references else 0
