"""Write the newest edition's texts as YAML."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from typology.exchange import write
from typology.models import Edition


class Command(BaseCommand):
    help = "Writes the newest edition's texts as YAML to standard output."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            newest = Edition.objects.newest()
        except DatabaseError as error:
            raise CommandError(f"The database is not ready: {error}. Run migrate first.") from None
        if newest is None:
            raise CommandError("No edition is published yet; read one in with import_catalogue.")
        self.stdout.write(write(newest.catalogue), ending="")
