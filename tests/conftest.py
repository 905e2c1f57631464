"""The cast, and the texts that ship. Everyone reads English unless a test says otherwise.

alice owns the initiative, bob is her colleague and an editor too, charlie works elsewhere and must
see nothing. `reader` and `admin` are colleagues at those levels.
"""

from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import Client

import typology
from cocreation.initiatives.models import Initiative, Status
from cocreation.people.models import Organisation, User
from tests.make import make_client, make_initiative, make_organisation, make_user
from typology.catalogue import Catalogue
from typology.exchange import read
from typology.models import Edition

# How long one example takes says something of the machine, and nothing of the code.
hypothesis.settings.register_profile("ours", deadline=None)
hypothesis.settings.load_profile("ours")

STANDARD = Path(typology.__file__).parent / "catalogues" / "standard.yaml"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The texts that ship."""
    return read(STANDARD)


@pytest.fixture
def edition(db: None, catalogue: Catalogue) -> Edition:
    """The texts that ship, published."""
    return Edition.objects.publish(catalogue)


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make_organisation("Birk Kommune")


@pytest.fixture
def alice(organisation: Organisation) -> User:
    return make_user(organisation, "editor", "alice")


@pytest.fixture
def bob(organisation: Organisation) -> User:
    return make_user(organisation, "editor", "bob")


@pytest.fixture
def charlie(db: None) -> User:
    return make_user(make_organisation("Ask Kommune"), "admin", "charlie")


@pytest.fixture
def reader(organisation: Organisation) -> User:
    return make_user(organisation, "reader", "reader")


@pytest.fixture
def admin(organisation: Organisation) -> User:
    return make_user(organisation, "admin", "admin")


@pytest.fixture
def initiative(edition: Edition, alice: User) -> Initiative:
    """alice's, in dialogue, with a party outside, not placed yet."""
    initiative: Initiative = make_initiative(alice)
    return initiative


@pytest.fixture
def draft(edition: Edition, alice: User) -> Initiative:
    """alice's, which nobody but she and the admin may see."""
    draft: Initiative = make_initiative(alice, "The secret garden", status=Status.DRAFT)
    return draft


@pytest.fixture
def as_alice(alice: User) -> Client:
    return make_client(alice)


@pytest.fixture
def as_bob(bob: User) -> Client:
    return make_client(bob)


@pytest.fixture
def as_reader(reader: User) -> Client:
    return make_client(reader)


@pytest.fixture
def htmx(alice: User) -> Client:
    """alice's browser asking for a fragment."""
    return make_client(alice, htmx=True)


@pytest.fixture
def url(initiative: Initiative) -> Any:
    """Build an address of alice's initiative: `url("about")`, `url("place_by", "map")`."""
    from django.urls import reverse

    return lambda name, *more: reverse(f"initiatives:{name}", args=[initiative.public_id, *more])
