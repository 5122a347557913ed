"""One accepted task, as it is kept on disk."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bfl_studio.sandbox.misdeeds import Details


@dataclass(frozen=True, slots=True)
class Task:
    """Size in pixels, cost in thousandths of a credit, times in seconds since the epoch."""

    id: str
    cluster: str
    owner: str
    path: str
    prompt: str
    seed: int
    width: int
    height: int
    format: str
    cost: int
    accepted: float
    due: float
    ending: str
    details: Details
    first_ready: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Every field, for `from_json`."""
        return dataclasses.asdict(self)

    @property
    def picture_name(self) -> str:
        """File name of the picture in its delivery URL."""
        return f"sample.{self.format}"


def from_json(fields: Mapping[str, Any]) -> Task:
    """The task `as_json` described."""
    return Task(**fields)
