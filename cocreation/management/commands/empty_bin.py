"""manage.py empty_bin: erase what has lain in the bin for thirty days."""

from typing import Any

from django.core.management.base import BaseCommand

from cocreation.initiatives.bin import empty_bin


class Command(BaseCommand):
    help = "Erase what was deleted or taken off a list more than thirty days ago. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = empty_bin()
        self.stdout.write(f"Gone for good: {gone.initiatives} initiatives, {gone.parts} parts.")
