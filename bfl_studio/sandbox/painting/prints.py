"""What lies on top of a scene: prints of the references, and the mark."""

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont, ImageOps
from PIL.Image import Resampling

from bfl_studio.sandbox.painting.canvas import Canvas, Point

_LEANS = (-4.0, 3.0, -2.0, 5.0, -5.0, 2.0, -3.0, 4.0)


def lay_out(canvas: Canvas, references: Sequence[Image.Image]) -> None:
    """Lay small prints of the references along the foot of the picture, first one first."""
    per_row = 8 if canvas.width > 1.4 * canvas.height else 4
    rows = [references[start : start + per_row] for start in range(0, len(references), per_row)]
    if not rows:
        return
    widest = len(rows[0])
    side = min(canvas.unit * 0.3, canvas.width * 0.86 / (widest * 0.88 + 0.12))
    step = min(side * 1.1, (canvas.width * 0.9 - side) / max(1, widest - 1))
    for up, row in enumerate(reversed(rows)):
        middle = canvas.height - side * (0.5 + 0.92 * up) - canvas.unit * 0.055
        for index, reference in enumerate(row):
            centre = (canvas.width * 0.05 + side / 2 + step * index, middle)
            lean = _LEANS[(index + 3 * up) % len(_LEANS)]
            lift = side * 0.05 * (index % 2)
            lay(canvas, reference, (centre[0], centre[1] - lift), side, lean)


def lay(canvas: Canvas, reference: Image.Image, centre: Point, side: float, lean: float) -> None:
    """Lay one print, its longer side about `side` pixels, turned by `lean` degrees."""
    inner = max(4, round(side * 0.8))
    picture = ImageOps.contain(reference, (inner, inner), Resampling.LANCZOS)
    margin = max(1, round(side * 0.045))
    print_ = ImageOps.expand(picture, margin, (250, 249, 246)).convert("RGBA")
    # One clear pixel around it keeps the turned edges smooth.
    print_ = ImageOps.expand(print_, 2, (250, 249, 246, 0))
    turned = print_.rotate(lean, Resampling.BICUBIC, expand=True)
    left, top = round(centre[0] - turned.width / 2), round(centre[1] - turned.height / 2)
    wide, tall, drop = turned.width / 2, turned.height / 2, side * 0.03
    x, y = left + wide, top + tall + drop
    ground = [
        (x - wide, y - tall),
        (x + wide, y - tall),
        (x + wide, y + tall),
        (x - wide, y + tall),
    ]
    canvas.shadow(
        [[(px * 0.97 + x * 0.03, py * 0.97 + y * 0.03) for px, py in ground]],
        max(1.0, side * 0.035),
        0.5,
        (10, 8, 14),
    )
    canvas.image.paste(turned.convert("RGB"), (left, top), turned.getchannel("A"))


def mark(canvas: Canvas) -> None:
    """Write "Sandbox" small into the lower right corner."""
    size = max(10.0, canvas.unit * 0.02)
    font = ImageFont.load_default(size)
    left, _, right, _ = font.getbbox("Sandbox")
    margin, pad = canvas.unit * 0.022, size * 0.5
    wide, tall = right - left + pad * 2, size * 1.5
    x, y = canvas.width - margin - wide, canvas.height - margin - tall
    fine = 4
    plate = Image.new("L", (round(wide) * fine, round(tall) * fine))
    ImageDraw.Draw(plate).rounded_rectangle(
        (0, 0, plate.width - 1, plate.height - 1), tall * fine / 2, fill=120
    )
    plate = plate.reduce(fine)
    corner = (round(x), round(y))
    canvas.image.paste((14, 12, 18), corner, plate)
    pen = ImageDraw.Draw(canvas.image)
    place = (x + wide / 2, y + tall / 2)
    pen.text(place, "Sandbox", fill=(255, 255, 255), font=font, anchor="mm")
