"""Settings: sparse, strict about values, kind to what a later version wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.endpoint import Place
from bfl_studio.domain.settings import (
    SETTINGS,
    Setting,
    SettingKind,
    Settings,
    SettingValue,
    WindowLayout,
    from_json,
    setting,
    to_json,
)

PIXEL = st.none() | st.integers(1, 20_000)
CORNER = st.none() | st.integers(-20_000, 20_000)
LAYOUTS = st.builds(
    WindowLayout,
    x=CORNER,
    y=CORNER,
    width=PIXEL,
    height=PIXEL,
    maximized=st.booleans(),
    compose_width=PIXEL,
    library_width=PIXEL,
    compose_folded=st.booleans(),
    library_folded=st.none() | st.booleans(),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def values_of(row: Setting) -> st.SearchStrategy[SettingValue]:
    if row.kind is SettingKind.LAYOUT:
        return LAYOUTS
    if row.kind is SettingKind.SWITCH:
        return st.booleans()
    if row.kind is SettingKind.CHOICE:
        return st.sampled_from(row.choices)
    if row.kind is SettingKind.COLOURS:
        return st.lists(st.sampled_from(["#2C3E50", "#FFFFFF"]), max_size=9).map(" ".join)
    return st.integers(row.minimum, row.maximum)


CHOSEN = st.fixed_dictionaries({}, optional={row.key: values_of(row) for row in SETTINGS})


def with_all(values: Mapping[str, SettingValue]) -> Settings:
    made = Settings()
    for key, value in values.items():
        made = made.with_value(key, value)
    return made


def read_back(settings: Settings) -> Settings:
    stored = json.loads(json.dumps(to_json(settings)))
    assert isinstance(stored, dict)
    return from_json(stored)


def test_keys_are_unique_and_leave_room_for_the_version() -> None:
    counts = Counter(row.key for row in SETTINGS)
    assert set(counts.values()) == {1}
    assert "version" not in counts


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.key)
def test_a_row_takes_its_own_default(row: Setting) -> None:
    assert row.takes(row.default)
    assert Settings().value(row.key) == row.default


@given(CHOSEN)
def test_what_was_set_is_there_again(values: Mapping[str, SettingValue]) -> None:
    settings = with_all(values)
    assert {key: settings.value(key) for key in values} == values
    assert read_back(settings) == settings


@given(CHOSEN)
def test_only_differences_are_kept(values: Mapping[str, SettingValue]) -> None:
    differing = {key for key, value in values.items() if value != setting(key).default}
    assert set(to_json(with_all(values))) == {"version", *differing}


def test_setting_the_default_again_leaves_nothing() -> None:
    settings = Settings().with_value("scheme", "dark")
    assert settings.with_value("scheme", "system") == Settings()
    assert settings.value("scheme") == "dark"


WRONG: list[tuple[str, object]] = [
    ("scheme", "sepia"),
    ("scheme", 1),
    ("scheme", None),
    ("scale", 101),
    ("scale", "100"),
    ("scale", 150.0),
    ("scale", True),
    ("reduce_motion", 1),
    ("reduce_motion", "yes"),
    ("confirm_above", -1),
    ("confirm_above", credits(10_000).thousandths + 1),
    ("confirm_above", 5.5),
    ("confirm_above", False),
    ("place", "custom"),
    ("place", "moon"),
    ("welcomed", []),
    ("window", "large"),
    ("window", [1, 2]),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_wrong_value_is_dropped_alone(key: str, value: object) -> None:
    good: dict[str, object] = {"hide_prices": True, "place": "eu", key: value}
    settings = from_json(good)
    assert settings.value(key) == setting(key).default
    assert settings.hide_prices
    assert key == "place" or settings.place is Place.EU


@pytest.mark.parametrize(
    ("key", "value"), [("scheme", "sepia"), ("scale", 101), ("scale", True), ("welcomed", 1)]
)
def test_a_wrong_value_cannot_be_set(key: str, value: SettingValue) -> None:
    with pytest.raises(ValueError, match=key):
        Settings().with_value(key, value)


def test_a_key_without_a_row_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Settings().value("colour")
    with pytest.raises(KeyError):
        Settings().with_value("colour", "red")


def test_what_a_later_version_added_goes_back_as_it_came() -> None:
    later: dict[str, object] = {"version": 7, "grid": {"rows": [1, 2]}, "scheme": "dark"}
    settings = from_json(later).with_value("hide_prices", True)
    assert to_json(settings) == {**later, "hide_prices": True}


@pytest.mark.parametrize("version", [None, 0, -3, "2", 1.5, True])
def test_a_version_that_makes_no_sense_is_ours(version: object) -> None:
    assert to_json(from_json({"version": version})) == {"version": 1}


@given(st.dictionaries(st.sampled_from([row.key for row in SETTINGS]) | st.text(), JSON))
def test_whatever_is_read_makes_settings(stored: dict[str, object]) -> None:
    settings = from_json(stored)
    for row in SETTINGS:
        assert row.takes(settings.value(row.key))
    assert settings.scale > 0
    assert settings.place is not Place.CUSTOM


def test_parts_of_a_layout_are_dropped_one_by_one() -> None:
    stored = {"x": -8, "y": "top", "width": 0, "height": 700, "maximized": 1, "tilt": 3}
    settings = from_json({"window": {**stored, "library_folded": True, "compose_width": True}})
    assert settings.window == WindowLayout(x=-8, height=700, library_folded=True)


def test_values_are_read_by_their_types() -> None:
    settings = with_all({"scale": 125, "confirm_above": 250_000, "place": Place.US})
    assert settings.scale == 1.25
    assert settings.confirm_above == Credits(250_000)
    assert settings.place is Place.US
    assert (settings.scheme, settings.desktop_notices, settings.welcomed) == ("system", True, False)


def test_at_first_no_money_moves_and_a_dollar_asks_twice() -> None:
    settings = Settings()
    assert settings.place is Place.SANDBOX
    assert settings.confirm_above == credits(100)
