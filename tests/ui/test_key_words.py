"""What is said of keys and places: plainly, and never with a key in it."""

from __future__ import annotations

import pytest

from bfl_studio.domain.api_key import KeyFlaw, KeySource, KeyStanding, StoreTrouble
from bfl_studio.domain.credits import credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.errors import Failure, FailureKind
from bfl_studio.state.key_state import KeyFace
from bfl_studio.ui.field_message import Severity
from bfl_studio.ui.key_words import (
    keeping_text,
    key_message,
    place_words,
    standing_text,
    store_action,
)

pytestmark = pytest.mark.usefixtures("qapp")
_SESSION, _STORE = KeySource.SESSION, KeySource.STORE


@pytest.mark.parametrize(
    ("face", "said", "severity"),
    [
        (KeyFace(Place.EU), "", Severity.INFO),
        (KeyFace(Place.EU, checking=True), "Checking…", Severity.INFO),
        (
            KeyFace(Place.EU, failure=Failure(FailureKind.KEY_REFUSED)),
            "BFL does not know this key.",
            Severity.ERROR,
        ),
        (
            KeyFace(Place.CUSTOM, failure=Failure(FailureKind.KEY_REFUSED)),
            "The service does not know this key.",
            Severity.ERROR,
        ),
        (
            KeyFace(Place.EU, balance=credits("1240.9")),
            "This key works. Balance $12.40.",
            Severity.OK,
        ),
    ],
)
def test_what_became_of_a_key(face: KeyFace, said: str, severity: Severity) -> None:
    assert key_message(face) == (said, severity)


@pytest.mark.parametrize("flaw", KeyFlaw)
def test_what_cannot_be_a_key_is_an_error(flaw: KeyFlaw) -> None:
    said, severity = key_message(KeyFace(Place.EU, flaw=flaw))
    assert severity is Severity.ERROR
    assert said.endswith(".")


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.SERVICE_UNAVAILABLE])
def test_a_failure_of_the_service_is_no_verdict_on_the_key(kind: FailureKind) -> None:
    said, severity = key_message(KeyFace(Place.EU, failure=Failure(kind)))
    assert severity is Severity.WARNING
    assert said.count(".") >= 1
    assert "job" not in said


@pytest.mark.parametrize(
    ("standing", "said", "action"),
    [
        (None, "", ""),
        (KeyStanding(), "No key yet.", ""),
        (KeyStanding(_STORE, kept=True), "A key is in your system's key store.", ""),
        (KeyStanding(_SESSION), "A key is used until you quit.", ""),
        (
            KeyStanding(_SESSION, trouble=StoreTrouble.ABSENT),
            "A key is used until you quit: this computer has no key store.",
            "Try again",
        ),
        (
            KeyStanding(_SESSION, trouble=StoreTrouble.REFUSED),
            "A key is used until you quit: your system's key store refused it.",
            "Try again",
        ),
        *(
            (
                KeyStanding(_SESSION, trouble=trouble),
                "A key is used until you quit: your system's key store is locked.",
                "Unlock",
            )
            for trouble in (StoreTrouble.LOCKED, StoreTrouble.DISMISSED, StoreTrouble.SLOW)
        ),
        (
            KeyStanding(trouble=StoreTrouble.LOCKED),
            "Your system's key store is locked: no key can be read from it.",
            "Unlock",
        ),
        (
            KeyStanding(KeySource.VARIABLE),
            "A key was found in BFL_API_KEY. It is used, not stored.",
            "",
        ),
        (
            KeyStanding(KeySource.DOTENV),
            "A key was found in the .env file. It is used, not stored.",
            "",
        ),
        (KeyStanding(flaw=KeyFlaw.STRANGE), "What BFL_API_KEY holds can't be a key.", ""),
    ],
)
def test_where_a_key_comes_from(standing: KeyStanding | None, said: str, action: str) -> None:
    assert standing_text(standing) == said
    assert store_action(standing) == action


def test_nobody_is_promised_a_store_that_is_not_there() -> None:
    assert keeping_text(KeyStanding()).startswith("It is kept in your system's key store")
    absent = keeping_text(KeyStanding(trouble=StoreTrouble.ABSENT))
    assert "until you quit" in absent


def test_every_place_says_where_pictures_go() -> None:
    said = [place_words(place) for place in Place]
    assert len({name for name, _ in said}) == len({where for _, where in said}) == len(Place)
    assert "nothing goes anywhere" in place_words(Place.SANDBOX)[1]
