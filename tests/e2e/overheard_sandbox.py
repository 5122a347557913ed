"""A Sandbox that writes down everything it is asked, one request a line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bfl_studio.sandbox import application, server
from tests.e2e.session import running


@dataclass(frozen=True, slots=True)
class Overheard:
    """Where it listens, and the file of what it was asked."""

    origin: str
    record: Path

    def requests(self) -> list[dict[str, Any]]:
        """Origin, method, URL, headers and body of each request so far."""
        return [json.loads(line) for line in self.record.read_text().splitlines()]


@contextmanager
def overheard_sandbox(folder: Path) -> Iterator[Overheard]:
    """Run one in a process of its own; its data and its record are in that folder."""
    record = folder / "requests.jsonl"
    flags = ["--seconds-per-image", "0.05", "--data", str(folder / "data")]
    command = [sys.executable, "-m", "tests.e2e.overheard_sandbox", str(record), *flags]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
    with running(command, environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        with process.stdout as stdout:
            origin = stdout.readline().decode().strip()
            assert origin, "the Sandbox did not start"
            yield Overheard(origin, record)


def _overhearing(app: ASGIApp, record: TextIO) -> ASGIApp:
    async def listen(scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()

        async def hear() -> Message:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        await app(scope, hear, send)
        if scope["type"] == "http":
            print(json.dumps(_request(scope, bytes(body))), file=record, flush=True)

    return listen


def _request(scope: Scope, body: bytes) -> dict[str, Any]:
    return {
        "port": scope["server"][1],
        "method": scope["method"],
        "url": (scope["raw_path"] + b"?" + scope["query_string"]).decode("latin-1"),
        "headers": [
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        ],
        "body": body.decode("latin-1"),
    }


def main() -> int:
    """The Sandbox's own program, with an ear before its application."""
    plain = application.application
    with Path(sys.argv[1]).open("w", encoding="utf-8") as record:
        application.application = lambda *parts: _overhearing(plain(*parts), record)
        return server.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
