"""KnownPictures: which pictures are kept already, so that none is bought twice by mistake."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QObject

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.recipe import Recipe
from bfl_studio.state.generate_state import GenerateState
from bfl_studio.state.library_model import LibraryModel, Picture, PictureRole

_OF_ITS_OWN = frozenset({Place.SANDBOX, Place.CUSTOM})
"""What these make is not what BFL makes; its regions make the same."""


class KnownPictures(QObject):
    """An index of the pictures the library has read, grown page by page; Generate asks it."""

    def __init__(
        self, library: LibraryModel, generate_state: GenerateState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._generate_state = generate_state
        self._ids: dict[Hashable, str] = {}
        library.rowsInserted.connect(self._learn)
        library.modelReset.connect(self._learn_anew)
        self._learn_anew()

    def find(self, recipe: Recipe, place: Place) -> str | None:
        """The id of a picture of exactly this recipe, seed and all, made where `place` would."""
        return self._ids.get(_fingerprint(recipe, place))

    def _learn(self, _parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            picture = self._library.index(row, 0).data(PictureRole.PICTURE)
            if isinstance(picture, Picture):
                made = picture.generation
                self._ids[_fingerprint(made.recipe, made.place)] = made.id
        self._generate_state.set_known(self.find)

    def _learn_anew(self) -> None:
        self._ids.clear()
        self._learn(QModelIndex(), 0, self._library.rowCount() - 1)


def _fingerprint(recipe: Recipe, place: Place) -> Hashable:
    """Equal for recipes that send the same to the same painter."""
    realm = place if place in _OF_ITS_OWN else Place.GLOBAL
    values = frozenset((role, repr(value)) for role, value in recipe.values.items())
    images = tuple(
        (image.role, image.sha256, image.size, image.crop, image.full_detail, image.at_most)
        for image in recipe.images
        if not image.off
    )
    return realm, recipe.model_id, recipe.prompt, values, images
