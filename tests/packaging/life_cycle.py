"""From installing the package to removing it, on a clean system, as a person goes through it.

Not collected with the tests, but named by `make package-test`: it takes minutes and wants root.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bfl_studio.storage.journal import MIGRATIONS
from tests.e2e.first_picture import TITLE, pictures
from tests.e2e.session import running
from tests.packaging import starting
from tests.packaging.clean_root import CACHE, CleanRoot, basic_environment, clean_root
from tests.packaging.kept_journal import JOBS, owner, room_for_another, states
from tests.packaging.person import DESKTOP_PACKAGES, ENTRY, Person, at_a_desktop, end
from tests.storage.earlier import PROMPT, old_journal
from tests.structure.source import ROOT

KEY = "bfl_q7Xv2mZ9kR4tW8pL"
_OLDER = "0.0.1-1"
_GOAL = 1.3
"""Installed, it may take that many times as long as from source."""

_BUILDERS = ("python3", "python", "pip", "gcc", "cc", "make", "pkg-config")
_LINE = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


@pytest.fixture(scope="module")
def package() -> Path:
    """What `make package` made."""
    found = sorted((ROOT / "dist").glob("*.deb"))
    assert len(found) == 1, f"make package first: {found}"
    return found[0]


@pytest.fixture(scope="module")
def older(package: Path) -> Path:
    """The same with a lower version: what an upgrade starts from."""
    tree = CACHE / "older"
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(["dpkg-deb", "--raw-extract", package, tree], check=True)
    control = tree / "DEBIAN" / "control"
    text = control.read_text(encoding="utf-8")
    control.write_text(re.sub(r"(?m)^Version: .*$", f"Version: {_OLDER}", text), encoding="utf-8")
    target = CACHE / "older.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return target


@pytest.fixture(scope="module")
def root() -> Iterator[CleanRoot]:
    with clean_root() as root:
        yield root
        end(root)


@pytest.fixture(scope="module")
def person(root: CleanRoot) -> Iterator[Person]:
    root.install(*DESKTOP_PACKAGES)
    with at_a_desktop(root) as person:
        yield person
        end(root)


@pytest.fixture(scope="module")
def first(person: Person) -> Path:
    """The first picture, made by the older version."""
    with person.opened() as studio:
        return studio.make_picture("a lighthouse at dusk")


def _install(root: CleanRoot, package: Path) -> None:
    inside = root.shared / package.name
    shutil.copyfile(package, inside)
    root.install(inside)


def test_it_installs_where_nothing_of_it_was(root: CleanRoot, older: Path) -> None:
    tools = [name for name in _BUILDERS if (root.folder / "usr" / "bin" / name).exists()]
    assert tools == []
    _install(root, older)
    assert root.run("dpkg-query", "-W", "-f", "${Version}", "bfl-studio") == _OLDER
    assert [name for name in _BUILDERS if (root.folder / "usr" / "bin" / name).exists()] == []


def test_the_package_asks_for_every_library(root: CleanRoot) -> None:
    program = root.folder / "usr" / "lib" / "bfl-studio"
    inside = [
        f"/{path.relative_to(root.folder)}"
        for path in program.rglob("*")
        if path.is_file()
        and (path.suffix == ".so" or ".so." in path.name or path.name == "bfl-studio")
        # Loaded on a GTK desktop only, whose libraries are there then.
        and path.name != "libqgtk3.so"
    ]
    assert len(inside) > 100
    folder = "/usr/lib/bfl-studio/_internal"
    said = root.tried("ldd", *inside, LD_LIBRARY_PATH=folder).stdout
    assert _LINE.findall(said) == []


def test_it_finds_itself_complete(root: CleanRoot) -> None:
    said = root.run("bfl-studio", "--self-test", person=True)
    assert "FAIL" not in said
    assert "xcb, wayland" in said
    assert "(installed)" in said


def test_the_menu_entry_opens_it_and_the_first_picture_comes(person: Person, first: Path) -> None:
    assert first.parent == person.library
    assert first.stat().st_uid == person.root.home.stat().st_uid


def test_its_window_belongs_to_the_menu_entry(person: Person, first: Path) -> None:
    with person.opened() as studio:
        window = person.screen.windows(TITLE)[-1]
        names = subprocess.run(
            ["xprop", "-display", person.screen.display, "-id", window, "WM_CLASS"],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
        entry = f"{person.root.folder}{ENTRY}"
        (wanted,) = re.findall(r"(?m)^StartupWMClass=(.*)$", Path(entry).read_text())
        assert f'"{wanted}"' in names
        # A second start brings the first one forward.
        person.run("bfl-studio")
        assert len(person.screen.windows(TITLE)) == 1
        assert len(studio.listed()) == 1


def test_a_picture_is_opened_with_it(person: Person, first: Path) -> None:
    kinds = person.run("gio", "mime", "image/png")
    assert ENTRY.name in kinds
    inside = Path("/", first.relative_to(person.root.folder))
    with person.opened(inside) as studio:
        tile = studio.tree.wait_for("Reference 1")
        studio.until(lambda: first.name in tile.description, "its tile")


def test_a_key_is_kept_in_the_key_store_and_read_again(person: Person) -> None:
    service = [
        "bfl-studio",
        "sandbox",
        "--port",
        "0",
        "--data",
        str(person.root.shared / "sandbox"),
    ]
    (person.root.shared / "sandbox").mkdir()
    os.chown(person.root.shared / "sandbox", *owner(person))
    (person.root.shared / "data").mkdir()
    os.chown(person.root.shared / "data", *owner(person))
    words = person.root.words(service, basic_environment(person=True), person=True)
    with ExitStack() as stack:
        sandbox = stack.enter_context(running(words, os.environ, stdout=subprocess.PIPE))
        assert sandbox.stdout is not None
        stack.enter_context(sandbox.stdout)
        origin = sandbox.stdout.readline().decode().strip()
        start = ("--data-dir", person.root.shared / "data", "--endpoint", origin)
        with person.started(*start) as studio:
            field = studio.tree.wait_for("API key", role="text")
            person.screen.click(field.centre)
            person.screen.type_text(KEY)
            person.screen.key("Return")
            studio.until(lambda: studio.tree.find("Balance"), "a key that works")
        kept = person.run("secret-tool", "search", "--all", "service", "BFL Studio")
        assert f"secret = {KEY}" in kept
        with person.started(*start) as studio:
            studio.until(lambda: studio.tree.find("Balance"), "the key that was kept")
            assert not studio.tree.find("API key")
            library = person.root.shared / "data" / "library"
            studio.make_picture("a quiet harbour", library)


def test_the_installed_program_keeps_reads_and_forgets_in_the_key_store(person: Person) -> None:
    said = person.run("bfl-studio", "--self-test")
    assert "FAIL" not in said
    assert "kept, read, forgotten" in said


def test_an_upgrade_under_an_open_studio_loses_no_job(
    person: Person, package: Path, first: Path
) -> None:
    before = first.read_bytes()
    with person.opened() as studio:
        studio.begin_picture("a harbour in the fog sandbox:slow")
        studio.until(lambda: "accepted" in states(person), "the job's receipt")
        _install(person.root, package)
        # The older one goes on with its own modules, whose file is another's now.
        second = studio.make_picture("a harbour at noon")
        third = studio.arrived({first, second})
    assert person.root.run("dpkg-query", "-W", "-f", "${Version}", "bfl-studio") != _OLDER
    assert first.read_bytes() == before
    assert pictures(person.library) == {first, second, third}
    assert states(person) == ["saved"] * 3


def test_a_journal_of_the_first_version_is_brought_up_to_date(
    person: Person, package: Path, first: Path
) -> None:
    kept = {path: path.read_bytes() for path in pictures(person.library)}
    with room_for_another(person) as journal:
        old_journal(journal, 1, JOBS)
        os.chown(journal, *owner(person))
        with person.opened() as studio:
            field = studio.tree.wait_for("Prompt", role="text")
            studio.until(lambda: field.text == PROMPT, "the draft of back then")
            assert len(studio.listed()) == len(kept)
        with closing(sqlite3.connect(journal)) as migrated:
            assert migrated.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
            found = migrated.execute("SELECT id, state FROM job ORDER BY id").fetchall()
        assert found == sorted((job.id, job.state.value) for job in JOBS)
    assert {path: path.read_bytes() for path in pictures(person.library)} == kept


def test_a_journal_of_a_newer_version_is_refused_politely(
    person: Person, package: Path, first: Path
) -> None:
    with room_for_another(person) as journal:
        old_journal(journal, len(MIGRATIONS), JOBS)
        os.chown(journal, *owner(person))
        with closing(sqlite3.connect(journal, isolation_level=None)) as later:
            later.execute("PRAGMA user_version=99")
        before = journal.read_bytes()
        with person.opened() as studio:
            studio.until(lambda: studio.tells("A newer studio kept"), "a sentence")
            assert studio.tells("Install the newer one")
        assert journal.read_bytes() == before


def test_the_portable_program_opens_on_a_clean_system(person: Person) -> None:
    (archive,) = (ROOT / "dist").glob("*.tar.zst")
    place = person.root.shared / "portable"
    place.mkdir()
    command = ["tar", "-C", str(place), "-I", "zstd -dq", "-xf", str(archive)]
    subprocess.run(command, check=True)
    os.chown(place, *owner(person))
    (program,) = place.glob("*/bfl-studio")
    with person.started("--data-dir", place / "data", program=program) as studio:
        studio.make_picture("a tent on a plateau", place / "data" / "library")


def test_an_older_package_is_not_installed_over_it(person: Person, older: Path) -> None:
    inside = person.root.shared / older.name
    done = person.root.tried("apt-get", "install", "-y", "-q", inside)
    assert done.returncode != 0
    assert "downgraded" in done.stdout.lower()


def test_how_soon_one_can_type(person: Person, package: Path) -> None:
    ratio = starting.compare(person, _GOAL)
    size = package.stat().st_size / 1_000_000
    installed = person.root.run("dpkg-query", "-W", "-f", "${Installed-Size}", "bfl-studio")
    print(f"| Size of the .deb | {size:.1f} MB |\n| Installed | {int(installed) / 1000:.0f} MB |")
    assert ratio <= _GOAL


def test_removing_it_leaves_the_pictures_and_nothing_else(person: Person) -> None:
    kept = {path: path.read_bytes() for path in pictures(person.library)}
    assert len(kept) == 3
    # Also under an open window, which ends in good order when it is closed.
    with person.opened() as studio:
        person.root.apt("purge", "bfl-studio")
        studio.begin_picture("a lighthouse nobody paints")
        studio.until(lambda: studio.tells("The Sandbox"), "what became of it")
        assert not studio.tells("Something went wrong")
    ours = [
        str(path)
        for folder in ("usr", "etc", "var/lib")
        for path in (person.root.folder / folder).rglob("*bfl*studio*")
    ]
    assert ours == []
    assert {path: path.read_bytes() for path in pictures(person.library)} == kept
    assert (person.data / "journal.db").is_file()
