"""One page for each kind of control, in every state."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from bfl_studio.ui import glyphs, theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.controls import (
    IconButton,
    LineField,
    LinkButton,
    QuietButton,
    Surface,
    column,
    divider,
    row,
    scroll_area,
    section,
)
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.glyph import Glyph, ProgressRing
from bfl_studio.ui.notice_bar import NoticeBar
from bfl_studio.ui.number_field import NumberField, ScrubLabel
from bfl_studio.ui.primary_button import Face, PrimaryButton
from bfl_studio.ui.prompt_editor import PromptEditor
from bfl_studio.ui.segmented import Segmented
from bfl_studio.ui.splitter import ThinSplitter
from bfl_studio.ui.switch import Switch
from bfl_studio.ui.text import elided, label, wrapped
from bfl_studio.ui.tokens import FACES

SENTENCE = (
    "This was sent, but no answer came. The balance fell by exactly $0.06, so it was "
    "probably charged."
)
HINT = "Describe the picture: subject, action, style, place, light."
STARTER = (
    "Ceramic teapot on a linen cloth, soft window light, product photograph. "
    "The jacket from image 2 on the person from image 1.\n\nA third paragraph, g j p q y."
)
FORMATS = [("PNG", 1), ("JPEG", 2), ("WebP", 3)]
SIZES = [
    ("1024 × 1024 · square", 1),
    ("1536 × 1024 · 3:2", 2),
    ("1920 × 1088 · 16:9", 3),
    ("832 × 1216 · portrait", 4),
]


class Gallery:
    """Builds the pages and remembers which of their controls wear a ring."""

    def __init__(self) -> None:
        self.ringed: list[QWidget] = []

    def states(self, make: Callable[[], QWidget]) -> QLayout:
        """The same control at rest, hovered, pressed, on, focused and off."""
        rest, hover, pressed, on, focused, off = (make() for _ in range(6))
        _hover(hover)
        if isinstance(pressed, QAbstractButton) and isinstance(on, QAbstractButton):
            pressed.setDown(True)
            on.setCheckable(True)
            on.setChecked(True)
        self.ringed.append(focused)
        off.setEnabled(False)
        line = row(rest, hover, pressed, on, focused, off, gap=12)
        line.addStretch(1)
        return line

    def buttons(self) -> QWidget:
        """Generate, quiet buttons, icon buttons, links, switches and segments."""
        generate = column(
            *(_primary(face, words) for face, words in _FACES),
            gap=8,
        )
        pressed = _primary(Face.LIVE, "Generate 4 · $0.24")
        pressed.setDown(True)
        hovered = _primary(Face.LIVE, "Generate 4 · $0.24")
        _hover(hovered)
        focused = _primary(Face.LIVE, "Generate 4 · $0.24")
        self.ringed.append(focused)
        chosen = Segmented("Place", [("Anywhere", 0), ("EU", 1), ("US", 2)])
        chosen.choose(1)
        disabled = Segmented("Place off", [("Anywhere", 0), ("EU", 1), ("US", 2)])
        disabled.setEnabled(False)
        return _page(
            section("Generate"),
            generate,
            column(hovered, pressed, focused),
            section("Quiet"),
            self.states(lambda: QuietButton("Edit", "Edit", "pencil")),
            self.states(lambda: QuietButton("Cancel", "Cancel")),
            section("Icon"),
            self.states(lambda: IconButton("Star", "star", "S")),
            section("Link"),
            self.states(lambda: LinkButton("Use it")),
            section("Switch"),
            self.states(lambda: Switch("Random seed", "Random")),
            section("Segments"),
            row(Segmented("Format", [("PNG", 0), ("JPEG", 1), ("WebP", 2)]), chosen, disabled),
        )

    def fields(self) -> QWidget:
        """Fields in their states, and the prompt."""
        wrong = NumberField("Width", 64, 4096, step=16, unit="px")
        wrong.setValue(2624)
        problem = FieldMessage(wrong)
        problem.show_problem("2624 × 1968 is 4.9 MP; FLUX.2 stops at 4 MP.")
        near = NumberField("Height", 64, 4096, step=16, unit="px")
        near.setValue(1968)
        warning = FieldMessage(near)
        warning.show_problem("2.01 MP, billed as 3", Severity.WARNING)
        search = LineField("Search", "Search pictures", "search")
        typed = PromptEditor("Prompt", HINT)
        typed.setPlainText(STARTER)
        self.ringed.append(typed)
        return _page(
            section("Prompt"),
            PromptEditor("Empty prompt", HINT),
            typed,
            section("Line"),
            self.states(lambda: LineField("Name", "Search")),
            search,
            section("Choice"),
            self.states(lambda: Combo("Output format", FORMATS)),
            Combo("Size preset", SIZES),
            section("Number"),
            self.states(lambda: _number("Width")),
            row(
                column(ScrubLabel("Width", wrong), wrong, problem, gap=4),
                column(ScrubLabel("Height", near), near, warning, gap=4),
            ),
            row(ProgressRing(), label("Checking…", "small", "text-2"), _gap()),
        )

    def words(self) -> QWidget:
        """The type scale, text that is too long, notices and glyphs."""
        scale = column(*(label(f"{name} · $0.06–0.24 · 1111 0000", name) for name in FACES))
        inks = row(
            *(label(ink, "body", ink) for ink in ("text", "text-2", "text-3", "text-off")),
            *(label(ink, "body", ink) for ink in ("accent-text", "sandbox-text", "ok-text")),
            *(label(ink, "body", ink) for ink in ("warn-text", "error-text")),
            _gap(),
        )
        long = elided(f"elided: {SENTENCE} {SENTENCE}")
        return _page(
            scale,
            inks,
            long,
            wrapped(f"wrapped: {SENTENCE} {SENTENCE}"),
            wrapped(f"two lines at most: {SENTENCE} {SENTENCE} {SENTENCE}", "small", lines=2),
            divider(),
            *(row(_notice(severity), _gap()) for severity in Severity),
            divider(),
            *_glyph_rows(),
        )

    def views(self) -> QWidget:
        """Splitter, scroll bars and the fills behind things."""
        tall = Surface("pane")
        tall.setLayout(column(*(label(f"Line {number}") for number in range(40)), padding=12))
        area = scroll_area("Lines", tall)
        area.setFixedHeight(theme.current().px(160))
        splitter = ThinSplitter(Qt.Orientation.Horizontal, "Panes")
        splitter.addWidget(area)
        for fill in ("canvas", "window"):
            splitter.addWidget(_swatch(fill))
        fills = ("window", "pane", "well", "tile", "raised", "sandbox", "accent", "warning")
        return _page(splitter, row(*(_swatch(fill) for fill in (*fills, "error"))), _glyph_tile())


_FACES = (
    (Face.LIVE, "Generate 4 · $0.24"),
    (Face.SANDBOX, "Generate 4 · $0.24"),
    (Face.CONFIRM, "Press again · $3.84"),
    (Face.OFF, "Generate · $0.06"),
)


def _hover(widget: QWidget) -> None:
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    place = QPointF(widget.sizeHint().width() / 2, widget.sizeHint().height() / 2)
    nothing = Qt.MouseButton.NoButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, place, nothing, nothing, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, move)


def _primary(face: Face, words: str) -> PrimaryButton:
    button = PrimaryButton("Generate")
    button.show_face(face, words)
    button.setFixedWidth(theme.current().px(296))
    return button


def _number(name: str) -> NumberField:
    field = NumberField(name, 64, 4096, step=16, unit="px")
    field.setValue(1024)
    return field


def _notice(severity: Severity) -> NoticeBar:
    bar = NoticeBar("Notice")
    bar.show_notice(severity, SENTENCE, ("Send again · $0.06", "Keep", "Discard"))
    return bar


def _glyph_rows() -> Iterable[QLayout]:
    names = sorted(glyphs.NAMES)
    for start in range(0, len(names), 22):
        yield row(*(Glyph(name) for name in names[start : start + 22]), _gap(), gap=12)


def _glyph_tile() -> QWidget:
    tile = Surface("tile")
    states = (
        column(Glyph(glyph, ink), label(state, "section")) for state, (glyph, ink) in _states()
    )
    tile.setLayout(row(*states, gap=12, padding=8))
    return tile


def _states() -> list[tuple[str, tuple[str, str]]]:
    return list(glyphs.JOB_STATES.items())[:9]


def _swatch(fill: str) -> Surface:
    swatch = Surface(fill)
    swatch.setLayout(column(label(fill), padding=8))
    return swatch


def _gap() -> QWidget:
    gap = QWidget()
    gap.setMinimumWidth(1)
    policy = gap.sizePolicy()
    policy.setHorizontalPolicy(policy.Policy.Expanding)
    gap.setSizePolicy(policy)
    return gap


def _page(*parts: QWidget | QLayout) -> QWidget:
    page = Surface("pane")
    layout: QVBoxLayout = column(*parts, gap=12, padding=16)
    layout.addStretch(1)
    page.setLayout(layout)
    page.setFixedWidth(theme.current().px(720))
    return page
