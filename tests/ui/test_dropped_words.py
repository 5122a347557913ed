"""What a switch of models dropped is said in one plain sentence."""

import pytest

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.fitting import Dropped
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
            Dropped(KLEIN, (Role.WIDTH, Role.HEIGHT)),
            "FLUX.2 [klein] 9B has no choice of size: it was left out.",
        ),
        (
            Dropped(KLEIN, (Role.MARGIN_TOP, Role.MARGIN_BOTTOM, Role.MARGIN_LEFT)),
            "FLUX.2 [klein] 9B has no margins: they were left out.",
        ),
        (
            Dropped(KLEIN, (Role.OFFSET_X, Role.OFFSET_Y, Role.MODE)),
            "FLUX.2 [klein] 9B has no place on the canvas or mode: they were left out.",
        ),
        (
            Dropped(KLEIN, changed=(Role.ASPECT_RATIO, Role.TIER)),
            "Aspect ratio and resolution tier were changed to what FLUX.2 [klein] 9B takes.",
        ),
        (
            Dropped(KLEIN, (Role.HEIGHT,), (Role.WIDTH, Role.SEED)),
            "To fit FLUX.2 [klein] 9B, size and seed were left out or changed.",
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
            "FLUX.2 [klein] 9B takes fewer pictures: one stays here, unused.",
        ),
        (
            Dropped(KLEIN, unused=4),
            "FLUX.2 [klein] 9B takes fewer pictures: 4 stay here, unused.",
        ),
        (
            Dropped(KLEIN, (Role.STEPS,), (Role.WIDTH,), unused=4),
            "To fit FLUX.2 [klein] 9B, steps, size and pictures were left out or changed.",
        ),
        (
            Dropped(KLEIN, (Role.REWRITING, Role.STEPS, Role.GUIDANCE), (Role.WIDTH,), unused=4),
            "To fit FLUX.2 [klein] 9B, 5 settings were left out or changed.",
        ),
    ],
)
def test_sentences(dropped: Dropped, said: str) -> None:
    assert dropped_sentence(dropped) == said


@pytest.mark.parametrize("role", Role)
def test_everything_a_model_can_lack_or_change_has_a_word(role: Role) -> None:
    for dropped in (Dropped(KLEIN, (role,)), Dropped(KLEIN, changed=(role,))):
        said = dropped_sentence(dropped)
        assert "settings" not in said
        assert "_" not in said
