"""Draft: what Generate would send; and edits of it that store only the fields they changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final

from bfl_studio.domain import recipe as recipes
from bfl_studio.domain.geometry import Size, is_whole, size_of
from bfl_studio.domain.recipe import MOST_PICTURES, Recipe

_ABSENT: Final = object()
_VALUES: Final = "values."
_WORDS: Final = "words"


@dataclass(frozen=True, slots=True)
class Draft:
    """One recipe, `pictures` times. `locked` keeps a ratio W×H."""

    recipe: Recipe
    pictures: int = 1
    locked: Size | None = None


def flatten(draft: Draft) -> dict[str, Any]:
    """Every field of the draft by name; each value of the recipe is a field of its own, and the
    prompt is one with what it names: neither means anything without the other.
    """
    recipe = draft.recipe
    words = (recipe.prompt, recipe.mentions)
    flat = {"pictures": draft.pictures, "locked": draft.locked, _WORDS: words}
    for each in fields(Recipe):
        if each.name not in ("values", "prompt", "mentions"):
            flat[each.name] = getattr(recipe, each.name)
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
    if _WORDS in rest:
        rest["prompt"], rest["mentions"] = rest.pop(_WORDS)
    return Draft(replace(draft.recipe, values=MappingProxyType(values), **rest), pictures, locked)


def to_json(draft: Draft) -> dict[str, Any]:
    """The draft as JSON; what a later version put into its recipe is in it too."""
    locked = [draft.locked.width, draft.locked.height] if draft.locked is not None else None
    return {"recipe": recipes.to_json(draft.recipe), "pictures": draft.pictures, "locked": locked}


def from_json(data: Mapping[str, Any]) -> Draft:
    """Read what `to_json` wrote. Raises ValueError when it is no draft."""
    kept, pictures = data.get("recipe"), data.get("pictures")
    if not isinstance(kept, Mapping) or not is_whole(pictures):
        raise ValueError("not a draft")
    recipe = recipes.from_json(kept)
    return Draft(recipe, min(max(pictures, 1), MOST_PICTURES), _ratio(data.get("locked")))


def _ratio(value: object) -> Size | None:
    """What a ratio was locked to; one that nobody can read is open."""
    return size_of(*value) if isinstance(value, list) and len(value) == 2 else None


class Edit:
    """One change; changes of the same name in a row are one step unless they are `alone`. Applied
    to whatever the draft is by then, so that words typed meanwhile stay.
    """

    def __init__(
        self,
        name: str,
        before: Draft,
        after: Draft,
        current: Callable[[], Draft],
        show: Callable[[Draft], None],
        *,
        alone: bool = False,
    ) -> None:
        self.name = name
        self._alone = alone
        old, new = flatten(before), flatten(after)
        changed = [key for key in old | new if old.get(key, _ABSENT) != new.get(key, _ABSENT)]
        self.before = {key: old.get(key, _ABSENT) for key in changed}
        self.after = {key: new.get(key, _ABSENT) for key in changed}
        self._current = current
        self._show = show

    def merge(self, later: Edit) -> bool:
        if later.name != self.name or self._alone:
            return False
        self.before = later.before | self.before
        self.after = self.after | later.after
        return True

    def redo(self) -> None:
        self._show(with_fields(self._current(), self.after))

    def undo(self) -> None:
        self._show(with_fields(self._current(), self.before))
