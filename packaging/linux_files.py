"""The tree around the program on Linux: menu entry, icons, manual, licences; for both packages."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "packaging" / "linux"
NAME = "bfl-studio"
ENTRY = "io.github.bfl_studio.BFLStudio"
"""The menu entry's name: under it desktops know the window, too."""


def day(moment: int) -> str:
    """Of seconds since 1970, in UTC, as YYYY-MM-DD."""
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def filled(template: str, words: Mapping[str, str]) -> str:
    """A file of `packaging/linux` with each @WORD@ replaced. ValueError if one is left over."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    for name, word in words.items():
        text = text.replace(f"@{name}@", word)
    if "@" in text.replace("contributors@", ""):
        raise ValueError(f"{template} has a word nobody filled in")
    return text


def write(path: Path, text: str) -> None:
    """Write a file in a folder that need not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_packed(path: Path, text: str) -> None:
    """The same, packed by gzip without a date."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def share(target: Path, icons: Path, program: Path, words: Mapping[str, str]) -> None:
    """Fill a `share` folder; `icons` holds hicolor, `program` the built program."""
    write(target / "applications" / f"{ENTRY}.desktop", filled(f"{ENTRY}.desktop", {}))
    metainfo = f"{ENTRY}.metainfo.xml"
    write(target / "metainfo" / metainfo, filled(metainfo, words))
    write_packed(target / "man" / "man1" / f"{NAME}.1.gz", filled(f"{NAME}.1", words))
    shutil.copytree(icons / "hicolor", target / "icons" / "hicolor")
    scalable = target / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "resources" / "icons" / f"{NAME}.svg", scalable)
    write_packed(target / "doc" / NAME / "licences.txt.gz", licence_texts(program))


def licence_texts(program: Path) -> str:
    """Of all parts, as *About* shows them."""
    listed = program / "_internal" / "bfl_studio" / "_resources" / "licences.json"
    parts = json.loads(listed.read_text(encoding="utf-8"))
    heads = (" ".join(filter(None, (p["name"], p["version"], p["licence"]))) for p in parts)
    texts = (
        f"{head}\n{'=' * len(head)}\n\n{p['text']}\n" for head, p in zip(heads, parts, strict=True)
    )
    return "\n\n".join(texts)


def settle(tree: Path, moment: int) -> None:
    """Give everything below a folder the same owner's rights and the same date."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            is_program = path.name == NAME and (path.parent / "_internal").is_dir()
            runs = path.is_dir() or is_program
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
