"""A person at a studio who makes scenarios, and every gesture counted."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bfl_studio.domain.credits import credits
from bfl_studio.ui.money import money
from tests.drops.carried import Carried
from tests.e2e.dragging_studio import DraggingStudio, middle
from tests.e2e.first_picture import pictures
from tests.e2e.overheard_sandbox import Overheard

PRICE = re.compile(r"(?:Generate|Queue|Press again)(?: \d+)? · (\S+?)\.(?: |$)")
_PICTURE = re.compile(r"input_image(?:_(\d+))?")


@dataclass(frozen=True, slots=True)
class Sent:
    """One POST as the Sandbox got it; `images` are the bytes of image 1, 2 …, in that order."""

    prompt: str
    size: tuple[int, int]
    images: tuple[bytes, ...]


@dataclass(slots=True)
class Person:
    """A click, a key chord, a drag each is one gesture; words, with all that is typed among them,
    are none.
    """

    both: DraggingStudio
    sandbox: Overheard
    data: Path
    gestures: int = 0
    prices: list[str] = field(default_factory=list)

    def drag(self, carried: Carried, number: int) -> None:
        """Out of the other program onto a slot."""
        start = self.both.take(carried)
        self.both.screen.drag(start, middle(self.both.tiles[number - 1].extents))
        assert self.both.line() == "CopyAction"
        self.gestures += 1
        self.look()

    def chord(self, keys: str) -> None:
        self.both.screen.key(keys)
        self.gestures += 1

    def type_words(self, words: str) -> None:
        """Into what has the keyboard, with a look at the price after each word."""
        for word in re.findall(r"\S+\s*", words):
            self.both.screen.type_text(word)
            self.look()

    def look(self) -> None:
        """At the button: a price, or that pictures are still read; never nothing."""
        said = self._button()
        assert PRICE.search(said) or "…" in said, said

    def price(self) -> str:
        """The price on the button, once everything is read."""
        self.both.until(lambda: "$" in self._button(), "a price")
        found = PRICE.search(self._button())
        assert found is not None, self._button()
        self.prices.append(found[1])
        return found[1]

    def library(self) -> set[Path]:
        return pictures(self.data / "library")

    def until(self, condition: Callable[[], object], what: str) -> None:
        self.both.until(condition, what)

    def sent(self) -> list[Sent]:
        """What the Sandbox was sent so far."""
        posts = [each for each in self.sandbox.requests() if each["method"] == "POST"]
        return [_sent(json.loads(each["body"].encode("latin-1"))) for each in posts]

    def charges(self) -> list[str]:
        """What the Sandbox took for each, in dollars as they are written on the button."""
        ledger = (self.sandbox.record.parent / "data" / "ledger.jsonl").read_text()
        costs = [json.loads(line)["cost"] for line in ledger.splitlines()]
        return [money(credits(str(cost))) for cost in costs]

    def originals(self, sent: Sent) -> list[str]:
        """The SHA-256 of the file each image was prepared from, told by the studio's own cache."""
        known = {
            hashlib.sha256(path.read_bytes()).hexdigest(): path.parent.name.partition("-")[0]
            for path in (self.data / "prepared").glob("*/*")
        }
        return [known[hashlib.sha256(image).hexdigest()] for image in sent.images]

    def _button(self) -> str:
        return self.both.node("Generate").description.replace("\u00a0", " ")


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sent(body: dict[str, Any]) -> Sent:
    found: dict[int, bytes] = {}
    for name, value in body.items():
        if (match := _PICTURE.fullmatch(name)) is not None:
            found[int(match[1] or 1)] = base64.b64decode(value)
    assert sorted(found) == list(range(1, len(found) + 1))
    images = tuple(found[number] for number in sorted(found))
    return Sent(body["prompt"], (body["width"], body["height"]), images)
