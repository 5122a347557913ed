"""The version is that of one line, wherever it is told."""

from __future__ import annotations

import subprocess
import sys

import pytest

import bfl_studio
from bfl_studio import diagnostics, licences
from tests.api.asking import asked
from tests.api.scripted_server import replying
from tests.sandbox.process import REPOSITORY

VERSION = bfl_studio.__version__


def test_the_command_line_tells_it() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bfl_studio", "--version"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == f"BFL Studio {VERSION}\n"


def test_the_service_hears_it() -> None:
    _, server = asked(replying(200, {"credits": 1}), lambda client, origin: client.credits())
    assert [each.headers["user-agent"] for each in server.requests] == [f"bfl-studio/{VERSION}"]


def test_reports_and_the_list_of_licences_tell_it() -> None:
    assert diagnostics.program().startswith(f"BFL Studio {VERSION} (")
    assert licences.collected()[0].version == VERSION


@pytest.mark.parametrize("part", VERSION.split("."))
def test_it_has_three_numbers_as_every_system_wants(part: str) -> None:
    assert len(VERSION.split(".")) == 3
    assert part.isdecimal()
