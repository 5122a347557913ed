"""Layers of cut paper, each with its shadow on the one below, around a small sun."""

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from PIL.Image import Resampling

from bfl_studio.sandbox.painting.canvas import Canvas, Point, gradient, smooth_mask
from bfl_studio.sandbox.painting.palette import Colour, Palette, darker, lighter, luminance, mix

# Waves around a hole: how many, and how deep as a share of its radius.
_WAVES = ((2, 0.13), (3, 0.09), (5, 0.06), (9, 0.03))


def paint(canvas: Canvas, palette: Palette, words: frozenset[str]) -> None:
    """Paint the scene."""
    chance = canvas.chance
    centre = (
        canvas.width * chance.between(0.38, 0.62),
        canvas.height * chance.between(0.4, 0.56),
    )
    tones = _tones(palette)
    canvas.backdrop((lighter(tones[0], 0.5), tones[0]))
    sun, colour = canvas.unit * chance.between(0.06, 0.1), chance.pick(palette.accents[:2])
    canvas.glow(centre, sun * 4, (255, 255, 255), 0.5)
    canvas.disc(centre, sun, (lighter(colour, 0.15), colour))
    reach = math.hypot(canvas.width, canvas.height) * 0.46
    turns = [chance.between(0, math.tau) for _ in _WAVES]
    for layer, tone in enumerate(tones):
        share = layer / (len(tones) - 1)
        radius = sun * 1.8 + (reach - sun * 1.8) * share**1.15
        turns = [turn + chance.between(-0.3, 0.3) for turn in turns]
        _sheet(canvas, _hole(canvas, centre, radius, turns), tone)


def _tones(palette: Palette) -> list[Colour]:
    """From the lightest, in the middle, to the darkest, outside."""
    bright = sorted(palette.accents[:4], key=luminance, reverse=True)
    rim = mix(palette.near, palette.accents[4], 0.35)
    between = mix(bright[2], bright[3], 0.5) if palette.dark else darker(bright[3], 0.3)
    return [mix(palette.light, bright[0], 0.45), *bright, between, rim]


def _hole(canvas: Canvas, centre: Point, radius: float, turns: list[float]) -> list[Point]:
    stretch = math.sqrt(min(1.5, max(0.67, canvas.width / canvas.height)))
    outline = []
    for step in range(240):
        angle = math.tau * step / 240
        waves = zip(_WAVES, turns, strict=True)
        wave = sum(depth * math.sin(count * angle + turn) for (count, depth), turn in waves)
        length = radius * (1 + wave)
        across, down = length * stretch * math.cos(angle), length / stretch * math.sin(angle)
        outline.append((centre[0] + across, centre[1] + down))
    return outline


def _sheet(canvas: Canvas, hole: list[Point], colour: Colour) -> None:
    whole = (0, 0, canvas.width, canvas.height)
    cut = smooth_mask(whole, lambda pen, place: pen.polygon([place(p) for p in hole], fill=255))
    canvas.paste(whole, darker(colour, 0.8), _shade(canvas, hole))
    size = (canvas.width, canvas.height)
    light = gradient(size, (lighter(colour, 0.12), darker(colour, 0.05)))
    canvas.paste(whole, light, ImageChops.invert(cut))


def _shade(canvas: Canvas, hole: list[Point]) -> Image.Image:
    blur, drop = canvas.unit * 0.024, canvas.unit * 0.02
    shrink = max(1, int(blur / 3))
    small = Image.new("L", (canvas.width // shrink + 1, canvas.height // shrink + 1), 135)
    pen = ImageDraw.Draw(small)
    pen.polygon([((x + drop / 2) / shrink, (y + drop) / shrink) for x, y in hole], fill=0)
    soft = small.filter(ImageFilter.GaussianBlur(blur / shrink))
    return soft.resize((canvas.width, canvas.height), Resampling.BICUBIC)
