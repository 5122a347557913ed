#!/usr/bin/env bash
# setup.sh run|drive|test|package|package_test
# Make this checkout ready, and nothing else: a second call returns at once.
#   run           what the studio needs on a desktop
#   drive         the same, and a desktop of its own for a machine without a display
#   test          everything the tests need
#   package       what builds the packages, in an environment of its own: nothing else gets into them
#   package_test  everything the tests of the packages need
# Python packages are one set for all others: the window is nine tenths of their size.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
set_name=${1:?run, drive, test, package or package_test}
venv=.venv
[ "$set_name" != package ] || venv=build/packager
unset PYTHONHOME PYTHONPATH PIP_TARGET PIP_PREFIX PIP_USER
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONNOUSERSITE=1

# One need a line; names after a bar are what other releases call the same thing.
run_packages='
libglib2.0-0t64|libglib2.0-0
libegl1
libgl1
libxkbcommon0
libxkbcommon-x11-0
libdbus-1-3
libfontconfig1
libx11-xcb1
libxcb-cursor0
libxcb-icccm4
libxcb-image0
libxcb-keysyms1
libxcb-randr0
libxcb-render-util0
libxcb-shape0
libxcb-sync1
libxcb-util1|libxcb-util0
libxcb-xfixes0
libxcb-xkb1
ca-certificates
fonts-dejavu-core
fonts-inter
'
drive_packages="$run_packages
at-spi2-core
dbus
openbox
xdotool
xvfb
"
test_packages="$drive_packages
gnome-keyring
"
package_packages="$run_packages
binutils
libwayland-client0
libwayland-cursor0
xz-utils
zstd
"
package_test_packages="$test_packages
appstream
binutils
debootstrap
desktop-file-utils
lintian
man-db
x11-utils
zstd
"

say() { printf 'set-up: %s\n' "$*"; }

stop() {
    printf 'set-up: %s\n' "$*" >&2
    exit 1
}

packages_of() {
    local list=$1_packages
    printf '%s' "${!list}"
}

# What has to be the same for a finished set-up to still be good. The folder is part of it,
# because an environment remembers the path at which it was made.
fingerprint() {
    local version=${2:-none}
    { cat requirements.lock packaging/packager.lock pyproject.toml packaging/setup.sh; printf '%s\n' "$PWD" "$1" "$version"; } |
        sha256sum | cut -d ' ' -f 1
}

venv_version() { "$venv/bin/python" --version 2>/dev/null || true; }

is_ready() {
    local stamp=$venv/.ready-$1
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint "$1" "$(venv_version)")" ]
}

mark_ready() { fingerprint "$1" "$(venv_version)" >"$venv/.ready-$1"; }

installed_packages() {
    # shellcheck disable=SC2046,SC2016  # one word per package; dpkg's own format
    dpkg-query -W -f '${Package} ${db:Status-Status}\n' $(tr '|' '\n') 2>/dev/null |
        sed -n 's/ installed$//p' || true
}

# Reads needs, prints those of which no alternative is installed.
missing_needs() {
    local needs installed need
    needs=$(cat)
    installed=$(installed_packages <<<"$needs")
    for need in $needs; do
        grep -qxE "$(sed 's/[.+]/\\&/g; s/|/|/g' <<<"$need")" <<<"$installed" || printf '%s\n' "$need"
    done
}

# The first alternative that this machine's package lists offer.
choose_name() {
    local name candidate
    for name in ${1//|/ }; do
        candidate=$(apt-cache policy "$name" 2>/dev/null | sed -n 's/^ *Candidate: //p')
        if [ -n "$candidate" ] && [ "$candidate" != '(none)' ]; then
            printf '%s\n' "$name"
            return
        fi
    done
    printf '%s\n' "${1##*|}"
}

chosen_names() {
    local need
    for need in "$@"; do choose_name "$need"; done | paste -s -d ' '
}

# Says nothing unless it fails.
apt() {
    local said
    if ! said=$(DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 \
        -o Dpkg::Use-Pty=0 "$@" 2>&1 </dev/null); then
        printf '%s\n' "$said" | tail -n 20 >&2
        return 1
    fi
}

install_needs() {
    local names
    [ $# -gt 0 ] || return 0
    if [ "$(id -u)" = 0 ]; then
        say "refreshing the list of system packages"
        apt update || say "it could not be refreshed; going on with the old one"
    fi
    names=$(chosen_names "$@")
    if [ "$(id -u)" != 0 ]; then
        stop "system packages are missing; type this, then the same make command again:
    sudo apt-get install -y --no-install-recommends $names"
    fi
    say "installing $names"
    # shellcheck disable=SC2086  # one word per package
    apt install -y --no-install-recommends $names || stop "apt-get could not install all of these"
}

install_system_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        [ "$(uname)" != Linux ] ||
            say "not a Debian or Ubuntu: install what these provide yourself:" $(packages_of "$1")
        return
    fi
    # shellcheck disable=SC2046  # one word per need
    install_needs $(packages_of "$1" | missing_needs)
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11 python3.14 /usr/bin/python3; do
        if command -v "$name" >/dev/null && is_new_enough "$name"; then
            "$name" -c 'import sys; print(sys.executable)'
            return
        fi
    done
}

# Debian keeps the part of Python that makes environments in a package of its own.
ensure_venv_module() {
    local version
    "$1" -c 'import ensurepip, venv' 2>/dev/null && return
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    command -v apt-get >/dev/null || stop "Python $version at $1 has no venv module"
    install_needs "python$version-venv|python3-venv"
    "$1" -c 'import ensurepip, venv' 2>/dev/null || stop "Python $version at $1 has no venv module"
}

venv_is_sound() { "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

venv_was_moved() { [ "$(cat "$venv/.made-at" 2>/dev/null)" != "$PWD" ]; }

make_venv() {
    local python
    if venv_is_sound && ! venv_was_moved; then return; fi
    python=$(find_python)
    [ -n "$python" ] || stop "Python 3.11 or newer is needed, and none was found"
    ensure_venv_module "$python"
    say "making $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv" || stop "the environment $venv could not be made"
    printf '%s\n' "$PWD" >"$venv/.made-at"
}

pip() { "$venv/bin/python" -m pip "$@"; }

# What the studio needs to run, without what only its tests need.
own_requirements() {
    "$venv/bin/python" -c '
import tomllib
with open("pyproject.toml", "rb") as file:
    print("\n".join(tomllib.load(file)["project"]["dependencies"]))'
}

install_python_packages() {
    say "installing Python packages"
    pip install -q 'pip>=25.1' || stop "pip could not be brought up to date"
    if [ "$set_name" = package ]; then
        own_requirements | pip install -q -c requirements.lock -r packaging/packager.lock -r /dev/stdin ||
            stop "the Python packages could not be installed"
        return
    fi
    pip install -q -r requirements.lock || stop "the Python packages could not be installed"
    pip install -q --no-deps --no-build-isolation -e . || stop "the studio itself could not be installed"
}

is_ready "$set_name" && exit 0
install_system_packages "$set_name"
make_venv
if ! is_ready python; then
    install_python_packages
    mark_ready python
fi
mark_ready "$set_name"
case $set_name in
    package_test) mark_ready test && mark_ready drive && mark_ready run ;;
    test) mark_ready drive && mark_ready run ;;
    drive) mark_ready run ;;
esac
say "ready"
