"""What is wrong with a request, in the shape the service words it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One entry of a 422 `detail` array."""

    location: tuple[str | int, ...]
    kind: str
    message: str
    given: object
    context: Mapping[str, object] | None = None

    def as_json(self) -> dict[str, object]:
        """The entry as the service writes it; long input is cut short."""
        entry: dict[str, object] = {
            "type": self.kind,
            "loc": list(self.location),
            "msg": self.message,
            "input": _shown(self.given),
        }
        if self.context is not None:
            entry["ctx"] = dict(self.context)
        return entry


class Refused(Exception):
    """A request that buys nothing: the HTTP status and the `detail` of its reply."""

    def __init__(
        self, status: int, detail: object, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status)
        self.status = status
        self.detail = detail
        self.headers = headers


def invalid(faults: Sequence[Fault]) -> Refused:
    """The 422 reply to a body with these faults."""
    return Refused(422, [fault.as_json() for fault in faults])


def _shown(value: object) -> object:
    # A reference may be twenty megabytes of base64: nobody wants it back.
    if isinstance(value, str):
        return value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    if isinstance(value, dict):
        return {str(name): _brief(part) for name, part in value.items()}
    return [_brief(part) for part in value[:_SHOWN]] if isinstance(value, list) else value


def _brief(value: object) -> object:
    return "…" if isinstance(value, dict | list) else _shown(value)
