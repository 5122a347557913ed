"""A task from its receipt to its last status."""

import io
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.sandbox.conftest import encoded
from tests.sandbox.process import SandboxProcess, running_sandbox

QUICK = ("--seconds-per-image", "0", "--paint", "flat")
SMALL = {"prompt": "x", "width": 64, "height": 64}


def not_found(task_id: str) -> dict[str, object]:
    return {
        "id": task_id,
        "status": "Task not found",
        "result": None,
        "progress": None,
        "details": None,
        "preview": None,
    }


def test_a_ready_task_tells_all_there_is(sandbox: SandboxProcess) -> None:
    receipt = sandbox.submit(prompt="a fox", seed=42)
    assert str(uuid.UUID(receipt["id"])) == receipt["id"]
    status = sandbox.settled(receipt)
    result = status.pop("result")
    assert status == {
        "id": receipt["id"],
        "status": "Ready",
        "progress": 1.0,
        "details": None,
        "preview": None,
        "cost": 3.0,
    }
    assert (result["prompt"], result["seed"]) == ("a fox", 42)
    assert result["start_time"] <= result["end_time"]
    assert result["duration"] == 0


def test_a_seed_is_drawn_when_none_is_sent(sandbox: SandboxProcess) -> None:
    seeds = {sandbox.settled(sandbox.submit())["result"]["seed"] for _ in range(3)}
    assert len(seeds) == 3


def test_while_it_works_a_task_is_pending() -> None:
    with running_sandbox(None, "--seconds-per-image", "1000") as sandbox:
        status = sandbox.poll(sandbox.submit())
    assert (status["status"], status["result"]) == ("Pending", None)
    assert 0 <= status["progress"] < 1
    assert "cost" not in status


def test_a_task_answers_on_its_own_url_and_to_its_own_key_alone(sandbox: SandboxProcess) -> None:
    receipt, other = sandbox.submit(), sandbox.submit()
    url = httpx.URL(receipt["polling_url"])
    assert str(url).startswith(f"{sandbox.base_url}/v1/get_result?")
    cluster = url.params["cluster"]
    wrong = [
        url.copy_remove_param("cluster"),
        url.copy_set_param("cluster", httpx.URL(other["polling_url"]).params["cluster"]),
        url.copy_set_param("cluster", cluster[:-1]),
        url.copy_set_param("cluster", ""),
        url.copy_add_param("x", "y"),
    ]
    with sandbox.client() as client, sandbox.client("bfl_somebody_else") as stranger:
        assert client.get(url).status_code == 200
        for response in (*map(client.get, wrong), stranger.get(url)):
            assert (response.status_code, response.json()) == (404, not_found(receipt["id"]))


@pytest.mark.parametrize("task", ["nonsense", "../secret", str(uuid.UUID(int=1))])
def test_an_unknown_id_is_not_found(sandbox: SandboxProcess, task: str) -> None:
    with sandbox.client() as client:
        response = client.get("/v1/get_result", params={"id": task, "cluster": "00"})
    assert (response.status_code, response.json()) == (404, not_found(task))


def test_no_id_at_all_is_a_bad_request(sandbox: SandboxProcess) -> None:
    with sandbox.client() as client:
        response = client.get("/v1/get_result")
    assert (response.status_code, response.json()["detail"][0]["loc"]) == (422, ["query", "id"])


def test_who_comes_by_another_name_of_the_machine_is_sent_back_there(
    sandbox: SandboxProcess,
) -> None:
    port = httpx.URL(sandbox.base_url).port
    with sandbox.client() as client:
        for host, expected in ((f"localhost:{port}", "localhost"), ("evil.test", "127.0.0.1")):
            reply = client.post(
                "/v1/flux-2-pro",
                json={"prompt": "x", "width": 64, "height": 64},
                headers={"host": host},
            )
            assert httpx.URL(reply.json()["polling_url"]).host == expected


def test_a_webhook_takes_the_polling_url_away(sandbox: SandboxProcess) -> None:
    hook = "https://example.org/hook"
    receipt = sandbox.submit(webhook_url=hook)
    uuid.UUID(receipt.pop("id"))
    assert receipt == {
        "status": "Pending",
        "webhook_url": hook,
        "cost": 3.0,
        "input_mp": 0.0,
        "output_mp": 0.0,
    }


@pytest.mark.parametrize(
    ("prompt", "status", "details"),
    [
        ("sandbox:moderated", "Request Moderated", {"Moderation Reasons": ["Violence"]}),
        ("a Sandbox:Content-Moderated fox", "Content Moderated",
         {"Moderation Reasons": ["Violence"]}),
        ("sandbox:error!", "Error", {"error": "The Sandbox was asked to fail."}),
        ("sandbox:slow sandbox:error", "Error", {"error": "The Sandbox was asked to fail."}),
        ("sandbox:tomorrow sandbox:moderatedness", "Ready", None),
    ],
)  # fmt: skip
def test_words_in_the_prompt_decide_the_ending(
    sandbox: SandboxProcess, prompt: str, status: str, details: object
) -> None:
    receipt = sandbox.submit(prompt=prompt)
    settled = sandbox.settled(receipt)
    assert (settled["status"], settled["details"]) == (status, details)
    assert (settled["result"] is None) == (status != "Ready")
    # What went wrong is paid for all the same.
    assert [c["cost"] for c in sandbox.ledger() if c["task"] == receipt["id"]] == [3.0]


def test_a_moderated_request_needs_no_time_and_a_slow_one_ten_times_as_much() -> None:
    with running_sandbox(None, "--seconds-per-image", "50") as sandbox:
        assert sandbox.poll(sandbox.submit(prompt="sandbox:moderated"))["status"] == (
            "Request Moderated"
        )
        assert sandbox.poll(sandbox.submit(prompt="sandbox:error"))["status"] == "Pending"
        for prompt, seconds in (("x", 50), ("sandbox:slow", 500)):
            task = sandbox.submit(prompt=prompt)
            record = (sandbox.data / "tasks" / f"{task['id']}.json").read_text()
            times = httpx.Response(200, text=record).json()
            assert times["due"] - times["accepted"] == pytest.approx(seconds, abs=0.001)


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ({"width": 320, "height": 160}, (320, 160)),
        ({"width": 335, "height": 161}, (320, 160)),
        ({"width": None, "height": None}, (1024, 1024)),
        ({"width": None, "height": None, "input_image": encoded(333, 217)}, (320, 208)),
        ({"width": None, "height": None, "input_image": encoded(4096, 2048)}, (2896, 1440)),
        ({"width": 80, "height": None, "input_image_3": encoded(333, 217)}, (80, 208)),
    ],
)
def test_the_size_is_what_was_asked_for_or_follows_the_first_reference(
    sandbox: SandboxProcess, fields: dict[str, Any], size: tuple[int, int]
) -> None:
    content = sandbox.download(sandbox.settled(sandbox.submit(output_format="webp", **fields)))
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.size == size


def test_what_cannot_be_painted_ends_as_an_error(sandbox: SandboxProcess) -> None:
    # No WebP is wider than 16383 pixels.
    status = sandbox.settled(sandbox.submit(width=16400, output_format="webp"))
    assert (status["status"], status["result"]) == ("Error", None)
    assert "could not be painted" in status["details"]["error"]


def test_at_most_24_tasks_of_a_key_are_active() -> None:
    with running_sandbox(None, "--seconds-per-image", "1000", "--paint", "flat") as sandbox:
        for _ in range(24):
            sandbox.submit()
        body = {"prompt": "x", "width": 64, "height": 64}
        with sandbox.client() as client:
            refused = client.post("/v1/flux-2-max", json=body)
        assert refused.status_code == 429
        assert isinstance(refused.json()["detail"], str)
        assert refused.headers["retry-after"] == "1"
        assert len(sandbox.ledger()) == 24
        sandbox.submit(key="bfl_another")


def test_finished_tasks_are_not_active(sandbox: SandboxProcess) -> None:
    for _ in range(26):
        sandbox.settled(sandbox.submit(key="bfl_many"), "bfl_many")


def test_money_ends() -> None:
    flags = ("--credits", "7.4", "--seconds-per-image", "0", "--paint", "flat")
    with running_sandbox(None, *flags) as sandbox, sandbox.client() as client:
        body = {"prompt": "x", "width": 64, "height": 64}
        statuses = [client.post("/v1/flux-2-pro", json=body) for _ in range(3)]
        assert [response.status_code for response in statuses] == [200, 200, 402]
        assert statuses[2].json() == {"detail": "Insufficient credits"}
        assert client.post("/v1/flux-2-klein-4b", json=body).status_code == 200
        assert client.get("/v1/credits").text == '{"credits":0.0}'


@pytest.mark.parametrize(("credits", "status"), [("3", 200), ("2.999", 402), ("3.001", 200)])
def test_the_balance_covers_a_picture_or_it_does_not(credits: str, status: int) -> None:
    with running_sandbox(None, "--credits", credits, *QUICK) as sandbox, sandbox.client() as client:
        assert client.post("/v1/flux-2-pro", json=SMALL).status_code == status
        left = float(credits) - (3 if status == 200 else 0)
        assert client.get("/v1/credits").json()["credits"] == pytest.approx(left)


def test_who_hurries_cannot_spend_more_than_there_is() -> None:
    with (
        running_sandbox(None, "--credits", "10", *QUICK) as sandbox,
        ThreadPoolExecutor(12) as many,
        sandbox.client() as client,
    ):
        replies = many.map(lambda _: client.post("/v1/flux-2-pro", json=SMALL), range(12))
        assert sorted(reply.status_code for reply in replies) == [200] * 3 + [402] * 9
        assert client.get("/v1/credits").json() == {"credits": 1.0}


def test_what_was_asked_is_counted() -> None:
    with running_sandbox(None, "--seconds-per-image", "0") as sandbox:
        sandbox.download(sandbox.settled(sandbox.submit()))
        with sandbox.client() as client:
            client.post("/v1/flux-2-pro", json={})
            client.post("/v1/nothing", json={})
            charges = client.get("/sandbox/ledger").json()
        seen = sandbox.requests()
        assert charges == sandbox.ledger()
        assert seen["posts"] == {
            "/v1/flux-2-pro": {"200": 1, "422": 1},
            "/v1/nothing": {"404": 1},
        }
        assert seen["accepted"] == 1
        assert seen["polls"]["200"] >= 1
        assert seen["connections"]["delivery"] == 1
        [delivery] = seen["deliveries"]
        assert (delivery["status"], delivery["x_key"]) == ("200", False)
