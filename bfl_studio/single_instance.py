"""One window per data folder: a second start rings, hands its files over, and ends."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2000
_HANDOVER_MS = 10_000
_LENGTH = struct.Struct(">I")
_MOST_BYTES = 4 * 1024 * 1024
"""More paths than any desktop puts into one command line."""

_TAKEN = b"+"


def _name(data: Path) -> str:
    digest = hashlib.sha256(str(data.resolve()).encode()).hexdigest()
    return f"bfl-studio-{digest[:24]}"


class Doorbell(QObject):
    """Listens while this studio lives; only its own user can reach it.

    `rung` follows every visitor, `handed(tuple[Path, ...])` one that brought files.
    """

    rung = Signal()
    handed = Signal(object)

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(data)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self) -> None:
        """Take the name over from a studio that was killed: the data folder's lock is ours."""
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            self.rung.emit()
            visitor.disconnected.connect(visitor.deleteLater)
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
                visitor.write(_TAKEN)
                visitor.disconnectFromServer()
                self.handed.emit(_read(message))
                return
        if visitor.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            visitor.deleteLater()


def ring(data: Path, paths: Sequence[Path] = ()) -> bool:
    """Whether a first studio heard it, and took the files."""
    socket = QLocalSocket()
    socket.connectToServer(_name(data))
    heard = socket.waitForConnected(_PATIENCE_MS)
    if heard and paths:
        heard = _hand_over(socket, _written(paths))
    socket.abort()
    return heard


def _hand_over(socket: QLocalSocket, message: bytes) -> bool:
    """False only when it cannot have got there: files opened twice are worse than waiting."""
    socket.write(_LENGTH.pack(len(message)) + message)
    while socket.bytesToWrite():
        if not socket.waitForBytesWritten(_HANDOVER_MS):
            return False
    socket.waitForReadyRead(_HANDOVER_MS)
    return True


def _written(paths: Sequence[Path]) -> bytes:
    return b"\0".join(os.fsencode(path) for path in paths)[:_MOST_BYTES]


def _read(message: bytes) -> tuple[Path, ...]:
    return tuple(Path(os.fsdecode(each)) for each in message.split(b"\0") if each)
