"""One quick Sandbox for all tests that can share it, and pictures to send to it."""

import base64
import io
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.sandbox.process import SandboxProcess, running_sandbox


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxProcess]:
    """A Sandbox whose pictures take no time; tests that count use keys of their own."""
    flags = ("--seconds-per-image", "0", "--paint", "flat", "--credits", "100000")
    with running_sandbox(None, *flags) as running:
        yield running


def encoded(width: int, height: int, kind: str = "png", colour: str = "teal") -> str:
    """A plain picture as base64."""
    return as_base64(Image.new("RGB", (width, height), colour), kind)


def as_base64(picture: Image.Image, kind: str = "png") -> str:
    """A picture as a body holds it."""
    file = io.BytesIO()
    picture.save(file, format=kind)
    return base64.b64encode(file.getvalue()).decode()
