"""The demo: one command makes everything ready and serves it, or says in one sentence why not."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from cocreation.demo import filling, material
from cocreation.env import ROOT, read
from cocreation.initiatives import copying
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.models import Assessment, Initiative, RoleHolder, Status, Tick
from cocreation.people.models import Organisation, User
from typology import exchange
from typology.catalogue import Case, Catalogue
from typology.placement import Method

PATIENCE = 20
"""Seconds from an empty folder to the first answer, on a busy machine."""


def demo(folder: Path, *options: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "demo", *options],
        cwd=ROOT,
        env=_environment(folder),
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _environment(folder: Path) -> dict[str, str]:
    ours = {"COCREATION_MODE", "DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_ADDRESS"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"DATA_DIR": str(folder)}


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _first_answer(address: str, server: subprocess.Popen[str]) -> int:
    """Return the status of the first answer, or fail with what the server said."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except OSError:
            time.sleep(0.05)
    server.kill()
    raise AssertionError(f"No answer:\n{server.communicate()[0]}")


def _titles(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "demo.sqlite3")) as database:
        return {title for (title,) in database.execute("select title from initiatives_initiative")}


def _rename_all(folder: Path, title: str) -> None:
    with closing(sqlite3.connect(folder / "demo.sqlite3")) as database, database:
        database.execute("update initiatives_initiative set title = ?", [title])


def test_fresh_demo_answers_refuses_a_second_on_its_port_and_stops_at_ctrl_c(
    tmp_path: Path,
) -> None:
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env=_environment(tmp_path / "data"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    with server:
        assert _first_answer(f"http://127.0.0.1:{port}/", server) == 200
        second = demo(tmp_path / "data", "--port", str(port))
        os.killpg(server.pid, signal.SIGINT)  # as a terminal does: to the worker as well
        said, _ = server.communicate(timeout=PATIENCE)
    assert (server.returncode, said.splitlines()) == (
        0,
        [
            "Database: ready",
            "Texts: Edition 1",
            "Initiatives: 30 in Demokommunen",
            "Reminders: 1 written, see the outbox",
            "Static files: collected",
            "",
            f"Open http://127.0.0.1:{port}/",
            f"Letters are shown at http://127.0.0.1:{port}/outbox/",
            "Ctrl+C stops the demo.",
            "The demo is stopped. Its data are kept.",
        ],
    )
    assert (second.returncode, second.stdout, second.stderr) == (
        1,
        "",
        f"CommandError: Port {port} is in use: choose another one with --port.\n",
    )


def test_restart_keeps_everything_and_reset_asks_first(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert demo(folder, "--no-serve").returncode == 0
    key = (folder / "demo.key").read_text()
    assert ((folder / "demo.key").stat().st_mode & 0o777, len(key) >= 50) == (0o600, True)
    _rename_all(folder, "Mit eget")

    restarted = demo(folder, "--no-serve")
    assert (restarted.returncode, restarted.stderr, restarted.stdout.splitlines()) == (
        0,
        "",
        [
            "Database: ready",
            "Texts: Edition 1",
            "Initiatives: 30 in Demokommunen",
            "Reminders: 0 written, see the outbox",
            "Static files: unchanged",
        ],
    )
    assert (_titles(folder), (folder / "demo.key").read_text()) == ({"Mit eget"}, key)

    refused = demo(folder, "--no-serve", "--reset", typed="n\n")
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        1,
        "Delete the demo's data? [y/N] ",
        "CommandError: Nothing was changed: the demo's data are kept.\n",
    )
    assert _titles(folder) == {"Mit eget"}

    reset = demo(folder, "--no-serve", "--reset", typed="y\n")
    assert (reset.returncode, reset.stderr, len(_titles(folder))) == (0, "", 31)


def test_restart_brings_newer_shipped_texts_but_keeps_an_editors_own(tmp_path: Path) -> None:
    def texts() -> str:
        made = demo(tmp_path, "--no-serve")
        assert (made.returncode, made.stderr) == (0, "")
        return made.stdout.splitlines()[1]

    def change(statement: str) -> None:
        with closing(sqlite3.connect(tmp_path / "demo.sqlite3")) as database, database:
            database.execute(statement)

    assert texts() == "Texts: Edition 1"
    change("update typology_edition set document = json_set(document, '$.about.en', 'As before')")
    assert texts() == "Texts: Edition 2"
    change(
        "insert into typology_edition"
        " (public_id, number, correction, document, note, created_at, published_at)"
        " select '00000000000000000000000000000003', 3, 0,"
        " json_set(document, '$.about.en', 'Our own'), 'Our own words', created_at, published_at"
        " from typology_edition where number = 2"
    )
    assert texts() == "Texts: Edition 3"


def test_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    refused = demo(file / "data", "--no-serve")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert re.fullmatch(
        r"CommandError: Nothing can be written in \S+ \(Not a directory\): "
        r"set DATA_DIR to a folder of your own.\n",
        refused.stderr,
    )


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {
                "COCREATION_MODE": "production",
                "SECRET_KEY": "x" * 50,
                "ALLOWED_HOSTS": "samskabelse.example",
            },
            "A demo never runs on a site's own data: unset COCREATION_MODE, "
            "and start it with `uv run manage.py demo`.",
        ),
        (
            {"COCREATION_MODE": "demo", "DATABASE_URL": "postgresql://localhost/site"},
            "A demo runs on an SQLite file of its own: unset DATABASE_URL, which names a "
            "PostgreSQL database.",
        ),
    ],
)
def test_a_sites_own_data_are_refused(
    settings: Any, variables: dict[str, str], sentence: str
) -> None:
    settings.ENVIRONMENT = read(variables)
    settings.DEMO = variables["COCREATION_MODE"] == "demo"
    with pytest.raises(CommandError) as refused:
        call_command("demo", "--reset")
    assert str(refused.value) == sentence


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "", "²"])
def test_what_is_no_port_is_refused(settings: Any, tmp_path: Path, port: str) -> None:
    settings.ENVIRONMENT = read({"COCREATION_MODE": "demo", "DATA_DIR": str(tmp_path)})
    settings.DEMO = True
    with pytest.raises(CommandError, match="is not a port: choose a number from 1 to 65535"):
        call_command("demo", f"--port={port}")


# What is in it


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return exchange.read(Path(apps.get_app_config("typology").path, "catalogues", "standard.yaml"))


@pytest.fixture
def filled(db: None, shipped: Catalogue) -> Catalogue:
    exchange.import_catalogue(shipped)
    filling.fill(shipped)
    return shipped


def test_every_case_becomes_an_initiative_placed_where_the_catalogue_has_it(
    filled: Catalogue,
) -> None:
    copied = Initiative.objects.exclude(case="")
    newest = ((each.case, Answer(each).trail[-1]) for each in copied)
    found = {(case, placing.actors, placing.outcome) for case, placing in newest}
    assert found == {(case.id, case.actors, case.outcome) for case in filled.cases}


def test_demo_shows_each_kind_of_placement(filled: Catalogue) -> None:
    assert Initiative.objects.get(outside_party=False).assessments.count() == 0
    assert Initiative.objects.get(outside_party=None).assessments.count() == 0
    assert Assessment.objects.filter(kind="wish").count() == 1
    assert [
        Assessment.objects.filter(method=m).count() for m in (Method.QUICK, Method.CAREFUL)
    ] == [
        2,
        1,
    ]
    assert not Assessment.objects.filter(assessed_on__gt=timezone.localdate()).exists()
    trails = [Answer(each).trail for each in Initiative.objects.all()]
    assert sorted(len(trail) for trail in trails if len(trail) > 1) == [2, 2, 2, 3, 4]


def test_each_person_sees_what_their_level_may(filled: Catalogue) -> None:
    seen = {
        user.email: (user.language, user.has_usable_password(), _seen_by(user))
        for user in User.objects.all()
    }
    assert seen == {
        "leder@demo.example": ("", False, (30, 2)),
        "konsulent@demo.example": ("", False, (31, 3)),
        "redaktoer@demo.example": ("", False, (28, 0)),
    }


def _seen_by(user: User) -> tuple[int, int]:
    visible = Initiative.objects.visible_to(user)
    return visible.count(), visible.filter(status=Status.DRAFT).count()


def test_ticks_and_tables_name_what_is_in_the_catalogue(filled: Catalogue) -> None:
    tables = (
        material.HOMES,
        material.STATUSES,
        material.MATURITIES,
        material.BEFORE,
        material.TICKS,
        material.HOLDERS,
    )
    cases = {case.id for case in filled.cases}
    assert set(material.HOMES) == cases
    assert {name for table in tables for name in table} <= cases
    ticked = set(Tick.objects.values_list("item", flat=True))
    assert ticked <= set(filled.items)
    assert Tick.objects.values("initiative").distinct().count() == 5
    assert RoleHolder.objects.exists()
    fields = {field.id for field in filled.fit.subject_fields}
    assert set(Initiative.objects.values_list("subject_field", flat=True)) <= fields


def test_filling_twice_leaves_the_first_as_it_is(filled: Catalogue) -> None:
    Initiative.objects.filter(organisation__name=material.ORGANISATION)[0].delete()
    assert filling.fill(filled) == 29
    assert Organisation.objects.count() == 3


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ("2018–2023", ([2018, 2023], Status.DONE)),
        ("2013–", ([2013], Status.RUNNING)),
        ("2017", ([2017], Status.DONE)),
        ("ca. 2007–2009", ([2007, 2009], Status.DONE)),
        ("før 2015", ([2014], Status.DONE)),
        ("årstal ikke oplyst", ([], Status.RUNNING)),
    ],
)
def test_years_tell_when_it_was_and_whether_it_is_over(
    shipped: Catalogue, years: str, expected: tuple[list[int], Status]
) -> None:
    text = shipped.cases[0].years.model_copy(update={"da": years})
    case: Case = shipped.cases[0].model_copy(update={"years": text})
    assert (filling.years_of(case), filling.status_of(case, timezone.localdate())) == expected


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Byen åbner. Alle er med.", "Byen åbner."),
        ("De kører 3,5 km efter § 17, stk. 4 og fx 3.600 andre. Så er de der.", None),
        ("Ét ord " * 60, None),
    ],
)
def test_first_sentence_fits_and_is_not_cut_at_an_abbreviation(
    text: str, first: str | None
) -> None:
    found = copying.first_sentence(text)
    assert len(found) <= 240
    assert found == (first or found)
    assert not found.endswith("stk.")
