"""What every test stands on: an empty home, no key, no keyring, one loop, and nothing left over."""

import asyncio
import gc
import os
import threading
import time
from collections.abc import Collection, Generator, Iterator
from pathlib import Path

import hypothesis
import keyring
import keyring.core
import pytest
import qasync
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from bfl_studio import collector
from tests.e2e.session import private_folders, secret_service, session_bus
from tests.loop import Run
from tests.starter import Starter

# Read when the application object is made, so that it is early enough here.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "utf" not in (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower():
    os.environ["LC_ALL"] = "C.UTF-8"

# The same examples in every run; `--hypothesis-profile=explore` looks for new ones.
hypothesis.settings.register_profile("studio", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("studio")

_FOLDERS = {
    "HOME": "home",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_RUNTIME_DIR": "run",
    "XDG_STATE_HOME": "home/.local/state",
}
_ABSENT = ("BFL_API_KEY", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_DIRS")
_THREAD_SECONDS = 3.0
_SECRET_SERVICE = "keyring.backends.SecretService.Keyring"
_NO_KEYRING = keyring.core.load_keyring("keyring.backends.fail.Keyring")
_ABLE_TO_LIVE = (QTimer, QThread, QWidget)
# Qt keeps these for the life of the application.
_KEPT_BY_QT = ("QTipLabel", "QComboBoxPrivateContainer")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the tests themselves, nine thousand of them, out of every search for garbage.

    There is none but between tests: as in the studio, only the thread that Qt's objects live on
    collects.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    try:
        return (yield)
    finally:
        if (generation := collector.due()) is not None:
            gc.collect(generation)


def _move_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, below in _FOLDERS.items():
        (folder / below).mkdir(mode=0o700, parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(folder / below))
    for name in _ABSENT:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session", autouse=True)
def _session_away_from_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what lives as long as the session, such as the application, out of the real home."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _move_into(tmp_path_factory.mktemp("session"), monkeypatch)
        yield


@pytest.fixture(autouse=True)
def _away_from_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Give each test an empty home, no key in the environment and no keyring."""
    _move_into(tmp_path_factory.mktemp("person"), monkeypatch)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    keyring.set_keyring(_NO_KEYRING)


@pytest.fixture(scope="session")
def _secret_service_bus() -> Iterator[str]:
    with (
        private_folders() as folders,
        session_bus(folders) as environment,
        secret_service(environment),
    ):
        yield environment["DBUS_SESSION_BUS_ADDRESS"]


@pytest.fixture
def real_keyring(
    _secret_service_bus: str, _away_from_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let keyring, here and in child processes, reach a real gnome-keyring of our own."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", _secret_service_bus)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", _SECRET_SERVICE)
    keyring.set_keyring(keyring.core.load_keyring(_SECRET_SERVICE))


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[Starter]:
    """Starts studios on one data folder; what still runs afterwards is ended."""
    made = Starter(tmp_path / "data")
    yield made
    made.end_all()


@pytest.fixture
def run(qapp: QApplication) -> Iterator[Run]:
    """Run a coroutine on Qt's own loop, as the window does; a task left running fails the test."""
    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
        yield runner.run
        loop = runner.get_loop()
        left = sorted(task.get_name() for task in asyncio.all_tasks(loop))
    # It keeps cancelled waits as running timers, which only this thread may end.
    shiboken6.delete(loop._timer)  # type: ignore[attr-defined]
    if left:
        pytest.fail(f"coroutines were left running: {left}")


def _threads() -> set[threading.Thread]:
    # Threads of Qt's own pools that once ran Python are dummies here; Qt ends them itself.
    return {
        thread
        for thread in threading.enumerate()
        if thread.is_alive() and not isinstance(thread, threading._DummyThread)
    }


def _threads_left(before: set[threading.Thread]) -> list[str]:
    """Return the names of new threads that do not end by themselves within a moment."""
    deadline = time.monotonic() + _THREAD_SECONDS
    new = _threads() - before
    for thread in new:
        thread.join(max(0.0, deadline - time.monotonic()))
    return sorted(f"thread {thread.name}" for thread in new if thread.is_alive())


@pytest.fixture(autouse=True)
def _no_thread_left(_away_from_home: None) -> Iterator[None]:
    before = _threads()
    yield
    if left := _threads_left(before):
        pytest.fail(f"left running: {left}")


def _is_live(thing: object) -> bool:
    """Say whether this would still do something, or still be seen, after its test."""
    match thing:
        case QTimer():
            return thing.isActive()
        case QThread():
            return thing.isRunning()
        case QWidget():
            return thing.isWindow() and type(thing).__name__ not in _KEPT_BY_QT
        case _:
            return False


def _live() -> dict[int, object]:
    known = [*shiboken6.Shiboken.getAllValidWrappers(), *QApplication.topLevelWidgets()]
    # Most are of other kinds: one look each at those.
    able = (thing for thing in known if isinstance(thing, _ABLE_TO_LIVE))
    return {id(thing): thing for thing in able if _is_live(thing)}


def _delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _left_over(before: Collection[int]) -> list[object]:
    """Return what came since and is still live once everything that is due to go has gone."""
    _delete_what_is_due()
    live = _live()
    if live.keys() - before:
        gc.collect()
        _delete_what_is_due()
        live = _live()
    return [thing for key, thing in live.items() if key not in before]


def _put_away(thing: object) -> None:
    """Keep one test's mistake from failing the next."""
    match thing:
        case QTimer():
            thing.stop()
        case QWidget():
            thing.deleteLater()
            _delete_what_is_due()


def _named(thing: object) -> str:
    name = thing.objectName() if isinstance(thing, QObject) else ""
    return f"{type(thing).__name__} {name!r}"


@pytest.fixture(autouse=True)
def _no_qt_object_left(request: pytest.FixtureRequest, _no_thread_left: None) -> Iterator[None]:
    """Fail a test of the window that leaves a running timer, a thread or a window behind."""
    if "qapp" not in request.fixturenames:
        yield
        return
    before = set(_live())
    yield
    left = _left_over(before)
    words = sorted(_named(thing) for thing in left)
    for thing in left:
        _put_away(thing)
    if words:
        pytest.fail(f"left over: {words}")
