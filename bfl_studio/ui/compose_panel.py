"""Everything that makes a recipe, from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui import theme
from bfl_studio.ui.controls import Surface, column, row, scroll_area, section
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.model_picker import ModelPicker
from bfl_studio.ui.prompt_panel import LONGEST_PASTE, PromptPanel
from bfl_studio.ui.tab_order import in_tab_order
from bfl_studio.ui.text import wrapped

if TYPE_CHECKING:
    from bfl_studio.ui.batch_panel import BatchPanel
    from bfl_studio.ui.more_panel import MorePanel
    from bfl_studio.ui.prompt_tools import PromptTools
    from bfl_studio.ui.references_panel import ReferencesPanel
    from bfl_studio.ui.shape_panel import ShapePanel
    from bfl_studio.ui.size_panel import SizePanel
    from bfl_studio.ui.tool_panel import ToolPanel
    from bfl_studio.ui.under_prompt import UnderPrompt

_PADDING = 12
_HEADING = 24
"""As high as the buttons beside the heading of the prompt: they come later and move nothing."""

_OF_THE_MODEL = frozenset({FailureKind.MODEL_NOT_ALLOWED, FailureKind.UNKNOWN_MODEL})
_PICTURES = frozenset(
    {Role.REFERENCE, Role.IMAGE, Role.MASK, Role.PERSON, Role.GARMENT, Role.IMAGE_PROMPT}
)
_OF_PICTURES = frozenset(
    {
        IssueKind.IMAGE_MISSING,
        IssueKind.IMAGE_LOST,
        IssueKind.IMAGE_TOO_SMALL,
        IssueKind.MASK_OTHER_SHAPE,
    }
)
_BELOW = 4
"""Under *More*, whose title has room of its own: two rows of references fit a window of 720."""


class ComposePanel(Surface):
    """`left` comes when Esc leaves the prompt."""

    left = Signal()
    prompt_tools: PromptTools
    size_panel: SizePanel
    shape: ShapePanel
    tool: ToolPanel
    batch: BatchPanel
    more: MorePanel
    _references: ReferencesPanel

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__("pane")
        self._recipe_state = recipe_state
        self.model = ModelPicker(recipe_state)
        self.prompt = PromptPanel(recipe_state)
        self._too_long = FieldMessage(self.prompt)
        self._under_prompt: UnderPrompt | None = None
        self._takes_none = wrapped("", "body", "text-2")
        self._lay_out()
        self.prompt.left.connect(self.left)
        self.prompt.cut_short.connect(self._say_cut_short)
        self.prompt.textChanged.connect(self._say_nothing)
        recipe_state.changed.connect(self._show_prompt)
        self._show_prompt()

    def furnish(self) -> None:
        """Everything around the prompt, which can be typed into before this is loaded."""
        from bfl_studio.ui.batch_panel import BatchPanel
        from bfl_studio.ui.more_panel import MorePanel
        from bfl_studio.ui.prompt_tools import PromptTools
        from bfl_studio.ui.shape_panel import ShapePanel
        from bfl_studio.ui.size_panel import SizePanel
        from bfl_studio.ui.tool_panel import ToolPanel

        self.prompt_tools = PromptTools()
        self._heading.addWidget(self.prompt_tools)
        in_tab_order(self.prompt, *self.prompt_tools.stops)
        self.size_panel = SizePanel(self._recipe_state)
        self.shape = ShapePanel(self._recipe_state)
        self.tool = ToolPanel(self._recipe_state)
        self.batch = BatchPanel(self._recipe_state)
        self.more = MorePanel(self._recipe_state)
        parts = (self.size_panel, self.shape, self.tool, self.batch, self.more)
        for place, part in enumerate(parts, start=1):
            self._parts.insertWidget(place, part)
        self.more.resized.connect(self._lay_out_again)
        self.more.unfolding.connect(self._follow_more)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def add_references(self, panel: ReferencesPanel) -> None:
        """Pictures stand between the prompt and the size, for the eye and for Tab."""
        self._references = panel
        self._parts.insertWidget(1, panel)
        in_tab_order(self.prompt_tools.stops[-1], *panel.stops)

    def add_under_prompt(self, *lines: QWidget) -> None:
        """Lines that are there only when they have something to say."""
        from bfl_studio.ui.under_prompt import UnderPrompt

        if self._under_prompt is None:
            self._under_prompt = UnderPrompt(self.prompt, self._under, self)
        for line in lines:
            self._under_prompt.add(line)

    @property
    def last_stop(self) -> QWidget:
        """Where Tab leaves the panel."""
        return self.more.last_stop

    def cause_of(self, issue: Issue) -> QWidget:
        """The control an issue belongs to, so that the keyboard can be taken there."""
        if issue.kind is IssueKind.UNKNOWN_MODEL:
            return self.model
        if issue.kind in _OF_PICTURES and issue.role is not None:
            return self._references.tile_of(issue.role, issue.number)
        by_role: dict[Role | None, QWidget] = {
            None: self.batch.pictures,
            Role.PROMPT: self.prompt,
            Role.SEED: self.batch.seed,
            Role.OUTPUT_FORMAT: self.batch.output_format,
        }
        panels = (self.shape, self.tool, self.more)
        found = (by_role.get(issue.role), *(panel.control(issue.role) for panel in panels))
        cause = next((each for each in found if each is not None), None)
        return cause or self.size_panel.first_wrong(issue)

    def place_of(self, failure: Failure | None) -> QWidget:
        """The control to change after a refusal: what is blamed, else the prompt."""
        if failure is not None and failure.kind in _OF_THE_MODEL:
            return self.model
        blamed = [fault for fault in failure.faults if fault.role] if failure is not None else []
        if not blamed:
            return self.prompt
        kind = IssueKind.IMAGE_MISSING if blamed[0].role in _PICTURES else IssueKind.PROMPT_EMPTY
        return self.cause_of(Issue(kind, blamed[0].role))

    def _lay_out(self) -> None:
        content = QWidget()
        self._heading = row(section(self.tr("Prompt")))
        self._heading.addStretch(1)
        self._heading.addStrut(theme.current().px(_HEADING))
        self._under = column(self.prompt, self._too_long, self._takes_none, gap=4)
        # The heading is higher than its words, as much as the gaps around it are smaller.
        prompt = column(self._heading, self._under, gap=0)
        self._parts = column(column(self.model, prompt, gap=8), gap=12)
        self._make_room(0, 0)
        self._parts.addStretch(1)
        content.setLayout(self._parts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = scroll_area(self.tr("Compose"), content)
        self._area.verticalScrollBar().rangeChanged.connect(self._make_room)
        layout.addWidget(self._area)

    def _make_room(self, _least: int, most: int) -> None:
        """A scroll bar stands in the margin: nothing above it jumps when *More* is opened."""
        look = theme.current()
        padding = look.px(_PADDING)
        beside = max(0, padding - look.metrics.scroll_bar) if most else padding
        self._parts.setContentsMargins(padding, padding, beside, look.px(_BELOW))

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Qt scrolls to what Tab reaches, not to where another key such as Ctrl+L leads."""
        if new is None or not self._area.isAncestorOf(new):
            return
        if new.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self._area.ensureWidgetVisible(new, 0, theme.current().px(_PADDING))

    def _lay_out_again(self) -> None:
        self._parts.activate()
        # A scrolled view learns of a new height only by this, and would hear it too late.
        QCoreApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))

    def _follow_more(self) -> None:
        """What unfolds below the edge would not be seen otherwise."""
        self._area.ensureWidgetVisible(self.more, 0, theme.current().px(_PADDING))

    def _show_prompt(self) -> None:
        """Some tools take no words: those typed stay, out of sight."""
        model = self._recipe_state.model
        taken = model.parameter(Role.PROMPT) is not None
        self.prompt.setVisible(taken)
        self._takes_none.setVisible(not taken)
        if not taken:
            words = self.tr("{model} takes no prompt. Yours is kept.")
            self._takes_none.setText(words.format(model=model.label))

    def _say_cut_short(self) -> None:
        words = self.tr("A prompt holds {most} characters; the rest of the paste was left out.")
        self._too_long.show_problem(words.format(most=f"{LONGEST_PASTE:,}"), Severity.WARNING)

    def _say_nothing(self) -> None:
        self._too_long.show_problem("")
