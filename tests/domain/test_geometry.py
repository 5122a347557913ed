"""Sizes are legal, snap where the designer can see it, and never jump a billing step unseen."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bfl_studio.domain import geometry
from bfl_studio.domain.geometry import FLUX_2_LIMITS, PRESETS, Preset, Size

LARGEST_AREA = 4_194_304
MEGAPIXEL = 1_048_576
# width, height, billed megapixels, typed by hand from the published table
TABLE = (
    (1024, 1024, 1),
    (1152, 896, 1),
    (896, 1152, 1),
    (1216, 832, 1),
    (832, 1216, 1),
    (1280, 720, 1),
    (720, 1280, 1),
    (1344, 768, 1),
    (768, 1344, 1),
    (1440, 1440, 2),
    (1664, 1248, 2),
    (1248, 1664, 2),
    (1728, 1152, 2),
    (1152, 1728, 2),
    (1536, 1152, 2),
    (1792, 1008, 2),
    (1008, 1792, 2),
    (1920, 1088, 2),
    (1088, 1920, 2),
    (2048, 1024, 2),
    (2560, 1440, 4),
    (1440, 2560, 4),
    (2048, 2048, 4),
)

any_side = st.integers(1, 20_000)
any_size = st.builds(Size, any_side, any_side)
legal_side = st.integers(4, 256).map(lambda sixteenths: sixteenths * 16)
legal_sides = st.builds(Size, legal_side, legal_side)
legal_size = legal_sides.filter(lambda size: size.pixels <= LARGEST_AREA)


def is_legal(size: Size) -> bool:
    sides = (size.width, size.height)
    return size.pixels <= LARGEST_AREA and all(64 <= s <= 4096 and s % 16 == 0 for s in sides)


def test_the_presets_are_those_of_the_table() -> None:
    assert [(p.size.width, p.size.height, p.size.tier) for p in PRESETS] == list(TABLE)
    assert len({preset.id for preset in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_presets_are_legal_and_found_by_their_size(preset: Preset) -> None:
    assert is_legal(preset.size)
    assert FLUX_2_LIMITS.allows(preset.size)
    assert geometry.preset_of(preset.size) == preset


def test_full_hd_is_no_preset_because_1080_is_no_multiple_of_16() -> None:
    assert geometry.preset_of(Size(1920, 1080)) is None
    assert not FLUX_2_LIMITS.allows(Size(1920, 1080))


@pytest.mark.parametrize(
    ("size", "legal"),
    [
        (Size(64, 64), True),
        (Size(48, 64), False),
        (Size(63, 64), False),
        (Size(4096, 1024), True),
        (Size(4112, 64), False),
        (Size(2048, 2048), True),
        (Size(2064, 2048), False),
        (Size(1000, 1000), False),
        (Size(0, 0), False),
        (Size(-64, -64), False),
    ],
)
def test_limits(size: Size, legal: bool) -> None:
    assert FLUX_2_LIMITS.allows(size) is legal


@given(any_size)
def test_limits_are_those_of_the_service(size: Size) -> None:
    assert FLUX_2_LIMITS.allows(size) == is_legal(size)


@pytest.mark.parametrize(
    ("typed", "snapped"),
    [(0, 64), (-5, 64), (71, 64), (72, 80), (1080, 1088), (1087, 1088), (4095, 4096), (9999, 4096)],
)
def test_sides_snap_to_the_nearest_halves_going_up(typed: int, snapped: int) -> None:
    assert FLUX_2_LIMITS.snap_side(typed) == snapped


@given(st.integers(-100, 20_000))
def test_a_snapped_side_is_legal_and_nearest(typed: int) -> None:
    snapped = FLUX_2_LIMITS.snap_side(typed)
    legal = range(64, 4097, 16)
    assert snapped in legal
    assert abs(snapped - typed) == min(abs(side - typed) for side in legal)
    assert FLUX_2_LIMITS.snap_side(snapped) == snapped


@given(st.integers(-100, 20_000))
def test_a_floored_side_is_the_largest_legal_one_below(typed: int) -> None:
    legal = [side for side in range(64, 4097, 16) if side <= typed]
    assert FLUX_2_LIMITS.floor_side(typed) == max(legal, default=64)


@given(any_size)
def test_swapping_twice_changes_nothing_and_once_costs_nothing(size: Size) -> None:
    assert size.swapped.swapped == size
    assert size.swapped == Size(size.height, size.width)
    assert size.swapped.tier == size.tier


@given(any_size)
def test_the_tier_is_the_megapixels_rounded_up(size: Size) -> None:
    assert size.tier == max(1, math.ceil(size.width * size.height / MEGAPIXEL))


@pytest.mark.parametrize(
    ("size", "tier"),
    [
        (Size(64, 64), 1),
        (Size(1024, 1024), 1),
        (Size(1024, 1025), 2),
        (Size(2048, 1024), 2),
        (Size(2048, 1025), 3),
        (Size(1920, 1088), 2),
        (Size(2048, 2048), 4),
    ],
)
def test_one_row_over_costs_a_whole_megapixel(size: Size, tier: int) -> None:
    assert size.tier == tier


@given(legal_sides, st.integers(-100, 9999))
def test_without_a_lock_only_one_side_moves(size: Size, typed: int) -> None:
    wide = geometry.with_width(size, typed, FLUX_2_LIMITS, None)
    assert wide == Size(FLUX_2_LIMITS.snap_side(typed), size.height)
    high = geometry.with_height(size, typed, FLUX_2_LIMITS, None)
    assert high == Size(size.width, FLUX_2_LIMITS.snap_side(typed))


@given(legal_sides, legal_sides, st.integers(-100, 9999))
def test_a_locked_ratio_is_kept_as_nearly_as_steps_allow(
    size: Size, locked: Size, typed: int
) -> None:
    sized = geometry.with_width(size, typed, FLUX_2_LIMITS, locked)
    assert FLUX_2_LIMITS.sides_allowed(sized)
    assert sized.width == FLUX_2_LIMITS.snap_side(typed)
    wanted = sized.width * locked.height / locked.width
    assert sized.height in (64, 4096) or abs(sized.height - wanted) <= 8.5
    flipped = geometry.with_height(size.swapped, typed, FLUX_2_LIMITS, locked.swapped)
    assert flipped == sized.swapped


@given(legal_size, st.lists(st.integers(64, 4096), max_size=5))
def test_a_locked_ratio_does_not_drift(locked: Size, typed: list[int]) -> None:
    size = locked
    for width in typed:
        size = geometry.with_width(size, width, FLUX_2_LIMITS, locked)
    assert geometry.with_width(size, locked.width, FLUX_2_LIMITS, locked) == locked


@given(any_size)
def test_the_largest_of_a_shape_is_legal(size: Size) -> None:
    largest = FLUX_2_LIMITS.largest_at_ratio(size)
    assert is_legal(largest)
    assert largest.width <= max(size.width, 64)
    assert largest.height <= max(size.height, 64)


@given(st.builds(Size, st.integers(1024, 9999), st.integers(1024, 9999)))
def test_the_largest_of_a_shape_is_of_that_shape_and_large(size: Size) -> None:
    largest = FLUX_2_LIMITS.largest_at_ratio(size)
    # Each side may lose two steps of 16.
    assert abs(largest.width * size.height / size.width - largest.height) <= 2 * 16 * max(
        1, size.height / size.width
    )
    assert largest.pixels >= min(size.pixels, LARGEST_AREA, 4096 * 409) * 0.92


@pytest.mark.parametrize(
    ("size", "largest"),
    [
        (Size(4096, 4096), Size(2048, 2048)),
        (Size(3840, 2160), Size(2720, 1536)),
        (Size(2048, 2048), Size(2048, 2048)),
        (Size(1000, 1000), Size(992, 992)),
        (Size(1, 100_000), Size(64, 4096)),
    ],
)
def test_the_largest_of_a_shape(size: Size, largest: Size) -> None:
    assert FLUX_2_LIMITS.largest_at_ratio(size) == largest


@given(any_size, st.sampled_from([MEGAPIXEL, 2 * MEGAPIXEL, 4 * MEGAPIXEL]))
def test_the_largest_of_a_shape_within_an_area(size: Size, area: int) -> None:
    largest = FLUX_2_LIMITS.largest_at_ratio(size, area)
    assert is_legal(largest)
    assert largest.pixels <= area


@pytest.mark.parametrize(
    ("size", "cheaper"),
    [
        (Size(1024, 1040), Size(1024, 1024)),
        (Size(1040, 1024), Size(1024, 1024)),
        (Size(2048, 1040), Size(2048, 1024)),
        (Size(2064, 2048), Size(2048, 2048)),
        (Size(1024, 1024), None),
        (Size(1920, 1088), None),
        (Size(1440, 1440), None),
        # Six per cent and more over is a choice, not a slip.
        (Size(1024, 1104), None),
    ],
)
def test_a_size_just_over_a_step_has_a_cheaper_neighbour(size: Size, cheaper: Size | None) -> None:
    assert geometry.cheaper_neighbour(size, FLUX_2_LIMITS) == cheaper


@given(st.integers(1, 4), legal_side, st.integers(0, 5))
def test_the_cheaper_neighbour_is_legal_cheaper_and_nearest(
    tier: int, width: int, extra: int
) -> None:
    size = Size(width, (tier * MEGAPIXEL // width // 16 + extra) * 16)
    assume(size.height <= 4096)
    cheaper = geometry.cheaper_neighbour(size, FLUX_2_LIMITS)
    if cheaper is None:
        assert size.tier == 1 or size.pixels > (size.tier - 1) * MEGAPIXEL * 1.06
        return
    assert is_legal(cheaper)
    assert cheaper.tier == size.tier - 1
    assert cheaper.width == size.width or cheaper.height == size.height
    legal = range(64, 4097, 16)
    rivals = [Size(size.width, side) for side in legal] + [
        Size(side, size.height) for side in legal
    ]
    nearest = max(each.pixels for each in rivals if is_legal(each) and each.tier < size.tier)
    assert cheaper.pixels == nearest


@given(any_size)
def test_the_ratio_is_in_lowest_terms(size: Size) -> None:
    wide, high = size.ratio
    assert wide * size.height == high * size.width
    assert math.gcd(wide, high) == 1


@pytest.mark.parametrize(
    ("sides", "size"),
    [
        ((8, 9), Size(8, 9)),
        ((1, 2**31 - 1), Size(1, 2**31 - 1)),
        ((0, 9), None),
        ((8, -1), None),
        ((8, 2**31), None),
        ((True, 9), None),
        ((8.0, 9), None),
        (("8", "9"), None),
        ((None, None), None),
    ],
)
def test_two_sides_are_a_size_or_nothing(sides: tuple[object, object], size: Size | None) -> None:
    assert geometry.size_of(*sides) == size
