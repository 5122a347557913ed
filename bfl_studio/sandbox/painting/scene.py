"""Which scene a request gets, and the picture of it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from PIL.Image import Image, Resampling

from bfl_studio.sandbox.paint_request import PaintRequest
from bfl_studio.sandbox.painting import landscape, paper, poster, prints, seaside, still_life
from bfl_studio.sandbox.painting.canvas import Canvas
from bfl_studio.sandbox.painting.chance import Chance
from bfl_studio.sandbox.painting.edits import EDITS
from bfl_studio.sandbox.painting.palette import Palette, palette_for

# Pixels; what is larger is painted at half its sides and enlarged.
_LARGEST = 5_000_000

Scene = Callable[[Canvas, Palette, frozenset[str]], None]

_SCENES: Mapping[str, Scene] = {
    "landscape": landscape.paint,
    "seaside": seaside.paint,
    "still life": still_life.paint,
    "paper": paper.paint,
    "poster": poster.paint,
}

_ASKS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "landscape": "landscape mountain mountains hill hills valley forest woods snow desert dune "
        "dunes lake sky meadow field canyon pine trees",
        "seaside": "sea ocean beach coast boat sail sailing ship island waves harbour harbor shore",
        "still life": "product bottle vase bowl cup carafe table still studio ceramic object fruit "
        "perfume packaging",
        "paper": "abstract paper layers layered organic wave texture background wallpaper",
        "poster": "poster pattern graphic geometric bauhaus logo print tiles architecture city",
    }.items()
}


def picture(request: PaintRequest) -> Image:
    """The picture of a request: the same for the same request, another for every seed."""
    if request.painting in EDITS:
        canvas = Canvas(request.width, request.height, Chance("edit"))
        canvas.image = EDITS[request.painting](request, lambda: _painted(request).finish())
        prints.mark(canvas)
        return canvas.image
    if request.width * request.height > _LARGEST:
        shrunk = replace(request, width=request.width // 2, height=request.height // 2)
        return picture(shrunk).resize((request.width, request.height), Resampling.BICUBIC)
    canvas = _painted(request)
    prints.lay_out(canvas, request.references)
    prints.mark(canvas)
    return canvas.finish()


def _painted(request: PaintRequest) -> Canvas:
    chance = Chance(request.model, request.prompt, request.seed, request.width, request.height)
    canvas = Canvas(request.width, request.height, chance)
    words = frozenset(re.findall(r"[a-z]+", request.prompt.lower()))
    _SCENES[_scene(request, words)](canvas, palette_for(request.prompt, chance), words)
    return canvas


def _scene(request: PaintRequest, words: frozenset[str]) -> str:
    asked = [name for name, asks in _ASKS.items() if words & asks] or list(_SCENES)
    # Neighbouring seeds get neighbouring scenes, so a batch is never five of a kind by accident.
    first = Chance("scene", request.prompt).whole(0, len(asked) - 1)
    return asked[(first + request.seed) % len(asked)]
