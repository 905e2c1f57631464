"""manage.py daily: what is to be done every day, as often as one likes."""

from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cocreation.initiatives.bin import empty_bin
from cocreation.post.sending import clear_log, pick_up
from cocreation.protection.retaining import retain
from cocreation.reminders.sending import send_reminders


def _empty_bin() -> int:
    gone = empty_bin()
    return gone.initiatives + gone.parts


def _retain() -> int:
    return len(retain())


def _clear_sessions() -> int:
    call_command("clearsessions", verbosity=0)
    return 0


JOBS: dict[str, Callable[[], int]] = {
    "Reminders written": send_reminders,
    "Letters picked up": pick_up,
    "Old letters cleared": clear_log,
    "Gone from the bin": _empty_bin,
    "Forgotten as chosen": _retain,
    "Old sessions cleared": _clear_sessions,
}


class Command(BaseCommand):
    help = "Writes reminders, picks up letters left behind, and clears away. Run it every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do each job, also when one before it failed; then say which did, with exit code 1."""
        failed = []
        for name, job in JOBS.items():
            try:
                self.stdout.write(f"{name}: {job()}")
            except Exception as error:
                failed.append(f"{name}: {error}")
        if failed:
            raise CommandError("\n".join(failed))
