"""Generation: a kept picture with its recipe."""

from __future__ import annotations

from dataclasses import dataclass

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.job import Basis
from bfl_studio.domain.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Generation:
    """What the library keeps; `id` is the job's. `file_name` is relative to the library folder.

    `size` is pixels W×H of the bytes on disk; `created_ms` is UTC milliseconds; `amount` is the
    best amount known and `basis` says how well.
    """

    id: str
    number: int
    batch_id: str
    position: int
    project_id: str
    file_name: str
    sha256: str
    size: Size
    byte_count: int
    media_type: str
    recipe: Recipe
    place: Place
    amount: Credits | None
    basis: Basis
    created_ms: int

    @property
    def pretend_money(self) -> bool:
        return self.place is Place.SANDBOX
