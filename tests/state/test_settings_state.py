"""Settings change at once, and are handed on to be written a little later."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bfl_studio.domain.credits import credits
from bfl_studio.domain.settings import Settings
from bfl_studio.state.settings_state import SettingsState

pytestmark = pytest.mark.usefixtures("qapp")


class Disk:
    """Remembers what was handed on."""

    def __init__(self) -> None:
        self.saved: list[Settings] = []

    def save(self, settings: Settings) -> None:
        self.saved.append(settings)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def state() -> Iterator[SettingsState]:
    made = SettingsState(Settings().with_value("scale", 125))
    yield made
    made.flush()


@pytest.fixture
def told(state: SettingsState) -> list[str]:
    keys: list[str] = []
    state.changed.connect(keys.append)
    return keys


def _waits(state: SettingsState) -> bool:
    return any(timer.isActive() for timer in state.findChildren(QTimer))


def test_a_change_is_told_once_and_only_if_it_is_one(state: SettingsState, told: list[str]) -> None:
    state.set_value("scheme", "dark")
    state.set_value("scheme", "dark")
    state.set_value("scale", 125)
    assert told == ["scheme"]
    assert state.value("scheme") == "dark"
    assert state.settings.scheme == "dark"


def test_whoever_hears_of_a_change_sees_it(state: SettingsState) -> None:
    seen: list[object] = []
    state.changed.connect(lambda key: seen.append(state.value(key)))
    state.set_value("hide_prices", True)
    assert seen == [True]


def test_reset_is_back_to_the_default(state: SettingsState, told: list[str]) -> None:
    state.reset("scale")
    assert state.settings == Settings()
    assert told == ["scale"]


def test_a_wrong_value_changes_nothing(state: SettingsState, disk: Disk, told: list[str]) -> None:
    state.persist(disk.save)
    before = state.settings
    for key, value in (("scale", 7), ("scheme", "sepia"), ("reduce_motion", 1)):
        with pytest.raises(ValueError, match=key):
            state.set_value(key, value)
    assert state.settings == before
    assert told == []
    assert not _waits(state)


def test_many_changes_are_written_once(state: SettingsState, disk: Disk, qtbot: QtBot) -> None:
    state.persist(disk.save)
    for scale in (80, 90, 100, 110):
        state.set_value("scale", scale)
    assert disk.saved == []
    qtbot.waitUntil(lambda: bool(disk.saved))
    assert disk.saved == [state.settings]
    assert not _waits(state)


def test_what_changed_before_there_was_a_disk_is_written(
    state: SettingsState, disk: Disk, qtbot: QtBot
) -> None:
    state.set_value("welcomed", True)
    assert not _waits(state)
    state.persist(disk.save)
    qtbot.waitUntil(lambda: disk.saved == [state.settings])


def test_nothing_is_written_when_nothing_changed(state: SettingsState, disk: Disk) -> None:
    state.persist(disk.save)
    assert not _waits(state)
    state.flush()
    assert disk.saved == []


def test_flush_writes_at_once_and_once(state: SettingsState, disk: Disk) -> None:
    state.persist(disk.save)
    state.set_value("place", "eu")
    state.flush()
    state.flush()
    assert disk.saved == [state.settings]
    assert not _waits(state)


def test_going_back_before_it_was_written_writes_nothing(state: SettingsState, disk: Disk) -> None:
    state.persist(disk.save)
    before = state.settings
    state.set_value("scheme", "dark")
    state.set_value("scheme", "system")
    state.flush()
    assert state.settings == before
    assert disk.saved == []


def test_at_first_a_press_above_one_dollar_asks_twice() -> None:
    assert Settings().confirm_above == credits(100)
