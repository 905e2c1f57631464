"""Erasing a person: handed over first, gone for good, and nothing of others' is lost."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from cocreation.initiatives.handing_over import hand_over
from cocreation.initiatives.keeping import keep
from cocreation.initiatives.models import Initiative, Step, Tick, Version
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.models import Change, Invitation, Membership, Organisation, User
from cocreation.post.models import Letter
from cocreation.protection.erasing import NotYet, erase
from cocreation.reminders.models import Preference
from tests.make import (
    make_client,
    make_comment,
    make_file,
    make_initiative,
    make_invitation,
    make_named,
    make_shared_link,
    make_step,
    make_user,
)
from tests.reading import Page, receipts
from typology.catalogue import Role
from typology.placement import Scores

pytestmark = pytest.mark.django_db
LEFT = "en, der er holdt op"
PASSWORD = "twelve good letters"


@pytest.fixture
def dora(organisation: Organisation) -> User:
    """An editor with a name that is hers alone, and a password."""
    dora = make_user(organisation, "editor", "dora", password=PASSWORD)
    User.objects.filter(pk=dora.pk).update(name="Dora the Digger", email="dora-digs@example.org")
    dora.refresh_from_db()
    return dora


def everything() -> str:
    """Return each value in the database."""
    rows = [list(model._base_manager.values()) for model in apps.get_models()]
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False)


def confirm(client: Client, **more: str) -> Any:
    form = {"email": "dora-digs@example.org", "password": PASSWORD} | more
    return client.post("/my/data/erase/", form)


def busy(initiative: Initiative, dora: User) -> None:
    """Let dora do a bit of everything in alice's initiative."""
    step = make_step(initiative, "Dig")
    step.change(dora, {"responsible": dora.name})
    Step(initiative=initiative, what="Rake", responsible=dora.email).add(dora)
    tick(initiative, dora, {"G1": {"responsible": dora.name, "state": "missing"}})
    hold_roles(initiative, dora, [(Role("leader"), dora.name)])
    make_comment(initiative, "Who has the key?", by=dora)
    make_file(initiative, "plan.txt", by=dora)
    initiative.assess(dora, Scores(20, 30))
    keep(initiative, dora, "As agreed")
    make_shared_link(initiative)
    Preference.objects.lock(dora).open_feed()
    make_invitation(initiative.organisation, dora.email, accepted_by=dora)
    make_invitation(initiative.organisation, "new@example.org", by=dora)
    Letter.objects.create(to=dora.email, subject="For Dora the Digger", text="", html="")


def test_nobody_can_be_found_who_was_erased(
    initiative: Initiative, dora: User, alice: User, organisation: Organisation
) -> None:
    busy(initiative, dora)
    client = make_client(dora)
    for text in ("Dora the Digger", "dora-digs"):
        assert text in everything()
    hand_over(organisation, dora, alice, dora, leaving=False)
    dora.named_on.all().delete()
    response = confirm(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    left = everything()
    for text in ("Dora the Digger", "dora-digs", "Dora"):
        assert text not in left
    assert not User.objects.filter(pk=dora.pk).exists()


def test_what_a_person_did_stays_with_nobodys_name(
    initiative: Initiative, dora: User, alice: User, organisation: Organisation
) -> None:
    busy(initiative, dora)
    acts = Change.objects.filter(by=dora).count()
    anonymous = Change.objects.filter(by=None).count()
    hand_over(organisation, dora, alice, alice, leaving=True)
    erase(dora)
    assert [(c.text, c.by) for c in initiative.comments.all()] == [("Who has the key?", None)]
    assert [(f.name, f.by) for f in initiative.attachments.all()] == [("plan.txt", None)]
    assert [a.by for a in initiative.assessments.all()] == [None]
    # Each act is still there, and one row says that the account is erased.
    assert Change.objects.filter(by=None).count() == anonymous + acts + 1
    assert Change.objects.filter(verb="erase account").count() == 1
    assert Version.objects.get().snapshot["ticks"]["G1"]["responsible"] == LEFT
    for name in ("versions", "history", "comments", "steps", "files", "people"):
        assert make_client(alice).get(f"{initiative.get_absolute_url()}{name}/").status_code == 200
    assert make_client(alice).get(organisation.get_absolute_url()).status_code == 200


def test_sessions_invitations_and_calendar_end(
    initiative: Initiative, dora: User, alice: User, organisation: Organisation
) -> None:
    busy(initiative, dora)
    other = make_client(dora)
    token = Preference.objects.lock(dora).open_feed()
    assert other.get("/my/").status_code == 200
    assert other.get(f"/calendar/{token}.ics").status_code == 200
    hand_over(organisation, dora, alice, alice, leaving=True)
    erase(dora)
    assert other.get("/my/")["Location"] == "/login/?next=/my/"
    assert other.get(f"/calendar/{token}.ics").status_code == 404
    assert [(it.email, it.by) for it in Invitation.objects.all()] == [("new@example.org", None)]
    assert not Letter.objects.exists()


def test_what_a_guest_answered_for_says_that_someone_has_left(
    initiative: Initiative, dora: User, charlie: User
) -> None:
    theirs = make_initiative(charlie, "The harbour bath")
    make_named(theirs, dora)
    make_step(theirs, "Swim", person=dora, responsible=dora.name)
    tick(theirs, charlie, {"G1": {"responsible": dora.name}})
    erase(dora)
    assert [(s.responsible, s.person) for s in theirs.steps.all()] == [(LEFT, None)]
    assert [(t.responsible, t.person) for t in Tick.objects.all()] == [(LEFT, None)]
    assert make_client(charlie).get(f"{theirs.get_absolute_url()}history/").status_code == 200


def test_name_of_a_namesake_stays(initiative: Initiative, dora: User, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(name=dora.name)
    make_step(initiative, "Dig", responsible=dora.name)
    erase(dora)
    assert initiative.steps.get().responsible == "Dora the Digger"


def test_other_organisations_are_left_alone(
    initiative: Initiative, dora: User, charlie: User
) -> None:
    theirs = make_initiative(charlie, "The harbour bath")
    make_step(theirs, "Swim", responsible=dora.name)
    erase(dora)
    assert theirs.steps.get().responsible == "Dora the Digger"


def test_things_must_be_handed_over_first(
    initiative: Initiative, dora: User, alice: User, organisation: Organisation
) -> None:
    busy(initiative, dora)
    client = make_client(dora)
    page = Page(client.get("/my/data/erase/"))
    where = f"{organisation.get_absolute_url()}members/{dora.public_id}/hand-over/"
    assert where in page.links()
    assert page.main.all("form") == []
    before = everything()
    response = confirm(client)
    assert response.status_code == 422
    assert "Hand over what is yours first." in Page(response).main.text
    assert everything() == before


def test_last_admin_is_told_to_name_another_first(organisation: Organisation, admin: User) -> None:
    client = make_client(admin)
    page = Page(client.get("/my/data/erase/"))
    assert "You are the only admin. Make someone else an admin first." in page.main.text
    with pytest.raises(NotYet):
        erase(admin)
    assert User.objects.filter(pk=admin.pk).exists()
    other = make_user(organisation, "admin", "other")
    erase(admin)
    assert [m.user for m in Membership.objects.all()] == [other]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("email", "", "Write your e-mail address."),
        ("email", "alice@example.org", "This is not the address that you sign in with."),
        ("email", "x\r\ny@example.org", "Write an e-mail address, such as name@example.dk."),
        ("password", "", "Write your password."),
        ("password", "wrong", "The password is wrong."),
        ("password", "x" * 501, ""),
    ],
)
def test_wrong_confirmation_erases_nobody(
    field: str, typed: str, said: str, dora: User, alice: User
) -> None:
    client = make_client(dora)
    before = everything()
    page = Page(confirm(client, **{field: typed}))
    assert page.status == 422
    assert said in page.error(f"field-{field}")
    assert page.error(f"field-{field}")
    assert everything() == before


def test_address_may_be_typed_in_capitals(dora: User) -> None:
    assert confirm(make_client(dora), email="DORA-digs@Example.org").status_code == 302
    assert not User.objects.filter(pk=dora.pk).exists()


def test_receipt_says_that_it_is_done(dora: User, edition: Any) -> None:
    client = make_client(dora)
    confirm(client)
    assert receipts(Page(client.get("/"))) == ["Your account is erased."]


def test_failure_halfway_changes_nothing(
    initiative: Initiative, dora: User, charlie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = make_initiative(charlie, "The harbour bath")
    make_step(theirs, "Swim", person=dora, responsible=dora.name)
    before = everything()

    def fail(*_args: Any) -> None:
        raise OSError("disk")

    monkeypatch.setattr("cocreation.protection.erasing.end_sessions", fail)
    with pytest.raises(OSError, match="disk"):
        erase(dora)
    assert everything() == before
