"""Two initiatives, or two days of one, beside each other."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.as_of import AsOf, undoings
from cocreation.initiatives.describing import describe
from cocreation.initiatives.forms.describing import current_values
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.models import Change, User
from tests.make import make_assessment, make_client, make_initiative
from tests.reading import Node, Page
from typology.catalogue import Ambition, Catalogue, Role
from typology.models import Edition
from typology.placement import Form, Scores

pytestmark = pytest.mark.django_db
PAIR = reverse("initiatives:compare_two")


def pair(client: Client, one: Any, other: Any) -> Page:
    return Page(client.get(PAIR, {"one": one, "other": other}))


def row(page: Page, name: str) -> list[str]:
    """Return what the two sides say on a line of the table."""
    for line in page.main.one("div", class_="beside").all("tr"):
        heads = line.all("th", scope="row")
        if heads and heads[0].text.removeprefix("≠ Differs: ") == name:
            return [cell.text for cell in line.all("td")]
    raise AssertionError(f"no line {name}")


def marked(page: Page) -> set[str]:
    """Return the lines that are said to differ."""
    heads: list[Node] = page.main.one("div", class_="beside").all("th", scope="row")
    return {h.text.removeprefix("≠ Differs: ") for h in heads if h.all("span", class_="differs")}


# Two initiatives


def test_two_stand_side_by_side(
    as_alice: Client, alice: User, initiative: Initiative, catalogue: Catalogue
) -> None:
    other = make_initiative(alice, "The bench", status="running")
    make_assessment(initiative, 20, 30)
    make_assessment(other, 80, 90)
    hold_roles(initiative, alice, [(Role.LEADER, "The head"), (Role.CITIZEN, "Neighbours")])
    hold_roles(other, alice, [(Role.CITIZEN, "Neighbours")])
    tick(initiative, alice, {"G1": {"state": "in_place"}, "K1.1": {"state": "in_place"}})
    page = pair(as_alice, initiative.public_id, other.public_id)
    names = [catalogue.form(form).name.en for form in (Form.CONTROLLED, Form.FACILITATING)]
    assert (page.status, page.heading) == (200, "Two initiatives side by side")
    assert row(page, "Form") == names
    assert row(page, "Status") == ["In dialogue", "Under way"]
    assert row(page, "Leader") == ["The head", "Needs a name"]
    assert row(page, "Citizen") == ["Neighbours", "Neighbours"]
    assert row(page, "In place")[0].startswith("1 of ")
    assert row(page, "In place")[1].startswith("0 of ")
    assert marked(page) >= {"Form", "Status", "Leader", "In place"}
    assert not marked(page) & {"Citizen", "Politician", "The law holds back"}
    dots = [
        g
        for g in page.root.one("svg", class_="matrix").all("g")
        if g.all("text", class_="matrix__label")
    ]
    assert [dot.one("text").text for dot in dots] == ["A", "B"]
    assert "Each has the texts" not in page.main.text


def test_one_that_is_not_placed_says_so_and_has_no_gaps(
    as_alice: Client, alice: User, initiative: Initiative
) -> None:
    other = make_initiative(alice, "The bench", outside_party=False)
    page = pair(as_alice, initiative.public_id, other.public_id)
    assert row(page, "Form")[0] == "Not placed yet"
    assert row(page, "The largest gaps") == ["–", "–"]


def test_editions_that_differ_each_speak_with_their_own_texts(
    as_alice: Client, alice: User, initiative: Initiative, catalogue: Catalogue
) -> None:
    newer: Any = catalogue.model_dump(mode="json")
    newer["forms"][0]["name"]["en"] = "Another name"
    Edition.objects.publish(Catalogue.model_validate(newer))
    other = make_initiative(alice, "The bench")
    for each in (initiative, other):
        make_assessment(each, 20, 30)
    page = pair(as_alice, initiative.public_id, other.public_id)
    assert row(page, "Form") == [catalogue.form(Form.CONTROLLED).name.en, "Another name"]
    assert "Each has the texts of its own edition: 1 and 2." in page.main.text


def test_what_one_may_not_see_does_not_exist(
    as_alice: Client, as_bob: Client, charlie: User, initiative: Initiative, draft: Initiative
) -> None:
    theirs = make_initiative(charlie, "A canary")
    for hidden in (theirs.public_id, draft.public_id, uuid4()):
        for one, other in ((initiative.public_id, hidden), (hidden, initiative.public_id)):
            assert pair(as_bob, one, other).status == 404
        assert as_bob.get(PAIR, {"one": str(hidden)}).status_code == 404
    assert pair(as_alice, initiative.public_id, draft.public_id).status == 200
    assert "A canary" not in Page(as_alice.get(PAIR)).root.text


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({}, 200, []),
        ({"one": "me"}, 200, []),
        ({"one": "me", "other": ""}, 200, []),
        ({"one": "me", "other": "me"}, 422, ["Choose another one than the first."]),
        ({"one": "x' or 1=1", "other": "me"}, 422, ["Choose an initiative from the list."]),
    ],
)
def test_choosing(
    asked: dict[str, str],
    status: int,
    told: list[str],
    as_alice: Client,
    initiative: Initiative,
) -> None:
    mine = str(initiative.public_id)
    page = Page(as_alice.get(PAIR, {k: mine if v == "me" else v for k, v in asked.items()}))
    errors = [it.text for it in page.main.all("span", class_="form-error-message")]
    assert (page.status, errors) == (status, [f"Error: {each}" for each in told])
    chosen = {
        it["name"]: [option["value"] for option in it.all("option", selected="")]
        for it in page.main.all("select")
        if any("selected" in option.attributes for option in it.all("option"))
    }
    assert set(chosen) == {name for name, value in asked.items() if value == "me"}


def test_someone_with_nothing_to_see_is_told(edition: Edition, charlie: User) -> None:
    page = Page(make_client(charlie).get(PAIR))
    assert "There is nothing to compare yet." in page.main.text


# Two days of one


def on(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days)


def date_back(initiative: Initiative, days: int) -> None:
    """Let all that is in the history so far have happened earlier."""
    for change in Change.objects.filter(object_id=initiative.public_id):
        moment = change.at - datetime.timedelta(days)
        Change.objects.filter(pk=change.pk).update(at=moment)


@pytest.fixture
def grown(initiative: Initiative, alice: User) -> Initiative:
    """Told in three sittings: thirty days ago, ten days ago, and today."""

    def change(**changes: Any) -> None:
        before = current_values(initiative)
        describe(initiative, alice, changes, before)

    tick(initiative, alice, {"K1.1": {"state": "missing"}, "G1": {"state": "missing"}})
    hold_roles(initiative, alice, [(Role.LEADER, "The head"), (Role.CITIZEN, "Neighbours")])
    change(ambition_1="economy", subject_field="F1")
    date_back(initiative, 20)
    tick(initiative, alice, {"K1.1": {"state": "on_the_way", "note": "Soon"}})
    hold_roles(initiative, alice, [(Role.LEADER, "Another"), (Role.CITIZEN, "")])
    date_back(initiative, 10)
    tick(initiative, alice, {"K1.1": {"state": "in_place"}, "K2.1": {"state": "missing"}})
    hold_roles(initiative, alice, [(Role.LEADER, "A third"), (Role.COMPANY, "The smith")])
    change(ambition_1="quality", ambition_2="economy", subject_field="F5")
    make_assessment(initiative, 20, 30, assessed_on=on(-30))
    make_assessment(initiative, 80, 90, assessed_on=on(-5))
    return Initiative.objects.get(pk=initiative.pk)


@pytest.mark.parametrize(
    ("day", "states", "holders", "wishes", "field", "scores"),
    [
        (-31, {}, {}, [], "", None),
        (
            -30,
            {"K1.1": "missing", "G1": "missing"},
            {"leader": "The head", "citizen": "Neighbours"},
            ["economy"],
            "F1",
            Scores(20, 30),
        ),
        (
            -10,
            {"K1.1": "on_the_way", "G1": "missing"},
            {"leader": "Another"},
            ["economy"],
            "F1",
            Scores(20, 30),
        ),
        (
            0,
            {"K1.1": "in_place", "G1": "missing", "K2.1": "missing"},
            {"leader": "A third", "company": "The smith"},
            ["quality", "economy"],
            "F5",
            Scores(80, 90),
        ),
    ],
)
def test_day_is_known_as_it_was(
    day: int,
    states: dict[str, str],
    holders: dict[str, str],
    wishes: list[str],
    field: str,
    scores: Scores | None,
    grown: Initiative,
) -> None:
    then = AsOf(Answer(grown), on(day), undoings(grown, on(day)))
    known = {item: state for item, state in then.states.items() if state != "not_looked_at"}
    assert known == states
    assert {role: row.holder for role, row in then.holders.items()} == holders
    assert then.ambitions == [Ambition(wish) for wish in wishes]
    assert then.initiative.subject_field == field
    assert (then.today.scores if then.today else None) == scores
    assert Answer(Initiative.objects.get()).holder("leader") == "A third"


def test_two_days_stand_side_by_side(as_alice: Client, grown: Initiative, url: Any) -> None:
    page = Page(as_alice.get(url("compare_days"), {"from": str(on(-30)), "to": str(on(0))}))
    assert page.status == 200
    assert row(page, "Leader") == ["The head", "A third"]
    assert row(page, "Citizen") == ["Neighbours", "Needs a name"]
    assert row(page, "Company") == ["Needs a name", "The smith"]
    assert marked(page) >= {"Form", "Leader", "Citizen", "Company"}
    assert "The partners have more of the ball: 20 → 80." in page.main.text
    assert page.root.one("path", class_="matrix__trail")


def test_days_are_asked_for_first(as_alice: Client, grown: Initiative, url: Any) -> None:
    page = Page(as_alice.get(url("compare_days")))
    assert (page.value("from"), page.value("to")) == (str(on(-30)), str(on(0)))
    assert page.main.all("table") == []


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("", "", ["Choose a day.", "Choose a day."]),
        ("2026-02-30", "today", ["Choose a day."]),
        ("today", "today", ["Choose a day after the first."]),
        ("today", "2020-01-01", ["Choose a day after the first."]),
        ("2020-01-01", "2099-01-01", ["The date is in the future. Choose today or earlier."]),
        ("2020-01-01", "9999-12-31", None),
        ("0001-01-01", "today", None),
    ],
)
def test_days_that_cannot_be_are_told(
    first: str,
    second: str,
    told: list[str] | None,
    as_alice: Client,
    initiative: Initiative,
    url: Any,
) -> None:
    days = {"from": first, "to": second}
    asked = {name: str(on(0)) if day == "today" else day for name, day in days.items()}
    page = Page(as_alice.get(url("compare_days"), asked))
    errors = [it.text for it in page.main.all("span", class_="form-error-message")]
    assert page.status == 422
    assert page.main.all("table") == []
    if told is None:
        assert errors
    else:
        assert errors == [f"Error: {each}" for each in told]


def test_state_of_a_part_is_no_state_of_a_line(
    grown: Initiative, alice: User, as_alice: Client, url: Any
) -> None:
    """The history may have fields that only look like a line's."""
    grown.note_change(alice, "change step", f"{uuid4()}.state", "anything", "else")
    page = Page(as_alice.get(url("compare_days"), {"from": str(on(-30)), "to": str(on(0))}))
    assert page.status == 200
