"""Write the newest edition's texts as YAML."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from typology.exchange import write
from typology.models import Edition


class Command(BaseCommand):
    help = "Writes the newest edition's texts as YAML to standard output."

    def handle(self, *args: Any, **options: Any) -> None:
        newest = Edition.objects.newest()
        if newest is None:
            raise CommandError("No edition is published yet; read one in with import_catalogue.")
        self.stdout.write(write(newest.catalogue), ending="")
