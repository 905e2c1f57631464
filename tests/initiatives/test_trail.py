"""Every placement is kept with its date; a wrong one is withdrawn, and can come back."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Assessment, Initiative
from tests.make import make_assessment, make_tick
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue, Role
from typology.placement import Form

pytestmark = pytest.mark.django_db


def on(day: int) -> datetime.date:
    return datetime.date(2026, 1, day)


def heading(client: Client, url: Any) -> str:
    return Page(client.get(url("detail"))).root.one(id="form-heading").text


def test_form_shown_is_that_of_the_latest_day_not_of_the_latest_row(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 80, 80, assessed_on=on(20))
    make_assessment(initiative, 20, 20, assessed_on=on(10))
    make_assessment(initiative, 20, 80, assessed_on=on(30), kind="wish")
    assert heading(as_alice, url) == catalogue.form(Form.FACILITATING).name.en
    make_assessment(initiative, 80, 20, assessed_on=on(20))
    assert heading(as_alice, url) == catalogue.form(Form.RESPONSIBILISING).name.en


def test_trail_is_in_the_order_of_days_newest_first(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    for day in (20, 10, 30):
        make_assessment(initiative, day, 0, assessed_on=on(day))
    rows = Page(as_alice.get(url("trail"))).main.one("tbody").all("tr")
    assert [row.all("td")[3].text for row in rows] == ["30", "20", "10"]
    assert [row.all("td")[0].text for row in rows] == ["30 Jan 2026", "20 Jan 2026", "10 Jan 2026"]


def test_withdrawn_placement_counts_no_more_and_comes_back(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 20, 20, assessed_on=on(1))
    wrong = make_assessment(initiative, 80, 80, assessed_on=on(2))
    before = history(initiative)
    page = Page(as_alice.post(url("withdraw", wrong.public_id), follow=True))
    assert receipts(page) == ["The placement is withdrawn."]
    assert len(page.main.one("tbody").all("tr")) == 1
    assert "Withdrawn" in page.main.text
    assert heading(as_alice, url) == catalogue.form(Form.CONTROLLED).name.en
    undo = url("restore_assessment", wrong.public_id)
    assert page.root.one(id="notices").one("form")["action"] == undo
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["The placement is back."]
    assert heading(as_alice, url) == catalogue.form(Form.FACILITATING).name.en
    field = f"assessment {wrong.public_id}"
    assert history(initiative)[len(before) :] == [
        ("withdraw", field, None, None, "alice"),
        ("restore", field, None, None, "alice"),
    ]


def test_withdrawing_twice_keeps_the_first_moment_and_is_one_change(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_assessment(initiative)
    before = len(history(initiative))
    as_alice.post(url("withdraw", row.public_id))
    moment = Assessment.objects.get().withdrawn_at
    as_alice.post(url("withdraw", row.public_id))
    assert Assessment.objects.get().withdrawn_at == moment
    assert len(history(initiative)) == before + 1


def test_trail_without_placements_says_so(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_assessment(initiative)
    as_alice.post(url("withdraw", row.public_id))
    page = Page(as_alice.get(url("trail")))
    assert page.main.one("tbody").text == "No placement yet."
    assert heading(as_alice, url) == "Which form is it?"


def test_another_form_keeps_marks_and_counts_and_deletes_nothing(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    old = catalogue.form(Form.CONTROLLED).roles
    line = next(role for role in old if role.id is Role.LEADER).items[0]
    make_tick(initiative, line.id, "in_place", note="Done in May")
    make_tick(initiative, "K1.1", "in_place")
    make_assessment(initiative, 20, 20, assessed_on=on(1))
    plain = Page(as_alice.get(url("checklist", "roles")))
    assert (plain.root.all(id="no-longer-asked"), plain.root.all("span", class_="badge-new")) == (
        [],
        [],
    )
    make_assessment(initiative, 80, 80, assessed_on=on(2))
    told = [p.text for p in Page(as_alice.get(url("detail"))).main.all("p")]
    said = next(words for words in told if "Nothing is deleted." in words)
    kept, new, gone = (int(number) for number in re.findall(r"\d+", said))
    assert (kept > 0, gone) == (True, 1)
    roles = Page(as_alice.get(url("checklist", "roles")))
    former = roles.root.one(id="no-longer-asked")
    assert line.text.en in former.text
    assert roles.value(f"{line.id}-note") == "Done in May"
    new_roles = roles.root.all("span", class_="badge-new")
    assert len(new_roles) == sum(
        len(role.items) for role in catalogue.form(Form.FACILITATING).roles
    )
    areas = Page(as_alice.get(url("checklist", "competences")))
    asked = [s for area in catalogue.competence_areas for s in area.statements]
    only_new = [
        s for s in asked if Form.FACILITATING in s.asked_by and Form.CONTROLLED not in s.asked_by
    ]
    assert len(areas.root.all("span", class_="badge-new")) == len(only_new)
    assert new == len(new_roles) + len(only_new)
    assert {tick.item: tick.state for tick in initiative.ticks.all()} == {
        line.id: "in_place",
        "K1.1": "in_place",
    }
    make_assessment(initiative, 20, 20, assessed_on=on(3))
    back = Page(as_alice.get(url("checklist", "roles")))
    assert back.root.all(id="no-longer-asked") == []
    assert back.value(f"{line.id}-state") == "in_place"


def test_case_that_is_like_it_is_never_the_initiative_itself(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, 36, 10)
    like = [link for link in Page(as_alice.get(url("detail"))).links() if "/cases/" in link]
    assert like == ["/cases/dk-svendborg-bdfl/"]
    Initiative.objects.update(case="dk-svendborg-bdfl")
    page = Page(as_alice.get(url("detail")))
    assert [link for link in page.links() if "/cases/" in link] == ["/cases/dk-gentofte-skatehal/"]
    assert "A real case. The placement is our reading of its source." in page.main.text
