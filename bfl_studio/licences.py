"""What the studio is made of, and under which licences: of the shipped parts, with their texts."""

from __future__ import annotations

import json
import platform
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import PurePosixPath

from bfl_studio import __version__, resources

LIST = "licences.json"
"""Written beside the other resources when the program is built: there is no metadata in it."""

OURS = "BFL Studio"
_DISTRIBUTION = "bfl-studio"
_TEXTS = "licences"
_LICENCE_FILE = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")
_REQUIREMENT = re.compile(r"\s*([\w.-]+)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"extra\s*==\s*[\"']([\w.-]+)[\"']")
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST_NAME = 80
_COMPILED_IN = (
    "Compiled into this package, each by its authors and under its own licence. Where there is\n"
    "a choice, the studio takes what comes first of Apache-2.0 and BSD-3-Clause, whose texts\n"
    "stand above, and MIT, whose text follows."
)

_LGPL = ("LGPL-3.0.txt", "GPL-3.0.txt")
_QT = ("Qt.txt", *_LGPL)
_GIVEN: Mapping[str, Sequence[str]] = {
    "pyside6-essentials": _QT,
    "shiboken6": _QT,
    "pi-heif": ("Heif.txt", *_LGPL),
    "cryptography": ("OpenSSL.txt",),
}
"""Texts of `resources/licences` for packages which do not say it themselves."""

_NAMED: Mapping[str, str] = {"pi-heif": "BSD-3-Clause; libheif, libde265 LGPL-3.0-only"}
"""Where the metadata tell only of the package's own code."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the studio ships; `licence` is its short name, `text` all of it."""

    name: str
    version: str
    licence: str
    text: str


def shipped() -> tuple[Part, ...]:
    """All parts, the studio first, the others by name: as written when the program was built,
    else as they are installed.

    Takes some tenths of a second. Raises OSError when the program's own files are missing.
    """
    path = resources.folder() / LIST
    if path.is_file():
        return tuple(Part(**each) for each in json.loads(path.read_text(encoding="utf-8")))
    return collected()


def collected() -> tuple[Part, ...]:
    """The same from what is installed here; LookupError names what has no licence text."""
    parts = [
        Part("Python", platform.python_version(), "PSF-2.0", _own_text("Python.txt")),
        Part(
            "Qt",
            _version_of("PySide6-Essentials"),
            "LGPL-3.0-only",
            _joined(map(_own_text, ("Qt.txt", "QtParts.txt", *_LGPL))),
        ),
        Part("Lucide icons", "", "ISC", _own_text("Lucide.txt")),
        *(_part(each) for each in distributions().values()),
    ]
    if bare := [each.name for each in parts if not each.text.strip()]:
        raise LookupError(f"no licence text: {', '.join(bare)}")
    ours = Part(OURS, __version__, "MIT", _text_of_the_studio())
    return (ours, *sorted(parts, key=lambda each: each.name.lower()))


def written(parts: Iterable[Part]) -> str:
    """As `shipped` reads it."""
    return json.dumps([asdict(each) for each in parts], ensure_ascii=False, indent=1)


def distributions() -> dict[str, metadata.Distribution]:
    """What the studio needs to run and what that needs, as installed here; by plain name.

    What is not installed is not wanted on this system.
    """
    found: dict[str, metadata.Distribution] = {}
    asked: set[tuple[str, frozenset[str]]] = set()
    waiting = [_named(each) for each in _own_requirements() if not _EXTRA.search(each)]
    while waiting:
        name, extras = wanted = waiting.pop()
        if wanted in asked:
            continue
        asked.add(wanted)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = distribution
        waiting += [_named(each) for each in distribution.requires or () if _applies(each, extras)]
    return found


def _own_requirements() -> Sequence[str]:
    try:
        return metadata.requires(_DISTRIBUTION) or ()
    except metadata.PackageNotFoundError:
        # A checkout that nobody installed.
        project = resources.folder().parent / "pyproject.toml"
        asked = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
        return [str(each) for each in asked]


def _named(requirement: str) -> tuple[str, frozenset[str]]:
    match = _REQUIREMENT.match(requirement)
    name, extras = match.groups() if match is not None else (requirement, None)
    wanted = (each.strip() for each in (extras or "").split(","))
    return plain_name(name), frozenset(each for each in wanted if each)


def plain_name(name: str) -> str:
    """One spelling for all of a distribution's."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _applies(requirement: str, extras: frozenset[str]) -> bool:
    asked = _EXTRA.findall(requirement)
    return not asked or bool(extras.intersection(asked))


def _part(distribution: metadata.Distribution) -> Part:
    name = plain_name(distribution.name)
    texts = [*map(_own_text, _GIVEN.get(name, ())), *_texts_of(distribution)]
    if inside := _compiled_in(distribution):
        texts += [inside, _own_text("MIT.txt")]
    licence = _NAMED.get(name) or _licence_of(distribution)
    return Part(distribution.name, distribution.version, licence, _joined(texts))


def _version_of(name: str) -> str:
    """Qt's version is that of its package for Python."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _licence_of(distribution: metadata.Distribution) -> str:
    told = distribution.metadata
    for field in ("License-Expression", "License"):
        named = " ".join(told.get_all(field) or ()).strip()
        if named and named != "UNKNOWN" and "\n" not in named and len(named) <= _LONGEST_NAME:
            return named
    classified = (each.removeprefix(_CLASSIFIER) for each in told.get_all("Classifier") or ())
    return next((each for each in classified if "::" not in each), "")


def _texts_of(distribution: metadata.Distribution) -> list[str]:
    paths = [each for each in distribution.files or () if _is_licence(each)]
    texts = {str(path): path.read_text(encoding="utf-8").strip() for path in sorted(paths)}
    # Some carry the same text twice.
    return list(dict.fromkeys(texts.values()))


def _compiled_in(distribution: metadata.Distribution) -> str:
    """What a package's own list names of parts that are compiled into it, with their licences."""
    lists = [each for each in distribution.files or () if each.match("sboms/*.json")]
    rows: set[str] = set()
    for path in lists:
        for part in json.loads(path.read_text(encoding="utf-8")).get("components", ()):
            # Packages that carry their parts' licences as texts name them without one here.
            named = [row["expression"] for row in part.get("licenses", ()) if "expression" in row]
            rows.update(f"{part['name']} {part.get('version', '')}: {each}" for each in named)
    return "\n".join([_COMPILED_IN, "", *sorted(rows)]) if rows else ""


def _is_licence(path: PurePosixPath) -> bool:
    in_metadata = any(part.endswith(".dist-info") for part in path.parts)
    return in_metadata and ("licenses" in path.parts or bool(_LICENCE_FILE.match(path.name)))


def _own_text(name: str) -> str:
    return resources.text(_TEXTS, name).strip("\n")


def _text_of_the_studio() -> str:
    checkout = resources.folder().parent / "LICENSE"
    if checkout.is_file():
        return checkout.read_text(encoding="utf-8").strip()
    return _joined(_texts_of(metadata.distribution(_DISTRIBUTION)))


def _joined(texts: Iterable[str]) -> str:
    return "\n\n\n".join(texts)
