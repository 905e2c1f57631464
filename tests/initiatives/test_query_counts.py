"""As many queries for twenty as for one: every list has its literal number."""

import datetime
from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative
from cocreation.people.models import User
from tests.make import (
    make_assessment,
    make_holder,
    make_initiative,
    make_partner,
    make_tick,
    make_user,
)
from typology.catalogue import Catalogue, Role

pytestmark = pytest.mark.django_db
ONE_AND_TWENTY = pytest.mark.parametrize("number", [1, 20])


def fill(initiative: Initiative, catalogue: Catalogue, number: int) -> None:
    """Give an initiative so many placements, ticks and partners, and at most seven roles."""
    for day in range(number):
        make_assessment(
            initiative,
            (day * 37) % 100,
            (day * 53) % 100,
            assessed_on=datetime.date(2026, 1, day + 1),
        )
        make_partner(initiative)
    for item in list(catalogue.items)[:: len(catalogue.items) // number][:number]:
        make_tick(initiative, item, "on_the_way", note="A note")
    for role in list(Role)[:number]:
        make_holder(initiative, role)
    initiative.ambitions.create(ambition="quality", rank=1)


@ONE_AND_TWENTY
def test_list(
    number: int,
    as_alice: Client,
    alice: User,
    initiative: Initiative,
    catalogue: Catalogue,
    django_assert_num_queries: Any,
) -> None:
    fill(initiative, catalogue, 2)
    for more in range(number - 1):
        fill(make_initiative(alice, f"Garden {more}"), catalogue, 2)
    for more in range(number):
        fill(make_initiative(alice, f"Case {more}", case="dk-svendborg-bdfl"), catalogue, 2)
        make_initiative(alice, f"Old garden {more}").delete_softly(alice)
    with django_assert_num_queries(LIST):
        as_alice.get("/initiatives/")


LIST = 8
PAGES = {
    "detail": 9,
    "about": 8,
    "partners": 4,
    "people": 4,
    "trail": 6,
    "advice": 6,
    "maturity": 4,
    "place": 4,
}


@ONE_AND_TWENTY
@pytest.mark.parametrize("name", PAGES)
def test_page(
    name: str,
    number: int,
    as_alice: Client,
    initiative: Initiative,
    url: Any,
    catalogue: Catalogue,
    organisation: Any,
    django_assert_num_queries: Any,
) -> None:
    fill(initiative, catalogue, number)
    for more in range(number):
        make_user(organisation, name=f"colleague{more}")
    with django_assert_num_queries(PAGES[name]):
        as_alice.get(url(name))


@ONE_AND_TWENTY
@pytest.mark.parametrize(("kind", "queries"), [("roles", 7), ("competences", 6), ("gate", 6)])
def test_checklist(
    kind: str,
    queries: int,
    number: int,
    as_alice: Client,
    initiative: Initiative,
    url: Any,
    catalogue: Catalogue,
    django_assert_num_queries: Any,
) -> None:
    fill(initiative, catalogue, number)
    with django_assert_num_queries(queries):
        as_alice.get(url("checklist", kind))


@ONE_AND_TWENTY
def test_tick(
    number: int,
    htmx: Client,
    initiative: Initiative,
    url: Any,
    catalogue: Catalogue,
    django_assert_num_queries: Any,
) -> None:
    fill(initiative, catalogue, number)
    posted = {"initial-G9-state": "not_looked_at", "G9-state": "missing"}
    with django_assert_num_queries(TICK):
        assert htmx.post(url("checklist", "gate"), posted).status_code == 200


TICK = 8


@pytest.mark.parametrize(
    ("where", "queries"),
    [
        ("/", 1),
        ("/forms/", 1),
        ("/forms/equal/", 1),
        ("/cases/", 1),
        ("/cases/dk-lemvig-frivilligbus/", 1),
        ("/model/", 1),
        ("/healthz", 1),
        ("/login/", 0),
    ],
)
def test_public_page(
    where: str, queries: int, client: Client, edition: Any, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(queries):
        client.get(where)
