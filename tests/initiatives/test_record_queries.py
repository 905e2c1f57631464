"""As many queries for fifty as for one: history, versions, the bin, and what to begin with."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from cocreation.initiatives.keeping import keep, save_as_template
from cocreation.initiatives.models import Initiative, Partner, Risk, Step, Version
from cocreation.initiatives.pieces import USUAL
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.models import Organisation, User
from tests.make import make_assessment, make_client, make_initiative, make_unit, make_user
from typology.catalogue import Role
from typology.models import Edition

pytestmark = pytest.mark.django_db
ONE_AND_FIFTY = pytest.mark.parametrize("number", [1, 50])


def busy(initiative: Initiative, number: int) -> None:
    """Let so many people change a bit of everything, a day each."""
    organisation: Organisation = initiative.organisation
    unit = make_unit(organisation)
    items = list(initiative.catalogue.items)
    with time_machine.travel("2026-01-01T10:00Z", tick=False) as clock:
        for turn in range(number):
            by = make_user(organisation, name=f"colleague{turn}")
            initiative.note_change(by, "change", "unit", "", str(unit.public_id))
            initiative.note_change(by, "name person", "person", None, str(by.public_id))
            initiative.note_change(by, "change", "title", "A", f"B{turn}")
            tick(initiative, by, {items[turn]: {"state": "missing", "note": f"Note {turn}"}})
            hold_roles(initiative, by, [(Role.LEADER, f"Name {turn}")])
            for model in (Step, Risk):
                model(initiative=initiative, what=f"What {turn}").add(by)
            partner = Partner(initiative=initiative, name=f"Partner {turn}").add(by)
            clock.shift(3600)
            partner.change(by, {"gives": "Spades"})
            partner.remove(by)
            make_assessment(initiative, turn, turn).withdraw(by)
            make_assessment(initiative, turn, turn + 1)
            clock.shift(datetime.timedelta(days=1))


@ONE_AND_FIFTY
@pytest.mark.parametrize(("page", "queries"), [("", 9), ("?page=2", 9)])
def test_history(
    number: int,
    page: str,
    queries: int,
    as_alice: Client,
    initiative: Initiative,
    url: Any,
    django_assert_num_queries: Any,
) -> None:
    busy(initiative, number)
    with django_assert_num_queries(queries):
        assert as_alice.get(url("history") + page).status_code == 200


@ONE_AND_FIFTY
def test_versions(
    number: int,
    as_alice: Client,
    alice: User,
    initiative: Initiative,
    url: Any,
    catalogue: Any,
    django_assert_num_queries: Any,
) -> None:
    """Also when a version and the initiative have texts of different editions."""
    busy(initiative, number)
    for turn in range(number):
        keep(initiative, alice, f"Version {turn}")
    Edition.objects.get().correct(catalogue)
    version = Version.objects.latest("pk")
    with django_assert_num_queries(4):
        as_alice.get(url("versions"))
    with django_assert_num_queries(5):
        as_alice.get(url("version", version.public_id))
    pair = {"one": str(version.public_id), "other": "now"}
    with django_assert_num_queries(COMPARED):
        assert as_alice.get(url("compare_versions"), pair).status_code == 200


COMPARED = 13


@ONE_AND_FIFTY
def test_bin_and_beginning(
    number: int,
    as_alice: Client,
    alice: User,
    initiative: Initiative,
    django_assert_num_queries: Any,
) -> None:
    for turn in range(number):
        make_initiative(alice, f"Old {turn}").delete_softly(alice)
        make_initiative(alice, f"Garden {turn}")
        save_as_template(initiative, alice, f"Template {turn}", USUAL)
    with django_assert_num_queries(3):
        as_alice.get("/initiatives/bin/")
    with django_assert_num_queries(4):
        as_alice.get("/initiatives/templates/")
    with django_assert_num_queries(6):
        as_alice.get("/initiatives/new/")


@ONE_AND_FIFTY
def test_beginning_with_a_copy(
    number: int, alice: User, initiative: Initiative, django_assert_num_queries: Any
) -> None:
    busy(initiative, number)
    client = make_client(alice)
    with django_assert_num_queries(13):
        assert client.get(f"/initiatives/new/?copy={initiative.public_id}").status_code == 200
