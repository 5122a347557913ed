"""The release after this machine's: the package meets younger libraries there, and starts.

Not collected with the tests, but named by `make package-test`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from bfl_studio import __version__
from tests.packaging.built import only
from tests.packaging.clean_root import AFTER, CleanRoot, ReleaseAbsent, clean_root, this_release


@pytest.fixture
def root() -> Iterator[CleanRoot]:
    if this_release() not in AFTER:
        pytest.skip("nobody said which release follows this one")
    try:
        with clean_root(AFTER[this_release()]) as root:
            yield root
    except ReleaseAbsent as absent:
        pytest.skip(str(absent))


def test_it_installs_and_works_there(root: CleanRoot) -> None:
    package = only("*.deb")
    inside = root.shared / package.name
    shutil.copyfile(package, inside)
    root.install(inside)
    assert root.run("bfl-studio", "--version", person=True) == f"BFL Studio {__version__}\n"
    said = root.run("bfl-studio", "--self-test", person=True)
    assert "FAIL" not in said
    print(f"\n{said}", flush=True)
