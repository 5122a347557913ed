"""Takes keys, signed links, pictures and private places out of text that is kept or shown."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from urllib.parse import quote

HIDDEN = "<hidden>"
MOST_CHARACTERS = 256 * 1024
"""Longer texts are cut before anything looks at them."""

_SHORTEST_SECRET = 6
"""What is shorter is no key, and hiding it would hide the text around it."""

_LONGEST_KEY = 4096
_WIDTHLESS = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF])
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_CARRIERS = r"(?:x-key|x-api-key|(?:proxy-)?authorization|bfl_api_key|api[-_]?key)"
_QUOTED = r"(b?)([\"'])(?:\\.|(?!\3)[^\n])*(?:\3|$)"

Change = str | Callable[[re.Match[str]], str]


def redact(text: str) -> str:
    """The same text without what is nobody's business; line breaks stay, other controls do not."""
    whole = text[:MOST_CHARACTERS].translate(_WIDTHLESS)
    for pattern, change in (*_KNOWN.rows(), *_PATTERNS, (_home(_home_folder()), "~")):
        whole = pattern.sub(change, whole)
    if len(text) > MOST_CHARACTERS:
        # A key that was cut in two is no longer known as one.
        whole = f"{whole[:-_LONGEST_KEY]}… ({len(text)} characters)"
    return _UNSAFE.sub(_escape, whole)


def one_line(text: str) -> str:
    """Redacted, with its line breaks written out: nobody can add a line to a log."""
    return redact(text).replace("\n", "\\n").replace("\t", "\\t")


def add_secret(value: str) -> None:
    """Hide this value from now on, in every way it may be written; kept in memory alone."""
    _KNOWN.add_secret(value)


def hide_folder(folder: Path, name: str) -> None:
    """Show a path into this folder as `<name>`: its file names may tell what was asked for."""
    _KNOWN.add_folder(str(folder), name)


class _Known:
    """Values of this process that no pattern can know."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._secrets: frozenset[str] = frozenset()
        self._folders: dict[str, str] = {}
        self._rows: tuple[tuple[re.Pattern[str], Change], ...] = ()

    def rows(self) -> tuple[tuple[re.Pattern[str], Change], ...]:
        return self._rows

    def add_secret(self, value: str) -> None:
        ways = {way for way in _ways_to_write(value) if len(way) >= _SHORTEST_SECRET}
        with self._lock:
            self._secrets |= ways
            self._arrange()

    def add_folder(self, folder: str, name: str) -> None:
        if len(folder) > 1:
            with self._lock:
                self._folders = {**self._folders, folder: name}
                self._arrange()

    def _arrange(self) -> None:
        """Readers meanwhile go on with the rows they have."""
        rows: list[tuple[re.Pattern[str], Change]] = []
        if self._secrets:
            rows.append((re.compile(_any_of(self._secrets), re.IGNORECASE), HIDDEN))
        for folder in sorted(self._folders, key=len, reverse=True):
            written = _any_of({folder, folder.replace("\\", "\\\\")})
            inside = re.compile(written + r"(?:[/\\][^\"'\n]*)?")
            rows.append((inside, f"<{self._folders[folder]}>"))
        self._rows = tuple(rows)


def _any_of(values: Iterable[str]) -> str:
    longest_first = sorted(values, key=lambda value: (-len(value), value))
    return f"(?:{'|'.join(re.escape(value) for value in longest_first)})"


def _ways_to_write(value: str) -> set[str]:
    """As it is, trimmed, in parts, and as source, JSON, addresses and headers write it."""
    bare = value.translate(_WIDTHLESS)
    parts = {value, bare, bare.strip(), *re.split(r"[\s\x00-\x1f]+", bare)}
    raw = [part.encode(errors="surrogatepass") for part in parts]
    written = {repr(part)[1:-1] for part in parts} | {repr(part)[2:-1] for part in raw}
    written |= {json.dumps(part)[1:-1] for part in parts}
    written |= {quote(part, safe="") for part in raw}
    written |= {base64.b64encode(part).decode() for part in raw}
    return parts | written


def _link(match: re.Match[str]) -> str:
    """The host, and a hash that tells one path from another; of ours the path itself."""
    scheme, rest = match[1], match[2]
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    tail = rest[len(authority) :]
    host = authority.rpartition("@")[2]
    if re.fullmatch(r"(?:/v\d+/[\w.-]{1,60})?/?[.,;:)\]}]*", tail):
        return f"{scheme}://{host}{tail}"
    return f"{scheme}://{host}/<{_hash(re.split('[?#]', tail, maxsplit=1)[0])}>"


def _quoted_path(match: re.Match[str]) -> str:
    suffix = re.search(r"\.[A-Za-z0-9]{1,5}$", match[2])
    return f"{match[1]}<path {_hash(match[2])}{suffix[0] if suffix else ''}>{match[1]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def _escape(match: re.Match[str]) -> str:
    return repr(match[0])[1:-1]


def _home_folder() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""


@cache
def _home(folder: str) -> re.Pattern[str]:
    if len(folder) < 2:
        return re.compile(r"(?!)")
    written = _any_of({folder, folder.replace("\\", "\\\\")})
    return re.compile(written + r"(?=[/\\\"'\s:,)]|$)")


_UUID = r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"
_PATTERNS: tuple[tuple[re.Pattern[str], Change], ...] = (
    (re.compile(r"\bdata:[\w.+-]+/[^\s,\"'<>]{0,100},[^\s\"'<>]*", re.I), "<data>"),
    (
        re.compile(rf"(\b{_CARRIERS}[\"']?\s*[:=,]\s*){_QUOTED}", re.I | re.M),
        rf"\1\2\3{HIDDEN}\3",
    ),
    (
        re.compile(rf"(\b{_CARRIERS}\s*[:=]\s*)(?![\"']|b[\"'])[^\n,;\"')\]}}]+", re.I),
        rf"\1{HIDDEN}",
    ),
    (re.compile(rf"(\bheader value\s+){_QUOTED}", re.I | re.M), rf"\1\2\3{HIDDEN}\3"),
    (re.compile(r"\b(https?|wss?)://([^\s\"'<>\\]+)", re.I), _link),
    (re.compile(r"([?&][\w.-]{1,40}=)[^\s&\"'<>]+"), rf"\1{HIDDEN}"),
    (re.compile(r"bfl_(?!(?:studio|sandbox)\b)[A-Za-z0-9_-]{4,}"), HIDDEN),
    (re.compile(rf"(\bkey\b[^\n]{{0,24}}?){_UUID}", re.I), rf"\1{HIDDEN}"),
    (re.compile(r"[A-Za-z0-9+/_=-]{200,}"), lambda run: f"<{len(run[0])} characters>"),
    (
        re.compile(
            r"(?<!File )([\"'])((?:/(?!v\d)|[A-Za-z]:(?:\\\\|/)|\\\\\\\\)(?:\\.|(?!\1)[^\n])+)\1"
        ),
        _quoted_path,
    ),
)
"""What a secret looks like wherever it comes from, in the order they are looked for."""

_KNOWN = _Known()
