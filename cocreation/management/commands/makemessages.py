"""Django's command with our settings: every run on every machine writes the same Danish file."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

WHEN = re.compile(rb'^"POT-Creation-Date:.*\n', re.MULTILINE)


class Command(makemessages.Command):
    help = "Brings the Danish file up to date with the English words in code and templates."

    # A guessed translation is worse than none: a new text comes empty, and a test tells of it.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            locale=["da"],
            no_wrap=True,
            no_obsolete=True,
            add_location="file",
            ignore_patterns=["static/*", "tests/*"],
        )

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        for folder in settings.LOCALE_PATHS:
            for file in Path(folder).glob("*/LC_MESSAGES/django.po"):
                file.write_bytes(WHEN.sub(b"", file.read_bytes()))
