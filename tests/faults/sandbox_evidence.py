"""What the Sandbox knows, for the same judge."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

from tests.faults.oracle import Charge, Evidence
from tests.sandbox.process import SandboxProcess


def evidence(
    sandbox: SandboxProcess, data: Path, library: Path, confirmed: int, key: str
) -> Evidence:
    """Everything to judge a studio by that bought from a Sandbox, which must still run."""
    charges = tuple(
        Charge(line["task"], line["body_sha256"], int(Decimal(str(line["cost"])) * 1000))
        for line in sandbox.ledger()
    )
    deliveries = sandbox.requests()["deliveries"]
    sent = {each["path"].split("/")[2] for each in deliveries if each["status"] in ("200", "206")}
    painted = {path.stem: path for path in (sandbox.data / "pictures").iterdir()}
    return Evidence(
        data,
        library,
        charges,
        confirmed,
        key,
        {
            task: hashlib.sha256(path.read_bytes()).hexdigest()
            for task, path in painted.items()
            if task in sent
        },
        elsewhere=tuple(key for each in deliveries if each["x_key"]),
    )
