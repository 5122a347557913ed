"""The reference for memory: the same eight files sent as a script would, all of it in memory."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

import httpx

from tests.benchmarks.dropping_window import forget_peak, resident


def main(folder: str, origin: str) -> None:
    """Print the bytes in memory before, at most, and the length of the body."""
    with httpx.Client(base_url=origin, headers={"x-key": "bfl_benchmark"}, timeout=60) as client:
        client.get("/v1/credits")
        idle = resident()
        forget_peak()
        fields: dict[str, object] = {"prompt": "all of them", "width": 1024, "height": 1024}
        for number, path in enumerate(sorted(Path(folder).iterdir()), start=1):
            name = "input_image" if number == 1 else f"input_image_{number}"
            fields[name] = base64.b64encode(path.read_bytes()).decode()
        body = json.dumps(fields).encode()
        client.post("/v1/flux-2-pro", content=body).raise_for_status()
        print(json.dumps({"idle": idle, "peak": resident("VmHWM"), "body": len(body)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
