"""The glyphs of the window: which one means what, and its outline."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from bfl_studio import resources

# The word of a job state → its glyph and the token it is tinted with at rest.
JOB_STATES = {
    "queued": ("clock", "text-2"),
    "sending": ("send", "text-2"),
    "running": ("aperture", "accent-text"),
    "slow": ("hourglass", "text-2"),
    "saving": ("download", "accent-text"),
    "saved": ("check", "text-2"),
    "refused": ("ban", "error-text"),
    "moderated": ("shield-alert", "warn-text"),
    "failed": ("circle-x", "error-text"),
    "gone": ("file-x", "error-text"),
    "unconfirmed": ("circle-question-mark", "warn-text"),
    "cancelled": ("minus", "text-2"),
    "stopped": ("file-exclamation-point", "error-text"),
    "held-up": ("hourglass", "warn-text"),
    "discarded": ("minus", "text-2"),
}

MEANINGS = {
    "sandbox": "flask-conical",
    "region": "globe",
    "balance": "wallet",
    "month": "calendar-days",
    "queue": "layers",
    "edit": "pencil",
    "reuse": "repeat",
    "compare": "columns-2",
    "mask": "brush",
    "frame": "frame",
    "star": "star",
    "trash": "trash",
    "seed": "dices",
    "swap": "arrow-left-right",
    "lock": "lock",
    "unlock": "lock-open",
    "on": "power",
    "off": "power-off",
    "crop": "crop",
    "key": "key-round",
    "menu": "menu",
    "close": "x",
    "add": "plus",
    "check": "check",
    "search": "search",
    "folder": "folder-open",
    "open-outside": "external-link",
    "copy": "copy",
    "settings": "settings",
    "more": "ellipsis",
    "info": "info",
    "ok": "circle-check",
    "warning": "triangle-alert",
    "error": "circle-alert",
    "down": "chevron-down",
    "up": "chevron-up",
    "right": "chevron-right",
    "left": "chevron-left",
    "project": "folder",
    "picture": "image",
    "pictures": "images",
    "shrunk": "scaling",
    "damaged": "file-exclamation-point",
    "undo": "undo-2",
    "redo": "redo-2",
    "fold-library": "panel-right",
    "fold-compose": "panel-left",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
    "fit": "maximize",
    "stop": "circle-stop",
    "hold": "pause",
    "resume": "play",
    "offline": "wifi-off",
    "eyedropper": "pipette",
}

NAMES = frozenset(MEANINGS.values()) | {glyph for glyph, _ in JOB_STATES.values()}


def outline(name: str) -> str:
    """The SVG text of a glyph, drawn in `currentColor`; KeyError for one not in the tables."""
    return _outlines()[name]


def require(name: str) -> None:
    """Raise KeyError for a glyph that is not in the tables, without reading any outline."""
    if name not in NAMES:
        raise KeyError(name)


@cache
def _outlines() -> dict[str, str]:
    ours = {path.stem: path for path in (resources.folder() / "icons").glob("*.svg")}
    theirs = _lucide(NAMES - ours.keys())
    return theirs | {name: path.read_text(encoding="utf-8") for name, path in ours.items()}


def _lucide(names: frozenset[str]) -> dict[str, str]:
    # `import lucide` pulls in urllib and costs a third of a bare start, so its database is
    # read as it lies there. QtSql waits for the first glyph for the same reason.
    from PySide6.QtSql import QSqlDatabase, QSqlQuery

    connection = "glyphs"
    database = QSqlDatabase.addDatabase("QSQLITE", connection)
    database.setDatabaseName(str(_lucide_database()))
    database.setConnectOptions("QSQLITE_OPEN_READONLY")
    found: dict[str, str] = {}
    try:
        if not database.open():
            raise FileNotFoundError(database.databaseName())
        query = QSqlQuery(database)
        query.prepare(f"SELECT name, svg FROM icons WHERE name IN ({', '.join('?' * len(names))})")  # noqa: S608
        for name in names:
            query.addBindValue(name)
        query.exec()
        while query.next():
            found[query.value(0)] = query.value(1)
        query.finish()
        del query
    finally:
        # Qt warns about a connection removed while a handle to it is alive.
        database.close()
        del database
        QSqlDatabase.removeDatabase(connection)
    return found


def _lucide_database() -> Path:
    package = find_spec("lucide")
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("python-lucide")
    return Path(package.submodule_search_locations[0], "data", "lucide-icons.db")
