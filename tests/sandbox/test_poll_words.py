"""Words that change what a poll is told."""

import time
from typing import Any

import httpx
import pytest

from tests.sandbox.process import PATIENCE, SandboxProcess, running_sandbox

REASONS = ["Violence", "Sexual Content", "Copyrighted Character"]
FAILED = "The Sandbox was asked to fail."


def bought(sandbox: SandboxProcess, *words: str) -> dict[str, Any]:
    return sandbox.submit(prompt=" ".join(f"sandbox:{word}" for word in words))


def ask(sandbox: SandboxProcess, receipt: dict[str, Any]) -> httpx.Response:
    with sandbox.client() as client:
        return client.get(receipt["polling_url"])


def until(sandbox: SandboxProcess, receipt: dict[str, Any], end: str) -> list[httpx.Response]:
    """Every reply up to the first with this status."""
    replies: list[httpx.Response] = []
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        replies.append(ask(sandbox, receipt))
        if replies[-1].json().get("status") == end:
            return replies
        time.sleep(0.01)
    raise AssertionError(f"no {end} after {replies[-1].text}")


def test_an_error_may_name_the_field_in_an_array(sandbox: SandboxProcess) -> None:
    end = sandbox.settled(bought(sandbox, "error-array"))
    assert end["status"] == "Error"
    assert [each["loc"] for each in end["details"]] == [["body", "prompt"]]


@pytest.mark.parametrize(
    ("words", "status", "details"),
    [
        (("failed",), "Failed", {"error": FAILED}),
        (("reasons",), "Content Moderated", {"Moderation Reasons": REASONS}),
        (("reasons-text",), "Content Moderated", ", ".join(REASONS)),
        (("details-text",), "Content Moderated", FAILED),
        (("details-null",), "Content Moderated", None),
        (("moderated", "reasons"), "Request Moderated", {"Moderation Reasons": REASONS}),
        (("reasons", "moderated"), "Request Moderated", {"Moderation Reasons": REASONS}),
        (("error", "details-text"), "Error", FAILED),
        (("error", "details-null"), "Error", None),
        (("details-null", "failed"), "Failed", None),
    ],
)
def test_how_a_task_ends_and_what_is_said_of_it(
    sandbox: SandboxProcess, words: tuple[str, ...], status: str, details: object
) -> None:
    end = sandbox.settled(bought(sandbox, *words))
    assert (end["status"], end["details"], end["result"], end["cost"]) == (
        status,
        details,
        None,
        3.0,
    )


@pytest.mark.parametrize("word", ["moderated", "percent"])
def test_the_cost_may_never_be_told(sandbox: SandboxProcess, word: str) -> None:
    receipt = bought(sandbox, "never-cost", word)
    assert "cost" not in receipt
    assert "cost" not in sandbox.settled(receipt)
    assert [line["cost"] for line in sandbox.ledger() if line["task"] == receipt["id"]] == [3.0]


def test_an_error_may_stand_beside_null_details(sandbox: SandboxProcess) -> None:
    end = sandbox.settled(bought(sandbox, "error-beside"))
    assert (end["status"], end["details"], end["error"]) == ("Error", None, FAILED)


def test_ready_may_come_without_a_result(sandbox: SandboxProcess) -> None:
    end = sandbox.settled(bought(sandbox, "empty"))
    assert (end["status"], end["result"]) == ("Ready", None)


@pytest.mark.parametrize(
    ("word", "phases"),
    [
        ("phases", ["Reasoning", "Generating"]),
        ("queued", ["Queued", "Uploading", "Processing"]),
        ("unknown", ["Daydreaming"]),
    ],
)
def test_every_phase_is_told_however_fast_the_task_is(
    sandbox: SandboxProcess, word: str, phases: list[str]
) -> None:
    receipt = bought(sandbox, word)
    replies = [reply.json() for reply in until(sandbox, receipt, "Ready")]
    told = [reply["status"] for reply in replies[:-1]]
    assert list(dict.fromkeys(told)) == phases
    assert all(reply["result"] is None for reply in replies[:-1])


def test_a_phase_lasts_its_share_of_the_time() -> None:
    with running_sandbox(None, "--seconds-per-image", "1000") as sandbox:
        receipt = bought(sandbox, "phases")
        assert [ask(sandbox, receipt).json()["status"] for _ in range(4)] == ["Reasoning"] * 4


def test_progress_may_be_percent_or_untold() -> None:
    with running_sandbox(None, "--seconds-per-image", "1000") as sandbox:
        for word, kind in (("percent", int), ("no-progress", type(None))):
            assert type(ask(sandbox, bought(sandbox, word)).json()["progress"]) is kind
        for word in ("percent", "moderated"):
            end = ask(sandbox, bought(sandbox, "preview", word)).json()
            assert set(end["preview"]) == {"image"}


def test_percent_ends_at_a_hundred(sandbox: SandboxProcess) -> None:
    assert sandbox.settled(bought(sandbox, "percent"))["progress"] == 100


def test_state_may_stand_in_place_of_status(sandbox: SandboxProcess) -> None:
    receipt = bought(sandbox, "state", "moderated")
    reply = ask(sandbox, receipt).json()
    assert (reply["state"], "status" in reply) == ("Request Moderated", False)


@pytest.mark.parametrize("code", [202, 404, 422, 500, 503])
def test_a_valid_answer_may_come_with_any_code(sandbox: SandboxProcess, code: int) -> None:
    for reply in until(sandbox, bought(sandbox, f"poll-{code}", "unknown"), "Ready"):
        assert reply.status_code == code
        assert reply.json()["id"]
    assert reply.json()["result"]["sample"]


@pytest.mark.parametrize(
    ("word", "times", "code", "kind", "retry_after"),
    [
        ("poll-down", 1, 500, "application/json", None),
        ("poll-html", 1, 502, "text/html; charset=utf-8", None),
        ("poll-page", 1, 200, "text/html; charset=utf-8", None),
        ("poll-403", 1, 403, "application/json", None),
        ("poll-429", 2, 429, "application/json", "1"),
    ],
)
def test_the_first_polls_may_meet_trouble(
    sandbox: SandboxProcess, word: str, times: int, code: int, kind: str, retry_after: str | None
) -> None:
    receipt = bought(sandbox, word)
    for _ in range(times):
        reply = ask(sandbox, receipt)
        assert (reply.status_code, reply.headers["content-type"]) == (code, kind)
        assert reply.headers.get("retry-after") == retry_after
        assert '"status"' not in reply.text
    assert {reply.status_code for reply in until(sandbox, receipt, "Ready")} == {200}


def test_a_task_may_be_unknown_at_first(sandbox: SandboxProcess) -> None:
    receipt = bought(sandbox, "not-found")
    replies = until(sandbox, receipt, "Ready")
    assert [reply.status_code for reply in replies[:4]] == [404, 404, 404, 200]
    assert {reply.json()["status"] for reply in replies[:3]} == {"Task not found"}


def test_a_task_may_be_unknown_for_ever(sandbox: SandboxProcess) -> None:
    receipt = bought(sandbox, "not-found-ever")
    for _ in range(8):
        reply = ask(sandbox, receipt)
        assert (reply.status_code, reply.json()["status"]) == (404, "Task not found")
