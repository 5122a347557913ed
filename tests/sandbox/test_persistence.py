"""What a killed Sandbox still knows when it is started again."""

import hashlib
import json
import os
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from bfl_studio.sandbox.ledger import Charge, Ledger
from tests.sandbox.conftest import encoded
from tests.sandbox.process import SandboxProcess, running_sandbox


def test_a_charge_is_one_line_and_names_no_key_and_no_prompt(sandbox: SandboxProcess) -> None:
    body = json.dumps({"prompt": "a secret fox", "seed": 7, "width": 64, "height": 64}).encode()
    with sandbox.client("bfl_hidden_key") as client:
        reply = client.post(
            "/v1/flux-2-klein-4b", content=body, headers={"content-type": "application/json"}
        )
    [line] = [row for row in sandbox.ledger() if row["task"] == reply.json()["id"]]
    assert abs(line.pop("time") - time.time()) < 60
    assert line.pop("key") == hashlib.sha256(b"bfl_hidden_key").hexdigest()[:16]
    assert line == {
        "model": "flux-2-klein-4b",
        "task": reply.json()["id"],
        "cost": 1.4,
        "body_sha256": hashlib.sha256(body).hexdigest(),
        "seed": 7,
    }
    everything = (sandbox.data / "ledger.jsonl").read_text()
    assert "secret fox" not in everything
    assert "hidden" not in everything


def test_a_charge_is_on_the_disk_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, synced, sync = tmp_path / "ledger.jsonl", [], os.fsync

    def watched(descriptor: int) -> None:
        sync(descriptor)
        synced.append(path.read_bytes().count(b"\n"))

    monkeypatch.setattr(os, "fsync", watched)
    ledger = Ledger(path)
    for number in range(3):
        ledger.add(Charge(1.5, "key", "flux-2-pro", str(number), 4500, "0" * 64, 7))
    ledger.close()
    assert synced == [1, 2, 3]


def test_a_task_accepted_before_a_kill_is_answered_after_it(tmp_path: Path) -> None:
    picture = encoded(200, 100)
    with running_sandbox(tmp_path, "--seconds-per-image", "0.5") as first, first.client() as open_:
        # Left open, so that the old port is still half in use when the next one wants it.
        open_.get("/v1/credits")
        done, waiting = first.submit(seed=1), first.submit(seed=2, input_image=picture)
        moderated = first.submit(prompt="sandbox:moderated")
        before = first.settled(done)
        original = first.download(before)
        first.kill()
        assert len(first.ledger()) == 3
        with running_sandbox(tmp_path) as second:
            assert second.base_url == first.base_url
    with running_sandbox(tmp_path, "--seconds-per-image", "0.5") as second:
        assert second.poll(done) == before
        assert second.download(before) == original
        late = second.settled(waiting)
        assert (late["status"], late["result"]["seed"]) == ("Ready", 2)
        assert second.download(late)
        assert second.settled(moderated)["status"] == "Request Moderated"
        assert second.ledger() == first.ledger()
        with second.client() as client:
            assert client.get("/v1/credits").json() == {"credits": 989.5}
    assert not list((tmp_path / "unfinished").iterdir())


def test_a_restart_paints_what_would_have_been_painted(tmp_path: Path) -> None:
    picture = encoded(90, 90, colour="red")
    body: dict[str, Any] = {"prompt": "dusk", "seed": 5, "input_image": picture}
    with running_sandbox(tmp_path, "--seconds-per-image", "0.5") as first:
        undisturbed = first.download(first.settled(first.submit(**body)))
        receipt = first.submit(**body)
        first.kill()
    for painted in (tmp_path / "pictures").glob(f"{receipt['id']}*"):
        painted.unlink()
    with running_sandbox(tmp_path, "--seconds-per-image", "0.5") as second:
        assert second.download(second.settled(receipt)) == undisturbed


def test_what_was_never_charged_is_never_made(tmp_path: Path) -> None:
    with running_sandbox(tmp_path, "--seconds-per-image", "1000") as first:
        receipt = first.submit()
        first.kill()
    (tmp_path / "ledger.jsonl").write_bytes(b"")
    with running_sandbox(tmp_path) as second, second.client() as client:
        assert client.get(receipt["polling_url"]).status_code == 404
        assert client.get("/v1/credits").json() == {"credits": 1000.0}


def test_a_line_cut_short_is_no_charge_and_harms_no_later_one(tmp_path: Path) -> None:
    with running_sandbox(tmp_path, "--seconds-per-image", "0") as first:
        first.submit()
        first.kill()
    with (tmp_path / "ledger.jsonl").open("a") as ledger:
        ledger.write('{"time": 1, "key": "half')
    with running_sandbox(tmp_path, "--seconds-per-image", "0") as second:
        second.submit(path="/v1/flux-2-max")
        assert [row["cost"] for row in second.ledger()] == [3.0, 7.0]


def test_when_its_old_port_is_taken_it_takes_another(tmp_path: Path) -> None:
    with running_sandbox(tmp_path) as first:
        port = httpx.URL(first.base_url).port
    with running_sandbox(None, "--port", str(port)) as other, running_sandbox(tmp_path) as second:
        assert other.base_url == first.base_url
        assert second.base_url != first.base_url


def test_pictures_whose_urls_are_long_dead_are_swept(tmp_path: Path) -> None:
    flags = ("--seconds-per-image", "0", "--link-seconds", "0")
    with running_sandbox(tmp_path, *flags) as first:
        asked, unasked = first.submit(), first.submit()
        first.settled(asked)
        while len(list((tmp_path / "pictures").iterdir())) < 2:
            time.sleep(0.01)
    long_ago = time.time() - 100_000
    for picture in (tmp_path / "pictures").iterdir():
        os.utime(picture, (long_ago, long_ago))
    record = tmp_path / "tasks" / f"{asked['id']}.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"first_ready": long_ago}))
    with running_sandbox(tmp_path, *flags) as second:
        while len(list((tmp_path / "pictures").iterdir())) > 1:
            time.sleep(0.01)
        assert second.poll(asked)["status"] == "Ready"
        assert second.poll(unasked)["status"] == "Ready"


def test_a_damaged_port_file_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text('{"port": "nonsense"}')
    with running_sandbox(tmp_path) as sandbox:
        assert sandbox.submit()
