"""RecipeState: the recipe being composed, with undo; the price follows in the same call."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain import geometry, recipe, rules
from bfl_studio.domain.catalog import ModelSpec, Role
from bfl_studio.domain.flux_models import DEFAULT_MODEL_ID, MODELS, find_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Estimate, estimate
from bfl_studio.domain.recipe import MOST_PICTURES, Recipe
from bfl_studio.domain.rules import Issue
from bfl_studio.state.draft import Draft, Edit
from bfl_studio.state.undo_stack import UndoStack


class RecipeState(QObject):
    """`changed` is emitted inside the edit, so whoever listens is never a frame behind.

    The prompt's typing is not on the undo stack: the text box keeps its own.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        model = find_model(DEFAULT_MODEL_ID) or MODELS[0]
        self._draft = Draft(recipe.default_recipe(model))
        self.undo_stack = UndoStack(self)

    @property
    def draft(self) -> Draft:
        return self._draft

    @property
    def recipe(self) -> Recipe:
        return self._draft.recipe

    @property
    def model(self) -> ModelSpec:
        return find_model(self.recipe.model_id) or MODELS[0]

    @property
    def estimate(self) -> Estimate:
        """For all pictures of one press."""
        return estimate(self.recipe, self._draft.pictures)

    @property
    def issues(self) -> tuple[Issue, ...]:
        return rules.check(self.recipe, self._draft.pictures)

    def show(self, draft: Draft) -> None:
        """Replace everything without an undo step: at start, and by the undo stack."""
        if draft != self._draft:
            self._draft = draft
            self.changed.emit()

    def set_prompt(self, prompt: str) -> None:
        # Half a surrogate pair, as a broken paste leaves it, fits into no file and no request.
        prompt = prompt.encode("utf-8", "replace").decode()
        self.show(replace(self._draft, recipe=replace(self.recipe, prompt=prompt)))

    def set_model(self, model_id: str) -> None:
        """Keep what the new model takes; the rest of its row comes from its defaults."""
        model = find_model(model_id)
        if model is None or model_id == self.recipe.model_id:
            return
        base = recipe.default_recipe(model)
        kept = {
            each.role: self.recipe.values[each.role]
            for each in model.parameters
            if each.role in self.recipe.values
        }
        changed = replace(
            base.with_values(kept), prompt=self.recipe.prompt, images=self.recipe.images
        )
        self._edit("Model", recipe=changed)

    def set_size(self, size: Size) -> None:
        """A preset or any size; a locked ratio follows it."""
        locked = size if self._draft.locked is not None else None
        self._edit("Size", recipe=self.recipe.with_size(size), locked=locked)

    def set_width(self, width: int) -> None:
        limits, locked = self.model.size_limits, self._draft.locked
        size = geometry.with_width(self.recipe.size, width, limits, locked)
        self._edit("Size", recipe=self.recipe.with_size(size))

    def set_height(self, height: int) -> None:
        limits, locked = self.model.size_limits, self._draft.locked
        size = geometry.with_height(self.recipe.size, height, limits, locked)
        self._edit("Size", recipe=self.recipe.with_size(size))

    def swap_sides(self) -> None:
        locked = self._draft.locked.swapped if self._draft.locked is not None else None
        size = self.recipe.size.swapped
        self._edit("Swap sides", recipe=self.recipe.with_size(size), locked=locked)

    def set_ratio_locked(self, locked: bool) -> None:
        self._edit("Lock ratio", locked=self.recipe.size if locked else None)

    def set_seed(self, seed: int | None) -> None:
        self._edit("Seed", recipe=self.recipe.with_seed(seed))

    def set_output_format(self, name: str) -> None:
        self._edit("Format", recipe=self.recipe.with_values({Role.OUTPUT_FORMAT: name}))

    def set_pictures(self, pictures: int) -> None:
        self._edit("Pictures", pictures=min(max(pictures, 1), MOST_PICTURES))

    def reuse(self, used: Recipe, *, keep_seed: bool) -> None:
        """Take over another recipe whole; its seed only when asked to."""
        seed = used.seed if keep_seed else None
        self._edit("Reuse", recipe=used.with_seed(seed), locked=None)

    def _edit(self, name: str, **changes: object) -> None:
        after = replace(self._draft, **changes)  # type: ignore[arg-type]
        if after != self._draft:
            edit = Edit(name, self._draft, after, lambda: self._draft, self.show)
            self.undo_stack.push(edit)
