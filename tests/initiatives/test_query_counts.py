"""As many queries for twenty as for one: every list has its literal number."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.models import Initiative
from cocreation.people.models import User
from tests.make import (
    PART_VALUES,
    make_assessment,
    make_holder,
    make_initiative,
    make_named,
    make_part,
    make_partner,
    make_plan,
    make_ready_step,
    make_tick,
    make_user,
)
from typology.catalogue import Catalogue, Role
from typology.models import Edition

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


@pytest.mark.parametrize("number", [1, 50])
def test_my_page(
    number: int,
    as_alice: Client,
    alice: User,
    bob: User,
    edition: Edition,
    catalogue: Catalogue,
    django_assert_num_queries: Any,
) -> None:
    """Also with initiatives of an older edition, one that others began, and lines of the law."""
    for more in range(number):
        fill(make_initiative(alice, f"Garden {more}"), catalogue, 2)
    Edition.objects.publish(catalogue)
    for more in range(number):
        made = make_initiative(bob, f"Bench {more}")
        make_named(made, alice)
        make_tick(made, "G1")
        make_tick(made, "K1.1", due_on=datetime.date(2026, 1, 1))
    for asked in ("", "?all=waiting", "?all=mine"):
        with django_assert_num_queries(MINE):
            as_alice.get(f"/my/{asked}")


MINE = 11
PAGES = {
    "detail": 12,
    "about": 9,
    "partners": 4,
    "people": 6,
    "trail": 8,
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


@pytest.mark.parametrize("number", [1, 50])
def test_comparison(
    number: int,
    as_alice: Client,
    alice: User,
    initiative: Initiative,
    url: Any,
    catalogue: Catalogue,
    django_assert_num_queries: Any,
) -> None:
    other = make_initiative(alice, "The bench")
    for each in (initiative, other):
        fill(each, catalogue, min(number, 20))
        each.note_changes(alice, "tick", [("K1.1.state", "missing", "in_place")] * number)
    for more in range(number - 1):
        make_initiative(alice, f"Garden {more}")
    one = f"/initiatives/compare/?one={initiative.public_id}"
    day = timezone.localdate()
    for where, queries in (
        (f"{one}&other={other.public_id}", TWO),
        (one, PICK),
        (f"{url('compare_days')}?from={day - datetime.timedelta(400)}&to={day}", DAYS),
        (f"{url('trail')}?by=phase", PAGES["trail"]),
    ):
        with django_assert_num_queries(queries):
            assert as_alice.get(where).status_code == 200


TWO, PICK, DAYS = 13, 4, 9


@pytest.mark.parametrize("number", [1, 50])
@pytest.mark.parametrize("name", ["plan", *(f"{kind}s" for kind in PART_VALUES)])
def test_plan(
    name: str,
    number: int,
    as_alice: Client,
    initiative: Initiative,
    url: Any,
    django_assert_num_queries: Any,
) -> None:
    make_plan(initiative)
    initiative.ambitions.create(ambition="quality", rank=1)
    for more in range(number):
        for kind in PART_VALUES:
            make_part(initiative, kind)
        make_ready_step(initiative, done_on=datetime.date(2026, 1, 1))
        initiative.effects.create(
            item=f"quality.{more}", moment="start", answered_on=datetime.date(2026, 1, 1)
        )
    with django_assert_num_queries(PLAN.get(name, PART)):
        as_alice.get(url(name))


PLAN, PART = {"plan": 11, "steps": 5, "risks": 5}, 4


@ONE_AND_TWENTY
@pytest.mark.parametrize(("kind", "queries"), [("roles", 8), ("competences", 7), ("gate", 7)])
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
