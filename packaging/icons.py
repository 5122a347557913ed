"""icons.py FOLDER: draw every form of the studio's icon from its one file.

Writes bfl-studio.ico, bfl-studio.icns and hicolor/SIDExSIDE/apps/bfl-studio.png below FOLDER.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from bfl_studio import resources

SOURCE = "bfl-studio.svg"
WINDOWS_SIDES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
MACOS_SIDES = (32, 64, 128, 256, 512, 1024)
LINUX_SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_MACOS_MARGIN = 0.055
"""Of the side: tiles in the Dock keep a distance the file itself does not have."""


def drawn(side: int, margin: float = 0.0) -> Image.Image:
    """The icon of `side` pixels, drawn for that size; `margin` is a part of the side.

    Raises ValueError when the file is no drawing.
    """
    renderer = QSvgRenderer(str(resources.folder() / "icons" / SOURCE))
    if not renderer.isValid():
        raise ValueError(f"{SOURCE} cannot be drawn")
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    edge = round(side * margin)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(edge, edge, side - 2 * edge, side - 2 * edge))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def write_ico(target: Path) -> None:
    """For Windows: each size drawn, none scaled."""
    *smaller, largest = [drawn(side) for side in WINDOWS_SIDES]
    sizes = [(side, side) for side in WINDOWS_SIDES]
    target.parent.mkdir(parents=True, exist_ok=True)
    largest.save(target, "ICO", sizes=sizes, append_images=smaller)


def write_icns(target: Path) -> None:
    """For macOS: each size drawn, none scaled."""
    *smaller, largest = [drawn(side, _MACOS_MARGIN) for side in MACOS_SIDES]
    target.parent.mkdir(parents=True, exist_ok=True)
    largest.save(target, "ICNS", append_images=smaller)


def write_hicolor(folder: Path) -> None:
    """For Linux desktops, below `folder`/hicolor."""
    for side in LINUX_SIDES:
        target = folder / "hicolor" / f"{side}x{side}" / "apps" / "bfl-studio.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        drawn(side).save(target, "PNG")


if __name__ == "__main__":
    below = Path(sys.argv[1])
    write_ico(below / "bfl-studio.ico")
    write_icns(below / "bfl-studio.icns")
    write_hicolor(below)
