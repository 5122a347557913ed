"""What the engine tells the window: frozen values, the only things that cross."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure
from bfl_studio.domain.generation import Generation
from bfl_studio.domain.job import Job
from bfl_studio.domain.model_rows import BrokenRow


@dataclass(frozen=True, slots=True)
class JobChanged:
    job: Job


@dataclass(frozen=True, slots=True)
class PictureSaved:
    """`path` is the original; `thumbnail` exists already."""

    generation: Generation
    path: Path
    thumbnail: Path


@dataclass(frozen=True, slots=True)
class BalanceChanged:
    place: Place
    balance: Credits


@dataclass(frozen=True, slots=True)
class QueuePaused:
    """Nothing new is sent to `place`; `failure` None: it goes on."""

    place: Place
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class ServiceTrouble:
    """`place` does not answer; jobs are kept and asked about again. None: it is over."""

    place: Place
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class FolderTrouble:
    """The library folder refuses to be written; None: it can be."""

    folder: Path
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class KeyFound:
    """The key store answered after all, as when it was unlocked late."""


@dataclass(frozen=True, slots=True)
class StudioFault:
    """Our own mistake, with the details for the copy button."""

    details: str


Event = (
    JobChanged
    | PictureSaved
    | BalanceChanged
    | QueuePaused
    | ServiceTrouble
    | FolderTrouble
    | KeyFound
    | StudioFault
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How the studio was left: what to show first. `resumed` are the ids of paid
    jobs whose pictures are still to come.
    """

    jobs: tuple[Job, ...]
    draft: dict[str, object] | None
    resumed: tuple[str, ...]
    library_folder: Path
    folder_failure: Failure | None
    broken_rows: tuple[BrokenRow, ...] = ()
