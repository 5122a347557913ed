"""A fresh system in a folder, of the kind this machine runs: no Python, no compiler, no desktop.

Packages come from where this machine's come from. Wants to be root, with mounts of its own: whoever
starts it does so below `unshare --mount`.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.session import DriverError
from tests.structure.source import ROOT

CACHE = ROOT / "build" / "package-test"
PERSON, PERSON_ID = "person", 1000
_FORMAT = "$(ORIGIN)\t$(SITE)\t$(RELEASE)\t$(COMPONENT)"
_SETTING = re.compile(r"Acquire::(?:https?|Check-|Retries|ForceIPv|Max-)[^\n]*;")
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class CleanRoot:
    """`folder` is its /; `shared` is a folder of the same name inside and outside."""

    folder: Path
    shared: Path

    def words(
        self, command: Sequence[str | Path], environment: Mapping[str, str], *, person: bool = False
    ) -> list[str]:
        """The command line that runs a program in it."""
        who = f"{PERSON_ID}:{PERSON_ID}" if person else "0:0"
        variables = [f"{name}={value}" for name, value in environment.items()]
        start = ["chroot", f"--userspec={who}", str(self.folder), "env", "-i", *variables]
        return [*start, *map(str, command)]

    def run(self, *command: str | Path, person: bool = False, **more: str) -> str:
        """Run a program to its end and return what it said; DriverError if it failed."""
        done = self.tried(*command, person=person, **more)
        if done.returncode:
            said = done.stdout[-4000:]
            raise DriverError(f"{' '.join(map(str, command))}: {done.returncode}\n{said}")
        return done.stdout

    def tried(
        self, *command: str | Path, person: bool = False, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """The same, whatever comes of it."""
        words = self.words(command, basic_environment(person) | more, person=person)
        return subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_SECONDS,
        )

    def install(self, *packages: str | Path) -> str:
        """Install packages by name or by file, and what they depend on, but nothing else."""
        return self.apt("install", "--no-install-recommends", *packages)

    def apt(self, *words: str | Path) -> str:
        """Run apt-get without questions."""
        options = ["-y", "-q", "-o", "Dpkg::Use-Pty=0", "-o", "Dpkg::Options::=--force-unsafe-io"]
        return self.run("apt-get", *options, *words, DEBIAN_FRONTEND="noninteractive")

    @property
    def home(self) -> Path:
        """The ordinary user's, from outside."""
        return self.folder / "home" / PERSON


def basic_environment(person: bool) -> dict[str, str]:
    """What every program in there is given."""
    proxies = {name: value for name, value in os.environ.items() if name.endswith("_proxy")}
    home = f"/home/{PERSON}" if person else "/root"
    path = "/usr/local/bin:/usr/bin:/bin" + ("" if person else ":/usr/local/sbin:/usr/sbin:/sbin")
    return {**proxies, "HOME": home, "PATH": path, "LC_ALL": "C.UTF-8"}


@contextmanager
def clean_root() -> Iterator[CleanRoot]:
    """Make such a system; it is gone after the block."""
    folder = CACHE / "root"
    _remove(folder)
    base = _base()
    folder.mkdir(parents=True)
    _run("tar", "-C", folder, "-xf", base)
    with ExitStack() as stack:
        stack.callback(_remove, folder)
        shared = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bfl-package-")))
        shared.chmod(0o755)
        archives = CACHE / "archives"
        archives.mkdir(exist_ok=True)
        for source, target in ((shared, folder / str(shared)[1:]), (archives, _archives(folder))):
            target.mkdir(parents=True, exist_ok=True)
            stack.enter_context(_mounted("--bind", source, target))
        stack.enter_context(_mounted("-t", "proc", "proc", folder / "proc"))
        stack.enter_context(_mounted("-t", "tmpfs", "tmpfs", folder / "dev" / "shm"))
        root = CleanRoot(folder, shared)
        # What is listed in an archive made some time ago may be gone; without a line it has to do.
        root.tried("apt-get", "-q", "update")
        root.run("useradd", "--create-home", "--uid", str(PERSON_ID), PERSON)
        yield root


def _archives(folder: Path) -> Path:
    return folder / "var" / "cache" / "apt" / "archives"


@contextmanager
def _mounted(*words: str | Path) -> Iterator[None]:
    _run("mount", *words)
    try:
        yield
    finally:
        _run("umount", "--lazy", words[-1])


def _base() -> Path:
    """The archive of a system nobody has used, made when there is none yet."""
    codename = platform.freedesktop_os_release()["VERSION_CODENAME"]
    base = CACHE / f"{codename}-{platform.machine()}.tar"
    if not base.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        folder = CACHE / "new-root"
        _remove(folder)
        rows = _sources(codename)
        _run("debootstrap", "--variant=minbase", codename, folder, rows[0][0], quiet=True)
        _adopt_sources(folder, rows)
        _run("chroot", folder, "apt-get", "clean")
        part = base.with_suffix(".part")
        _run("tar", "-C", folder, "--one-file-system", "-cf", part, ".")
        _remove(folder)
        part.rename(base)
    return base


def _sources(codename: str) -> list[tuple[str, str, str]]:
    """(site, suite, component) of this machine's own distribution, the suite itself first."""
    command = ["apt-get", "indextargets", "--format", _FORMAT, "Created-By: Packages"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    rows = [tuple(line.split("\t")) for line in done.stdout.splitlines()]
    origins = {
        origin
        for origin, _, release, component in rows
        if (release, component) == (codename, "main")
    }
    ours = sorted(
        (
            (site, release, component)
            for origin, site, release, component in rows
            if origin in origins
        ),
        key=lambda row: (row[1] != codename, row[2] != "main", row),
    )
    if not ours:
        raise DriverError(f"this machine has no package lists of {codename}: apt-get update")
    return list(dict.fromkeys(ours))


def _adopt_sources(folder: Path, rows: Sequence[tuple[str, str, str]]) -> None:
    apt = folder / "etc" / "apt"
    lines = "".join(f"deb {site} {suite} {component}\n" for site, suite, component in rows)
    (apt / "sources.list").write_text(lines)
    settings = subprocess.run(["apt-config", "dump"], stdout=subprocess.PIPE, text=True, check=True)
    kept = _SETTING.findall(settings.stdout)
    if _CERTIFICATES.exists():
        shutil.copyfile(_CERTIFICATES, apt / "certificates.crt")
        kept.append('Acquire::https::CAInfo "/etc/apt/certificates.crt";')
    (apt / "apt.conf.d" / "90as-outside").write_text("\n".join(kept) + "\n")
    for name in ("resolv.conf", "hosts"):
        shutil.copyfile(Path("/etc", name), folder / "etc" / name)
    _run("chroot", folder, "apt-get", "-q", "update", quiet=True)


def _remove(folder: Path) -> None:
    # Never through a mount that somebody left behind.
    _run("rm", "-rf", "--one-file-system", folder)


def _run(*words: str | Path, quiet: bool = False) -> None:
    done = subprocess.run(
        list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise DriverError(f"{' '.join(map(str, words))}: {done.stdout[-4000:]}")
