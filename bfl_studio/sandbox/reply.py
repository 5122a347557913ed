"""JSON replies, and what every failure is answered with."""

import json
import sys
import traceback
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ExceptionHandler

from bfl_studio.sandbox.faults import Refused


class Reply(JSONResponse):
    """JSON in plain ASCII, since input sent back may hold what UTF-8 cannot."""

    def render(self, content: Any) -> bytes:
        """The body's bytes."""
        return json.dumps(content, allow_nan=False, separators=(",", ":")).encode()


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - Starlette's table already chose by type
    return Reply({"detail": error.detail}, error.status, error.headers)


def _not_served(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette's table already chose by type
    return Reply({"detail": error.detail}, error.status_code, error.headers)


def _failed(_request: Request, error: Exception) -> Response:
    # Where it happened, never the message: that could hold a prompt.
    places = "".join(traceback.format_tb(error.__traceback__))
    print(f"{type(error).__name__}\n{places}", file=sys.stderr)
    return Reply({"detail": "Internal Server Error"}, 500)


HANDLERS: dict[Any, ExceptionHandler] = {
    Refused: _refused,
    HTTPException: _not_served,
    Exception: _failed,
}
