"""The API origin: submit, poll, credits, and what tests may look at."""

import asyncio
import re
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bfl_studio.sandbox import submission
from bfl_studio.sandbox.behaviour import READY
from bfl_studio.sandbox.billing import credits, megapixels, pixels
from bfl_studio.sandbox.contract import models
from bfl_studio.sandbox.delivery import Delivery
from bfl_studio.sandbox.faults import Fault, Refused, invalid
from bfl_studio.sandbox.keys import admitted
from bfl_studio.sandbox.reply import Reply
from bfl_studio.sandbox.submission import Submission
from bfl_studio.sandbox.task import Task
from bfl_studio.sandbox.tasks import Tasks

LARGEST_BODY = 256 * 1024 * 1024
_DECODERS = 2
_POLL_QUERY = re.compile(r"id=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})&cluster=([0-9a-f]+)")


class Api:
    """Owns the routes of the API origin."""

    def __init__(self, tasks: Tasks, delivery: Delivery, port: int) -> None:
        self._tasks = tasks
        self._delivery = delivery
        self._port = port
        self._decoding = asyncio.Semaphore(_DECODERS)

    def routes(self) -> list[Route]:
        """Every path of the service."""
        return [
            *(Route(path, self.submit, methods=["POST"]) for path in models()),
            Route("/v1/get_result", self.poll, methods=["GET"]),
            Route("/v1/credits", self.credits, methods=["GET"]),
        ]

    async def submit(self, request: Request) -> Response:
        """Accept and charge for one picture."""
        body = await _body(request)
        owner = admitted(request.headers.get("x-key"))
        model = models()[request.url.path]
        content_type = request.headers.get("content-type", "application/json")
        async with self._decoding:
            wanted = await asyncio.to_thread(submission.read, model, body, content_type)
        task = await self._tasks.accept(owner, wanted, body)
        return Reply(self._receipt(request, wanted, task))

    async def poll(self, request: Request) -> Response:
        """Tell a task's status, on its own polling URL and to its own key alone."""
        owner = admitted(request.headers.get("x-key"))
        asked = request.query_params.get("id")
        if asked is None:
            raise invalid([Fault(("query", "id"), "missing", "Field required", None)])
        own = _POLL_QUERY.fullmatch(request.url.query)
        task = self._tasks.find(own[1]) if own else None
        if own is None or task is None or (task.cluster, task.owner) != (own[2], owner):
            return Reply(_status(asked, "Task not found"), status_code=404)
        return Reply(self._report(task))

    async def credits(self, request: Request) -> Response:
        """Tell the key's balance."""
        owner = admitted(request.headers.get("x-key"))
        return Reply({"credits": credits(self._tasks.balance(owner))})

    def _receipt(self, request: Request, wanted: Submission, task: Task) -> dict[str, object]:
        price = {
            "cost": credits(task.cost),
            "input_mp": megapixels(wanted.input_pixels),
            "output_mp": megapixels(pixels(wanted.size)),
        }
        if wanted.webhook_url is not None:
            return {
                "id": task.id,
                "status": "Pending",
                "webhook_url": wanted.webhook_url,
                **price,
            }
        # Whoever came as "localhost" is sent back there; no other name is taken from outside.
        local = f"localhost:{self._port}"
        host = local if request.headers.get("host") == local else f"127.0.0.1:{self._port}"
        url = f"http://{host}/v1/get_result?id={task.id}&cluster={task.cluster}"
        return {"id": task.id, "polling_url": url, **price}

    def _report(self, task: Task) -> dict[str, object]:
        if not self._tasks.settled(task):
            return _status(task.id, "Pending", progress=_progress(task))
        cost = {"cost": credits(task.cost)}
        if task.ending != READY:
            return _status(task.id, task.ending, details=task.details) | cost
        result = {
            "sample": self._delivery.url(task, self._tasks.seen_ready(task)),
            "prompt": task.prompt,
            "seed": task.seed,
            "start_time": task.accepted,
            "end_time": task.due,
            "duration": round(task.due - task.accepted, 3),
        }
        return _status(task.id, READY, result=result, progress=1.0) | cost


async def _body(request: Request) -> bytes:
    if int(request.headers.get("content-length", 0)) > LARGEST_BODY:
        raise Refused(413, "Request body too large")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused(413, "Request body too large")
    return bytes(body)


def _progress(task: Task) -> float:
    elapsed, whole = time.time() - task.accepted, task.due - task.accepted
    return round(min(0.99, max(0.0, elapsed / whole)), 2) if whole else 0.99


def _status(
    task_id: str,
    status: str,
    result: Mapping[str, object] | None = None,
    progress: float | None = None,
    details: Mapping[str, object] | None = None,
) -> dict[str, object]:
    return {
        "id": task_id,
        "status": status,
        "result": result,
        "progress": progress,
        "details": details,
        "preview": None,
    }
