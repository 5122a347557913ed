"""One window per data folder: a second start rings, hands its files over, and ends."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import struct
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from bfl_studio import diagnostics
from bfl_studio.storage.lock import DataFolderLock, held_since, take_lock

_PATIENCE_MS = 5000
_HANDOVER_MS = 10_000
_LENGTH = struct.Struct(">I")
_CREDENTIALS = struct.Struct("3i")
_MOST_BYTES = 4 * 1024 * 1024
"""More paths than any desktop puts into one command line."""

_LONGEST_NAME = 90
"""Bytes: a socket's name has room for 104 on some systems, and Qt adds to it while it makes one."""

_HERE, _LEAVING, _TAKEN = b"+", b"-", b"!"

_ENDING_SECONDS = 35.0
"""Longer than a studio that ends waits for what it is still sending."""

_STARTING_SECONDS = 35.0
"""A studio that took the folder no longer ago may only be slow to hear."""

_SILENT_SECONDS = 3.0
_KNOCK_SECONDS = 0.1


class Answer(Enum):
    """What came of ringing."""

    HEARD = "the first studio comes forward, and has the files"
    LEAVING = "it is about to end"
    NOBODY = "nobody answers"


def bells(data: Path) -> tuple[str, ...]:
    """Where the studio of a data folder may be rung, in the order they are tried.

    The data folder is its owner's. Where it can hold no socket, or its name is too long for one,
    another folder of the same person does.
    """
    digest = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:24]
    if sys.platform == "win32":
        return (f"bfl-studio-{digest}",)
    folders = [Path(f"/tmp/bfl-studio-{os.getuid()}")]  # noqa: S108  looked at before it is used
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):
        folders.insert(0, Path(runtime, "bfl-studio"))
    names = [data.resolve() / "bell", *(folder / digest for folder in folders)]
    return tuple(str(name) for name in names if len(os.fsencode(name)) <= _LONGEST_NAME)


if sys.platform == "win32":

    def _is_safe(name: str, data: Path, *, make: bool = False) -> bool:
        return True

    def _is_our_own(bell: QLocalSocket) -> bool:
        return True

else:

    def _is_safe(name: str, data: Path, *, make: bool = False) -> bool:
        """Whether nobody else can put anything beside it; `make` a folder that is not there."""
        folder = Path(name).parent
        if folder == data.resolve():
            return True
        if make:
            with suppress(OSError):
                folder.mkdir(mode=0o700)
        try:
            found = folder.lstat()
        except OSError:
            return False
        ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
        return ours and not found.st_mode & 0o077

    def _is_our_own(bell: QLocalSocket) -> bool:
        """Whether the program at the other end is the same person's."""
        option = getattr(socket, "SO_PEERCRED", None)
        if option is None:
            # The folder it stands in is ours alone.
            return True
        try:
            with socket.socket(fileno=os.dup(int(bell.socketDescriptor()))) as other:
                told = other.getsockopt(socket.SOL_SOCKET, option, _CREDENTIALS.size)
        except OSError:
            return False
        return bool(_CREDENTIALS.unpack(told)[1] == os.getuid())


class Doorbell(QObject):
    """Listens while this studio lives; only its own user can reach it.

    `rung` follows every visitor, `handed(tuple[Path, ...])` one that brought files.
    """

    rung = Signal()
    handed = Signal(object)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._leaving = False
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> bool:
        """Take the bell over from a studio that was killed: the data folder's lock is ours.

        False when there is nowhere to listen; then a second start can only say that there is a
        first one.
        """
        for name in bells(self._data):
            if _is_safe(name, self._data, make=True):
                QLocalServer.removeServer(name)
                if self._server.listen(name):
                    return True
        diagnostics.note("cannot be rung")
        return False

    def leave(self) -> None:
        """From now on tell every visitor to wait for the end."""
        self._leaving = True

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            if not _is_our_own(visitor):
                visitor.abort()
            elif self._leaving:
                _say(visitor, _LEAVING)
            else:
                self._welcome(visitor)

    def _welcome(self, visitor: QLocalSocket) -> None:
        visitor.write(_HERE)
        self.rung.emit()
        visitor.readyRead.connect(self._hear)
        self._take(visitor)

    def _hear(self) -> None:
        visitor = self.sender()
        if isinstance(visitor, QLocalSocket):
            self._take(visitor)

    def _take(self, visitor: QLocalSocket) -> None:
        """Take what a visitor brings once all of it is there, and let him go."""
        head = bytes(visitor.peek(_LENGTH.size).data())
        if len(head) == _LENGTH.size:
            length = _LENGTH.unpack(head)[0]
            if length > _MOST_BYTES:
                visitor.abort()
            elif visitor.bytesAvailable() >= _LENGTH.size + length:
                message = bytes(visitor.read(_LENGTH.size + length).data())[_LENGTH.size :]
                _say(visitor, _TAKEN)
                self.handed.emit(_read(message))
                return
        if visitor.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            visitor.deleteLater()


def _say(visitor: QLocalSocket, word: bytes) -> None:
    visitor.write(word)
    visitor.flush()
    visitor.disconnectFromServer()


def ring(data: Path, paths: Sequence[Path] = ()) -> bool:
    """Whether a first studio heard it, and took the files."""
    return knock(data, paths) is Answer.HEARD


def knock(data: Path, paths: Sequence[Path] = ()) -> Answer:
    """Ring at every place a first studio may listen at, until one answers."""
    for name in bells(data):
        if not _is_safe(name, data):
            continue
        visitor = QLocalSocket()
        visitor.connectToServer(name)
        answer = _told(visitor, paths)
        visitor.abort()
        if answer is not Answer.NOBODY:
            return answer
    return Answer.NOBODY


def _told(visitor: QLocalSocket, paths: Sequence[Path]) -> Answer:
    if not visitor.waitForConnected(_PATIENCE_MS) or not _is_our_own(visitor):
        return Answer.NOBODY
    greeting = _next_byte(visitor, _PATIENCE_MS)
    if greeting == _LEAVING:
        return Answer.LEAVING
    if greeting != _HERE or (paths and not _hand_over(visitor, _written(paths))):
        return Answer.NOBODY
    return Answer.HEARD


def _next_byte(visitor: QLocalSocket, milliseconds: int) -> bytes:
    if not visitor.bytesAvailable():
        visitor.waitForReadyRead(milliseconds)
    return bytes(visitor.read(1).data())


def _hand_over(visitor: QLocalSocket, message: bytes) -> bool:
    """False only when it cannot have got there: files opened twice are worse than waiting."""
    visitor.write(_LENGTH.pack(len(message)) + message)
    while visitor.bytesToWrite():
        if not visitor.waitForBytesWritten(_HANDOVER_MS):
            return False
    _next_byte(visitor, _HANDOVER_MS)
    return True


def _written(paths: Sequence[Path]) -> bytes:
    return b"\0".join(os.fsencode(path) for path in paths)[:_MOST_BYTES]


def _read(message: bytes) -> tuple[Path, ...]:
    return tuple(Path(os.fsdecode(each)) for each in message.split(b"\0") if each)


def take_or_ring(data: Path, pictures: Sequence[Path]) -> DataFolderLock | None:
    """The data folder for this studio; or None once the one that has it came to the front, with
    the pictures that were to be opened.

    One that is just ending wants to be waited for, one that is just beginning does not hear yet.
    Raises TimeoutError when nothing comes of it, and OSError.
    """
    began = time.monotonic()
    while True:
        if (lock := take_lock(data)) is not None:
            return lock
        answer = knock(data, pictures)
        if answer is Answer.HEARD:
            return None
        if time.monotonic() - began > _patience(data, answer):
            raise TimeoutError
        time.sleep(_KNOCK_SECONDS)


def _patience(data: Path, answer: Answer) -> float:
    """Seconds after which one that cannot be reached is given up."""
    if answer is Answer.LEAVING:
        return _ENDING_SECONDS
    return _STARTING_SECONDS if held_since(data) < _STARTING_SECONDS else _SILENT_SECONDS
