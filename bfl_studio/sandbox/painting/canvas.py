"""Smooth shapes, gradients and light on a Pillow picture."""

import math
from collections.abc import Callable, Sequence
from typing import cast

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps
from PIL.Image import Resampling

from bfl_studio.sandbox.painting.chance import Chance
from bfl_studio.sandbox.painting.palette import Colour

Point = tuple[float, float]
Box = tuple[int, int, int, int]
# One colour, several from top to bottom, or a picture as large as what it fills.
Paint = Colour | Sequence[Colour] | Image.Image
Draw = Callable[[ImageDraw.ImageDraw, Callable[[Point], Point]], None]

_GRAIN_SIDE = 512
# What Pillow's radial gradient has reached in the middle of each side; its corners are 255.
_RADIAL_EDGE = 180


class Canvas:
    """Owns the picture being painted; coordinates in pixels, `unit` is the shorter side."""

    def __init__(self, width: int, height: int, chance: Chance) -> None:
        self.width, self.height = width, height
        self.unit = min(width, height)
        self.chance = chance
        self.image = Image.new("RGB", (width, height))

    def backdrop(self, colours: Sequence[Colour]) -> None:
        """Cover everything with a gradient from top to bottom."""
        self.image = gradient((self.width, self.height), colours)

    def shape(self, points: Sequence[Point], paint: Paint, opacity: float = 1.0) -> None:
        """Fill a polygon."""
        self.shapes([points], paint, opacity)

    def shapes(
        self, polygons: Sequence[Sequence[Point]], paint: Paint, opacity: float = 1.0
    ) -> None:
        """Fill several polygons as one."""
        box = self._bounds([point for polygon in polygons for point in polygon])

        def draw(pen: ImageDraw.ImageDraw, place: Callable[[Point], Point]) -> None:
            for polygon in polygons:
                pen.polygon([place(point) for point in polygon], fill=255)

        self.fill(box, draw, paint, opacity)

    def disc(
        self, centre: Point, radius: float, paint: Paint, opacity: float = 1.0, flat: float = 1.0
    ) -> None:
        """Fill a circle, or an ellipse whose height is `flat` times its width."""
        (x, y), rise = centre, radius * flat
        box = self._bounds([(x - radius, y - rise), (x + radius, y + rise)])

        def draw(pen: ImageDraw.ImageDraw, place: Callable[[Point], Point]) -> None:
            pen.ellipse([place((x - radius, y - rise)), place((x + radius, y + rise))], fill=255)

        self.fill(box, draw, paint, opacity)

    def fill(self, box: Box, draw: Draw, paint: Paint, opacity: float = 1.0) -> None:
        """Paint through what `draw` draws in white, with smooth edges."""
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        mask = smooth_mask(box, draw)
        if opacity < 1:
            mask = mask.point(lambda value: value * opacity)
        self.paste(box, paint, mask)

    def paste(self, box: Box, paint: Paint, mask: Image.Image) -> None:
        """Paint a box through a mask of its size."""
        size = (box[2] - box[0], box[3] - box[1])
        if isinstance(paint, Image.Image):
            source = paint if paint.size == size else paint.resize(size, Resampling.BICUBIC)
            self.image.paste(source, box, mask)
        elif isinstance(paint[0], int):
            self.image.paste(cast(Colour, paint), box, mask)
        else:
            self.image.paste(gradient(size, cast(Sequence[Colour], paint)), box, mask)

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float) -> None:
        """Light around a point, fading to nothing at the radius."""
        side = max(2, round(radius * 2))
        lit = Image.radial_gradient("L").point(
            lambda value: 255 * strength * max(0.0, 1 - value / _RADIAL_EDGE) ** 2
        )
        left, top = round(centre[0] - radius), round(centre[1] - radius)
        mask = lit.resize((side, side), Resampling.BICUBIC)
        self.image.paste(colour, (left, top, left + side, top + side), mask)

    def shadow(
        self, polygons: Sequence[Sequence[Point]], blur: float, opacity: float, colour: Colour
    ) -> None:
        """Soft shadow of the polygons; blur in pixels."""
        reach = blur * 3
        points = [point for polygon in polygons for point in polygon]
        left, top = (min(axis) - reach for axis in zip(*points, strict=True))
        right, bottom = (max(axis) + reach for axis in zip(*points, strict=True))
        box = self._bounds([(left, top), (right, bottom)])
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        # Blurred in small and enlarged: what is soft anyway needs no pixels.
        shrink = max(1, int(blur / 3))
        small = (max(1, (box[2] - box[0]) // shrink), max(1, (box[3] - box[1]) // shrink))
        mask = Image.new("L", small)
        pen = ImageDraw.Draw(mask)
        for polygon in polygons:
            pen.polygon([((x - box[0]) / shrink, (y - box[1]) / shrink) for x, y in polygon], 255)
        mask = mask.filter(ImageFilter.GaussianBlur(blur / shrink))
        mask = mask.resize((box[2] - box[0], box[3] - box[1]), Resampling.BICUBIC)
        self.image.paste(colour, box, mask.point(lambda value: value * opacity))

    def finish(self, grain: int = 5, vignette: float = 0.1) -> Image.Image:
        """The picture with darkened corners and light grain, which also hides banding."""
        edge = Image.radial_gradient("L").point(
            lambda value: 255 * vignette * max(0.0, value / 255 - 0.45) / 0.55
        )
        whole = (0, 0, self.width, self.height)
        self.image.paste((10, 8, 20), whole, edge.resize(self.image.size, Resampling.BICUBIC))
        side = _GRAIN_SIDE
        first, second = (
            Image.frombytes("L", (side, side), self.chance.bytes(side * side)) for _ in range(2)
        )
        # The mean of two even noises is fine and centred; 128 is nothing.
        tile = ImageChops.add(first, second, 2).point(
            lambda value: round(128 + (value - 127.5) * grain / 128)
        )
        noise = Image.new("L", self.image.size)
        for top in range(0, self.height, side):
            for left in range(0, self.width, side):
                noise.paste(tile, (left, top))
        return ImageChops.add(self.image, Image.merge("RGB", [noise] * 3), 1, -128)

    def _bounds(self, points: Sequence[Point]) -> Box:
        across, down = zip(*points, strict=True)
        return (
            max(0, math.floor(min(across))),
            max(0, math.floor(min(down))),
            min(self.width, math.ceil(max(across)) + 1),
            min(self.height, math.ceil(max(down)) + 1),
        )


def gradient(size: tuple[int, int], colours: Sequence[Colour], across: bool = False) -> Image.Image:
    """A gradient from top to bottom, or from left to right."""
    count = len(colours)
    strip = Image.new("RGB", (1, count))
    strip.putdata(list(colours))
    # From the middle of the first pixel to the middle of the last: no flat ends.
    if across:
        strip = strip.transpose(Image.Transpose.TRANSPOSE)
        return strip.resize(size, Resampling.BILINEAR, box=(0.5, 0, count - 0.5, 1))
    return strip.resize(size, Resampling.BILINEAR, box=(0, 0.5, 1, count - 0.5))


def smooth_mask(box: Box, draw: Draw) -> Image.Image:
    """What `draw` draws in white, anti-aliased; it is given a pen and a way to place points."""
    width, height = box[2] - box[0], box[3] - box[1]
    fine = 4 if width * height < 400_000 else 2

    def place(point: Point) -> Point:
        return (point[0] - box[0]) * fine, (point[1] - box[1]) * fine

    mask = Image.new("L", (width * fine, height * fine))
    draw(ImageDraw.Draw(mask), place)
    return mask.reduce(fine)


def clouds(
    size: tuple[int, int], cells: tuple[int, int], octaves: int, chance: Chance
) -> Image.Image:
    """Soft noise with that many cells across and down, from black to white."""
    small = min(size[0], 640), min(size[1], 640)
    noise = Image.new("L", small, 128)
    for octave in range(octaves):
        across, down = cells[0] << octave, cells[1] << octave
        grid = Image.frombytes("L", (across + 1, down + 1), chance.bytes((across + 1) * (down + 1)))
        layer = grid.resize(small, Resampling.BICUBIC)
        noise = Image.blend(noise, layer, 1.0 if octave == 0 else 0.62 / (octave + 1))
    return ImageOps.autocontrast(noise).resize(size, Resampling.BICUBIC)


def ramp(colours: Sequence[Colour]) -> list[int]:
    """A lookup table that turns grey 0–255 into the gradient, for `Image.point` on RGB."""
    strip = gradient((1, 256), colours)
    return [value for band in strip.split() for value in band.tobytes()]
