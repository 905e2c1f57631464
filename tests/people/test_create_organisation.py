"""`create_organisation` makes the first organisation and its admin, or nothing at all."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cocreation.env import read
from cocreation.people.models import Membership, Organisation, User
from typology.models import Edition

pytestmark = pytest.mark.django_db


def create(name: str, admin: str) -> str:
    said = StringIO()
    call_command("create_organisation", name, "--admin", admin, stdout=said)
    return said.getvalue()


def _members() -> list[tuple[str, str, str]]:
    return [(m.organisation.name, m.user.email, m.level) for m in Membership.objects.all()]


def test_first_organisation_gets_the_texts_and_an_admin_who_chooses_a_password(
    client: Client,
) -> None:
    said = create("Ærø Kommune", "Anna@aeroe.example")
    lines = said.splitlines()
    assert lines[:3] == [
        "Edition 1 of the texts is loaded.",
        "Ærø Kommune is created, and anna@aeroe.example is its admin.",
        "Choose a password here, once and within 3 days:",
    ]
    assert _members() == [("Ærø Kommune", "anna@aeroe.example", "admin")]
    assert not User.objects.get().has_usable_password()
    home = "http://localhost:8000/password/"
    assert lines[3].startswith(home)
    link = lines[3].removeprefix("http://localhost:8000")
    form = client.get(link, follow=True)
    chosen = {"new_password1": "grå-stær-over-havnen", "new_password2": "grå-stær-over-havnen"}
    client.post(form.redirect_chain[-1][0], chosen)
    assert User.objects.get().check_password("grå-stær-over-havnen")


def test_link_leads_to_the_first_allowed_host(settings: Any) -> None:
    settings.ENVIRONMENT = read({"ALLOWED_HOSTS": "*, .samskabelse.example, other.example"})
    assert "\nhttps://samskabelse.example/password/" in create("Ærø Kommune", "a@b.example")


def test_known_person_and_texts_are_used_as_they_are() -> None:
    create("Ærø Kommune", "anna@aeroe.example")
    said = create("  Fanø\n Kommune ", "ANNA@aeroe.example ")
    assert said.startswith("Fanø Kommune is created, and anna@aeroe.example is its admin.\n")
    assert _members() == [
        ("Ærø Kommune", "anna@aeroe.example", "admin"),
        ("Fanø Kommune", "anna@aeroe.example", "admin"),
    ]
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "admin", "sentence"),
    [
        (
            "Fanø kommune",
            "a@b.example",
            "There is an organisation named Fanø kommune already: choose another name.",
        ),
        (" \n", "a@b.example", "The organisation needs a name."),
        (
            "x" * 121,
            "a@b.example",
            "The name is longer than 120 letters: choose a shorter one.",
        ),
        ("Ærø Kommune", "anna", "'anna' is not an e-mail address."),
        ("Ærø Kommune", "", "'' is not an e-mail address."),
        ("Ærø Kommune", f"{'a' * 250}@b.example", None),
    ],
)
def test_refusal_leaves_nothing_behind(name: str, admin: str, sentence: str | None) -> None:
    Organisation.objects.create(name="Fanø Kommune")
    with pytest.raises(CommandError) as refused:
        create(name, admin)
    assert str(refused.value) == (sentence or f"'{admin}' is not an e-mail address.")
    assert (Organisation.objects.count(), User.objects.count(), Edition.objects.count()) == (
        1,
        0,
        0,
    )
