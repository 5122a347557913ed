"""Chips in a text: pictures and colours that are one character to the caret."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from bfl_studio.domain import mentions
from bfl_studio.domain.prompt_pieces import Chip, Piece, joined, pieces
from bfl_studio.domain.recipe import Mention, RecipeImage
from bfl_studio.state.recipe_state import RecipeState
from bfl_studio.ui.chip_painting import ChipFace, ChipPainter
from bfl_studio.ui.pasted_words import OBJECT
from bfl_studio.ui.prompt_panel import LONGEST_PASTE
from bfl_studio.ui.reference_words import name_text
from bfl_studio.ui.text import plain
from bfl_studio.ui.text_units import character, units

MIME = "application/x-bfl-studio-prompt"

KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_PICTURE = QTextFormat.Property.UserProperty.value + 1
_WORDS = QTextFormat.Property.UserProperty.value + 2
_LONGEST_NAME = 24
_MOST_BYTES = 16 * LONGEST_PASTE
"""Of the longest prompt, however many chips it has and in whatever script it is written."""


class Chips(QObject):
    """The chips of one document: what they say now, read, written and painted.

    A chip knows its picture, never its number: numbers change without a change of the document,
    so that its undo steps stay as they are.
    """

    def __init__(self, document: QTextDocument, recipe_state: RecipeState, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._recipe_state = recipe_state
        self._names: Mapping[str, str] = {}
        self._faces: Mapping[str, ChipFace] = {}
        self._laid_out: Mapping[str, ChipFace] = {}
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
        """Pictures moved, went or came: their chips say so. Whether any chip does."""
        self._count()
        before, self._laid_out = self._laid_out, self._faces
        changed = {key for key, face in self._faces.items() if face != before.get(key)}
        return bool(changed) and self._lay_out(changed)

    def remember(self, prompt: str, mentioned: Iterable[Mention]) -> None:
        """What pictures were called last, for those that are not sent any more."""
        for each in mentioned:
            self._last_words[each.picture] = prompt[each.start : each.start + each.length]

    @property
    def shown(self) -> tuple[str, ...]:
        """What each chip says, as it is painted."""
        return tuple(self._face_of(each).words for each in self.read() if isinstance(each, Chip))

    def words_at(self, position: int) -> str:
        """What the chip at a position of the document says; empty where there is none."""
        (chip,) = _chips_at(self._document, (position,))
        return self._face_of(chip).words if chip is not None else ""

    def _lay_out(self, pictures: Collection[str]) -> bool:
        """Their chips have other widths: no step of the document, and nobody's edit. Each
        paragraph once, however many it has: Qt lays out the whole of it every time.
        """
        found: dict[int, int] = {}
        positions = [each for _, each in _objects(self._document.toPlainText(), 0)]
        for position, chip in zip(positions, _chips_at(self._document, positions), strict=True):
            if chip is not None and chip.picture in pictures:
                found.setdefault(self._document.findBlock(position).blockNumber(), position)
        for position in found.values():
            self._document.markContentsDirty(position, 1)
        return bool(found)

    def _count(self) -> None:
        model, recipe = self._recipe_state.model, self._recipe_state.recipe
        self._names = mentions.names(model, recipe)
        here = {each.key: self._face_here(each) for each in recipe.images}
        left = {key: self._face_gone(face) for key, face in self._faces.items() if key not in here}
        self._faces = {**left, **here}

    def _face_here(self, image: RecipeImage) -> ChipFace:
        name = plain(name_text(image), _LONGEST_NAME)
        if image.key in self._names:
            return ChipFace(self._names[image.key], image.key, file=name)
        words = self.tr("{name} off") if image.off else self.tr("{name} not used")
        return ChipFace(words.format(name=name), image.key, file=name, gone=True)

    def _face_gone(self, face: ChipFace) -> ChipFace:
        """By its file: another picture may have its number by now."""
        words = self.tr("{name} gone").format(name=face.file or self.tr("picture"))
        return replace(face, words=words, gone=True)

    def _face_of(self, chip: Chip) -> ChipFace:
        if not chip.picture:
            return ChipFace(chip.words[:7], colour=chip.words[:7])
        return self._faces.get(chip.picture) or self._face_gone(ChipFace("", chip.picture))

    def _read(self, text: str, start: int) -> tuple[Piece, ...]:
        """A stretch of the document that begins at a position of it."""
        found: list[Piece] = []
        end = 0
        objects = _objects(text, start)
        chips = _chips_at(self._document, [position for _, position in objects])
        for (place, _), chip in zip(objects, chips, strict=True):
            found.append(text[end:place])
            end = place + 1
            if chip is not None:
                found.append(self._said_now(chip))
        found.append(text[end:])
        return tuple(each for each in found if each)

    def _said_now(self, chip: Chip) -> Chip:
        if not chip.picture:
            return chip
        last = self._last_words.get(chip.picture, chip.words)
        return Chip(self._names.get(chip.picture, last), chip.picture)


def encoded(parts: Iterable[Piece]) -> QMimeData:
    """Pieces for the clipboard or a drag: whole for a prompt, words for everybody else."""
    parts = tuple(parts)
    carried = QMimeData()
    carried.setText(joined(parts)[0])
    if any(isinstance(each, Chip) for each in parts):
        stored = [[each.words, each.picture] if isinstance(each, Chip) else each for each in parts]
        written = json.dumps(stored, ensure_ascii=False)
        carried.setData(MIME, written.encode("utf-8", "replace"))
    return carried


def decoded(source: QMimeData) -> tuple[Piece, ...]:
    """What `encoded` made, or words, in which a colour is known by how it is written."""
    stored = bytes(source.data(MIME).data()) if source.hasFormat(MIME) else b""
    try:
        listed = json.loads(stored) if 0 < len(stored) <= _MOST_BYTES else None
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


def _chips_at(document: QTextDocument, positions: Iterable[int]) -> Iterator[Chip | None]:
    """The chips at positions of a document. Formats are read by the paragraph: a cursor would
    ask at every chip how wide it is.
    """
    here = range(0)
    found: dict[int, Chip] = {}
    for position in positions:
        if position not in here:
            block = document.findBlock(position)
            first = block.position()
            here = range(first, first + block.length())
            found = {
                first + run.start + number: chip_of(run.format)
                for run in block.textFormats()
                if run.format.objectType() == KIND
                for number in range(run.length)
            }
        yield found.get(position)


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
