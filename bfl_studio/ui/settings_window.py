"""The settings: every row of the table, by section or as searched for, applied at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bfl_studio.domain.settings import SETTINGS, Section
from bfl_studio.state.settings_state import SettingsState
from bfl_studio.ui import theme
from bfl_studio.ui.contents_list import ContentsList, Entry
from bfl_studio.ui.controls import LineField, Surface, column, divider, row, scroll_area
from bfl_studio.ui.settings_rows import SettingRow
from bfl_studio.ui.settings_words import SECTION_WORDS, SETTING_WORDS, matches, translated
from bfl_studio.ui.side_window import SideWindow
from bfl_studio.ui.text import label, wrapped

_LIST_WIDTH = 180
_ROWS_WIDTH = 492
_ALL_OF_IT = 1000


class SettingsWindow(SideWindow):
    """Shows one section, or from all of them what matches the search.

    Made from the table of rows and the table of their words alone.
    """

    def __init__(self, settings_state: SettingsState, parent: QWidget | None = None) -> None:
        search = LineField(self.tr("Search settings"), self.tr("Search"), "search")
        super().__init__(self.tr("Settings"), search, parent)
        self._state = settings_state
        self._section = Section.LOOKS
        self._sections = ContentsList(self.tr("Sections"))
        named = [Entry(translated(words), section) for section, words in SECTION_WORDS.items()]
        self._sections.show_entries(named)
        self._rows = {row.key: self._made(row.key) for row in SETTINGS if not row.hidden}
        self._groups = {section: _Group(section, self._of(section)) for section in SECTION_WORDS}
        self._nothing = wrapped("", "body", "text-2")
        self._area = scroll_area(self.tr("Rows"), self._page())
        self._lay_out()
        search.textChanged.connect(self._show_rows)
        self._sections.chosen.connect(self.show_section)
        settings_state.changed.connect(self._follow)
        self._show_rows()

    def show_section(self, section: Section | str) -> None:
        """Show one section whole; ValueError for one that does not exist."""
        self._section = Section(section)
        self.search.clear()
        self._show_rows()

    def _lay_out(self) -> None:
        side = Surface("window")
        side.setFixedWidth(theme.current().px(_LIST_WIDTH))
        side.setLayout(column(self.search, self._sections, gap=8, padding=8))
        layout = row(side, divider(vertical=True), self._area, gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _page(self) -> QWidget:
        groups = QWidget()
        groups.setMaximumWidth(theme.current().px(_ROWS_WIDTH))
        groups.setLayout(column(self._nothing, *self._groups.values(), gap=32))
        page = QWidget()
        layout = row(gap=0, padding=24)
        layout.addWidget(groups, _ALL_OF_IT, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
        page.setLayout(layout)
        return page

    def _made(self, key: str) -> SettingRow:
        setting = next(each for each in SETTINGS if each.key == key)
        made = SettingRow(setting, SETTING_WORDS[key])
        made.show_value(self._state.value(key))
        made.edited.connect(lambda value: self._state.set_value(key, value))
        made.reset.connect(lambda: self._state.reset(key))
        return made

    def _of(self, section: Section) -> list[SettingRow]:
        return [each for each in self._rows.values() if each.setting.section is section]

    def _follow(self, key: str) -> None:
        if key in self._rows:
            self._rows[key].show_value(self._state.value(key))

    def _show_rows(self) -> None:
        sought = self.search.text().strip()
        for each in self._rows.values():
            found = matches(each.setting, sought)
            each.setVisible(found if sought else each.setting.section is self._section)
        for section, group in self._groups.items():
            group.setVisible(any(not each.isHidden() for each in self._of(section)))
        nothing = all(group.isHidden() for group in self._groups.values())
        words = self.tr("No setting matches “{text}”.").format(text=sought)
        self._nothing.setText(words if nothing else "")
        self._nothing.setVisible(nothing)
        self._sections.look_at(None if sought else self._section)
        self._area.verticalScrollBar().setValue(0)


class _Group(QWidget):
    """The title of a section and its rows."""

    def __init__(self, section: Section, rows: list[SettingRow]) -> None:
        super().__init__()
        title = label(translated(SECTION_WORDS[section]), "title")
        layout = column(title, *rows, gap=24)
        self.setLayout(layout)
