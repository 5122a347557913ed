"""Every price typed by hand from the published table; a credit is a US cent."""

import pytest

from tests.sandbox.conftest import encoded
from tests.sandbox.process import SandboxProcess

MODELS = {
    "flux-2-klein-4b": ("1.4", "1.5", "1.5", "1.6", "1.6", "1.7"),
    "flux-2-klein-9b": ("1.5", "1.7", "1.7", "1.9", "1.9", "2.1"),
    "flux-2-klein-9b-preview": ("1.5", "1.7", "1.7", "1.9", "1.9", "2.1"),
    "flux-2-pro": ("3.0", "4.5", "4.5", "6.0", "6.0", "7.5"),
    "flux-2-pro-preview": ("3.0", "4.5", "4.5", "6.0", "6.0", "7.5"),
    "flux-2-max": ("7.0", "10.0", "10.0", "13.0", "13.0", "16.0"),
    "flux-2-flex": ("5.0", "10.0", "10.0", "15.0", "15.0", "20.0"),
}
# width, height, references; the columns of MODELS
COLUMNS = (
    (1024, 1024, 0),
    (1024, 1024, 1),
    (1920, 1088, 0),
    (1920, 1088, 1),
    (1440, 2048, 0),
    (2048, 2048, 0),
)
SMALL = encoded(64, 64)
# Charged like any other, and nothing has to be painted for it.
UNPAINTED = "sandbox:error"


def receipt(sandbox: SandboxProcess, model: str, **body: object) -> str:
    """The reply as it stood on the wire."""
    with sandbox.client("bfl_prices") as client:
        response = client.post(f"/v1/{model}", json={"prompt": UNPAINTED, **body})
    return response.raise_for_status().text


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("column", range(len(COLUMNS)))
def test_the_published_table(sandbox: SandboxProcess, model: str, column: int) -> None:
    width, height, references = COLUMNS[column]
    images = {"input_image": SMALL} if references else {}
    text = receipt(sandbox, model, width=width, height=height, **images)
    assert f'"cost":{MODELS[model][column]},' in text


@pytest.mark.parametrize(
    ("model", "count", "cost"),
    [
        ("flux-2-klein-4b", 4, "1.8"),
        ("flux-2-klein-9b", 4, "2.3"),
        ("flux-2-pro", 8, "15.0"),
        ("flux-2-max", 8, "31.0"),
        ("flux-2-flex", 8, "45.0"),
        # A fifth one is no field of the small models, so it is neither seen nor billed.
        ("flux-2-klein-4b", 5, "1.8"),
    ],
)
def test_every_reference_is_billed(
    sandbox: SandboxProcess, model: str, count: int, cost: str
) -> None:
    names = ["input_image", *(f"input_image_{number}" for number in range(2, count + 1))]
    text = receipt(sandbox, model, width=64, height=64, **dict.fromkeys(names, SMALL))
    assert f'"cost":{cost},' in text


@pytest.mark.parametrize(
    ("size", "cost", "megapixels"),
    [
        ((64, 64), "4.5", "0.0"),
        ((1024, 1024), "4.5", "1.0"),
        ((1024, 1025), "6.0", "1.0"),
        ((1200, 1200), "6.0", "1.37"),
        ((2048, 2048), "9.0", "4.0"),
        ((2049, 2049), "9.0", "4.0"),
        ((3000, 3000), "9.0", "4.0"),
    ],
)
def test_a_reference_is_billed_by_its_pixels_up_to_four_megapixels(
    sandbox: SandboxProcess, size: tuple[int, int], cost: str, megapixels: str
) -> None:
    text = receipt(sandbox, "flux-2-pro", width=64, height=64, input_image=encoded(*size))
    assert f'"cost":{cost},"input_mp":{megapixels},' in text


@pytest.mark.parametrize(
    ("width", "height", "cost", "megapixels"),
    [
        (1024, 1024, "3.0", "1.0"),
        (1024, 1040, "4.5", "1.02"),
        (2048, 1024, "4.5", "2.0"),
        (2048, 1040, "6.0", "2.03"),
        (1920, 1088, "4.5", "1.99"),
        # Billed as painted: 1920 × 1072.
        (1920, 1080, "4.5", "1.96"),
        (1039, 1024, "3.0", "1.0"),
        (4096, 1024, "7.5", "4.0"),
    ],
)
def test_the_picture_is_billed_by_megapixels_begun(
    sandbox: SandboxProcess, width: int, height: int, cost: str, megapixels: str
) -> None:
    text = receipt(sandbox, "flux-2-pro", width=width, height=height)
    assert f'"cost":{cost},"input_mp":0.0,"output_mp":{megapixels}}}' in text


def test_the_balance_falls_by_exactly_what_was_quoted(sandbox: SandboxProcess) -> None:
    with sandbox.client("bfl_balance") as client:
        for _ in range(3):
            client.post("/v1/flux-2-klein-4b", json={"prompt": "x", "width": 64, "height": 64})
        assert client.get("/v1/credits").text == '{"credits":99995.8}'
