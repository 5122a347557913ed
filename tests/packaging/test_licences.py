"""Every part that is shipped is listed with its licence, from the checkout and from the program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from bfl_studio import __version__, licences, resources
from bfl_studio.licences import Part
from tests.packaging.scripts import script
from tests.structure.source import ROOT


def _closure() -> set[str]:
    """What the studio needs to run here, worked out by the library that knows the rules."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(text) for text in project["dependencies"]]
    found: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        wanted = (licences.plain_name(requirement.name), frozenset(requirement.extras))
        if wanted in found:
            continue
        found.add(wanted)
        extras = requirement.extras or {""}
        for text in metadata.requires(requirement.name) or ():
            child = Requirement(text)
            if not child.marker or any(child.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(child)
    return {name for name, _ in found}


@pytest.fixture(scope="module")
def parts() -> dict[str, Part]:
    return {each.name: each for each in licences.collected()}


def test_every_shipped_distribution_is_listed_with_a_text(parts: dict[str, Part]) -> None:
    listed = {licences.plain_name(name): part for name, part in parts.items()}
    assert listed.keys() >= _closure()
    assert parts.keys() >= {"BFL Studio", "Lucide icons", "Python", "Qt"}
    assert [name for name, part in parts.items() if len(part.text) < 500] == []
    assert [name for name, part in parts.items() if not part.licence] == []


def test_what_only_tests_and_builds_need_is_not_listed(parts: dict[str, Part]) -> None:
    assert parts.keys().isdisjoint({"pytest", "mypy", "ruff", "hypothesis", "hatchling"})


def test_every_text_the_list_of_qts_parts_points_to_is_there() -> None:
    text = resources.text("licences", "QtParts.txt")
    named, _, _ = text.partition("\n\n\n")
    titles = set(re.findall(r"^(.+)\n-{3,}$", text, re.MULTILINE))
    wanted = {
        each
        for texts in re.findall(r"Text: (.+?)\.(?:\n\n|$)", named, re.DOTALL)
        for each in re.sub(r"\s+", " ", texts).split("; ")
    }
    assert len(wanted) > 15
    assert wanted - titles == {"none", "shown under cryptography"}


def test_what_cryptography_holds_is_told(parts: dict[str, Part]) -> None:
    assert "The OpenSSL Project Authors" in parts["cryptography"].text
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION" in parts["cryptography"].text


def test_the_studio_comes_first_and_the_rest_by_name(parts: dict[str, Part]) -> None:
    first, *others = parts
    assert first == licences.OURS
    assert (parts[first].version, parts[first].licence) == (__version__, "MIT")
    assert others == sorted(others, key=str.lower)


@pytest.mark.parametrize("name", ["Qt", "PySide6_Essentials", "shiboken6"])
def test_qt_says_how_it_may_be_replaced_and_both_licences_follow(
    parts: dict[str, Part], name: str
) -> None:
    text = parts[name].text
    assert parts[name].version == metadata.version("PySide6-Essentials")
    assert "may put your own build of the same version" in text
    assert text.index("GNU LESSER GENERAL PUBLIC LICENSE") < text.index(
        "                    GNU GENERAL PUBLIC LICENSE"
    )
    assert "https://download.qt.io/" in text


@pytest.mark.parametrize("bundled", ["libjpeg", "LIBTIFF", "FreeType", "libwebp", "OpenJPEG"])
def test_pillow_names_what_its_package_holds(parts: dict[str, Part], bundled: str) -> None:
    assert bundled.lower() in parts["pillow"].text.lower()


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("ICU", "Copyright and permission notice"),
        ("FreeType", "The FreeType Project LICENSE"),
        ("HarfBuzz", "For parts of HarfBuzz that are licensed"),
        ("PCRE2", "EXEMPTION FOR BINARY LIBRARY-LIKE PACKAGES"),
        ("libpng", "PNG Reference Library License"),
        ("libjpeg-turbo", "Independent JPEG Group"),
        ("LibTIFF", "Sam Leffler"),
        ("libwebp", "Google nor the names"),
        ("zlib", "Jean-loup Gailly"),
        ("Wayland", "Kristian Høgsberg"),
    ],
)
def test_what_others_wrote_of_qt_is_named_with_its_terms(
    parts: dict[str, Part], name: str, terms: str
) -> None:
    text = parts["Qt"].text
    assert f"\n{name}" in text
    assert terms.lower() in text.lower()


def test_what_is_compiled_into_a_package_is_named_with_its_licence(parts: dict[str, Part]) -> None:
    lists = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in metadata.files("cryptography") or ()
        if path.name.endswith(".cyclonedx.json")
    ]
    inside = [part for each in lists for part in each["components"]]
    text = parts["cryptography"].text
    assert len(inside) > 20
    assert [
        each["name"] for each in inside if f"\n{each['name']} {each['version']}: " not in text
    ] == []
    assert text.index("Compiled into this package") < text.rindex("Permission is hereby granted")


def test_a_part_without_a_text_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "socksio-9.dist-info"
    bare.mkdir()
    (bare / "METADATA").write_text("Metadata-Version: 2.1\nName: socksio\nVersion: 9\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LookupError, match="no licence text: socksio"):
        licences.collected()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Path]:
    """The package with its files beside it, as a built program has them."""
    package = tmp_path / "program" / "bfl_studio"
    package.mkdir(parents=True)
    for name in ("__init__.py", "licences.py", "resources.py"):
        shutil.copy(ROOT / "bfl_studio" / name, package)
    shutil.copytree(resources.folder(), package / "_resources")
    yield package


def test_a_built_program_reads_what_was_written_and_needs_no_metadata(program: Path) -> None:
    target = program / "_resources" / licences.LIST
    written = subprocess.run(
        [sys.executable, ROOT / "packaging" / "licences.py", str(target)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert written.returncode == 0, written.stderr
    telling = (
        "import sys; sys.path.insert(0, sys.argv[1]); from bfl_studio import licences;"
        "print(*[f'{each.name} {len(each.text)}' for each in licences.shipped()], sep='\\n')"
    )
    # -S: no installed package can be found at all.
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", telling, str(program.parent)],
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines() == [
        f"{each.name} {len(each.text)}" for each in licences.collected()
    ]


DEBIAN = pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="asks Debian's packages")


@DEBIAN
def test_a_library_of_the_system_is_listed_by_its_package() -> None:
    library = next(Path("/usr/lib").glob("*/libc.so.6"))
    (part,) = script("licences").of_packages([library, library])
    assert part.name == "libc6"
    assert part.version
    assert "GNU" in part.text


@DEBIAN
def test_a_library_of_no_package_stops_the_build(tmp_path: Path) -> None:
    library = tmp_path / "libsomething.so.1"
    library.touch()
    with pytest.raises(LookupError, match="belongs to no package"):
        script("licences").of_packages([library])
