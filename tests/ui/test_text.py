"""Words in the window are plain text, never clipped, at the line height of their step."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.ui import text, theme
from bfl_studio.ui.controls import column
from bfl_studio.ui.tokens import FACES

MARKUP = "<b>bold</b> <img src='http://example.org/x.png'>"
SENTENCE = "The picture was finished, but its link ran out before it was saved."


# The offscreen platform says so of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def dark(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Scheme.DARK)


@pytest.mark.parametrize("make", [text.label, text.elided, text.wrapped])
def test_markup_is_shown_as_it_was_written(make: Callable[[str], text.Label]) -> None:
    label = make(MARKUP)
    assert label.textFormat() == Qt.TextFormat.PlainText
    label.resize(2000, 20)
    assert label.shown == (MARKUP,)


@pytest.mark.parametrize("face", FACES)
def test_a_line_is_as_high_as_its_step_of_the_scale(face: str) -> None:
    assert text.label("Height", face).sizeHint().height() == FACES[face].line


def test_a_label_asks_for_the_room_its_words_need(qtbot: QtBot) -> None:
    label = text.label(SENTENCE)
    label.resize(label.minimumSizeHint())
    assert label.shown == (SENTENCE,)


def test_an_elided_label_gives_way_and_says_that_there_is_more() -> None:
    label = text.elided(SENTENCE)
    label.resize(120, 20)
    (line,) = label.shown
    assert line.endswith(text.ELLIPSIS)
    assert text.natural_width(line, "body") <= 121
    assert label.minimumSizeHint().width() < 60


def test_pointing_at_shortened_words_shows_them_all(qtbot: QtBot) -> None:
    label = text.elided(MARKUP + SENTENCE)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    place = QPoint(4, 4)
    help_event = QHelpEvent(QHelpEvent.Type.ToolTip, place, label.mapToGlobal(place))
    QApplication.sendEvent(label, help_event)
    assert QToolTip.text() == text.tooltip(MARKUP + SENTENCE)
    QToolTip.hideText()


def test_wrapped_words_get_the_height_their_lines_need(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    label = text.wrapped(SENTENCE)
    layout = column(label)
    layout.addStretch(1)
    host.setLayout(layout)
    host.resize(160, 400)
    host.show()
    assert len(label.shown) > 2
    assert " ".join(label.shown) == SENTENCE
    assert label.height() == len(label.shown) * FACES["body"].line


def test_wrapped_words_stop_at_the_lines_they_are_given() -> None:
    label = text.wrapped(SENTENCE, lines=2)
    label.resize(160, 40)
    assert len(label.shown) == 2
    assert label.shown[-1].endswith(text.ELLIPSIS)


def test_line_breaks_are_kept_where_words_wrap() -> None:
    label = text.wrapped("one\ntwo")
    label.resize(400, 40)
    assert label.shown == ("one", "two")


def test_a_tooltip_never_takes_words_for_markup(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    text.set_tooltip(widget, MARKUP, "Ctrl+B")
    assert "<b>" not in widget.toolTip()
    assert "&lt;b&gt;" in widget.toolTip()
    assert "Ctrl+B" in widget.toolTip()


def test_service_text_loses_what_could_deceive() -> None:
    deceiving = "Pay\u202e001$\u200b\x07 now\r\n\tplease\u2066"
    assert text.plain(deceiving) == "Pay001$ now please"


@given(st.text(max_size=3000), st.integers(min_value=1, max_value=600))
def test_service_text_is_short_one_line_and_harmless(words: str, limit: int) -> None:
    cleaned = text.plain(words, limit)
    assert len(cleaned) <= limit
    assert not set(cleaned) & set("\n\r\t\0\x1b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
    assert text.plain(cleaned, limit) == cleaned


def test_a_tooltip_is_said_aloud_without_its_markup(qtbot: QtBot) -> None:
    part, described = QWidget(), QWidget()
    qtbot.addWidget(part)
    qtbot.addWidget(described)
    text.set_tooltip(part, "Menu <b>", "F10")
    assert part.accessibleDescription() == "Menu <b>, F10"
    text.set_tooltip(part, "Close")
    assert part.accessibleDescription() == "Close"
    described.setAccessibleDescription("three running")
    text.set_tooltip(described, "Queue")
    assert described.accessibleDescription() == "three running"
