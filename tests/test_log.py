"""The log: one file of limited size, complete at the end, and nothing private in it."""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import logging
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bfl_studio import diagnostics, log_writer, redaction
from bfl_studio.diagnostics import Log
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"
"""An older key has no mark of its own: only what was registered is known."""

ENTRY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ +[\w.]+: .*")


@pytest.fixture(autouse=True)
def _hooks_as_they_were(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(redaction, "_KNOWN", redaction._Known())
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    enabled = faulthandler.is_enabled()
    yield
    if not enabled:
        faulthandler.disable()


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


def _text(folder: Path) -> str:
    return "".join(path.read_text() for path in sorted((folder / "logs").glob("bfl-studio*")))


def test_it_begins_with_what_runs_where_and_is_for_its_owner_alone(
    log: Log, tmp_path: Path
) -> None:
    log.close()
    lines = _text(tmp_path).splitlines()
    assert all(ENTRY.fullmatch(line) for line in lines)
    assert diagnostics.program() in lines[1]
    file = tmp_path / "logs" / "bfl-studio.log"
    assert (tmp_path / "logs").stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0


def test_a_note_holds_facts_and_nothing_that_could_be_a_sentence(log: Log, tmp_path: Path) -> None:
    diagnostics.note(
        "job step",
        job="1a2b3c4d5e6f",
        state=JobState.REFUSED,
        failure=FailureKind.NO_CREDITS,
        status=402,
        seconds=1.2345,
        request="a red harbour at night",
    )
    log.close()
    assert (
        "INFO    bfl_studio: job step job=1a2b3c4d state=refused failure=no_credits status=402"
        " seconds=1.2 request=<22 characters>\n"
    ) in _text(tmp_path)


def test_ours_is_written_from_info_and_others_from_warning_whatever_they_set(
    log: Log, tmp_path: Path
) -> None:
    for name in ("httpx", "httpcore.http11", "asyncio", "PIL.Image", "somebody"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        for name in ("bfl_studio.services", "httpx", "httpcore.http11", "asyncio", "PIL.Image"):
            for level in (logging.DEBUG, logging.INFO, logging.WARNING):
                logging.getLogger(name).log(level, "%s says %s", name, logging.getLevelName(level))
    finally:
        for name in ("httpx", "httpcore.http11", "asyncio", "PIL.Image", "somebody"):
            logging.getLogger(name).setLevel(logging.NOTSET)
    log.close()
    said = re.findall(r"(\S+) says (\S+)", _text(tmp_path))
    assert said == [
        ("bfl_studio.services", "INFO"),
        ("bfl_studio.services", "WARNING"),
        *[(name, "WARNING") for name in ("httpx", "httpcore.http11", "asyncio", "PIL.Image")],
    ]


def test_nothing_is_added_once_it_is_closed_and_every_level_is_as_it_was(tmp_path: Path) -> None:
    before = logging.getLogger().level, logging.getLogger("httpx").level
    log = diagnostics.begin(tmp_path / "logs")
    log.close()
    diagnostics.note("too late")
    log.close()
    assert "too late" not in _text(tmp_path)
    assert before == (logging.getLogger().level, logging.getLogger("httpx").level)


def test_files_stay_small_and_few(log: Log, tmp_path: Path) -> None:
    most = (log_writer.OLDER_FILES + 1) * log_writer.FILE_BYTES
    message = "a word " * 1000
    for number in range(int(1.5 * most / len(message))):
        logging.getLogger("bfl_studio").info("%d %s", number, message)
    log.close()
    files = list((tmp_path / "logs").glob("bfl-studio*"))
    assert len(files) == log_writer.OLDER_FILES + 1
    assert all(path.stat().st_size <= log_writer.FILE_BYTES for path in files)
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


def test_one_entry_is_one_entry_whatever_stands_in_it(log: Log, tmp_path: Path) -> None:
    forged = "2026-11-21T00:00:00.000Z INFO    bfl_studio: forged"
    logging.getLogger("bfl_studio").warning("%s", f"a\r\n{forged}\x1b[2J")
    try:
        raise ValueError(f"b\n{forged}")
    except ValueError:
        logging.getLogger("bfl_studio").exception("it failed")
    log.close()
    lines = _text(tmp_path).splitlines()
    assert not [line for line in lines if line.startswith(forged)]
    assert not [line for line in lines if not ENTRY.match(line) and not line.startswith("    ")]
    assert "\x1b" not in _text(tmp_path)


def test_a_long_line_and_a_long_traceback_are_cut(log: Log, tmp_path: Path) -> None:
    logging.getLogger("bfl_studio").warning("long %s", "word " * 10_000)
    # One after the other, so that Python does not fold them.
    error: Exception = ValueError("the first of many")
    for _ in range(300):
        error, cause = ValueError("another"), error
        error.__cause__ = cause
    logging.getLogger("bfl_studio").error("deep", exc_info=error)
    log.close()
    lines = _text(tmp_path).splitlines()
    assert max(map(len, lines)) < 9000
    assert len(lines) < 500
    assert any("the first of many" in line for line in lines)


def test_a_folder_that_cannot_be_made_costs_the_log_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("a file")
    log = diagnostics.begin(tmp_path / "logs")
    diagnostics.note("into nothing")
    log.close()
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_disk_that_stops_taking_it_is_mentioned_once(
    log: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "logs" / "bfl-studio.log"
    for number in range(log_writer.FILE_BYTES // 7000 + 5):
        logging.getLogger("bfl_studio").info("%d %s", number, "word " * 1400)
        if number == 3:
            # What it would be renamed to is in the way.
            Path(f"{file}.1", "in the way").mkdir(parents=True)
    log.close()
    assert capsys.readouterr().err.splitlines() == ["The log cannot be written."]


def test_a_crash_below_python_has_a_file_while_the_log_is_kept(log: Log, tmp_path: Path) -> None:
    logging.getLogger("bfl_studio").info("by now it is open")
    log.close()
    assert (tmp_path / "logs" / "crash.log").exists()
    assert faulthandler.is_enabled()


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


_PATHS = {
    path.__name__: path
    for path in (
        _in_the_hook,
        _in_a_thread,
        _in_a_destructor,
        _in_a_callback_of_a_loop,
        _in_a_task_nobody_awaits,
        _in_somebody_s_logger,
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
    written = _text(tmp_path)
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
    assert "ZeroDivisionError" in _text(tmp_path)
    assert KEY not in details + _text(tmp_path)


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
    assert "Fatal read error on socket TimeoutError" in _text(tmp_path)
    assert "Unclosed connection" in _text(tmp_path)
    assert KEY not in _text(tmp_path)


def test_a_thread_that_wants_to_end_is_no_mistake(faults: list[str]) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert faults == []


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
    assert "ZeroDivisionError" in _text(tmp_path)
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
    assert "the outer entry" in _text(tmp_path)
    assert "Exception ignored in" in _text(tmp_path)
