"""What can go wrong, as kinds and facts; sentences live in the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bfl_studio.domain.catalog import Role
from bfl_studio.domain.credits import Credits


class FailureKind(StrEnum):
    """Kinds of `bfl-api.md` §2c and of our own disk."""

    KEY_MISSING = "key_missing"
    KEY_REFUSED = "key_refused"
    MODEL_NOT_ALLOWED = "model_not_allowed"
    NO_CREDITS = "no_credits"
    CREDITS_IN_A_RUSH = "credits_in_a_rush"
    BUSY = "busy"
    UNKNOWN_MODEL = "unknown_model"
    FIELDS_REFUSED = "fields_refused"
    REQUEST_REFUSED = "request_refused"
    REQUEST_TOO_LARGE = "request_too_large"
    SERVICE_UNAVAILABLE = "service_unavailable"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    MANY_UNCONFIRMED = "many_unconfirmed"
    ODD_ANSWER = "odd_answer"
    ODD_RECEIPT = "odd_receipt"
    REQUEST_MODERATED = "request_moderated"
    PICTURE_MODERATED = "picture_moderated"
    GENERATION_FAILED = "generation_failed"
    TASK_NOT_FOUND = "task_not_found"
    LINK_EXPIRED = "link_expired"
    LINK_ELSEWHERE = "link_elsewhere"
    DAMAGED_PICTURE = "damaged_picture"
    PICTURE_TOO_LARGE = "picture_too_large"
    REFERENCE_MISSING = "reference_missing"
    REFERENCE_UNREADABLE = "reference_unreadable"
    REFERENCE_TOO_LARGE = "reference_too_large"
    REFERENCE_TOO_SMALL = "reference_too_small"
    REFERENCE_FORBIDDEN = "reference_forbidden"
    REFERENCE_NONE_INSIDE = "reference_none_inside"
    REFERENCE_TOO_MANY_INSIDE = "reference_too_many_inside"
    REFERENCE_ELSEWHERE = "reference_elsewhere"
    REFERENCE_AS_TEXT = "reference_as_text"
    REFERENCE_ADDRESS_WITH_LOGIN = "reference_address_with_login"
    REFERENCE_ADDRESS_TOO_LONG = "reference_address_too_long"
    REFERENCE_ADDRESS_ODD = "reference_address_odd"
    REFERENCE_ADDRESS_NOT_PUBLIC = "reference_address_not_public"
    FOLDER_CLOSED = "folder_closed"
    DISK_FULL = "disk_full"
    JOURNAL_CLOSED = "journal_closed"
    NEWER_VERSION = "newer_version"
    ENDPOINT_ABSENT = "endpoint_absent"
    SANDBOX_UNAVAILABLE = "sandbox_unavailable"
    STUDIO_BUG = "studio_bug"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing the service would not take. `role` None: nothing a designer sets; `number` counts
    the pictures of the role from 1, 0 means none in particular; `said` is the service's own text.
    """

    role: Role | None
    number: int = 0
    said: str = ""


class Hint(StrEnum):
    """What the balance says about a purchase nobody confirmed: advice, never proof."""

    UNCHANGED = "unchanged"
    FELL = "fell"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that went wrong. `said` is the service's own text: hostile, shown as plain text.

    `faults` are what caused it; `reasons` are moderation reasons; `balance` is what the account
    held just after it, `hint` what that says of a purchase without an answer; `details` is for
    the copy button and names codes that no sentence shows.
    """

    kind: FailureKind
    said: str = ""
    faults: tuple[Fault, ...] = ()
    reasons: tuple[str, ...] = ()
    details: str = ""
    balance: Credits | None = None
    hint: Hint | None = None


class StudioError(Exception):
    """Carries a Failure to whoever can say it to the designer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind.value)
        self.failure = failure


def to_json(failure: Failure) -> dict[str, Any]:
    return {
        "kind": failure.kind.value,
        "said": failure.said,
        "faults": [
            {"role": fault.role, "number": fault.number, "said": fault.said}
            for fault in failure.faults
        ],
        "reasons": list(failure.reasons),
        "details": failure.details,
        "balance": failure.balance.thousandths if failure.balance is not None else None,
        "hint": failure.hint.value if failure.hint is not None else None,
    }


def from_json(data: Mapping[str, Any]) -> Failure:
    """Read a stored failure; a kind of a later version reads as our own mistake."""
    kinds = {kind.value: kind for kind in FailureKind}
    balance = data.get("balance")
    return Failure(
        kinds.get(str(data.get("kind")), FailureKind.STUDIO_BUG),
        str(data.get("said", "")),
        tuple(_fault(each) for each in data.get("faults", ())),
        tuple(str(reason) for reason in data.get("reasons", ())),
        str(data.get("details", "")),
        Credits(balance) if isinstance(balance, int) else None,
        {hint.value: hint for hint in Hint}.get(str(data.get("hint"))),
    )


def _fault(data: Mapping[str, Any]) -> Fault:
    roles = {role.value: role for role in Role}
    number = data.get("number")
    return Fault(
        roles.get(str(data.get("role"))),
        number if isinstance(number, int) else 0,
        str(data.get("said", "")),
    )
