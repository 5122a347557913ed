"""The append-only record of charges."""

import dataclasses
import errno
import json
import os
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bfl_studio.sandbox.billing import credits


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge; time in seconds since the epoch, cost in thousandths of a credit."""

    time: float
    key: str
    model: str
    task: str
    cost: int
    body_sha256: str
    seed: int

    def as_json(self) -> dict[str, Any]:
        """The line in the ledger, where the cost is in credits."""
        return dataclasses.asdict(self) | {"cost": credits(self.cost)}


class Ledger:
    """Owns the ledger file: one JSON line per charge, on the disk before `add` returns."""

    def __init__(self, path: Path) -> None:
        lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
        whole = [line for line in lines if line.endswith(b"\n")]
        self._file = path.open("ab", buffering=0)
        # A line cut short by a crash was never answered: nobody was told of that charge.
        self._file.truncate(sum(map(len, whole)))
        self.charges = [_read(line) for line in whole]

    def add(self, charge: Charge) -> None:
        """Append a charge; OSError when it could not be written, and then it does not count."""
        end = self._file.seek(0, os.SEEK_END)
        line = json.dumps(charge.as_json()).encode() + b"\n"
        try:
            if self._file.write(line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(end)
            raise
        self.charges.append(charge)

    def spent(self, key: str) -> int:
        """Thousandths of a credit charged to a key, named by its fingerprint."""
        return sum(charge.cost for charge in self.charges if charge.key == key)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _read(line: bytes) -> Charge:
    fields = json.loads(line)
    fields["cost"] = int(Decimal(str(fields["cost"])) * 1000)
    return Charge(**fields)
