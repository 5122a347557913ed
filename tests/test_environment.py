"""What Qt finds in the environment, and what the programs get that the studio opens."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.sandbox.process import PATIENCE, REPOSITORY
from tests.starter import Starter, ended

TELLING = """
import json, os, sys
from bfl_studio.__main__ import load
before = dict(os.environ)
app = load()
from bfl_studio.parts import StudioProcess
plain = StudioProcess.opening
def opening(process):
    print(json.dumps([before, dict(os.environ)]), flush=True)
    yield from plain(process)
StudioProcess.opening = opening
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("locale", ["", "C", "C.UTF-8"])
def test_an_open_studio_has_the_environment_it_was_started_in(
    starter: Starter, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    for name in ("LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", locale)
    studio = starter.start("-c", TELLING)
    assert studio.stdout is not None
    before, now = json.loads(studio.stdout.readline())
    assert before == now
    starter.heard(studio)
    # Neither does Qt complain of a locale that is not UTF-8.
    assert ended(studio) == (0, [])


def test_nothing_is_given_back_where_nothing_was_remembered() -> None:
    program = (
        "import os; from bfl_studio import environment;"
        "environment.give_back(); print(os.environ['A'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env={**os.environ, "A": "b"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stdout == "b\n"
