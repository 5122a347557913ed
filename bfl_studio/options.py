"""The studio's command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bfl_studio import __version__


@dataclass(frozen=True, slots=True)
class Options:
    """`data` is None for the system's own place; `endpoint` an origin such as https://host."""

    data: Path | None
    endpoint: str | None


def parse(arguments: Sequence[str]) -> Options:
    """Raises SystemExit for --help and --version (0) and for wrong usage (2)."""
    parser = argparse.ArgumentParser(
        prog="bfl-studio",
        description="Make pictures with Black Forest Labs' FLUX models.",
        epilog="bfl-studio sandbox --help: the stand-in service, on its own.",
    )
    parser.add_argument("--version", action="version", version=f"BFL Studio {__version__}")
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="keep everything there, pictures in DIR/library",
    )
    parser.add_argument(
        "--endpoint",
        type=_origin,
        metavar="URL",
        help="send to another BFL-shaped service; its key is read from BFL_API_KEY",
    )
    given = parser.parse_args(arguments)
    data = given.data_dir.absolute() if given.data_dir is not None else None
    return Options(data, given.endpoint)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    loopback = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if parts.username or parts.path not in ("", "/") or parts.query or not parts.hostname:
        raise argparse.ArgumentTypeError("an origin is wanted, such as https://host")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise argparse.ArgumentTypeError("https is wanted, or http to this computer")
    return f"{parts.scheme}://{parts.netloc}"
