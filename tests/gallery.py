"""Pictures of every control in every state: `python -m tests.gallery FOLDER`."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from bfl_studio.ui import icons, theme
from bfl_studio.ui.combo import Combo
from bfl_studio.ui.focus_ring import Ring
from bfl_studio.ui.popups import Menu
from tests.kit_pages import SIZES, Gallery


def pages(application: QApplication) -> Iterable[tuple[str, QWidget]]:
    """Each page, shown, and what opens over a window."""
    for name in ("buttons", "fields", "words", "views"):
        gallery = Gallery()
        page = getattr(gallery, name)()
        page.show()
        width = page.width()
        page.resize(width, page.layout().totalHeightForWidth(width))
        application.processEvents()
        for widget in gallery.ringed:
            Ring(widget, page)
        application.processEvents()
        yield name, page
        page.close()
    yield from _popups(application)


def _popups(application: QApplication) -> Iterable[tuple[str, QWidget]]:
    combo = Combo("Size preset", SIZES)
    combo.choose(2)
    combo.show()
    combo.click()
    application.processEvents()
    opened = application.activePopupWidget()
    assert opened is not None
    yield "combo", opened
    opened.close()
    combo.close()
    actions = Menu("Picture")
    actions.addAction(icons.icon("pencil"), "Edit\tCtrl+E")
    actions.addAction(icons.icon("repeat"), "Reuse recipe\tCtrl+R")
    actions.addSeparator()
    follow = QAction("Follow newest\tF", actions)
    follow.setCheckable(True)
    follow.setChecked(True)
    actions.addAction(follow)
    trash = actions.addAction(icons.icon("trash"), "Trash\tDel")
    trash.setEnabled(False)
    more = actions.add_menu("Move to project")
    more.addAction("Autumn campaign")
    actions.popup(QPoint(0, 0))
    actions.setActiveAction(actions.actions()[1])
    application.processEvents()
    yield "menu", actions
    actions.close()


def main(folder: Path) -> None:
    """Write one PNG for each page, scheme and pixel ratio."""
    for ratio in ("1", "2"):
        # Qt reads the ratio when it starts, so each has a process of its own.
        environment = os.environ | {"QT_SCALE_FACTOR": ratio, "GALLERY_CHILD": ratio}
        command = [sys.executable, "-m", "tests.gallery", str(folder)]
        subprocess.run(command, env=environment, check=True)


def draw(folder: Path, ratio: str) -> None:
    """Write one PNG for each page and scheme at the pixel ratio Qt was started with."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in (theme.Scheme.DARK, theme.Scheme.LIGHT):
        theme.apply(application, scheme)
        for name, page in pages(application):
            target = folder / f"{name}-{scheme.name.lower()}@{ratio}x.png"
            page.grab().save(str(target))


if __name__ == "__main__":
    if child := os.environ.get("GALLERY_CHILD"):
        draw(Path(sys.argv[1]), child)
    else:
        main(Path(sys.argv[1]))
