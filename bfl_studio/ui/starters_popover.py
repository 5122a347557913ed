"""Starters: tasks that fill the prompt, those of the studio and the designer's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.prompts import SLOT, Prompt
from bfl_studio.state.own_starters import LONGEST_NAME, OwnStarterList
from bfl_studio.ui import theme
from bfl_studio.ui.controls import LineField, LinkButton, QuietButton, column, row
from bfl_studio.ui.presence import show_if
from bfl_studio.ui.starters_table import STARTER_TASKS, StarterTask, translated
from bfl_studio.ui.text import elided, set_tooltip, wrapped
from bfl_studio.ui.two_line_list import ListRow, TwoLineList


class StartersPanel(QWidget):
    """`picked(Prompt, str)` with a template and its blank by Enter or a click; `saved(str)` asks
    to keep what is written as a starter of that name.
    """

    picked = Signal(object, str)
    saved = Signal(str)

    def __init__(self, own: OwnStarterList) -> None:
        super().__init__()
        self._own = own
        self._has_picture = False
        self._named = 0
        self._renaming: int | None = None
        self._list = TwoLineList(self.tr("Starters"))
        self._save = LinkButton(
            self.tr("Save this prompt as a starter"), self.tr("Save this prompt as a starter…")
        )
        set_tooltip(self._save, self.tr("{prompt} in it takes what is written each time."))
        self._rename = LinkButton(self.tr("Rename starter"), self.tr("Rename"))
        self._delete = LinkButton(self.tr("Delete starter"), self.tr("Delete"))
        self._name = LineField(self.tr("Name of the starter"), self.tr("Name"))
        self._name.setMaxLength(LONGEST_NAME)
        self._keep = QuietButton(self.tr("Save"))
        self._bound = wrapped("", "small", "text-2")
        self._said = elided("", "small", "text-2")
        self._undo = LinkButton(self.tr("Put back"))
        self._lay_out()
        self.setFocusProxy(self._list)
        self._list.picked.connect(self._pick)
        self._list.looked_at.connect(self._offer)
        self._list.removed.connect(self._remove)
        self._list.renamed.connect(self._begin_to_rename)
        self._save.clicked.connect(self.begin_to_save)
        self._rename.clicked.connect(lambda: self._begin_to_rename(self._list.current))
        self._delete.clicked.connect(lambda: self._remove(self._list.current))
        self._name.returnPressed.connect(self._take_name)
        self._keep.clicked.connect(self._take_name)
        self._undo.clicked.connect(self._put_back)
        own.changed.connect(self._show)

    def prepare(self, written: Prompt, *, has_picture: bool) -> None:
        """Begin anew; what is written could be saved."""
        self._has_picture = has_picture
        self._named = len({each.picture for each in written.mentions})
        self._save.setEnabled(bool(written.words.strip()))
        self._end_naming()
        self._show()
        self._list.show_rows(self._rows())

    def begin_to_save(self) -> None:
        """Ask for a name for what is written."""
        if self._save.isEnabled():
            self._renaming = None
            self._ask_for_name("", _bound_words(self, self._named))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._name.isVisible():
            self._end_naming()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        inset = theme.current().metrics.space_8
        self._bound.setContentsMargins(inset, 0, inset, 0)
        self._naming = QWidget()
        named = row(self._name, self._keep, gap=4)
        self._naming.setLayout(column(named, self._bound, gap=4))
        self._links = QWidget()
        links = row(self._save, self._rename, self._delete, gap=12, padding=4)
        links.insertStretch(1, 1)
        self._links.setLayout(links)
        self._undoing = QWidget()
        said = row(self._said, self._undo, gap=12, padding=4)
        said.setStretch(0, 1)
        self._undoing.setLayout(said)
        layout = column(self._list, self._undoing, self._naming, self._links, gap=4, padding=4)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._naming.hide()

    def _rows(self) -> list[ListRow]:
        with_picture = [each for each in STARTER_TASKS if each.needs_picture]
        from_words = [each for each in STARTER_TASKS if not each.needs_picture]
        there = self.tr("With the picture in slot 1")
        missing = self.tr("With a picture in slot 1: there is none yet")
        rows: list[ListRow] = []
        if self._own.starters:
            rows.append(ListRow(self.tr("Yours")))
            for place, own in enumerate(self._own.starters):
                shown = own.template.words.replace(SLOT, "…")
                rows.append(ListRow(own.name, shown, value=place))
        rows.append(ListRow(there if self._has_picture else missing))
        rows += map(_row_of, with_picture)
        rows.append(ListRow(self.tr("From words alone")))
        return [*rows, *map(_row_of, from_words)]

    def _show(self) -> None:
        self._list.show_rows(self._rows(), self._list.place)
        removed = self._own.removed
        show_if(removed is not None, self._undoing)
        if removed is not None:
            self._said.setText(self.tr("“{name}” deleted.").format(name=removed.name))

    def _offer(self) -> None:
        own = isinstance(self._list.current, int)
        self._rename.setVisible(own)
        self._delete.setVisible(own)

    def _pick(self, value: object) -> None:
        if isinstance(value, StarterTask):
            self.picked.emit(Prompt(translated(value.template)), translated(value.blank))
        elif isinstance(value, int):
            self.picked.emit(self._own.starters[value].template, self.tr("what you want"))

    def _remove(self, value: object) -> None:
        if isinstance(value, int):
            self._own.remove(value)
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self) -> None:
        self._own.put_back()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_to_rename(self, value: object) -> None:
        if isinstance(value, int):
            self._renaming = value
            self._ask_for_name(self._own.starters[value].name)

    def _ask_for_name(self, name: str, bound: str = "") -> None:
        self._bound.setText(bound)
        self._name.setAccessibleDescription(bound)
        show_if(bool(bound), self._bound)
        self._name.setText(name)
        self._name.selectAll()
        self._naming.show()
        self._links.hide()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_name(self) -> None:
        name = self._name.text().strip()
        if not name:
            return
        if self._renaming is None:
            self.saved.emit(name)
        else:
            self._own.rename(self._renaming, name)
        self._end_naming()

    def _end_naming(self) -> None:
        self._renaming = None
        self._naming.hide()
        self._links.show()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)


def _bound_words(panel: StartersPanel, named: int) -> str:
    """What becomes of the pictures that are named; empty where none is."""
    if not named:
        return ""
    if named == 1:
        return panel.tr("Names a picture: have it in a slot when you use it.")
    return panel.tr("Names {count} pictures: have them in slots when you use it.").format(
        count=named
    )


def _row_of(task: StarterTask) -> ListRow:
    shown = translated(task.template).replace(SLOT, translated(task.blank))
    return ListRow(translated(task.name), shown, value=task)
