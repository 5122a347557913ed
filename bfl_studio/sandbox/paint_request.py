"""What a picture is asked for with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class PaintRequest:
    """All a picture depends on; sizes in pixels, references as the service decoded them.

    A `painting` other than a scene works on the first reference, which lies at `place` (left, top,
    right, bottom) and is changed where the mask is white, widened by `dilate` pixels.
    """

    model: str
    prompt: str
    seed: int
    width: int
    height: int
    format: str
    references: tuple[Image, ...] = ()
    painting: str = "scene"
    mask: Image | None = None
    place: tuple[int, int, int, int] | None = None
    dilate: int = 0
