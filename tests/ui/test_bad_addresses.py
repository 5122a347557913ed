"""Addresses dropped on the slots: pictures written as text, files of other computers."""

from __future__ import annotations

import base64
import hashlib
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from bfl_studio.domain.errors import FailureKind
from tests.loop import Run
from tests.ui.bad_input_stage import Offered, bad_input_stage
from tests.ui.drop_stage import picture

pytestmark = pytest.mark.usefixtures("dark")
K = FailureKind


def _address(kind: str, content: bytes) -> bytes:
    return f"data:{kind};base64,".encode() + base64.b64encode(content)


@pytest.mark.parametrize("form", ["text/uri-list", "text/plain"])
def test_a_picture_that_is_its_own_address_is_taken(run: Run, tmp_path: Path, form: str) -> None:
    path = picture(tmp_path, "a.png")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop_data(
                Offered(form, QByteArray(_address("image/png", path.read_bytes())))
            )
            assert stage.names == ["kept.png", "pasted picture.png"]
            _, image = stage.studio.recipe_state.recipe.images
            assert image.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

    run(scenario())


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (b"data:image/png;base64,!!!", "pasted picture.png"),
        (b"data:image/png;base64,", "pasted picture.png"),
        (_address("image/png", b"<html>"), "pasted picture.png"),
        (
            _address("image/svg+xml", b"<svg><image href='http://127.0.0.1:9/'/></svg>"),
            "pasted picture.svg+xml",
        ),
        (b"data:image/svg+xml,%3Csvg/%3E", "pasted picture.svg+xml"),
    ],
    ids=["no base64", "nothing", "a page", "a drawing", "a plain drawing"],
)
def test_an_address_that_holds_no_picture_is_refused(
    run: Run, tmp_path: Path, address: bytes, name: str
) -> None:
    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop_data(Offered("text/uri-list", QByteArray(address)))
            assert stage.names == ["kept.png"]
            assert stage.refused == {name: K.REFERENCE_UNREADABLE}

    run(scenario())


@pytest.mark.parametrize("form", ["text/uri-list", "text/plain"])
def test_an_address_of_300_megabytes_is_refused_and_read_by_nobody(
    run: Run, tmp_path: Path, form: str
) -> None:
    data = Offered(form, _much())

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            shown = stage.hand.hover(data, stage.hand.point(2))
            assert not shown.accepted
            (sentence,) = stage.sentences
            assert sentence.startswith("“data:image/png;base64,AA…” is a picture written as text")
            await stage.live.until(lambda: sentence in stage.live.texts())
            stage.hand.leave()
            assert stage.names == ["kept.png"]

    run(scenario())


def test_a_picture_written_as_long_text_is_not_pasted_into_the_prompt(
    run: Run, tmp_path: Path
) -> None:
    copied = QMimeData()
    copied.setData("text/plain", _much())

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            stage.live.named("Prompt").setFocus()
            QGuiApplication.clipboard().setMimeData(copied)
            stage.live.window.commands.table["paste"]()
            QGuiApplication.clipboard().clear()
            (sentence,) = stage.sentences
            assert "is a picture written as text" in sentence
            assert stage.names == ["kept.png"]
            assert stage.studio.recipe_state.recipe.prompt == ""

    run(scenario())


def _much() -> QByteArray:
    """300 MB that claim to be a picture."""
    begin = QByteArray(b"data:image/png;base64,")
    return begin.append(QByteArray(300 * 1024 * 1024, ord("A")))


def _uris(lines: Sequence[str]) -> QMimeData:
    data = QMimeData()
    data.setData("text/uri-list", "\r\n".join(lines).encode())
    return data


@pytest.mark.parametrize(
    "address",
    [
        "file://other-computer.example.org/share/far.png",
        "smb://server/share/far.png",
        "sftp://someone@server/home/far.png",
        "mtp://phone/Pictures/far.png",
    ],
)
def test_a_file_of_another_computer_is_named_and_not_fetched(
    run: Run, tmp_path: Path, address: str
) -> None:
    near = picture(tmp_path / "files", "near.png")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            shown = stage.hand.hover(_uris([address]), stage.hand.point(2))
            assert not shown.accepted
            assert stage.refused == {"far.png": K.REFERENCE_ELSEWHERE}
            stage.hand.leave()
            await stage.drop_data(_uris([address, near.as_uri()]))
            assert stage.names == ["kept.png", "near.png"]
            assert stage.refused == {"far.png": K.REFERENCE_ELSEWHERE}

    run(scenario())


@pytest.mark.parametrize("form", ["text/uri-list", "text/plain"])
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:9/x.png", "“127.0.0.1” can't be reached from the web"),
        ("https://user:pw@x.org/a.png", "This address of “x.org” has a name or password in it"),
        ("https://x.org/" + "a" * 9000, "This address of “x.org” is too long"),
    ],
    ids=["of this computer", "with a password", "9,000 characters"],
)
def test_an_address_nobody_can_be_sent_to_is_refused_for_what_it_is(
    run: Run, tmp_path: Path, form: str, address: str, said: str
) -> None:
    data = QMimeData()
    data.setData(form, address.encode())

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            shown = stage.hand.hover(data, stage.hand.point(2))
            assert not shown.accepted
            (sentence,) = stage.sentences
            assert sentence.startswith(said)
            assert "pw" not in sentence
            await stage.live.until(lambda: sentence in stage.live.texts())
            stage.hand.leave()
            assert stage.sentences == []
            stage.live.window.panes.viewer.setFocus()
            QGuiApplication.clipboard().setMimeData(_copy(data, form))
            stage.live.window.commands.table["paste"]()
            QGuiApplication.clipboard().clear()
            assert stage.sentences == [sentence]
            assert stage.names == ["kept.png"]

    run(scenario())


def _copy(data: QMimeData, form: str) -> QMimeData:
    copied = QMimeData()
    copied.setData(form, data.data(form))
    return copied


@pytest.mark.parametrize("host", ["localhost", socket.gethostname()])
def test_a_file_of_this_computer_may_say_so(run: Run, tmp_path: Path, host: str) -> None:
    near = picture(tmp_path / "files", "near.png")

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop_data(_uris([near.as_uri().replace("file://", f"file://{host}", 1)]))
            assert stage.names == ["kept.png", "near.png"]

    run(scenario())


def test_a_path_no_file_can_have_is_missed(run: Run, tmp_path: Path) -> None:
    odd = ["file:///a%00b.png", f"file:///{'1' * 6000}.png", "file:///"]

    async def scenario() -> None:
        async with bad_input_stage(tmp_path) as stage:
            await stage.drop_data(_uris([*odd[:2], picture(tmp_path, "near.png").as_uri()]))
            assert stage.names == ["kept.png", "near.png"]
            assert set(stage.refused.values()) <= {K.REFERENCE_MISSING, K.REFERENCE_UNREADABLE}
            assert len(stage.refused) == 2

    run(scenario())
