"""Scenes of the pictures that go to the model: none, some, all, read, lost, too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import JobState
from bfl_studio.domain.parts import Part
from bfl_studio.domain.recipe import RecipeImage
from bfl_studio.parts import StudioParts
from bfl_studio.services.picture_desk import Taken
from bfl_studio.state.arrivals import Batch, Landing, LeftOut
from tests.generate_scenes import ready, ready_live
from tests.staging import SIZES, Scene, a_job, a_picture, scene

_NAMES = ("jacket.png", "bridge at dusk.jpg", "palette.webp", "hands.png")
_LARGE = Size(6000, 4000)
_MOST = 8


def references(parts: StudioParts, folder: Path, count: int) -> None:
    """So many pictures, the second of them far larger than what is sent."""
    ready_live(parts, folder)
    _put(parts, folder, range(count))


def references_not_used(parts: StudioParts, folder: Path) -> None:
    """More than the model takes: they stay, and say so."""
    references(parts, folder, 6)
    parts.studio.recipe_state.set_model("flux-2-klein-9b")


def references_not_taken(parts: StudioParts, folder: Path) -> None:
    """A model that takes none."""
    references(parts, folder, 3)
    parts.studio.recipe_state.set_model("flux-dev")


def references_being_read(parts: StudioParts, folder: Path) -> None:
    """Two are there, two on their way: no price that may be wrong is shown."""
    references(parts, folder, 2)
    slots = parts.studio.slots
    slots._arrivals._batches.append(Batch(Landing(Role.REFERENCE), list(_NAMES[2:])))
    slots.changed.emit()


def reference_lost(parts: StudioParts, folder: Path) -> None:
    """The file of one is damaged; another could not be read."""
    references(parts, folder, 3)
    slots = parts.studio.slots
    second = parts.studio.recipe_state.recipe.images[1]
    damaged = folder / "damaged.png"
    damaged.write_bytes(b"half a pict")
    slots.thumbnails.know(Taken(second.sha256, Size(1, 1), second.origin, damaged))
    slots.changed.emit()
    slots.refused.emit(Failure(FailureKind.REFERENCE_UNREADABLE, said="brief.pdf"))


def too_many_references(parts: StudioParts, folder: Path) -> None:
    """Twelve files were dropped on eight places."""
    references(parts, folder, _MOST)
    parts.studio.slots.too_many.emit(LeftOut(tuple(f"{name}.png" for name in "9abc"), _MOST))


def reference_in_focus(parts: StudioParts, folder: Path) -> None:
    """The keyboard on a filled one: how it is taken out is shown."""
    ready(parts, folder)
    _put(parts, folder, range(3))
    parts.window.panes.references.tile_of(Role.REFERENCE).setFocus()


def references_of_all_kinds(parts: StudioParts, folder: Path) -> None:
    """One locked and there for something, one off, one a little dearer than it need be, one on
    the web; and a mask that belongs to another tool.
    """
    ready_live(parts, folder)
    _put(parts, folder, range(7))
    state = parts.studio.recipe_state
    first, second, third, fourth, fifth, sixth, *_ = state.recipe.images
    elsewhere = RecipeImage(Role.REFERENCE, "", "https://pictures.example.org/barn.jpg")
    state.set_images(
        (
            replace(first, locked=True, part=Part.SUBJECT),
            replace(second, off=True),
            replace(third, part=Part.COMPOSITION),
            replace(fourth, off=True, locked=True, part=Part.STYLE),
            replace(fifth, size=Size(4000, 3000), full_detail=True),
            elsewhere,
            replace(sixth, role=Role.MASK),
        )
    )


def reference_to_shrink(parts: StudioParts, folder: Path) -> None:
    """One that hardly needs the megapixel it is billed for."""
    ready_live(parts, folder)
    _put(parts, folder, [0])
    (image,) = parts.studio.recipe_state.recipe.images
    parts.studio.recipe_state.set_images((replace(image, size=Size(1100, 1024)),))


def reference_menu(parts: StudioParts, folder: Path) -> None:
    """What can be done with it."""
    reference_to_shrink(parts, folder)
    tile = parts.window.panes.references.tile_of(Role.REFERENCE)
    tile.menu_wanted.emit(tile.mapToGlobal(tile.rect().center()))


def references_ten(parts: StudioParts, folder: Path) -> None:
    """As many as any model takes."""
    ready(parts, folder)
    parts.studio.recipe_state.set_model("flux-3-image")
    _put(parts, folder, range(6))


def tool(parts: StudioParts, folder: Path, model: str) -> None:
    """A model that works on pictures that have names of their own."""
    ready(parts, folder)
    parts.studio.recipe_state.set_model(model)


def _put(parts: StudioParts, folder: Path, numbers: Sequence[int]) -> None:
    images = []
    for number in numbers:
        shown = a_picture(folder, a_job(number, JobState.SAVED, "old"))
        sha256 = f"{number + 1:064x}"
        size = _LARGE if number == 1 else SIZES[number % len(SIZES)]
        name = _NAMES[number % len(_NAMES)]
        parts.studio.slots.thumbnails.know(Taken(sha256, size, name, shown.thumbnail))
        images.append(RecipeImage(Role.REFERENCE, sha256, name, size))
    parts.studio.recipe_state.set_images(tuple(images))


_ONE_SIZE = ((1440, 900),)
_LIVE = Place.GLOBAL

REFERENCE_SCENES: tuple[Scene, ...] = (
    Scene("references-one", partial(references, count=1), _LIVE, sizes=_ONE_SIZE),
    Scene("references-three", partial(references, count=3), _LIVE),
    Scene("references-eight", partial(references, count=_MOST), _LIVE),
    scene(references_ten),
    scene(references_of_all_kinds, place=_LIVE),
    scene(reference_to_shrink, place=_LIVE, sizes=_ONE_SIZE),
    scene(reference_menu, place=_LIVE, sizes=_ONE_SIZE),
    scene(references_not_used, place=_LIVE),
    scene(references_not_taken, place=_LIVE, sizes=_ONE_SIZE),
    scene(references_being_read, place=_LIVE, sizes=_ONE_SIZE),
    scene(reference_lost, place=_LIVE, sizes=_ONE_SIZE),
    scene(too_many_references, place=_LIVE, sizes=((1280, 720),)),
    scene(reference_in_focus, sizes=_ONE_SIZE),
    Scene("tool-fill", partial(tool, model="flux-pro-1.0-fill"), sizes=_ONE_SIZE),
    Scene("tool-try-on", partial(tool, model="flux-virtual-try-on"), sizes=_ONE_SIZE),
)
