"""Words that refuse a submit, or change the reply to one."""

import email.utils
import itertools
import time
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.sandbox.process import SandboxProcess

NO_ACCESS = "Your organization does not have access to this endpoint"
PRO = "/v1/flux-2-pro"
_numbers = itertools.count()

# word, status, what `detail` says
VERDICTS: list[tuple[str, int, str]] = [
    ("400", 400, "Finetune not found or not ready"),
    ("401", 401, "Unauthorized"),
    ("402", 402, "Insufficient credits"),
    ("403", 403, "Not authenticated - Invalid Authentication"),
    ("403-none", 403, "Not authenticated"),
    ("403-access", 403, NO_ACCESS),
    ("404", 404, "Not Found"),
    ("413", 413, "Request body too large"),
    ("422-text", 422, "The Sandbox was asked to refuse this."),
    ("422-key", 422, "Invalid API key format"),
]
# word, times, status, HTML
PASSING: list[tuple[str, int, int, bool]] = [
    ("429", 2, 429, False),
    ("429-bare", 2, 429, False),
    ("429-date", 2, 429, False),
    ("429-late", 2, 429, False),
    ("500", 1, 500, False),
    ("502", 1, 502, True),
    ("503", 1, 503, False),
    ("503-html", 1, 503, True),
    ("504", 1, 504, True),
]


def fresh(*words: str) -> str:
    """A prompt nobody has sent before."""
    return " ".join([f"fox {next(_numbers)}", *(f"sandbox:{word}" for word in words)])


def submit(
    sandbox: SandboxProcess, prompt: str, path: str = PRO, key: str = "bfl_words", **fields: Any
) -> httpx.Response:
    body = {"prompt": prompt, "width": 64, "height": 64} | fields
    with sandbox.client(key) as client:
        return client.post(path, json={name: value for name, value in body.items() if value})


@pytest.mark.parametrize(("word", "status", "detail"), VERDICTS)
def test_a_verdict_stays_and_costs_nothing(
    sandbox: SandboxProcess, word: str, status: int, detail: str
) -> None:
    prompt, before = fresh(word), len(sandbox.ledger())
    for _ in range(3):
        reply = submit(sandbox, prompt)
        assert (reply.status_code, reply.json()) == (status, {"detail": detail})
    assert len(sandbox.ledger()) == before


@pytest.mark.parametrize(("word", "times", "status", "html"), PASSING)
def test_what_a_retry_meets_passes(
    sandbox: SandboxProcess, word: str, times: int, status: int, html: bool
) -> None:
    prompt, before = fresh(word), len(sandbox.ledger())
    for _ in range(times):
        reply = submit(sandbox, prompt)
        assert reply.status_code == status
        assert ("text/html" in reply.headers["content-type"]) == html
        assert html or isinstance(reply.json()["detail"], str)
    assert len(sandbox.ledger()) == before
    assert submit(sandbox, prompt).status_code == 200
    # Each prompt and each key for itself.
    assert submit(sandbox, prompt, key="bfl_other_words").status_code == status
    assert submit(sandbox, fresh(word)).status_code == status


def test_a_message_may_stand_in_place_of_detail(sandbox: SandboxProcess) -> None:
    reply = submit(sandbox, fresh("400-message"))
    assert reply.status_code == 400
    assert set(reply.json()) == {"error", "message", "details"}


@pytest.mark.parametrize(
    ("word", "header"), [("429", "1"), ("429-bare", None), ("429-late", "3600")]
)
def test_when_to_come_back(sandbox: SandboxProcess, word: str, header: str | None) -> None:
    assert submit(sandbox, fresh(word)).headers.get("retry-after") == header


def test_when_to_come_back_may_be_a_date(sandbox: SandboxProcess) -> None:
    header = submit(sandbox, fresh("429-date")).headers["retry-after"]
    then = email.utils.parsedate_to_datetime(header)
    assert then.tzinfo is not None
    assert abs(then.timestamp() - time.time()) < 60


@pytest.mark.parametrize(
    ("path", "fields", "word", "named"),
    [
        (PRO, {}, "422", ["width"]),
        (PRO, {}, "422-two", ["width", "seed"]),
        ("/v1/flux-2-flex", {}, "422", ["width"]),
    ],
)
def test_a_refused_body_names_fields_of_its_model(
    sandbox: SandboxProcess, path: str, fields: Mapping[str, Any], word: str, named: list[str]
) -> None:
    reply = submit(sandbox, fresh(word), path, **fields)
    assert reply.status_code == 422
    assert [fault["loc"] for fault in reply.json()["detail"]] == [["body", name] for name in named]
    assert {"type", "loc", "msg", "input"} == set(reply.json()["detail"][0])


def test_refusals_come_one_after_the_other(sandbox: SandboxProcess) -> None:
    prompt = fresh("503", "429", "null-cost")
    replies = [submit(sandbox, prompt) for _ in range(4)]
    assert [reply.status_code for reply in replies] == [503, 429, 429, 200]
    assert replies[-1].json()["cost"] is None


def test_a_body_that_is_wrong_is_told_before_any_word(sandbox: SandboxProcess) -> None:
    reply = submit(sandbox, fresh("402"), width=1)
    assert reply.json()["detail"][0]["loc"] == ["body", "width"]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("no-cost", {}),
        ("never-cost", {}),
        ("null-cost", {"cost": None, "input_mp": None, "output_mp": None}),
    ],
)
def test_a_receipt_may_say_nothing_of_the_price(
    sandbox: SandboxProcess, word: str, told: dict[str, None]
) -> None:
    receipt = submit(sandbox, fresh(word)).json()
    task, _ = receipt.pop("id"), receipt.pop("polling_url")
    assert receipt == told
    assert [line["cost"] for line in sandbox.ledger() if line["task"] == task] == [3.0]


def test_without_a_polling_url_the_id_finds_the_task(sandbox: SandboxProcess) -> None:
    receipt = submit(sandbox, fresh("no-url")).json()
    assert set(receipt) == {"id", "cost", "input_mp", "output_mp"}
    question = {"polling_url": f"{sandbox.base_url}/v1/get_result?id={receipt['id']}"}
    assert sandbox.settled(question, "bfl_words")["status"] == "Ready"
    usual = submit(sandbox, fresh()).json()
    with sandbox.client("bfl_words") as client:
        bare = client.get("/v1/get_result", params={"id": usual["id"]})
        stranger = client.get(f"{question['polling_url']}&cluster=00")
    assert (bare.status_code, stranger.status_code) == (404, 404)


def test_an_answer_may_be_lost_although_the_picture_was_bought(sandbox: SandboxProcess) -> None:
    before = len(sandbox.ledger())
    reply = submit(sandbox, fresh("504-charged"))
    assert (reply.status_code, reply.headers["content-type"]) == (504, "text/html; charset=utf-8")
    assert [line["cost"] for line in sandbox.ledger()[before:]] == [3.0]
