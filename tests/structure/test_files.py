"""What is committed fits every machine, and what is stated is stated once."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bfl_studio
from tests.structure.source import ROOT, files, modules

MACHINE = re.compile(r"(?<![\w.}])/(?:work|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(
    r"pypi\.(?:org|python)|pythonhosted\.org|(?:deb|security)\.debian\.org"
    r"|archive\.ubuntu\.com|registry\.npmjs|--(?:extra-)?index-url"
)


def _texts() -> dict[str, str]:
    texts = {}
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts[path.relative_to(ROOT).as_posix()] = content.decode()
    return texts


@pytest.mark.parametrize("foreign", [MACHINE, REGISTRY], ids=["path", "registry"])
def test_no_file_names_a_machine(foreign: re.Pattern[str]) -> None:
    found = {path: foreign.findall(text) for path, text in _texts().items()}
    assert {path: words for path, words in found.items() if words} == {}


def test_the_version_is_stated_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dynamic"] == ["version"]
    version = re.escape(bfl_studio.__version__)
    stated = re.compile(rf"""__version__\s*=|["']{version}["']""")
    places = [module.path for module in modules("bfl_studio") if stated.search(module.text)]
    assert places == ["bfl_studio/__init__.py"]


def _pins() -> dict[str, Requirement]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in pins}


def test_the_lock_file_pins_everything_exactly() -> None:
    assert [str(pin) for pin in _pins().values() if not str(pin.specifier).startswith("==")] == []


def test_the_lock_file_answers_what_the_project_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *asked["build-system"]["requires"],
        *asked["project"]["dependencies"],
        *asked["dependency-groups"]["dev"],
    ]
    pins = _pins()
    for requirement in map(Requirement, wanted):
        pin = pins[canonicalize_name(requirement.name)]
        version = str(pin.specifier).removeprefix("==")
        assert requirement.specifier.contains(version), f"make lock: {requirement}, but {pin}"


@pytest.mark.parametrize(
    "path", [path for path in files() if path.suffix == ".sh"], ids=lambda path: path.name
)
def test_shell_scripts_can_be_read_by_the_shell(path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    assert subprocess.run([bash, "-n", path]).returncode == 0
