"""The API origin: submit, poll, credits, and what tests may look at."""

import asyncio
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bfl_studio.sandbox import submission
from bfl_studio.sandbox.behaviour import behaviour
from bfl_studio.sandbox.billing import credits, megapixels
from bfl_studio.sandbox.contract import models
from bfl_studio.sandbox.delivery import Delivery
from bfl_studio.sandbox.faults import Fault, Refused, invalid
from bfl_studio.sandbox.keys import admitted
from bfl_studio.sandbox.misdeeds import Behaviour, Quote, Receipt
from bfl_studio.sandbox.refusals import Refusals, page
from bfl_studio.sandbox.reply import Reply
from bfl_studio.sandbox.reports import Reports, not_found
from bfl_studio.sandbox.submission import Submission
from bfl_studio.sandbox.task import Task
from bfl_studio.sandbox.tasks import Tasks

LARGEST_BODY = 256 * 1024 * 1024
_DECODERS = 2
_POLL_QUERY = re.compile(
    r"id=(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:&cluster=(?P<cluster>[0-9a-f]+))?"
)


class Api:
    """Owns the routes of the API origin."""

    def __init__(self, tasks: Tasks, delivery: Delivery, port: int) -> None:
        self._tasks = tasks
        self._reports = Reports(tasks, delivery)
        self._refusals = Refusals()
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
        caller = admitted(request.headers.get("x-key"))
        model = models()[request.url.path]
        content_type = request.headers.get("content-type", "application/json")
        async with self._decoding:
            wanted = await asyncio.to_thread(submission.read, model, body, content_type)
        asked = behaviour(wanted.prompt)
        refused = self._refusals.answer(caller.owner, model, wanted.prompt, asked)
        if refused is not None:
            return refused
        if caller.account.on_submit is not None:
            raise Refused(*caller.account.on_submit)
        task = await self._tasks.accept(caller, wanted, body)
        if asked.receipt is Receipt.LOST:
            return page(504, "Gateway Time-out")
        return Reply(self._receipt(request, wanted, task, asked))

    async def poll(self, request: Request) -> Response:
        """Tell a task's status, on its own polling URL and to its own key alone."""
        caller = admitted(request.headers.get("x-key"))
        asked = request.query_params.get("id")
        if asked is None:
            raise invalid([Fault(("query", "id"), "missing", "Field required", None)])
        own = _POLL_QUERY.fullmatch(request.url.query)
        task = self._tasks.find(own["id"]) if own else None
        if own is None or task is None or task.owner != caller.owner:
            return not_found(asked)
        if own["cluster"] != task.cluster and (own["cluster"] or not _without_url(task)):
            return not_found(asked)
        return self._reports.answer(task)

    async def credits(self, request: Request) -> Response:
        """Tell the key's balance."""
        caller = admitted(request.headers.get("x-key"))
        return Reply({"credits": credits(self._tasks.balance(caller))})

    def _receipt(
        self, request: Request, wanted: Submission, task: Task, asked: Behaviour
    ) -> dict[str, object]:
        price = _price(wanted, asked.quote)
        if wanted.webhook_url is not None:
            return {
                "id": task.id,
                "status": "Pending",
                "webhook_url": wanted.webhook_url,
                **price,
            }
        if asked.receipt is Receipt.WITHOUT_URL:
            return {"id": task.id, **price}
        # Whoever came as "localhost" is sent back there; no other name is taken from outside.
        local = f"localhost:{self._port}"
        host = local if request.headers.get("host") == local else f"127.0.0.1:{self._port}"
        url = f"http://{host}/v1/get_result?id={task.id}&cluster={task.cluster}"
        return {"id": task.id, "polling_url": url, **price}


def _price(wanted: Submission, quote: Quote) -> dict[str, object]:
    width, height = wanted.layout.size
    told: dict[str, object] = {
        "cost": credits(wanted.cost),
        "input_mp": megapixels(wanted.input_pixels),
        "output_mp": megapixels(width * height),
    }
    if quote is Quote.NULL:
        return dict.fromkeys(told)
    return told if wanted.model.quoted and quote is Quote.USUAL else {}


def _without_url(task: Task) -> bool:
    return behaviour(task.prompt).receipt is Receipt.WITHOUT_URL


async def _body(request: Request) -> bytes:
    if int(request.headers.get("content-length", 0)) > LARGEST_BODY:
        raise Refused(413, "Request body too large")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused(413, "Request body too large")
    return bytes(body)
