"""“Open with BFL Studio”: files of the desktop become references, here or in the open window."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from bfl_studio import options, single_instance
from bfl_studio.domain.errors import Failure
from bfl_studio.single_instance import Doorbell
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.sandbox.process import PATIENCE
from tests.starter import Starter, ended

TELLING = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from bfl_studio import app
from bfl_studio.parts import StudioProcess
plain = StudioProcess.opening
def opening(process):
    if events := os.environ.pop("OPENED_BY_EVENT", ""):
        for path in events.split(os.pathsep):
            QCoreApplication.sendEvent(QCoreApplication.instance(), QFileOpenEvent(path))
    yield from plain(process)
    def told():
        names = [image.origin for image in process.front.recipe_state.recipe.images]
        if names:
            print(",".join(names), flush=True)
    process.front.recipe_state.changed.connect(told)
    process.front.notices.changed.connect(
        lambda: print(*[each.failure.said for each in process.front.notices.notices], flush=True)
    )
StudioProcess.opening = opening
sys.exit(app.main(sys.argv[1:]))
"""


def _picture(path: Path) -> str:
    Image.new("RGB", (128, 96), (40, 90, 160)).save(path)
    return str(path)


def _names(live: LiveStudio) -> list[str]:
    return [image.origin for image in live.process.front.recipe_state.recipe.images]


def _next_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_new_window_opens_with_them(starter: Starter, tmp_path: Path) -> None:
    first, second = _picture(tmp_path / "a b.png"), _picture(tmp_path / "é.jpg")
    studio = starter.start("-c", TELLING, first, Path(second).as_uri())
    assert _next_line(studio) == "a b.png,é.jpg"
    assert ended(studio) == (0, [])


def test_the_open_window_takes_them_and_the_second_start_ends(
    starter: Starter, tmp_path: Path
) -> None:
    studio = starter.start("-c", TELLING)
    starter.heard(studio)
    names = [_picture(tmp_path / f"{number}.png") for number in (1, 2)]
    second = starter.start("-m", "bfl_studio", names[0])
    assert second.wait(PATIENCE) == 0
    assert _next_line(studio) == "1.png"
    third = starter.start("-m", "bfl_studio", names[1])
    assert third.wait(PATIENCE) == 0
    assert _next_line(studio) == "1.png,2.png"
    assert ended(studio) == (0, [])


def test_files_handed_over_to_one_that_is_just_starting_are_not_lost(
    starter: Starter, tmp_path: Path
) -> None:
    studio = starter.start("-c", TELLING)
    starter.owns(studio)
    second = starter.start("-m", "bfl_studio", _picture(tmp_path / "early.png"))
    assert second.wait(PATIENCE) == 0
    assert _next_line(studio) == "early.png"


def test_what_macos_says_by_events_is_one_drop(
    starter: Starter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [_picture(tmp_path / f"{number}.png") for number in (1, 2)]
    monkeypatch.setenv("OPENED_BY_EVENT", os.pathsep.join(paths))
    studio = starter.start("-c", TELLING)
    assert _next_line(studio) == "1.png,2.png"


def test_what_is_no_picture_is_named_in_a_sentence(starter: Starter, tmp_path: Path) -> None:
    text = tmp_path / "brief.pdf"
    text.write_text("no picture")
    studio = starter.start("-c", TELLING, str(text))
    assert _next_line(studio) == "brief.pdf"
    assert ended(studio) == (0, [])


HOSTILE = {
    "missing": "gone.png",
    "too long a name": "x" * 300 + ".png",
    "an address": "https://example.com/picture.png",
    "a file of another computer": "file://server/share/picture.png",
    "a NUL in an address": "file:///pictures/a%00b.png",
    "no text": b"\xff\xfe.png".decode("utf-8", "surrogateescape"),
    "markup": "<b>bold</b>.png",
}


@pytest.mark.parametrize("given", HOSTILE.values(), ids=HOSTILE.keys())
def test_names_that_are_no_file_get_the_ordinary_sentence(
    run: Run, tmp_path: Path, given: str
) -> None:
    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            live.process.opened_files.bring(options.parse([given]).pictures)
            await live.until(lambda: live.process.studio.notices.notices)
            (notice,) = live.process.studio.notices.notices
            assert notice.failure is not None
            assert notice.failure.kind.value.startswith("reference_")
            assert not _names(live)

    run(scenario())


def test_the_rest_is_taken_beside_what_is_refused(run: Run, tmp_path: Path) -> None:
    fifo = tmp_path / "pipe.png"
    os.mkfifo(fifo)
    paths = (fifo, Path(_picture(tmp_path / "real.png")), tmp_path / "gone.png")

    async def scenario() -> None:
        async with live_studio(tmp_path / "data") as live:
            live.process.opened_files.bring(paths)
            await live.until(lambda: _names(live) == ["real.png"])
            assert {each.said for each in _failures(live)} == {"pipe.png", "gone.png"}

    run(scenario())


def _failures(live: LiveStudio) -> list[Failure]:
    notices = live.process.studio.notices.notices
    return [each.failure for each in notices if each.failure is not None]


def test_the_draft_of_last_time_comes_first(run: Run, tmp_path: Path) -> None:
    async def scenario() -> None:
        picture = Path(_picture(tmp_path / "kept.png"))
        async with live_studio(tmp_path / "data") as live:
            live.type_prompt("the jacket")
            live.process.opened_files.bring([picture])
            await live.until(lambda: _names(live) == ["kept.png"])
        async with live_studio(tmp_path / "data", ready=False) as live:
            live.process.opened_files.bring([Path(_picture(tmp_path / "new.png"))])
            await live.until(lambda: _names(live) == ["kept.png", "new.png"])
            assert live.process.front.recipe_state.recipe.prompt == "the jacket"

    run(scenario())


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("file:///pictures/a%20b.png", "/pictures/a b.png"),
        ("FILE://localhost/pictures/%C3%A9.png", "/pictures/é.png"),
        ("/pictures/100%25.png", "/pictures/100%25.png"),
        ("./a.png", str(Path.cwd() / "a.png")),
    ],
)
def test_a_path_and_a_file_address_are_the_same(given: str, path: str) -> None:
    assert options.parse([given]).pictures == (Path(path),)


def test_nothing_is_not_the_present_folder() -> None:
    assert options.parse(["", "--data-dir", "x"]).pictures == ()


def test_any_path_comes_through_the_bell(qtbot: QtBot, tmp_path: Path) -> None:
    bell = Doorbell(tmp_path)
    bell.listen()
    odd = os.fsdecode(b"/pictures/\xff line\nbreak.png")
    many = tuple(Path(f"/somewhere/{number:06}/picture.png") for number in range(20_000))
    for paths in ((Path(odd),), many):
        with qtbot.waitSignal(bell.handed) as heard:
            process = _handing(tmp_path, paths)
        assert heard.args == [paths]
        assert process.wait(PATIENCE) == 0
    bell.close()


def _handing(data: Path, paths: tuple[Path, ...]) -> subprocess.Popen[bytes]:
    program = (
        "import os, sys; from pathlib import Path; from bfl_studio.single_instance import ring;"
        "paths = [Path(os.fsdecode(each)) for each in sys.stdin.buffer.read().split(b'\\0')];"
        "sys.exit(not ring(Path(sys.argv[1]), paths))"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(data)], stdin=subprocess.PIPE)
    assert process.stdin is not None
    with process.stdin:
        process.stdin.write(b"\0".join(map(os.fsencode, paths)))
    return process


def test_a_visitor_that_promises_too_much_or_says_nothing_is_no_trouble(
    qtbot: QtBot, tmp_path: Path
) -> None:
    bell = Doorbell(tmp_path)
    bell.listen()
    silent, loud = QLocalSocket(), QLocalSocket()
    for visitor in (silent, loud):
        visitor.connectToServer(single_instance.bells(tmp_path)[0])
    loud.write(struct.pack(">I", 2**32 - 1) + b"/pictures/a.png")
    with qtbot.assertNotEmitted(bell.handed), qtbot.waitSignal(loud.disconnected):
        pass
    with qtbot.waitSignal(bell.handed):
        process = _handing(tmp_path, (Path("/pictures/a.png"),))
    assert process.wait(PATIENCE) == 0
    for visitor in (silent, loud):
        visitor.abort()
    bell.close()
