"""Advice stands beside the placement, gives its reasons and never moves anything."""

from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.models import Initiative
from tests.make import make_assessment
from tests.reading import Page, history
from typology.catalogue import Catalogue
from typology.fit import SUPPLEMENT_ITEM
from typology.placement import Form

pytestmark = pytest.mark.django_db


def test_without_anything_to_build_on_it_says_what_is_needed(
    as_alice: Client, as_reader: Client, initiative: Initiative, url: Any
) -> None:
    alices, readers = Page(as_alice.get(url("advice"))), Page(as_reader.get(url("advice")))
    for page in (alices, readers):
        assert "Nothing to build on yet" in page.main.text
        assert "%" not in page.main.text
    assert url("about") in alices.links()
    assert url("about") not in readers.links()


def test_advice_has_a_share_a_reason_and_the_disclaimer(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    initiative.ambitions.create(ambition="economy", rank=1)
    page = Page(as_alice.get(url("advice")))
    fits = next(row for row in catalogue.fit.ambitions if row.id == "economy").forms
    for form in Form:
        assert f"{fits[form].reason.en} ({fits[form].fit} of 3)" in page.main.text
    assert "100 %" in page.main.text
    assert catalogue.fit.disclaimer.en in page.main.text


def test_cautions_are_told_on_the_advice_and_on_the_answer(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    form, field = next(
        (form, field)
        for field in catalogue.fit.subject_fields
        for form in Form
        if field.forms[form] == 0
    )
    corners = {"controlled": (10, 10), "responsibilising": (90, 10), "equal": (10, 90)}
    make_assessment(initiative, *corners.get(form, (90, 90)))
    Initiative.objects.update(subject_field=field.id)
    for name in ("advice", "detail"):
        words = Page(as_alice.get(url(name))).main.text
        assert (
            f"“{catalogue.form(form).name.en}” does not suit the core of the subject field."
            in words
        )
        assert catalogue.fit.disclaimer.en in words


def test_more_for_the_money_by_partners_points_to_the_gate(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 90, 10)
    initiative.ambitions.create(ambition="economy", rank=1)
    line = next(item for item in catalogue.gate.items if item.id == SUPPLEMENT_ITEM)
    for name in ("advice", "detail"):
        words = Page(as_alice.get(url(name))).main.text
        assert f"Check this line in “Our own house in order”: “{line.text.en}”" in words


def test_two_forms_that_fit_almost_equally_well_are_named(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    initiative.ambitions.create(ambition="quality", rank=1)
    initiative.ambitions.create(ambition="economy", rank=2)
    make_assessment(initiative, 90, 10)
    advice = Answer(Initiative.objects.get()).advice
    others = {f: fit for f, fit in advice.percentages.items() if f is not Form.RESPONSIBILISING}
    other = max(others, key=lambda form: others[form])
    one, two = (catalogue.form(form).name.en for form in (Form.RESPONSIBILISING, other))
    told = f"“{one}” and “{two}” fit almost equally well. Either can be defended."
    for name in ("advice", "detail"):
        assert told in Page(as_alice.get(url(name))).main.text


def test_advice_never_moves_the_placement(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 10, 10)
    before = history(initiative)
    Initiative.objects.update(municipality_maturity="new", partner_maturity="experienced")
    for name in ("advice", "maturity"):
        as_alice.get(url(name))
    heading = Page(as_alice.get(url("detail"))).root.one(id="form-heading").text
    assert heading == catalogue.form(Form.CONTROLLED).name.en
    assert history(initiative) == before


@pytest.mark.parametrize(
    ("signs", "says"),
    [
        ([], "new to it."),
        (["MM1", "MM2"], "new to it."),
        (["MM1", "MM2", "MM3"], "experienced."),
        (["MM1", "MM1", "MM1", "nonsense"], "new to it."),
    ],
)
def test_five_signs_are_counted_and_nothing_is_saved(
    signs: list[str], says: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    assert says not in Page(as_alice.get(url("maturity"))).main.text
    page = Page(as_alice.get(url("maturity"), {"count": "1", "sign": signs}))
    assert says in page.main.text
    ticked = [node["value"] for node in page.main.all("input") if node["checked"]]
    assert ticked == sorted({sign for sign in signs if sign.startswith("MM")})
    assert Initiative.objects.get().municipality_maturity == "unknown"
    assert history(initiative) == []
