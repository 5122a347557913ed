"""Start: child roles are told apart before Qt is imported."""

from __future__ import annotations

import sys


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] == ["sandbox"]:
        from bfl_studio.sandbox.server import main as run_sandbox

        return run_sandbox(arguments[1:])
    from bfl_studio.app import main as run_studio

    return run_studio(arguments)


if __name__ == "__main__":
    sys.exit(main())
