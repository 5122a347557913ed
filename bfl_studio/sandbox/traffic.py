"""What was asked of the Sandbox, counted for tests and other tools."""

import time
from collections import Counter, deque

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REMEMBERED = 1000


class Traffic:
    """Owns the counts of this run; prompts and keys are never among them."""

    def __init__(self) -> None:
        self._posts: dict[str, Counter[str]] = {}
        self._polls: Counter[str] = Counter()
        self._connections: dict[str, set[tuple[str, int]]] = {}
        self._deliveries: deque[dict[str, object]] = deque(maxlen=_REMEMBERED)

    def watching(self, app: ASGIApp, origin: str) -> ASGIApp:
        """The app, with every request to it counted under the origin's name."""

        async def watch(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            self._connections.setdefault(origin, set()).add(tuple(scope["client"]))
            status = "closed"

            async def note(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = str(message["status"])
                await send(message)

            try:
                await app(scope, receive, note)
            finally:
                self._count(origin, scope, status)

        return watch

    def summary(self) -> dict[str, object]:
        """POSTs by path and status, polls by status, connections by origin, and deliveries."""
        return {
            "posts": self._posts,
            "accepted": sum(statuses["200"] for statuses in self._posts.values()),
            "polls": self._polls,
            "connections": {origin: len(seen) for origin, seen in self._connections.items()},
            "deliveries": list(self._deliveries),
        }

    def _count(self, origin: str, scope: Scope, status: str) -> None:
        if origin == "delivery":
            self._deliveries.append(_delivery(scope, status))
        elif scope["method"] == "POST":
            self._posts.setdefault(scope["path"], Counter())[status] += 1
        elif scope["path"] == "/v1/get_result":
            self._polls[status] += 1


def _delivery(scope: Scope, status: str) -> dict[str, object]:
    headers = sorted({name.decode("latin-1").lower() for name, _ in scope["headers"]})
    return {
        "time": time.time(),
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "headers": headers,
        "x_key": "x-key" in headers,
    }
