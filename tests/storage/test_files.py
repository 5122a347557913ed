"""Names are legal on every system, files are whole or absent, and nothing is written over."""

import errno
import hashlib
import os
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bfl_studio.storage import files
from bfl_studio.storage.files import LibraryFolder

MOMENT = datetime(2026, 11, 20, 18, 40)  # noqa: DTZ001  local, as the name shows it
JOB_ID = "0123456789abcdef"
EMOJI = "👩‍🚀" * 300
SEED = 2**32 - 1

seeds = st.integers(0, SEED)
job_ids = st.text("0123456789abcdef", min_size=32, max_size=32)


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    made = LibraryFolder(tmp_path / "library")
    files.prepare(made)
    return made


def stem(prompt: str, seed: int = 7, job_id: str = JOB_ID) -> str:
    return files.file_stem(prompt, seed, job_id, MOMENT)


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("a harbour at dusk", "a harbour at dusk"),
        ("A" * 100, "A" * 40),
        ("  two\n\nlines\tand a tab ", "two lines and a tab"),
        ("../../x", "x"),
        ("/etc/passwd", "etc passwd"),
        ("C:\\Windows\\x", "C Windows x"),
        ('a<b>c:d"e|f?g*h', "a b c d e f g h"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("concert", "concert"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("ends with dots...", "ends with dots"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\0b", "a b"),
        ("u\u0308ber", "über"),
        ("half a pair \ud83d", "half a pair"),
        ("", "picture"),
        ("...", "picture"),
        ("???", "picture"),
    ],
)
def test_names_are_made_of_the_prompt(prompt: str, words: str) -> None:
    assert stem(prompt) == f"2026-11-20 18.40 {words} 7 012345"


@given(st.text(), seeds, job_ids, st.sampled_from(["png", "jpg", "webp", "bad"]))
@example("../../x", SEED, JOB_ID, "webp")
@example("CON", SEED, JOB_ID, "webp")
@example(EMOJI, SEED, JOB_ID, "webp")
@example("🚀" * 300, SEED, JOB_ID, "webp")
@example("ﷺ" * 40, SEED, JOB_ID, "webp")
@example("\0\x1b[31m\u202e\u2066", SEED, JOB_ID, "webp")
@example("x. . .", SEED, JOB_ID, "webp")
@example("--force", SEED, JOB_ID, "webp")
def test_every_prompt_makes_one_legal_name_inside_the_folder(
    prompt: str, seed: int, job_id: str, extension: str
) -> None:
    name = f"{stem(prompt, seed, job_id)}.{extension}"
    assert Path(name).name == name
    assert (Path("library") / name).resolve().parent == Path("library").resolve()
    # A system stops at 255; what a sync client adds to a conflicting copy must fit, too.
    assert len(name.encode()) <= 185
    assert not set(name) & set('<>:"/\\|?*')
    assert {unicodedata.category(letter)[0] for letter in name if letter != " "}.isdisjoint("CZ")
    assert unicodedata.is_normalized("NFC", name)
    assert name[0] not in ".- " and name.rpartition(".")[0][-1] not in ". "


@given(st.text(), seeds, seeds, job_ids, job_ids)
@example(EMOJI, 1, 2, "a" * 32, "b" * 32)
def test_no_two_jobs_have_one_name(
    prompt: str, seed: int, other_seed: int, job_id: str, other_id: str
) -> None:
    same = seed == other_seed and job_id[:6] == other_id[:6]
    assert (stem(prompt, seed, job_id) == stem(prompt, other_seed, other_id)) is same


@given(st.text() | st.just(EMOJI))
@settings(max_examples=30)
def test_the_file_system_takes_every_name(
    tmp_path_factory: pytest.TempPathFactory, prompt: str
) -> None:
    path = tmp_path_factory.mktemp("names") / f"{stem(prompt, SEED)}.webp"
    path.write_bytes(b"")
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_preparing_makes_the_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path / "a" / "library")
    for _ in range(2):
        files.prepare(folder)
    found = [path for path in folder.root.rglob("*") if path.is_file()]
    assert found == []
    for path in (folder.root, folder.recipes, folder.references, folder.incoming):
        assert path.is_dir()


@pytest.mark.parametrize("below", [".", "pictures"])
def test_a_folder_that_cannot_be_written_is_told_beforehand(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_bytes(b"here first")
    with pytest.raises(OSError):
        files.prepare(LibraryFolder(tmp_path / "file" / below))
    assert (tmp_path / "file").read_bytes() == b"here first"


def test_a_received_file_is_hashed_as_it_comes_and_settles_under_its_name(
    folder: LibraryFolder,
) -> None:
    target = folder.root / "harbour.png"
    with files.receive(folder, JOB_ID) as incoming:
        for chunk in (b"\x89PNG", b"", b"\r\n" * 20_000):
            incoming.write(chunk)
        assert not target.exists()
        files.settle(incoming, target)
    content = b"\x89PNG" + b"\r\n" * 20_000
    assert target.read_bytes() == content
    assert (incoming.size, incoming.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert files.sha256_of(target) == incoming.sha256
    assert list(folder.incoming.iterdir()) == []


def test_what_breaks_off_leaves_nothing(folder: LibraryFolder) -> None:
    with pytest.raises(KeyError), files.receive(folder, JOB_ID) as incoming:
        incoming.write(b"half")
        raise KeyError
    assert [path for path in folder.root.rglob("*") if path.is_file()] == []
    with pytest.raises(OSError):
        os.fstat(incoming.descriptor)


def test_one_job_received_twice_at_once_is_two_files(folder: LibraryFolder) -> None:
    with files.receive(folder, JOB_ID) as one, files.receive(folder, JOB_ID) as other:
        one.write(b"one")
        other.write(b"other")
        assert one.path.read_bytes() == b"one"
        assert other.path.read_bytes() == b"other"


NO_LINKS = pytest.param(OSError(errno.EPERM, "no hard links here"), id="without hard links")
WITH_LINKS = pytest.param(None, id="with hard links")


def take_links_away(monkeypatch: pytest.MonkeyPatch, error: OSError | None) -> None:
    def refuse(*_: object) -> None:
        assert error is not None
        raise error

    if error is not None:
        monkeypatch.setattr(os, "link", refuse)


@pytest.mark.parametrize("error", [WITH_LINKS, NO_LINKS])
def test_settling_never_writes_over(
    folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch, error: OSError | None
) -> None:
    take_links_away(monkeypatch, error)
    target = folder.root / "harbour.png"
    target.write_bytes(b"paid for")
    with pytest.raises(FileExistsError), files.receive(folder, JOB_ID) as incoming:
        incoming.write(b"another")
        files.settle(incoming, target)
    assert target.read_bytes() == b"paid for"
    assert list(folder.incoming.iterdir()) == []


@pytest.mark.parametrize("error", [WITH_LINKS, NO_LINKS])
def test_settling_works_on_every_file_system(
    folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch, error: OSError | None
) -> None:
    take_links_away(monkeypatch, error)
    target = folder.root / "harbour.png"
    with files.receive(folder, JOB_ID) as incoming:
        incoming.write(b"paid for")
        files.settle(incoming, target)
    assert target.read_bytes() == b"paid for"
    assert list(folder.incoming.iterdir()) == []


def test_settling_does_not_follow_a_planted_link(folder: LibraryFolder, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    target = folder.root / "harbour.png"
    target.symlink_to(victim)
    with pytest.raises(FileExistsError), files.receive(folder, JOB_ID) as incoming:
        incoming.write(b"theirs")
        files.settle(incoming, target)
    assert victim.read_bytes() == b"mine"


def test_a_disk_that_cannot_keep_a_file_keeps_none(
    folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "the disk is dying")

    monkeypatch.setattr(os, "fsync", refuse)
    target = folder.root / "harbour.png"
    with pytest.raises(OSError, match="dying"), files.receive(folder, JOB_ID) as incoming:
        incoming.write(b"paid for")
        files.settle(incoming, target)
    assert not target.exists()


def test_writing_atomically_replaces_the_old(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "recipe.json"
    for content in (b"old", b"new and longer"):
        files.write_atomically(path, content)
        assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == ["recipe.json"]


def test_a_write_that_fails_leaves_the_old_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "recipe.json"
    files.write_atomically(path, b"old")

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="no space left"):
        files.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["recipe.json"]


def test_what_an_earlier_process_left_half_done_is_swept_away(folder: LibraryFolder) -> None:
    (folder.incoming / "a-1234.part").write_bytes(b"half")
    (folder.root / "kept.part").write_bytes(b"a designer's own file")
    files.clear_incoming(folder)
    assert list(folder.incoming.iterdir()) == []
    assert (folder.root / "kept.part").exists()


def test_thumbnails_are_spread_over_folders_by_hash(tmp_path: Path) -> None:
    assert files.thumbnail_path(tmp_path, "ab" * 32) == tmp_path / "ab" / f"{'ab' * 32}.jpg"
