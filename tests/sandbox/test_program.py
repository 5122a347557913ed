"""The Sandbox as a program: its one line, its end, and its refusals."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bfl_studio.sandbox.contract import models
from bfl_studio.sandbox.folder import Folder, InUse
from bfl_studio.sandbox.keys import ACCOUNTS
from bfl_studio.sandbox.server import main
from bfl_studio.sandbox.words import WORDS
from tests.sandbox.process import PATIENCE, PLAIN, REPOSITORY, running_sandbox, start


def finished(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def test_it_says_one_line_and_ends_with_its_standard_input() -> None:
    with start("--exit-with-stdin") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert httpx.get(line.strip() + "/v1/credits", **PLAIN).status_code == 403
        assert finished(process) == (0, "", "")
    assert line.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_quietly_also_in_the_middle_of_work(number: int, tmp_path: Path) -> None:
    flags = ("--data", str(tmp_path), "--seconds-per-image", "1000")
    with start(*flags) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        body = {"prompt": "x"}
        with httpx.Client(headers={"x-key": "bfl_x"}, **PLAIN) as client:
            assert client.post(f"{url}/v1/flux-2-pro", json=body).status_code == 200
            process.send_signal(number)
            assert finished(process) == (0, "", "")


def test_without_the_flag_it_outlives_its_standard_input() -> None:
    with start() as process:
        assert process.stdout is not None
        assert process.stdin is not None
        url = process.stdout.readline().strip()
        process.stdin.close()
        assert httpx.get(f"{url}/v1/credits", **PLAIN).status_code == 403
        process.terminate()
        process.wait(PATIENCE)


def test_without_a_data_folder_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with start("--exit-with-stdin") as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert len(list(tmp_path.iterdir())) == 1
        assert finished(process)[0] == 0
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("flag", ["--port", "--delivery-port"])
def test_a_busy_port_is_told_in_one_sentence(flag: str) -> None:
    with running_sandbox() as other:
        port = str(httpx.URL(other.base_url).port)
        with start(flag, port) as process:
            expected = f"bfl-studio sandbox: Port {port} cannot be used: another program has it.\n"
            assert finished(process) == (2, "", expected)


def test_a_data_folder_that_is_a_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with start("--data", str(tmp_path / "file")) as process:
        code, out, err = finished(process)
    assert (code, out) == (2, "")
    assert err == "bfl-studio sandbox: The data folder cannot be used: File exists.\n"


def test_a_damaged_ledger_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_text('{"half": 1}\n')
    with start("--data", str(tmp_path)) as process:
        code, out, err = finished(process)
    assert (code, out) == (2, "")
    assert err == "bfl-studio sandbox: The ledger in the data folder is damaged.\n"


def test_two_sandboxes_never_share_a_data_folder(tmp_path: Path) -> None:
    with running_sandbox(tmp_path), pytest.raises(InUse):
        Folder(tmp_path, patience=0)


def test_one_that_is_about_to_leave_is_waited_for(tmp_path: Path) -> None:
    with running_sandbox(tmp_path) as first, start("--data", str(tmp_path)) as process:
        first.kill()
        assert process.stdout is not None
        assert process.stdout.readline().strip() == first.base_url
        process.terminate()
        assert finished(process)[0] == 0


def test_help_explains_every_flag_and_word(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    out, err = capsys.readouterr()
    assert (end.value.code, err) == (0, "")
    assert out.startswith("usage: bfl-studio sandbox ")
    flags = ("--port", "--delivery-port", "--data", "--seconds-per-image", "--paint", "--credits")
    for told in (*flags, "--link-seconds", "--exit-with-stdin", *ACCOUNTS, *models()):
        assert told in out
    lines = [line.split(maxsplit=1) for line in out.splitlines() if "sandbox:" in line]
    assert [name for name, _ in lines] == list(WORDS)
    assert all(sentence for _, sentence in lines)
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize(
    "flags",
    [
        ("--port", "70000"),
        ("--port", "x"),
        ("--seconds-per-image", "-1"),
        ("--seconds-per-image", "nan"),
        ("--credits", "0.0001"),
        ("--credits", "inf"),
        ("--paint", "oil"),
        ("--nonsense",),
    ],
)
def test_wrong_usage_is_told(flags: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(flags)
    out, err = capsys.readouterr()
    assert (end.value.code, out) == (2, "")
    assert flags[0] in err


def test_it_speaks_of_nothing_while_it_works() -> None:
    with start("--exit-with-stdin", "--seconds-per-image", "0") as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with httpx.Client(headers={"x-key": "bfl_hidden"}, **PLAIN) as client:
            receipt = client.post(f"{url}/v1/flux-2-pro", json={"prompt": "a fox", "width": 64})
            client.get(receipt.json()["polling_url"])
            client.post(f"{url}/v1/flux-2-pro", content=b"a fox")
        assert finished(process) == (0, "", "")


def test_it_loads_neither_a_window_toolkit_nor_pillow_to_get_ready() -> None:
    program = (
        "import sys; import bfl_studio.sandbox.application, bfl_studio.sandbox.server;"
        "print([name for name in sys.modules if name.split('.')[0] in ('PIL', 'PySide6')])"
    )
    command = [sys.executable, "-c", program]
    shown = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"
