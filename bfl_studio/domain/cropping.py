"""Choosing a part of a picture: a frame that is moved, dragged and shaped, always inside it.

Boxes and sizes in pixels of the upright original; a ratio is any Size of that shape, or None.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import Flag, auto

from bfl_studio.domain import slots
from bfl_studio.domain.catalog import MegapixelPrice, ModelSpec, Role
from bfl_studio.domain.geometry import Box, Size
from bfl_studio.domain.parameters import LEAST_SIDE
from bfl_studio.domain.pricing import Exact, Range, reference_price
from bfl_studio.domain.recipe import Recipe, RecipeImage
from bfl_studio.domain.references import sendings
from bfl_studio.domain.slots import Spot

_ALWAYS = frozenset({Role.REFERENCE, Role.IMAGE_PROMPT, Role.PERSON, Role.GARMENT})


class Edge(Flag):
    """What of a frame is in the hand; two that meet are a corner."""

    NONE = 0
    LEFT = auto()
    TOP = auto()
    RIGHT = auto()
    BOTTOM = auto()


_ACROSS = Edge.LEFT | Edge.RIGHT
_DOWN = Edge.TOP | Edge.BOTTOM


def may_crop(model: ModelSpec, image: RecipeImage) -> bool:
    """Whether a part of a picture can be chosen: its pixels are known, and no mask lies over it."""
    if image.size is None or not image.sha256:
        return False
    if image.crop is not None or image.role in _ALWAYS:
        return True
    return image.role == Role.IMAGE and model.parameter(Role.MASK) is None


def least_side(model: ModelSpec, role: Role) -> int:
    """The shortest side a model takes of a picture in that role."""
    parameter = model.parameter(role)
    least = parameter.minimum if parameter is not None else None
    return int(least) if least is not None else LEAST_SIDE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a picture: the pixels that are sent, W×H, and what it adds to the price.

    None: it is not sent, or adds nothing.
    """

    sent: Size | None = None
    price: Exact | Range | None = None


def outcome(model: ModelSpec, recipe: Recipe, spot: Spot) -> Outcome:
    """What becomes of the picture in a slot."""
    image = slots.image_at(recipe, spot)
    if image is None or image.off:
        return Outcome()
    before = slots.images_of(recipe, spot.role)[: spot.number - 1]
    place = sum(not each.off for each in before)
    going = [each for each in sendings(model, recipe) if each.role is spot.role]
    if place >= len(going):
        return Outcome()
    sending = going[place]
    if spot.role is not Role.REFERENCE or not isinstance(model.price, MegapixelPrice):
        return Outcome(sending.size)
    return Outcome(sending.size, reference_price(model.price, sending, len(going)))


def with_crop(recipe: Recipe, spot: Spot, crop: Box | None) -> Recipe:
    """The recipe with another part of the picture in a slot."""
    image = slots.image_at(recipe, spot)
    if image is None:
        return recipe
    return slots.with_image(recipe, replace(image, crop=crop), spot.number)


def whole(picture: Size) -> Box:
    """The frame that leaves nothing out."""
    return Box(0, 0, picture.width, picture.height)


def part_of(box: Box, picture: Size) -> Box | None:
    """A frame as a recipe keeps it: None for the whole picture."""
    return None if box == whole(picture) else box


def fits(ratio: Size, picture: Size, least: int) -> bool:
    """Whether a frame of that shape has room, no side under `least`."""
    shortest, longest = _widths(ratio, picture, least)
    return shortest <= longest


def moved(box: Box, across: int, down: int, picture: Size) -> Box:
    """The frame somewhere else, as far as the picture goes."""
    return _inside(box.left + across, box.top + down, box.size, picture)


def stretched(
    box: Box, across: int, down: int, picture: Size, least: int, ratio: Size | None = None
) -> Box:
    """The frame wider and higher by so many pixels; at the picture's edge it gives way."""
    if ratio is None:
        wanted = Size(
            _clamped(box.width + across, _least_of(least, picture.width), picture.width),
            _clamped(box.height + down, _least_of(least, picture.height), picture.height),
        )
    else:
        width = box.width + (across or round(down * ratio.width / ratio.height))
        wanted = _shape(width, ratio, picture, least)
    return _inside(box.left, box.top, wanted, picture)


def zoomed(box: Box, factor: float, picture: Size, least: int, ratio: Size | None = None) -> Box:
    """The frame larger or smaller around its middle."""
    across = round(box.width * factor) - box.width
    down = round(box.height * factor) - box.height
    larger = stretched(box, across, down, picture, least, ratio)
    return _centred(box, larger.size, picture)


def shaped(box: Box, ratio: Size, picture: Size, least: int) -> Box:
    """A frame of that shape, about as large and in about the same place."""
    width = round(math.sqrt(box.width * box.height * ratio.width / ratio.height))
    return _centred(box, _shape(width, ratio, picture, least), picture)


def dragged(
    box: Box,
    edge: Edge,
    across: int,
    down: int,
    picture: Size,
    least: int,
    ratio: Size | None = None,
) -> Box:
    """The frame with an edge or a corner pulled so many pixels; what lies opposite stays."""
    left, right = _pulled(box.left, box.width, across, edge, Edge.LEFT, Edge.RIGHT, picture.width)
    top, bottom = _pulled(box.top, box.height, down, edge, Edge.TOP, Edge.BOTTOM, picture.height)
    across_least, down_least = _least_of(least, picture.width), _least_of(least, picture.height)
    width = max(across_least, right - left)
    height = max(down_least, bottom - top)
    if ratio is not None:
        width, height = _kept_shape(box, edge, Size(width, height), picture, least, ratio)
    fixed_right, fixed_bottom = box.left + box.width, box.top + box.height
    left = fixed_right - width if edge & Edge.LEFT else box.left
    top = fixed_bottom - height if edge & Edge.TOP else box.top
    if not edge & _ACROSS:
        left = box.left + (box.width - width) // 2
    if not edge & _DOWN:
        top = box.top + (box.height - height) // 2
    return _inside(left, top, Size(width, height), picture)


def _pulled(
    start: int, length: int, by: int, edge: Edge, first: Edge, last: Edge, bound: int
) -> tuple[int, int]:
    """Where a side begins and ends once one of its ends was pulled."""
    end = start + length
    if edge & first:
        return max(0, start + by), end
    return start, min(bound, end + by) if edge & last else end


def _kept_shape(
    box: Box, edge: Edge, wanted: Size, picture: Size, least: int, ratio: Size
) -> tuple[int, int]:
    """Sides of a shape for a frame whose opposite edge or corner stays where it is."""
    across = wanted.width if edge & _ACROSS else 0
    down = round(wanted.height * ratio.width / ratio.height) if edge & _DOWN else 0
    room = Size(
        _room(box.left, box.width, edge, Edge.LEFT, Edge.RIGHT, picture.width),
        _room(box.top, box.height, edge, Edge.TOP, Edge.BOTTOM, picture.height),
    )
    shape = _shape(max(across, down), ratio, room, least)
    return shape.width, shape.height


def _room(start: int, length: int, edge: Edge, first: Edge, last: Edge, bound: int) -> int:
    """How long a side may get when the end that is not in the hand stays."""
    if edge & first:
        return start + length
    return bound - start if edge & last else bound


def _shape(width: int, ratio: Size, room: Size, least: int) -> Size:
    """The size of that shape whose width comes nearest, within a room and above `least`."""
    shortest, longest = _widths(ratio, room, least)
    width = min(max(width, shortest), max(1, longest))
    height = round(width * ratio.height / ratio.width)
    return Size(min(width, room.width), _clamped(height, 1, room.height))


def _widths(ratio: Size, room: Size, least: int) -> tuple[int, int]:
    """The least and the largest width of a shape that has room."""
    shortest = max(least, math.ceil(least * ratio.width / ratio.height))
    # Heights are rounded to the nearest pixel: a little less than half a pixel too much has room.
    by_height = ((2 * room.height + 1) * ratio.width - 1) // (2 * ratio.height)
    longest = min(room.width, by_height)
    return shortest, longest


def _least_of(least: int, side: int) -> int:
    return min(least, side)


def _centred(box: Box, size: Size, picture: Size) -> Box:
    left = box.left + (box.width - size.width) // 2
    top = box.top + (box.height - size.height) // 2
    return _inside(left, top, size, picture)


def _inside(left: int, top: int, size: Size, picture: Size) -> Box:
    """A frame of that size as near to a place as the picture allows."""
    return Box(
        _clamped(left, 0, picture.width - size.width),
        _clamped(top, 0, picture.height - size.height),
        size.width,
        size.height,
    )


def _clamped(value: int, least: int, most: int) -> int:
    return min(max(value, least), most)
