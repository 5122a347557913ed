"""The log: a few files of limited size, complete at the end, one entry after the other."""

from __future__ import annotations

import faulthandler
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bfl_studio import diagnostics, log_writer
from bfl_studio.diagnostics import Log
from bfl_studio.domain.errors import FailureKind
from bfl_studio.domain.job import JobState
from tests.log_stage import hooks_as_they_were, log_text

ENTRY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ +[\w.]+: .*")


@pytest.fixture(autouse=True)
def _hooks() -> Iterator[None]:
    with hooks_as_they_were():
        yield


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    kept = diagnostics.begin(tmp_path / "logs")
    yield kept
    kept.close()


def test_it_begins_with_what_runs_where_and_is_for_its_owner_alone(
    log: Log, tmp_path: Path
) -> None:
    log.close()
    lines = log_text(tmp_path).splitlines()
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
    ) in log_text(tmp_path)


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
    said = re.findall(r"(\S+) says (\S+)", log_text(tmp_path))
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
    assert "too late" not in log_text(tmp_path)
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
    lines = log_text(tmp_path).splitlines()
    assert not [line for line in lines if line.startswith(forged)]
    assert not [line for line in lines if not ENTRY.match(line) and not line.startswith("    ")]
    assert "\x1b" not in log_text(tmp_path)


def test_a_long_line_and_a_long_traceback_are_cut(log: Log, tmp_path: Path) -> None:
    logging.getLogger("bfl_studio").warning("long %s", "word " * 10_000)
    # One after the other, so that Python does not fold them.
    error: Exception = ValueError("the first of many")
    for _ in range(300):
        error, cause = ValueError("another"), error
        error.__cause__ = cause
    logging.getLogger("bfl_studio").error("deep", exc_info=error)
    log.close()
    lines = log_text(tmp_path).splitlines()
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
    # What the oldest would be renamed to is in the way.
    Path(f"{file}.{log_writer.OLDER_FILES}", "in the way").mkdir(parents=True)
    Path(f"{file}.{log_writer.OLDER_FILES - 1}").touch()
    for number in range(log_writer.FILE_BYTES // 7000 + 5):
        logging.getLogger("bfl_studio").info("%d %s", number, "word " * 1400)
    log.close()
    assert capsys.readouterr().err.splitlines() == ["The log cannot be written."]


def test_a_crash_below_python_has_a_file_while_the_log_is_kept(log: Log, tmp_path: Path) -> None:
    logging.getLogger("bfl_studio").info("by now it is open")
    log.close()
    assert (tmp_path / "logs" / "crash.log").exists()
    assert faulthandler.is_enabled()
