"""The real window on a real screen: a first picture, and a kill in the middle of one."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tests.e2e.atspi import accessibility
from tests.e2e.desktop import desktop
from tests.e2e.first_picture import make_picture, pictures
from tests.e2e.session import wait_until

TITLE = "BFL Studio"


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "bfl_studio", "--data-dir", str(folder)]


def _jobs(folder: Path) -> list[tuple[str, str]]:
    """State and task of every job in the journal."""
    path = folder / "journal.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as journal:
        # The file is there a moment before what is in it.
        if not journal.execute("SELECT 1 FROM sqlite_master WHERE name = 'job'").fetchall():
            return []
        return journal.execute("SELECT state, task_id FROM job ORDER BY number").fetchall()


def _ledger(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "sandbox/ledger.jsonl").read_text().splitlines()]


def test_a_prompt_and_ctrl_enter_give_a_saved_picture_byte_for_byte(tmp_path: Path) -> None:
    with (
        desktop() as screen,
        screen.running(_command(tmp_path)) as studio,
        accessibility(screen) as tree,
    ):
        picture = make_picture(screen, tree, studio, tmp_path / "library", "a quiet harbour")
        spoken = tree.wait_for("Library", role="list").names
        assert any(
            "a quiet harbour" in sentence and "charged $0.03" in sentence for sentence in spoken
        )
        screen.close_window(TITLE)
        wait_until(lambda: studio.poll() is not None, 60, "the end of the studio")
        assert studio.returncode == 0
    ((state, task),) = _jobs(tmp_path)
    assert state == "saved"
    (delivered,) = (tmp_path / "sandbox" / "pictures").glob(f"{task}*")
    assert picture.read_bytes() == delivered.read_bytes()


def test_killed_between_accept_and_download_the_picture_arrives_and_is_bought_once(
    tmp_path: Path,
) -> None:
    library = tmp_path / "library"
    with desktop() as screen:
        with screen.running(_command(tmp_path)) as studio, accessibility(screen) as tree:
            screen.wait_for_window(TITLE)
            screen.click(tree.wait_for("Prompt").centre)
            screen.type_text("a slow harbour sandbox:slow")
            screen.key("ctrl+Return")
            wait_until(
                lambda: [state for state, _ in _jobs(tmp_path)] == ["accepted"], 60, "acceptance"
            )
            studio.kill()
            studio.wait()
        assert not pictures(library)
        with screen.running(_command(tmp_path)) as studio, accessibility(screen) as tree:
            wait_until(lambda: pictures(library), 120, "the picture")
            wait_until(lambda: len(tree.wait_for("Library", role="list").names) > 0, 60, "its tile")
            screen.close_window(TITLE)
            wait_until(lambda: studio.poll() is not None, 60, "the end of the studio")
    assert [state for state, _ in _jobs(tmp_path)] == ["saved"]
    assert len(_ledger(tmp_path)) == 1
