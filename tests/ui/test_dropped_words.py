"""What a switch of models dropped is said in one plain sentence."""

import pytest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.fitting import Dropped
from bfl_studio.domain.flux_models import hosted
from bfl_studio.ui.dropped_words import dropped_sentence

pytestmark = pytest.mark.usefixtures("qapp")

KLEIN = "FLUX.2 [klein] 9B"


@pytest.mark.parametrize(
    ("dropped", "said"),
    [
        (
            Dropped(KLEIN, (Role.STEPS, Role.GUIDANCE)),
            "FLUX.2 [klein] 9B has no steps or guidance: they were left out.",
        ),
        (
            Dropped(KLEIN, (Role.REWRITING,)),
            "FLUX.2 [klein] 9B has no prompt rewriting: it was left out.",
        ),
        (Dropped(KLEIN, (Role.STEPS,)), "FLUX.2 [klein] 9B has no steps: they were left out."),
        (
            Dropped(KLEIN, (Role.REWRITING, Role.STEPS, Role.GUIDANCE)),
            "FLUX.2 [klein] 9B has no prompt rewriting, steps or guidance: they were left out.",
        ),
        (
            Dropped(KLEIN, changed=(Role.SAFETY_TOLERANCE,)),
            "Safety tolerance was changed to what FLUX.2 [klein] 9B takes.",
        ),
        (
            Dropped(KLEIN, changed=(Role.SAFETY_TOLERANCE, Role.WIDTH)),
            "Safety tolerance and size were changed to what FLUX.2 [klein] 9B takes.",
        ),
        (
            Dropped(KLEIN, unused=1),
            "FLUX.2 [klein] 9B takes fewer references: the last one stays here, unused.",
        ),
        (
            Dropped(KLEIN, unused=4),
            "FLUX.2 [klein] 9B takes fewer references: the last 4 stay here, unused.",
        ),
        (
            Dropped(KLEIN, (Role.STEPS,), (Role.WIDTH,), unused=4),
            "To fit FLUX.2 [klein] 9B, steps, size and references were left out or changed.",
        ),
        (
            Dropped(KLEIN, (Role.REWRITING, Role.STEPS, Role.GUIDANCE), (Role.WIDTH,), unused=4),
            "To fit FLUX.2 [klein] 9B, 5 settings were left out or changed.",
        ),
    ],
)
def test_sentences(dropped: Dropped, said: str) -> None:
    assert dropped_sentence(dropped) == said


def test_everything_a_model_can_lack_has_a_word() -> None:
    kept = {Role.PROMPT, Role.HEIGHT, Role.REFERENCE}
    for role in {row.role for model in hosted() for row in model.parameters} - kept:
        assert "settings" not in dropped_sentence(Dropped(KLEIN, (role,)))
