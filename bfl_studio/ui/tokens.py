"""Every colour and every size of the window, once."""

from dataclasses import asdict, dataclass, fields, replace

SMALLEST_SCALE = 0.8
LARGEST_SCALE = 2.0


# Never printed: what dataclass would write for that costs start time.
@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """The colours of one scheme, as `#RRGGBB` or `#AARRGGBB`."""

    window: str
    pane: str
    control: str
    raised: str
    hover: str
    pressed: str
    well: str
    canvas: str
    line: str
    edge: str
    text: str
    text_2: str
    text_3: str
    text_off: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    accent_tint: str
    focus: str
    sandbox: str
    sandbox_hover: str
    sandbox_text: str
    sandbox_tint: str
    ok_text: str
    warn_text: str
    warn_tint: str
    error_text: str
    error_tint: str
    warn_fill: str = "#F0B45A"
    on_warn: str = "#1C1C1C"
    on_accent: str = "#FFFFFF"
    on_scrim: str = "#FFFFFF"
    scrim: str = "#B8000000"
    mask: str = "#80FF2D78"
    canvas_black: str = "#000000"
    canvas_grey: str = "#777777"
    canvas_white: str = "#FFFFFF"


DARK = Tokens(
    window="#1B1B1B",
    pane="#232323",
    control="#2E2E2E",
    raised="#2A2A2A",
    hover="#383838",
    pressed="#404040",
    well="#161616",
    canvas="#2B2B2B",
    line="#3A3A3A",
    edge="#808080",
    text="#ECECEC",
    text_2="#BDBDBD",
    text_3="#ADADAD",
    text_off="#878787",
    accent="#3868DA",
    accent_hover="#3F6FE0",
    accent_pressed="#2F59BE",
    accent_text="#9DBBFF",
    accent_tint="#263350",
    focus="#8FB2FF",
    sandbox="#1A7566",
    sandbox_hover="#1E7F70",
    sandbox_text="#6FD3C0",
    sandbox_tint="#1C3833",
    ok_text="#7FCF8B",
    warn_text="#F0B45A",
    warn_tint="#3B2F1A",
    error_text="#FF9A90",
    error_tint="#422423",
)

LIGHT = Tokens(
    window="#EDEDED",
    pane="#F7F7F7",
    control="#FFFFFF",
    raised="#FFFFFF",
    hover="#E6E6E6",
    pressed="#DADADA",
    well="#E0E0E0",
    canvas="#B8B8B8",
    line="#D4D4D4",
    edge="#828282",
    text="#1C1C1C",
    text_2="#474747",
    text_3="#5C5C5C",
    text_off="#858585",
    accent="#2B5CC9",
    accent_hover="#2450B4",
    accent_pressed="#1E459D",
    accent_text="#1F4FB8",
    accent_tint="#DFE8FB",
    focus="#1A55D0",
    sandbox="#13705F",
    sandbox_hover="#0F6354",
    sandbox_text="#0E6555",
    sandbox_tint="#D9F0EA",
    ok_text="#1E6B2E",
    warn_text="#7A4A00",
    warn_tint="#FBEBCF",
    error_text="#A8241A",
    error_tint="#FBE1DE",
)


def high_contrast(tokens: Tokens) -> Tokens:
    """The same scheme for people who ask their system for more contrast."""
    return replace(tokens, line=tokens.edge, text_3=tokens.text_2)


@dataclass(frozen=True, slots=True)
class Face:
    """One step of the type scale: pixel size, line height in pixels, weight."""

    size: int
    line: int
    weight: int = 400


FACES = {
    "caption": Face(11, 16),
    "section": Face(11, 16, 600),
    "small": Face(12, 16),
    "button": Face(12, 16, 500),
    "body": Face(13, 20),
    "amount": Face(13, 20, 500),
    "strong": Face(13, 20, 600),
    "prompt": Face(14, 20),
    "generate": Face(14, 20, 600),
    "title": Face(16, 24, 600),
    "welcome": Face(22, 28, 600),
}


@dataclass(frozen=True, slots=True, repr=False)
class Metrics:
    """Sizes in logical pixels, here at 100 %."""

    space_4: int = 4
    space_8: int = 8
    space_12: int = 12
    space_16: int = 16
    space_24: int = 24
    space_32: int = 32
    height_control: int = 28
    height_row: int = 28
    height_picker: int = 44
    height_toolbar: int = 40
    height_viewer_bar: int = 32
    height_strip: int = 104
    height_generate: int = 40
    height_foot: int = 56
    icon: int = 16
    icon_tool: int = 20
    radius_badge: int = 4
    radius_control: int = 6
    radius_large: int = 8
    border: int = 1
    ring: int = 2
    ring_gap: int = 1
    splitter: int = 7
    scroll_bar: int = 10

    def scaled(self, scale: float) -> "Metrics":
        """These sizes at another scale; nothing shrinks to zero."""
        sizes = {name: at_scale(size, scale) for name, size in asdict(self).items()}
        return Metrics(**sizes)


def at_scale(pixels: float, scale: float) -> int:
    """A length in logical pixels at a scale, at least one pixel unless it was none."""
    return max(1, round(pixels * scale)) if pixels else 0


def by_name(table: Tokens | Metrics) -> dict[str, str]:
    """The rows of a table under the names style sheets and painters use (`text-2`)."""
    return {
        field.name.replace("_", "-"): str(getattr(table, field.name)) for field in fields(table)
    }
