"""Start the Sandbox on its own: `python -m bfl_studio.sandbox`."""

import sys

from bfl_studio.sandbox.server import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
