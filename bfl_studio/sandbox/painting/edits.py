"""Pictures made from a picture: filled, erased, sharpened, expanded, dressed."""

from collections.abc import Callable, Mapping

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps
from PIL.Image import Resampling

from bfl_studio.sandbox.paint_request import PaintRequest
from bfl_studio.sandbox.painting import prints
from bfl_studio.sandbox.painting.canvas import Box, Canvas
from bfl_studio.sandbox.painting.chance import Chance

Scene = Callable[[], Image.Image]
Edit = Callable[[PaintRequest, Scene], Image.Image]

_LINE = (255, 255, 255)


def _filled(request: PaintRequest, scene: Scene) -> Image.Image:
    picture, mask = _whole(request), _mask(request)
    picture.paste(scene(), (0, 0), mask)
    return _outlined(picture, mask)


def _erased(request: PaintRequest, _scene: Scene) -> Image.Image:
    picture, mask = _whole(request), _mask(request)
    if request.dilate:
        # A box around every white pixel, which a true dilation takes many times as long for.
        near = mask.filter(ImageFilter.BoxBlur(request.dilate))
        mask = near.point([0] + [255] * 255)
    picture.putalpha(ImageChops.invert(mask))
    healed = _healed(picture)
    return _outlined(healed, mask)


def _sharpened(request: PaintRequest, _scene: Scene) -> Image.Image:
    radius = max(2.0, min(request.width, request.height) / 250)
    return _whole(request).filter(ImageFilter.UnsharpMask(radius, 180, 0))


def _expanded(request: PaintRequest, scene: Scene) -> Image.Image:
    picture = scene()
    box = request.place or (0, 0, request.width, request.height)
    size = (box[2] - box[0], box[3] - box[1])
    inner = request.references[0].resize(size, Resampling.BICUBIC)
    picture.paste(inner, box[:2])
    _framed(picture, box)
    return picture


def _dressed(request: PaintRequest, _scene: Scene) -> Image.Image:
    canvas = Canvas(request.width, request.height, Chance("try on", request.seed))
    canvas.image = _whole(request)
    middle = (request.width * 0.5, request.height * 0.58)
    prints.lay(canvas, request.references[1], middle, canvas.unit * 0.5, lean=-3.0)
    return canvas.image


EDITS: Mapping[str, Edit] = {
    "fill": _filled,
    "erase": _erased,
    "deblur": _sharpened,
    "expand": _expanded,
    "try on": _dressed,
}


def _whole(request: PaintRequest) -> Image.Image:
    size = (request.width, request.height)
    return ImageOps.fit(request.references[0], size, Resampling.BICUBIC)


def _mask(request: PaintRequest) -> Image.Image:
    assert request.mask is not None  # noqa: S101 - submission.read has seen to it
    size = (request.width, request.height)
    return ImageOps.fit(request.mask.convert("L"), size, Resampling.BILINEAR)


def _outlined(picture: Image.Image, mask: Image.Image) -> Image.Image:
    """The picture with a thin line around what the mask covers."""
    solid = mask.point(lambda value: 255 if value > 127 else 0)
    edge = ImageChops.subtract(solid.filter(ImageFilter.MaxFilter(3)), solid)
    picture.paste(_LINE, (0, 0), edge)
    return picture


def _framed(picture: Image.Image, box: Box) -> None:
    left, top, right, bottom = box
    ImageDraw.Draw(picture).rectangle((left, top, right - 1, bottom - 1), outline=_LINE)


def _healed(picture: Image.Image) -> Image.Image:
    """RGBA with its holes closed by ever wider means of what surrounds them."""
    levels = [picture]
    while min(levels[-1].size) > 1:
        smaller = levels[-1].size[0] // 2, levels[-1].size[1] // 2
        level = levels[-1].resize(smaller, Resampling.BOX)
        # A mean of few pixels is as good as one of many.
        level.putalpha(level.getchannel("A").point(lambda value: min(255, value * 4)))
        levels.append(level)
    closed = levels.pop().convert("RGB")
    while levels:
        level = levels.pop()
        closed = closed.resize(level.size, Resampling.BILINEAR)
        closed.paste(level.convert("RGB"), (0, 0), level.getchannel("A"))
    return closed
