"""Everything that makes a recipe, from top to bottom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.rules import Issue, IssueKind
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.batch_panel import BatchPanel
from bfl_studio.ui.controls import Surface, column, scroll_area, section
from bfl_studio.ui.field_message import FieldMessage, Severity
from bfl_studio.ui.model_picker import ModelPicker
from bfl_studio.ui.prompt_panel import LONGEST_PASTE, PromptPanel
from bfl_studio.ui.size_panel import SizePanel


class ComposePanel(Surface):
    """`left` comes when Esc leaves the prompt."""

    left = Signal()

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__("pane")
        self.model = ModelPicker(recipe_state)
        self.prompt = PromptPanel(recipe_state)
        self.size_panel = SizePanel(recipe_state)
        self.batch = BatchPanel(recipe_state)
        self._too_long = FieldMessage(self.prompt)
        self._lay_out()
        self.prompt.left.connect(self.left)
        self.prompt.cut_short.connect(self._say_cut_short)
        self.prompt.textChanged.connect(self._say_nothing)

    def cause_of(self, issue: Issue) -> QWidget:
        """The control an issue belongs to, so that the keyboard can be taken there."""
        if issue.kind is IssueKind.UNKNOWN_MODEL:
            return self.model
        by_role: dict[Role | None, QWidget] = {
            None: self.batch.pictures,
            Role.PROMPT: self.prompt,
            Role.SEED: self.batch.seed,
            Role.OUTPUT_FORMAT: self.batch.output_format,
        }
        return by_role.get(issue.role) or self.size_panel.first_wrong(issue)

    def _lay_out(self) -> None:
        content = QWidget()
        prompt = column(section(self.tr("Prompt")), self.prompt, self._too_long, gap=4)
        parts = column(self.model, prompt, self.size_panel, self.batch, gap=12, padding=12)
        parts.addStretch(1)
        content.setLayout(parts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll_area(self.tr("Compose"), content))

    def _say_cut_short(self) -> None:
        words = self.tr("A prompt holds {most} characters; the rest of the paste was left out.")
        self._too_long.show_problem(words.format(most=f"{LONGEST_PASTE:,}"), Severity.WARNING)

    def _say_nothing(self) -> None:
        self._too_long.show_problem("")
