"""Hand over: all that someone is responsible for moves to a colleague in one act, with a list."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.handing_over import (
    ListChanged,
    NobodyThere,
    Responsibilities,
    hand_over,
)
from cocreation.initiatives.models import Comment, Initiative, NamedPerson
from cocreation.people.models import Membership, Organisation, User
from tests.make import (
    make_client,
    make_holder,
    make_initiative,
    make_named,
    make_risk,
    make_step,
    make_tick,
    make_user,
)
from tests.reading import Page, history, receipts

pytestmark = pytest.mark.django_db


@pytest.fixture
def much(initiative: Initiative, draft: Initiative, bob: User) -> Initiative:
    """What bob is responsible for: one thing of each kind, and what is over."""
    theirs: dict[str, Any] = {"responsible": "bob", "person": bob}
    make_named(initiative, bob, "leader")
    make_step(initiative, "Call the school", **theirs)
    make_step(initiative, "Called the club", done_on=datetime.date(2026, 1, 1), **theirs)
    make_risk(initiative, "Nobody comes", **theirs)
    make_risk(initiative, "It rains", removed_at=timezone.now(), **theirs)
    make_tick(initiative, "G1", **theirs)
    holder = make_holder(initiative, "leader", "bob")
    holder.person = bob
    holder.save()
    comment: dict[str, Any] = {
        "initiative": initiative,
        "by": initiative.author,
        "addressed_to": bob,
    }
    Comment.objects.create(text="When?", **comment)
    Comment.objects.create(text="Who?", resolved_at=timezone.now(), **comment)
    Initiative.objects.filter(pk=draft.pk).update(author=bob)
    return initiative


def page_of(organisation: Organisation, giver: User) -> str:
    return f"{organisation.get_absolute_url()}members/{giver.public_id}/hand-over/"


def give(client: Client, organisation: Organisation, giver: User, **posted: Any) -> Page:
    where = page_of(organisation, giver)
    form = {"mark": Page(client.get(where)).value("mark"), "leaving": "no"}
    return Page(client.post(where, form | posted, follow=True))


def kinds(organisation: Organisation, user: User) -> list[tuple[str, str]]:
    return [(it.kind, it.what) for it in Responsibilities(organisation, user).things]


ALL = [
    ("named", "Leader"),
    ("step", "Call the school"),
    ("risk", "Nobody comes"),
    ("tick", "G1"),
    ("role", "leader"),
    ("comment", "When?"),
    ("author", ""),
]


def test_everything_moves_in_one_act_and_the_membership_ends(
    much: Initiative,
    draft: Initiative,
    organisation: Organisation,
    bob: User,
    alice: User,
    admin: User,
) -> None:
    client = make_client(admin)
    assert [kind for kind, _what in kinds(organisation, bob)] == [kind for kind, _what in ALL]
    page = Page(client.get(page_of(organisation, bob)))
    for words in ("7 things", "Call the school", "Nobody comes", "When?", "The secret garden"):
        assert words in page.main.text
    for over in ("Called the club", "It rains", "Who?"):
        assert over not in page.main.text
    page = give(client, organisation, bob, taker=alice.public_id, leaving="yes")
    assert receipts(page) == ["7 things have moved to alice. bob has left Birk Kommune."]
    assert kinds(organisation, bob) == []
    assert [kind for kind, _what in kinds(organisation, alice)] == [
        "author",  # the initiative that alice began, and the draft that bob did
        *[kind for kind, _what in ALL],
    ]
    assert much.steps.get(what="Call the school").responsible == "alice"
    assert much.steps.get(what="Called the club").person == bob
    assert much.role_holders.get().holder == "alice"
    assert make_client(bob).get(much.get_absolute_url()).status_code == 404
    who = (str(bob.public_id), str(alice.public_id))
    step, risk = much.steps.get(what="Call the school"), much.risks.get(what="Nobody comes")
    comment = much.comments.get(text="When?")
    assert sorted(history(much)) == sorted(
        [
            ("change comment", f"{comment.public_id}.addressed_to", *who, "admin"),
            ("change risk", f"{risk.public_id}.responsible", "bob", "alice", "admin"),
            ("change step", f"{step.public_id}.responsible", "bob", "alice", "admin"),
            ("hand over", "person", *who, "admin"),
            ("hold role", "leader", "bob", "alice", "admin"),
            ("tick", "G1.responsible", "bob", "alice", "admin"),
        ]
    )
    assert history(draft) == [("hand over", "person", *who, "admin")]


def test_list_can_be_read_afterwards_by_the_admin_and_the_two(
    much: Initiative, organisation: Organisation, bob: User, alice: User, admin: User
) -> None:
    other = make_user(organisation, name="other")
    give(make_client(bob), organisation, bob, taker=alice.public_id)
    seen = {}
    for person in (bob, alice, admin, other):
        page = Page(make_client(person).get(organisation.get_absolute_url()))
        seen[person.name] = "bob → alice (7)" in page.main.text and "Nobody comes" in page.main.text
    assert seen == {"bob": True, "alice": True, "admin": True, "other": False}


def test_whoever_is_only_away_keeps_a_part(
    much: Initiative, draft: Initiative, organisation: Organisation, bob: User, alice: User
) -> None:
    page = give(make_client(bob), organisation, bob, taker=alice.public_id)
    assert receipts(page) == ["7 things have moved to alice."]
    assert organisation.members.filter(pk=bob.pk).exists()
    rows = NamedPerson.objects.order_by("initiative__title", "user__name")
    assert [(row.initiative, str(row.user), row.involvement) for row in rows] == [
        (much, "alice", "leader"),
        (much, "bob", "editor"),
        (draft, "bob", "editor"),
    ]
    draft.refresh_from_db()
    assert draft.author == alice
    assert make_client(bob).get(draft.get_absolute_url()).status_code == 200


def test_someone_who_leaves_says_who_takes_over(
    much: Initiative, organisation: Organisation, bob: User, alice: User
) -> None:
    page = give(make_client(bob), organisation, bob, leaving="yes")
    assert page.status == 422
    assert page.error("field-taker") == "Error: Choose who takes over."
    assert organisation.members.filter(pk=bob.pk).exists()
    page = give(make_client(bob), organisation, bob, leaving="yes", taker=alice.public_id)
    assert receipts(page) == ["7 things have moved to alice. You have left Birk Kommune."]
    assert (page.heading, page.root.one(id="notices").all("form")) == ("Organisations", [])


def test_taker_is_chosen_beforehand(
    much: Initiative, organisation: Organisation, bob: User, alice: User, admin: User, reader: User
) -> None:
    def chosen(client: Client) -> str:
        return Page(client.get(page_of(organisation, bob))).value("taker")

    assert chosen(make_client(admin)) == str(admin.public_id)
    assert chosen(make_client(bob)) == str(admin.public_id)


@pytest.mark.parametrize("who", ["bob", "charlie", "gone", "nonsense"])
def test_taker_who_is_no_other_member_is_refused(
    who: str,
    much: Initiative,
    organisation: Organisation,
    bob: User,
    charlie: User,
) -> None:
    gone = make_user(organisation, name="gone")
    gone.memberships.all().delete()
    ids = {"bob": bob.public_id, "charlie": charlie.public_id, "gone": gone.public_id}
    page = give(make_client(bob), organisation, bob, taker=ids.get(who, who))
    assert page.status == 422
    assert "is no member any more" in page.error("field-taker")
    assert len(kinds(organisation, bob)) == 7


def test_two_who_hand_over_to_each_other_lose_nothing(
    much: Initiative, organisation: Organisation, bob: User, alice: User, admin: User
) -> None:
    bobs, alices = make_client(bob), make_client(alice)
    forms = {
        user: {"mark": Page(client.get(page_of(organisation, user))).value("mark"), "leaving": end}
        for user, client, end in ((bob, bobs, "yes"), (alice, alices, "yes"))
    }
    first = bobs.post(page_of(organisation, bob), forms[bob] | {"taker": alice.public_id})
    assert first.status_code == 302
    posted = forms[alice] | {"taker": bob.public_id}
    page = Page(alices.post(page_of(organisation, alice), posted))
    assert page.status == 422
    assert "This person is no member any more. Choose someone else." in page.main.text
    assert "Call the school" in page.main.text
    assert len(kinds(organisation, alice)) == 8
    again = page.value("mark")
    last = alices.post(
        page_of(organisation, alice),
        {"mark": again, "leaving": "yes", "taker": admin.public_id},
    )
    assert last.status_code == 302
    assert len(kinds(organisation, admin)) == 8


def test_list_that_changed_meanwhile_is_shown_anew(
    much: Initiative, organisation: Organisation, bob: User, alice: User
) -> None:
    bobs, where = make_client(bob), page_of(organisation, bob)
    form = {"mark": Page(bobs.get(where)).value("mark"), "leaving": "no", "taker": alice.public_id}
    make_step(much, "Fetch the keys", responsible="bob", person=bob)
    page = Page(bobs.post(where, form))
    assert page.status == 422
    assert "The list has changed since you opened it." in page.main.text
    assert "Fetch the keys" in page.main.text
    assert len(kinds(organisation, bob)) == 8
    assert bobs.post(where, form | {"mark": page.value("mark")}).status_code == 302


def test_nothing_moves_when_one_of_the_two_is_gone(
    much: Initiative, organisation: Organisation, bob: User, alice: User, charlie: User
) -> None:
    with pytest.raises(NobodyThere):
        hand_over(organisation, bob, charlie, bob, leaving=False)
    with pytest.raises(NobodyThere):
        hand_over(organisation, bob, None, bob, leaving=True)
    with pytest.raises(ListChanged):
        hand_over(organisation, bob, alice, bob, leaving=True, mark="older")
    assert len(kinds(organisation, bob)) == 7
    assert organisation.members.filter(pk=bob.pk).exists()


def test_what_belongs_to_another_organisation_stays_there(
    much: Initiative, organisation: Organisation, bob: User, alice: User, charlie: User
) -> None:
    theirs = charlie.organisations.get()
    theirs.admit(bob, Membership.Level.EDITOR, None)
    elsewhere = make_initiative(charlie, "The harbour bath")
    make_step(elsewhere, "Fetch water", responsible="bob", person=bob)
    give(make_client(bob), organisation, bob, taker=alice.public_id, leaving="yes")
    assert kinds(theirs, bob) == [("step", "Fetch water")]


def test_draft_that_one_may_not_see_is_not_named(
    draft: Initiative, organisation: Organisation, bob: User, alice: User
) -> None:
    make_step(draft, "Dig at night", responsible="bob", person=bob)
    page = Page(make_client(bob).get(page_of(organisation, bob)))
    assert "A draft that you may not see" in page.main.text
    assert "The secret garden" not in page.text


def test_colleague_who_takes_part_already_keeps_the_stronger_part(
    much: Initiative, organisation: Organisation, bob: User, reader: User
) -> None:
    make_named(much, reader, "reader")
    hand_over(organisation, bob, reader, bob, leaving=True)
    rows = NamedPerson.objects.filter(initiative=much)
    assert [(row.user, row.involvement) for row in rows] == [(reader, "leader")]


@pytest.mark.parametrize("number", [1, 50])
def test_page_asks_as_often_for_fifty_things_as_for_one(
    number: int,
    initiative: Initiative,
    organisation: Organisation,
    bob: User,
    alice: User,
    django_assert_num_queries: Any,
) -> None:
    for each in range(number):
        one = make_initiative(alice, f"Garden {each}")
        make_named(one, bob)
        make_step(one, responsible="bob", person=bob)
        make_tick(one, responsible="bob", person=bob)
    client = make_client(bob)
    with django_assert_num_queries(14):
        client.get(page_of(organisation, bob))
