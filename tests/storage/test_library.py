"""The library lists what was kept, newest first, a page at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.generation import Generation
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Basis
from bfl_studio.domain.recipe import Recipe
from bfl_studio.storage.library import LibraryReader, LibraryWriter
from tests.domain import makers


def a_generation(number: int = 1, prompt: str = "a harbour at dusk") -> Generation:
    return Generation(
        id=f"job-{number}",
        number=number,
        batch_id="batch",
        position=0,
        project_id="default",
        file_name=f"{number}.png",
        sha256=f"{number:064x}",
        size=Size(1024, 768),
        byte_count=1000,
        media_type="image/png",
        recipe=replace(Recipe(), prompt=prompt).with_seed(7),
        place=Place.SANDBOX,
        amount=credits("3"),
        basis=Basis.CHARGED,
        created_ms=1_790_000_000_000,
    )


@pytest.fixture
def writer(path: Path) -> Iterator[LibraryWriter]:
    with closing(LibraryWriter(path)) as opened:
        yield opened


@pytest.fixture
def reader(path: Path) -> Iterator[LibraryReader]:
    with closing(LibraryReader(path)) as opened:
        yield opened


def test_what_was_added_is_listed_as_it_was(writer: LibraryWriter, reader: LibraryReader) -> None:
    writer.add(a_generation())
    assert reader.page().generations == (a_generation(),)
    assert writer.ids() == {"job-1"}


@given(
    makers.recipes(),
    st.sampled_from(Place),
    st.none() | st.integers(-(10**15), 10**15).map(Credits),
    st.sampled_from(Basis),
)
@settings(max_examples=40)
def test_every_field_survives_the_disk(
    tmp_path_factory: pytest.TempPathFactory,
    recipe: Recipe,
    place: Place,
    amount: Credits | None,
    basis: Basis,
) -> None:
    path = tmp_path_factory.mktemp("library") / "library.db"
    kept = replace(a_generation(), recipe=recipe, place=place, amount=amount, basis=basis)
    with closing(LibraryWriter(path)) as writer, closing(LibraryReader(path)) as reader:
        writer.add(kept)
        assert reader.page().generations == (kept,)


def test_adding_again_changes_nothing(writer: LibraryWriter, reader: LibraryReader) -> None:
    writer.add(a_generation())
    writer.add(replace(a_generation(), file_name="another.png"))
    assert reader.page().generations == (a_generation(),)


def test_pages_go_back_in_time_and_skip_nothing(
    writer: LibraryWriter, reader: LibraryReader
) -> None:
    for number in (3, 1, 5, 2, 4):
        writer.add(a_generation(number))
    pages, before = [], None
    while True:
        page = reader.page(before, count=2)
        pages.append([each.number for each in page.generations])
        if (before := page.before) is None:
            break
    assert pages == [[5, 4], [3, 2], [1]]


def test_a_picture_saved_meanwhile_does_not_shift_the_pages(
    writer: LibraryWriter, reader: LibraryReader
) -> None:
    for number in range(1, 5):
        writer.add(a_generation(number))
    first = reader.page(count=2)
    writer.add(a_generation(5))
    second = reader.page(first.before, count=2)
    assert [each.number for each in second.generations] == [2, 1]
    assert [each.number for each in reader.page(count=1).generations] == [5]


def test_a_last_page_that_is_full_is_followed_by_an_empty_one(
    writer: LibraryWriter, reader: LibraryReader
) -> None:
    writer.add(a_generation())
    page = reader.page(count=1)
    assert page.before == 1
    assert reader.page(page.before, count=1) == type(page)((), None)


def test_a_library_that_is_not_there_yet_reads_as_empty(path: Path, reader: LibraryReader) -> None:
    assert reader.page().generations == ()
    assert not path.exists()
    with closing(LibraryWriter(path)) as writer:
        writer.add(a_generation())
    assert reader.page().generations == (a_generation(),)


def test_the_reader_cannot_write(writer: LibraryWriter, reader: LibraryReader) -> None:
    writer.add(a_generation())
    reader.page()
    connection = reader._connection
    assert connection is not None
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM generation")


def found(path: Path, words: str) -> list[int]:
    query = "SELECT rowid FROM generation_text WHERE generation_text MATCH ? ORDER BY rowid"
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(query, (words,))]


def test_prompts_can_be_searched(writer: LibraryWriter, path: Path) -> None:
    writer.add(a_generation(1, "a harbour at dusk"))
    writer.add(a_generation(2, "ein Häfen im Nebel"))
    assert found(path, "harb*") == [1]
    assert found(path, "hafen") == [2]
    assert found(path, "desert") == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM generation WHERE number=1")
        connection.commit()
    assert found(path, "harb*") == []


def test_a_damaged_library_says_so(path: Path, reader: LibraryReader) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(sqlite3.Error):
        reader.page()
