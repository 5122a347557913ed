"""What the library folds to: a way back, how many jobs run, how many need you."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from bfl_studio.domain.job import JobState, needs_you
from bfl_studio.state.job_model import JobModel
from bfl_studio.ui import theme
from bfl_studio.ui.controls import IconButton, Surface, column
from bfl_studio.ui.glyph import Glyph
from bfl_studio.ui.text import label, set_tooltip

_WIDTH = 44
_RUNNING = frozenset({JobState.SENDING, JobState.ACCEPTED, JobState.SAVING})


class LibraryRail(Surface):
    """44 px wide; `unfold` by its button or F8."""

    unfold = Signal()

    def __init__(self, jobs: JobModel) -> None:
        super().__init__("pane")
        look = theme.current()
        self._jobs = jobs
        button = IconButton(self.tr("Unfold library"), "panel-right", "F8")
        button.clicked.connect(self.unfold)
        self._running = _Count("aperture", "accent-text")
        self._needs = _Count("triangle-alert", "warn-text")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(4), 0, look.px(8))
        layout.setSpacing(look.px(12))
        for part in (button, self._running, self._needs):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.setFixedWidth(look.px(_WIDTH))
        self.first_stop = button
        jobs.dataChanged.connect(self._count)
        jobs.rowsInserted.connect(self._count)
        self._count()

    def _count(self) -> None:
        running = sum(job.state in _RUNNING for job in self._jobs.jobs)
        needs = sum(needs_you(job) for job in self._jobs.jobs)
        one_runs, run = self.tr("1 job runs"), self.tr("{count} jobs run")
        one_needs, need = self.tr("1 job needs you"), self.tr("{count} jobs need you")
        self._running.show_count(running, one_runs if running == 1 else run)
        self._needs.show_count(needs, one_needs if needs == 1 else need)


class _Count(Surface):
    """A number under its glyph; its name says what it counts. Gone at 0."""

    def __init__(self, glyph: str, ink: str) -> None:
        super().__init__("pane")
        self._number = label("", "section", "text")
        self._number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = column(gap=0)
        layout.addWidget(Glyph(glyph, ink), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._number, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)

    def show_count(self, count: int, words: str) -> None:
        self._number.setText(str(count))
        self.setAccessibleName(words.format(count=count))
        set_tooltip(self, words.format(count=count))
        self.setVisible(count > 0)
