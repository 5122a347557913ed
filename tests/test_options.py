"""The command line: where things are kept, where jobs go, and what is refused."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

import bfl_studio
from bfl_studio import options
from bfl_studio.app import premises_for
from bfl_studio.options import Options


def test_without_flags_nothing_is_chosen() -> None:
    assert options.parse([]) == Options(None, None)


def test_everything_lies_below_the_folder_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    chosen = options.parse(["--data-dir", "there"])
    assert chosen.data == tmp_path / "there"
    premises = premises_for(chosen)
    assert premises.data == tmp_path / "there"
    assert premises.library == tmp_path / "there" / "library"


def test_else_the_system_says_where_and_pictures_lie_among_pictures() -> None:
    premises = premises_for(Options(None, None))
    assert premises.data == platformdirs.user_data_path("bfl-studio", appauthor=False)
    assert premises.library == platformdirs.user_pictures_path() / "BFL Studio"


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://api.example.com", "https://api.example.com"),
        ("https://API.Example.com/", "https://api.example.com"),
        ("https://studio-7.example:8443", "https://studio-7.example:8443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:1/", "http://localhost:1"),
        ("http://[::1]:9", "http://[::1]:9"),
        ("https://localhost", "https://localhost"),
    ],
)
def test_an_endpoint_is_an_origin(given: str, origin: str) -> None:
    assert options.parse(["--endpoint", given]).endpoint == origin


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("http://api.example.com", "https is wanted"),
        ("http://127.0.0.2", "https is wanted"),
        ("ftp://127.0.0.1", "https is wanted"),
        ("https://203.0.113.7", "a name is wanted"),
        ("https://203.0.113.7.", "a name is wanted"),
        ("https://127.1", "a name is wanted"),
        ("https://0x7f.0x1", "a name is wanted"),
        ("https://2130706433", "a name is wanted"),
        ("https://[2001:db8::1]", "a name is wanted"),
        ("https://anna@example.com", "an origin is wanted"),
        ("https://:secret@example.com", "an origin is wanted"),
        ("https://@example.com", "an origin is wanted"),
        ("http://127.0.0.1@example.com", "an origin is wanted"),
        ("https://example.com\\@127.0.0.1", "an origin is wanted"),
        ("https://example.com/v1", "an origin is wanted"),
        ("https://example.com?key=1", "an origin is wanted"),
        ("https://example.com#v1", "an origin is wanted"),
        ("https://example.com:port", "an origin is wanted"),
        ("https://example.com:0", "an origin is wanted"),
        ("https://example.com:70000", "an origin is wanted"),
        ("https://exa mple.com", "an origin is wanted"),
        ("https://exämple.com", "an origin is wanted"),
        ("https://example.com\n", "an origin is wanted"),
        ("https://", "an origin is wanted"),
        ("https://[::1", "an origin is wanted"),
        ("example.com", "an origin is wanted"),
        ("", "an origin is wanted"),
    ],
)
def test_anything_else_is_refused_and_says_what_is_wanted(
    given: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        options.parse(["--endpoint", given])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_key_cannot_be_given_on_the_command_line() -> None:
    with pytest.raises(SystemExit) as ended:
        options.parse(["--key", "bfl_secret"])
    assert ended.value.code == 2


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        options.parse(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"BFL Studio {bfl_studio.__version__}\n"


def test_help_names_every_flag_and_the_sandbox(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        options.parse(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    flags = ("--data-dir", "--endpoint", "BFL_API_KEY", "--self-test", "sandbox")
    assert all(word in said for word in flags)


def test_a_self_test_is_asked_for_beside_the_other_flags(tmp_path: Path) -> None:
    chosen = options.parse(["--self-test", "--data-dir", str(tmp_path)])
    assert chosen == Options(tmp_path, None, self_test=True)
    assert not options.parse(["--data-dir", str(tmp_path)]).self_test
