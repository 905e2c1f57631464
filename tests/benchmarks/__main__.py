"""Measure pages against a bare view: ratios of medians, query counts, bytes as sent with brotli.

Absolute times are printed beside the idle round trip of the bare view and are no verdict: machines
are noisy. Each round asks every page once, so that noise meets all of them alike.
"""

import os
import sys
import tempfile
from statistics import median
from time import perf_counter
from typing import Any

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 40
INITIATIVES = 500


def main() -> None:
    """Fill a database of its own with 500 initiatives, and print one line a page."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"COCREATION_MODE": "demo", "DATA_DIR": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "cocreation.settings"
        for name in ("DATABASE_URL", "SECRET_KEY"):
            os.environ.pop(name, None)
        import django

        django.setup()
        _measure()


def _measure() -> None:
    import brotli  # type: ignore[import-untyped]  # it ships no types
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    initiative, user = _fill()
    client = Client()
    client.force_login(user)
    here = initiative.get_absolute_url()
    other = type(initiative).objects.get(case="dk-hedensted-lokalkontakt")
    asks = {
        "bare view": lambda: client.get("/bare/"),
        "the answer": lambda: client.get(here),
        "a checklist, whole": lambda: client.get(f"{here}competences/"),
        "a checklist, one part": lambda: client.get(f"{here}roles/leader/"),
        "a tick": lambda: client.post(
            f"{here}competences/",
            _flipped("K1.1"),
            headers={"HX-Request": "true", "HX-Request-Type": "partial"},
        ),
        "a preview": lambda: client.get(
            f"{here}place/quick/?actors=75&outcome=25", headers={"HX-Request": "true"}
        ),
        f"list of {INITIATIVES}": lambda: client.get("/initiatives/"),
        f"map of {INITIATIVES}": lambda: client.get("/initiatives/map/"),
        "the plan, 50 rows": lambda: client.get(f"{here}plan/"),
        "the trail": lambda: client.get(f"{here}trail/"),
        "two initiatives": lambda: client.get(
            f"/initiatives/compare/?one={initiative.public_id}&other={other.public_id}"
        ),
        "two days": lambda: client.get(f"{here}compare/?from=2020-01-01&to=2026-01-01"),
        "cases": lambda: client.get("/cases/"),
        "the four forms": lambda: client.get("/forms/"),
    }
    times: dict[str, list[float]] = {name: [] for name in asks}
    facts: dict[str, tuple[int, int]] = {}
    for name, ask in asks.items():
        ask()
        with CaptureQueriesContext(connection) as asked:
            response = ask()
        if response.status_code != 200:
            raise SystemExit(f"{name} answered {response.status_code}")
        facts[name] = (len(asked), len(brotli.compress(response.content, quality=5)))
    for _round in range(ROUNDS):
        for name, ask in asks.items():
            began = perf_counter()
            ask()
            times[name].append(perf_counter() - began)
    idle = median(times["bare view"])
    print(f"{'page':<24}{'ratio':>7}{'ms':>8}{'queries':>9}{'bytes':>9}")
    for name, taken in times.items():
        middle = median(taken)
        queries, size = facts[name]
        figures = f"{middle / idle:>7.1f}{1000 * middle:>8.1f}{queries:>9}{size:>9}"
        print(f"{name:<24}{figures}")


STATES = {"now": "missing"}


def _flipped(item: str) -> dict[str, str]:
    """Return a post that changes a line each time."""
    was = STATES["now"]
    STATES["now"] = "in_place" if was == "missing" else "missing"
    return {f"initial-{item}-state": was, f"{item}-state": STATES["now"]}


def _fill() -> tuple[Any, Any]:
    """Return one initiative with all that a demo's has, and its leader."""
    from random import Random

    from cocreation.demo.filling import fill
    from cocreation.initiatives.models import Assessment, Initiative, Risk, Status, Step
    from cocreation.people.models import User
    from typology.exchange import SHIPPED, import_catalogue, read

    catalogue = read(SHIPPED)
    import_catalogue(catalogue)
    fill(catalogue)
    first = Initiative.objects.get(case="dk-vordingborg-froeen-drift")
    random = Random(1)
    more = [
        Initiative(
            organisation=first.organisation,
            edition=first.edition,
            title=f"Initiativ {number}",
            sentence="Vi gør det sammen.",
            status=Status.RUNNING,
            outside_party=True,
        )
        for number in range(INITIATIVES - Initiative.objects.count())
    ]
    Initiative.objects.bulk_create(more)
    Assessment.objects.bulk_create(
        Assessment(
            initiative=each,
            edition=first.edition,
            actors=random.randint(0, 100),
            outcome=random.randint(0, 100),
            method="map",
            assessed_on="2026-01-01",
        )
        for each in more
    )
    for number in range(25):
        Step(
            initiative=first,
            what=f"Skridt {number}",
            responsible="Chaufførerne",
            due_on="2027-01-01",
        ).save()
        Risk(initiative=first, what=f"Risiko {number}", press_line="Vi kører færre ture.").save()
    first.ticks.update_or_create(item="K1.1", defaults={"state": "missing"})
    return first, User.objects.get(email="leder@demo.example")


main()
