"""Every kind of drop: what is carried, where it lands, what the hand sees, what comes of it.

The table is played twice: by constructed events, and by real drags on a real screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tests.drops.carried import Carried

MADE = "the picture in the library"
"""Stands for the name of the file that was made before a drag began."""

PASTED = "pasted picture.png"
_EIGHT = tuple("12345678")


class Place(StrEnum):
    """Where the hand lets go."""

    TILE = "on a tile"
    BEFORE = "in the gap before a tile"
    BESIDE = "beside the tiles"
    PROMPT = "on the prompt"
    VIEWER = "on the viewer"


class Mark(StrEnum):
    """What shows where a drop would land."""

    NONE = "none"
    RING = "ring"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Drop:
    """One row. `number` counts the tile of the place; `filled` names what stands in the slots
    before, `after` what stands there when everything is read; both without `.png`.

    `verb` and `mark` are at tile `at` while it hovers; `refused` is what the foot says then, and
    nothing comes of such a drop; `said` is what the foot says afterwards.
    """

    carried: Carried
    place: Place
    number: int = 1
    filled: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    verb: str = ""
    mark: Mark = Mark.NONE
    at: int = 1
    from_slot: int = 1
    shift: bool = False
    refused: str = ""
    said: str = ""
    offers: bool = False
    prompt: str = ""

    @property
    def accepted(self) -> bool:
        return self.mark is not Mark.NONE or bool(self.prompt)

    @property
    def name(self) -> str:
        place = f"{self.place} {self.number}" if self.place in _COUNTED else self.place
        held = " with Shift" if self.shift else ""
        return f"{self.carried} {place} of {len(self.filled)}{held}"


_COUNTED = (Place.TILE, Place.BEFORE)
_ADD = "Add"
_NO_PICTURE = "There is no picture in what you drag"
_FULL = "Every slot is filled"
_BRIEF = "“brief.pdf”"
_HALF = "“half.png” isn't a picture that can be opened."
_C, _P = Carried, Place

DROPS = (
    Drop(_C.FILE, _P.TILE, 1, (), ("new",), _ADD, Mark.RING),
    Drop(
        _C.FOUR_FILES,
        _P.TILE,
        2,
        ("1",),
        ("1", "img 1", "img 2", "img 10", "img 33"),
        _ADD,
        Mark.RING,
        at=2,
    ),
    Drop(_C.FOLDER, _P.TILE, 1, (), ("3", "12"), _ADD, Mark.RING),
    Drop(
        _C.FILE,
        _P.TILE,
        2,
        ("1", "2", "3"),
        ("1", "new", "3"),
        "Replace image 2",
        Mark.RING,
        at=2,
    ),
    Drop(_C.FILE, _P.BEFORE, 2, ("1", "2", "3"), ("1", "new", "2", "3"), mark=Mark.BAR, at=2),
    Drop(
        _C.FOUR_FILES,
        _P.BEFORE,
        2,
        ("1", "2"),
        ("1", "img 1", "img 2", "img 10", "img 33", "2"),
        mark=Mark.BAR,
        at=2,
    ),
    Drop(_C.FILE, _P.BESIDE, 1, ("1",), ("1", "new"), _ADD, Mark.RING, at=2),
    Drop(_C.FILE, _P.PROMPT, 1, ("1",), ("1", "new"), _ADD, Mark.RING, at=2),
    Drop(
        _C.FOUR_FILES,
        _P.PROMPT,
        1,
        (),
        ("img 1", "img 2", "img 10", "img 33"),
        _ADD,
        Mark.RING,
    ),
    Drop(_C.FILE, _P.VIEWER, 1, ("1",), ("1",)),
    Drop(_C.PIXELS, _P.TILE, 1, (), (PASTED,), _ADD, Mark.RING),
    Drop(_C.PIXELS, _P.PROMPT, 1, (), (PASTED,), _ADD, Mark.RING),
    Drop(_C.BROWSER, _P.TILE, 1, ("1",), (PASTED,), "Replace image 1", Mark.RING),
    Drop(_C.LINK, _P.TILE, 2, ("1",), ("1",), _ADD, Mark.RING, at=2, offers=True),
    Drop(_C.LINK, _P.PROMPT, 1, ("1",), ("1",), _ADD, Mark.RING, at=2, offers=True),
    Drop(_C.INLINE, _P.TILE, 1, ("1",), (PASTED,), "Replace image 1", Mark.RING),
    Drop(_C.WORDS, _P.TILE, 1, ("1",), ("1",), refused=_NO_PICTURE),
    Drop(_C.WORDS, _P.PROMPT, 1, ("1",), ("1",), prompt="a barn at dusk"),
    Drop(
        _C.BRIEF_AMONG,
        _P.TILE,
        1,
        (),
        ("img 1", "img 2"),
        _ADD,
        Mark.RING,
        said=_BRIEF,
    ),
    Drop(_C.BRIEF, _P.TILE, 1, ("1",), ("1",), "Replace image 1", Mark.RING, said=_BRIEF),
    Drop(_C.HALF, _P.TILE, 1, ("1",), ("1",), "Replace image 1", Mark.RING, said=_HALF),
    Drop(_C.EMPTY, _P.TILE, 2, ("1",), ("1",), _ADD, Mark.RING, at=2, said="“empty.png” isn't a"),
    Drop(_C.PIPE, _P.PROMPT, 1, ("1",), ("1",), _ADD, Mark.RING, at=2, said="“pipe.png” isn't a"),
    Drop(_C.JUNK, _P.TILE, 1, (), ("3", "12"), _ADD, Mark.RING, said=_HALF),
    Drop(
        _C.TWELVE,
        _P.TILE,
        3,
        ("1", "2"),
        ("1", "2", "1", "2", "3", "4", "5", "6"),
        _ADD,
        Mark.RING,
        at=3,
        said="“7.png”, “8.png” and 4 more were left out",
    ),
    Drop(_C.FILE, _P.BEFORE, 3, _EIGHT, _EIGHT, refused=_FULL),
    Drop(_C.FILE, _P.PROMPT, 1, _EIGHT, _EIGHT, refused=_FULL),
    Drop(_C.LIBRARY, _P.TILE, 2, ("1",), ("1", MADE), _ADD, Mark.RING, at=2),
    Drop(_C.VIEWER, _P.TILE, 1, ("1",), (MADE,), "Replace image 1", Mark.RING),
    Drop(_C.VIEWER, _P.BEFORE, 2, ("1", "2"), ("1", MADE, "2"), mark=Mark.BAR, at=2),
    Drop(
        _C.SLOT,
        _P.BEFORE,
        2,
        ("1", "2", "3", "4"),
        ("1", "4", "2", "3"),
        mark=Mark.BAR,
        at=2,
        from_slot=4,
    ),
    Drop(
        _C.SLOT,
        _P.TILE,
        3,
        ("1", "2", "3", "4"),
        ("3", "2", "1", "4"),
        "Swap",
        Mark.RING,
        at=3,
        shift=True,
    ),
    Drop(_C.SLOT, _P.VIEWER, 1, ("1", "2"), ("1", "2"), from_slot=2),
    Drop(_C.SLOT, _P.PROMPT, 1, ("1", "2"), ("1", "2"), from_slot=2),
)
"""Of the model that is chosen at the start, which takes eight."""
