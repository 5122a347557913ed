"""The prompts that were sent, in the journal: newest first, none twice."""

from __future__ import annotations

import json
import sqlite3

from bfl_studio.domain.prompts import MOST_SENT, Prompt, SentPrompt
from bfl_studio.domain.recipe import mentions_from_json, mentions_to_json
from bfl_studio.storage.database import transaction
from bfl_studio.storage.disk import disk

MIGRATION = (
    "CREATE TABLE prompt("
    " number INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT NOT NULL UNIQUE,"
    " mentions TEXT NOT NULL, sent_ms INTEGER NOT NULL) STRICT",
)

_MOST_CHARACTERS = 1_000_000
"""All together: what the window looks through while somebody types."""

_TOO_OLD = (
    "DELETE FROM prompt WHERE number IN (SELECT number FROM (SELECT number,"
    " row_number() OVER (ORDER BY number DESC) AS place,"
    " sum(length(words)) OVER (ORDER BY number DESC) AS characters FROM prompt)"
    " WHERE place > ? OR (characters > ? AND place > 1))"
)


class SentPrompts:
    """A table of the journal, on its connection and its thread.

    Every method raises StudioError(JOURNAL_CLOSED) when the disk refuses.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, sent: SentPrompt) -> None:
        """Put one in front; the same words stand nowhere else then, and the oldest go."""
        mentions = mentions_to_json(sent.prompt.mentions)
        row = (sent.words, json.dumps(mentions), sent.sent_ms)
        with disk(), transaction(self._connection):
            self._connection.execute("DELETE FROM prompt WHERE words=?", row[:1])
            self._connection.execute(
                "INSERT INTO prompt(words, mentions, sent_ms) VALUES (?, ?, ?)", row
            )
            self._connection.execute(_TOO_OLD, (MOST_SENT, _MOST_CHARACTERS))

    def forget(self, words: str) -> None:
        with disk():
            self._connection.execute("DELETE FROM prompt WHERE words=?", (words,))

    def clear(self) -> None:
        with disk():
            self._connection.execute("DELETE FROM prompt")

    def newest_first(self) -> tuple[SentPrompt, ...]:
        with disk():
            rows = self._connection.execute(
                "SELECT words, mentions, sent_ms FROM prompt ORDER BY number DESC"
            ).fetchall()
        return tuple(_from_row(*row) for row in rows)


def _from_row(words: str, mentions: str, sent_ms: int) -> SentPrompt:
    """Mentions that make no sense are left out."""
    try:
        listed = json.loads(mentions)
    except ValueError:
        listed = []
    return SentPrompt(Prompt(words, mentions_from_json(listed, words)), sent_ms)
