#!/usr/bin/env python
"""The door: `demo` is production-like on its own SQLite file, the rest as the environment says."""

import os
import sys

OLDEST = (3, 13)


def main() -> None:
    """Choose the mode that a command runs in, then hand over to Django."""
    if sys.version_info < OLDEST:
        sys.exit(
            "This program needs Python 3.13 or newer; this is Python "
            f"{sys.version_info[0]}.{sys.version_info[1]}. Start it with: uv run manage.py demo"
        )
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "demo":
        if os.environ.setdefault("COCREATION_MODE", "demo") != "demo":
            sys.exit("The demo runs with settings of its own. Unset COCREATION_MODE and try again.")
    elif "SECRET_KEY" in os.environ and command != "runserver":
        os.environ.setdefault("COCREATION_MODE", "production")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocreation.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit("Stopped.")


if __name__ == "__main__":
    main()
