"""The embedded Sandbox: a child process, started when a job or the window needs it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bfl_studio.domain.errors import Failure, FailureKind, StudioError

_START_TRIES = 20
_SECRET_VARIABLES = ("BFL_API_KEY",)


def child_command(role: str) -> list[str]:
    """How this program, from source or frozen, starts itself in a child role."""
    if getattr(sys, "frozen", False):
        return [sys.executable, role]
    return [sys.executable, "-m", "bfl_studio", role]


def child_environment() -> dict[str, str]:
    """What a child may know of ours: no key."""
    return {name: value for name, value in os.environ.items() if name not in _SECRET_VARIABLES}


class SandboxProcess:
    """Owns the child. It ends when its stdin closes, so it never outlives the studio for long."""

    def __init__(self, data: Path, flags: Sequence[str], patience: float) -> None:
        self._data = data
        self._flags = tuple(flags)
        self._patience = patience
        self._process: asyncio.subprocess.Process | None = None
        self._origin: str | None = None
        self._starting = asyncio.Lock()
        self._closed = False

    async def origin(self) -> str:
        """Its base URL; starts it first. Raises StudioError when it cannot be started."""
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                self._origin = await self._start()
            assert self._origin is not None  # noqa: S101
            return self._origin

    async def _start(self) -> str:
        # A studio that was killed leaves a Sandbox that needs a moment to notice and free the port.
        for _ in range(_START_TRIES):
            if self._closed:
                break
            line = await self._try_start()
            if line.startswith("http://127.0.0.1:"):
                return line
            await asyncio.sleep(self._patience / 50)
        raise StudioError(Failure(FailureKind.SANDBOX_UNAVAILABLE))

    async def _try_start(self) -> str:
        command = [*child_command("sandbox"), "--port", "0", "--data", str(self._data)]
        try:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                "--exit-with-stdin",
                *self._flags,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=child_environment(),
            )
            assert self._process.stdout is not None  # noqa: S101
            line = await asyncio.wait_for(self._process.stdout.readline(), self._patience)
        except (OSError, TimeoutError) as error:
            details = type(error).__name__
            raise StudioError(Failure(FailureKind.SANDBOX_UNAVAILABLE, details=details)) from None
        return line.decode(errors="replace").strip()

    async def close(self) -> None:
        """Close its stdin and wait for it to go, also when it is only just starting."""
        self._closed = True
        self._let_go()
        async with self._starting:
            self._let_go()
            process = self._process
            if process is None or process.returncode is not None:
                return
            try:
                await asyncio.wait_for(process.wait(), self._patience / 5)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
