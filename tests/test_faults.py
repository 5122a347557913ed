"""Whichever way something fails, its details are told, and nothing private with them."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PySide6.QtCore import qCritical, qInstallMessageHandler, qWarning

from bfl_studio import diagnostics, redaction
from bfl_studio.diagnostics import Log
from bfl_studio.state import qt_messages
from tests.log_stage import KEY, hooks_as_they_were, log_text
from tests.sandbox.process import PLAIN


@pytest.fixture(autouse=True)
def _hooks() -> Iterator[None]:
    with hooks_as_they_were():
        yield


@pytest.fixture
def faults() -> list[str]:
    """What the window would be told."""
    redaction.add_secret(KEY)
    told: list[str] = []
    diagnostics.install(told.append)
    return told


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    kept = diagnostics.begin(tmp_path / "logs")
    yield kept
    kept.close()


def _fail_with_a_key_in_reach() -> None:
    key = KEY
    headers = {"x-key": key}
    raise ZeroDivisionError(f"cannot send {headers} for {key}")


class _Careless:
    def __del__(self) -> None:
        _fail_with_a_key_in_reach()


def _in_the_hook() -> None:
    try:
        _fail_with_a_key_in_reach()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def _in_a_thread() -> None:
    thread = threading.Thread(target=_fail_with_a_key_in_reach)
    thread.start()
    thread.join()


def _in_a_destructor() -> None:
    careless = _Careless()
    del careless
    gc.collect()


def _in_a_callback_of_a_loop() -> None:
    async def work() -> None:
        diagnostics.watch_loop(asyncio.get_running_loop())
        asyncio.get_running_loop().call_soon(_fail_with_a_key_in_reach)
        await asyncio.sleep(0)

    asyncio.run(work(), debug=True)


def _in_a_task_nobody_awaits() -> None:
    async def fail() -> None:
        _fail_with_a_key_in_reach()

    async def work() -> None:
        loop = asyncio.get_running_loop()
        diagnostics.watch_loop(loop)
        task = loop.create_task(fail(), name=f"asks with {KEY}")
        await asyncio.wait([task])

    asyncio.run(work(), debug=True)
    gc.collect()


def _in_somebody_s_logger() -> None:
    try:
        _fail_with_a_key_in_reach()
    except ZeroDivisionError:
        logging.getLogger("httpx").exception("with %r", {"x-key": KEY}, stack_info=True)


def _in_a_chain() -> None:
    try:
        try:
            _fail_with_a_key_in_reach()
        except ZeroDivisionError as error:
            error.add_note(f"sent with {KEY}")
            raise ExceptionGroup(f"two of {KEY}", [error, ValueError(KEY)]) from KeyError(KEY)
    except ExceptionGroup as group:
        sys.excepthook(type(group), group, group.__traceback__)


_PATHS = {
    path.__name__: path
    for path in (
        _in_the_hook,
        _in_a_thread,
        _in_a_destructor,
        _in_a_callback_of_a_loop,
        _in_a_task_nobody_awaits,
        _in_somebody_s_logger,
        _in_a_chain,
    )
}
_UNTOLD = {"_in_a_destructor", "_in_somebody_s_logger"}


@pytest.mark.parametrize("path", sorted(_PATHS))
@pytest.mark.parametrize("kept", [True, False], ids=["with a log", "without"])
def test_a_key_is_nowhere_whichever_way_it_fails(
    path: str,
    kept: bool,
    faults: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = diagnostics.begin(tmp_path / "logs") if kept else None
    _PATHS[path]()
    if log is not None:
        log.close()
    written = log_text(tmp_path)
    printed = "".join(capsys.readouterr())
    if kept:
        assert "ZeroDivisionError: cannot send" in written
    assert KEY not in written + printed + "".join(faults)
    assert len(faults) == (0 if path in _UNTOLD else 1)


def test_details_say_what_ran_and_where_it_failed_and_hold_no_local(faults: list[str]) -> None:
    _in_the_hook()
    first, *rest = faults[0].splitlines()
    assert first == diagnostics.program()
    assert "in _fail_with_a_key_in_reach" in faults[0]
    assert rest[-1] == "ZeroDivisionError: cannot send {'x-key': '<hidden>'} for <hidden>"


def test_a_fault_that_was_caught_reads_the_same_and_is_in_the_log(
    log: Log, faults: list[str], tmp_path: Path
) -> None:
    try:
        _fail_with_a_key_in_reach()
    except ZeroDivisionError as error:
        details = diagnostics.fault(error)
    log.close()
    assert details.startswith(diagnostics.program())
    assert "in _fail_with_a_key_in_reach" in details
    assert "ZeroDivisionError" in log_text(tmp_path)
    assert KEY not in details + log_text(tmp_path)


def test_a_line_that_broke_is_no_mistake_of_ours(
    log: Log, faults: list[str], tmp_path: Path
) -> None:
    loop = asyncio.new_event_loop()
    diagnostics.watch_loop(loop)
    context: dict[str, Any] = {"message": "Fatal read error on socket", "transport": object()}
    loop.call_exception_handler({**context, "exception": TimeoutError(f"with {KEY}")})
    loop.call_exception_handler({"message": "Unclosed connection", "connection": KEY})
    loop.close()
    log.close()
    assert faults == []
    assert "Fatal read error on socket TimeoutError" in log_text(tmp_path)
    assert "Unclosed connection" in log_text(tmp_path)
    assert KEY not in log_text(tmp_path)


def test_a_thread_that_gives_up_is_told(faults: list[str]) -> None:
    """Python itself says nothing of a SystemExit in a thread, as when the program was removed."""
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert len(faults) == 1


def test_the_key_of_the_environment_is_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BFL_API_KEY", "an-older-key-of-no-known-form")
    diagnostics.install(lambda details: None)
    sys.excepthook(ValueError, ValueError("an-older-key-of-no-known-form"), None)
    assert capsys.readouterr().err == "ValueError: <hidden>\n"


def test_nobody_to_hear_of_it_is_no_second_mistake(
    log: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    redaction.add_secret(KEY)

    def gone(details: str) -> None:
        raise RuntimeError(f"already deleted: {KEY}")

    diagnostics.install(gone)
    _in_the_hook()
    log.close()
    assert "ZeroDivisionError" in log_text(tmp_path)
    assert KEY not in capsys.readouterr().err


def test_a_destructor_may_fail_while_an_entry_is_handed_over(
    log: Log, faults: list[str], tmp_path: Path
) -> None:
    class Message:
        def __str__(self) -> str:
            _in_a_destructor()
            return "the outer entry"

    logging.getLogger("bfl_studio").warning("%s", Message())
    log.close()
    assert "the outer entry" in log_text(tmp_path)
    assert "Exception ignored in" in log_text(tmp_path)


@pytest.mark.parametrize("kept", [True, False], ids=["with a log", "without"])
def test_what_qt_has_to_say_is_written_without_a_key(
    kept: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    redaction.add_secret(KEY)
    diagnostics.install(lambda details: None)
    log = diagnostics.begin(tmp_path / "logs") if kept else None
    earlier = qInstallMessageHandler(None)
    qt_messages.install()
    try:
        qWarning(f"cannot send {KEY}")
        qCritical(f"really cannot send {KEY}\nat all")
    finally:
        qt_messages.remove()
        qInstallMessageHandler(earlier)
    if log is not None:
        log.close()
    printed = capsys.readouterr().err
    for text in (printed, log_text(tmp_path)) if kept else (printed,):
        assert "cannot send <hidden>" in text
        assert "really cannot send <hidden>\\nat all" in text
        assert KEY not in text


def test_an_http_client_that_tells_everything_tells_no_key(
    log: Log, faults: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Turned up by hand after the log began, so that all of it comes as far as it can."""
    loggers = [logging.getLogger(name) for name in ("httpx", "httpcore", "")]
    levels = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.DEBUG)
    try:
        with httpx.Client(headers={"x-key": KEY}, **PLAIN) as client:
            # Nobody listens there.
            client.get(f"http://127.0.0.1:9/v1/credits?key={KEY}")
    except httpx.ConnectError:
        logging.getLogger("httpx").exception("asking with %s", client.headers.raw)
    finally:
        for each, level in zip(loggers, levels, strict=True):
            each.setLevel(level)
    log.close()
    assert "asking with" in log_text(tmp_path)
    assert KEY not in log_text(tmp_path) + "".join(capsys.readouterr()) + "".join(faults)
