"""Pictures nobody should trust: cut, flipped, mislabelled, and made to be expensive."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator, Mapping

from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_END = struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))


def chunk(name: bytes, content: bytes, length: int | None = None) -> bytes:
    """One PNG chunk; `length` is what it claims to have."""
    stated = len(content) if length is None else length
    return (
        struct.pack(">I", stated) + name + content + struct.pack(">I", zlib.crc32(name + content))
    )


def header(width: int, height: int) -> bytes:
    """Eight bits RGB."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def flat(width: int, height: int, extra: bytes = b"") -> bytes:
    """A PNG of one colour, small however large it is."""
    packer = zlib.compressobj(9)
    row = bytes(1 + width * 3)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return SIGNATURE + header(width, height) + extra + chunk(b"IDAT", body) + _END


def jpeg(seed: int, side: int = 48) -> bytes:
    out = io.BytesIO()
    noise = random.Random(seed).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), noise).save(out, "JPEG", quality=90)
    return out.getvalue()


def webp(seed: int, side: int = 48) -> bytes:
    out = io.BytesIO()
    noise = random.Random(seed).randbytes(side * side * 3)
    Image.frombytes("RGB", (side, side), noise).save(out, "WEBP", lossless=True)
    return out.getvalue()


def cut_but_padded(picture: bytes) -> bytes:
    """As long as it should be, and half of it nothing."""
    return picture[: len(picture) // 2].ljust(len(picture), b"\0")


def wrong_checksum(picture: bytes) -> bytes:
    """The pixels' chunk does not have the sum it says."""
    at = picture.rindex(b"IEND") - 5
    return picture[:at] + bytes([picture[at] ^ 0xFF]) + picture[at + 1 :]


def flipped(picture: bytes, at: float = 0.5) -> bytes:
    """One bit of it is another."""
    place = int(len(picture) * at)
    return picture[:place] + bytes([picture[place] ^ 0x10]) + picture[place + 1 :]


def _animated(frames: int) -> bytes:
    control = chunk(b"acTL", struct.pack(">II", frames, 0))
    frame = struct.pack(">IIIIHHBB", 8, 8, 0, 0, 1, 10, 0, 0)
    body = zlib.compress(bytes((1 + 8 * 3) * 8))
    parts = [SIGNATURE, header(8, 8), control]
    parts += [chunk(b"fcTL", struct.pack(">I", 0) + frame), chunk(b"IDAT", body)]
    for number in range(1, frames):
        parts.append(chunk(b"fcTL", struct.pack(">I", 2 * number - 1) + frame))
        parts.append(chunk(b"fdAT", struct.pack(">I", 2 * number) + body))
    return b"".join([*parts, _END])


def _packed_zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    block = bytes(1024 * 1024)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def _many_scans(scans: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    out = io.BytesIO()
    noise = random.Random(1).randbytes(512 * 512 * 3)
    Image.frombytes("RGB", (512, 512), noise).save(out, "JPEG", progressive=True, quality=95)
    whole = out.getvalue()
    last = whole.rindex(b"\xff\xda")
    scan = whole[last:-2]
    return whole[:-2] + scan * (scans * 64 // max(64, len(scan))) + b"\xff\xd9"


def bombs() -> Mapping[str, bytes]:
    """Small to send, dear to open."""
    profile = b"x\0\0" + _packed_zeros(256)
    text = b"x\0\0" + _packed_zeros(256)
    return {
        "7000 pixels square": flat(7000, 7000),
        "65,535 pixels square": SIGNATURE + header(65535, 65535) + _END,
        "a hundred thousand frames": _animated(100_000),
        "a gigabyte of text claimed": flat(8, 8, chunk(b"tEXt", b"a\0b", 1 << 30)),
        "text that unpacks to 256 MB": flat(8, 8, chunk(b"zTXt", text)),
        "a profile that unpacks to 256 MB": flat(8, 8, chunk(b"iCCP", profile)),
        "ten thousand scans": _many_scans(10_000),
    }


def mutations(seed: int, count: int) -> Iterator[bytes]:
    """Real pictures with a few bytes changed, cut, doubled or taken out; the same for one seed."""
    chance = random.Random(seed)
    corpus = [flat(64, 64), jpeg(1), webp(2), _animated(4), jpeg(3, 200)]
    for _ in range(count):
        content = bytearray(chance.choice(corpus))
        for _ in range(chance.randint(1, 8)):
            _mutate(content, chance)
        yield bytes(content)


def _mutate(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(max(1, len(content)))
    match chance.randrange(5):
        case 0:
            content[at : at + 1] = chance.randbytes(1)
        case 1:
            content[at : at + 4] = chance.choice([b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"])
        case 2:
            del content[at : at + chance.randrange(64)]
        case 3:
            content[at:at] = content[at : at + 64]
        case _:
            del content[at:]
