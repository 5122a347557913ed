"""What is written survives a studio that is killed, choices and chips and all, whatever is typed
before it is there again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bfl_studio.domain.recipe import Mention
from tests.e2e.desktop import desktop
from tests.e2e.first_picture import TITLE
from tests.e2e.kept_draft import kept_recipe
from tests.e2e.session import wait_until
from tests.e2e.window import live_studio
from tests.loop import Run
from tests.sandbox.process import PATIENCE, REPOSITORY

_PROMPT = "{red|deep blue} jacket of image 1, {{as|it}} reads"
_MENTIONS = (Mention(_PROMPT.index("image 1"), 7, "a" * 64),)


def test_a_prompt_with_choices_is_there_after_a_kill(run: Run, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.typing_studio", "--data-dir", str(tmp_path)],
        cwd=REPOSITORY,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "TYPED": _PROMPT},
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while kept_recipe(tmp_path).get("mentions") is None:
            assert child.poll() is None
            assert time.monotonic() < deadline, "nothing was kept"
            time.sleep(0.1)
    finally:
        child.kill()
        child.wait()

    async def scenario() -> None:
        async with live_studio(tmp_path) as live:
            state = live.process.studio.recipe_state
            await live.until(lambda: state.recipe.prompt == _PROMPT)
            assert state.recipe.mentions == _MENTIONS
            assert state.choices == 2

    run(scenario())


def test_a_key_in_the_first_moment_of_the_next_start_destroys_nothing(tmp_path: Path) -> None:
    """By real keys, while the window stands and the journal is still being opened."""
    command = [sys.executable, "-m", "bfl_studio", "--data-dir", str(tmp_path)]
    with desktop() as screen:

        def until_kept(words: str) -> None:
            wait_until(lambda: kept_recipe(tmp_path).get("prompt") == words, PATIENCE, words)

        for typed in ("my long careful draft", " at dusk", ", in fog"):
            before = kept_recipe(tmp_path).get("prompt", "")
            with screen.running(command) as studio:
                screen.wait_for_window(TITLE, PATIENCE)
                screen.type_text(typed)
                until_kept(before + typed)
                studio.kill()
                studio.wait()
