"""What the designer set for good: one row each, and the values that differ from the defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from bfl_studio.domain.credits import Credits, credits
from bfl_studio.domain.endpoint import Place

VERSION = 1
VERSION_KEY = "version"
CONFIRM_ABOVE = credits(100)
"""$1.00 a press, until the designer chooses another limit: above it the first one only arms."""

_LARGEST_PIXEL = 100_000
_COLOURS = re.compile(r"(?:#[0-9A-F]{6}(?: #[0-9A-F]{6}){0,63})?")

T = TypeVar("T")


class SettingKind(StrEnum):
    SWITCH = "switch"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    """A whole number of thousandths of a credit."""

    LAYOUT = "layout"
    COLOURS = "colours"
    """Colours as "#RRGGBB", a space between them."""


class Section(StrEnum):
    """The sections of the settings window, in their order."""

    LOOKS = "looks"
    MONEY = "money"
    NOTICES = "notices"
    PROMPT = "prompt"


@dataclass(frozen=True, slots=True)
class WindowLayout:
    """How the window was left, in logical pixels; None is where nothing was ever chosen."""

    x: int | None = None
    y: int | None = None
    width: int | None = None
    height: int | None = None
    maximized: bool = False
    compose_width: int | None = None
    library_width: int | None = None
    compose_folded: bool = False
    library_folded: bool | None = None


SettingValue = bool | int | str | WindowLayout


@dataclass(frozen=True, slots=True)
class Setting:
    """One row. Without a section it is remembered and nowhere shown.

    `choices` bound a choice, `minimum` and `maximum` a number or an amount; `unit` stands behind
    a number. The words for it are the window's.
    """

    key: str
    section: Section | None
    kind: SettingKind
    default: SettingValue
    choices: tuple[str | int, ...] = ()
    minimum: int = 0
    maximum: int = 0
    unit: str = ""

    @property
    def hidden(self) -> bool:
        return self.section is None

    def takes(self, value: SettingValue) -> bool:
        """Whether a value is of the row's kind and within its bounds."""
        # True is a whole number to Python.
        if isinstance(value, bool) is not isinstance(self.default, bool):
            return False
        if not isinstance(value, type(self.default)):
            return False
        if self.kind is SettingKind.CHOICE:
            return value in self.choices
        if self.kind is SettingKind.COLOURS:
            return isinstance(value, str) and _COLOURS.fullmatch(value) is not None
        if isinstance(value, int) and not isinstance(value, bool):
            return self.minimum <= value <= self.maximum
        return True


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "place",
        None,
        SettingKind.CHOICE,
        Place.SANDBOX.value,
        choices=(Place.GLOBAL.value, Place.EU.value, Place.US.value, Place.SANDBOX.value),
    ),
    Setting("welcomed", None, SettingKind.SWITCH, False),
    Setting("window", None, SettingKind.LAYOUT, WindowLayout()),
    Setting("palette", None, SettingKind.COLOURS, ""),
    Setting(
        "scheme",
        Section.LOOKS,
        SettingKind.CHOICE,
        "system",
        choices=("system", "light", "dark"),
    ),
    Setting(
        "scale",
        Section.LOOKS,
        SettingKind.CHOICE,
        100,
        choices=(80, 90, 100, 110, 125, 150, 175, 200),
        unit="%",
    ),
    Setting("reduce_motion", Section.LOOKS, SettingKind.SWITCH, False),
    Setting(
        "confirm_above",
        Section.MONEY,
        SettingKind.MONEY,
        CONFIRM_ABOVE.thousandths,
        maximum=credits(10_000).thousandths,
    ),
    Setting("hide_prices", Section.MONEY, SettingKind.SWITCH, False),
    Setting("desktop_notices", Section.NOTICES, SettingKind.SWITCH, True),
    Setting("prompt_suggestions", Section.PROMPT, SettingKind.SWITCH, True),
)

_ROWS: Mapping[str, Setting] = {row.key: row for row in SETTINGS}


def setting(key: str) -> Setting:
    """The row of a key; KeyError when there is none."""
    return _ROWS[key]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting; `differences` holds only what is not as at first.

    `foreign` and `version` came from a later version of the studio and go back as they came.
    """

    differences: Mapping[str, SettingValue] = field(default_factory=lambda: MappingProxyType({}))
    foreign: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    version: int = VERSION

    def value(self, key: str) -> SettingValue:
        """KeyError for a key without a row."""
        return self.differences.get(key, setting(key).default)

    def with_value(self, key: str, value: SettingValue) -> Settings:
        """The same with one value changed.

        Raises KeyError for a key without a row, ValueError for a value the row does not take.
        """
        row = setting(key)
        if not row.takes(value):
            raise ValueError(f"not a value of {key}")
        others = {each: held for each, held in self.differences.items() if each != key}
        changed = others if value == row.default else {**others, key: value}
        return Settings(MappingProxyType(changed), self.foreign, self.version)

    @property
    def place(self) -> Place:
        return Place(self._value("place", str))

    @property
    def welcomed(self) -> bool:
        return self._value("welcomed", bool)

    @property
    def window(self) -> WindowLayout:
        return self._value("window", WindowLayout)

    @property
    def palette(self) -> tuple[str, ...]:
        """Colours as "#RRGGBB", the one used last first."""
        return tuple(self._value("palette", str).split())

    @property
    def scheme(self) -> str:
        """`system`, `light` or `dark`."""
        return self._value("scheme", str)

    @property
    def scale(self) -> float:
        """1.0 is 100 %."""
        return self._value("scale", int) / 100

    @property
    def reduce_motion(self) -> bool:
        return self._value("reduce_motion", bool)

    @property
    def confirm_above(self) -> Credits:
        return Credits(self._value("confirm_above", int))

    @property
    def hide_prices(self) -> bool:
        return self._value("hide_prices", bool)

    @property
    def desktop_notices(self) -> bool:
        return self._value("desktop_notices", bool)

    def _value(self, key: str, kind: type[T]) -> T:
        value = self.value(key)
        if not isinstance(value, kind):
            raise TypeError(key)
        return value


def to_json(settings: Settings) -> dict[str, object]:
    """What is kept: the differences, what later versions added, and the version."""
    kept: dict[str, object] = dict(settings.foreign)
    for key, value in settings.differences.items():
        kept[key] = _layout_to_json(value) if isinstance(value, WindowLayout) else value
    kept[VERSION_KEY] = settings.version
    return kept


def from_json(stored: Mapping[str, object]) -> Settings:
    """Never raises: what cannot be a value of its row is dropped, each by itself."""
    made = Settings(
        foreign=MappingProxyType(
            {key: value for key, value in stored.items() if key not in _ROWS and key != VERSION_KEY}
        ),
        version=_version(stored.get(VERSION_KEY)),
    )
    for row in SETTINGS:
        value = _read(row, stored.get(row.key))
        if value is not None and row.takes(value):
            made = made.with_value(row.key, value)
    return made


def _read(row: Setting, stored: object) -> SettingValue | None:
    if row.kind is SettingKind.LAYOUT:
        return _layout_from_json(stored) if isinstance(stored, Mapping) else None
    return stored if isinstance(stored, bool | int | str) else None


def _version(stored: object) -> int:
    later = isinstance(stored, int) and not isinstance(stored, bool) and stored > VERSION
    return stored if later and isinstance(stored, int) else VERSION


def _layout_to_json(layout: WindowLayout) -> dict[str, object]:
    usual = asdict(WindowLayout())
    return {name: value for name, value in asdict(layout).items() if value != usual[name]}


def _layout_from_json(stored: Mapping[object, object]) -> WindowLayout:
    """Parts that make no sense are left out, each by itself."""
    kept: dict[str, object] = {}
    for part in fields(WindowLayout):
        value = stored.get(part.name)
        if isinstance(value, bool) if part.name in _FLAGS else _is_pixel(value, part.name):
            kept[part.name] = value
    return WindowLayout(**kept)  # type: ignore[arg-type]


_FLAGS = frozenset({"maximized", "compose_folded", "library_folded"})
_CORNER = frozenset({"x", "y"})


def _is_pixel(value: object, name: str) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    least = -_LARGEST_PIXEL if name in _CORNER else 1
    return least <= value <= _LARGEST_PIXEL
