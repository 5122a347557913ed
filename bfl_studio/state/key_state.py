"""KeyState: the conversation about the key of one place. No key is kept here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain.api_key import KeyFlaw, KeySource, KeyStanding, StoreTrouble, read
from bfl_studio.domain.credits import Credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, StudioError
from bfl_studio.state.errands import Errands
from bfl_studio.state.notices import Notice, NoticeAction, NoticeBoard, Severity, Topic
from bfl_studio.state.situation import Situation

NOTICE = "key store"
WORKS = "key works"
_LOCKED = (Topic.STORE_LOCKED, (NoticeAction.UNLOCK, NoticeAction.THIS_SESSION))
_TOPICS = {
    StoreTrouble.ABSENT: (Topic.STORE_ABSENT, (NoticeAction.TRY_AGAIN,)),
    StoreTrouble.REFUSED: (Topic.STORE_REFUSED, (NoticeAction.TRY_AGAIN,)),
}


@dataclass(frozen=True, slots=True)
class KeyFace:
    """What is known: a key that is being tried, why one was turned down, what one has.

    `balance` is there after a key has worked.
    """

    place: Place
    standing: KeyStanding | None = None
    checking: bool = False
    flaw: KeyFlaw | None = None
    failure: Failure | None = None
    balance: Credits | None = None


class KeyState(QObject):
    """`changed` follows every step; `accepted(Place)` a key that works."""

    changed = Signal()
    accepted = Signal(Place)

    def __init__(
        self,
        situation: Situation,
        errands: Errands,
        notices: NoticeBoard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._errands = errands
        self._notices = notices
        self._tries = 0
        self._face = KeyFace(situation.place)

    @property
    def face(self) -> KeyFace:
        return self._face

    def look(self, place: Place) -> None:
        """Whose key this is about, and how it stands; a try under way is told no more."""
        self._tries += 1
        self._show(KeyFace(place, self._situation.keys.get(place)))
        self._errands.spawn(f"look for key {place}", lambda: self._look(place))

    def try_key(self, text: str) -> None:
        """Test a pasted key; what cannot be one is told without asking anybody."""
        self._tries += 1
        key, place = read(text), self._face.place
        if isinstance(key, KeyFlaw):
            self._show(KeyFace(place, self._face.standing, flaw=key))
            return
        self._show(KeyFace(place, self._face.standing, checking=True))
        number = self._tries
        self._errands.spawn(f"try key {number}", lambda: self._try(place, key, number))

    def clear(self) -> None:
        """What was said of an earlier key is no longer true."""
        if self._face.flaw is not None or self._face.failure is not None:
            self._show(KeyFace(self._face.place, self._face.standing))

    def ask_store_again(self, place: Place | None = None) -> None:
        """The key store once more, as after it was unlocked: to keep a key, or to find one."""
        about = place or self._face.place
        self._notices.withdraw(NOTICE)
        self._errands.spawn("ask key store", lambda: self._ask_store(about))

    def forget(self) -> None:
        place = self._face.place
        self._errands.spawn("forget key", lambda: self._forget(place))

    async def _look(self, place: Place) -> None:
        standing = await self._errands.ask(lambda engine: engine.key_desk.standing(place))
        self._stand(place, standing)

    async def _try(self, place: Place, key: str, number: int) -> None:
        try:
            balance = await self._errands.ask(lambda engine: engine.key_desk.try_key(place, key))
        except StudioError as error:
            if number == self._tries:
                self._show(KeyFace(place, self._face.standing, failure=error.failure))
            return
        # Also of one that was overtaken by another: it is the one that is used now.
        await self._look(place)
        if number != self._tries:
            return
        self._show(replace(self._face, checking=False, balance=balance))
        works = Notice(WORKS, Severity.INFO, Topic.KEY_WORKS, place=place, balance=balance)
        self._notices.post(works)
        self.accepted.emit(place)
        await self._keep(place)

    async def _keep(self, place: Place) -> None:
        trouble = await self._errands.ask(lambda engine: engine.key_desk.keep(place))
        await self._look(place)
        if trouble is None:
            self._notices.withdraw(NOTICE)
            return
        topic, actions = _TOPICS.get(trouble, _LOCKED)
        self._notices.post(Notice(NOTICE, Severity.WARNING, topic, place=place, actions=actions))

    async def _ask_store(self, place: Place) -> None:
        standing = self._situation.keys.get(place)
        if standing is not None and standing.source is KeySource.SESSION:
            await self._keep(place)
            return
        found = await self._errands.ask(lambda engine: engine.key_desk.look_again(place))
        self._stand(place, found)
        if found.source is not None:
            await self._errands.ask(lambda engine: engine.prepare_place(place))

    async def _forget(self, place: Place) -> None:
        await self._errands.ask(lambda engine: engine.key_desk.forget(place))
        self._situation.forget_balance(place)
        await self._look(place)

    def _stand(self, place: Place, standing: KeyStanding) -> None:
        self._situation.set_key(place, standing)
        if place is self._face.place:
            self._show(replace(self._face, standing=standing))

    def _show(self, face: KeyFace) -> None:
        if face != self._face:
            self._face = face
            self.changed.emit()
