"""Run first in a built program: what its loader sets for itself is not for other programs.

A browser or file manager the studio opens would else be given the studio's libraries.
"""

import os

from bfl_studio import environment

if (before := os.environ.pop("LD_LIBRARY_PATH_ORIG", None)) is not None:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
for name in [each for each in os.environ if each.startswith("_PYI_")]:
    del os.environ[name]
environment.remember()
