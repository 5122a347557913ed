"""A request body read as a whole: fields, size and decoded pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from bfl_studio.sandbox import pictures, sizing, validation
from bfl_studio.sandbox.billing import Size, amount, pixels
from bfl_studio.sandbox.contract import Model
from bfl_studio.sandbox.pictures import Pictures
from bfl_studio.sandbox.sizing import Layout

_UNFORMATTED = "jpeg"


@dataclass(frozen=True, slots=True)
class Submission:
    """What a request asks for; `values` holds every field of its model."""

    model: Model
    values: Mapping[str, object]
    layout: Layout
    pictures: Pictures

    @property
    def prompt(self) -> str:
        """The prompt, empty for a model that has none."""
        return cast("str | None", self.values.get("prompt")) or ""

    @property
    def seed(self) -> int | None:
        """The seed, or None to draw one."""
        return cast("int | None", self.values.get("seed"))

    @property
    def format(self) -> str:
        """File format of the picture."""
        return cast("str | None", self.values.get("output_format")) or _UNFORMATTED

    @property
    def webhook_url(self) -> str | None:
        """Whom the service would tell."""
        return cast("str | None", self.values.get("webhook_url"))

    @property
    def cost(self) -> int:
        """Thousandths of a credit."""
        return amount(self.model.price, self.values, self.layout.size, self._sizes)

    @property
    def input_pixels(self) -> int:
        """Pixels of all references, each counted as four megapixels at most."""
        return sum(pixels(size) for size in self._sizes)

    @property
    def _sizes(self) -> list[Size]:
        return [picture.size for picture in self.pictures.references]


def read(model: Model, body: bytes, content_type: str = "application/json") -> Submission:
    """The submission in a body; raises Refused. Decodes the pictures, so not for the loop."""
    values = validation.check(model, validation.parse(body, content_type))
    given = pictures.read(model, values)
    sizes = [picture.size for picture in given.references]
    return Submission(model, values, sizing.layout(model, values, sizes), given)
