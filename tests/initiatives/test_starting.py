"""An initiative begins with two fields, as a draft of its author's."""

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative, Status
from cocreation.people.models import Organisation, User
from tests.make import make_client, make_organisation, make_user
from tests.reading import Page, history
from typology.models import Edition

pytestmark = pytest.mark.django_db
NEW = "/initiatives/new/"
TWO_FIELDS = {"title": "A bench", "sentence": "Neighbours build it together."}


@pytest.mark.usefixtures("edition")
def test_two_fields_are_enough(as_alice: Client, alice: User, organisation: Organisation) -> None:
    form = Page(as_alice.get(NEW)).form()
    assert form == {"title": "", "sentence": "", "organisation": str(organisation.pk)}
    response = as_alice.post(NEW, form | TWO_FIELDS)
    made = Initiative.objects.get()
    assert response["Location"] == f"/initiatives/{made.public_id}/place/"
    assert (made.title, made.sentence, made.author, made.organisation) == (
        "A bench",
        "Neighbours build it together.",
        alice,
        organisation,
    )
    assert (made.status, made.outside_party, made.edition) == (
        Status.DRAFT,
        None,
        Edition.objects.newest(),
    )
    assert history(made) == [("start", "title", None, "A bench", "alice")]


@pytest.mark.usefixtures("edition")
def test_missing_field_keeps_what_was_typed(as_alice: Client, organisation: Organisation) -> None:
    page = Page(as_alice.post(NEW, {"title": "A bench", "organisation": organisation.pk}))
    assert page.status == 422
    assert page.error("field-sentence") == "Error: This field is required."
    assert page.value("title") == "A bench"
    assert not Initiative.objects.exists()


@pytest.mark.usefixtures("edition")
def test_post_with_no_fields_at_all_is_refused_with_messages(as_alice: Client) -> None:
    page = Page(as_alice.post(NEW))
    assert page.status == 422
    assert page.error("field-title") == page.error("field-sentence")
    assert page.error("field-title") == "Error: This field is required."


@pytest.mark.usefixtures("edition")
def test_member_of_two_organisations_chooses_between_those_where_they_may(
    as_alice: Client, alice: User, charlie: User
) -> None:
    ours, second, third = Organisation.objects.get(name="Birk Kommune"), *_two_more(alice)
    page = Page(as_alice.get(NEW))
    names = [option.text for option in page.root.one("select").all("option")]
    assert names[1:] == [ours.name, second.name]
    theirs = charlie.organisations.get()
    for forbidden in (theirs, third):
        page = Page(as_alice.post(NEW, {**TWO_FIELDS, "organisation": forbidden.pk}))
        assert page.status == 422
        assert page.error("field-organisation")
    as_alice.post(NEW, {**TWO_FIELDS, "organisation": second.pk})
    assert Initiative.objects.get().organisation == second


def _two_more(alice: User) -> tuple[Organisation, Organisation]:
    second, third = make_organisation("Pil Kommune"), make_organisation("El Kommune")
    second.memberships.create(user=alice, level="admin")
    third.memberships.create(user=alice, level="reader")
    return second, third


def test_person_of_no_organisation_may_not_begin(edition: Edition) -> None:
    assert make_client(make_user(None)).get(NEW).status_code == 403


def test_before_any_texts_are_loaded_nothing_can_begin_and_nothing_breaks(
    as_alice: Client, organisation: Organisation
) -> None:
    assert Page(as_alice.get("/initiatives/")).status == 200
    response = as_alice.post(NEW, {**TWO_FIELDS, "organisation": organisation.pk})
    assert response.status_code == 503
    assert not Initiative.objects.exists()


def test_empty_list_says_what_to_do(as_alice: Client, as_reader: Client) -> None:
    alices, readers = Page(as_alice.get("/initiatives/")), Page(as_reader.get("/initiatives/"))
    assert "Begin with a name and one sentence." in alices.text
    assert NEW in alices.links()
    assert "Ask a colleague who may write to begin the first one." in readers.text
    assert NEW not in readers.links()
