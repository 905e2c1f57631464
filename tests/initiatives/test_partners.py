"""Who takes part: partners are added, changed, taken off the list and brought back."""

from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative, Partner
from tests.make import make_partner
from tests.reading import Page, history, receipts

pytestmark = pytest.mark.django_db
SCHOOL = {"name": "The school", "kind": "public", "gives": "The ground", "why": "A lesson outdoors"}


def names(initiative: Initiative) -> list[str]:
    return [row.name for row in initiative.partners.filter(removed_at=None)]


def test_partner_is_added_and_shown_on_every_page_that_lists_them(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("partners"))).form()
    page = Page(as_alice.post(url("partners"), form | SCHOOL, follow=True))
    assert receipts(page)[0].startswith("Saved ")
    row = Partner.objects.get()
    assert (row.name, row.kind, row.gives, row.why) == tuple(SCHOOL.values())
    assert history(initiative) == [("add partner", str(row.public_id), None, SCHOOL, "alice")]
    for name in ("partners", "about", "detail"):
        assert "The school" in Page(as_alice.get(url(name))).main.text


def test_partner_is_changed_field_by_field_in_the_history(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_partner(initiative, "The school", kind="public")
    where = url("partner", row.public_id)
    form = Page(as_alice.get(where)).form()
    as_alice.post(where, form | {"name": "Birk School", "gives": "The ground"})
    assert history(initiative) == [
        ("change partner", f"{row.public_id}.name", "The school", "Birk School", "alice"),
        ("change partner", f"{row.public_id}.gives", "", "The ground", "alice"),
    ]
    row.refresh_from_db()
    assert (row.name, row.kind, row.gives) == ("Birk School", "public", "The ground")


def test_two_who_change_one_partner_see_both_texts(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    where = url("partner", make_partner(initiative, "The school").public_id)
    alices, bobs = Page(as_alice.get(where)).form(), Page(as_bob.get(where)).form()
    as_bob.post(where, bobs | {"name": "Bob's school", "why": "Joy"})
    page = Page(as_alice.post(where, alices | {"name": "Alice's school", "gives": "Ground"}))
    assert page.status == 422
    assert "It now says: “Bob's school”." in page.error("field-name")
    assert (page.value("name"), page.value("gives")) == ("Alice's school", "Ground")
    row = Partner.objects.get()
    assert (row.name, row.gives, row.why) == ("Bob's school", "", "Joy")
    as_alice.post(where, page.form())
    row.refresh_from_db()
    assert (row.name, row.gives, row.why) == ("Alice's school", "Ground", "Joy")


def test_partner_taken_off_the_list_comes_back_by_the_button_in_the_receipt(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_partner(initiative, "The school")
    page = Page(as_alice.post(url("remove_partner", row.public_id), follow=True))
    assert receipts(page) == ["“The school” is off the list."]
    assert names(initiative) == []
    assert "The school" not in page.main.text
    assert as_alice.get(url("partner", row.public_id)).status_code == 404
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["“The school” is back on the list."]
    assert names(initiative) == ["The school"]
    assert history(initiative) == [
        ("remove partner", f"{row.public_id}.name", "The school", "The school", "alice"),
        ("restore partner", f"{row.public_id}.name", "The school", "The school", "alice"),
    ]


def test_removing_twice_is_one_change(as_alice: Client, initiative: Initiative, url: Any) -> None:
    row = make_partner(initiative)
    for _ in range(2):
        assert as_alice.post(url("remove_partner", row.public_id)).status_code == 302
    assert [verb for verb, *_ in history(initiative)] == ["remove partner"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("name", "x" * 121), ("kind", "pirate"), ("gives", "x" * 241), ("why", "\0")],
)
def test_refused_partner_keeps_what_was_typed(
    field: str, typed: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.post(url("partners"), SCHOOL | {field: typed}))
    assert page.status == 422
    assert page.error(f"field-{field}").startswith("Error: ")
    others = {name: value for name, value in SCHOOL.items() if name != field}
    assert {name: page.value(name) for name in others} == others
    assert names(initiative) == []


def test_post_with_no_fields_at_all_adds_nobody(as_alice: Client, url: Any) -> None:
    page = Page(as_alice.post(url("partners")))
    assert page.status == 422
    assert page.error("field-name") == "Error: Write something here."


def test_each_change_of_the_partners_moves_the_time_of_change(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    def moves(where: str, data: dict[str, str]) -> bool:
        before = Initiative.objects.get().changed_at
        assert as_alice.post(where, data).status_code == 302
        return bool(Initiative.objects.get().changed_at > before)

    assert moves(url("partners"), SCHOOL)
    one = Partner.objects.get().public_id
    form = Page(as_alice.get(url("partner", one))).form()
    assert moves(url("partner", one), form | {"name": "Birk School"})
    assert not moves(url("partner", one), Page(as_alice.get(url("partner", one))).form())
    assert moves(url("remove_partner", one), {})
    assert not moves(url("remove_partner", one), {})
    assert moves(url("restore_partner", one), {})


def test_two_partners_are_told_apart_in_the_history(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    rows = [make_partner(initiative, name) for name in ("The school", "The club")]
    for row in rows:
        where = url("partner", row.public_id)
        as_alice.post(where, Page(as_alice.get(where)).form() | {"why": "Joy"})
    assert [field for _, field, *_ in history(initiative)] == [
        f"{row.public_id}.why" for row in rows
    ]
