"""Pictures that had no room are named, however many there are and whatever they are called."""

from __future__ import annotations

import pytest

from bfl_studio.state.notices import Notice, Severity, Topic
from bfl_studio.ui.notice_words import notice_sentence

pytestmark = pytest.mark.usefixtures("qapp")


def _said(*names: str) -> str:
    first, second = (*names, "")[:2]
    notice = Notice(
        "k", Severity.WARNING, Topic.TOO_MANY, count=len(names), most=8, names=(first, second)
    )
    return notice_sentence(notice)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["9.png"], "“9.png” was left out."),
        (["9.png", "10.png"], "“9.png” and “10.png” were left out."),
        (["9.png", "a", "b"], "“9.png”, “a” and 1 more were left out."),
        ([f"{number}.png" for number in range(5)], "“0.png”, “1.png” and 3 more were left out."),
    ],
)
def test_the_first_are_named_and_the_others_counted(names: list[str], said: str) -> None:
    assert _said(*names) == f"This model takes 8: {said}"


@pytest.mark.parametrize("count", [1, 2, 3, 100_000])
def test_no_name_makes_the_sentence_long_or_does_it_any_harm(count: int) -> None:
    said = _said(*["{most}\u202e\n<b>" + "x" * 5000] * count)
    assert said.isprintable()
    assert len(said) < 200
    assert "{most} <b>" in said
