"""Libraries the built program leaves to the system on Linux, and who brings them on Debian.

Debian and Ubuntu mend these for everybody, so the .deb asks for them instead of carrying copies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """`pattern` of the library's name; `package` as a relation of Debian, "" for none.

    `on_every_desktop` says that the portable program, which can ask for nothing, finds it there.
    """

    pattern: str
    package: str
    on_every_desktop: bool = False


_GLIB = "libglib2.0-0t64 | libglib2.0-0"
_EVERY = True

LIBRARIES: tuple[SystemLibrary, ...] = (
    SystemLibrary("ld-linux*.so.*", "libc6", _EVERY),
    SystemLibrary("libc.so.6", "libc6", _EVERY),
    SystemLibrary("libdl.so.2", "libc6", _EVERY),
    SystemLibrary("libm.so.6", "libc6", _EVERY),
    SystemLibrary("libpthread.so.0", "libc6", _EVERY),
    SystemLibrary("libresolv.so.2", "libc6", _EVERY),
    SystemLibrary("librt.so.1", "libc6", _EVERY),
    SystemLibrary("libutil.so.1", "libc6", _EVERY),
    SystemLibrary("libGL.so.1", "libgl1", _EVERY),
    SystemLibrary("libEGL.so.1", "libegl1", _EVERY),
    SystemLibrary("libX11.so.6", "libx11-6", _EVERY),
    SystemLibrary("libX11-xcb.so.1", "libx11-xcb1", _EVERY),
    SystemLibrary("libxcb.so.1", "libxcb1", _EVERY),
    SystemLibrary("libxcb-glx.so.0", "libxcb-glx0", _EVERY),
    SystemLibrary("libxcb-randr.so.0", "libxcb-randr0", _EVERY),
    SystemLibrary("libxcb-render.so.0", "libxcb-render0", _EVERY),
    SystemLibrary("libxcb-shape.so.0", "libxcb-shape0", _EVERY),
    SystemLibrary("libxcb-shm.so.0", "libxcb-shm0", _EVERY),
    SystemLibrary("libxcb-sync.so.1", "libxcb-sync1", _EVERY),
    SystemLibrary("libxcb-xfixes.so.0", "libxcb-xfixes0", _EVERY),
    SystemLibrary("libxcb-xkb.so.1", "libxcb-xkb1"),
    SystemLibrary("libxcb-cursor.so.0", "libxcb-cursor0"),
    SystemLibrary("libxcb-icccm.so.4", "libxcb-icccm4"),
    SystemLibrary("libxcb-image.so.0", "libxcb-image0"),
    SystemLibrary("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    SystemLibrary("libxcb-render-util.so.0", "libxcb-render-util0"),
    SystemLibrary("libxcb-util.so.1", "libxcb-util1"),
    SystemLibrary("libxkbcommon.so.0", "libxkbcommon0", _EVERY),
    SystemLibrary("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    SystemLibrary("libwayland-client.so.0", "libwayland-client0", _EVERY),
    SystemLibrary("libwayland-cursor.so.0", "libwayland-cursor0", _EVERY),
    SystemLibrary("libdbus-1.so.3", "libdbus-1-3", _EVERY),
    SystemLibrary("libfontconfig.so.1", "libfontconfig1", _EVERY),
    SystemLibrary("libfreetype.so.6", "libfreetype6", _EVERY),
    SystemLibrary("libglib-2.0.so.0", _GLIB, _EVERY),
    SystemLibrary("libgthread-2.0.so.0", _GLIB, _EVERY),
    SystemLibrary("libgobject-2.0.so.0", _GLIB, _EVERY),
    SystemLibrary("libgio-2.0.so.0", _GLIB, _EVERY),
    SystemLibrary("libz.so.1", "zlib1g", _EVERY),
    # Two halves of one library: they have to be of one version.
    SystemLibrary("libbrotlicommon.so.1", "libbrotli1"),
    SystemLibrary("libbrotlidec.so.1", "libbrotli1"),
    SystemLibrary("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    SystemLibrary("libzstd.so.1", "libzstd1"),
    SystemLibrary("libstdc++.so.6", "libstdc++6"),
    SystemLibrary("libgcc_s.so.1", "libgcc-s1"),
    # What Python stands on.
    SystemLibrary("libbz2.so.1.0", "libbz2-1.0"),
    SystemLibrary("libcrypto.so.3", "libssl3t64 | libssl3"),
    SystemLibrary("libssl.so.3", "libssl3t64 | libssl3"),
    SystemLibrary("libexpat.so.1", "libexpat1"),
    SystemLibrary("libffi.so.8", "libffi8"),
    SystemLibrary("liblzma.so.5", "liblzma5"),
    SystemLibrary("libsqlite3.so.0", "libsqlite3-0"),
    SystemLibrary("libuuid.so.1", "libuuid1"),
    # Qt's plug-in for GTK desktops: where there is one, these are, and elsewhere nobody loads it.
    SystemLibrary("libgtk-3.so.0", "", _EVERY),
    SystemLibrary("libgdk-3.so.0", "", _EVERY),
    SystemLibrary("libgdk_pixbuf-2.0.so.0", "", _EVERY),
    SystemLibrary("libpango-1.0.so.0", "", _EVERY),
    SystemLibrary("libpangocairo-1.0.so.0", "", _EVERY),
    SystemLibrary("libcairo.so.2", "", _EVERY),
    SystemLibrary("libcairo-gobject.so.2", "", _EVERY),
    SystemLibrary("libatk-1.0.so.0", "", _EVERY),
    SystemLibrary("libharfbuzz.so.0", "", _EVERY),
)


def find(name: str) -> SystemLibrary | None:
    """The row of a library, by its name."""
    return next((row for row in LIBRARIES if fnmatchcase(name, row.pattern)), None)


def left_to_the_system(names: Iterable[str], *, portable: bool) -> frozenset[str]:
    """Those of the libraries that the program does not carry."""
    found = {name: find(name) for name in names}
    return frozenset(
        name
        for name, row in found.items()
        if row is not None and (row.on_every_desktop or not portable)
    )


def packages(names: Iterable[str]) -> list[str]:
    """The relations that bring these libraries on Debian, sorted. Raises KeyError for another."""
    rows = {name: find(name) for name in names}
    if strange := sorted(name for name, row in rows.items() if row is None):
        raise KeyError(f"nobody says which package brings {', '.join(strange)}")
    return sorted({row.package for row in rows.values() if row is not None and row.package})
