"""Scenes of keys and places: the first minute, the key's own window, the list of endpoints."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from bfl_studio.domain.api_key import KeyFlaw, KeySource, KeyStanding, StoreTrouble
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.domain.settings import Settings
from bfl_studio.parts import StudioParts
from bfl_studio.state.key_state import KeyFace
from bfl_studio.state.notices import Notice, NoticeAction, Severity, Topic
from bfl_studio.ui.controls import QuietButton
from bfl_studio.ui.key_form import KeyForm
from tests.generate_scenes import first_start, ready, ready_live, with_key
from tests.staging import Scene, control, scene

_PASTED = "bfl_2b7c9e0d41f84e6aa0c3"
_STRANGE = "bfl_\N{KEY}"
_FOUND = {
    source: KeyStanding(source, kept=source is KeySource.STORE)
    for source in (KeySource.STORE, KeySource.SESSION, KeySource.VARIABLE, KeySource.DOTENV)
}
_FACES: dict[str, dict[str, Any]] = {
    "checking": {"checking": True},
    "works": {"balance": credits("1240.5")},
    "refused": {"failure": Failure(FailureKind.KEY_REFUSED)},
    "unreachable": {"failure": Failure(FailureKind.UNREACHABLE, details="ConnectError")},
    "too-long": {"flaw": KeyFlaw.TOO_LONG},
}
_STANDINGS: dict[str, KeyStanding] = {
    **{source.value: standing for source, standing in _FOUND.items()},
    "none": KeyStanding(),
    "none-locked": KeyStanding(trouble=StoreTrouble.LOCKED),
    "unusable": KeyStanding(flaw=KeyFlaw.STRANGE),
}


def welcome(parts: StudioParts, folder: Path) -> None:
    """The first minute; no key was found anywhere."""
    first_start(parts, folder)
    _stand(parts, _place_of(_form(parts)), KeyStanding())


def welcome_after_paste(parts: StudioParts, folder: Path, name: str) -> None:
    """What became of a pasted key."""
    welcome(parts, folder)
    _paste(parts, _form(parts), name)


def welcome_strange(parts: StudioParts, folder: Path) -> None:
    """What was pasted can't be a key."""
    welcome(parts, folder)
    _form(parts).take(_STRANGE)


def welcome_found(parts: StudioParts, folder: Path) -> None:
    """A key lies in BFL_API_KEY already."""
    first_start(parts, folder)
    _stand(parts, _place_of(_form(parts)), _FOUND[KeySource.VARIABLE])


def welcome_unusable(parts: StudioParts, folder: Path) -> None:
    """What BFL_API_KEY holds can't be a key."""
    first_start(parts, folder)
    _stand(parts, _place_of(_form(parts)), _STANDINGS["unusable"])


def welcome_start_flag(parts: StudioParts, folder: Path) -> None:
    """A service named when the studio began; its key is its own."""
    parts.library.page_read.emit()
    _stand(parts, Place.CUSTOM, KeyStanding())


def key_window(parts: StudioParts, folder: Path, name: str) -> None:
    """Where the present key comes from."""
    ready_live(parts, folder)
    _open_key(parts)
    _stand(parts, parts.studio.situation.place, _STANDINGS[name])


def key_window_after_paste(parts: StudioParts, folder: Path, name: str) -> None:
    """Another key, being tried."""
    key_window(parts, folder, KeySource.STORE.value)
    _paste(parts, _open_key(parts), name)


def endpoint(parts: StudioParts, folder: Path) -> None:
    """Where the next pictures are made, to be chosen."""
    ready(parts, folder)
    control(parts, QuietButton, "Endpoint").click()


def endpoint_live(parts: StudioParts, folder: Path) -> None:
    """The same where money moves: whose key pays stands below."""
    ready_live(parts, folder)
    control(parts, QuietButton, "Endpoint").click()


def endpoint_without_key(parts: StudioParts, folder: Path) -> None:
    """A live place nobody has a key for."""
    ready_live(parts, folder)
    parts.studio.situation.set_key(parts.studio.situation.place, KeyStanding())
    control(parts, QuietButton, "Endpoint").click()


def endpoint_start_flag(parts: StudioParts, folder: Path) -> None:
    """The service of a start flag, and the Sandbox."""
    endpoint_live(parts, folder)


def hidden_prices(parts: StudioParts, folder: Path) -> None:
    """For a screen that is shared: Generate keeps its price."""
    ready_live(parts, folder)
    parts.settings.set_value("hide_prices", True)


def stale_balance(parts: StudioParts, folder: Path) -> None:
    """Nobody has told the balance for a while."""
    ready_live(parts, folder)
    situation = parts.studio.situation
    situation._told_at[situation.place] -= 4 * 60
    situation.changed.emit()


def key_store(parts: StudioParts, folder: Path, topic: Topic) -> None:
    """The system's key store did not keep the key."""
    ready_live(parts, folder)
    locked = topic is Topic.STORE_LOCKED
    actions = (NoticeAction.UNLOCK, NoticeAction.THIS_SESSION) if locked else ()
    with_key(parts)
    parts.studio.notices.post(Notice("key store", Severity.WARNING, topic, actions=actions))


def _form(parts: StudioParts) -> KeyForm:
    greeting = parts.window.commands.whole.welcome
    if greeting is None:
        raise ValueError("nobody is welcomed")
    return greeting.form


def _open_key(parts: StudioParts) -> KeyForm:
    parts.window.commands.whole.open_key()
    return next(iter(parts.window.findChildren(KeyForm)))


def _paste(parts: StudioParts, form: KeyForm, name: str) -> None:
    form.field.setText(_PASTED)
    state = parts.studio.key_state
    state._show(KeyFace(state.face.place, state.face.standing, **_FACES[name]))


def _stand(parts: StudioParts, place: Place, standing: KeyStanding) -> None:
    parts.studio.key_state._stand(place, standing)


def _place_of(form: KeyForm) -> Place:
    return form.place


_NEW = Settings()
_ONE_SIZE = ((1440, 900),)
_ORIGIN = "https://flux.studio.example:8443"

KEY_SCENES: tuple[Scene, ...] = (
    scene(welcome, kept=_NEW, sizes=((1280, 720), (1440, 900), (1024, 600))),
    *(
        Scene(
            f"welcome-{name}", partial(welcome_after_paste, name=name), kept=_NEW, sizes=_ONE_SIZE
        )
        for name in _FACES
    ),
    scene(welcome_strange, kept=_NEW, sizes=((1024, 600),)),
    scene(welcome_found, kept=_NEW),
    scene(welcome_unusable, kept=_NEW, sizes=_ONE_SIZE),
    scene(welcome_start_flag, place=Place.CUSTOM, origin=_ORIGIN, kept=_NEW, sizes=_ONE_SIZE),
    *(
        Scene(f"key-{name}", partial(key_window, name=name), Place.GLOBAL, sizes=_ONE_SIZE)
        for name in _STANDINGS
    ),
    *(
        Scene(
            f"key-another-{name}",
            partial(key_window_after_paste, name=name),
            Place.EU,
            sizes=_ONE_SIZE,
        )
        for name in ("checking", "refused")
    ),
    scene(endpoint),
    scene(endpoint_live, place=Place.EU),
    scene(endpoint_without_key, place=Place.US, sizes=_ONE_SIZE),
    scene(endpoint_start_flag, place=Place.CUSTOM, origin=_ORIGIN, sizes=((1280, 720),)),
    scene(hidden_prices, place=Place.GLOBAL, sizes=_ONE_SIZE),
    scene(stale_balance, place=Place.GLOBAL),
    *(
        Scene(f"key-{topic}".replace("_", "-"), partial(key_store, topic=topic), Place.GLOBAL)
        for topic in (Topic.STORE_ABSENT, Topic.STORE_LOCKED, Topic.STORE_REFUSED)
    ),
)
