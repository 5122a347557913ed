"""The price on the button is what the Sandbox charges: every model by pixels and preset."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from bfl_studio.domain.credits import credits
from bfl_studio.domain.flux_2_models import FLUX_2_MODELS
from bfl_studio.domain.geometry import PRESETS
from bfl_studio.storage.journal import Journal
from bfl_studio.ui.money import money
from tests.e2e.window import LiveStudio, live_studio
from tests.loop import Run
from tests.sandbox.process import running_sandbox

FLAGS = ("--seconds-per-image", "0", "--paint", "flat", "--credits", "1000000")


def _more_than(studio: LiveStudio, jobs: int) -> bool:
    return len(studio.process.studio.jobs.jobs) > jobs


def test_the_price_on_the_button_is_the_charge(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_API_KEY", "bfl_prices")
    promised: list[str] = []

    async def buy_everything(origin: str) -> None:
        async with live_studio(tmp_path, origin) as studio:
            studio.type_prompt("a harbour")
            state = studio.process.studio.recipe_state
            for model in FLUX_2_MODELS:
                state.set_model(model.id)
                for preset in PRESETS:
                    state.set_size(preset.size)
                    promised.append(studio.generate_words.rpartition(" · ")[2])
                    jobs = len(studio.process.studio.jobs.jobs)
                    studio.press_generate()
                    await studio.until(partial(_more_than, studio, jobs))
                    await studio.until(
                        lambda: studio.process.studio.generate_state.face.kind != "sending"
                    )
            total = len(FLUX_2_MODELS) * len(PRESETS)
            await studio.until(lambda: len(sandbox.ledger()) == total, 60)

    with running_sandbox(None, *FLAGS) as sandbox:
        run(buy_everything(sandbox.base_url))
        ledger = sandbox.ledger()
    charged = {str(line["task"]): money(credits(str(line["cost"]))) for line in ledger}
    journal = Journal(tmp_path / "journal.db")
    bought = [journal.job(number) for number in range(1, len(promised) + 1)]
    journal.close()
    assert len(promised) == len(ledger) == 161
    assert [charged[str(job.task_id)] for job in bought] == promised
