"""Two people who write the same thing at the same moment, many times: `python -m tests.races`.

Each round two threads, each with a connection of its own, send one form: one is saved, and the
other is refused with both texts on its page. Or each sends a line of its own, and both are saved.
The suite runs a few rounds (`tests/website/test_races.py`).
"""

import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import psycopg

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 1000
FIELD, OTHER = "description", "contact"
LINE, OTHER_LINE = "K1.1-note", "K1.2-note"
PATIENCE = 60


def main() -> None:
    """Run on SQLite, or with `--postgres` on PostgreSQL, and print a line for each kind."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"COCREATION_MODE": "development", "DATA_DIR": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "cocreation.settings"
        if "--postgres" in sys.argv:
            from tests import servers

            url = os.environ["DATABASE_URL"] = servers.postgres()
            with psycopg.connect(url, dbname="postgres", autocommit=True) as server:
                server.execute("CREATE DATABASE cocreation")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.test.utils import setup_test_environment

        setup_test_environment()
        call_command("migrate", verbosity=0)
        for name, counted in run(*_people(), ROUNDS).items():
            told = ", ".join(f"{what}: {number}" for what, number in sorted(counted.items()))
            sys.stdout.write(f"{connection.vendor} {name}: {told}\n")


def _people() -> tuple[Any, Any, Any]:
    from tests.make import make_initiative, make_organisation, make_user
    from typology.exchange import SHIPPED, import_catalogue, read

    import_catalogue(read(SHIPPED))
    organisation = make_organisation()
    alice, bob = (make_user(organisation, "editor", name) for name in ("alice", "bob"))
    return make_initiative(alice), alice, bob


def run(initiative: Any, alice: Any, bob: Any, rounds: int) -> dict[str, Counter[str]]:
    """Race so many rounds of each kind, and count what became of them."""
    from tests.make import make_assessment

    home = initiative.get_absolute_url()
    about, lines = f"{home}about/", f"{home}competences/"
    make_assessment(initiative)

    def described() -> dict[str, str]:
        initiative.refresh_from_db()
        return {FIELD: initiative.description, OTHER: initiative.contact}

    def ticked() -> dict[str, str]:
        notes = dict(initiative.ticks.values_list("item", "note"))
        return {name: notes.get(name.partition("-")[0], "") for name in (LINE, OTHER_LINE)}

    kinds: dict[str, tuple[str, Callable[[], dict[str, str]], tuple[str, str]]] = {
        "one field": (about, described, (FIELD, FIELD)),
        "two fields": (about, described, (FIELD, OTHER)),
        "one line": (lines, ticked, (LINE, LINE)),
        "two lines": (lines, ticked, (LINE, OTHER_LINE)),
    }
    with _Racers(alice, bob) as racers:
        return {
            name: Counter(
                _round(racers, where, now, fields, f"{name} {turn}") for turn in range(rounds)
            )
            for name, (where, now, fields) in kinds.items()
        }


class _Racers:
    """Two people, each in a thread with a browser and a connection of their own."""

    def __init__(self, *people: Any) -> None:
        from tests.make import make_client

        self.clients = [make_client(person, htmx=True) for person in people]
        self.pool = ThreadPoolExecutor(len(people))
        self.gate = threading.Barrier(len(people))

    def __enter__(self) -> "_Racers":
        return self

    def __exit__(self, *_exception: Any) -> None:
        from django.db import connection

        together = threading.Barrier(len(self.clients))
        closing = [self.pool.submit(_close, connection.alias, together) for _ in self.clients]
        for each in closing:
            each.result(PATIENCE)
        self.pool.shutdown()

    def send(self, where: str, forms: list[dict[str, str]]) -> list[Any]:
        """Let both send at one moment, and return the answers."""
        waiting = [
            self.pool.submit(self._one, client, where, form)
            for client, form in zip(self.clients, forms, strict=True)
        ]
        return [each.result(PATIENCE) for each in waiting]

    def _one(self, client: Any, where: str, form: dict[str, str]) -> Any:
        kind = "application/x-www-form-urlencoded"
        self.gate.wait(PATIENCE)
        return client.generic("POST", where, urlencode(form), content_type=kind)


def _close(alias: str, together: threading.Barrier) -> None:
    from django.db import connections

    together.wait(PATIENCE)
    connections[alias].close()


def _line_of(field: str) -> dict[str, str]:
    """Return what a form says of the line that a note is of: its state, which stays."""
    item = field.removesuffix("-note")
    name, state = f"{item}-state", "not_looked_at"
    return {f"initial-{name}": state, name: state} if item != field else {}


def _round(
    racers: _Racers,
    where: str,
    now: Callable[[], dict[str, str]],
    fields: tuple[str, str],
    name: str,
) -> str:
    """Race once, and return what became of it in words."""
    from tests.reading import Page

    before = now()
    mine = [f"{name} by the first", f"{name} by the second"]
    forms = [
        {f"initial-{field}": before[field], field: text} | _line_of(field)
        for field, text in zip(fields, mine, strict=True)
    ]
    answers = racers.send(where, forms)
    after = now()
    codes = [answer.status_code for answer in answers]
    if fields[0] != fields[1]:
        kept = [after[field] for field in fields] == mine
        return "both saved" if codes == [200, 200] and kept else f"LOST {codes} {after}"
    if sorted(codes) != [200, 422]:
        return f"LOST {codes} {after}"
    loser = codes.index(422)
    page = Page(answers[loser])
    error = page.error(f"field-{fields[0]}") if fields[0] == FIELD else page.text
    both = mine[1 - loser] in error and page.value(fields[0]).strip() == mine[loser]
    saved = after[fields[0]] == mine[1 - loser]
    return "one saved, the other saw both" if both and saved else f"LOST {after} {error}"


if __name__ == "__main__":
    main()
