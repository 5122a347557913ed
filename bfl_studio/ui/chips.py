"""Chips in a text: pictures and colours that are one character to the caret."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from bfl_studio.domain import mentions
from bfl_studio.domain.prompt_pieces import Chip, Piece, pieces
from bfl_studio.domain.recipe import Mention
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.chip_painting import ChipFace, ChipPainter
from bfl_studio.ui.text_units import character, units

OBJECT = "\ufffc"
"""What Qt keeps in a text where something else stands; no text from outside may hold it."""

MIME = "application/x-bfl-studio-prompt"

KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_PICTURE = QTextFormat.Property.UserProperty.value + 1
_WORDS = QTextFormat.Property.UserProperty.value + 2
_MOST = 200_000


class Chips(QObject):
    """The chips of one document: what they say now, read, written and painted.

    A chip knows its picture, never its number: numbers change without a change of the document,
    so that its undo steps stay as they are.
    """

    def __init__(self, document: QTextDocument, recipe_state: RecipeState, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._recipe_state = recipe_state
        self._numbers: Mapping[str, int] = {}
        self._last_words: dict[str, str] = {}
        self.painter = ChipPainter(lambda form: self._face_of(chip_of(form)), self)
        document.documentLayout().registerHandler(KIND, self.painter)

    def read(self) -> tuple[Piece, ...]:
        """What the document holds, with the numbers that pictures have now."""
        self._count()
        return self._read(self._document.toPlainText(), 0)

    def read_selected(self, cursor: QTextCursor) -> tuple[Piece, ...]:
        """The same of what is selected."""
        self._count()
        text = self._document.toPlainText()
        start, end = (
            character(text, cursor.selectionStart()),
            character(text, cursor.selectionEnd()),
        )
        return self._read(text[start:end], cursor.selectionStart())

    def insert(self, cursor: QTextCursor, parts: Iterable[Piece]) -> None:
        """Put pieces in place of what is selected, as one step to take back."""
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        for each in parts:
            if isinstance(each, Chip):
                self._last_words.setdefault(each.picture, each.words)
                cursor.insertText(OBJECT, _format_of(each))
            else:
                cursor.insertText(each.replace(OBJECT, ""), QTextCharFormat())
        cursor.endEditBlock()

    def refresh(self) -> bool:
        """Pictures moved, went or came: their chips say so. Whether anything did change."""
        before = self._numbers
        self._count()
        if before == self._numbers:
            return False
        self.lay_out_again()
        return True

    def remember(self, prompt: str, mentioned: Iterable[Mention]) -> None:
        """What pictures were called last, for those that are not sent any more."""
        for each in mentioned:
            self._last_words[each.picture] = prompt[each.start : each.start + each.length]

    def lay_out_again(self) -> None:
        """Chips have other widths: no step of the document, and nobody's edit."""
        for position in self._positions(self._document.toPlainText()):
            self._document.markContentsDirty(position, 1)

    @property
    def shown(self) -> tuple[str, ...]:
        """What each chip says, as it is painted."""
        return tuple(self._face_of(each).words for each in self.read() if isinstance(each, Chip))

    def words_at(self, position: int) -> str:
        """What the chip at a position of the document says; empty where there is none."""
        chip = _chip_at(self._document, position)
        return self._face_of(chip).words if chip is not None else ""

    def _count(self) -> None:
        self._numbers = mentions.numbers(self._recipe_state.model, self._recipe_state.recipe)

    def _face_of(self, chip: Chip) -> ChipFace:
        if not chip.picture:
            return ChipFace(chip.words[:7], colour=chip.words[:7])
        said = self._said_now(chip).words
        if chip.picture in self._numbers:
            return ChipFace(said, chip.picture)
        return ChipFace(self.tr("{image} gone").format(image=said), chip.picture, gone=True)

    def _read(self, text: str, start: int) -> tuple[Piece, ...]:
        """A stretch of the document that begins at a position of it."""
        found: list[Piece] = []
        end = 0
        for place, position in _objects(text, start):
            found.append(text[end:place])
            end = place + 1
            chip = _chip_at(self._document, position)
            if chip is not None:
                found.append(self._said_now(chip))
        found.append(text[end:])
        return tuple(each for each in found if each)

    def _said_now(self, chip: Chip) -> Chip:
        if not chip.picture:
            return chip
        if chip.picture in self._numbers:
            return replace(chip, words=mentions.words_for(self._numbers[chip.picture]))
        return replace(chip, words=self._last_words.get(chip.picture, chip.words))

    def _positions(self, text: str) -> list[int]:
        return [position for _, position in _objects(text, 0)]


def encoded(parts: Iterable[Piece]) -> QMimeData:
    """Pieces for the clipboard or a drag: whole for a prompt, words for everybody else."""
    parts = tuple(parts)
    carried = QMimeData()
    carried.setText("".join(each.words if isinstance(each, Chip) else each for each in parts))
    if any(isinstance(each, Chip) for each in parts):
        stored = [[each.words, each.picture] if isinstance(each, Chip) else each for each in parts]
        carried.setData(MIME, json.dumps(stored).encode())
    return carried


def decoded(source: QMimeData) -> tuple[Piece, ...]:
    """What `encoded` made, or words, in which a colour is known by how it is written."""
    stored = bytes(source.data(MIME).data()) if source.hasFormat(MIME) else b""
    try:
        listed = json.loads(stored) if 0 < len(stored) <= _MOST else None
    except (ValueError, RecursionError):
        listed = None
    found = [_piece(each) for each in listed] if isinstance(listed, list) else [None]
    if any(each is None for each in found):
        return pieces(source.text().replace(OBJECT, ""), ())
    return tuple(each for each in found if each)


def _piece(stored: object) -> Piece | None:
    match stored:
        case str(text):
            return text.replace(OBJECT, "")
        case [str(words), str(picture)] if words and OBJECT not in words:
            return Chip(words, picture)
    return None


def _format_of(chip: Chip) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setObjectType(KIND)
    made.setProperty(_PICTURE, chip.picture)
    made.setProperty(_WORDS, chip.words)
    return made


def chip_of(form: QTextFormat) -> Chip:
    """What a format says of its chip."""
    return Chip(form.stringProperty(_WORDS), form.stringProperty(_PICTURE))


def _chip_at(document: QTextDocument, position: int) -> Chip | None:
    if position + 1 >= document.characterCount():
        return None
    cursor = QTextCursor(document)
    cursor.setPosition(position + 1)
    form = cursor.charFormat()
    return chip_of(form) if form.objectType() == KIND else None


def _objects(text: str, start: int) -> list[tuple[int, int]]:
    """Where objects are: as Python counts characters, and as Qt counts halves of them."""
    found: list[tuple[int, int]] = []
    position, end = start, 0
    place = text.find(OBJECT)
    while place >= 0:
        position += units(text[end:place])
        found.append((place, position))
        end = place
        place = text.find(OBJECT, place + 1)
    return found
