"""Whether everything the studio stands on is there and works: without a window, in seconds."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from bfl_studio import diagnostics, redaction
from bfl_studio.domain.errors import StudioError
from bfl_studio.program_checks import Bench, Check, Missing
from bfl_studio.self_checks import CHECKS
from bfl_studio.services.premises import Premises


def run(premises: Premises) -> int:
    """Print a line for each check; 0 if all is well, else 1.

    `premises` are only looked at: whatever is written goes to a folder that is gone afterwards.
    """
    application = QCoreApplication.instance() or _application_without_a_screen()
    redaction.add_secret(os.environ.get("BFL_API_KEY", ""))
    _print(diagnostics.program())
    with tempfile.TemporaryDirectory(prefix="bfl-studio-", ignore_cleanup_errors=True) as folder:
        bench = Bench(premises, Path(folder))
        sound = [_checked(name, check, bench) for name, check in CHECKS]
    del application
    return 0 if all(sound) else 1


def _checked(name: str, check: Check, bench: Bench) -> bool:
    try:
        found = check(bench)
    except Missing as missing:
        _print(f"FAIL {name}: {missing}")
        return False
    except StudioError as error:
        failure = error.failure
        _print(f"FAIL {name}: {' '.join((failure.kind.value, failure.details)).strip()}")
        return False
    except Exception as error:
        _print(f"FAIL {name}: {type(error).__name__}: {error}")
        return False
    _print(f"ok   {name:<16}{found}")
    return True


def _print(line: str) -> None:
    # A program without a console has only its exit code to speak with.
    if sys.stdout is not None:
        sys.stdout.write(f"{redaction.one_line(line)}\n")
        sys.stdout.flush()


def _application_without_a_screen() -> QCoreApplication:
    """With a screen that is not there, Qt would end the process instead of saying so."""
    return QGuiApplication(["bfl-studio", "-platform", "offscreen"])
