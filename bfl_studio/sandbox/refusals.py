"""Answers that words in a prompt asked for in place of the service's own."""

import hashlib
import time
from collections import Counter
from email.utils import formatdate

from starlette.responses import HTMLResponse, Response

from bfl_studio.sandbox.contract import Model
from bfl_studio.sandbox.faults import Fault
from bfl_studio.sandbox.misdeeds import Behaviour, PollAnswer, Refusal, RetryAfter
from bfl_studio.sandbox.reply import Reply

_NAMED = ("width", "aspect_ratio", "top", "mask", "person", "image", "resolution", "seed", "prompt")


class Refusals:
    """Owns the count of the refusals that are given a few times only, in this run."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def answer(self, owner: str, model: Model, prompt: str, asked: Behaviour) -> Response | None:
        """The refusal of one submit, or None when no word asks for one any more."""
        for name, refusal in asked.refusals:
            mark = hashlib.sha256(f"{owner}\n{name}\n{prompt}".encode()).hexdigest()
            if refusal.times is None or self._given[mark] < refusal.times:
                self._given[mark] += 1
                return _refused(model, refusal)
        return None


def page(status: int, title: str) -> Response:
    """An HTML page such as a proxy sends."""
    head = f"<head><title>{status} {title}</title></head>"
    return HTMLResponse(f"<html>{head}<body><h1>{status} {title}</h1></body></html>", status)


def in_place_of_poll(answer: PollAnswer) -> Response:
    """A poll's answer that says nothing about the task."""
    if answer.page:
        return page(answer.code, answer.detail)
    return Reply({"detail": answer.detail}, answer.code, _headers(answer.retry_after))


def _refused(model: Model, refusal: Refusal) -> Response:
    if refusal.page:
        return page(refusal.status, str(refusal.detail))
    detail = _faults(model, refusal.named) if refusal.named else refusal.detail
    content = {"detail": detail} if refusal.wrapped else detail
    return Reply(content, refusal.status, _headers(refusal.retry_after))


def _faults(model: Model, count: int) -> list[dict[str, object]]:
    known = {field.name for field in model.fields}
    message = "Value error, the Sandbox was asked to refuse this"
    named = [name for name in _NAMED if name in known][:count]
    return [Fault(("body", name), "value_error", message, None).as_json() for name in named]


def _headers(said: RetryAfter) -> dict[str, str]:
    if said is RetryAfter.NEVER_SAID:
        return {}
    seconds = said.value
    if said is RetryAfter.DATE:
        return {"Retry-After": formatdate(time.time() + seconds, usegmt=True)}
    return {"Retry-After": str(seconds)}
