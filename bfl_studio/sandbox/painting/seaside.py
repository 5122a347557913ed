"""The sea: a low light, its glitter, headlands and a sail."""

from bfl_studio.sandbox.painting import landscape
from bfl_studio.sandbox.painting.canvas import Canvas, Point, clouds
from bfl_studio.sandbox.painting.palette import Palette, darker, lighter, mix

_SAND = (222, 190, 146)


def paint(canvas: Canvas, palette: Palette, words: frozenset[str]) -> None:
    """Paint the scene; boat and sail are always seen when asked for."""
    chance = canvas.chance
    horizon = canvas.height * chance.between(0.46, 0.6)
    light = landscape.sky(canvas, palette, horizon, 0.55, 0.95)
    canvas.glow((light[0], horizon), canvas.unit * 0.6, palette.light, 0.4)
    _water(canvas, palette, horizon)
    _headlands(canvas, palette, horizon)
    _glitter(canvas, palette, light[0], horizon)
    if words & {"boat", "sail", "sailing", "ship", "yacht"} or chance.number() < 0.6:
        _boat(canvas, palette, horizon)
    if words & {"beach", "shore", "coast", "sand"} or chance.number() < 0.45:
        _shore(canvas, palette)


def _water(canvas: Canvas, palette: Palette, horizon: float) -> None:
    top, size = round(horizon), (canvas.width, canvas.height - round(horizon))
    if size[1] < 1:
        return
    deep = darker(mix(palette.sky[0], palette.near, 0.55), 0.1)
    far = mix(palette.sky[-1], palette.sky[len(palette.sky) // 2], 0.55)
    box = (0, top, canvas.width, canvas.height)
    shape = [(0.0, horizon), (canvas.width, horizon), (canvas.width, canvas.height)]
    shape.append((0.0, canvas.height))
    canvas.shape(shape, (far, mix(far, deep, 0.55), mix(far, deep, 0.85), deep))
    swell = clouds(size, (2, 26), 3, canvas.chance)
    canvas.paste(box, lighter(far, 0.2), swell.point(lambda value: max(0, value - 130) * 0.55))
    canvas.paste(box, deep, swell.point(lambda value: max(0, 110 - value) * 0.7))


def _headlands(canvas: Canvas, palette: Palette, horizon: float) -> None:
    chance, unit = canvas.chance, canvas.unit
    left = chance.number() < 0.5
    for depth in (0.25, 0.5, 0.85):
        reach = canvas.width * chance.between(0.25, 0.55) * (0.7 + 0.4 * (1 - depth))
        tall = unit * chance.between(0.06, 0.13) * (0.5 + depth * 0.8)
        base = horizon + unit * 0.012 * depth
        line: list[Point] = []
        for step in range(41):
            share = step / 40
            fall = (1 - share**1.7) * (1 + 0.1 * chance.between(-1, 1))
            line.append((reach * share, base - tall * max(0.0, fall)))
        outline = [(-2.0, base), (-2.0, line[0][1]), *line, (reach, base)]
        if not left:
            outline = [(canvas.width - x, y) for x, y in outline]
        colour = mix(mix(palette.far, palette.sky[-1], 0.2), palette.near, depth)
        canvas.shape(outline, (colour, mix(colour, palette.sky[-1], 0.22)))


def _glitter(canvas: Canvas, palette: Palette, x: float, horizon: float) -> None:
    chance, depth = canvas.chance, canvas.height - horizon
    bright, dashes = lighter(palette.light, 0.35), []
    for _ in range(170):
        near = chance.number() ** 1.5
        y = horizon + depth * (0.01 + 0.93 * near)
        spread = canvas.unit * (0.035 + 0.17 * near)
        middle = x + spread * (chance.between(-1, 1) + chance.between(-1, 1)) / 2
        long = canvas.unit * (0.008 + 0.045 * near) * chance.between(0.5, 1.3)
        thick = max(0.6, canvas.unit * (0.0007 + 0.0034 * near))
        dashes.append(
            [(middle - long, y), (middle, y - thick), (middle + long, y), (middle, y + thick)]
        )
    canvas.shapes(dashes, bright, 0.75)


def _boat(canvas: Canvas, palette: Palette, horizon: float) -> None:
    chance = canvas.chance
    tall = canvas.unit * chance.between(0.09, 0.15)
    x = canvas.width * chance.pick((0.22, 0.45, 0.55, 0.78))
    y = horizon + (canvas.height - horizon) * chance.between(0.1, 0.22)
    hull = [
        (x - tall * 0.34, y - tall * 0.1),
        (x + tall * 0.42, y - tall * 0.12),
        (x + tall * 0.26, y),
        (x - tall * 0.24, y),
    ]
    main = [
        (x + tall * 0.02, y - tall),
        (x + tall * 0.02, y - tall * 0.15),
        (x + tall * 0.36, y - tall * 0.17),
    ]
    front = [
        (x - tall * 0.02, y - tall * 0.88),
        (x - tall * 0.02, y - tall * 0.15),
        (x - tall * 0.3, y - tall * 0.15),
    ]
    mirrored = [[(a, y + (y - b) * 0.7) for a, b in part] for part in (hull, main, front)]
    canvas.shapes(mirrored, lighter(palette.paper, 0.2), 0.14)
    canvas.shape(hull, darker(palette.near, 0.2))
    canvas.shape(main, (lighter(palette.paper, 0.5), palette.paper))
    canvas.shape(front, mix(palette.accents[0], palette.paper, 0.12))


def _shore(canvas: Canvas, palette: Palette) -> None:
    chance, unit = canvas.chance, canvas.unit
    sand = mix(mix(palette.paper, _SAND, 0.5), palette.sky[-1], 0.3)
    sand = mix(sand, palette.near, 0.6 if palette.dark else 0.08)
    rise, tilt = unit * chance.between(0.08, 0.15), unit * chance.between(-0.08, 0.08)
    edge: list[Point] = []
    for step in range(61):
        share = step / 60
        wave = unit * 0.014 * ((share * 5.3) % 1 - 0.5) ** 2 * 4
        edge.append((canvas.width * share, canvas.height - rise - tilt * (share - 0.5) * 2 + wave))
    corners = [(canvas.width, canvas.height + 2.0), (0.0, canvas.height + 2.0)]
    foam = [(x, y - unit * 0.012) for x, y in edge]
    canvas.shape([*foam, *corners], (255, 255, 255), 0.55)
    canvas.shape([*[(x, y - unit * 0.003) for x, y in edge], *corners], darker(sand, 0.22))
    canvas.shape([*[(x, y + unit * 0.012) for x, y in edge], *corners], (sand, darker(sand, 0.08)))
