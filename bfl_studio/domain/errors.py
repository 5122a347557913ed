"""What can go wrong, as kinds and facts; sentences live in the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FailureKind(StrEnum):
    """Kinds of `bfl-api.md` §2c and of our own disk."""

    KEY_MISSING = "key_missing"
    KEY_REFUSED = "key_refused"
    MODEL_NOT_ALLOWED = "model_not_allowed"
    NO_CREDITS = "no_credits"
    BUSY = "busy"
    UNKNOWN_MODEL = "unknown_model"
    FIELDS_REFUSED = "fields_refused"
    REQUEST_REFUSED = "request_refused"
    REQUEST_TOO_LARGE = "request_too_large"
    SERVICE_UNAVAILABLE = "service_unavailable"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    ODD_ANSWER = "odd_answer"
    REQUEST_MODERATED = "request_moderated"
    PICTURE_MODERATED = "picture_moderated"
    GENERATION_FAILED = "generation_failed"
    TASK_NOT_FOUND = "task_not_found"
    LINK_EXPIRED = "link_expired"
    DAMAGED_PICTURE = "damaged_picture"
    PICTURE_TOO_LARGE = "picture_too_large"
    REFERENCE_MISSING = "reference_missing"
    REFERENCE_UNREADABLE = "reference_unreadable"
    REFERENCE_TOO_LARGE = "reference_too_large"
    REFERENCE_TOO_SMALL = "reference_too_small"
    FOLDER_CLOSED = "folder_closed"
    DISK_FULL = "disk_full"
    JOURNAL_CLOSED = "journal_closed"
    ENDPOINT_ABSENT = "endpoint_absent"
    SANDBOX_UNAVAILABLE = "sandbox_unavailable"
    STUDIO_BUG = "studio_bug"


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that went wrong. `said` is the service's own text: hostile, shown as plain text.

    `field` is the wire name the service blamed; `reasons` are moderation reasons; `details` is
    for the copy button and names codes that no sentence shows.
    """

    kind: FailureKind
    said: str = ""
    field: str = ""
    reasons: tuple[str, ...] = ()
    details: str = ""


class StudioError(Exception):
    """Carries a Failure to whoever can say it to the designer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind.value)
        self.failure = failure


def to_json(failure: Failure) -> dict[str, Any]:
    return {
        "kind": failure.kind.value,
        "said": failure.said,
        "field": failure.field,
        "reasons": list(failure.reasons),
        "details": failure.details,
    }


def from_json(data: Mapping[str, Any]) -> Failure:
    """Read a stored failure; a kind of a later version reads as our own mistake."""
    kinds = {kind.value: kind for kind in FailureKind}
    return Failure(
        kinds.get(str(data.get("kind")), FailureKind.STUDIO_BUG),
        str(data.get("said", "")),
        str(data.get("field", "")),
        tuple(str(reason) for reason in data.get("reasons", ())),
        str(data.get("details", "")),
    )
