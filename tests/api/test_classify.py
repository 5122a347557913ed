"""What a complete reply to a submit proves about the purchase, for every code there is."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.api.client import NotBought, Outcome, Refused, Unconfirmed, classify, seconds_of
from bfl_studio.api.complaints import Complaint
from bfl_studio.api.wire import Accepted
from bfl_studio.domain.errors import FailureKind

K = FailureKind
BOUGHT = {"id": "a", "polling_url": "https://api.eu.bfl.ai/v1/get_result?id=a", "cost": 3}
TEXT = {"detail": "because"}
FIELD = {"detail": [{"loc": ["body", "width"], "msg": "too small", "type": "x"}]}
HTML = b"<html><h1>502 Bad Gateway</h1></html>"
NOTHING = b""

# code: with a JSON `detail`, without (HTML)
TABLE: dict[int, tuple[tuple[type[Outcome], K], tuple[type[Outcome], K]]] = {
    200: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    201: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    202: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    301: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    302: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    307: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    308: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    400: ((Refused, K.REQUEST_REFUSED), (Unconfirmed, K.ODD_RECEIPT)),
    401: ((NotBought, K.KEY_REFUSED), (NotBought, K.KEY_REFUSED)),
    402: ((NotBought, K.NO_CREDITS), (NotBought, K.NO_CREDITS)),
    403: ((NotBought, K.KEY_REFUSED), (NotBought, K.KEY_REFUSED)),
    404: ((Refused, K.UNKNOWN_MODEL), (Unconfirmed, K.ODD_RECEIPT)),
    405: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    408: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    409: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    413: ((Refused, K.REQUEST_TOO_LARGE), (Unconfirmed, K.ODD_RECEIPT)),
    418: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    422: ((Refused, K.FIELDS_REFUSED), (Unconfirmed, K.ODD_RECEIPT)),
    425: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    429: ((NotBought, K.BUSY), (NotBought, K.BUSY)),
    500: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    502: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
    503: ((Refused, K.SERVICE_UNAVAILABLE), (Unconfirmed, K.ODD_RECEIPT)),
    504: ((Unconfirmed, K.NO_ANSWER), (Unconfirmed, K.ODD_RECEIPT)),
}


def reply(code: int, body: object, retry_after: str | None = None) -> Outcome:
    return classify(code, json.dumps(body).encode(), retry_after)


def kind(outcome: Outcome) -> FailureKind:
    assert not isinstance(outcome, Accepted)
    return outcome.failure.kind


@pytest.mark.parametrize("code", TABLE)
@pytest.mark.parametrize("answer", [TEXT, FIELD], ids=["text", "fields"])
def test_codes_with_a_reason(code: int, answer: object) -> None:
    outcome = reply(code, answer)
    assert (type(outcome), kind(outcome)) == TABLE[code][0]
    assert not isinstance(outcome, Accepted)
    assert outcome.failure.said in ("because", "too small")
    assert str(code) in outcome.failure.details


@pytest.mark.parametrize("code", TABLE)
def test_codes_with_a_web_page(code: int) -> None:
    outcome = classify(code, HTML, None)
    assert (type(outcome), kind(outcome)) == TABLE[code][1]
    if isinstance(outcome, Unconfirmed):
        assert "502 Bad Gateway" in outcome.evidence


@pytest.mark.parametrize("code", TABLE)
def test_codes_with_nothing(code: int) -> None:
    outcome = classify(code, NOTHING, None)
    surely = (TABLE[code][1][0]) is NotBought
    assert isinstance(outcome, NotBought if surely else Unconfirmed)
    assert surely or kind(outcome) is K.NO_ANSWER


@pytest.mark.parametrize("code", [code for code in TABLE if code != 200])
def test_only_a_200_is_a_receipt(code: int) -> None:
    assert not isinstance(reply(code, BOUGHT), Accepted | Refused)
    assert isinstance(reply(200, BOUGHT), Accepted)


@pytest.mark.parametrize(
    "body", [[], "bought", {}, {"id": ""}, {"id": "x" * 10_000}, {"status": 1}]
)
def test_a_200_that_names_no_task_may_still_have_been_bought(body: object) -> None:
    assert isinstance(reply(200, body), Unconfirmed)


def test_what_was_refused_is_told_with_its_place() -> None:
    outcome = reply(422, FIELD)
    assert isinstance(outcome, Refused) and outcome.failure.said == "too small"
    assert outcome.complaints == (Complaint("too small", ("body", "width")),)


def test_of_several_refused_fields_none_speaks_for_all() -> None:
    two = {"detail": [*FIELD["detail"], {"loc": ["body", "seed"], "msg": "no seed"}]}
    outcome = reply(422, two)
    assert isinstance(outcome, Refused) and outcome.failure.said == ""
    assert [each.said for each in outcome.complaints] == ["too small", "no seed"]


@pytest.mark.parametrize("said", ["Invalid API key format", "invalid api key"])
def test_a_422_about_the_key_is_about_the_key(said: str) -> None:
    outcome = reply(422, {"detail": said})
    assert isinstance(outcome, NotBought) and kind(outcome) is K.KEY_REFUSED


def test_a_422_about_a_field_is_not_about_the_key() -> None:
    fields = {"detail": [{"loc": ["body", "prompt"], "msg": "mentions an API key"}]}
    assert isinstance(reply(422, fields), Refused)


def test_a_403_about_the_model_is_not_about_the_key() -> None:
    said = "This organization does not have access to this endpoint"
    outcome = reply(403, {"detail": said})
    assert isinstance(outcome, Refused) and kind(outcome) is K.MODEL_NOT_ALLOWED


@given(st.integers(200, 599), st.binary(max_size=50) | st.sampled_from([HTML, NOTHING]))
def test_nothing_is_sent_again_but_on_proof(code: int, raw: bytes) -> None:
    outcome = classify(code, raw, None)
    assert isinstance(outcome, NotBought) is (code in (401, 402, 403, 429))


@given(st.integers(200, 599), st.dictionaries(st.text(max_size=5), st.text(max_size=9)))
def test_a_refusal_has_a_reason(code: int, body: dict[str, str]) -> None:
    outcome = reply(code, body)
    if isinstance(outcome, Refused):
        assert code in (400, 403, 404, 413, 422, 503) and outcome.failure.said.strip()


def test_evidence_is_bounded() -> None:
    outcome = classify(500, b"\xff" * 100_000, None)
    assert isinstance(outcome, Unconfirmed) and len(outcome.evidence) == 4096


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        (None, None),
        ("5", 5.0),
        ("0", 0.0),
        ("1.5", 1.5),
        (" 7 ", 7.0),
        ("60", 60.0),
        ("61", 60.0),
        ("1e9", 60.0),
        ("inf", 60.0),
        ("-3", 0.0),
        ("-inf", 0.0),
        ("nan", None),
        ("", None),
        ("soon", None),
        ("0x10", None),
        ("9" * 5000, 60.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 60.0),
        ("Wed, 21 Oct 2099 07:28:00 -0000", 0.0),
        ("Wed, 21 Oct 99999 07:28:00 GMT", None),
        ("31 Feb 2099 10:10:10 GMT", None),
    ],
)
def test_retry_after(stated: str | None, seconds: float | None) -> None:
    assert seconds_of(stated) == seconds
    outcome = reply(429, TEXT, stated)
    assert isinstance(outcome, NotBought) and outcome.retry_after == seconds


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ({"retry_after": 7}, 7.0),
        ({"retry_after": 1.5}, 1.5),
        ({"retry_after": "9"}, 9.0),
        ({"retry_after": 3600}, 60.0),
        ({"retry_after": None}, None),
        ({"retry_after": {}}, None),
    ],
)
def test_a_wait_in_the_body_counts_where_the_header_is_silent(
    body: dict[str, object], seconds: float | None
) -> None:
    outcome = reply(429, body)
    assert isinstance(outcome, NotBought) and outcome.retry_after == seconds
    spoken = reply(429, body, "5")
    assert isinstance(spoken, NotBought) and spoken.retry_after == 5.0


def test_a_date_is_counted_from_now() -> None:
    seconds = seconds_of(format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True))
    assert seconds is not None and 0 < seconds <= 40


@given(st.text(max_size=40))
def test_no_retry_after_is_too_odd(stated: str) -> None:
    seconds = seconds_of(stated)
    assert seconds is None or 0 <= seconds <= 60
