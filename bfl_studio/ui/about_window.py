"""About: what this is, its version, and the licences of everything in it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bfl_studio import __version__, diagnostics
from bfl_studio.licences import Part
from bfl_studio.state.licence_shelf import LicenceShelf
from bfl_studio.ui import theme
from bfl_studio.ui.app_icon import AppIcon
from bfl_studio.ui.contents_list import ContentsList, Entry
from bfl_studio.ui.controls import LineField, LinkButton, Surface, column, divider, row
from bfl_studio.ui.reading_text import ReadingText
from bfl_studio.ui.side_window import SideWindow
from bfl_studio.ui.text import label, wrapped

_ICON = 56
_LIST_WIDTH = 220


class AboutWindow(SideWindow):
    """The studio above; below every part, and the text of the one that is chosen."""

    def __init__(self, shelf: LicenceShelf, parent: QWidget | None = None) -> None:
        search = LineField(self.tr("Search parts"), self.tr("Search"), "search")
        super().__init__(self.tr("About BFL Studio"), search, parent)
        self._shelf = shelf
        self._list = ContentsList(self.tr("Parts"))
        self._text = ReadingText(self.tr("Licence"))
        self._told = wrapped("", "body", "text-2")
        self._part = wrapped("", "strong")
        self._licence = wrapped("", "small", "text-2")
        self._copy = LinkButton(self.tr("Copy version"), self.tr("Copy version"))
        layout = column(self._head(), divider(), self._page(), gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        search.textChanged.connect(self._show_matches)
        self._list.chosen.connect(self._show_text)
        self._copy.clicked.connect(self._copy_version)
        shelf.changed.connect(self._show_matches)
        self._show_matches()

    def come_forward(self) -> None:
        self._shelf.open()
        super().come_forward()

    def _head(self) -> QWidget:
        what = self.tr("Makes pictures with Black Forest Labs' FLUX models.")
        whose = self.tr("Free software under the MIT licence. Not made or endorsed by BFL.")
        version = label(self.tr("Version {version}").format(version=__version__), "small", "text-2")
        line = row(version, self._copy, gap=12)
        line.addStretch(1)
        words = column(
            label("BFL Studio", "welcome"),
            line,
            wrapped(what),
            wrapped(whose, "small", "text-2"),
            gap=4,
        )
        inside = row(AppIcon(_ICON), words, gap=16, padding=16)
        inside.setStretch(1, 1)
        head = Surface("pane")
        head.setLayout(inside)
        return head

    def _page(self) -> QWidget:
        side = Surface("window")
        side.setFixedWidth(theme.current().px(_LIST_WIDTH))
        below = column(self.search, self._told, self._list, gap=8, padding=8)
        below.setStretch(2, 1)
        below.addStretch()
        side.setLayout(below)
        facts, edge = QWidget(), theme.current().metrics.space_16
        named = column(self._part, self._licence, gap=0)
        named.setContentsMargins(edge, edge, edge, 0)
        facts.setLayout(named)
        text = column(facts, self._text, gap=0)
        text.setStretch(1, 1)
        page = QWidget()
        layout = row(side, divider(vertical=True), text, gap=0)
        layout.setStretch(2, 1)
        page.setLayout(layout)
        return page

    def _show_matches(self) -> None:
        sought = self.search.text().strip()
        found = [part for part in self._shelf.parts if _matches(part, sought)]
        self._list.show_entries([_entry(part) for part in found])
        self._list.setVisible(bool(found))
        self._told.setText("" if found else self._nothing(sought))
        self._told.setVisible(not found)
        if not found:
            self._show_text(Part("", "", "", ""))

    def _nothing(self, sought: str) -> str:
        if self._shelf.unreadable:
            return self.tr("The licences can't be read. Installing the studio again brings them.")
        if not self._shelf.parts:
            return self.tr("Reading…")
        return self.tr("No part matches “{text}”.").format(text=sought)

    def _show_text(self, part: Part) -> None:
        self._part.setText(part.name)
        self._licence.setText(part.licence)
        self._text.show_text(part.text)
        self._text.setAccessibleName(self.tr("Licence of {part}").format(part=part.name))

    def _copy_version(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics.program())


def _entry(part: Part) -> Entry:
    spoken = ", ".join(each for each in (part.name, part.version, part.licence) if each)
    return Entry(part.name, part, part.version, spoken)


def _matches(part: Part, sought: str) -> bool:
    """By its name or the short name of its licence."""
    return sought.lower() in f"{part.name} {part.licence}".lower()
