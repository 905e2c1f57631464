"""Describe an initiative: field by field or all at once, each change with its history."""

import datetime
from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative, Status
from cocreation.people.models import Organisation
from tests.make import (
    make_organisation,
    make_plan,
    make_ready_step,
    make_tick,
    make_unit,
)
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue

pytestmark = pytest.mark.django_db


def ambitions(initiative: Initiative) -> list[str]:
    return [row.ambition for row in initiative.ambitions.all()]


def test_all_is_saved_at_once_with_a_receipt(
    as_alice: Client, initiative: Initiative, url: Any, organisation: Organisation
) -> None:
    unit = make_unit(organisation)
    make_plan(initiative)
    make_ready_step(initiative)
    typed = {
        "title": "The garden",
        "sentence": "For the neighbours.",
        "description": "It is empty today.\nWe have tried grass.",
        "unit": str(unit.public_id),
        "subject_field": "F1",
        "kle": "19.00",
        "source_url": "https://example.org/garden",
        "ambition_1": "quality",
        "ambition_2": "economy",
        "municipality_maturity": "new",
        "partner_maturity": "experienced",
        "status": "running",
        "starts_on": "2026-03-01",
        "ends_on": "2026-03-01",
        "contact": "The leader, 12345678",
    }
    form = Page(as_alice.get(url("about"))).form("about")
    page = Page(as_alice.post(url("about"), form | typed, follow=True))
    assert receipts(page)[0].startswith("Saved ")
    shown = page.form("about")
    assert {name: shown[name] for name in typed} == typed
    dates = ("starts_on", "ends_on")
    assert sorted(history(initiative)) == sorted(
        ("change", name, None if name in dates else form[name], new, "alice")
        for name, new in typed.items()
    )


def test_what_is_not_changed_leaves_no_history(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    before = Initiative.objects.get().changed_at
    as_alice.post(url("about"), Page(as_alice.get(url("about"))).form("about"))
    assert history(initiative) == []
    assert Initiative.objects.get().changed_at == before


def test_one_field_is_saved_alone_and_answered_alone(
    htmx: Client, initiative: Initiative, url: Any
) -> None:
    posted = {"initial-sentence": "", "sentence": "For all.", "title": "Not mine to change"}
    page = Page(htmx.post(url("about"), posted))
    assert (page.status, page.is_whole) == (200, False)
    ids = [node["id"] for node in page.root.inside if not isinstance(node, str)]
    assert ids == ["field-sentence", ""]
    assert page.form_values() == {"initial-sentence": "For all.", "sentence": "For all."}
    assert "Saved " in page.text
    fresh = Initiative.objects.get()
    assert (fresh.title, fresh.sentence) == ("The garden by the school", "For all.")
    assert history(initiative) == [("change", "sentence", "", "For all.", "alice")]


def test_refused_field_is_answered_alone_with_its_message(
    htmx: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(htmx.post(url("about"), {"initial-title": initiative.title, "title": " "}))
    assert (page.status, page.is_whole) == (422, False)
    assert page.error("field-title") == "Error: Write something here."
    assert "Saved " not in page.text
    assert history(initiative) == []


def test_field_in_a_fragment_belongs_to_the_form_of_the_page(
    htmx: Client, as_alice: Client, url: Any
) -> None:
    whole = Page(as_alice.get(url("about")))
    part = Page(htmx.post(url("about"), {"initial-kle": "", "kle": "1"}))
    assert whole.root.one("form", id="about")
    fields = part.root.all("input")
    assert sorted((field["name"], field["form"]) for field in fields) == [
        ("initial-kle", "about"),
        ("kle", "about"),
    ]
    assert part.root.one(id="field-kle")["hx-post"] == url("about")


def test_missing_line_of_the_law_holds_agreed_back(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    law = {item.id: f"“{item.text.en}”" for item in catalogue.gate.items}
    told = (
        f"Error: The law comes first. This is missing: {law['G1']}, {law['G3']}. "
        "Open “Our own house in order” before you agree."
    )
    make_plan(initiative)
    make_ready_step(initiative)
    make_tick(initiative, "G1", "missing")
    make_tick(initiative, "G3", "missing")
    make_tick(initiative, "G4", "missing")
    form = Page(as_alice.get(url("about"))).form("about")
    for status in ("agreed", "running"):
        page = Page(as_alice.post(url("about"), form | {"status": status, "kle": "27.00"}))
        assert page.status == 422
        assert page.error("field-status") == told
        assert (page.value("status"), page.value("kle")) == (status, "27.00")
        assert Initiative.objects.get().status == Status.DIALOGUE
    assert as_alice.post(url("about"), form | {"status": "paused"}).status_code == 302


def test_agreed_one_can_change_other_fields_though_the_law_is_missing(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    Initiative.objects.update(status=Status.AGREED)
    make_tick(initiative, "G1", "missing")
    form = Page(as_alice.get(url("about"))).form("about")
    assert as_alice.post(url("about"), form | {"kle": "27.00"}).status_code == 302
    assert htmx.post(url("about"), {"initial-contact": "", "contact": "Me"}).status_code == 200
    fresh = Initiative.objects.get()
    assert (fresh.status, fresh.kle, fresh.contact) == (Status.AGREED, "27.00", "Me")


def test_status_that_a_colleague_moved_does_not_stop_my_other_fields(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    Initiative.objects.update(status=Status.AGREED)
    form = Page(as_alice.get(url("about"))).form("about")
    make_tick(initiative, "G1", "missing")
    Initiative.objects.update(status=Status.DIALOGUE)
    assert as_alice.post(url("about"), form | {"kle": "27.00"}).status_code == 302
    fresh = Initiative.objects.get()
    assert (fresh.status, fresh.kle) == (Status.DIALOGUE, "27.00")


def test_end_before_the_start_is_told_beside_the_end(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about")
    dates = {"starts_on": "2026-03-02", "ends_on": "2026-03-01"}
    page = Page(as_alice.post(url("about"), form | dates))
    assert page.status == 422
    assert page.error("field-ends_on").startswith("Error: The end is before the start.")
    Initiative.objects.update(ends_on=datetime.date(2026, 3, 1))
    page = Page(htmx.post(url("about"), {"initial-starts_on": "", "starts_on": "2026-03-02"}))
    assert page.status == 422
    assert page.error("field-starts_on").startswith("Error: The end is before the start.")


def test_start_is_compared_with_the_end_that_a_colleague_just_set(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    Initiative.objects.update(ends_on=datetime.date(2026, 12, 1))
    form = Page(as_alice.get(url("about"))).form("about")
    Initiative.objects.update(ends_on=datetime.date(2026, 2, 1))
    page = Page(as_alice.post(url("about"), form | {"starts_on": "2026-03-01"}))
    assert page.status == 422
    assert Initiative.objects.get().starts_on is None


def test_wish_is_compared_with_the_one_that_a_colleague_just_chose(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about")
    initiative.ambitions.create(ambition="quality", rank=1)
    page = Page(as_alice.post(url("about"), form | {"ambition_2": "quality"}))
    assert page.status == 422
    assert ambitions(initiative) == ["quality"]


def test_wish_chosen_twice_is_told_beside_the_second(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about")
    twice = {"ambition_1": "quality", "ambition_3": "quality"}
    page = Page(as_alice.post(url("about"), form | twice))
    assert page.error("field-ambition_3").startswith("Error: This wish is chosen twice.")
    initiative.ambitions.create(ambition="quality", rank=1)
    page = Page(htmx.post(url("about"), {"initial-ambition_2": "", "ambition_2": "quality"}))
    assert (page.status, ambitions(initiative)) == (422, ["quality"])
    assert page.error("field-ambition_2").startswith("Error: This wish is chosen twice.")


def test_wishes_chosen_one_by_one_in_any_order_conflict_with_nobody(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    """Each field is posted with the old value that stands on the page after the last answer."""
    page = Page(as_alice.get(url("about"))).form("about")

    def choose(field: str, wish: str) -> int:
        response = htmx.post(
            url("about"), {f"initial-{field}": page[f"initial-{field}"], field: wish}
        )
        page.update(Page(response).form_values())
        return int(response.status_code)

    assert choose("ambition_2", "quality") == 200
    assert choose("ambition_1", "economy") == 200
    assert choose("ambition_3", "democracy") == 200
    assert ambitions(initiative) == ["economy", "quality", "democracy"]
    assert choose("ambition_1", "") == 200
    assert choose("ambition_2", "") == 200
    assert choose("ambition_3", "") == 200
    assert ambitions(initiative) == []


def test_unit_of_another_organisation_cannot_be_chosen(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    theirs = make_unit(make_organisation("Ask Kommune"), "Harbour")
    form = Page(as_alice.get(url("about"))).form("about")
    page = Page(as_alice.post(url("about"), form | {"unit": str(theirs.public_id)}))
    assert page.status == 422
    assert "Harbour" not in page.text
    assert Initiative.objects.get().unit is None


def test_hostile_words_are_shown_as_words(as_alice: Client, url: Any) -> None:
    hostile = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{ title }}'
    form = Page(as_alice.get(url("about"))).form("about")
    as_alice.post(url("about"), form | {"title": hostile, "description": hostile})
    for name in ("detail", "about", "partners", "place", "trail", "advice", "people"):
        response = as_alice.get(url(name))
        assert b"<script>alert" not in response.content
        assert b"<img src=x" not in response.content
        assert hostile in Page(response).text
