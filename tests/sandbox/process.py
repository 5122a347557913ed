"""A real Sandbox process, and the little a test needs to talk to it."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

REPOSITORY = Path(__file__).parents[2]
KEY = "bfl_test"
# Far beyond what anything here takes: only a hang meets it.
PATIENCE = 30.0
# Reading the system's certificates costs more than most tests here, and none is needed.
PLAIN: dict[str, Any] = {"trust_env": False, "timeout": PATIENCE, "verify": False}


@dataclass(frozen=True, slots=True)
class SandboxProcess:
    """One running Sandbox: where it listens, its process and its data folder."""

    base_url: str
    process: subprocess.Popen[str]
    data: Path

    def ledger(self) -> list[dict[str, Any]]:
        """Every charge so far, read from the file: also after the process was killed."""
        path = self.data / "ledger.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()]

    def requests(self) -> dict[str, Any]:
        """What was asked of the Sandbox in this run."""
        with self.client() as client:
            return self._object(client.get("/sandbox/requests"))

    def kill(self) -> None:
        """End the process as a crash would."""
        self.process.kill()
        self.process.wait()

    def client(self, key: str | None = KEY) -> httpx.Client:
        """A client of the API origin that sends this key, or none."""
        headers = {} if key is None else {"x-key": key}
        return httpx.Client(base_url=self.base_url, headers=headers, **PLAIN)

    def submit(
        self, path: str = "/v1/flux-2-pro", key: str = KEY, **body: object
    ) -> dict[str, Any]:
        """Buy one small picture and return the receipt."""
        fields: dict[str, object] = {"prompt": "a harbour", "width": 64, "height": 64} | body
        with self.client(key) as client:
            return self._object(client.post(path, json=fields))

    def poll(self, receipt: Mapping[str, Any], key: str = KEY) -> dict[str, Any]:
        """Ask once for a task's status."""
        with self.client(key) as client:
            return self._object(client.get(receipt["polling_url"]))

    def settled(self, receipt: Mapping[str, Any], key: str = KEY) -> dict[str, Any]:
        """Ask until the task has its last status."""
        deadline = time.monotonic() + PATIENCE
        while (status := self.poll(receipt, key))["status"] == "Pending":
            assert time.monotonic() < deadline, "the task did not settle"
            time.sleep(0.02)
        return status

    def download(self, status: Mapping[str, Any]) -> bytes:
        """Fetch a ready task's picture as a client without a key."""
        return fetch(status["result"]["sample"]).raise_for_status().content

    @staticmethod
    def _object(response: httpx.Response) -> dict[str, Any]:
        parsed: dict[str, Any] = response.raise_for_status().json()
        return parsed


def fetch(url: str, **headers: str) -> httpx.Response:
    """GET a URL without a key."""
    return httpx.get(url, headers=headers, **PLAIN)


@contextmanager
def running_sandbox(data: Path | None = None, *flags: str) -> Iterator[SandboxProcess]:
    """Start a Sandbox with these flags on free ports; it has ended when the block is left.

    Without a data folder it gets one of its own, which goes with it.
    """
    folder = Path(tempfile.mkdtemp(prefix="sandbox-test-")) if data is None else data
    process = start("--data", str(folder), "--exit-with-stdin", *flags)
    try:
        with process:
            assert process.stdout is not None
            yield SandboxProcess(process.stdout.readline().strip(), process, folder)
            assert process.stdin is not None
            process.stdin.close()
            process.wait(PATIENCE)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if data is None:
            shutil.rmtree(folder)


def start(*flags: str) -> subprocess.Popen[str]:
    """Start a Sandbox process with piped standard streams."""
    return subprocess.Popen(
        [sys.executable, "-m", "bfl_studio.sandbox", *flags],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
