"""The file with everything about a person: nothing forgotten, and nothing of anyone else's."""

import datetime
import json
from typing import Any

import pytest
from django.db import models
from django.test import Client

from cocreation.initiatives.keeping import keep
from cocreation.initiatives.models import Comment, Initiative
from cocreation.people.models import Change, Membership, Organisation, User
from cocreation.post.models import Letter
from cocreation.protection.exporting import everything_about
from cocreation.protection.relations import RELATIONS, columns
from cocreation.reminders.models import Preference
from tests.make import (
    make_assessment,
    make_client,
    make_comment,
    make_file,
    make_initiative,
    make_invitation,
    make_named,
    make_organisation,
    make_risk,
    make_shared_link,
    make_step,
    make_tick,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db


def file_of(client: Client) -> dict[str, Any]:
    """Return what the button downloads."""
    response = client.get("/my/data/my-data.json")
    assert response.status_code == 200
    return json.loads(response.content)  # type: ignore[no-any-return]


def test_every_column_that_names_a_person_is_covered() -> None:
    assert {name for name, _column in columns()} == set(RELATIONS)


def test_no_other_column_names_a_person_without_a_key() -> None:
    """A many-to-many of its own would be found by no key of a model that we know."""
    ways = [
        each
        for each in User._meta.get_fields(include_hidden=True)
        if isinstance(each, models.ManyToManyRel)
    ]
    assert [each.field.remote_field.through for each in ways] == [Membership]
    assert [each for each in User._meta.get_fields() if each.many_to_many and each.concrete] == []


def test_headings_and_columns_are_those_of_the_tables() -> None:
    headings = [relation.heading for relation in RELATIONS.values()]
    assert len(set(headings)) == len(headings)
    for name, column in columns():
        known = {field.name for field in column.model._meta.get_fields()}
        relation = RELATIONS[name]
        assert set(relation.plain) | set(relation.shared) <= known, name


def test_file_has_all_that_a_person_did(
    as_bob: Client, bob: User, alice: User, initiative: Initiative, organisation: Organisation
) -> None:
    mine = make_initiative(bob, "The bench")
    make_named(initiative, bob, "leader")
    make_step(initiative, "Dig", person=bob, responsible="bob")
    make_risk(initiative, "It rains", person=bob, responsible="bob", press_line="We wait.")
    make_tick(initiative, "G1", person=bob, responsible="bob", note="Asked")
    make_comment(initiative, "Who has the key?", by=bob)
    make_comment(initiative, "Bob, when?", by=alice, addressed_to=bob)
    make_file(initiative, "map.txt", by=bob)
    make_assessment(mine, note="Our best guess")
    keep(mine, bob, "As agreed")
    make_shared_link(mine, name="The poster")
    make_invitation(organisation, bob.email, accepted_by=bob)
    Preference.objects.lock(bob).choose("weekly")
    Letter.objects.create(to=bob.email, subject="Three things", text="", html="")
    found = file_of(as_bob)
    assert set(found) == {
        *("made_at", "organisation", "account", "invitations_received", "letters"),
        *(relation.heading for relation in RELATIONS.values()),
    }
    assert found["account"]["email"] == "bob@example.org"
    assert [row["level"] for row in found["memberships"]] == ["editor"]
    assert [(row["title"], row["status"]) for row in found["initiatives_begun"]] == [
        ("The bench", "dialogue")
    ]
    assert [(row["what"], row["title"]) for row in found["steps"]] == [("Dig", initiative.title)]
    assert [(row["what"], row["press_line"]) for row in found["risks"]] == [
        ("It rains", "We wait.")
    ]
    assert [(row["item"], row["note"]) for row in found["checklist_lines"]] == [("G1", "Asked")]
    assert [row["text"] for row in found["comments"]] == ["Who has the key?"]
    assert len(found["comments_to_answer"]) == 1
    assert [row["name"] for row in found["files"]] == ["map.txt"]
    assert [row["note"] for row in found["placements"]] == ["Our best guess"]
    assert [row["name"] for row in found["versions"]] == ["As agreed"]
    assert [row["name"] for row in found["links_to_read"]] == ["The poster"]
    assert [row["email"] for row in found["invitations_received"]] == [bob.email]
    assert [row["pace"] for row in found["letters_wanted"]] == ["weekly"]
    assert [row["subject"] for row in found["letters"]] == ["Three things"]
    assert [row["verb"] for row in found["changes"]] == ["assess", "name version", "make link"]


def test_file_leaves_out_what_others_wrote(
    as_bob: Client, bob: User, alice: User, initiative: Initiative
) -> None:
    make_comment(initiative, "A word to bob", by=alice, addressed_to=bob)
    make_comment(initiative, "A word to nobody", by=alice)
    make_file(initiative, "secret.txt", by=alice)
    said = json.dumps(file_of(as_bob))
    for text in ("A word", "secret.txt", "alice"):
        assert text not in said


def test_file_leaves_out_the_words_of_what_one_may_read_no_more(
    as_bob: Client, bob: User, initiative: Initiative
) -> None:
    make_step(initiative, "Dig", person=bob, responsible="bob")
    make_comment(initiative, "My own words", by=bob)
    before = json.dumps(file_of(as_bob))
    assert initiative.title in before
    assert "Dig" in before
    bob.memberships.all().delete()
    found = file_of(as_bob)
    after = json.dumps(found)
    assert initiative.title not in after
    assert "Dig" not in after
    assert "Birk" not in after
    assert found["steps"][0]["responsible"] == "bob"
    assert found["comments"][0]["text"] == "My own words"


def test_file_is_a_download_that_nobody_keeps(as_bob: Client) -> None:
    response = as_bob.get("/my/data/my-data.json")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert response["Cache-Control"] == "no-store"


def test_page_says_what_is_stored_and_whom_to_ask(
    as_bob: Client, organisation: Organisation, admin: User
) -> None:
    page = Page(as_bob.get("/my/data/"))
    assert "An admin must write this." in page.main.text
    form = {"initial-contact": "", "contact": "The archive, 12 34 56 78"}
    make_client(admin).post(f"{organisation.get_absolute_url()}retention/", form)
    page = Page(as_bob.get("/my/data/"))
    assert "Birk Kommune : The archive, 12 34 56 78" in page.main.text
    assert "/my/data/my-data.json" in page.links()
    assert "/my/data/erase/" in page.links()


def test_admin_gets_what_the_organisation_holds_and_the_history_says_so(
    bob: User, admin: User, initiative: Initiative, organisation: Organisation, charlie: User
) -> None:
    elsewhere = make_organisation("Fanø")
    elsewhere.admit(bob, Membership.Level.EDITOR, None)
    theirs = make_initiative(charlie, "Far away")
    make_named(theirs, bob)
    make_comment(theirs, "Said far away", by=bob)
    make_comment(initiative, "Said here", by=bob)
    Preference.objects.lock(bob)
    Change.objects.all().delete()
    where = f"{organisation.get_absolute_url()}members/{bob.public_id}/data/"
    response = make_client(admin).post(where)
    assert response["Content-Disposition"] == 'attachment; filename="member-data.json"'
    said = response.content.decode()
    assert "Said here" in said
    for text in ("Fanø", "Far away", "Said far away", "letters_wanted", "password"):
        assert text not in said
    rows = Change.objects.values_list("verb", "field", "by__name", "organisation")
    assert list(rows) == [("export data", f"member {bob.public_id}", "admin", organisation.pk)]


@pytest.mark.parametrize("number", [1, 50])
def test_file_takes_as_many_queries_for_much(
    number: int, bob: User, initiative: Initiative, django_assert_num_queries: Any
) -> None:
    for turn in range(number):
        make_step(initiative, f"Step {turn}", person=bob)
        Comment.objects.create(initiative=initiative, by=bob, text="Yes")
        make_assessment(initiative, assessed_on=datetime.date(2026, 1, 1))
    with django_assert_num_queries(len(RELATIONS) + 4):
        everything_about(bob)
