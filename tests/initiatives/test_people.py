"""Who takes part in an initiative: named, moved to another part, taken off, with undo."""

from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative, NamedPerson, Status
from cocreation.people.models import User
from tests.make import make_client, make_named, make_user
from tests.reading import Page, history, receipts

pytestmark = pytest.mark.django_db


def parts(initiative: Initiative) -> dict[str, str]:
    rows = NamedPerson.objects.filter(initiative=initiative).select_related("user")
    return {str(row.user): row.involvement for row in rows}


def undo(page: Page) -> str:
    return page.root.one(id="notices").one("form")["action"]


def add(client: Client, initiative: Initiative, person: User, involvement: str = "editor") -> Page:
    posted = {"person": person.public_id, "involvement": involvement}
    return Page(client.post(f"{initiative.get_absolute_url()}people/", posted, follow=True))


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RUNNING, Status.DONE])
def test_colleague_is_added_and_taken_off_again_with_undo(
    status: Status, as_alice: Client, initiative: Initiative, bob: User
) -> None:
    Initiative.objects.update(status=status)
    people = f"{initiative.get_absolute_url()}people/"
    assert receipts(add(as_alice, initiative, bob, "leader")) == ["bob takes part."]
    assert parts(initiative) == {"bob": "leader"}
    page = Page(as_alice.post(f"{people}{bob.public_id}/remove/", follow=True))
    assert receipts(page) == ["bob no longer takes part."]
    assert parts(initiative) == {}
    as_alice.post(undo(page))
    assert parts(initiative) == {"bob": "leader"}
    who = str(bob.public_id)
    assert history(initiative) == [
        ("name person", "person", None, who, "alice"),
        ("remove person", "person", who, None, "alice"),
        ("name person", "person", None, who, "alice"),
    ]


def test_whoever_is_named_sees_the_draft(as_alice: Client, draft: Initiative, bob: User) -> None:
    bobs = make_client(bob)
    assert bobs.get(draft.get_absolute_url()).status_code == 404
    add(as_alice, draft, bob, "reader")
    assert bobs.get(draft.get_absolute_url()).status_code == 200


def test_part_is_changed_with_undo(as_alice: Client, initiative: Initiative, reader: User) -> None:
    make_named(initiative, reader, "reader")
    about = f"{initiative.get_absolute_url()}about/"
    person = f"{initiative.get_absolute_url()}people/{reader.public_id}/"
    readers = make_client(reader)
    assert readers.get(about).status_code == 403
    page = Page(as_alice.post(person, {"involvement": "facilitator"}, follow=True))
    assert receipts(page) == ["reader: Facilitates"]
    assert readers.get(about).status_code == 200
    as_alice.post(undo(page))
    assert parts(initiative) == {"reader": "reader"}
    assert readers.get(about).status_code == 403
    assert [verb for verb, *_ in history(initiative)] == ["change involvement"] * 2


@pytest.mark.parametrize("involvement", ["", "owner", "leader\n"])
def test_part_that_there_is_not_changes_nothing(
    involvement: str, as_alice: Client, initiative: Initiative, reader: User
) -> None:
    make_named(initiative, reader, "reader")
    person = f"{initiative.get_absolute_url()}people/{reader.public_id}/"
    page = Page(as_alice.post(person, {"involvement": involvement}, follow=True))
    assert receipts(page) == ["Choose what reader does in it."]
    assert parts(initiative) == {"reader": "reader"}
    assert history(initiative) == []


def test_person_of_another_organisation_cannot_be_named(
    as_alice: Client, initiative: Initiative, charlie: User
) -> None:
    people = f"{initiative.get_absolute_url()}people/"
    assert "charlie" not in Page(as_alice.get(people)).text
    page = add(as_alice, initiative, charlie)
    assert page.error("field-person") == "Error: Choose a colleague from the list."
    assert as_alice.post(f"{people}{charlie.public_id}/as/editor/").status_code == 404
    assert parts(initiative) == {}


def test_adding_twice_is_one_change(as_alice: Client, initiative: Initiative, bob: User) -> None:
    for _ in range(2):
        add(as_alice, initiative, bob)
    assert len(history(initiative)) == 1


@pytest.mark.parametrize("involvement", ["editor", "facilitator", "reader"])
def test_only_a_leader_among_guests_says_who_takes_part(
    involvement: str, initiative: Initiative, charlie: User
) -> None:
    guest = make_user(None, name="guest")
    make_named(initiative, guest, involvement)
    make_named(initiative, charlie, "leader")
    people = f"{initiative.get_absolute_url()}people/"
    guests, leaders = make_client(guest), make_client(charlie)
    assert Page(guests.get(people)).main.all("form") == []
    change = f"{people}{charlie.public_id}/"
    for where in (people, change, f"{change}remove/", f"{change}as/reader/", f"{people}invite/"):
        assert guests.post(where, {"involvement": "reader"}).status_code == 403, where
    assert leaders.post(f"{people}{guest.public_id}/", {"involvement": "reader"}).status_code == 302
    assert parts(initiative) == {"charlie": "leader", "guest": "reader"}


def test_guest_who_leaves_sees_no_more_and_a_guest_who_is_removed_can_be_brought_back(
    as_alice: Client, initiative: Initiative
) -> None:
    guest = make_user(None, name="guest")
    make_named(initiative, guest, "reader")
    remove = f"{initiative.get_absolute_url()}people/{guest.public_id}/remove/"
    page = Page(as_alice.post(remove, follow=True))
    as_alice.post(undo(page))
    assert parts(initiative) == {"guest": "reader"}
    gone = make_client(guest).post(remove, follow=True)
    assert gone.redirect_chain == [("/initiatives/", 302)]
    assert receipts(Page(gone)) == ["guest no longer takes part."]
    assert Page(gone).root.one(id="notices").all("form") == []
    assert parts(initiative) == {}


def test_whoever_takes_their_own_name_off_a_draft_goes_to_the_list(
    draft: Initiative, bob: User
) -> None:
    make_named(draft, bob)
    bobs = make_client(bob)
    gone = bobs.post(f"{draft.get_absolute_url()}people/{bob.public_id}/remove/", follow=True)
    page = Page(gone)
    assert (page.status, gone.redirect_chain) == (200, [("/initiatives/", 302)])
    assert page.root.one(id="notices").all("form") == []
    assert bobs.get(draft.get_absolute_url()).status_code == 404


# A role that is taken away while its holder writes


def test_words_of_whoever_lost_their_part_meanwhile_come_back(
    as_alice: Client, initiative: Initiative, reader: User
) -> None:
    make_named(initiative, reader, "editor")
    about = f"{initiative.get_absolute_url()}about/"
    readers = make_client(reader)
    form = Page(readers.get(about)).form("about")
    as_alice.post(f"{initiative.get_absolute_url()}people/{reader.public_id}/remove/")
    typed = form | {"description": "The children <b>want</b> a pond."}
    page = Page(readers.post(about, typed))
    assert (page.status, page.heading) == (403, "You may read this, but not change it")
    assert "Perhaps your part in it was changed while the page was open." in page.main.text
    shown = [node.text for node in page.main.all("pre")]
    assert "The children <b>want</b> a pond." in shown
    assert form["initial-title"] == initiative.title
    initiative.refresh_from_db()
    assert initiative.description == ""


def test_words_of_whoever_left_meanwhile_come_back_and_no_password_does(
    initiative: Initiative, bob: User
) -> None:
    bob.memberships.all().delete()
    typed = {"title": "A new pond", "password": "my secret words", "initial-title": "An old one"}
    page = Page(make_client(bob).post(f"{initiative.get_absolute_url()}about/", typed))
    assert page.status == 404
    assert [node.text for node in page.main.all("pre")] == ["A new pond"]


def test_reader_meets_the_same_page_without_acts(
    as_reader: Client, initiative: Initiative, bob: Any
) -> None:
    make_named(initiative, bob, "leader")
    page = Page(as_reader.get(f"{initiative.get_absolute_url()}people/"))
    assert "bob Leads it" in page.main.text
    assert page.main.all("form") == []
