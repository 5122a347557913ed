"""RecipeState: the recipe being composed, with undo; the price follows in the same call."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain import choices, geometry, mentions, recipe, rules
from bfl_studio.domain.batch import choices_of
from bfl_studio.domain.catalog import ModelSpec, Role, Value
from bfl_studio.domain.flux_models import find_model, first_model
from bfl_studio.domain.geometry import Size
from bfl_studio.domain.pricing import Estimate, estimate
from bfl_studio.domain.recipe import MOST_PICTURES, Mention, Recipe, RecipeImage
from bfl_studio.domain.rules import Issue
from bfl_studio.domain.slots import with_locked
from bfl_studio.state.draft import Draft, Edit
from bfl_studio.state.undo_stack import UndoStack


class Composition(QObject):
    """What is composed now: the draft, what it costs, what keeps it from being sent.

    `changed` is emitted inside the edit, so whoever listens is never a frame behind.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = Draft(recipe.default_recipe(first_model()))
        # Asked for many times while somebody types: worked out once for each draft.
        self._estimate: Estimate | None = None
        self._issues: tuple[Issue, ...] | None = None

    @property
    def draft(self) -> Draft:
        return self._draft

    @property
    def recipe(self) -> Recipe:
        return self._draft.recipe

    @property
    def model(self) -> ModelSpec:
        return find_model(self.recipe.model_id) or first_model()

    @property
    def estimate(self) -> Estimate:
        """For all pictures of one press."""
        if self._estimate is None:
            self._estimate = estimate(self.recipe, self.pictures)
        return self._estimate

    @property
    def pictures(self) -> int:
        """How many one press buys: so many of each choice of words."""
        return self._draft.pictures * self.choices

    @property
    def choices(self) -> int:
        """How many different prompts the words make."""
        return choices_of(self.recipe)

    @property
    def issues(self) -> tuple[Issue, ...]:
        if self._issues is None:
            self._issues = rules.check_press(self.recipe, self._draft.pictures)
        return self._issues

    def show(self, draft: Draft) -> None:
        """Replace everything without an undo step: at start, and by the undo stack.

        Pictures are told apart, and those named in the prompt get the numbers they have now.
        """
        images = recipe.told_apart(draft.recipe.images)
        if images != draft.recipe.images:
            draft = replace(draft, recipe=replace(draft.recipe, images=images))
        if draft.recipe.mentions:
            model = find_model(draft.recipe.model_id) or first_model()
            draft = replace(draft, recipe=mentions.renumbered(model, draft.recipe))
        if draft != self._draft:
            self._draft, self._estimate, self._issues = draft, None, None
            self.changed.emit()


class RecipeState(Composition):
    """The edits of the draft, all of which can be taken back.

    The prompt's typing is not on the undo stack: the text box keeps its own. `dropped(Dropped)`
    comes after a switch of models that left out or changed what had been chosen,
    `renamed(str, str)` after a recipe that called its model by an older name: it, and today's.
    """

    dropped = Signal(object)
    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = UndoStack(self)

    def set_prompt(self, prompt: str, mentioned: tuple[Mention, ...] = ()) -> None:
        """The words, and which of them name a picture."""
        # Half a surrogate pair, as a broken paste leaves it, fits into no file and no request.
        prompt = prompt.encode("utf-8", "replace").decode()
        changed = replace(self.recipe, prompt=prompt, mentions=mentioned)
        self.show(replace(self._draft, recipe=changed))

    def set_model(self, model_id: str) -> None:
        """Keep what the new model takes; the rest of its row comes from its defaults."""
        model = find_model(model_id)
        if model is None or model_id == self.recipe.model_id:
            return
        # No first paint needs it.
        from bfl_studio.domain.fitting import fit

        fitted, dropped = fit(self.recipe, model)
        self._edit("Model", alone=True, recipe=fitted)
        if dropped is not None:
            self.dropped.emit(dropped)

    def set_value(self, role: Role, value: Value) -> None:
        """Set what the model calls `role`; what it does not have stays as it is."""
        parameter = self.model.parameter(role)
        if parameter is None:
            return
        # Moved back by hand counts as never moved: then the service's own default holds, which
        # is what the control shows, and nothing is sent.
        if parameter.only_when_moved and value == parameter.default:
            values = {name: kept for name, kept in self.recipe.values.items() if name != role}
            self._edit(role, recipe=replace(self.recipe, values=MappingProxyType(values)))
        else:
            self._edit(role, recipe=self.recipe.with_values({role: value}))

    def reset_value(self, role: Role) -> None:
        """Back to the model's default."""
        parameter = self.model.parameter(role)
        if parameter is not None:
            self.set_value(role, parameter.default)

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
        if self.model.parameter(Role.WIDTH) is None:
            return
        locked = self._draft.locked.swapped if self._draft.locked is not None else None
        size = self.recipe.size.swapped
        self._edit("Swap sides", alone=True, recipe=self.recipe.with_size(size), locked=locked)

    def set_ratio_locked(self, locked: bool) -> None:
        self._edit("Lock ratio", alone=True, locked=self.recipe.size if locked else None)

    def set_seed(self, seed: int | None) -> None:
        self.set_value(Role.SEED, seed)

    def set_output_format(self, name: str) -> None:
        self.set_value(Role.OUTPUT_FORMAT, name)

    def set_images(self, images: tuple[RecipeImage, ...], *, as_first: bool = False) -> None:
        """The pictures the recipe refers to, in their order; with `as_first` the result gets the
        size or the shape of the first that is sent.
        """
        changed, locked = replace(self.recipe, images=images), self._draft.locked
        if as_first:
            # No first paint needs it.
            from bfl_studio.domain.shapes import shape_of_first

            shape = shape_of_first(self.model, changed)
            changed = changed.with_values(shape)
            locked = changed.size if locked is not None and Role.WIDTH in shape else locked
        self._edit("Images", alone=True, recipe=changed, locked=locked)

    def set_pictures(self, pictures: int) -> None:
        self._edit("Pictures", pictures=min(max(pictures, 1), MOST_PICTURES))

    def reuse(self, used: Recipe, *, keep_seed: bool) -> None:
        """Take over another recipe whole; its seed only when asked to, and only then not the
        pictures that are locked.
        """
        used = self._of_today(choices.as_it_reads(used if keep_seed else used.with_seed(None)))
        if not keep_seed:
            used = with_locked(used, self.recipe)
        self._edit("Reuse", alone=True, recipe=used, locked=None)

    def restore(self, kept: Draft) -> None:
        """Show what was composed in an earlier run; nothing before it can be taken back. What was
        composed in this one already comes on top, as one step.
        """
        from bfl_studio.state.early_draft import put_on_top

        early = self._draft
        self.show(replace(kept, recipe=self._of_today(kept.recipe)))
        self.undo_stack.clear()
        both, dropped = put_on_top(early, self._draft)
        self._edit(
            "Composed early",
            alone=True,
            recipe=both.recipe,
            pictures=both.pictures,
            locked=both.locked,
        )
        if dropped is not None:
            self.dropped.emit(dropped)

    def start_anew(self) -> None:
        """An empty prompt, the defaults of the present model, and the pictures that are locked."""
        self._edit(
            "New recipe",
            alone=True,
            recipe=with_locked(recipe.default_recipe(self.model), self.recipe),
            pictures=1,
            locked=None,
        )

    def _of_today(self, used: Recipe) -> Recipe:
        """A recipe of older days under the name its model has now."""
        from bfl_studio.domain.fitting import fit
        from bfl_studio.domain.old_names import todays_model

        model = todays_model(used.model_id)
        if model is None:
            return used
        self.renamed.emit(used.model_id, model.label)
        return fit(used, model)[0]

    def _edit(self, name: str, *, alone: bool = False, **changes: object) -> None:
        """`alone`: a step of its own, also after one of the same name."""
        after = replace(self._draft, **changes)  # type: ignore[arg-type]
        if after != self._draft:
            edit = Edit(name, self._draft, after, lambda: self._draft, self.show, alone=alone)
            self.undo_stack.push(edit)
