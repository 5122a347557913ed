"""What a model is: its parameters, limits and price, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.geometry import FLUX_2_LIMITS, SizeLimits

Value = str | int | float | bool | None
"""What a recipe keeps for one role."""


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


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a model takes. Bounds are inclusive; `most` counts images.

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


@dataclass(frozen=True, slots=True)
class MegapixelPrice:
    """Credits for the first output megapixel, each further one, and each reference megapixel."""

    first: Credits
    further: Credits
    reference: Credits


PriceRule = MegapixelPrice


class Family(StrEnum):
    FLUX_2 = "FLUX.2"


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A FLUX model. `path` is relative to the endpoint; `usual_seconds` was observed by others
    (`bfl-api.md` §4) and only orders expectations. `concurrency` counts unfinished tasks.
    """

    id: str
    path: str
    label: str
    family: Family
    best_for: str
    usual_seconds: tuple[int, int]
    price: PriceRule
    parameters: tuple[Parameter, ...]
    size_limits: SizeLimits = FLUX_2_LIMITS
    concurrency: int = 24
    preview: bool = False

    def parameter(self, role: Role) -> Parameter | None:
        return next((each for each in self.parameters if each.role is role), None)

    @property
    def most_references(self) -> int:
        references = self.parameter(Role.REFERENCE)
        return references.most if references else 0
