"""Talk about an initiative: threads, answers, who may do what with them, and whom they wait for."""

import random
import string
from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Comment, Initiative, Status
from cocreation.initiatives.places import address_of
from cocreation.people.models import User
from tests.make import make_client, make_comment, make_initiative, make_named, make_user
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue

pytestmark = pytest.mark.django_db


def on_page(page: Page) -> list[str]:
    """Return the words of the comments, in the order of the page."""
    return [" ".join(p.text for p in node.all("p")[1:]) for node in page.main.all("article")]


def test_comment_is_said_and_answered(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("comments"))).form()
    said = as_alice.post(url("comments"), form | {"text": "Who asks the school?"})
    first = Comment.objects.get()
    assert said["Location"] == f"{url('comments')}#comment-{first.public_id}"
    as_bob.post(url("answer_comment", first.public_id), {"text": "I do.\r\n\r\nTomorrow."})
    page = Page(as_alice.get(url("comments")))
    assert on_page(page) == ["Who asks the school?", "I do. Tomorrow."]
    second = Comment.objects.get(thread=first)
    assert (str(first.by), str(second.by)) == ("alice", "bob")
    assert history(initiative) == [
        ("add comment", str(first.public_id), None, {"text": "Who asks the school?"}, "alice"),
        ("add comment", str(second.public_id), None, {"text": "I do.\n\nTomorrow."}, "bob"),
    ]


def test_newest_talk_stands_first_and_what_is_settled_is_folded(
    as_alice: Client, initiative: Initiative, url: Any, alice: User
) -> None:
    one, two, three = (make_comment(initiative, text) for text in ("One", "Two", "Three"))
    make_comment(initiative, "To one", thread=one)
    three.resolve(alice)
    page = Page(as_alice.get(url("comments")))
    assert on_page(page) == ["One", "To one", "Two", "Three"]
    fold = page.main.one("details", class_="lists")
    assert fold.all("summary")[0].text == "1 settled thread"
    assert fold.all(id=f"comment-{three.public_id}") != []
    assert fold.all(id=f"comment-{two.public_id}") == []


def test_comment_about_a_line_shows_its_words_and_leads_back(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    for item_id in ("K1.1", "G2", "equal.leader.tasks"):
        item = catalogue.items[item_id]
        page = Page(as_alice.get(url("comments") + f"?about={item_id}"))
        assert item.text.en in page.main.text
        as_alice.post(url("comments"), page.form() | {"text": f"About {item_id}"})
        assert Comment.objects.latest("pk").about == item_id
        page = Page(as_alice.get(url("comments")))
        address = address_of(initiative, item)
        assert address in page.links()
        lead = Page(as_alice.get(address))
        assert lead.root.all(id=address.partition("#")[2]) != []


def test_unknown_line_is_no_page_and_no_comment(as_alice: Client, url: Any) -> None:
    assert as_alice.get(url("comments") + "?about=K9.9").status_code == 404
    page = Page(as_alice.post(url("comments"), {"text": "Hello", "about": "K9.9"}))
    assert page.status == 422
    assert "That line is not on any list. Choose it again." in page.text
    assert page.value("text") == "Hello"
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "typed", ["", "  \n", "x" * 2001, "a\u202eb", "\0", "\u200b"], ids=lambda typed: repr(typed)[:9]
)
@pytest.mark.parametrize("where", ["comments", "answer_comment", "comment"])
def test_refused_words_change_nothing_and_stay(
    where: str, typed: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_comment(initiative)
    address = url(where) if where == "comments" else url(where, row.public_id)
    page = Page(as_alice.post(address, {"text": typed, "initial-text": row.text}))
    assert page.status == 422
    errors = [node.text for node in page.root.all(class_="form-error-message")]
    assert len(errors) == 1
    shown = [node.raw.removeprefix("\n") for node in page.root.all("textarea")]
    assert typed.replace("\0", "\ufffd") in shown or typed in shown
    assert [(each.text, each.thread) for each in Comment.objects.all()] == [(row.text, None)]


def test_same_words_sent_twice_are_said_once(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    for client in (as_alice, as_alice, as_bob):
        client.post(url("comments"), {"text": "Hello"})
    assert [str(row.by) for row in Comment.objects.all()] == ["alice", "bob"]
    first = Comment.objects.earliest("pk")
    for _ in range(2):
        as_bob.post(url("answer_comment", first.public_id), {"text": "Hi"})
    assert first.answers.count() == 1


def test_answer_to_a_comment_taken_off_meanwhile_keeps_the_words(
    as_bob: Client, initiative: Initiative, url: Any, alice: User
) -> None:
    first = make_comment(initiative, about="K1.1")
    first.remove(alice)
    page = Page(as_bob.post(url("answer_comment", first.public_id), {"text": "My answer"}))
    assert page.status == 422
    assert page.error("field-text") == (
        "Error: The comment is gone that you answer. Your words can stand on their own."
    )
    assert page.value("text") == "My answer"
    as_bob.post(url("comments"), page.form())
    said = Comment.objects.latest("pk")
    assert (said.text, said.thread, said.about) == ("My answer", None, "K1.1")


def test_answer_goes_one_level_deep(as_bob: Client, initiative: Initiative, url: Any) -> None:
    first = make_comment(initiative)
    second = make_comment(initiative, "Answer", thread=first)
    response = as_bob.post(url("answer_comment", second.public_id), {"text": "Deeper"})
    assert response.status_code == 404


def test_answer_opens_a_settled_thread_again(
    as_bob: Client, initiative: Initiative, url: Any, alice: User
) -> None:
    first = make_comment(initiative)
    first.resolve(alice)
    as_bob.post(url("answer_comment", first.public_id), {"text": "Not quite"})
    first.refresh_from_db()
    assert (first.resolved_at, first.resolved_by) == (None, None)
    assert [(verb, who) for verb, *_, who in history(initiative)] == [
        ("resolve comment", "alice"),
        ("add comment", "bob"),
        ("reopen comment", "bob"),
    ]


# One's own words, and those of others


def test_author_changes_their_own_words_and_nobody_else_does(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any, admin: User
) -> None:
    row = make_comment(initiative)
    where = url("comment", row.public_id)
    as_alice.post(where, Page(as_alice.get(where)).form() | {"text": "Who asks them?"})
    row.refresh_from_db()
    assert row.text == "Who asks them?"
    assert history(initiative) == [
        (
            "change comment",
            f"{row.public_id}.text",
            "Who asks the school?",
            "Who asks them?",
            "alice",
        )
    ]
    for client in (as_bob, make_client(admin)):
        assert client.get(where).status_code == 403
        assert client.post(where, {"text": "Bob's", "initial-text": ""}).status_code == 403
    row.refresh_from_db()
    assert row.text == "Who asks them?"


def test_author_with_two_pages_open_sees_both_texts(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    where = url("comment", make_comment(initiative).public_id)
    one, two = (Page(as_alice.get(where)).form() for _ in range(2))
    as_alice.post(where, one | {"text": "First page"})
    page = Page(as_alice.post(where, two | {"text": "Second page"}))
    assert page.status == 422
    assert "It now says: “First page”." in page.error("field-text")
    assert page.value("text") == "Second page"


def test_comment_taken_off_hides_its_answers_and_comes_back_with_them(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    first = make_comment(initiative)
    make_comment(initiative, "The gardener does.", thread=first)
    page = Page(as_alice.post(url("remove_comment", first.public_id), follow=True))
    assert receipts(page) == ["The comment is taken off."]
    assert on_page(page) == []
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["The comment is back."]
    assert on_page(page) == ["Who asks the school?", "The gardener does."]


def test_thread_is_settled_with_undo(as_alice: Client, initiative: Initiative, url: Any) -> None:
    row = make_comment(initiative)
    page = Page(as_alice.post(url("resolve_comment", row.public_id), follow=True))
    assert receipts(page) == ["The thread is settled."]
    row.refresh_from_db()
    assert str(row.resolved_by) == "alice"
    page = Page(as_alice.post(page.root.one(id="notices").one("form")["action"], follow=True))
    assert receipts(page) == ["The thread is open again."]
    row.refresh_from_db()
    assert row.resolved_at is None


READERS = ("reader", "bob", "charlie")
ACTS = ("change", "remove", "resolve")


@pytest.mark.parametrize(
    ("author", "addressed_to", "may"),
    [
        ("alice", None, {"reader": "", "bob": "remove resolve", "charlie": ""}),
        (
            "reader",
            None,
            {"reader": "change remove resolve", "bob": "remove resolve", "charlie": ""},
        ),
        ("alice", "reader", {"reader": "resolve", "bob": "remove resolve", "charlie": ""}),
        (
            "charlie",
            None,
            {"reader": "", "bob": "remove resolve", "charlie": "change remove resolve"},
        ),
    ],
)
def test_who_may_do_what_with_a_comment(
    author: str,
    addressed_to: str | None,
    may: dict[str, str],
    initiative: Initiative,
    url: Any,
    alice: User,
    bob: User,
    reader: User,
    charlie: User,
) -> None:
    """charlie is named as a reader here. The page offers what is allowed, and nothing else."""
    make_named(initiative, charlie, "reader")
    people = {"alice": alice, "bob": bob, "reader": reader, "charlie": charlie}
    row = make_comment(
        initiative,
        by=people[author],
        addressed_to=people[addressed_to] if addressed_to else None,
    )
    addresses = {
        "change": url("comment", row.public_id),
        "remove": url("remove_comment", row.public_id),
        "resolve": url("resolve_comment", row.public_id),
    }
    offered, allowed = {}, {}
    for person in READERS:
        client = make_client(people[person])
        page = Page(client.get(url("comments")))
        there = {*page.links(), *(form["action"] for form in page.main.all("form"))}
        offered[person] = " ".join(act for act in ACTS if addresses[act] in there)
        done = []
        for act in ACTS:
            posted = {"text": "x", "initial-text": "y"}
            if client.post(addresses[act], posted).status_code != 403:
                done.append(act)
            Comment.objects.update(removed_at=None, resolved_at=None)
        allowed[person] = " ".join(done)
    assert (offered, allowed) == (may, may)


def test_readers_talk_too(
    as_reader: Client, initiative: Initiative, url: Any, charlie: User
) -> None:
    make_named(initiative, charlie, "reader")
    for client in (as_reader, make_client(charlie)):
        form = Page(client.get(url("comments"))).form()
        assert client.post(url("comments"), form | {"text": "Hello"}).status_code == 302
    assert [str(row.by) for row in Comment.objects.all()] == ["reader", "charlie"]


def test_role_taken_away_while_the_form_is_open_is_a_refusal(
    as_reader: Client, initiative: Initiative, url: Any, reader: User
) -> None:
    form = Page(as_reader.get(url("comments"))).form()
    reader.memberships.all().delete()
    assert as_reader.post(url("comments"), form | {"text": "Hello"}).status_code == 404
    assert not Comment.objects.exists()


# Whom a comment is addressed to


def people_offered(page: Page) -> list[str]:
    return [option.text for option in page.main.one("select").all("option")]


def test_one_addresses_whoever_may_read_and_nobody_else(
    as_alice: Client,
    initiative: Initiative,
    draft: Initiative,
    bob: User,
    reader: User,
    admin: User,
    charlie: User,
    url: Any,
) -> None:
    gone = make_user(initiative.organisation, "editor", "gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert people_offered(Page(as_alice.get(url("comments")))) == [
        "Everyone",
        "admin",
        "bob",
        "reader",
    ]
    make_named(draft, charlie, "reader")
    page = Page(as_alice.get(f"/initiatives/{draft.public_id}/comments/"))
    assert people_offered(page) == ["Everyone", "admin", "charlie"]
    for stranger in (charlie.public_id, "no-such-person", 1):
        posted = {"text": "Hello", "addressed_to": stranger}
        page = Page(as_alice.post(url("comments"), posted))
        assert page.error("field-addressed_to") == (
            "Error: This person may not read the initiative. Choose another."
        )
        assert page.value("text") == "Hello"


def test_addressed_comment_waits_until_it_is_answered_settled_or_gone(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any, alice: User, bob: User
) -> None:
    def waits() -> list[str]:
        return [row.text for row in Comment.objects.waiting_for(bob)]

    as_alice.post(url("comments"), {"text": "Bob?", "addressed_to": bob.public_id})
    row = Comment.objects.get()
    assert waits() == ["Bob?"]
    assert list(Comment.objects.waiting_for(alice)) == []
    assert "Waits for your answer" in Page(as_bob.get(url("comments"))).text
    assert "Waits for bob" in Page(as_alice.get(url("comments"))).text
    row.resolve(alice)
    assert waits() == []
    row.reopen(alice)
    row.remove(alice)
    assert waits() == []
    row.restore(alice)
    as_alice.post(url("answer_comment", row.public_id), {"text": "Please!"})
    assert waits() == ["Bob?"]
    as_bob.post(url("answer_comment", row.public_id), {"text": "Yes"})
    assert waits() == []
    assert "Waits for" not in Page(as_alice.get(url("comments"))).text
    row.answers.get(by=bob).remove(bob)
    assert waits() == ["Bob?"]


def test_addressed_answer_waits_too(initiative: Initiative, alice: User, bob: User) -> None:
    first = make_comment(initiative, by=bob)
    asked = make_comment(initiative, "And you?", thread=first, addressed_to=bob)
    assert list(Comment.objects.waiting_for(bob)) == [asked]
    make_comment(initiative, "Me too", thread=first, by=bob)
    assert list(Comment.objects.waiting_for(bob)) == []


def test_comment_waits_for_nobody_who_may_not_read_it_any_more(
    initiative: Initiative, bob: User, alice: User
) -> None:
    make_comment(initiative, addressed_to=bob)
    assert Comment.objects.waiting_for(bob).count() == 1
    Initiative.objects.update(status=Status.DRAFT)
    assert Comment.objects.waiting_for(bob).count() == 0
    Initiative.objects.update(status=Status.DONE)
    assert Comment.objects.waiting_for(bob).count() == 1
    initiative.delete_softly(alice)
    assert Comment.objects.waiting_for(bob).count() == 0


# What leaks, and what it costs


def test_stranger_learns_nothing_of_a_comment(
    as_bob: Client, initiative: Initiative, url: Any, charlie: User
) -> None:
    secret = "".join(random.choices(string.ascii_letters, k=20))
    row = make_comment(initiative, secret, addressed_to=charlie)
    assert secret in as_bob.get(url("comments")).content.decode()
    charlies = make_client(charlie)
    own = make_initiative(charlie, "The harbour bath")
    for where in (
        url("comments"),
        url("comment", row.public_id),
        "/my/",
        "/initiatives/",
        f"/initiatives/{own.public_id}/comments/",
        f"/initiatives/{own.public_id}/comments/{row.public_id}/",
    ):
        assert secret not in charlies.get(where).content.decode()


def test_script_in_a_comment_is_shown_as_words(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_comment(initiative, "<script>alert(1)</script> & <b>x</b>")
    page = Page(as_alice.get(url("comments")))
    assert on_page(page) == ["<script>alert(1)</script> & <b>x</b>"]
    assert page.main.all("script") == []


def test_number_of_a_person_is_warned_about_and_saved(as_alice: Client, url: Any) -> None:
    page = Page(as_alice.post(url("comments"), {"text": "It is 010190-1234."}, follow=True))
    assert receipts(page)[1] == "It looks like a CPR number in “Comment”. Take it out, if it is."
    assert Comment.objects.get().text == "It is 010190-1234."


@pytest.mark.parametrize("number", [1, 50])
def test_page_asks_as_often_for_one_as_for_fifty(
    number: int,
    as_alice: Client,
    initiative: Initiative,
    organisation: Any,
    url: Any,
    alice: User,
    django_assert_num_queries: Any,
) -> None:
    for each in range(number):
        colleague = make_user(organisation, name=f"colleague{each}")
        first = make_comment(initiative, f"{each}", about="K1.1", addressed_to=colleague)
        make_comment(initiative, "Answer", thread=first, by=colleague)
        make_comment(initiative, f"Settled {each}", by=colleague).resolve(alice)
    with django_assert_num_queries(QUERIES):
        as_alice.get(url("comments"))


QUERIES = 6
