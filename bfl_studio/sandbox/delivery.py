"""The delivery origin: finished pictures behind signed URLs, and no place for a key."""

import asyncio
from collections import Counter
from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bfl_studio.sandbox import links
from bfl_studio.sandbox.behaviour import behaviour
from bfl_studio.sandbox.contract import models
from bfl_studio.sandbox.folder import Folder
from bfl_studio.sandbox.misdeeds import Behaviour, Link
from bfl_studio.sandbox.task import Task
from bfl_studio.sandbox.tasks import Tasks

_USUAL = Behaviour()


class Delivery:
    """Owns the delivery origin: its signing secret and the life of its URLs, in seconds, if not
    the models' own."""

    def __init__(self, tasks: Tasks, folder: Folder, port: int, link_seconds: float | None) -> None:
        self._tasks = tasks
        self._folder = folder
        self._secret = folder.secret()
        self._origin = f"http://127.0.0.1:{port}"
        self._link_seconds = link_seconds
        self._fetches: Counter[str] = Counter()

    def routes(self) -> list[Route]:
        """The one path of this origin."""
        return [Route("/results/{task}/{name}", self.fetch, methods=["GET"])]

    def url(self, task: Task, first_ready: float, dead: bool = False) -> str:
        """Where the picture can be fetched until its time, counted from the first Ready, is up.

        The time of a dead one is up already.
        """
        resource = _resource(task.id, task.picture_name)
        own = models()[task.path].link_seconds
        life = own if self._link_seconds is None else self._link_seconds
        expiry = first_ready + (-1.0 if dead else life)
        return self._origin + links.signed(self._secret, resource, expiry)

    async def fetch(self, request: Request) -> Response:
        """The picture's bytes, whole or a range of them."""
        if "x-key" in request.headers:
            return _problem(400, "InvalidHeader", "The API key does not belong here")
        query = request.query_params
        reason = links.refusal(
            self._secret, request.url.path, query.get("se", ""), query.get("sig", "")
        )
        if reason == links.FORGED:
            return _problem(403, "AuthenticationFailed", reason)
        # The signature proves that the path is one of ours.
        task = self._tasks.find(str(UUID(request.path_params["task"])))
        asked = _USUAL if task is None else behaviour(task.prompt)
        if reason is not None:
            code = Link.GONE if asked.link is Link.GONE else Link.DEAD
            return _problem(code.value, "AuthenticationFailed", reason)
        picture = self._folder.picture(task) if task else None
        if task is None or picture is None or not picture.exists():
            return _problem(404, "BlobNotFound", "The specified blob does not exist")
        return self._refused(task, asked) or await _sent(picture, task.format, asked.damaged)

    def _refused(self, task: Task, asked: Behaviour) -> Response | None:
        """The answer to the first few fetches, where a word asked for it."""
        self._fetches[task.id] += 1
        number = self._fetches[task.id]
        if number > len(asked.first_fetches):
            return None
        return _problem(asked.first_fetches[number - 1], "InternalError", "Try again")


async def _sent(picture: Path, format: str, damaged: bool) -> Response:
    media_type = f"image/{format}"
    if not damaged:
        return FileResponse(picture, media_type=media_type)
    content = await asyncio.to_thread(picture.read_bytes)
    return Response(content[: len(content) // 2], media_type=media_type)


def _resource(task_id: str, name: str) -> str:
    return f"/results/{task_id}/{name}"


def _problem(status: int, code: str, message: str) -> Response:
    body = (
        '<?xml version="1.0" encoding="utf-8"?>'
        f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    )
    return Response(body, status, media_type="application/xml")
