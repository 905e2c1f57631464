"""Read texts from a YAML file: say what changes, then publish them as the next edition."""

from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, IntegrityError, transaction

from typology.catalogue import Catalogue
from typology.exchange import Differences, Refused, differences, import_catalogue, read
from typology.models import Edition

LINES_SHOWN = 40


class Command(BaseCommand):
    help = "Publishes the texts of a YAML file as the next edition when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument("--note", default="", help="why, for the list of editions")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            catalogue = read(file)
        except Refused as refused:
            raise CommandError(f"{file} was refused, nothing is changed.\n{refused}") from None
        try:
            self._import(catalogue, options["dry_run"], options["note"])
        except IntegrityError:
            raise CommandError("Another import was faster: look at it, and try again.") from None
        except DatabaseError as error:
            raise CommandError(f"The database is not ready: {error}. Run migrate first.") from None

    @transaction.atomic
    def _import(self, catalogue: Catalogue, dry_run: bool, note: str) -> None:
        newest = Edition.objects.newest()
        found = differences(newest.catalogue if newest else None, catalogue)
        self._tell(found)
        if dry_run:
            self.stdout.write("Nothing is changed: this was a dry run.")
        elif edition := import_catalogue(catalogue, note):
            self.stdout.write(f"{edition} is published.")
        else:
            self.stdout.write(f"Nothing differs from {newest}.")

    def _tell(self, found: Differences) -> None:
        self.stdout.write(
            f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed"
        )
        for line in islice(found.lines(), LINES_SHOWN):
            self.stdout.write(line)
        if (more := len(found) - LINES_SHOWN) > 0:
            self.stdout.write(f"… and {more} more")
