"""Invitations: sent by e-mail, answered by a link that works once, reminded of, withdrawn."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.models import Initiative, NamedPerson
from cocreation.people.models import Invitation, Membership, Organisation, User
from tests.make import (
    make_client,
    make_initiative,
    make_invitation,
    make_link,
    make_named,
    make_organisation,
    make_user,
)
from tests.reading import Page, history, receipts

pytestmark = pytest.mark.django_db
PASSWORD = "a heron over the harbour"
ACCOUNT = {"name": "Dora", "password": PASSWORD, "answer": "yes"}
YES = {"answer": "yes"}


@pytest.fixture
def as_admin(admin: User) -> Client:
    return make_client(admin)


@pytest.fixture
def invitation(organisation: Organisation, admin: User) -> Invitation:
    """Of dora, who has no account, as an editor."""
    return make_invitation(organisation)


@pytest.fixture
def dora(db: None) -> User:
    """Someone with an account and without an organisation."""
    return make_user(None, name="dora", password=PASSWORD)


def guests(initiative: Initiative, involvement: str = "reader") -> Invitation:
    invitation = make_invitation(initiative.organisation, level="")
    NamedPerson.objects.create(
        initiative=initiative, invitation=invitation, involvement=involvement
    )
    return invitation


def send(client: Client, organisation: Organisation, addresses: str, level: str = "editor") -> Page:
    posted = {"addresses": addresses, "level": level, "language": "en"}
    return Page(client.post(f"{organisation.get_absolute_url()}invite/", posted, follow=True))


def link(number: int = -1) -> str:
    found = re.search(r"http://localhost:8000(/invitations/\S+)", str(mail.outbox[number].body))
    assert found
    return found[1]


def members(organisation: Organisation) -> dict[str, str]:
    return {row.user.email: row.level for row in organisation.memberships.select_related("user")}


GONE = (404, "This invitation cannot be used")


def gone(client: Client, where: str) -> tuple[int, str]:
    page = Page(client.get(where))
    return page.status, page.heading


# Sending


def test_each_address_gets_a_letter_of_its_own(
    organisation: Organisation, as_admin: Client
) -> None:
    page = send(
        as_admin, organisation, "Dora@Example.org\r\n\r\n eva@example.org, \ndora@example.org"
    )
    assert receipts(page) == ["2 invitations are sent."]
    assert [letter.to for letter in mail.outbox] == [["dora@example.org"], ["eva@example.org"]]
    letter: Any = mail.outbox[0]
    assert letter.subject == "admin invites you to Birk Kommune"
    assert "admin (admin@example.org) wrote your address" in str(letter.body)
    markup = str(letter.alternatives[0].content)
    assert f'href="http://localhost:8000{link(0)}"' in markup
    assert link(0) != link(1)
    kept = Invitation.objects.get(email="dora@example.org")
    token = link(0).split("/")[2]
    assert token not in str(vars(kept))
    assert len(token) == 22  # 128 bits
    assert history(kept) == [("invite", "level", None, "editor", "admin")]
    assert "dora@example.org" in Page(as_admin.get(organisation.get_absolute_url())).main.text


def test_letter_is_written_in_the_language_of_the_account_or_as_chosen(
    organisation: Organisation, as_admin: Client, dora: User
) -> None:
    User.objects.filter(pk=dora.pk).update(language="da")
    send(as_admin, organisation, "dora@example.org\neva@example.org")
    assert [letter.subject for letter in mail.outbox] == [
        "admin inviterer dig til Birk Kommune",
        "admin invites you to Birk Kommune",
    ]


def test_name_with_a_line_break_adds_no_header(organisation: Organisation, admin: User) -> None:
    User.objects.filter(pk=admin.pk).update(name="Eve\r\nBcc: all@example.org")
    Organisation.objects.update(name="Birk\nTo: you@example.org")
    send(make_client(admin), organisation, "dora@example.org")
    message = mail.outbox[0].message()
    assert (message["To"], message["Bcc"]) == ("dora@example.org", None)
    assert "\n" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("addresses", "told"),
    [
        ("", "Write at least one address."),
        (" \n,;\n", "Write at least one address."),
        ("dora", "“dora” is not an e-mail address."),
        ("dora@example.org\nno at all\neva@", "“no at all” is not an e-mail address."),
        ("dora@example.org\rBcc: eva@example.org", "“bcc: eva@example.org” is not an e-mail"),
        ("dora@example.org eva@example.org", "is not an e-mail address."),
        ("dora\0@example.org", "The text has hidden characters."),
        (f"{'x' * 250}@example.org", "is not an e-mail address."),
        ("ADMIN@example.org", "“admin@example.org” is your own address."),
        ("bob@example.org", "“bob@example.org” is a member already."),
        ("invited@example.org", "“invited@example.org” has been invited already."),
        (
            "\n".join(f"n{number}@example.org" for number in range(500)),
            "Invite at most 50 at once. You wrote 500.",
        ),
        ("\n".join(["x" * 79] * 400), "Write at most 20000 characters"),
    ],
)
def test_one_wrong_address_is_told_and_nothing_is_sent(
    addresses: str, told: str, organisation: Organisation, as_admin: Client, bob: User
) -> None:
    make_invitation(organisation, "invited@example.org")
    page = send(as_admin, organisation, addresses)
    assert page.status == 422
    assert told in page.error("field-addresses")
    assert (mail.outbox, Invitation.objects.count()) == ([], 1)


def test_each_wrong_address_is_told(organisation: Organisation, as_admin: Client) -> None:
    page = send(as_admin, organisation, "one\ndora@example.org\ntwo@")
    assert page.error("field-addresses") == (
        "Error: “one” is not an e-mail address. “two@” is not an e-mail address."
    )
    assert page.value("addresses") == "one\ndora@example.org\ntwo@"


def test_organisation_sends_at_most_200_invitations_a_day(
    organisation: Organisation, as_admin: Client
) -> None:
    now = timezone.now()
    for number in range(199):
        make_invitation(organisation, f"n{number}@example.org", sent_at=now)
    page = send(as_admin, organisation, "dora@example.org\neva@example.org")
    assert "Your organisation can send 1 more invitation today." in page.error("field-addresses")
    assert receipts(send(as_admin, organisation, "dora@example.org")) == ["1 invitation is sent."]


# Answering


def test_someone_without_an_account_makes_one_and_is_in(
    invitation: Invitation, organisation: Organisation
) -> None:
    client, where = make_client(), make_link(invitation)
    page = Page(client.get(where))
    assert page.heading == "You are invited"
    assert "admin invites you to plan together with Birk Kommune." in page.main.text
    response = client.post(where, ACCOUNT)
    assert response["Location"] == organisation.get_absolute_url()
    assert members(organisation)["dora@example.org"] == "editor"
    dora = User.objects.get(email="dora@example.org")
    assert (dora.name, dora.check_password(PASSWORD)) == ("Dora", True)
    assert client.get(organisation.get_absolute_url()).status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_by == dora
    assert gone(make_client(), where) == GONE
    assert client.get(where)["Location"] == "/organisations/"


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "dora@example.org"}, "password"),
        ({"password": "1234567890123"}, "password"),
        ({"password": ""}, "password"),
        ({"password": "x" * 501}, "password"),
        ({"name": " "}, "name"),
        ({"name": "Dora\x07"}, "name"),
        ({"name": "x" * 101}, "name"),
    ],
)
def test_poor_account_is_refused_and_the_link_still_works(
    posted: dict[str, str], field: str, invitation: Invitation
) -> None:
    client, where = make_client(), make_link(invitation)
    page = Page(client.post(where, ACCOUNT | posted))
    assert page.status == 422
    assert page.error(f"field-{field}")
    assert not User.objects.filter(email="dora@example.org").exists()
    assert client.post(where, ACCOUNT).status_code == 302


def test_someone_signed_in_says_yes_with_one_press(
    invitation: Invitation, organisation: Organisation, dora: User
) -> None:
    client, where = make_client(dora), make_link(invitation)
    assert "You are signed in with dora@example.org." in Page(client.get(where)).main.text
    assert "dora@example.org" not in members(organisation)  # looking is no answer
    page = Page(client.post(where, YES, follow=True))
    assert receipts(page) == ["Welcome to Birk Kommune."]
    assert members(organisation)["dora@example.org"] == "editor"


def test_someone_signed_out_signs_in_and_comes_back(invitation: Invitation, dora: User) -> None:
    client, where = make_client(), make_link(invitation)
    page = Page(client.get(where))
    sign_in = next(each for each in page.links() if each.startswith("/login/"))
    assert "password" not in page.root.text.replace("Forgotten your password?", "")
    form = Page(client.get(sign_in))
    typed = {"username": "dora@example.org", "password": PASSWORD, "next": form.value("next")}
    typed["next"] = form.main.one("input", name_="next")["value"]
    assert client.post("/login/", typed)["Location"] == where


def test_stranger_with_the_link_makes_no_second_account(
    invitation: Invitation, dora: User, organisation: Organisation
) -> None:
    where = make_link(invitation)
    page = Page(make_client().post(where, ACCOUNT))
    assert page.status == 403
    assert User.objects.filter(email="dora@example.org").count() == 1
    assert "dora@example.org" not in members(organisation)
    dora.refresh_from_db()
    assert dora.check_password(PASSWORD)


def test_another_account_cannot_say_yes(
    invitation: Invitation, charlie: User, organisation: Organisation
) -> None:
    client, where = make_client(charlie), make_link(invitation)
    page = Page(client.get(where))
    assert "This is another account" in page.main.text
    assert page.main.one("input", name_="next")["value"] == where
    refused = Page(client.post(where, ACCOUNT))
    assert (refused.status, "This is another account" in refused.main.text) == (403, True)
    assert "charlie@example.org" not in members(organisation)
    assert not User.objects.filter(email="dora@example.org").exists()


def test_nobody_gets_less_than_they_have(
    organisation: Organisation, admin: User, alice: User
) -> None:
    invitation = make_invitation(organisation, "admin@example.org", "reader")
    make_client(admin).post(make_link(invitation), YES)
    assert members(organisation)["admin@example.org"] == "admin"


def test_saying_no_is_the_end_of_it(invitation: Invitation) -> None:
    client, where = make_client(), make_link(invitation)
    page = Page(client.post(where, {"answer": "no"}))
    assert page.heading == "You have said no"
    assert gone(client, where) == GONE
    assert client.post(where, ACCOUNT).status_code == 404
    assert history(invitation) == [("decline invitation", "level", None, "editor", "None")]


@pytest.mark.parametrize("field", ["withdrawn_at", "declined_at", "accepted_at", "expires_at"])
def test_link_that_cannot_be_used_looks_as_a_forged_one(
    field: str, invitation: Invitation, organisation: Organisation, dora: User
) -> None:
    where = make_link(invitation)
    setattr(invitation, field, timezone.now() - timedelta(seconds=1))
    invitation.save()
    for client in (make_client(), make_client(dora)):
        forged = client.get("/invitations/AAAAAAAAAAAAAAAAAAAAAA/")
        real = client.get(where)
        assert gone(client, where) == GONE
        assert (real.status_code, Page(real).main.text) == (404, Page(forged).main.text)
        assert client.post(where, ACCOUNT).status_code == 404
    assert "dora@example.org" not in members(organisation)


@pytest.mark.parametrize("token", ["x", "A" * 300, "-", "__", "0"])
def test_nonsense_for_a_token_is_of_no_use(token: str, db: None) -> None:
    assert gone(make_client(), f"/invitations/{token}/") == GONE


def test_link_works_for_fourteen_days(invitation: Invitation, time_machine: Any) -> None:
    where, now = make_link(invitation), timezone.now()
    time_machine.move_to(now + timedelta(days=13, hours=23))
    assert gone(make_client(), where) == (200, "You are invited")
    time_machine.move_to(now + timedelta(days=14, hours=1))
    assert gone(make_client(), where) == GONE


def test_page_of_an_invitation_is_kept_by_no_cache(invitation: Invitation) -> None:
    response = make_client().get(make_link(invitation))
    assert "no-store" in response["Cache-Control"]


# Reminding and withdrawing


def act(client: Client, invitation: Invitation, verb: str) -> Page:
    return Page(client.post(f"/invitations/{invitation.public_id}/{verb}/", follow=True))


def test_reminder_goes_once_a_day_with_a_new_link(
    invitation: Invitation, as_admin: Client, time_machine: Any
) -> None:
    old = make_link(invitation)
    assert receipts(act(as_admin, invitation, "remind")) == [
        "A reminder is sent to dora@example.org."
    ]
    assert mail.outbox[0].subject == "Påmindelse: admin har inviteret dig til Birk Kommune"
    assert gone(make_client(), old) == GONE
    assert gone(make_client(), link()) == (200, "You are invited")
    assert receipts(act(as_admin, invitation, "remind")) == [
        "They had a letter within the last day. Wait until tomorrow."
    ]
    assert len(mail.outbox) == 1
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    act(make_client(User.objects.get(name="admin")), invitation, "remind")
    assert len(mail.outbox) == 2


def test_withdrawn_link_works_no_more_until_it_is_brought_back(
    invitation: Invitation, as_admin: Client
) -> None:
    where = make_link(invitation)
    page = act(as_admin, invitation, "withdraw")
    assert receipts(page) == ["The invitation to dora@example.org is withdrawn."]
    assert "dora@example.org" not in page.main.text
    assert gone(make_client(), where) == GONE
    as_admin.post(page.root.one(id="notices").one("form")["action"])
    assert gone(make_client(), where) == (200, "You are invited")
    assert [verb for verb, *_ in history(invitation)] == [
        "withdraw invitation",
        "restore invitation",
    ]


@pytest.mark.parametrize("verb", ["remind", "withdraw", "restore"])
def test_answered_invitation_is_past_all_acts(
    verb: str, invitation: Invitation, as_admin: Client, dora: User
) -> None:
    make_client(dora).post(make_link(invitation), YES)
    assert act(as_admin, invitation, verb).status == 404
    assert mail.outbox == []


# Guests of one initiative


def test_guest_sees_one_initiative_and_nothing_else(
    initiative: Initiative, draft: Initiative, as_alice: Client, organisation: Organisation
) -> None:
    posted = {"addresses": "dora@example.org", "involvement": "editor", "language": "en"}
    people = f"{draft.get_absolute_url()}people/"
    page = Page(as_alice.post(f"{people}invite/", posted, follow=True))
    assert receipts(page) == ["1 invitation is sent."]
    assert "dora@example.org" in page.main.text
    assert "The secret garden" in str(mail.outbox[0].body)
    client = make_client()
    assert "The secret garden" in Page(client.get(link())).main.text
    assert client.post(link(), ACCOUNT)["Location"] == draft.get_absolute_url()
    assert "dora@example.org" not in members(organisation)
    for end, status in {"": 200, "about/": 200, "people/": 200, "people/invite/": 403}.items():
        assert client.get(f"{draft.get_absolute_url()}{end}").status_code == status
    assert client.get(initiative.get_absolute_url()).status_code == 404
    assert client.get(organisation.get_absolute_url()).status_code == 404
    shown = Page(as_alice.get(people)).main.text
    assert ("Dora" in shown, "dora@example.org" in shown) == (True, False)


def test_leader_who_is_a_guest_invites_without_learning_who_the_colleagues_are(
    initiative: Initiative, charlie: User, bob: User
) -> None:
    make_named(initiative, charlie, "leader")
    client = make_client(charlie)
    people = f"{initiative.get_absolute_url()}people/"
    page = Page(client.get(people))
    assert ("Add a colleague" in page.main.text, "bob" in page.main.text) == (False, False)
    assert (
        client.post(people, {"person": bob.public_id, "involvement": "editor"}).status_code == 403
    )
    posted = {"addresses": bob.email, "involvement": "reader", "language": "en"}
    assert client.post(f"{people}invite/", posted).status_code == 302
    make_client(bob).post(link(), YES)
    assert NamedPerson.objects.get(user=bob).involvement == "reader"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("bob@example.org", "“bob@example.org” is a colleague."),
        ("charlie@example.org", "“charlie@example.org” takes part already."),
        ("dora@example.org", "“dora@example.org” has been invited already."),
        ("alice@example.org", "“alice@example.org” is your own address."),
    ],
)
def test_whoever_needs_no_invitation_is_told(
    address: str, told: str, initiative: Initiative, as_alice: Client, bob: User, charlie: User
) -> None:
    make_named(initiative, charlie)
    guests(initiative)
    posted = {"addresses": address, "involvement": "reader", "language": "en"}
    page = Page(as_alice.post(f"{initiative.get_absolute_url()}people/invite/", posted))
    assert (page.status, mail.outbox) == (422, [])
    assert told in page.error("field-addresses")


def test_second_invitation_of_a_guest_keeps_the_stronger_part(
    initiative: Initiative, dora: User
) -> None:
    one, two = guests(initiative, "leader"), guests(initiative, "reader")
    for invitation in (one, two):
        assert make_client(dora).post(make_link(invitation), YES).status_code == 302
    row = NamedPerson.objects.get()
    assert (row.user, row.involvement) == (dora, "leader")


@pytest.mark.parametrize("verb", ["remind", "withdraw", "restore"])
def test_invitation_to_an_initiative_is_its_peoples_business_alone(
    verb: str, initiative: Initiative, bob: User, reader: User, charlie: User
) -> None:
    invitation = guests(initiative)
    got = [act(make_client(user), invitation, verb).status for user in (bob, reader, charlie)]
    assert got == [200, 403, 404]


def test_invitation_to_another_organisation_is_not_found(as_admin: Client) -> None:
    theirs = make_organisation("Fanø Kommune")
    make_user(theirs, "admin", "eva")
    invitation = make_invitation(theirs)
    for verb in ("remind", "withdraw", "restore"):
        assert act(as_admin, invitation, verb).status == 404


@pytest.mark.parametrize("number", [1, 50])
def test_page_of_people_asks_as_often_for_fifty_as_for_one(
    number: int, initiative: Initiative, as_alice: Client, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        make_named(initiative, make_user(initiative.organisation, name=f"colleague{each}"))
        guests(initiative)
    with django_assert_num_queries(6):
        as_alice.get(f"{initiative.get_absolute_url()}people/")


def test_initiative_that_is_gone_lets_into_nothing(
    initiative: Initiative, dora: User, alice: User
) -> None:
    invitation = guests(initiative)
    initiative.delete_softly(alice)
    client, where = make_client(dora), make_link(invitation)
    assert initiative.title not in Page(client.get(where)).main.text
    assert client.post(where, YES)["Location"] == "/initiatives/"
    assert make_initiative(alice).title not in Page(client.get("/initiatives/")).main.all("li")


def test_levels_are_those_of_the_database() -> None:
    assert set(Membership.Level.values) == {"reader", "editor", "admin"}
