"""Make what a test needs, in one line each. The cast that most tests share is in `conftest.py`."""

from typing import Any

from django.test import Client

from cocreation.initiatives.models import (
    Assessment,
    Initiative,
    NamedPerson,
    Partner,
    Risk,
    RoleHolder,
    Status,
    Step,
    Tick,
)
from cocreation.people.models import Membership, Organisation, Unit, User
from typology.models import Edition
from typology.placement import Scores


def make_organisation(name: str = "Birk Kommune") -> Organisation:
    return Organisation.objects.create(name=name)


def make_user(
    organisation: Organisation | None, level: str = "editor", name: str = "bob", **more: Any
) -> User:
    """Make someone who reads English, as the tests do."""
    user = User.objects.create_user(f"{name}@example.org", name, **more)
    User.objects.filter(pk=user.pk).update(language="en")
    if organisation:
        Membership.objects.create(organisation=organisation, user=user, level=level)
    return user


def make_unit(organisation: Organisation, name: str = "Culture") -> Unit:
    return Unit.objects.create(organisation=organisation, name=name)


def make_initiative(author: User, title: str = "The garden by the school", **more: Any) -> Any:
    """Make an initiative of the author's first organisation, in dialogue unless told."""
    defaults = {
        "organisation": author.organisations.get(),
        "edition": Edition.objects.newest(),
        "status": Status.DIALOGUE,
        "outside_party": True,
    }
    return Initiative.objects.create(author=author, title=title, **(defaults | more))


def make_assessment(
    initiative: Initiative, actors: int = 20, outcome: int = 30, **more: Any
) -> Assessment:
    return initiative.assess(initiative.author, Scores(actors, outcome), **more)


def make_tick(
    initiative: Initiative, item: str = "G1", state: str = "missing", **more: Any
) -> Tick:
    return Tick.objects.create(initiative=initiative, item=item, state=state, **more)


def make_holder(initiative: Initiative, role: str = "leader", holder: str = "Alice") -> RoleHolder:
    return RoleHolder.objects.create(initiative=initiative, role=role, holder=holder)


def make_partner(initiative: Initiative, name: str = "The gardeners", **more: Any) -> Partner:
    return Partner.objects.create(initiative=initiative, name=name, **more)


def make_named(initiative: Initiative, user: User, involvement: str = "editor") -> NamedPerson:
    return NamedPerson.objects.create(initiative=initiative, user=user, involvement=involvement)


def make_step(initiative: Initiative, what: str = "Call the school", **more: Any) -> Step:
    return Step.objects.create(initiative=initiative, what=what, **more)


def make_risk(initiative: Initiative, what: str = "Nobody comes", **more: Any) -> Risk:
    return Risk.objects.create(initiative=initiative, what=what, **more)


def make_client(user: User | None = None, *, htmx: bool = False, **options: Any) -> Client:
    """Make a browser in English, signed in as someone; with `htmx` it asks for fragments."""
    headers = {"accept-language": "en"} | ({"HX-Request": "true"} if htmx else {})
    client = Client(headers=headers, **options)
    if user:
        client.force_login(user)
    return client
