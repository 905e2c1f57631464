"""The rows of an initiative, all kinds in one way: added, changed, taken off and brought back."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.forms.parts import PART_KINDS
from cocreation.initiatives.models import Initiative, Risk, Step
from cocreation.people.models import User
from tests.make import (
    PART_VALUES,
    make_initiative,
    make_named,
    make_part,
    make_ready_step,
    make_step,
    make_user,
)
from tests.reading import Page, history, receipts

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", list(PART_KINDS))
FIRST = {kind: values[PART_KINDS[kind].model.FIELDS[0]] for kind, values in PART_VALUES.items()}


def only(kind: str) -> Any:
    return PART_KINDS[kind].model.objects.get()


@KINDS
def test_row_is_added_with_its_history_and_shown(
    kind: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    where = url(f"{kind}s")
    form = Page(as_alice.get(where)).form()
    page = Page(as_alice.post(where, form | PART_VALUES[kind], follow=True))
    assert receipts(page)[0].startswith("Saved ")
    assert FIRST[kind] in page.main.text
    row = only(kind)
    [(verb, field, old, new, by)] = history(initiative)
    assert (verb, field, old, by) == (f"add {kind}", str(row.public_id), None, "alice")
    assert PART_VALUES[kind].items() <= new.items()
    home = "partners" if kind == "partner" else "plan"
    assert FIRST[kind] in Page(as_alice.get(url(home))).main.text


@KINDS
def test_row_is_changed_field_by_field(
    kind: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row, first = make_part(initiative, kind), PART_KINDS[kind].model.FIELDS[0]
    where = url(kind, row.public_id)
    form = Page(as_alice.get(where)).form()
    assert as_alice.post(where, form | {first: "Another"}).status_code == 302
    row.refresh_from_db()
    assert str(row) == "Another"
    assert history(initiative) == [
        (f"change {kind}", f"{row.public_id}.{first}", FIRST[kind], "Another", "alice")
    ]
    before = Initiative.objects.get().changed_at
    as_alice.post(where, Page(as_alice.get(where)).form())
    assert Initiative.objects.get().changed_at == before


@KINDS
def test_two_who_change_one_row_see_both_texts(
    kind: str, as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    row, first = make_part(initiative, kind), PART_KINDS[kind].model.FIELDS[0]
    where = url(kind, row.public_id)
    alices, bobs = Page(as_alice.get(where)).form(), Page(as_bob.get(where)).form()
    as_bob.post(where, bobs | {first: "Bob's"})
    page = Page(as_alice.post(where, alices | {first: "Alice's"}))
    assert page.status == 422
    assert "It now says: “Bob's”." in page.error(f"field-{first}")
    assert page.value(first) == "Alice's"
    assert str(only(kind)) == "Bob's"
    assert as_alice.post(where, page.form()).status_code == 302
    assert str(only(kind)) == "Alice's"


@KINDS
def test_row_taken_off_comes_back_by_the_button_in_the_receipt(
    kind: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_part(initiative, kind)
    page = Page(as_alice.post(url(f"remove_{kind}", row.public_id), follow=True))
    assert receipts(page) == [f"“{FIRST[kind]}” is off the list."]
    assert FIRST[kind] not in page.main.text
    assert as_alice.get(url(kind, row.public_id)).status_code == 404
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == [f"“{FIRST[kind]}” is back on the list."]
    assert FIRST[kind] in page.main.text
    assert [verb for verb, *_ in history(initiative)] == [f"remove {kind}", f"restore {kind}"]


@KINDS
def test_removing_and_restoring_twice_is_one_change_each(
    kind: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_part(initiative, kind)
    for act in ("remove", "remove", "restore", "restore"):
        assert as_alice.post(url(f"{act}_{kind}", row.public_id)).status_code == 302
    assert [verb for verb, *_ in history(initiative)] == [f"remove {kind}", f"restore {kind}"]


@KINDS
@pytest.mark.parametrize("typed", ["", " ", "x" * 10_000, "a\u202eb", "a\0b"])
def test_refused_row_keeps_what_was_typed_and_changes_nothing(
    kind: str, typed: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    first = PART_KINDS[kind].model.FIELDS[0]
    page = Page(as_alice.post(url(f"{kind}s"), PART_VALUES[kind] | {first: typed}))
    assert page.status == 422
    assert page.error(f"field-{first}").startswith("Error: ")
    others = {name: value for name, value in PART_VALUES[kind].items() if name != first}
    assert {name: page.value(name) for name in others} == others
    row = make_part(initiative, kind)
    where = url(kind, row.public_id)
    page = Page(as_alice.post(where, Page(as_alice.get(where)).form() | {first: typed}))
    assert page.status == 422
    assert str(only(kind)) == FIRST[kind]
    assert history(initiative) == []


@pytest.mark.parametrize(
    ("kind", "field", "typed", "told"),
    [
        ("step", "due_on", "9999-12-31", "Write a year from 2000 to 2100."),
        ("step", "due_on", "0001-01-01", "Write a year from 2000 to 2100."),
        ("step", "due_on", "2026-02-30", "Enter a valid date."),
        ("step", "responsible", "x" * 121, "Write at most 120 characters, not 121."),
        ("meeting", "held_on", "", "This field is required."),
        ("meeting", "held_on", "1999-12-31", "Write a year from 2000 to 2100."),
        ("meeting", "minutes", "x" * 5001, "Write at most 5000 characters, not 5001."),
        ("risk", "likelihood", "certain", "Select a valid choice."),
        ("risk", "press_line", "x" * 501, "Write at most 500 characters, not 501."),
        ("link", "address", "javascript:alert(1)", "Write a web address"),
        ("link", "address", "", "Write something here."),
    ],
)
def test_bad_input_is_told_beside_its_field(
    kind: str, field: str, typed: str, told: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.post(url(f"{kind}s"), PART_VALUES[kind] | {field: typed}))
    assert page.status == 422
    assert page.error(f"field-{field}").startswith(f"Error: {told}")
    assert not PART_KINDS[kind].model.objects.exists()


def test_step_is_done_with_one_click_and_undone_with_another(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    step = make_ready_step(initiative)
    today = timezone.localdate()
    page = Page(as_alice.post(url("do_step", step.public_id), follow=True))
    assert receipts(page) == ["“Call the school” is done."]
    step.refresh_from_db()
    assert step.done_on == today
    page = Page(as_alice.post(url("do_step", step.public_id), follow=True))
    page = Page(as_alice.post(page.root.one(id="notices").one("form")["action"], follow=True))
    assert receipts(page) == ["“Call the school” is not done."]
    step.refresh_from_db()
    assert step.done_on is None
    field = f"{step.public_id}.done_on"
    assert history(initiative) == [
        ("change step", field, None, str(today), "alice"),
        ("change step", field, str(today), None, "alice"),
    ]


def test_buttons_return_to_the_list_that_they_stand_on(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    step = make_step(initiative)
    for page in ("plan", "steps"):
        headers = {"referer": f"http://testserver{url(page)}"}
        for act in ("do_step", "undo_step", "remove_step", "restore_step"):
            response = as_alice.post(url(act, step.public_id), headers=headers)
            assert response["Location"] == f"{url(page)}#steps"


def test_step_without_a_name_or_a_day_is_shown_as_unready(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_step(initiative, "No name", due_on=datetime.date(2099, 1, 1))
    make_step(initiative, "No day", responsible="bob")
    make_ready_step(initiative, what="Ready", due_on=datetime.date(2099, 1, 1))
    make_ready_step(initiative, what="Late", due_on=datetime.date(2020, 1, 1))
    page = Page(as_alice.get(url("plan")))
    rows = page.main.one(id="steps").all("li")
    shown = {row.one("h3").text: row.one("p").text.partition(" · To my")[0] for row in rows}
    assert shown == {
        "Late": "The gardener · 1 Jan 2020 · late",
        "No name": "Needs a name · 1 Jan 2099",
        "Ready": "The gardener · 1 Jan 2099",
        "No day": "bob · Needs a day",
    }


# Who is responsible


def test_name_of_one_person_is_that_person(
    as_alice: Client, initiative: Initiative, url: Any, bob: User, charlie: User
) -> None:
    """Charlie is a stranger until he is named on it."""
    for typed, person in {
        "bob": bob,
        "BOB@example.org": bob,
        " bob ": bob,
        "Bob": None,
        "bob and alice": None,
        "charlie": None,
        "": None,
    }.items():
        as_alice.post(url("steps"), {"what": "A step", "responsible": typed})
        step = Step.objects.latest("pk")
        assert (step.responsible, step.person) == (typed.strip(), person)
    make_named(initiative, charlie)
    as_alice.post(url("risks"), {"what": "A risk", "likelihood": "low", "responsible": "charlie"})
    assert Risk.objects.get().person == charlie


def test_name_of_two_people_is_a_name_only(
    as_alice: Client, initiative: Initiative, url: Any, bob: User
) -> None:
    User.objects.filter(email="alice@example.org").update(name="bob")
    as_alice.post(url("steps"), {"what": "A step", "responsible": "bob"})
    assert Step.objects.get().person is None
    as_alice.post(url("steps"), {"what": "A step", "responsible": bob.email})
    assert Step.objects.latest("pk").person == bob


def test_another_name_is_another_person_and_another_field_is_not(
    as_alice: Client, initiative: Initiative, url: Any, alice: User, bob: User
) -> None:
    step = Step(initiative=initiative, what="A step", responsible="bob").add(alice)
    where = url("step", step.public_id)
    User.objects.filter(pk=bob.pk).update(name="Robert")
    as_alice.post(where, Page(as_alice.get(where)).form() | {"what": "The step"})
    assert Step.objects.get().person == bob
    as_alice.post(where, Page(as_alice.get(where)).form() | {"responsible": "alice"})
    assert Step.objects.get().person == alice
    as_alice.post(where, Page(as_alice.get(where)).form() | {"responsible": "The club"})
    assert Step.objects.get().person is None


def test_line_and_role_know_the_person_whose_name_they_have(
    htmx: Client, initiative: Initiative, url: Any, bob: User
) -> None:
    where = url("checklist", "roles")
    line = {"initial-G1-state": "missing", "G1-state": "missing"}
    said = {"initial-G1-responsible": "", "G1-responsible": "bob"}
    assert htmx.post(url("checklist", "gate"), line | said).status_code == 200
    held = {"initial-leader-holder": "", "leader-holder": "bob"}
    assert htmx.post(where, held).status_code == 200
    assert initiative.ticks.get().person == bob
    assert initiative.role_holders.get().person == bob
    held = {"initial-leader-holder": "bob", "leader-holder": "The club"}
    assert htmx.post(where, held).status_code == 200
    assert initiative.role_holders.get().person is None


def test_people_of_the_initiative_are_suggested(
    as_alice: Client, initiative: Initiative, url: Any, organisation: Any, charlie: User
) -> None:
    make_user(organisation, "reader", "dora")
    make_user(organisation, "editor", "gone")
    User.objects.filter(name="gone").update(is_active=False)
    make_named(initiative, charlie)
    make_named(make_initiative(charlie), make_user(None, name="elsewhere"))
    for name in ("steps", "risks"):
        page = Page(as_alice.get(url(name)))
        options = [node["value"] for node in page.root.one("datalist", id="people").all("option")]
        assert options == ["alice", "charlie", "dora"]
        assert page.root.one(id="id_responsible")["list"] == "people"
    page = Page(as_alice.get(url("checklist", "roles")))
    assert len(page.root.one("datalist", id="people").all("option")) == 3
    assert page.root.one(id="holder-leader-name")["list"] == "people"
