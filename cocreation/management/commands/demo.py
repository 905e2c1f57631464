"""A demo on this machine: everything made ready on its own SQLite file, then served."""

import errno
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from cocreation.demo.filling import fill
from cocreation.demo.material import ORGANISATION
from cocreation.env import ROOT
from cocreation.reminders.sending import send_reminders
from typology.catalogue import Catalogue
from typology.exchange import SHIPPED, Refused, import_catalogue, read
from typology.models import Edition

HOST = "127.0.0.1"
MOST_THREADS = 8
SECONDS_TO_STOP = 5
"""How long requests may take to finish when the demo stops."""


class Command(BaseCommand):
    help = "Prepares a demo with data of its own and serves it on this machine."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default="8000", help="the port to serve on (8000)")
        parser.add_argument("--reset", action="store_true", help="start over with fresh data")
        parser.add_argument("--no-serve", action="store_true", help="make everything ready only")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._run(options["port"], options["reset"], not options["no_serve"])
        except KeyboardInterrupt:
            raise CommandError("Stopped.", returncode=130) from None

    def _run(self, port_words: str, reset: bool, serving: bool) -> None:
        _refuse_other_modes()
        _refuse_unwritable_folder(settings.ENVIRONMENT.data_dir)
        port = _port(port_words)
        settings.SITE_ADDRESS = os.environ["SITE_ADDRESS"] = f"http://{HOST}:{port}"
        if serving:
            _refuse_taken(port)
        if reset:
            self._reset()
        try:
            self._prepare_data()
        except DatabaseError as error:
            raise CommandError(
                f"The demo's database cannot be used ({error}): start over with --reset."
            ) from None
        finally:
            connections.close_all()
        with self._step("Static files") as say:
            say(_collect_static(settings.ENVIRONMENT.data_dir / "static.stamp"))
        if serving:
            self._serve(port)

    @contextmanager
    def _step(self, name: str) -> Iterator[Any]:
        """Say what is being done at once, and how it went when it is done."""
        self.stdout.write(f"{name}: ", ending="")
        self.stdout.flush()
        yield self.stdout.write
        self.stdout.flush()

    def _reset(self) -> None:
        """Delete the demo's database and files, after asking; there is no undo."""
        database = str(settings.DATABASES["default"]["NAME"])
        files = [Path(database + end) for end in ("", "-wal", "-shm", "-journal")]
        attached = Path(settings.MEDIA_ROOT)
        if not any(file.exists() for file in files):
            return
        try:
            answer = input("Delete the demo's data? [y/N] ")
        except EOFError:
            answer = ""
        if answer.strip().lower() not in ("y", "yes"):
            raise CommandError("Nothing was changed: the demo's data are kept.")
        try:
            for file in files:
                file.unlink(missing_ok=True)
            if attached.exists():
                shutil.rmtree(attached)
        except OSError as error:
            raise CommandError(
                f"{error.filename} cannot be deleted: stop the demo that uses it, and try again."
            ) from None

    def _prepare_data(self) -> None:
        with self._step("Database") as say:
            call_command("migrate", verbosity=0, interactive=False)
            say("ready")
        with self._step("Texts") as say:
            catalogue = _shipped_catalogue()
            newest = Edition.objects.newest()
            if (
                newest is None or newest.note == SHIPPED.name
            ):  # nobody has written texts of their own
                newest = import_catalogue(catalogue, SHIPPED.name) or newest
            say(str(newest))
        with self._step("Initiatives") as say:
            say(f"{fill(catalogue)} in {ORGANISATION}")
        with self._step("Reminders") as say:
            say(f"{send_reminders()} written, see the outbox")

    def _serve(self, port: int) -> None:
        """Serve until Ctrl+C, SIGTERM or the closing of the terminal."""
        server = Server(
            "cocreation.wsgi:application",
            address=HOST,
            port=port,
            interface=Interfaces.WSGI,
            websockets=False,
            blocking_threads=min(MOST_THREADS, 2 * (os.cpu_count() or 1) + 1),
            workers_kill_timeout=SECONDS_TO_STOP,
            working_dir=ROOT,
            log_level=LogLevels.error,
        )

        def stop(*_signal: Any) -> None:
            if os.getpid() != server.pid:  # a worker that is not serving yet
                os._exit(0)
            for worker in server.wrks:  # which hear Ctrl+C too, and are not to be taken for crashed
                worker.interrupt_by_parent = True
            server.signal_handler_interrupt()  # type: ignore[no-untyped-call]  # granian's

        @server.on_startup
        def announce() -> None:
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                if number := getattr(signal, name, None):
                    signal.signal(number, stop)
            self.stdout.write(
                f"\nOpen http://{HOST}:{port}/\nLetters are shown at http://{HOST}:{port}/outbox/"
                "\nCtrl+C stops the demo."
            )
            self.stdout.flush()

        with _worker():
            server.serve()
        self.stdout.write("The demo is stopped. Its data are kept.")


@contextmanager
def _worker() -> Iterator[None]:
    """Have letters sent beside the server, by a process that ends with it."""
    worker = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "db_worker", "--verbosity=0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"COCREATION_MODE": "demo"},
    )
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            worker.kill()


def _refuse_other_modes() -> None:
    if not settings.DEMO:
        raise CommandError(
            "A demo never runs on a site's own data: unset COCREATION_MODE, "
            "and start it with `uv run manage.py demo`."
        )
    if settings.ENVIRONMENT.is_postgresql:
        raise CommandError(
            "A demo runs on an SQLite file of its own: unset DATABASE_URL, which names a "
            "PostgreSQL database."
        )


def _refuse_unwritable_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise CommandError(
            f"Nothing can be written in {folder} ({error.strerror}): "
            "set DATA_DIR to a folder of your own."
        ) from None


def _port(words: str) -> int:
    if not (words.isascii() and words.isdigit() and 0 < int(words) < 65_536):
        raise CommandError(f"{words} is not a port: choose a number from 1 to 65535 with --port.")
    return int(words)


def _refuse_taken(port: int) -> None:
    with socket.socket() as trial:
        if os.name == "posix":  # the port of a demo that was just stopped is free
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            why = "is in use" if error.errno == errno.EADDRINUSE else "may not be used"
            raise CommandError(f"Port {port} {why}: choose another one with --port.") from None


def _shipped_catalogue() -> Catalogue:
    try:
        return read(SHIPPED)
    except Refused as refused:
        raise CommandError(f"{SHIPPED} was refused.\n{refused}") from None


def _collect_static(stamp_file: Path) -> str:
    """Collect and compress the static files unless they are as the stamp says; say which it was."""
    stamp = _stamp()
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    known = stamp_file.read_text() if stamp_file.exists() else ""
    if manifest.exists() and known == stamp:
        return "unchanged"
    stamp_file.unlink(missing_ok=True)
    call_command("collectstatic", clear=True, interactive=False, verbosity=0)
    stamp_file.write_text(stamp)
    return "collected"


def _stamp() -> str:
    """Return what tells one state of the static files from another: names, sizes and times."""
    found = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            found.append([name, status.st_size, status.st_mtime_ns])
    return hashlib.sha256(json.dumps(sorted(found)).encode()).hexdigest()
