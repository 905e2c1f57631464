"""Two people in one form: what one changed is kept, what both changed is shown to the second."""

from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative
from tests.make import (
    make_assessment,
    make_holder,
    make_plan,
    make_ready_step,
    make_tick,
)
from tests.reading import Page, history

pytestmark = pytest.mark.django_db
LINE = "controlled.leader.tasks"


def test_field_that_both_changed_shows_both_texts_and_saves_nothing(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    alices, bobs = (Page(who.get(url("about"))).form("about") for who in (as_alice, as_bob))
    assert as_bob.post(url("about"), bobs | {"title": "Bob's garden"}).status_code == 302
    mine = {"title": "Alice's garden", "kle": "27.00"}
    page = Page(as_alice.post(url("about"), alices | mine))
    assert page.status == 422
    assert "It now says: “Bob's garden”." in page.error("field-title")
    assert (page.value("title"), page.value("kle")) == ("Alice's garden", "27.00")
    fresh = Initiative.objects.get()
    assert (fresh.title, fresh.kle) == ("Bob's garden", "")
    assert as_alice.post(url("about"), page.form("about")).status_code == 302
    fresh.refresh_from_db()
    assert (fresh.title, fresh.kle) == ("Alice's garden", "27.00")
    assert sorted(history(initiative)) == [
        ("change", "kle", "", "27.00", "alice"),
        ("change", "title", "Bob's garden", "Alice's garden", "alice"),
        ("change", "title", "The garden by the school", "Bob's garden", "bob"),
    ]


def test_third_change_in_between_is_a_conflict_again(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about") | {"title": "Alice's garden"}
    Initiative.objects.update(title="Second")
    page = Page(as_alice.post(url("about"), form))
    Initiative.objects.update(title="Third")
    page = Page(as_alice.post(url("about"), page.form("about")))
    assert page.status == 422
    assert "It now says: “Third”." in page.error("field-title")


def test_different_fields_of_one_form_merge(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    alices, bobs = (Page(who.get(url("about"))).form("about") for who in (as_alice, as_bob))
    as_bob.post(url("about"), bobs | {"contact": "bob", "starts_on": "2026-01-01"})
    assert as_alice.post(url("about"), alices | {"kle": "27.00"}).status_code == 302
    fresh = Initiative.objects.get()
    assert (fresh.contact, str(fresh.starts_on), fresh.kle) == ("bob", "2026-01-01", "27.00")


def test_two_who_write_the_same_agree(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    alices, bobs = (Page(who.get(url("about"))).form("about") for who in (as_alice, as_bob))
    for client, form in ((as_bob, bobs), (as_alice, alices)):
        assert client.post(url("about"), form | {"title": "Ours"}).status_code == 302
    assert history(initiative) == [("change", "title", "The garden by the school", "Ours", "bob")]


@pytest.mark.parametrize(
    ("field", "bobs", "alices", "told"),
    [
        ("sentence", "Bob's", "Alice's", "“Bob's”"),
        ("description", "One\ntwo", "Three\nfour", "“One two”"),
        ("status", "running", "paused", "“Under way”"),
        ("subject_field", "F1", "F2", ""),
        ("ambition_1", "quality", "economy", "“Better help”"),
        ("municipality_maturity", "new", "experienced", "“New to it”"),
        ("starts_on", "2026-01-01", "2026-01-02", ""),
        ("source_url", "https://bob.example/", "https://alice.example/", "bob.example"),
    ],
)
def test_every_kind_of_field_conflicts_in_a_fragment_too(
    field: str,
    bobs: str,
    alices: str,
    told: str,
    htmx: Client,
    as_bob: Client,
    initiative: Initiative,
    url: Any,
) -> None:
    make_plan(initiative)
    make_ready_step(initiative)
    form = Page(as_bob.get(url("about"))).form("about")
    alone = {name: form[name] for name in (f"initial-{field}", field)}
    assert as_bob.post(url("about"), form | {field: bobs}).status_code == 302
    before = history(initiative)
    page = Page(htmx.post(url("about"), alone | {field: alices}))
    assert (page.status, page.is_whole) == (422, False)
    assert told in page.error(f"field-{field}")
    assert "Someone else changed this while you wrote." in page.error(f"field-{field}")
    assert page.value(field).replace("\r", "") == alices
    assert history(initiative) == before
    page = Page(htmx.post(url("about"), page.form_values()))
    assert page.status == 200
    assert page.value(field).replace("\r", "") == alices


def test_each_old_value_stands_on_the_page_once(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.get(url("about")))
    names = [node["name"] for node in page.root.all("input") if node["type"] == "hidden"]
    initial = [name for name in names if name.startswith("initial-")]
    assert sorted(initial) == sorted(set(initial))


def test_line_that_both_ticked_shows_both_and_saves_nothing(
    as_alice: Client, htmx: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative)
    before = len(history(initiative))
    where = url("checklist", "roles")
    alices, bobs = (Page(who.get(where)).form("board") for who in (as_alice, as_bob))
    as_bob.post(where, bobs | {f"{LINE}-state": "in_place", f"{LINE}-note": "Done"})
    mine = {f"{LINE}-state": "missing", "controlled.leader.relations-note": "Mine"}
    alone = {name: value for name, value in (alices | mine).items() if LINE in name}
    page = Page(as_alice.post(where, alices | mine))
    fragment = Page(htmx.post(where, alone))
    for shown in (page, fragment):
        assert shown.status == 422
        assert "It now says: “In place”." in shown.error("item-controlledleadertasks")
        assert shown.value(f"{LINE}-state") == "missing"
    assert page.value("controlled.leader.relations-note") == "Mine"
    assert initiative.ticks.get().state == "in_place"
    assert Page(htmx.post(where, fragment.form_values())).status == 200
    row = initiative.ticks.get()
    assert (row.state, row.note) == ("missing", "Done")
    assert history(initiative)[before:] == [
        ("tick", f"{LINE}.state", "not_looked_at", "in_place", "bob"),
        ("tick", f"{LINE}.note", "", "Done", "bob"),
        ("tick", f"{LINE}.state", "in_place", "missing", "alice"),
    ]


def test_different_lines_and_different_fields_of_one_line_merge(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    where = url("checklist", "gate")
    make_tick(initiative, "G1", "missing", note="Old")
    alices, bobs = (Page(who.get(where)).form("board") for who in (as_alice, as_bob))
    as_bob.post(where, bobs | {"G1-state": "in_place", "G4-state": "missing"})
    assert (
        as_alice.post(where, alices | {"G1-note": "New", "G5-responsible": "a"}).status_code == 302
    )
    rows = {row.item: (row.state, row.note, row.responsible) for row in initiative.ticks.all()}
    assert rows == {
        "G1": ("in_place", "New", ""),
        "G4": ("missing", "", ""),
        "G5": ("not_looked_at", "", "a"),
    }


def test_role_that_both_gave_a_name_shows_both(
    as_alice: Client, htmx: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    where = url("checklist", "roles")
    alices, bobs = (Page(who.get(where)).form("board") for who in (as_alice, as_bob))
    as_bob.post(where, bobs | {"leader-holder": "bob", "citizen-holder": "charlie"})
    mine = alices | {"leader-holder": "alice", "employee-holder": "everyone"}
    page = Page(as_alice.post(where, mine))
    assert page.status == 422
    assert "It now says: “bob”." in page.error("holder-leader")
    assert page.value("leader-holder") == "alice"
    assert page.value("employee-holder") == "everyone"
    held = {row.role: row.holder for row in initiative.role_holders.all()}
    assert held == {"leader": "bob", "citizen": "charlie"}
    assert as_alice.post(where, page.form("board")).status_code == 302
    held = {row.role: row.holder for row in initiative.role_holders.all()}
    assert held == {"leader": "alice", "citizen": "charlie", "employee": "everyone"}


def test_refused_post_never_carries_a_colleagues_new_value_as_my_old_one(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    """A name that I did not touch stays bob's, though my first try was refused for another line."""
    where = url("checklist", "roles")
    make_holder(initiative, "leader", "first")
    form = Page(as_alice.get(where)).form("board")
    initiative.role_holders.update(holder="bob's choice")
    page = Page(as_alice.post(where, form | {f"{LINE}-due_on": "soon"}))
    assert page.status == 422
    assert as_alice.post(where, page.form("board") | {f"{LINE}-due_on": ""}).status_code == 302
    assert initiative.role_holders.get().holder == "bob's choice"
