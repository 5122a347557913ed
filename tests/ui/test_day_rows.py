"""Each day's pictures stand under its heading, in whatever order they come."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from bfl_studio.state.library_model import LibraryModel, Picture
from bfl_studio.ui.day_rows import DayRows
from bfl_studio.ui.picture_words import day_of, describe_generation
from tests.state.makers import NOON, a_picture
from tests.ui.pictures import DAY_MS


def of_day(number: int, days: int = 0) -> Picture:
    made = a_picture(number)
    return replace(made, generation=replace(made.generation, created_ms=NOON - days * DAY_MS))


def a_library() -> LibraryModel:
    return LibraryModel(describe_generation, day_of)


def shape(rows: DayRows) -> list[str]:
    """Headings as "#", pictures as their numbers."""
    found = (rows.picture_at(row) for row in range(rows.rowCount()))
    return [str(each.generation.number) if each else "#" for each in found]


def test_each_day_stands_under_its_heading(qapp: QApplication) -> None:
    library = a_library()
    rows = DayRows(library)
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    library.append([of_day(9), of_day(8), of_day(7, 1)], 7)
    library.append([of_day(6, 1), of_day(5, 3)], None)
    assert shape(rows) == ["#", "9", "8", "#", "7", "6", "#", "5"]
    library.prepend(of_day(10))
    assert shape(rows)[:3] == ["#", "10", "9"]
    assert tester.model() is rows


def test_a_new_day_begins_with_its_first_picture(qapp: QApplication) -> None:
    library = a_library()
    library.append([of_day(1, 1)], None)
    rows = DayRows(library)
    library.prepend(of_day(2))
    assert shape(rows) == ["#", "2", "#", "1"]


@given(st.permutations(range(1, 9)), st.lists(st.integers(0, 2), min_size=9, max_size=9))
def test_it_is_the_same_in_whatever_order_pictures_come(order: list[int], days: list[int]) -> None:
    library = a_library()
    rows = DayRows(library)
    for number in order:
        library.prepend(of_day(number, days[number]))
    assert shape(rows) == shape(DayRows(library))
    spoken = [rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert [each is None for each in spoken] == [each == "#" for each in shape(rows)[:4]]


def test_a_heading_cannot_be_chosen_and_a_picture_speaks(qapp: QApplication) -> None:
    library = a_library()
    rows = DayRows(library)
    library.append([of_day(1)], None)
    assert rows.index(0, 0).flags() == Qt.ItemFlag.NoItemFlags
    spoken = rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Picture, 1024 by 1024, FLUX.2 pro, seed 7, charged $0.03")
    assert spoken.endswith("a harbour.")
