"""manage.py retain: do what organisations have chosen to forget."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cocreation.protection.retaining import retain


class Command(BaseCommand):
    help = "Moves old initiatives to the bin, closes unused accounts, forgets old words. Run daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what is due, do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        due = retain(only_say=options["dry_run"])
        for each in due:
            self.stdout.write(str(each))
        what = "due" if options["dry_run"] else "done"
        self.stdout.write(f"{len(due)} {what}.")
