"""A fresh system in a folder, of the kind this machine runs: no Python, no compiler, no desktop.

Packages come from where this machine's come from. Wants to be root, with mounts of its own: whoever
starts it does so below `unshare --mount`. As a program it fetches beforehand what such systems are
made from.
"""

from __future__ import annotations

import fcntl
import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
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


AFTER = {"bookworm": "trixie", "jammy": "noble", "noble": "resolute"}
"""For a release the one that follows it."""


class ReleaseAbsent(DriverError):
    """The release is not where this machine's packages come from."""


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


def this_release() -> str:
    """What this machine's release is called."""
    return platform.freedesktop_os_release()["VERSION_CODENAME"]


@contextmanager
def clean_root(codename: str = "") -> Iterator[CleanRoot]:
    """Make such a system, of this machine's release or another; it is gone after the block.

    Raises DriverError; ReleaseAbsent when the other one is not to be had.
    """
    codename = codename or this_release()
    folder = CACHE / f"root-{codename}"
    _remove(folder)
    base = _base(codename)
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


def _base(codename: str) -> Path:
    """The archive of a system nobody has used, made when there is none yet."""
    base = CACHE / f"{codename}-{platform.machine()}.tar"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{codename}.lock").open("w") as lock:
        # Another process may be making it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not base.exists():
            _make_base(codename, base)
    return base


def _make_base(codename: str, base: Path) -> None:
    rows = _sources(this_release())
    if codename != this_release():
        rows = _of_release(codename, rows)
    folder = CACHE / f"new-{codename}"
    _remove(folder)
    _run("debootstrap", "--variant=minbase", codename, folder, rows[0][0], quiet=True)
    _adopt_sources(folder, rows)
    _run("chroot", folder, "apt-get", "clean")
    part = base.with_suffix(".part")
    _run("tar", "-C", folder, "--one-file-system", "-cf", part, ".")
    _remove(folder)
    part.rename(base)


def _sources(codename: str) -> list[tuple[str, str, str]]:
    """(site, suite, component) of this machine's own distribution, the suite itself first."""
    command = ["apt-get", "indextargets", "--format", _FORMAT, "Created-By: Packages"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told = [tuple(line.split("\t")) for line in done.stdout.splitlines()]
    rows = [
        (origin, found, release, component)
        for origin, site, release, component in told
        if (found := _reachable(site))
    ]
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


def _reachable(site: str) -> str:
    """A site as others than apt can ask it: one of its mirrors; nothing for a disc."""
    method, _, rest = site.partition(":")
    if method == "mirror+file":
        listed = Path(rest).read_text(encoding="utf-8").splitlines()
        named = (line.split() for line in listed if not line.startswith("#"))
        return next((words[0].rstrip("/") for words in named if words), "")
    return "" if method == "cdrom" else site


def _of_release(codename: str, rows: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The same for another release of the same distribution, as it was when it came out."""
    ours = this_release()
    found = [(site, codename, component) for site, suite, component in rows if suite == ours]
    asked = f"{found[0][0]}/dists/{codename}/Release"
    with tempfile.NamedTemporaryFile() as there:
        # Through whatever apt has to go through.
        helper = ["/usr/lib/apt/apt-helper", "download-file", asked, there.name]
        absent = subprocess.run(helper, capture_output=True).returncode
    if absent or not Path("/usr/share/debootstrap/scripts", codename).exists():
        raise ReleaseAbsent(f"{asked} is not to be had here")
    return found


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


def main() -> None:
    """Make the archives; whoever needs one tells of what went wrong."""

    def make(codename: str) -> None:
        with suppress(DriverError):
            _base(codename)

    wanted = [this_release(), AFTER.get(this_release(), "")]
    with ThreadPoolExecutor() as workers:
        list(workers.map(make, filter(None, wanted)))


if __name__ == "__main__":
    main()
