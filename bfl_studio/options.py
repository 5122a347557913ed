"""The studio's command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bfl_studio import __version__

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_STRANGE = r"[^!-~]|[@\\]"
"""Blanks, letters that look like others, and whatever could hide a name and a password."""

_ADDRESS = r".*:.*|(?:.*\.)?\d[^.]*\.?"
"""As resolvers read them: also 127.1 and 0x7f.1."""


@dataclass(frozen=True, slots=True)
class Options:
    """`data` is None for the system's own place; `endpoint` an origin such as https://host.

    `pictures` are whole paths of files to open, there or not.
    """

    data: Path | None
    endpoint: str | None
    self_test: bool = False
    pictures: tuple[Path, ...] = ()


def parse(arguments: Sequence[str]) -> Options:
    """Raises SystemExit for --help and --version (0) and for wrong usage (2)."""
    if not arguments:
        return Options(None, None)
    # A start from the menu has no arguments, and need not load what reads them.
    import argparse

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
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="check that the program is complete and works here, without a window; 0 if it does",
    )
    parser.add_argument(
        "pictures",
        nargs="*",
        metavar="PICTURE",
        help="open as a reference, in the window that is open already if there is one",
    )
    given = parser.parse_args(arguments)
    data = given.data_dir.absolute() if given.data_dir is not None else None
    # Nothing at all would be the present folder.
    pictures = tuple(_path(text) for text in given.pictures if text)
    return Options(data, given.endpoint, given.self_test, pictures)


def _path(text: str) -> Path:
    """Of a path or a `file:` address, as file managers give either; other addresses are no file."""
    if text.lower().startswith("file:"):
        from urllib.parse import urlsplit
        from urllib.request import url2pathname

        parts = urlsplit(text)
        path = url2pathname(parts.path)
        if path and parts.netloc.lower() in ("", "localhost") and "\0" not in path:
            return Path(path).absolute()
    return Path(text).absolute()


def _origin(text: str) -> str:
    """As it is kept with each job: scheme://host[:port] in lower case."""
    from argparse import ArgumentTypeError
    from urllib.parse import urlsplit

    wrong = ArgumentTypeError("an origin is wanted, such as https://host")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    beyond = parts.path not in ("", "/") or parts.query or parts.fragment
    if not host or port == 0 or beyond or re.search(_STRANGE, text):
        raise wrong
    loopback = host in _LOOPBACK
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback):
        raise ArgumentTypeError("https is wanted, or http to this computer")
    if not loopback and re.fullmatch(_ADDRESS, host):
        raise ArgumentTypeError("a name is wanted, not an address")
    return f"{parts.scheme}://{parts.netloc.lower()}"
