"""The two commands that carry texts in and out of an installation."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from cocreation.env import ROOT
from tests.conftest import STANDARD
from typology.catalogue import Catalogue
from typology.exchange import read, write
from typology.models import Edition

pytestmark = pytest.mark.django_db


def run(name: str, *arguments: object) -> list[str]:
    """Return the lines that a command prints."""
    output = StringIO()
    call_command(name, *map(str, arguments), stdout=output)
    return output.getvalue().splitlines()


def changed_file(content: dict[str, Any], folder: Path) -> Path:
    content["about"]["en"] = "Changed"
    file = folder / "changed.yaml"
    file.write_text(write(Catalogue.model_validate(content)), encoding="utf-8")
    return file


def test_first_import_publishes_edition_one() -> None:
    lines = run("import_catalogue", STANDARD, "--note", "As shipped")

    assert lines[0].endswith(" added, 0 removed, 0 changed")
    assert lines[1] == "+ format"
    assert len(lines) == 43
    assert lines[41].startswith("… and ")
    assert lines[42] == "Edition 1 is published."
    assert Edition.objects.get().note == "As shipped"


def test_import_of_the_same_texts_changes_nothing() -> None:
    run("import_catalogue", STANDARD)

    assert run("import_catalogue", STANDARD) == [
        "0 added, 0 removed, 0 changed",
        "Nothing differs from Edition 1.",
    ]
    assert Edition.objects.count() == 1


def test_import_says_what_changes(
    catalogue: Catalogue, content: dict[str, Any], tmp_path: Path
) -> None:
    Edition.objects.publish(catalogue)

    assert run("import_catalogue", changed_file(content, tmp_path)) == [
        "0 added, 0 removed, 1 changed",
        f"~ about.en: {catalogue.about.en} -> Changed",
        "Edition 2 is published.",
    ]


def test_dry_run_says_what_would_change_and_changes_nothing(
    catalogue: Catalogue, content: dict[str, Any], tmp_path: Path
) -> None:
    Edition.objects.publish(catalogue)

    assert run("import_catalogue", changed_file(content, tmp_path), "--dry-run") == [
        "0 added, 0 removed, 1 changed",
        f"~ about.en: {catalogue.about.en} -> Changed",
        "Nothing is changed: this was a dry run.",
    ]
    assert Edition.objects.count() == 1


def test_refused_file_is_explained_and_changes_nothing(
    content: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "spoiled.yaml"
    del content["forms"][2]["name"]["en"]
    content["gate"]["weight"]["equal"] = 9
    file.write_text(yaml.dump(content, allow_unicode=True), encoding="utf-8")

    with pytest.raises(CommandError) as error:
        run("import_catalogue", file)

    assert str(error.value).splitlines() == [
        f"{file} was refused, nothing is changed.",
        "forms.equal.name.en: is missing",
        "gate.weight.equal: must be less than or equal to 5",
    ]
    assert error.value.returncode == 1
    assert not Edition.objects.exists()


def test_missing_file_and_folder_are_explained(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run("import_catalogue", tmp_path / "missing.yaml")
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        run("import_catalogue", tmp_path)


def test_export_reads_back_as_the_newest_correction(
    catalogue: Catalogue, content: dict[str, Any]
) -> None:
    content["about"]["en"] = "Corrected"
    corrected = Catalogue.model_validate(content)
    Edition.objects.publish(catalogue).correct(corrected)

    exported = "\n".join([*run("export_catalogue"), ""])

    assert read(exported.encode()) == corrected


def test_export_before_the_first_edition_is_explained() -> None:
    with pytest.raises(CommandError, match="No edition is published yet"):
        run("export_catalogue")


@pytest.mark.parametrize("command", [["export_catalogue"], ["import_catalogue", str(STANDARD)]])
def test_before_migrate_the_database_is_not_ready(command: list[str], tmp_path: Path) -> None:
    unset = ("DATABASE_URL", "COCREATION_MODE")
    ours = {name: value for name, value in os.environ.items() if name not in unset}
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=ours | {"DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "CommandError: The database is not ready: no such table: typology_edition. "
        "Run migrate first.\n"
    )
