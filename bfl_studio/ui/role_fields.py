"""Fields for whole numbers that belong together, each of a role of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from bfl_studio.domain.catalog import Kind, Parameter, Role
from bfl_studio.state.recipe_state import RecipeState

Field = TypeVar("Field", bound=QWidget)


class RoleFields(QWidget, Generic[Field]):
    """Knows which of its fields the present model has."""

    _fields: Mapping[Role, Field]

    def __init__(self, recipe_state: RecipeState) -> None:
        super().__init__()
        self._recipe_state = recipe_state

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return tuple(self._fields.values())

    @property
    def is_empty(self) -> bool:
        """Whether the model has none of them."""
        return not self._rows

    def control(self, role: Role | None) -> QWidget | None:
        """The field of a role; None for a role that does not stand here."""
        here = role is not None and any(row.role is role for row in self._rows)
        return self._fields[role] if role is not None and here else None

    @property
    def _rows(self) -> tuple[Parameter, ...]:
        rows = self._recipe_state.model.parameters
        return tuple(row for row in rows if row.role in self._fields and row.kind is Kind.INTEGER)
