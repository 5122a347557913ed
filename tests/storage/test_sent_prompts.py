"""Prompts that were sent: newest first, none twice, never more than anybody looks through."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bfl_studio.domain.errors import FailureKind, StudioError
from bfl_studio.domain.prompts import MOST_SENT, OwnStarter, OwnStarters, Prompt, SentPrompt
from bfl_studio.domain.recipe import Mention
from bfl_studio.storage import own_starters
from bfl_studio.storage.journal import Journal

_NAMED = Prompt("{image 1|x} ü\n“”", (Mention(1, 7, "key"),))


def _words(journal: Journal) -> list[str]:
    return [each.words for each in journal.sent_prompts.newest_first()]


def _keep(journal: Journal, *words: str) -> None:
    for number, each in enumerate(words):
        journal.sent_prompts.keep(SentPrompt(Prompt(each), number))


def test_they_come_back_as_they_were_typed(path: Path) -> None:
    with closing(Journal(path)) as journal:
        journal.sent_prompts.keep(SentPrompt(_NAMED, 7))
    with closing(Journal(path)) as journal:
        assert journal.sent_prompts.newest_first() == (SentPrompt(_NAMED, 7),)


def test_the_newest_is_first_and_the_same_words_are_there_once(journal: Journal) -> None:
    _keep(journal, "a", "b", "a")
    assert _words(journal) == ["a", "b"]
    assert journal.sent_prompts.newest_first()[0].sent_ms == 2


def test_one_can_be_forgotten_and_so_can_all(journal: Journal) -> None:
    _keep(journal, "a", "b", "c")
    journal.sent_prompts.forget("b")
    assert _words(journal) == ["c", "a"]
    journal.sent_prompts.clear()
    assert _words(journal) == []


def test_the_oldest_go(journal: Journal) -> None:
    _keep(journal, *(f"prompt {number}" for number in range(MOST_SENT + 3)))
    kept = _words(journal)
    assert len(kept) == MOST_SENT
    assert (kept[0], kept[-1]) == (f"prompt {MOST_SENT + 2}", "prompt 3")


def test_huge_ones_push_others_out_and_never_themselves(journal: Journal) -> None:
    _keep(journal, *(f"{number}" * 400_000 for number in range(4)))
    assert [each[0] for each in _words(journal)] == ["3", "2"]
    _keep(journal, "x" * 2_000_000)
    assert [each[0] for each in _words(journal)] == ["x"]


def test_mentions_nobody_can_read_are_words(journal: Journal, path: Path) -> None:
    _keep(journal, "image 1", "image 2")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE prompt SET mentions='{' WHERE words='image 1'")
        connection.execute("UPDATE prompt SET mentions='[[0, 99, 3]]' WHERE words='image 2'")
        connection.commit()
    assert [each.prompt.mentions for each in journal.sent_prompts.newest_first()] == [(), ()]


def test_a_journal_of_before_gets_a_place_for_them(path: Path) -> None:
    with closing(Journal(path)) as journal:
        _keep(journal, "gone with its table")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE prompt")
        connection.execute("PRAGMA user_version=2")
        connection.commit()
    with closing(Journal(path)) as journal:
        assert _words(journal) == []
        _keep(journal, "new")
        assert _words(journal) == ["new"]


def test_a_disk_that_refuses_is_said(journal: Journal, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DROP TABLE prompt")
    with pytest.raises(StudioError) as refused:
        _keep(journal, "a")
    assert refused.value.failure.kind is FailureKind.JOURNAL_CLOSED


def test_starters_come_back(tmp_path: Path) -> None:
    path = tmp_path / "starters.json"
    own = OwnStarters((OwnStarter("Haus ü", Prompt("{prompt}, “x”\n")),))
    own_starters.save(path, own)
    assert own_starters.load(path) == own
    assert own_starters.load(tmp_path / "none.json") == OwnStarters()


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_holds_no_starters_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "starters.json"
    path.write_bytes(content)
    assert own_starters.load(path) == OwnStarters()
    assert not path.exists()
    assert (tmp_path / "starters.json.broken").read_bytes() == content


def test_what_is_no_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "starters.json").mkdir()
    assert own_starters.load(tmp_path / "starters.json") == OwnStarters()


def test_half_a_character_is_no_reason_to_lose_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "starters.json"
    path.write_text('{"starters": [{"name": "a", "prompt": "x\\ud800"}]}')
    own = own_starters.load(path)
    own_starters.save(path, own)
    assert own_starters.load(path).starters[0].template == Prompt("x?")
