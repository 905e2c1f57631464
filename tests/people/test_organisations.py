"""An organisation: its name, its departments, its members and their levels, its clients."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cocreation.initiatives.models import Initiative
from cocreation.people.models import LastAdmin, Membership, Organisation, Unit, User
from tests.make import (
    make_client,
    make_invitation,
    make_organisation,
    make_unit,
    make_user,
)
from tests.reading import Page, history, receipts

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(organisation: Organisation) -> str:
    return organisation.get_absolute_url()


@pytest.fixture
def as_admin(admin: User) -> Client:
    return make_client(admin)


def levels(organisation: Organisation) -> dict[str, str]:
    return {row.user.name: row.level for row in organisation.memberships.select_related("user")}


def undo(page: Page) -> str:
    return page.root.one(id="notices").one("form")["action"]


# The page


def test_member_reads_who_belongs_and_finds_no_acts(
    organisation: Organisation, as_alice: Client, bob: User, home: str
) -> None:
    make_unit(organisation, "Culture")
    make_invitation(organisation, "dora@example.org")
    page = Page(as_alice.get(home))
    assert page.heading == "Birk Kommune"
    for words in ("alice", "bob", "Culture"):
        assert words in page.main.text
    for secret in ("dora@example.org", "bob@example.org", "Invite people"):
        assert secret not in page.main.text
    assert page.main.all("form") == []
    assert [link for link in page.links() if "hand-over" in link] == [
        f"{home}members/{as_alice_id(organisation)}/hand-over/{end}" for end in ("", "?leaving=yes")
    ]


def as_alice_id(organisation: Organisation) -> Any:
    return organisation.members.get(name="alice").public_id


def test_whoever_belongs_to_several_chooses_among_them_and_sees_which_on_every_page(
    initiative: Initiative, alice: User
) -> None:
    other = make_organisation("Fanø Kommune")
    other.admit(alice, Membership.Level.READER, None)
    client = make_client(alice)
    page = Page(client.get("/organisations/"))
    assert [node.text for node in page.main.all("h2")] == ["Birk Kommune", "Fanø Kommune"]
    for end in ("", "about/", "people/", "place/", "trail/", "roles/"):
        crumbs = Page(client.get(f"{initiative.get_absolute_url()}{end}")).main.one(
            "nav", class_="crumbs"
        )
        assert "Birk Kommune" in crumbs.text, end


def test_guest_of_single_initiatives_belongs_nowhere(db: None) -> None:
    page = Page(make_client(make_user(None)).get("/organisations/"))
    assert "You belong to no organisation." in page.main.text


@pytest.mark.parametrize("number", [1, 50])
def test_page_asks_as_often_for_fifty_members_as_for_one(
    number: int, organisation: Organisation, admin: User, home: str, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        make_user(organisation, name=f"member{each}")
        make_invitation(organisation, f"guest{each}@example.org")
        make_unit(organisation, f"Unit {each}")
    client = make_client(admin)
    with django_assert_num_queries(7):
        client.get(home)


# What it is


def test_admin_changes_name_and_code_and_the_history_has_both(
    organisation: Organisation, as_admin: Client, home: str
) -> None:
    posted = {"name": " Birk  By ", "kind": "municipality", "code": "0360"}
    assert as_admin.post(f"{home}about/", posted)["Location"] == home
    organisation.refresh_from_db()
    assert (organisation.name, organisation.code) == ("Birk By", "0360")
    assert history(organisation) == [
        ("change", "name", "Birk Kommune", "Birk By", "admin"),
        ("change", "code", "", "0360", "admin"),
    ]
    as_admin.post(f"{home}about/", posted)
    assert len(history(organisation)) == 2


@pytest.mark.parametrize(
    ("posted", "field", "message"),
    [
        ({"code": "36"}, "code", "A municipality code has four digits, such as 0360."),
        ({"code": "03x0"}, "code", "A municipality code has four digits, such as 0360."),
        ({"code": "٠٣٦٠"}, "code", "A municipality code has four digits, such as 0360."),
        ({"code": "0999"}, "code", "Another organisation has this code. Check the digits."),
        ({"name": "fanø kommune"}, "name", "Another organisation has this name. Choose another."),
        ({"name": " "}, "name", "Write something here."),
        ({"name": "x" * 121}, "name", "Write at most 120 characters, not 121."),
        ({"name": "Birk\0"}, "name", "The text has hidden characters."),
        ({"kind": "client"}, "kind", "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    posted: dict[str, str],
    field: str,
    message: str,
    organisation: Organisation,
    as_admin: Client,
    home: str,
) -> None:
    Organisation.objects.create(name="Fanø Kommune", code="0999")
    sound = {"name": "Birk By", "kind": "other", "code": ""}
    page = Page(as_admin.post(f"{home}about/", sound | posted))
    assert page.status == 422
    assert message in page.error(f"field-{field}")
    organisation.refresh_from_db()
    assert (organisation.name, organisation.kind) == ("Birk Kommune", "municipality")


# Departments


def test_department_is_added_renamed_removed_and_brought_back(
    organisation: Organisation, initiative: Initiative, as_admin: Client, home: str
) -> None:
    as_admin.post(f"{home}units/", {"name": "Roads"})
    unit = organisation.units.get()
    as_admin.post(f"{home}units/{unit.public_id}/", {"name": "Roads and parks"})
    Initiative.objects.update(unit=unit)
    page = Page(as_admin.post(f"{home}units/{unit.public_id}/remove/", follow=True))
    assert receipts(page)[-1] == "“Roads and parks” is off the list."
    assert organisation.units.count() == 0
    initiative.refresh_from_db()
    assert str(initiative.unit) == "Roads and parks"
    about = Page(as_admin.get(f"{initiative.get_absolute_url()}about/"))
    assert about.value("unit") == str(unit.public_id)
    as_admin.post(undo(page))
    assert organisation.units.get() == unit
    who = str(unit.public_id)
    assert history(organisation) == [
        ("add unit", who, None, "Roads", "admin"),
        ("rename unit", who, "Roads", "Roads and parks", "admin"),
        ("remove unit", who, "Roads and parks", "Roads and parks", "admin"),
        ("restore unit", who, "Roads and parks", "Roads and parks", "admin"),
    ]


def test_one_name_is_one_department(
    organisation: Organisation, as_admin: Client, home: str
) -> None:
    roads, parks = make_unit(organisation, "Roads"), make_unit(organisation, "Parks")
    page = Page(as_admin.post(f"{home}units/", {"name": "Roads"}))
    assert page.error("field-name") == "Error: There is one with this name already."
    as_admin.post(f"{home}units/{roads.public_id}/remove/")
    page = Page(as_admin.post(f"{home}units/{parks.public_id}/", {"name": "Roads"}))
    assert "One that was removed has this name." in page.error("field-name")
    as_admin.post(f"{home}units/", {"name": "Roads"})
    assert list(organisation.units.values_list("pk", flat=True)) == [parks.pk, roads.pk]
    assert Unit.all_ever.count() == 2


def test_department_of_another_organisation_is_not_found(as_admin: Client, home: str) -> None:
    theirs = make_unit(make_organisation("Fanø Kommune"))
    for end in ("", "remove/", "restore/"):
        posted = as_admin.post(f"{home}units/{theirs.public_id}/{end}", {"name": "Mine"})
        assert posted.status_code == 404
    assert Unit.objects.get().name == "Culture"


# Members


def test_admin_changes_a_level_with_undo(
    organisation: Organisation, as_admin: Client, bob: User, home: str
) -> None:
    page = Page(as_admin.post(f"{home}members/{bob.public_id}/", {"level": "reader"}, follow=True))
    assert receipts(page) == ["bob is now: Reader."]
    assert levels(organisation)["bob"] == "reader"
    as_admin.post(undo(page))
    assert levels(organisation)["bob"] == "editor"
    who = f"member {bob.public_id}"
    assert history(organisation) == [
        ("admit", who, "editor", "reader", "admin"),
        ("admit", who, "reader", "editor", "admin"),
    ]


@pytest.mark.parametrize("level", ["", "owner", "ADMIN", "admin\n"])
def test_level_that_there_is_not_changes_nothing(
    level: str, organisation: Organisation, as_admin: Client, bob: User, home: str
) -> None:
    page = Page(as_admin.post(f"{home}members/{bob.public_id}/", {"level": level}, follow=True))
    assert receipts(page) == ["Choose what bob may do."]
    assert levels(organisation)["bob"] == "editor"


def test_last_admin_can_be_neither_lowered_nor_removed(
    organisation: Organisation, as_admin: Client, admin: User, bob: User, home: str
) -> None:
    where = f"{home}members/{admin.public_id}/"
    page = Page(as_admin.post(where, {"level": "editor"}, follow=True))
    assert receipts(page) == ["You are the only admin. Make someone else an admin first."]
    page = Page(
        as_admin.post(f"{where}hand-over/", {"leaving": "yes", "mark": mark(as_admin, where)})
    )
    assert page.status == 422
    assert "You are the only admin." in page.error("field-leaving")
    assert levels(organisation) == {"admin": "admin", "bob": "editor"}
    User.objects.filter(pk=bob.pk).update(is_active=False)
    Membership.objects.filter(user=bob).update(level="admin")
    with pytest.raises(LastAdmin):  # a closed account admits nobody
        organisation.dismiss(admin, admin)


def mark(client: Client, where: str) -> str:
    return Page(client.get(f"{where}hand-over/")).value("mark")


def test_removed_member_sees_nothing_more_and_can_be_brought_back(
    organisation: Organisation, initiative: Initiative, as_admin: Client, bob: User, home: str
) -> None:
    where = f"{home}members/{bob.public_id}/"
    bobs = make_client(bob)
    assert bobs.get(initiative.get_absolute_url()).status_code == 200
    posted = {"leaving": "yes", "mark": mark(as_admin, where)}
    page = Page(as_admin.post(f"{where}hand-over/", posted, follow=True))
    assert receipts(page) == ["bob has left Birk Kommune."]
    assert bobs.get(initiative.get_absolute_url()).status_code == 404
    assert bobs.get(home).status_code == 404
    as_admin.post(undo(page))
    assert levels(organisation)["bob"] == "editor"


def test_nobody_is_brought_back_whom_the_admin_has_not_removed(
    organisation: Organisation, as_admin: Client, bob: User, charlie: User, home: str
) -> None:
    organisation.dismiss(bob, bob)
    for person in (bob, charlie):
        where = f"{home}members/{person.public_id}/restore/"
        assert as_admin.post(where).status_code == 404
    assert levels(organisation) == {"admin": "admin"}


def race(acts: list[Callable[[], Any]]) -> list[str]:
    """Run all at the same moment, each on a connection of its own; return how each ended."""
    ready, ended = threading.Barrier(len(acts)), ["" for _ in acts]

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            ready.wait()
            act()
            ended[number] = "done"
        except Exception as refused:
            ended[number] = type(refused).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_leave_in_the_same_moment_one_stays() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where writers cannot wait for each other")
    for number in range(10):
        organisation = make_organisation(f"Organisation {number}")
        pair = [make_user(organisation, "admin", f"{name}{number}") for name in ("one", "two")]
        ended = race([partial(organisation.dismiss, user, user) for user in pair])
        assert sorted(ended) == ["LastAdmin", "done"]
        assert organisation.memberships.count() == 1


# A consultancy and its clients


def test_client_is_seen_by_whoever_opened_it_and_by_nobody_else(
    organisation: Organisation, as_admin: Client, admin: User, bob: User, home: str
) -> None:
    Organisation.objects.update(kind="consultancy")
    colleague = make_user(organisation, "admin", "colleague")
    page = Page(as_admin.post(f"{home}clients/", {"name": "Fanø Kommune"}, follow=True))
    assert receipts(page) == ["“Fanø Kommune” is open, and you are its admin."]
    client = Organisation.objects.get(name="Fanø Kommune")
    assert (client.kind, client.consultancy, levels(client)) == (
        "client",
        organisation,
        {"admin": "admin"},
    )
    assert "Fanø Kommune" in Page(as_admin.get(home)).main.text
    theirs = client.get_absolute_url()
    for person in (bob, colleague):
        browser = make_client(person)
        assert "Fanø" not in Page(browser.get(home)).main.text
        assert browser.get(theirs).status_code == 404
    client.admit(colleague, Membership.Level.READER, admin)
    assert "Fanø" in Page(make_client(colleague).get(home)).main.text
    assert "kind" not in Page(as_admin.get(f"{theirs}about/")).form()
    assert "kind" not in Page(as_admin.get(f"{home}about/")).form()


def test_only_a_consultancy_opens_clients(as_admin: Client, home: str) -> None:
    assert as_admin.post(f"{home}clients/", {"name": "Fanø Kommune"}).status_code == 403
    assert Organisation.objects.count() == 1
