"""Start: child roles are told apart before Qt is imported."""

from __future__ import annotations

import gc
import sys
from types import ModuleType


def load() -> ModuleType:
    """The studio's code, ready to run."""
    # Nothing becomes garbage while modules load; collecting in between costs a tenth of the start.
    # Later `Collector` does it: never a thread on which Qt's objects may not be deleted.
    gc.disable()
    from bfl_studio import environment

    environment.remember()
    from bfl_studio import app

    return app


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] == ["sandbox"]:
        from bfl_studio.sandbox.server import main as run_sandbox

        return run_sandbox(arguments[1:])
    if arguments[:1] == ["decode"]:
        from bfl_studio.imaging.decode import main as run_decode

        return run_decode()
    code: int = load().main(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
