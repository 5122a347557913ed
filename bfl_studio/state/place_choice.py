"""PlaceChoice: where the next job goes. Only the designer moves it; running jobs stay."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, StudioError
from bfl_studio.state.errands import Errands
from bfl_studio.state.situation import Situation

SayFailure = Callable[[str, Failure, Place], None]


class PlaceChoice(QObject):
    """`chosen(Place)` follows every choice, so that it can be remembered."""

    chosen = Signal(Place)

    def __init__(
        self, situation: Situation, errands: Errands, say_failure: SayFailure, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._errands = errands
        self._say_failure = say_failure

    def choose(self, place: Place) -> None:
        """Send the next jobs there."""
        self._situation.set_place(place)
        self.chosen.emit(place)
        self.look_again()

    def look_again(self) -> None:
        """Find out anew about the present place."""
        place = self._situation.place
        self._errands.spawn(f"prepare {place}", lambda: self.prepare(place))

    async def prepare(self, place: Place) -> None:
        """Find out about the place's key, start it if it is the Sandbox, ask for the balance."""
        try:
            standing = await self._errands.ask(lambda engine: engine.key_desk.standing(place))
            self._situation.set_key(place, standing)
            await self._errands.ask(lambda engine: engine.prepare_place(place))
        except StudioError as error:
            self._say_failure("place", error.failure, place)
