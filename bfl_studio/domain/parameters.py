"""Parameters that several FLUX models share (`bfl-api.md` §1e–§1h)."""

from __future__ import annotations

from bfl_studio.domain.catalog import Encoding, Kind, Parameter, Role

LEAST_SIDE = 64
"""Pixels of a picture's shorter side (`bfl-api.md` §1f)."""

TOOL_LEAST_SIDE = 256
"""The same for the tools of FLUX.1 and for FLUX 3 (`bfl-api.md` §1f, §1g)."""

PROMPT = Parameter(Role.PROMPT, "prompt", Kind.TEXT, required=True)
LOOSE_PROMPT = Parameter(Role.PROMPT, "prompt", Kind.TEXT)
# The service takes any integer; 32 bits stay exact in every tool that reads the recipe.
SEED = Parameter(Role.SEED, "seed", Kind.INTEGER, 0, 2**32 - 1)
OUTPUT_FORMAT = Parameter(
    Role.OUTPUT_FORMAT, "output_format", Kind.CHOICE, default="png", choices=("png", "jpeg", "webp")
)
UPSAMPLING = Parameter(Role.REWRITING, "prompt_upsampling", Kind.SWITCH, default=False)
VERBATIM = Parameter(
    Role.REWRITING, "disable_pup", Kind.SWITCH, default=False, encoding=Encoding.INVERTED
)
RATIOS = ("21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16", "9:21")


def safety(most: int) -> Parameter:
    """0 is the strictest (`bfl-api.md` §8 row 13)."""
    return Parameter(Role.SAFETY_TOLERANCE, "safety_tolerance", Kind.INTEGER, 0, most, 2)


def side(role: Role, least: int, most: int) -> Parameter:
    """Width or height in pixels."""
    return Parameter(role, role.value, Kind.INTEGER, least, most, 1024)


def steps(least: int, default: int) -> Parameter:
    return Parameter(Role.STEPS, "steps", Kind.INTEGER, least, 50, default, only_when_moved=True)


def guidance(most: int, default: float) -> Parameter:
    return Parameter(
        Role.GUIDANCE, "guidance", Kind.NUMBER, 1.5, most, default, only_when_moved=True, step=0.5
    )


def picture(role: Role, wire: str, *, required: bool = True, least: int = LEAST_SIDE) -> Parameter:
    """One picture in a field of its own, both sides at least `least` pixels."""
    return Parameter(
        role, wire, Kind.IMAGES, minimum=least, encoding=Encoding.SINGLE, required=required
    )


def references(most: int) -> Parameter:
    """`input_image`, `input_image_2` …"""
    return Parameter(
        Role.REFERENCE,
        "input_image",
        Kind.IMAGES,
        minimum=LEAST_SIDE,
        encoding=Encoding.NUMBERED,
        most=most,
    )


def margin(role: Role, wire: str) -> Parameter:
    """Pixels added at one edge."""
    return Parameter(role, wire, Kind.INTEGER, 0, 2048, 0)
