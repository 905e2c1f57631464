"""An initiative begins with two fields, as a draft of its author's, and stands on the list."""

from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import REPETITION, Initiative, Status
from cocreation.initiatives.starting import start
from cocreation.people.models import Organisation, User
from tests.make import make_client, make_initiative, make_organisation, make_user
from tests.reading import Page, history, receipts
from typology.models import Edition

pytestmark = pytest.mark.django_db
NEW = "/initiatives/new/"
TWO_FIELDS = {"title": "A bench", "sentence": "Neighbours build it together."}


@pytest.mark.usefixtures("edition")
def test_two_fields_are_enough(as_alice: Client, alice: User, organisation: Organisation) -> None:
    form = Page(as_alice.get(NEW)).form()
    assert form == {"title": "", "sentence": "", "organisation": str(organisation.public_id)}
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
    page = Page(as_alice.post(NEW, {"title": "A bench", "organisation": organisation.public_id}))
    assert page.status == 422
    assert page.error("field-sentence") == "Error: Write something here."
    assert page.value("title") == "A bench"
    assert not Initiative.objects.exists()


@pytest.mark.usefixtures("edition")
def test_post_with_no_fields_at_all_is_refused_with_messages(as_alice: Client) -> None:
    page = Page(as_alice.post(NEW))
    assert page.status == 422
    assert page.error("field-title") == page.error("field-sentence")
    assert page.error("field-title") == "Error: Write something here."


@pytest.mark.usefixtures("edition")
def test_member_of_two_organisations_chooses_between_those_where_they_may(
    as_alice: Client, alice: User, charlie: User
) -> None:
    ours, second, third = Organisation.objects.get(name="Birk Kommune"), *_two_more(alice)
    page = Page(as_alice.get(NEW))
    names = [option.text for option in page.root.one("select", name_="organisation").all("option")]
    assert names[1:] == [ours.name, second.name]
    theirs = charlie.organisations.get()
    for forbidden in (theirs, third):
        page = Page(as_alice.post(NEW, {**TWO_FIELDS, "organisation": forbidden.public_id}))
        assert page.status == 422
        assert page.error("field-organisation")
    as_alice.post(NEW, {**TWO_FIELDS, "organisation": second.public_id})
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
    assert Page(as_alice.get("/initiatives/")).status == 503
    response = as_alice.post(NEW, {**TWO_FIELDS, "organisation": organisation.public_id})
    assert response.status_code == 503
    assert not Initiative.objects.exists()


def test_empty_list_says_what_to_do(as_alice: Client, as_reader: Client, edition: Any) -> None:
    alices, readers = Page(as_alice.get("/initiatives/")), Page(as_reader.get("/initiatives/"))
    assert "Begin with a name and one sentence." in alices.text
    assert NEW in alices.links()
    assert "Ask a colleague who may write to begin the first one." in readers.text
    assert NEW not in readers.links()


@pytest.mark.usefixtures("edition")
def test_key_of_the_database_is_no_organisation(
    as_alice: Client, organisation: Organisation
) -> None:
    for given in (organisation.pk, "not-a-uuid", "\0"):
        page = Page(as_alice.post(NEW, {**TWO_FIELDS, "organisation": given}))
        assert page.status == 422
    assert not Initiative.objects.exists()


@pytest.mark.usefixtures("edition")
def test_browser_never_cuts_what_is_pasted(as_alice: Client) -> None:
    controls = Page(as_alice.get(NEW)).main.all()
    assert [node["name"] for node in controls if "maxlength" in node.attributes] == []


@pytest.mark.usefixtures("edition")
def test_button_pressed_twice_starts_one(as_alice: Client, organisation: Organisation) -> None:
    typed = {**TWO_FIELDS, "organisation": organisation.public_id}
    first, second = (as_alice.post(NEW, typed) for _ in range(2))
    made = Initiative.objects.get()
    assert first["Location"] == second["Location"] == f"/initiatives/{made.public_id}/place/"
    assert history(made) == [("start", "title", None, "A bench", "alice")]


@pytest.mark.usefixtures("edition")
def test_same_start_is_the_same_row_and_anything_else_a_second(
    organisation: Organisation, alice: User, bob: User
) -> None:
    first = start(organisation, alice, "A bench", "For all.")
    assert start(organisation, alice, "A bench", "For all.") == first
    second, _ = _two_more(alice)
    others = [
        start(organisation, bob, "A bench", "For all."),
        start(organisation, alice, "A bench", "For some."),
        start(organisation, alice, "Two benches", "For all."),
        start(second, alice, "A bench", "For all."),
        start(organisation, None, "A bench", "For all."),
        start(organisation, None, "A bench", "For all."),
    ]
    assert len({row.pk for row in (first, *others)}) == 7
    first.delete_softly(alice)
    third = start(organisation, alice, "A bench", "For all.")
    assert third.pk not in {row.pk for row in (first, *others)}
    Initiative.objects.update(created_at=third.created_at - REPETITION)
    assert start(organisation, alice, "A bench", "For all.").pk > third.pk


def test_list_has_own_initiatives_then_cases_then_what_is_deleted(
    as_alice: Client, alice: User, initiative: Initiative
) -> None:
    make_initiative(alice, "The skate hall", case="dk-gentofte-skatehal")
    make_initiative(alice, "The old bench").delete_softly(alice)
    page = Page(as_alice.get("/initiatives/"))
    headings = [node.text for node in page.main.all() if node.name in ("h2", "h3", "summary")]
    assert headings == [
        "Narrow down and sort",
        "Our initiatives",
        "The garden by the school",
        "Real cases, placed by us",
        "The skate hall",
    ]
    assert "1 deleted initiative You can bring it back for 30 days." in page.main.text
    assert "/initiatives/bin/" in page.links()
    deleted = Page(as_alice.get("/initiatives/bin/")).main.one("li", class_="card")
    assert deleted.one("h2").text == "The old bench"
    assert deleted.one("button").text == "Bring back The old bench"
    page = Page(as_alice.post(deleted.one("form")["action"], follow=True))
    assert receipts(page) == ["“The old bench” is back."]
    page = Page(as_alice.get("/initiatives/"))
    assert "deleted" not in page.main.text
    assert "The old bench" in [node.text for node in page.main.all("h3")]


def test_list_with_cases_only_says_how_to_begin(
    as_alice: Client, alice: User, edition: Any
) -> None:
    make_initiative(alice, "The skate hall", case="dk-gentofte-skatehal")
    page = Page(as_alice.get("/initiatives/"))
    headings = [node.text for node in page.main.all() if node.name in ("h2", "h3")]
    assert headings == ["No initiatives yet", "Real cases, placed by us", "The skate hall"]


def test_what_is_deleted_is_listed_for_those_who_may_bring_it_back(
    as_alice: Client,
    as_bob: Client,
    as_reader: Client,
    alice: User,
    charlie: User,
    initiative: Initiative,
    draft: Initiative,
) -> None:
    for row in (initiative, draft):
        row.delete_softly(alice)
    listed = {}
    for who, client in {
        "alice": as_alice,
        "bob": as_bob,
        "reader": as_reader,
        "charlie": make_client(charlie),
    }.items():
        rows = Page(client.get("/initiatives/bin/")).main.all("li", class_="card")
        listed[who] = [row.one("h2").text for row in rows]
    everything, published = ["The secret garden", initiative.title], [initiative.title]
    assert {who: sorted(titles) for who, titles in listed.items()} == {
        "alice": sorted(everything),
        "bob": published,
        "reader": [],
        "charlie": [],
    }


def test_each_row_that_one_sees_says_whether_one_may_change_it(
    initiative: Initiative, alice: User, reader: User
) -> None:
    for user, may in ((alice, True), (reader, False)):
        rows: Any = Initiative.objects.visible_to(user)
        assert [(row.title, row.may_edit) for row in rows] == [(initiative.title, may)]
    assert not hasattr(Initiative.objects, "editable_by")
