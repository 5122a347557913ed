"""What is said about keys and places; a key itself is never repeated."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from bfl_studio.domain.api_key import KeyFlaw, KeySource, KeyStanding, StoreTrouble
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import FailureKind
from bfl_studio.state.key_state import KeyFace
from bfl_studio.ui.field_message import Severity
from bfl_studio.ui.money import money_floor
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP
from bfl_studio.ui.words import sentence

_FLAWS: Mapping[KeyFlaw, str] = {
    KeyFlaw.EMPTY: QT_TRANSLATE_NOOP("keys", "There is no key in what was pasted."),
    KeyFlaw.TOO_LONG: QT_TRANSLATE_NOOP(
        "keys", "This is far longer than a key. Copy the key alone."
    ),
    KeyFlaw.STRANGE: QT_TRANSLATE_NOOP(
        "keys", "This can't be a key: a key is one word of plain letters and digits."
    ),
}
_FOUND: Mapping[KeySource, str] = {
    KeySource.VARIABLE: QT_TRANSLATE_NOOP(
        "keys", "A key was found in BFL_API_KEY. It is used, not stored."
    ),
    KeySource.DOTENV: QT_TRANSLATE_NOOP(
        "keys", "A key was found in the .env file. It is used, not stored."
    ),
    KeySource.STORE: QT_TRANSLATE_NOOP("keys", "A key is in your system's key store."),
    KeySource.SESSION: QT_TRANSLATE_NOOP("keys", "A key is used until you quit."),
}
_UNREAD: Mapping[StoreTrouble, str] = {
    StoreTrouble.ABSENT: QT_TRANSLATE_NOOP(
        "keys", "No key yet. This computer has no key store: a key is used until you quit."
    ),
    StoreTrouble.REFUSED: QT_TRANSLATE_NOOP(
        "keys", "Your system's key store can't be read: a key is used until you quit."
    ),
}
_UNREAD_LOCKED = QT_TRANSLATE_NOOP(
    "keys", "Your system's key store is locked: no key can be read from it."
)
_UNKEPT: Mapping[StoreTrouble, str] = {
    StoreTrouble.ABSENT: QT_TRANSLATE_NOOP(
        "keys", "A key is used until you quit: this computer has no key store."
    ),
    StoreTrouble.REFUSED: QT_TRANSLATE_NOOP(
        "keys", "A key is used until you quit: your system's key store refused it."
    ),
}
_UNKEPT_LOCKED = QT_TRANSLATE_NOOP(
    "keys", "A key is used until you quit: your system's key store is locked."
)
_UNUSABLE = QT_TRANSLATE_NOOP("keys", "What BFL_API_KEY holds can't be a key.")
_NONE = QT_TRANSLATE_NOOP("keys", "No key yet.")
_KEPT = QT_TRANSLATE_NOOP("keys", "It is kept in your system's key store, never in a file.")
_NOT_KEPT = QT_TRANSLATE_NOOP(
    "keys", "This computer has no key store: it is used until you quit, and never in a file."
)
_UNLOCK = QT_TRANSLATE_NOOP("keys", "Unlock")
_TRY_AGAIN = QT_TRANSLATE_NOOP("keys", "Try again")

PLACES: Mapping[Place, tuple[str, str]] = {
    Place.GLOBAL: (
        QT_TRANSLATE_NOOP("keys", "Global"),
        QT_TRANSLATE_NOOP("keys", "BFL picks where; your pictures may leave your region."),
    ),
    Place.EU: (
        QT_TRANSLATE_NOOP("keys", "EU"),
        QT_TRANSLATE_NOOP("keys", "Sent to and made in the European Union."),
    ),
    Place.US: (
        QT_TRANSLATE_NOOP("keys", "US"),
        QT_TRANSLATE_NOOP("keys", "Sent to and made in the United States."),
    ),
    Place.SANDBOX: (
        QT_TRANSLATE_NOOP("keys", "Sandbox"),
        QT_TRANSLATE_NOOP("keys", "Pretend money on this computer: nothing goes anywhere."),
    ),
    Place.CUSTOM: (
        QT_TRANSLATE_NOOP("keys", "Own service"),
        QT_TRANSLATE_NOOP("keys", "The service named when the studio was started."),
    ),
}


def place_words(place: Place) -> tuple[str, str]:
    """A place's name, and where its pictures go."""
    name, where = PLACES[place]
    return _tr(name), _tr(where)


def key_message(face: KeyFace) -> tuple[str, Severity]:
    """What became of a pasted key; empty while there is nothing to say."""
    if face.checking:
        return _tr(QT_TRANSLATE_NOOP("keys", "Checking…")), Severity.INFO
    if face.flaw is not None:
        return _tr(_FLAWS[face.flaw]), Severity.ERROR
    if face.failure is not None:
        if face.failure.kind is FailureKind.KEY_REFUSED:
            bfl = QT_TRANSLATE_NOOP("keys", "BFL does not know this key.")
            other = QT_TRANSLATE_NOOP("keys", "The service does not know this key.")
            return _tr(other if face.place is Place.CUSTOM else bfl), Severity.ERROR
        # Of a key that was only tried no job depends.
        first = sentence(face.failure, face.place).split(". ")[0].rstrip(".")
        return f"{first}.", Severity.WARNING
    if face.balance is not None:
        words = _tr(QT_TRANSLATE_NOOP("keys", "This key works. Balance {balance}."))
        return words.format(balance=money_floor(face.balance)), Severity.OK
    return "", Severity.INFO


def standing_text(standing: KeyStanding | None) -> str:
    """Where the present key comes from; empty while nobody knows."""
    if standing is None:
        return ""
    if standing.flaw is not None and standing.source is None:
        return _tr(_UNUSABLE)
    if standing.source is None:
        unread = _UNREAD.get(standing.trouble, _UNREAD_LOCKED) if standing.trouble else _NONE
        return _tr(unread)
    if standing.source is KeySource.SESSION and standing.trouble is not None:
        return _tr(_UNKEPT.get(standing.trouble, _UNKEPT_LOCKED))
    return _tr(_FOUND[standing.source])


def keeping_text(standing: KeyStanding | None) -> str:
    """What becomes of a key that is pasted."""
    absent = standing is not None and standing.trouble is StoreTrouble.ABSENT
    return _tr(_NOT_KEPT if absent else _KEPT)


def store_action(standing: KeyStanding | None) -> str:
    """What can be done about a key store that did not answer; empty when it did."""
    if standing is None or standing.trouble is None:
        return ""
    again = standing.trouble in (StoreTrouble.ABSENT, StoreTrouble.REFUSED)
    return _tr(_TRY_AGAIN if again else _UNLOCK)


def _tr(text: str) -> str:
    return QCoreApplication.translate("keys", text)
