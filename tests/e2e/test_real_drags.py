"""The table of drops by hand: a real screen, a window manager, and a second program."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.drops.carried import ADDRESS, Carried, lay_out
from tests.drops.table import DROPS, MADE, PASTED, Drop, Mark, Place
from tests.e2e.desktop import Point
from tests.e2e.dragging_studio import DraggingStudio, dragging_studio, gap_before, middle
from tests.e2e.first_picture import make_picture

_SETTLED = 0.3
"""Seconds after which what is not to happen would have."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("drags")
    lay_out(made / "dragged")
    return made


@pytest.fixture(scope="module")
def filled_studio(folder: Path) -> Iterator[tuple[DraggingStudio, str]]:
    """With one picture in its library, and the name of that."""
    with dragging_studio(folder / "data", folder / "dragged") as both:
        library = folder / "data" / "library"
        picture = make_picture(both.screen, both.tree, both.studio, library, "a harbour")
        yield both, picture.name


def _start(both: DraggingStudio, row: Drop) -> Point:
    match row.carried:
        case Carried.SLOT:
            return middle(both.tiles[row.from_slot - 1].extents)
        case Carried.LIBRARY:
            tiles = both.node("Library", "list").children
            return next(each for each in tiles if "a harbour" in each.name).extents.centre
        case Carried.VIEWER:
            return both.node("Viewer").centre
        case _:
            return both.take(row.carried)


def _end(both: DraggingStudio, row: Drop) -> Point:
    match row.place:
        case Place.PROMPT:
            return both.node("Prompt", "text").centre
        case Place.VIEWER:
            return both.node("Viewer").centre
        case Place.BESIDE:
            return both.node("References:", "label").centre
        case Place.BEFORE:
            return gap_before(both.tiles[row.number - 1].extents)
        case _:
            return middle(both.tiles[row.number - 1].extents)


def _check_hovering(both: DraggingStudio, row: Drop) -> None:
    both.until(lambda: both.mark(row.at) is row.mark, f"{row.mark} at tile {row.at}")
    if row.refused:
        both.until(lambda: row.refused in both.notices(), f"{row.refused!r} in the foot")
    else:
        assert both.notices() == "" or not row.accepted


def _accept_offer(both: DraggingStudio) -> None:
    """What a popover holds is no part of the tree; Enter takes it."""
    before = both.names()
    both.screen.key("Return")
    both.until_names([*before, f"from {urlsplit(ADDRESS).hostname}"])


@pytest.mark.parametrize("row", DROPS, ids=lambda row: row.name)
def test_what_comes_of_a_real_drag(
    filled_studio: tuple[DraggingStudio, str], folder: Path, row: Drop
) -> None:
    both, made = filled_studio
    both.empty()
    both.fill(*(folder / "dragged" / "filled" / f"{name}.png" for name in row.filled))
    start, end = _start(both, row), _end(both, row)
    with both.screen.carrying(start, end, held="shift" if row.shift else ""):
        time.sleep(_SETTLED)
        _check_hovering(both, row)
    if not row.carried.own:
        assert both.line() == ("CopyAction" if row.accepted else "IgnoreAction")
    known = {MADE: made, PASTED: PASTED}
    both.until_names([known.get(name, f"{name}.png") for name in row.after])
    if row.said:
        both.until(lambda: row.said in both.notices(), f"{row.said!r} in the foot")
    assert both.mark(row.at) is Mark.NONE
    assert both.node("Prompt", "text").text == row.prompt
    if row.offers:
        _accept_offer(both)
