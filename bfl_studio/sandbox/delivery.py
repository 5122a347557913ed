"""The delivery origin: finished pictures behind signed URLs, and no place for a key."""

from uuid import UUID
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bfl_studio.sandbox import links
from bfl_studio.sandbox.folder import Folder
from bfl_studio.sandbox.task import Task
from bfl_studio.sandbox.tasks import Tasks


class Delivery:
    """Owns the delivery origin: its signing secret and the life of its URLs (seconds)."""

    def __init__(self, tasks: Tasks, folder: Folder, port: int, link_seconds: float) -> None:
        self._tasks = tasks
        self._folder = folder
        self._secret = folder.secret()
        self._origin = f"http://127.0.0.1:{port}"
        self._link_seconds = link_seconds

    def routes(self) -> list[Route]:
        """The one path of this origin."""
        return [Route("/results/{task}/{name}", self.fetch, methods=["GET"])]

    def url(self, task: Task, first_ready: float) -> str:
        """Where the picture can be fetched until its time, counted from the first Ready, is up."""
        resource = _resource(task.id, task.picture_name)
        return self._origin + links.signed(self._secret, resource, first_ready + self._link_seconds)

    async def fetch(self, request: Request) -> Response:
        """The picture's bytes, whole or a range of them."""
        if "x-key" in request.headers:
            return _problem(400, "InvalidHeader", "The API key does not belong here")
        query = request.query_params
        reason = links.refusal(
            self._secret, request.url.path, query.get("se", ""), query.get("sig", "")
        )
        if reason is not None:
            return _problem(403, "AuthenticationFailed", reason)
        # The signature proves that the path is one of ours.
        task = self._tasks.find(str(UUID(request.path_params["task"])))
        picture = self._folder.picture(task) if task else None
        if task is None or picture is None or not picture.exists():
            return _problem(404, "BlobNotFound", "The specified blob does not exist")
        return FileResponse(picture, media_type=f"image/{task.format}")


def _resource(task_id: str, name: str) -> str:
    return f"/results/{task_id}/{name}"


def _problem(status: int, code: str, message: str) -> Response:
    body = (
        '<?xml version="1.0" encoding="utf-8"?>'
        f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    )
    return Response(body, status, media_type="application/xml")
