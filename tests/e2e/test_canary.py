"""A key that is used through a whole session is in the key store, in one header, nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.clipboard import on_clipboard
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.exposure import (
    Announcements,
    announcements,
    family,
    telling_files,
    tells,
    texts,
)
from tests.e2e.key_stores import kept_key
from tests.e2e.keyed_studio import KeyedStudio, keyed_environment, keyed_studio
from tests.e2e.overheard_sandbox import Overheard, overheard_sandbox

CANARY = "bfl_C4n4ry7xQ2mZ9vK4sT"
OLDER = "c4a4e77a-0123-4567-89ab-cdef01234567"


class Search:
    """Looks for a key wherever a studio can leave it."""

    def __init__(self, key: str, folders: tuple[Path, ...], heard: Announcements) -> None:
        self._key = key
        self._folders = folders
        self._heard = heard

    def nowhere(self, studio: KeyedStudio, *, given_to: int | None = None) -> None:
        """Fails where the key is; `given_to` is the process that has it in its environment."""
        assert telling_files(self._folders, self._key) == []
        for process in family(studio.process.pid):
            assert not tells(process.command, self._key), process.number
            if process.number != given_to:
                assert not tells(process.environment, self._key), process.number
        assert not tells(texts(studio.tree), self._key)

    def not_announced(self) -> None:
        """Screen readers were not told it by the window itself."""
        heard = self._heard.heard()
        assert b"insert" in heard
        assert not tells(heard, self._key)

    def nowhere_on_disk(self) -> None:
        assert telling_files(self._folders, self._key) == []


@contextmanager
def _search(key: str, folder: Path, screen: Desktop) -> Iterator[Search]:
    homes = [Path(screen.environment[name]) for name in ("HOME", "XDG_RUNTIME_DIR")]
    with announcements(screen) as heard:
        yield Search(key, (folder, *homes), heard)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _environment(screen: Desktop, folder: Path, **more: str) -> dict[str, str]:
    """That of a person whose temporary files can be looked through, too."""
    temporary = _folder(folder / "temporary")
    return {**keyed_environment(screen), "TMPDIR": str(temporary), **more}


def _in_the_header_alone(service: Overheard, key: str) -> None:
    """The key is in `x-key` of what the API is asked, and in nothing else that is sent."""
    port = service.origin.rpartition(":")[2]
    asked = service.requests()
    assert any(key in dict(each["headers"]).values() for each in asked)
    for each in asked:
        headers = [
            value
            for name, value in each["headers"]
            if name.lower() != "x-key" or str(each["port"]) != port
        ]
        told = repr([each["method"], each["url"], headers, each["body"]])
        assert not tells(told.encode(), key), each["url"]


def _failed(studio: KeyedStudio) -> bool:
    logs = (studio.data / "logs").glob("bfl-studio*")
    return any("failure=" in path.read_text(encoding="utf-8") for path in logs)


def _fail_a_job(studio: KeyedStudio) -> None:
    studio.screen.key("ctrl+a")
    studio.generate("sandbox:422-text")
    studio.until(lambda: _failed(studio), "a job that failed")


def _use_the_embedded_sandbox(studio: KeyedStudio) -> None:
    """It is a child process, and must not inherit anything."""
    before = {process.number for process in family(studio.process.pid)}
    studio.screen.click(studio.tree.wait_for("Endpoint").centre)
    studio.screen.key("Down", "Return")
    studio.until(
        lambda: {each.number for each in family(studio.process.pid)} - before, "the Sandbox child"
    )


def test_a_pasted_key_is_found_nowhere_but_in_the_key_store_and_one_header(
    tmp_path: Path,
) -> None:
    mine = _folder(tmp_path / "studio")
    with (
        overheard_sandbox(_folder(tmp_path / "service")) as service,
        desktop(keyring=True) as screen,
        _search(CANARY, mine, screen) as search,
    ):
        environment = _environment(screen, mine)
        with keyed_studio(screen, mine, service.origin, environment) as studio:
            studio.paste(CANARY)
            search.nowhere(studio)
            studio.generate("a quiet harbour")
            studio.picture()
            search.nowhere(studio)
            _fail_a_job(studio)
            search.nowhere(studio)
            _use_the_embedded_sandbox(studio)
            search.nowhere(studio)
            studio.close()
        search.nowhere_on_disk()
        assert kept_key(screen, service.origin) == CANARY
        _in_the_header_alone(service, CANARY)


def test_a_key_from_the_environment_is_handed_to_no_child_and_not_kept(tmp_path: Path) -> None:
    mine = _folder(tmp_path / "studio")
    with (
        overheard_sandbox(_folder(tmp_path / "service")) as service,
        desktop(keyring=True) as screen,
        _search(CANARY, mine, screen) as search,
    ):
        environment = _environment(screen, mine, BFL_API_KEY=CANARY)
        with keyed_studio(screen, mine, service.origin, environment) as studio:
            own = studio.process.pid
            studio.tree.wait_for("Use it").press()
            studio.until(lambda: studio.has_balance, "the balance")
            studio.focus_prompt()
            studio.generate("a quiet harbour")
            studio.picture()
            search.nowhere(studio, given_to=own)
            _fail_a_job(studio)
            _use_the_embedded_sandbox(studio)
            search.nowhere(studio, given_to=own)
            studio.close()
        search.nowhere_on_disk()
        assert kept_key(screen, service.origin) is None
        _in_the_header_alone(service, CANARY)


def test_a_pasted_key_is_not_announced_to_screen_readers(tmp_path: Path) -> None:
    mine = _folder(tmp_path / "studio")
    with (
        overheard_sandbox(_folder(tmp_path / "service")) as service,
        desktop(keyring=True) as screen,
        _search(CANARY, mine, screen) as search,
        keyed_studio(screen, mine, service.origin) as studio,
    ):
        studio.paste(CANARY)
        studio.generate("a quiet harbour")
        studio.picture()
        studio.close()
        search.not_announced()


def test_a_refused_key_of_the_older_form_is_found_nowhere(tmp_path: Path) -> None:
    mine = _folder(tmp_path / "studio")
    with (
        overheard_sandbox(_folder(tmp_path / "service")) as service,
        desktop(keyring=True) as screen,
        _search(OLDER, mine, screen) as search,
    ):
        environment = _environment(screen, mine)
        with keyed_studio(screen, mine, service.origin, environment) as studio:
            studio.click_into("API key")
            with on_clipboard(screen, OLDER):
                screen.key("ctrl+v")
                studio.until_shown("The service does not know this key.")
            search.nowhere(studio)
            studio.close()
        search.nowhere_on_disk()
        assert kept_key(screen, service.origin) is None
        _in_the_header_alone(service, OLDER)
