"""What a poll is told about its task."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bfl_studio.sandbox.behaviour import behaviour
from bfl_studio.sandbox.billing import credits
from bfl_studio.sandbox.contract import models
from bfl_studio.sandbox.delivery import Delivery
from bfl_studio.sandbox.misdeeds import (
    ERROR,
    FAILED,
    NOT_FOUND,
    READY,
    Behaviour,
    Details,
    Link,
    Progress,
    Quote,
)
from bfl_studio.sandbox.refusals import in_place_of_poll
from bfl_studio.sandbox.reply import Reply
from bfl_studio.sandbox.task import Task
from bfl_studio.sandbox.tasks import Tasks

_PREVIEW = {
    "image": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg==",
}
_USUAL = Behaviour()


@dataclass(slots=True)
class _Told:
    """What the polls of one task were told in this run."""

    polls: int = 0
    phase: int = -1
    links: int = 0


class Reports:
    """Owns the memory of what polls were told, for words that mean the first few alone."""

    def __init__(self, tasks: Tasks, delivery: Delivery) -> None:
        self._tasks = tasks
        self._delivery = delivery
        self._told: dict[str, _Told] = {}

    def answer(self, task: Task) -> Response:
        """The reply to one poll."""
        asked = behaviour(task.prompt)
        told = self._told.setdefault(task.id, _Told())
        told.polls += 1
        if asked.unknown_for_ever:
            return not_found(task.id, asked)
        if told.polls <= len(asked.first_polls):
            instead = asked.first_polls[told.polls - 1]
            return not_found(task.id, asked) if instead.status else in_place_of_poll(instead)
        settled = self._tasks.settled(task)
        phase = _phase(task, asked, told, settled)
        if settled and phase is None:
            return self._end(task, asked, told)
        body = _status(task.id, phase or "Pending", progress=_share(task))
        return _reply(body, asked)

    def _end(self, task: Task, asked: Behaviour, told: _Told) -> Response:
        cost = {} if asked.quote is Quote.NEVER else {"cost": credits(task.cost)}
        if task.ending != READY:
            body = _status(task.id, task.ending, details=task.details) | cost
            beside = {"error": asked.error_beside} if asked.error_beside else {}
            failed = task.ending in (ERROR, FAILED)
            return _reply(body | beside, asked, models()[task.path].error_code if failed else 200)
        result = None if asked.without_result else self._result(task, asked, told)
        return _reply(_status(task.id, READY, result=result, progress=1.0) | cost, asked)

    def _result(self, task: Task, asked: Behaviour, told: _Told) -> dict[str, object]:
        told.links += 1
        dead = asked.link in (Link.DEAD, Link.GONE)
        dead = dead or (asked.link is Link.FIRST_DEAD and told.links == 1)
        seeded = models()[task.path].seeded
        return {
            "sample": self._delivery.url(task, self._tasks.seen_ready(task), dead),
            # A model without a seed is one that tells what it made of the prompt.
            "prompt": task.prompt if seeded else _expanded(task.prompt),
            **({"seed": task.seed} if seeded else {}),
            "start_time": task.accepted,
            "end_time": task.due,
            "duration": round(task.due - task.accepted, 3),
        }


def not_found(task_id: str, asked: Behaviour = _USUAL) -> Response:
    """The reply to a poll for a task nobody knows."""
    return _reply(_status(task_id, NOT_FOUND), asked, 404)


def _expanded(prompt: str) -> str:
    return f"{prompt.strip()}. Seen at eye level in soft light from the left, in fine detail."


def _phase(task: Task, asked: Behaviour, told: _Told, settled: bool) -> str | None:
    """The phase by its share of the time, but none is left out however fast the task was."""
    count = len(asked.phases)
    by_time = count if settled else int(_share(task) * count)
    told.phase = min(told.phase + 1, by_time)
    return asked.phases[told.phase] if told.phase < count else None


def _share(task: Task) -> float:
    elapsed, whole = time.time() - task.accepted, task.due - task.accepted
    return round(min(0.99, max(0.0, elapsed / whole)), 2) if whole else 0.99


def _status(
    task_id: str,
    status: str,
    result: Mapping[str, object] | None = None,
    progress: float | None = None,
    details: Details = None,
) -> dict[str, object]:
    return {
        "id": task_id,
        "status": status,
        "result": result,
        "progress": progress,
        "details": details,
        "preview": None,
    }


def _reply(body: dict[str, object], asked: Behaviour, code: int = 200) -> Response:
    share = body["progress"]
    if asked.progress is Progress.UNTOLD:
        body["progress"] = None
    elif asked.progress is Progress.PERCENT and isinstance(share, float):
        body["progress"] = round(share * 100)
    if asked.preview and body["status"] != NOT_FOUND:
        body["preview"] = _PREVIEW
    body[asked.status_field] = body.pop("status")
    return Reply(body, asked.poll_code or code)
