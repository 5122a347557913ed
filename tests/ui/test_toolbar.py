"""The toolbar: what runs and waits, the balance, the place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.job import JobState
from bfl_studio.parts import StudioParts
from bfl_studio.ui.popups import Popover
from tests.scenes import a_job
from tests.ui.stage import shows
from tests.ui.studio_window import control, settle, standing_window, visible, words

pytestmark = pytest.mark.usefixtures("dark")


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[StudioParts]:
    with standing_window(tmp_path) as made:
        yield made


def test_the_queue_counts_what_runs_and_what_waits(parts: StudioParts) -> None:
    assert not visible(parts, QPushButton, "Queue")
    states = (JobState.SENDING, JobState.ACCEPTED, JobState.SAVING, JobState.QUEUED, JobState.SAVED)
    for number, state in enumerate(states):
        parts.studio.jobs.put(a_job(number, state))
    queue = control(parts, QPushButton, "Queue")
    assert words(queue) == "3 · 1"
    assert queue.accessibleDescription() == "3 running, 1 queued"
    for number in range(4):
        parts.studio.jobs.put(a_job(number, JobState.SAVED))
    assert not visible(parts, QPushButton, "Queue")


def test_the_queue_leads_to_the_jobs(parts: StudioParts) -> None:
    parts.studio.jobs.put(a_job(1, JobState.QUEUED))
    parts.window.panes.fold_library(True)
    control(parts, QPushButton, "Queue").click()
    assert not parts.window.panes.library_folded
    assert parts.window.panes.jobs.list.hasFocus()


@pytest.mark.parametrize(
    ("amount", "shown"), [("1240.9", "$12.40"), ("0.9", "$0.00"), ("100000", "$1,000.00")]
)
def test_the_balance_is_rounded_down_to_the_cent(
    parts: StudioParts, amount: str, shown: str
) -> None:
    assert not visible(parts, QWidget, "Balance")
    parts.studio.situation.set_balance(Place.SANDBOX, credits(amount))
    assert words(control(parts, QWidget, "Balance")) == shown


def test_pretend_money_wears_the_tint_of_the_sandbox(parts: StudioParts) -> None:
    parts.studio.situation.set_balance(Place.SANDBOX, credits("100"))
    assert words(control(parts, QPushButton, "Endpoint")) == "Sandbox"
    settle()
    assert shows(control(parts, QWidget, "Balance"), "sandbox-text")


def test_the_endpoint_explains_itself(parts: StudioParts) -> None:
    control(parts, QPushButton, "Endpoint").click()
    (popover,) = [each for each in parts.window.findChildren(Popover) if each.isVisible()]
    said = {
        each.accessibleName(): each.accessibleDescription()
        for each in popover.findChildren(QAbstractButton)
    }
    assert said["Sandbox"].startswith("Pretend money on this computer: nothing goes anywhere.")
    assert said["EU"] == "Sent to and made in the European Union."


def test_the_endpoint_wears_the_tint_of_the_sandbox_and_its_flask(parts: StudioParts) -> None:
    endpoint = control(parts, QPushButton, "Endpoint")
    QCursor.setPos(10_000, 10_000)
    settle()
    flask = endpoint.icon().pixmap(16).toImage()
    assert shows(endpoint, "sandbox-tint")
    assert shows(endpoint, "sandbox-text")
    parts.studio.situation.set_place(Place.EU)
    assert words(endpoint) == "EU"
    assert not shows(endpoint, "sandbox-tint")
    assert not shows(endpoint, "sandbox-text")
    assert endpoint.icon().pixmap(16).toImage() != flask


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (179, ""),
        (4 * 60 + 5, "4 min ago"),
        (59 * 60 + 59, "59 min ago"),
        (3 * 3600, "3 h ago"),
        (200_000, "over a day ago"),
    ],
)
def test_an_old_balance_says_its_age(parts: StudioParts, seconds: int, said: str) -> None:
    situation = parts.studio.situation
    situation.set_place(Place.GLOBAL)
    situation.set_balance(Place.GLOBAL, credits("100000"))
    situation._told_at[Place.GLOBAL] -= seconds
    situation.changed.emit()
    settle()
    balance = control(parts, QWidget, "Balance")
    assert words(balance) == "$1,000.00"
    spoken = balance.accessibleDescription().replace("\u00a0", " ")
    assert spoken == ", ".join(filter(None, ("$1,000.00", said)))
    shown = [words(each) for each in parts.window.panes.toolbar.findChildren(QWidget)]
    assert [each for each in shown if each.endswith("ago")] == ([said] if said else [])
    # Nothing on a face in text-3 is as bright as text.
    assert shows(balance, "text-3" if said else "text")
    assert shows(balance, "text") is not bool(said)
    situation.set_balance(Place.GLOBAL, credits("100000"))
    assert balance.accessibleDescription() == "$1,000.00"
    assert shows(balance, "text")


def test_an_age_grows_by_itself(parts: StudioParts) -> None:
    situation = parts.studio.situation
    situation.set_balance(Place.SANDBOX, credits("100000"))
    (clock,) = parts.window.panes.toolbar.findChildren(QTimer)
    # It looks again when the balance has become stale, and no sooner.
    assert clock.isActive()
    assert 170_000 < clock.remainingTime() <= 190_000
    situation._told_at[Place.SANDBOX] -= 4 * 60 + 30
    clock.timeout.emit()
    assert control(parts, QWidget, "Balance").accessibleDescription() == "$1,000.00, 4\u00a0min ago"
    assert 25_000 < clock.remainingTime() <= 33_000
    parts.window.hide()
    assert not clock.isActive()


def test_a_balance_below_the_price_warns(parts: StudioParts) -> None:
    situation = parts.studio.situation
    situation.set_place(Place.GLOBAL)
    situation.set_balance(Place.GLOBAL, credits("3"))
    balance = control(parts, QWidget, "Balance")
    assert not shows(balance, "warn-text")
    parts.studio.recipe_state.set_pictures(4)
    settle()
    assert shows(balance, "warn-text")
    assert balance.accessibleDescription() == "$0.03, less than the next press may cost"
    parts.studio.recipe_state.set_pictures(1)
    settle()
    assert not shows(balance, "warn-text")


def test_hidden_prices_are_dots(parts: StudioParts) -> None:
    parts.studio.situation.set_balance(Place.SANDBOX, credits("100"))
    parts.window.panes.toolbar.set_prices_hidden(True)
    assert words(control(parts, QWidget, "Balance")) == "•••"
    parts.window.panes.toolbar.set_prices_hidden(False)
    assert words(control(parts, QWidget, "Balance")) == "$1.00"


@pytest.mark.parametrize(
    ("place", "origin", "live"),
    [
        (Place.SANDBOX, None, Place.GLOBAL),
        (Place.EU, None, Place.EU),
        (Place.SANDBOX, "https://flux.example", Place.CUSTOM),
        (Place.CUSTOM, "https://flux.example", Place.CUSTOM),
    ],
)
def test_where_money_moves(
    qtbot: QtBot, tmp_path: Path, place: Place, origin: str | None, live: Place
) -> None:
    with standing_window(tmp_path, place=place, origin=origin) as parts:
        assert parts.window.panes.toolbar.live_place is live


def test_a_start_flag_endpoint_is_told_across_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    with standing_window(tmp_path, place=Place.CUSTOM, origin="https://flux.example") as parts:
        parts.studio.situation.set_balance(Place.CUSTOM, credits("100"))
        said = [words(each) for each in parts.window.findChildren(QWidget) if each.isVisible()]
        assert "Jobs go to https://flux.example, as asked for at the start." in said
        assert words(control(parts, QPushButton, "Endpoint")) == "Own service"
        assert not shows(control(parts, QWidget, "Balance"), "sandbox-text")


def test_without_a_start_flag_nothing_is_told(parts: StudioParts) -> None:
    said = [words(each) for each in parts.window.findChildren(QWidget) if each.isVisible()]
    assert not [each for each in said if each.startswith("Jobs go to")]
