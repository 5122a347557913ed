"""A service that answers every submit with the same odd reply, and counts them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class OddService:
    """Where it listens and how often it was asked to sell."""

    origin: str
    posts: list[str] = field(default_factory=list)


@contextmanager
def odd_service(code: int, body: bytes, media_type: str = "text/html") -> Iterator[OddService]:
    """Answers POSTs with `code` and `body`, and every GET with a balance."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            service.posts.append(self.path)
            self._answer(code, body, media_type)

        def do_GET(self) -> None:
            self._answer(200, b'{"credits": 1000}', "application/json")

        def _answer(self, code: int, body: bytes, media_type: str) -> None:
            self.send_response(code)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service = OddService(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="odd service")
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
