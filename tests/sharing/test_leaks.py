"""Nothing private leaves by a link: a word in every private text, and none of them found outside.

Also how many queries a page asks, with one of each thing and with fifty.
"""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from django.db import models
from django.test import Client

from cocreation.initiatives.models import Initiative, Meeting, Partner, Plan
from cocreation.people.models import Organisation, Unit, User
from cocreation.sharing.models import PartnerAnswer, Reply, Section
from tests.make import (
    make_assessment,
    make_client,
    make_comment,
    make_file,
    make_holder,
    make_initiative,
    make_named,
    make_offer,
    make_part,
    make_partner,
    make_personal_link,
    make_plan,
    make_risk,
    make_shared_link,
    make_step,
    make_tick,
)
from tests.reading import Page
from typology.catalogue import Catalogue

pytestmark = pytest.mark.django_db

SHOWN = {
    "initiative": {"title", "sentence", "contact"},
    "plan": {"decides_itself", "council_decides"},
    "partner": {"name", "gives"},
    "step": {"what"},
    "organisation": {"name"},
}
"""What a link with all parts but the long description shows. Every other text is private."""


@pytest.fixture
def canary() -> str:
    return f"canary{secrets.token_hex(6)}"


def write(canary: str, *rows: models.Model) -> list[str]:
    """Write a word of its own into each private text of some rows, and return the words."""
    written = []
    for row in rows:
        kind = str(row._meta.model_name)
        for field in row._meta.fields:
            is_free = isinstance(field, models.CharField | models.TextField) and not field.choices
            if not is_free or field.unique or not field.editable or field.name in LEFT:
                continue
            if field.name not in SHOWN.get(kind, ()):
                word = f"{canary}.{kind}.{field.name}"
                type(row)._base_manager.filter(pk=row.pk).update(**{field.name: word})
                written.append(word)
    return written


LEFT = {"password", "language", "code", "folded_title", "folded_text", "item", "token_hash"}
"""Not words of people: keys, and copies of other fields."""


def private_words(canary: str, initiative: Initiative, charlie: User) -> list[str]:
    """Fill an initiative and a stranger's, and write a word into every private text."""
    author: Any = initiative.author
    unit = Unit.objects.create(organisation=initiative.organisation, name="Roads")
    Initiative.objects.filter(pk=initiative.pk).update(unit=unit)
    make_assessment(initiative, 80, 80)
    make_named(initiative, author)
    theirs = make_initiative(charlie, f"{canary}.other.title", description=f"{canary}.other")
    rows: list[Any] = [
        initiative,
        unit,
        author,
        theirs,
        theirs.organisation,
        make_plan(initiative),
        make_plan(theirs),
        make_assessment(initiative, 20, 20),
        make_tick(initiative, "facilitating.association.tasks"),
        make_holder(initiative),
        make_risk(initiative),
        make_step(initiative),
        make_comment(initiative),
        make_file(initiative),
        make_part(initiative, "meeting"),
        make_part(initiative, "link"),
        make_partner(theirs, f"{canary}.other.partner", gives=f"{canary}.other.gives"),
        make_step(theirs, f"{canary}.other.step"),
    ]
    written = write(canary, *rows)
    removed = make_partner(initiative, f"{canary}.removed", gives=f"{canary}.removed.gives")
    removed.remove(author)
    make_step(initiative, f"{canary}.removed.step").remove(author)
    return [*written, *(f"{canary}.other", f"{canary}.removed")]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("as_whom", ["nobody", "charlie"])
def test_no_private_word_leaves_by_a_link(
    as_whom: str, language: str, canary: str, initiative: Initiative, charlie: User
) -> None:
    words = private_words(canary, initiative, charlie)
    assert len(words) > 25
    initiative.refresh_from_db()
    one = make_partner(initiative, "The choir", gives="Songs", why=f"{canary}.why")
    other = make_partner(initiative, "The school")
    said = {"words": f"{canary}.said", "contact": f"{canary}.contact"}
    Reply.objects.create(partner=other, answer="no", **said)
    make_offer(other, f"{canary}.offer", why=f"{canary}.offer.why")
    PartnerAnswer.objects.create(partner=other, item="G1", note=f"{canary}.note")
    parts = [str(section) for section in Section if section is not Section.MORE]
    reading = make_shared_link(initiative, *parts, name=f"{canary}.name")[1]
    answering = make_personal_link(one)[1]
    client = make_client(None if as_whom == "nobody" else charlie)
    for path in (reading, answering):
        response = client.get(f"{path}?language={language}")
        assert response.status_code == 200
        source = response.content.decode()
        assert "Songs" in source
        assert canary not in source, source[source.index(canary) - 80 :][:160]
        assert canary not in str(response.headers)
        assert "example.org" not in source
    # What is told could have been found: the long description is private until it is chosen.
    reading = make_shared_link(initiative, Section.MORE)[1]
    assert f"{canary}.initiative.description" in client.get(reading).content.decode()


def test_one_partner_does_not_read_what_another_answered(
    initiative: Initiative, canary: str
) -> None:
    one, other = make_partner(initiative, "The choir"), make_partner(initiative, "The school")
    make_offer(other, canary)
    assert canary not in make_client().get(make_personal_link(one)[1]).content.decode()
    assert canary in make_client().get(make_personal_link(other)[1]).content.decode()


def fill(initiative: Initiative, catalogue: Catalogue, number: int) -> Partner:
    """Give an initiative so many of everything that these pages show; return a partner."""
    Plan.objects.get_or_create(initiative=initiative)
    for _each in range(number):
        make_assessment(initiative, 80, 80)
        make_step(initiative)
        Meeting.objects.create(initiative=initiative, title="Met", held_on="2026-01-01")
        partner = make_partner(initiative)
        make_offer(partner)
        make_personal_link(partner)
        make_shared_link(initiative)
        Reply.objects.create(partner=partner, answer="yes")
        role = catalogue.form("facilitating").roles[4]  # type: ignore[arg-type]  # an id is enough
        for item in role.items:
            PartnerAnswer.objects.create(partner=partner, item=item.id, state="in_place")
    return partner


QUERIES: dict[str, tuple[int, Callable[[Initiative, Partner], str]]] = {
    "shared": (6, lambda initiative, _partner: make_shared_link(initiative)[1]),
    "partner": (9, lambda _initiative, partner: make_personal_link(partner)[1]),
    "share": (4, lambda initiative, _partner: f"{initiative.get_absolute_url()}share/"),
    "replies": (9, lambda initiative, _p: f"{initiative.get_absolute_url()}share/partners/"),
}


@pytest.mark.parametrize("number", [1, 50])
@pytest.mark.parametrize("name", QUERIES)
def test_page_asks_as_much_for_fifty_as_for_one(
    name: str,
    number: int,
    initiative: Initiative,
    catalogue: Catalogue,
    as_alice: Client,
    django_assert_num_queries: Any,
) -> None:
    partner = fill(initiative, catalogue, number)
    queries, address = QUERIES[name]
    path = address(initiative, partner)
    client = as_alice if name in ("share", "replies") else make_client()
    with django_assert_num_queries(queries):
        assert Page(client.get(path)).status == 200


def test_answer_of_a_partner_asks_as_much_for_fifty(
    initiative: Initiative, catalogue: Catalogue, django_assert_max_num_queries: Any
) -> None:
    partner = fill(initiative, catalogue, 20)
    path = make_personal_link(partner)[1]
    client = make_client()
    form = Page(client.get(path)).form()
    sent = form | {"answer": "no", "words": "Not so", "gives": "A rake"}
    with django_assert_max_num_queries(30):
        assert client.post(path, sent).status_code == 302


def test_organisation_has_no_other_texts(organisation: Organisation) -> None:
    """A new text of an organisation is private until someone says that it is shown."""
    texts = {f.name for f in Organisation._meta.fields if isinstance(f, models.CharField)}
    assert texts == {"name", "kind", "code"}
