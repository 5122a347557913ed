"""Who asks the system to end a studio is heard, whatever the studio is busy with."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.sandbox.process import PATIENCE
from tests.starter import Starter, ended

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such wish")

# A studio in which something goes on for ever, once its window is open and its engine at work.
HELD_UP = """
import os, sys, threading, time
from bfl_studio import app, ending
from bfl_studio.parts import StudioProcess
from bfl_studio.services.engine import Engine
ending.SECONDS = 1.0
where = os.environ["HELD_UP"]
plain = StudioProcess.live
async def for_ever(engine):
    print("held up", flush=True)
    time.sleep(3600)
async def live(process):
    def begin():
        if where == "engine":
            process.engine.ask(for_ever)
        elif where == "window":
            print("held up", flush=True)
            time.sleep(3600)
        elif where == "end":
            def rest():
                print("held up", flush=True)
                time.sleep(3600)
            threading.Thread(target=rest).start()
            raise SystemExit("a slot that ends the process")
    from PySide6.QtCore import QTimer
    QTimer.singleShot(500, begin)
    await plain(process)
StudioProcess.live = live
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("where", ["engine", "window", "end"])
def test_a_studio_that_is_held_up_ends_all_the_same(
    starter: Starter, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setenv("HELD_UP", where)
    studio = starter.start("-c", HELD_UP)
    assert studio.stdout is not None
    assert studio.stdout.readline() == "held up\n"
    studio.send_signal(signal.SIGTERM)
    studio.communicate(timeout=PATIENCE)
    assert studio.returncode == 1


def test_one_that_is_not_ends_in_order(starter: Starter) -> None:
    studio = starter.start()
    starter.heard(studio)
    assert ended(studio) == (0, [])


def test_a_second_wish_does_no_harm(starter: Starter) -> None:
    studio = starter.start()
    starter.heard(studio)
    for _ in range(3):
        studio.send_signal(signal.SIGINT)
    assert ended(studio) == (0, [])
