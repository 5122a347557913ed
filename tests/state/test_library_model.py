"""LibraryModel: pages from a worker and pictures that come in by themselves, each once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bfl_studio.services.premises import Premises
from bfl_studio.state.library_fetcher import LibraryFetcher
from bfl_studio.state.library_model import LibraryModel, PictureRole
from bfl_studio.storage.library import LibraryWriter
from tests.state.makers import a_picture


@pytest.fixture
def library(qapp: QApplication) -> LibraryModel:
    return LibraryModel(lambda generation: f"spoken {generation.id}", lambda _: "2026-11-21")


def _numbers(library: LibraryModel) -> list[int]:
    rows = range(library.rowCount())
    return [library.index(row, 0).data(PictureRole.PICTURE).generation.number for row in rows]


def test_pages_follow_each_other_and_no_picture_stands_twice(library: LibraryModel) -> None:
    asked: list[int | None] = []
    library.read_with(asked.append)
    library.prepend(a_picture(9))
    library.append([a_picture(9), a_picture(8)], before=8)
    assert library.canFetchMore()
    library.fetchMore()
    library.fetchMore()
    assert asked == [None, 8]
    library.append([a_picture(7)], before=None)
    assert _numbers(library) == [9, 8, 7]
    assert not library.canFetchMore()


def test_a_picture_is_put_where_its_job_was_asked_for(library: LibraryModel) -> None:
    tester = QAbstractItemModelTester(library, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for number in (3, 1, 2, 3):
        library.prepend(a_picture(number))
    assert _numbers(library) == [3, 2, 1]
    assert library.row_of("job-2") == 1
    assert library.row_of("nobody") == -1
    index = library.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "spoken job-3"
    assert tester.model() is library


def test_the_fetcher_reads_what_the_engine_wrote(
    library: LibraryModel, tmp_path: Path, qtbot: QtBot
) -> None:
    premises = Premises(tmp_path, tmp_path / "library")
    writer = LibraryWriter(premises.library_index)
    for number in range(1, 451):
        writer.add(a_picture(number).generation)
    writer.close()
    fetcher = LibraryFetcher(premises, library)
    fetcher.start()
    qtbot.waitUntil(lambda: library.rowCount() == 200)
    library.fetchMore()
    qtbot.waitUntil(lambda: library.rowCount() == 400)
    library.fetchMore()
    qtbot.waitUntil(lambda: library.rowCount() == 450)
    assert _numbers(library) == list(range(450, 0, -1))
    assert library.index(0, 0).data(PictureRole.PICTURE).path == premises.library / "picture.png"
    fetcher.close()


def test_no_index_yet_reads_as_an_empty_library(
    library: LibraryModel, tmp_path: Path, qtbot: QtBot
) -> None:
    fetcher = LibraryFetcher(Premises(tmp_path, tmp_path / "library"), library)
    with qtbot.waitSignal(fetcher._arrived):
        fetcher.start()
    assert library.rowCount() == 0
    fetcher.close()
