"""A drag of our own is a loop inside the loop: asking, fetching and showing go on in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.drops.carried import lay_out
from tests.drops.table import Mark
from tests.e2e.dragging_studio import dragging_studio, gap_before, middle
from tests.e2e.first_picture import pictures
from tests.e2e.session import wait_until


def test_a_job_that_ends_while_a_drag_is_held_arrives(tmp_path: Path) -> None:
    data, files = tmp_path / "data", tmp_path / "dragged"
    lay_out(files)
    with dragging_studio(data, files) as both:
        both.fill(*(files / "filled" / f"{name}.png" for name in "123"))
        library = both.node("Library", "list")
        listed = len(library.names)
        both.screen.click(both.node("Prompt", "text").centre)
        both.screen.type_text("a quay")
        both.screen.key("ctrl+Return")
        both.until(lambda: _running(data), "a running job")
        start, end = middle(both.tiles[2].extents), gap_before(both.tiles[0].extents)
        with both.screen.carrying(start, end):
            both.until(lambda: both.mark(1) is Mark.BAR, "the bar")
            assert not pictures(data / "library")
            wait_until(lambda: len(library.names) > listed, 60, "the picture in the list")
            assert both.mark(1) is Mark.BAR
            assert both.names() == ["1.png", "2.png", "3.png"]
        both.until_names(["3.png", "1.png", "2.png"])


def _running(data: Path) -> bool:
    where = f"{(data / 'journal.db').as_uri()}?mode=ro"
    with closing(sqlite3.connect(where, uri=True)) as journal:
        return bool(journal.execute("SELECT 1 FROM job WHERE state = 'accepted'").fetchall())
