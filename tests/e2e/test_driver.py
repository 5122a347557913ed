"""The driver's own test: real clicks, keys and screen readers' answers on a small window."""

import sys
from collections.abc import Iterator

import pytest

from tests.e2e.atspi import Accessibility, State, accessibility
from tests.e2e.desktop import Desktop, desktop
from tests.e2e.session import DriverError, wait_until

ROWS = 300
SECONDS = 30
"""For what a desktop does at once, on a computer with other things to do."""


@pytest.fixture(scope="module")
def screen() -> Iterator[Desktop]:
    with desktop("800x600") as started:
        yield started


@pytest.fixture
def tree(screen: Desktop) -> Iterator[Accessibility]:
    command = [sys.executable, "-m", "tests.e2e.driven_window", str(ROWS)]
    with screen.running(command) as process, accessibility(screen) as found:
        screen.wait_for_window("Driven window")
        yield found
        screen.close_window("Driven window")
        process.wait(10)


def _said(tree: Accessibility) -> str:
    return tree.find_where(lambda name: True, role="label")[0].name


def test_types_and_clicks_as_a_person_does(screen: Desktop, tree: Accessibility) -> None:
    words = tree.wait_for("Words")
    screen.click(words.centre)
    wait_until(lambda: State.FOCUSED in words.states, SECONDS, "the focus")
    screen.type_text("a fox, naïve ☃")
    wait_until(lambda: words.text == "a fox, naïve ☃", SECONDS, "the typed words")
    screen.wheel(tree.wait_for("Number").centre, 3)
    wait_until(lambda: tree.wait_for("Number").text == "3", SECONDS, "the number")
    screen.click(tree.wait_for("Push", role="push button").centre)
    wait_until(lambda: _said(tree) == "a fox, naïve ☃ 3", SECONDS, "the answer")


def test_keys_reach_the_control_that_has_the_focus(screen: Desktop, tree: Accessibility) -> None:
    screen.click(tree.wait_for("Words").centre)
    screen.type_text("gone")
    screen.key("ctrl+a", "Delete", "x", "Tab", "5", "Tab", "space")
    wait_until(lambda: _said(tree) == "x 5", SECONDS, "the answer")


def test_reads_what_a_screen_reader_reads(tree: Accessibility) -> None:
    items = tree.wait_for("Items")
    assert items.role == "list"
    assert items.names == [f"item {row}" for row in range(ROWS)]
    label = tree.wait_for("nothing yet")
    assert label.description == "what was pushed"
    assert State.FOCUSABLE not in label.states
    tree.wait_for("Push").press()
    wait_until(lambda: _said(tree) == " 0", SECONDS, "the answer")


def test_says_what_is_there_when_something_is_not(tree: Accessibility) -> None:
    with pytest.raises(DriverError, match="Words"):
        tree.wait_for("Nowhere", seconds=0.1)


def test_sees_the_screen(screen: Desktop, tree: Accessibility) -> None:
    extents = tree.wait_for("Items").extents
    corner = (extents.x, extents.y, extents.x + extents.width, extents.y + extents.height)
    shot = screen.screenshot()
    assert shot.size == (800, 600)
    colours = shot.crop(corner).convert("RGB").getcolors(maxcolors=1 << 16)
    assert colours is not None
    assert len(colours) > 1
