"""Run first in a built program: its modules stay with it for as long as it runs.

They are read from its own file when they are first wanted. A package put in place of a running
program would have it read another program's, and one that was removed would end it on the spot,
whatever it was doing.
"""

import os

import pyimod02_importers

_STARTED = "/proc/self/exe"
"""On Linux the file that was started, also when it has no name any more."""

_archive = pyimod02_importers.pyz_archive
_extract = _archive.extract
if os.path.exists(_STARTED) and os.path.samefile(_STARTED, _archive._filename):  # noqa: PTH110, PTH121
    _archive._filename = _STARTED


def _extract_or_refuse(name, raw=False):
    try:
        return _extract(name, raw)
    except SystemExit as gone:
        raise ImportError(str(gone)) from None


_archive.extract = _extract_or_refuse
