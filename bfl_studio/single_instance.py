"""One window per data folder: a second start rings, the first one comes forward."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2000


def _name(data: Path) -> str:
    digest = hashlib.sha256(str(data.resolve()).encode()).hexdigest()
    return f"bfl-studio-{digest[:24]}"


class Doorbell(QObject):
    """Listens while this studio lives; only its own user can reach it."""

    rung = Signal()

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
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.disconnectFromServer()
            self.rung.emit()


def ring(data: Path) -> bool:
    """Whether a first studio heard it."""
    socket = QLocalSocket()
    socket.connectToServer(_name(data))
    heard = socket.waitForConnected(_PATIENCE_MS)
    socket.abort()
    return heard
