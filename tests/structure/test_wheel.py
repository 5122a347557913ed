"""The built package holds every file the studio reads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bfl_studio import resources
from tests.structure.source import PACKAGE, RESOURCES, ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def _files_below(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix() for path in found if "__pycache__" not in path.parts
    }


def test_every_resource_is_in_the_wheel(installed: Path) -> None:
    assert _files_below(installed / "bfl_studio" / "_resources") == _files_below(RESOURCES)


def test_every_file_of_the_package_is_in_the_wheel(installed: Path) -> None:
    assert _files_below(installed / "bfl_studio") >= _files_below(PACKAGE)


def test_a_checkout_finds_its_resources() -> None:
    assert resources.folder() == RESOURCES


def test_an_installed_package_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    program = "import sys; sys.path.insert(0, sys.argv[1]); import bfl_studio.resources as found; "
    command = [sys.executable, "-I", "-c", program + "print(found.folder())", str(installed)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()) == installed / "bfl_studio" / "_resources"
