"""Every reply the service has been seen to give is understood, and nonsense is never believed."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bfl_studio.api import wire
from bfl_studio.api.complaints import complaints
from bfl_studio.api.wire import Accepted, PollReply, Status
from bfl_studio.domain.credits import Credits, credits

# Typed by hand from what is documented or was observed.
MEANINGS = (
    ("Pending", Status.IN_PROGRESS),
    ("Reasoning", Status.IN_PROGRESS),
    ("Generating", Status.IN_PROGRESS),
    ("Queued", Status.IN_PROGRESS),
    ("Uploading", Status.IN_PROGRESS),
    ("Processing", Status.IN_PROGRESS),
    ("Ready", Status.READY),
    ("Request Moderated", Status.REQUEST_MODERATED),
    ("Content Moderated", Status.PICTURE_MODERATED),
    ("Error", Status.FAILED),
    ("Failed", Status.FAILED),
    ("Task not found", Status.NOT_FOUND),
    # Nobody has seen these: an unknown word never ends a paid job.
    ("Warming", Status.IN_PROGRESS),
    ("ready", Status.IN_PROGRESS),
    ("", Status.IN_PROGRESS),
    ("<b>Error</b>", Status.IN_PROGRESS),
)


def read(raw: str) -> dict[str, Any]:
    data = wire.read_json(raw.encode())
    assert data is not None
    return data


def polled(**fields: Any) -> PollReply:
    reply = wire.poll_reply(read(json.dumps({"id": "a", "status": "Pending", **fields})))
    assert reply is not None
    return reply


@pytest.mark.parametrize(("word", "status"), MEANINGS)
def test_statuses(word: str, status: Status) -> None:
    reply = polled(status=word)
    assert (reply.status, reply.word, reply.task_id) == (status, word, "a")


@pytest.mark.parametrize("stated", [{}, {"status": None}])
def test_state_is_read_where_there_is_no_status(stated: dict[str, object]) -> None:
    reply = wire.poll_reply({"id": "a", "state": "Ready", **stated})
    assert reply is not None and reply.status is Status.READY


def test_a_preview_is_no_picture() -> None:
    preview = {"image": "A" * 3_000_000, "sample": "https://d/x", "status": "Ready"}
    reply = polled(preview=preview)
    assert (reply.status, reply.sample) == (Status.IN_PROGRESS, None)


@pytest.mark.parametrize("status", [None, 503, True, ["Ready"], {"a": 1}])
def test_a_status_that_is_no_word_says_nothing(status: object) -> None:
    assert wire.poll_reply({"id": "a", "status": status}) is None
    assert wire.poll_reply({"detail": "Not Found"}) is None


@pytest.mark.parametrize(
    ("given_progress", "progress"),
    [
        ("0", 0.0),
        ("0.5", 0.5),
        ("1", 1.0),
        ("1.0", 1.0),
        ("50", 0.5),
        ("100", 1.0),
        ("null", None),
        ("-1", None),
        ("101", None),
        ("true", None),
        ('"0.5"', None),
        ("[1]", None),
        ("9" * 4000, None),
        ("1e400", None),
        ("1e9999999", None),
        ("1e-9999999", 0.0),
    ],
)
def test_progress_is_a_part_of_one(given_progress: str, progress: float | None) -> None:
    reply = wire.poll_reply(read(f'{{"status": "Pending", "progress": {given_progress}}}'))
    assert reply is not None and reply.progress == progress


@pytest.mark.parametrize(
    ("result", "sample"),
    [
        ({"sample": "https://d/x", "seed": 7, "prompt": "p", "duration": 1.5}, "https://d/x"),
        (None, None),
        ({}, None),
        ({"sample": ""}, None),
        ({"sample": None}, None),
        ({"sample": ["https://d/x"]}, None),
        ({"sample": 7}, None),
        ("https://d/x", None),
        (["https://d/x"], None),
    ],
)
def test_the_sample(result: object, sample: str | None) -> None:
    assert polled(status="Ready", result=result).sample == sample


@pytest.mark.parametrize(
    ("cost", "thousandths"),
    [
        ("4.5", 4500),
        ("1.4", 1400),
        ("0.1", 100),
        ("0.30000000000000000", 300),
        ("3", 3000),
        ("0", 0),
        ("60.700", 60_700),
        ("2e-3", 2),
        ("null", None),
        ("true", None),
        ('"4.5"', None),
        ("[4.5]", None),
        ("0.0001", None),
        ("1.00000000000000000000000000000000000001", None),
        ("1e308", None),
        ("1e9999999", None),
        ("1e-99999999", None),
        ("9" * 4000, None),
    ],
)
def test_costs_are_exact_or_unknown(cost: str, thousandths: int | None) -> None:
    expected = None if thousandths is None else Credits(thousandths)
    data = read(f'{{"id": "a", "status": "Ready", "cost": {cost}}}')
    receipt, reply = wire.accepted(data), wire.poll_reply(data)
    assert receipt is not None and receipt.cost == expected
    assert reply is not None and reply.cost == expected


@given(st.integers(0, 10**9))
def test_every_thousandth_arrives(thousandths: int) -> None:
    text = f'{{"cost": {Decimal(thousandths).scaleb(-3)}}}'
    assert wire.amount(read(text)["cost"]) == Credits(thousandths)


URL = "https://api.eu2.bfl.ai/v1/get_result?id=a"


@pytest.mark.parametrize(
    ("data", "receipt"),
    [
        (
            {"id": "a", "polling_url": URL, "cost": 4.5, "input_mp": 0.0, "output_mp": 1.98},
            Accepted("a", URL, credits("4.5")),
        ),
        ({"id": "a", "polling_url": URL}, Accepted("a", URL, None)),
        ({"id": "a", "polling_url": URL, "cost": None}, Accepted("a", URL, None)),
        ({"id": "a", "polling_url": URL, "extra": {"b": [1]}}, Accepted("a", URL, None)),
        ({"id": "a"}, Accepted("a", None, None)),
        ({"id": "a", "polling_url": 7}, Accepted("a", None, None)),
        ({"id": 12345, "polling_url": URL}, Accepted("12345", URL, None)),
        ({"id": "x" * 512}, Accepted("x" * 512, None, None)),
        ({"id": "x" * 513, "polling_url": URL}, None),
        ({"id": "", "polling_url": URL}, None),
        ({"id": True, "polling_url": URL}, None),
        ({"id": None, "polling_url": URL}, None),
        ({"id": ["a"], "polling_url": URL}, None),
        ({"polling_url": URL}, None),
        ({}, None),
    ],
)
def test_receipts(data: dict[str, object], receipt: Accepted | None) -> None:
    assert wire.accepted(read(json.dumps(data))) == receipt


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
names = st.sampled_from(
    ["id", "polling_url", "status", "state", "result", "progress", "details", "cost", "detail"]
)


@given(st.dictionaries(names, json_values))
@example({"details": {"error": None, "Moderation Reasons": [{}]}, "status": "Error"})
def test_no_object_is_too_odd(data: dict[str, Any]) -> None:
    parsed = wire.read_json(json.dumps(data).encode())
    for each in (data, parsed or {}):
        for reading in (wire.accepted, wire.poll_reply, complaints):
            reading(each)
