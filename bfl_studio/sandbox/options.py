"""The Sandbox's command line."""

import argparse
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import InvalidOperation
from pathlib import Path

from bfl_studio.sandbox.contract import models, thousandths
from bfl_studio.sandbox.keys import ACCOUNTS
from bfl_studio.sandbox.words import WORDS


@dataclass(frozen=True, slots=True)
class Options:
    """What a Sandbox was started with; credits in thousandths, times in seconds."""

    port: int
    delivery_port: int
    data: Path | None
    seconds_per_image: float | None
    flat: bool
    credits: int
    link_seconds: float | None
    exit_with_stdin: bool


def parse(arguments: Sequence[str]) -> Options:
    """The options; raises SystemExit for --help (0) and for wrong usage (2)."""
    given = _parser().parse_args(arguments)
    return Options(
        port=given.port,
        delivery_port=given.delivery_port,
        data=given.data,
        seconds_per_image=given.seconds_per_image,
        flat=given.paint == "flat",
        credits=given.credits,
        link_seconds=given.link_seconds,
        exit_with_stdin=given.exit_with_stdin,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bfl-studio sandbox",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=(
            "A stand-in for Black Forest Labs' picture service on 127.0.0.1: the whole protocol,\n"
            "pretend money. Prints its base URL on one line when it is ready."
        ),
        epilog=_epilog(),
    )
    add = parser.add_argument
    add("--port", type=_port, default=0, metavar="N", help="API port; 0 (default): a free one")
    add(
        "--delivery-port",
        type=_port,
        default=0,
        metavar="N",
        help="port finished pictures are fetched from; 0 (default): a free one",
    )
    add(
        "--data",
        type=Path,
        metavar="DIR",
        help="keep tasks, ledger, pictures and ports there; default: a temporary folder, "
        "removed at the end",
    )
    add(
        "--seconds-per-image",
        type=_seconds,
        metavar="S",
        help="time a picture takes; default: by model, a few seconds",
    )
    add(
        "--paint",
        choices=("scenes", "flat"),
        default="scenes",
        help="flat: one prebuilt picture per format and size, for benchmarks",
    )
    add(
        "--credits",
        type=_credits,
        default=1_000_000,
        metavar="N",
        help="what every key starts with, charges of the same data folder deducted; default 1000",
    )
    add(
        "--link-seconds",
        type=_seconds,
        metavar="S",
        help="life of a picture's URL from the first Ready on; default: by model, 600 or 3600",
    )
    add("--exit-with-stdin", action="store_true", help="end when standard input closes")
    return parser


def _epilog() -> str:
    parts = [
        "keys: header x-key. Any key that starts with bfl_ works and has its own balance, except",
        "  for those that start with",
        *(f"  {name:<18} {account.help}" for name, account in ACCOUNTS.items()),
        "",
        "models:",
        *(f"  POST {path}" for path in models()),
        "",
        "prompt words, anywhere in the prompt; several work together, unknown ones do nothing:",
        *_words(),
        "",
        "sizes: a side that is no multiple of 16 is rounded down and billed as painted. Without",
        "  a size the first reference decides, else 1024 × 1024. What is filled, erased, sharpened",
        "  or dressed keeps its size, what is expanded has its margins added; both are scaled to",
        "  4 megapixels at most.",
        "",
        "pictures: base64 of JPEG, PNG or WebP, at most 20 MB and 20 megapixels (deblur 4, FLUX 3",
        "  16, else 400), sides from 64 (fill, expand and FLUX 3 from 256). A mask is as large as",
        "  its picture, white is repainted; transparency may stand in for the mask of fill.",
        "",
        "prices: as published, from the pixels that came. FLUX 3 in 1.5k is listed nowhere: 7.",
        "  FLUX.1 tells its cost in the poll alone, when the task has ended.",
        "",
        "webhooks: webhook_url takes polling_url out of the reply, but nothing is ever called.",
        "",
        "for tests: GET /sandbox/ledger (charges), GET /sandbox/requests (what was asked),",
        "  GET /sandbox/schedule (how soon all tasks of this run could have been done).",
    ]
    return "\n".join(parts)


def _words() -> list[str]:
    lines = []
    for group, rows in itertools.groupby(WORDS.items(), lambda row: row[1].group):
        lines.append(f"  {group}:")
        lines += [f"    {name:<26} {word.help}" for name, word in rows]
    return lines


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("a port is 0 to 65535")
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 1e6:
        raise argparse.ArgumentTypeError("seconds are 0 to 1000000")
    return seconds


def _credits(text: str) -> int:
    try:
        return thousandths(text)
    except (ValueError, InvalidOperation, OverflowError):
        raise argparse.ArgumentTypeError("credits are a number with up to three decimals") from None
