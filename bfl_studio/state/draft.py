"""Draft: what Generate would send; and edits of it that store only the fields they changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final

from bfl_studio.domain import recipe as recipes
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.recipe import MOST_PICTURES, Recipe

_ABSENT: Final = object()
_VALUES: Final = "values."


@dataclass(frozen=True, slots=True)
class Draft:
    """One recipe, `pictures` times. `locked` keeps a ratio W×H."""

    recipe: Recipe
    pictures: int = 1
    locked: Size | None = None


def flatten(draft: Draft) -> dict[str, Any]:
    """Every field of the draft by name; each value of the recipe is a field of its own."""
    flat = {"pictures": draft.pictures, "locked": draft.locked}
    for each in fields(Recipe):
        if each.name != "values":
            flat[each.name] = getattr(draft.recipe, each.name)
    return flat | {_VALUES + role: value for role, value in draft.recipe.values.items()}


def with_fields(draft: Draft, changed: Mapping[str, Any]) -> Draft:
    """The draft with some fields replaced or taken away."""
    values = dict(draft.recipe.values)
    rest: dict[str, Any] = {}
    for name, value in changed.items():
        if not name.startswith(_VALUES):
            rest[name] = value
        elif value is _ABSENT:
            values.pop(name.removeprefix(_VALUES), None)
        else:
            values[name.removeprefix(_VALUES)] = value
    pictures = rest.pop("pictures", draft.pictures)
    locked = rest.pop("locked", draft.locked)
    return Draft(replace(draft.recipe, values=MappingProxyType(values), **rest), pictures, locked)


def to_json(draft: Draft) -> dict[str, Any]:
    locked = [draft.locked.width, draft.locked.height] if draft.locked is not None else None
    return {"recipe": recipes.to_json(draft.recipe), "pictures": draft.pictures, "locked": locked}


def from_json(data: Mapping[str, Any]) -> Draft:
    """Read what `to_json` wrote. Raises ValueError when it is no draft."""
    kept, pictures, locked = data.get("recipe"), data.get("pictures"), data.get("locked")
    if not isinstance(kept, Mapping) or not isinstance(pictures, int):
        raise ValueError("not a draft")
    ratio = None
    if isinstance(locked, list) and len(locked) == 2 and all(isinstance(x, int) for x in locked):
        ratio = Size(*locked)
    return Draft(recipes.from_json(kept), min(max(pictures, 1), MOST_PICTURES), ratio)


class Edit:
    """One change; changes of the same name in a row are one step. Applied to whatever the draft
    is by then, so that words typed meanwhile stay.
    """

    def __init__(
        self,
        name: str,
        before: Draft,
        after: Draft,
        current: Callable[[], Draft],
        show: Callable[[Draft], None],
    ) -> None:
        self.name = name
        old, new = flatten(before), flatten(after)
        changed = [key for key in old | new if old.get(key, _ABSENT) != new.get(key, _ABSENT)]
        self.before = {key: old.get(key, _ABSENT) for key in changed}
        self.after = {key: new.get(key, _ABSENT) for key in changed}
        self._current = current
        self._show = show

    def merge(self, later: Edit) -> bool:
        if later.name != self.name:
            return False
        self.before = later.before | self.before
        self.after = self.after | later.after
        return True

    def redo(self) -> None:
        self._show(with_fields(self._current(), self.after))

    def undo(self) -> None:
        self._show(with_fields(self._current(), self.before))
