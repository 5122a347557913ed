"""What a designer does most, by hand on a real screen: how many gestures, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from tests.drops.carried import Carried, lay_out
from tests.e2e.atspi import State
from tests.e2e.dragging_studio import dragging_studio
from tests.e2e.gestures import Person, sha256_of
from tests.e2e.overheard_sandbox import overheard_sandbox

TURNS = ("now at dusk", "remove the boat", "add light fog", "in winter", "as a watercolour")


@contextmanager
def _person(folder: Path) -> Iterator[Person]:
    """Somebody at a studio that sends to a Sandbox which writes everything down."""
    files, service = folder / "dragged", folder / "service"
    lay_out(files)
    service.mkdir()
    with (
        overheard_sandbox(service) as sandbox,
        dragging_studio(
            folder / "data", files, "--endpoint", sandbox.origin, BFL_API_KEY="bfl_scenarios"
        ) as both,
    ):
        prompt = both.node("Prompt", "text")
        both.until(lambda: State.FOCUSED in prompt.states, "the keyboard in the prompt")
        person = Person(both, sandbox, folder / "data")
        person.price()
        yield person


def test_four_pictures_of_a_folder_are_combined_in_three_gestures(tmp_path: Path) -> None:
    """One drag; words with chips chosen by digits; Ctrl+Enter."""
    with _person(tmp_path) as person:
        person.drag(Carried.FOUR_FILES, 1)
        person.price()
        # Choosing chips while the words are typed is the second gesture.
        person.type_words("the woman of @3 in the coat of @1, at the place of @4, lit as @2")
        person.gestures += 1
        promised = person.price()
        person.chord("ctrl+Return")
        person.until(person.library, "the picture")
        (sent,), charged = person.sent(), person.charges()
        originals = person.originals(sent)
        assert person.gestures == 3
        assert charged == [promised]
        assert len({*person.prices}) > 1, "references have their price"

    words = "the woman of image 3 in the coat of image 1, at the place of image 4, lit as image 2"
    assert sent.prompt == words
    # Slots are filled in the natural order of the names, whatever order they were dragged in.
    names = ("img 1.png", "img 2.png", "img 10.png", "img 33.png")
    assert originals == [sha256_of(tmp_path / "dragged" / name) for name in names]
    named = [originals[int(number) - 1] for number in re.findall(r"image (\d)", sent.prompt)]
    meant = ("img 10.png", "img 1.png", "img 33.png", "img 2.png")
    assert named == [sha256_of(tmp_path / "dragged" / name) for name in meant]


def test_a_chain_of_edits_takes_two_gestures_a_turn(tmp_path: Path) -> None:
    """Ctrl+E, what is to change, Ctrl+Enter; the size goes with the picture."""
    with _person(tmp_path) as person:
        person.type_words("a quiet harbour")
        _choose_wide(person)
        promised = [_make(person)]
        results = [_newest(person)]
        person.gestures = 0
        for words in TURNS:
            person.chord("ctrl+e")
            expected = sha256_of(results[-1])
            person.until(lambda: person.both.names() == [results[-1].name], "image 1")
            person.type_words(words)
            promised.append(_make(person))
            results.append(_newest(person))
            sent = person.sent()[-1]
            assert person.originals(sent) == [expected]
            assert sent.prompt == words
        assert person.gestures == 2 * len(TURNS)
        assert person.charges() == promised
        sizes = {each.size for each in person.sent()}
    assert len(sizes) == 1
    (size,) = sizes
    assert size[0] > size[1]
    with Image.open(results[-1]) as last:
        assert last.size == size


def _choose_wide(person: Person) -> None:
    """Another shape than the one at the start, or *As image 1* would prove nothing."""
    screen = person.both.screen
    screen.click(person.both.node("Width").centre)
    screen.key("ctrl+a")
    screen.type_text("1344")
    screen.key("Tab")
    screen.click(person.both.node("Prompt", "text").centre)


def _make(person: Person) -> str:
    """Ctrl+Enter; the price it was promised for, once the picture is there."""
    before, promised = person.library(), person.price()
    person.chord("ctrl+Return")
    person.until(lambda: person.library() - before, "the picture")
    listed = len(before) + 1
    tiles = person.both.node("Library", "list")
    person.until(
        lambda: len([each for each in tiles.names if each.startswith("Picture")]) == listed,
        "its tile",
    )
    return promised


def _newest(person: Person) -> Path:
    return max(person.library(), key=lambda path: path.stat().st_mtime_ns)
