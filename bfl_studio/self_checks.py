"""What has to be there for the studio to work, each thing looked at by itself."""

from __future__ import annotations

import secrets
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from bfl_studio.domain.api_key import StoreTrouble
from bfl_studio.domain.errors import StudioError
from bfl_studio.domain.job import Order
from bfl_studio.program_checks import PROGRAM_CHECKS, Bench, Check, Missing, read_picture
from bfl_studio.services.premises import Premises

if TYPE_CHECKING:
    from bfl_studio.services.engine import Engine
    from bfl_studio.services.engine_thread import EngineThread
    from bfl_studio.services.events import Event
    from bfl_studio.storage.database import Migration

_BUNDLES = (
    "/etc/ssl/cert.pem",
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
)
"""Where Linux distributions keep the authorities they trust, besides where OpenSSL looks."""

_STORE_NAME = "self-test"
_STORE_TROUBLES: Mapping[StoreTrouble, str] = {
    StoreTrouble.ABSENT: "none here",
    StoreTrouble.LOCKED: "locked",
    StoreTrouble.DISMISSED: "not unlocked",
    StoreTrouble.SLOW: "does not answer",
    StoreTrouble.REFUSED: "refuses",
}
"""What stands in the way of the person, not of the program."""

_SMALL = 256
_PICTURE_SECONDS = 60.0
_STORE_SECONDS = 15.0
_END_SECONDS = 30.0


def _folders(bench: Bench) -> str:
    import os

    for name, folder in (("data", bench.premises.data), ("library", bench.premises.library)):
        nearest = next(place for place in (folder, *folder.parents) if place.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
            raise Missing(f"the {name} folder cannot be written")
    return "can be written"


def _certificates(bench: Bench) -> str:
    import ssl

    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    session = context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="api.bfl.ai")
    # It says hello and waits for an answer; by then it has loaded what it would judge it by.
    with suppress(ssl.SSLWantReadError):
        session.do_handshake()
    paths = ssl.get_default_verify_paths()
    folder = paths.capath and any(Path(paths.capath).iterdir())
    elsewhere = any(Path(bundle).is_file() for bundle in _BUNDLES)
    if sys.platform == "linux" and not (paths.cafile or folder or elsewhere):
        raise Missing("this system knows no certificate authority")
    return ssl.OPENSSL_VERSION


def _key_store(bench: Bench) -> str:
    answer: list[str | BaseException] = []

    def look() -> None:
        try:
            answer.append(_back_end())
        except Exception as error:
            answer.append(error)

    # A locked or lost store may never answer, and a thread can be left behind.
    thread = threading.Thread(target=look, name="key store", daemon=True)
    thread.start()
    thread.join(_STORE_SECONDS)
    if not answer:
        return "does not answer here: keys last until you quit"
    if isinstance(answer[0], BaseException):
        raise answer[0]
    return answer[0]


def _back_end() -> str:
    """Keeps, reads and forgets a word of its own, beside whatever keys there are."""
    from bfl_studio.storage import key_store

    if sys.platform == "linux":
        import secretstorage  # noqa: F401  without it keyring is silent about the Secret Service
    word = secrets.token_hex(8)
    try:
        name = key_store.describe()
        key_store.save(_STORE_NAME, word)
        found = key_store.load(_STORE_NAME)
        key_store.forget(_STORE_NAME)
    except key_store.KeyStoreError as error:
        return f"{_STORE_TROUBLES[error.trouble]}: keys last until you quit"
    if found != word or key_store.load(_STORE_NAME) is not None:
        raise Missing(f"{name} does not give back what it was given")
    return f"{name}: kept, read, forgotten"


def _decode_child(bench: Bench) -> str:
    """The program starts itself in another role, and that reads what designers bring."""
    import asyncio

    from PIL import Image

    from bfl_studio import resources
    from bfl_studio.domain.picture_kinds import HEIF, PICTURE_KINDS, PictureKind
    from bfl_studio.services.decoder import Decoder

    def original(kind: PictureKind) -> Path:
        if kind is HEIF:
            # Nothing that is shipped can write one.
            return resources.folder() / "samples" / "square.heic"
        path = bench.folder / f"original.{kind.endings[0]}"
        Image.new("RGB", (_SMALL, _SMALL)).save(path)
        return path

    async def look() -> None:
        decoder = Decoder()
        try:
            for path in map(original, PICTURE_KINDS):
                await decoder.look(path)
                await decoder.thumbnail(path, _SMALL, bench.folder / "small")
        finally:
            await decoder.close()

    asyncio.run(look())
    return ", ".join(kind.name for kind in PICTURE_KINDS)


def _migration(bench: Bench) -> str:
    from bfl_studio.storage import journal, library

    _migrate(bench.folder / "old-journal.db", journal.MIGRATIONS, journal.Journal)
    _migrate(bench.folder / "old-library.db", library.MIGRATIONS, library.LibraryWriter)
    return f"journal {len(journal.MIGRATIONS)}, library {len(library.MIGRATIONS)}"


class _Closing(Protocol):
    def close(self) -> None: ...


def _migrate(
    path: Path, migrations: Sequence[Migration], opened: Callable[[Path], _Closing]
) -> None:
    """Open a file of the first version; afterwards the version before the newest refuses it."""
    from bfl_studio.storage.database import NewerDatabase, open_database

    open_database(path, migrations[:1], synchronous="NORMAL").close()
    opened(path).close()
    try:
        open_database(path, migrations[:-1], synchronous="NORMAL").close()
    except NewerDatabase:
        return
    raise Missing(f"{path.stem} was not brought up to date")


def _sandbox(bench: Bench) -> str:
    from bfl_studio.services.engine_thread import EngineThread

    events: SimpleQueue[Event] = SimpleQueue()
    thread = EngineThread(lambda: _engine(bench.folder / "studio", events.put))
    thread.start()
    try:
        thread.ask(lambda engine: engine.open()).result(_PICTURE_SECONDS)
        path = _make_picture(thread, events)
        read_picture(path, (_SMALL, _SMALL))
        byte_count = path.stat().st_size
    finally:
        thread.stop()
        ended = thread.join(_END_SECONDS)
    if not ended:
        raise Missing("the engine does not end")
    return f"a picture of {_SMALL} × {_SMALL}, {byte_count} bytes"


def _engine(folder: Path, report: Callable[[Event], None]) -> Engine:
    from bfl_studio.services.engine import Engine
    from bfl_studio.services.keys import Keys
    from bfl_studio.services.timing import Timing

    timing = replace(Timing(), sandbox_start=_PICTURE_SECONDS, close=1.0)
    return Engine(Premises(folder, folder / "library"), report, Keys(), timing)


def _make_picture(thread: EngineThread, events: SimpleQueue[Event]) -> Path:
    from bfl_studio.domain.endpoint import Place
    from bfl_studio.services.events import JobChanged, PictureSaved

    deadline = time.monotonic() + _PICTURE_SECONDS
    order = _order()
    thread.ask(lambda engine: engine.enqueue((order,), Place.SANDBOX)).result(_PICTURE_SECONDS)
    state = "nothing"
    while (left := deadline - time.monotonic()) > 0:
        try:
            event = events.get(timeout=left)
        except Empty:
            break
        if isinstance(event, PictureSaved):
            return event.path
        if isinstance(event, JobChanged):
            state = event.job.state.value
            if event.job.failure is not None:
                raise StudioError(event.job.failure)
    raise Missing(f"no picture after {_PICTURE_SECONDS:g} s: {state}")


def _order() -> Order:
    from bfl_studio.domain import flux_models, pricing, recipe
    from bfl_studio.domain.geometry import Size

    cheapest = flux_models.find_model("flux-2-klein-4b") or flux_models.first_model()
    wanted = replace(recipe.default_recipe(cheapest), prompt="a self-test").with_seed(1)
    wanted = wanted.with_size(Size(_SMALL, _SMALL))
    return Order(wanted, pricing.estimate(wanted), flux_models.PRICE_RULE_VERSION)


CHECKS: tuple[tuple[str, Check], ...] = (
    ("folders", _folders),
    *PROGRAM_CHECKS,
    ("decode child", _decode_child),
    ("certificates", _certificates),
    ("key store", _key_store),
    ("migration", _migration),
    ("Sandbox", _sandbox),
)
"""In this order: what is quick and without which nothing else works comes first."""
