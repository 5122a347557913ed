"""All durations of the engine in one frozen value, so that tests can scale them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

from bfl_studio.api.transport import Patience

_JITTER = 0.2
_FIRST_LOOK = 0.6
"""Of the usual time: before that a look is all but surely in vain."""
_LATEST_FIRST_LOOK = 60.0
"""Seconds: what was usual may have been slow for once, and looks saved later are few."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds."""

    poll: float = 0.5
    slow_after: float = 600.0
    slow_poll: float = 15.0
    slower_after: float = 3600.0
    slower_poll: float = 60.0
    asleep_after: float = 86_400.0
    asleep_poll: float = 600.0
    host_patience: float = 60.0
    retry_first: float = 1.0
    retry_longest: float = 30.0
    busy: float = 2.0
    calm: float = 30.0
    not_found_grace: float = 60.0
    not_found_span: float = 300.0
    disk_retry: float = 2.0
    sandbox_start: float = 15.0
    close: float = 30.0
    balance_rest: float = 2.0
    key_store: float = 10.0
    first_inquiry: float = 5.0
    second_inquiry: float = 25.0
    paused_look: float = 60.0
    doubt_span: float = 60.0
    patience: Patience = field(default_factory=Patience)

    def scaled(self, factor: float) -> Timing:
        """Every duration times `factor`."""
        mine = {
            each.name: getattr(self, each.name) * factor
            for each in fields(self)
            if each.name != "patience"
        }
        waits = {each.name: getattr(self.patience, each.name) * factor for each in fields(Patience)}
        return replace(self, **mine, patience=Patience(**waits))


def next_poll(timing: Timing, age: float, seen: float | None, chance: float) -> float:
    """Seconds until the next poll of a job accepted `age` seconds ago.

    `seen` is the usual time of its model and size, None when nobody knows. `chance` is 0–1;
    ± 20 % keeps 24 jobs from asking in the same instant.
    """
    wait = _interval(timing, age) * (1 - _JITTER + 2 * _JITTER * chance)
    if seen is None:
        return wait
    return max(wait, min(_FIRST_LOOK * seen, _LATEST_FIRST_LOOK) - age)


def _interval(timing: Timing, age: float) -> float:
    """No task is ever given up, only asked about less often: after minutes, an hour, a day."""
    paces = (
        (timing.slow_after, timing.poll),
        (timing.slower_after, timing.slow_poll),
        (timing.asleep_after, timing.slower_poll),
    )
    return next((pace for until, pace in paces if age < until), timing.asleep_poll)


def next_link(timing: Timing, age: float, chance: float) -> float:
    """Seconds before a finished picture whose links lead elsewhere is asked about again."""
    wait = max(timing.slower_poll, _interval(timing, age))
    return wait * (1 - _JITTER + 2 * _JITTER * chance)


def next_retry(timing: Timing, attempt: int, chance: float) -> float:
    """Seconds before try `attempt` + 1 of something that failed; doubles, with jitter."""
    wait = min(timing.retry_longest, timing.retry_first * float(2 ** min(attempt, 10)))
    return wait * (1 - _JITTER + 2 * _JITTER * chance)
