"""Place an initiative: the gate question, three ways with one result, and what it says."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.models import Assessment, Initiative
from tests.make import make_assessment
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue
from typology.placement import Axis, Form

pytestmark = pytest.mark.django_db


def answers_that_give(catalogue: Catalogue, actors: int, outcome: int) -> dict[str, str]:
    """Answer every statement so that an axis gets one of the five steps."""
    wanted = {Axis.ACTORS: actors // 25 + 1, Axis.OUTCOME: outcome // 25 + 1}
    return {
        item.id: str(wanted[item.axis] if item.pole == "high" else 6 - wanted[item.axis])
        for item in catalogue.questionnaire
        if not item.retired
    }


def name(catalogue: Catalogue, form: Form) -> str:
    return catalogue.form(form).name.en


# Before any placement


def test_gate_question_comes_first(as_alice: Client, initiative: Initiative, url: Any) -> None:
    Initiative.objects.update(outside_party=None)
    page = Page(as_alice.get(url("place")))
    assert "Being asked is not enough." in page.main.text
    assert not any("/place/" in link for link in page.links())
    for method in ("quick", "careful", "map"):
        for ask in (as_alice.get, as_alice.post):
            response = ask(url("place_by", method), {"actors": 10, "outcome": 10})
            assert response["Location"] == url("place")
    assert not Assessment.objects.exists()


def test_yes_opens_the_three_ways(as_alice: Client, initiative: Initiative, url: Any) -> None:
    Initiative.objects.update(outside_party=None)
    page = Page(as_alice.post(url("place"), {"outside_party": "yes"}, follow=True))
    assert [link for link in page.links() if "/place/" in link] == [
        url("place_by", "quick"),
        url("place_by", "careful"),
        url("place_by", "map"),
    ]
    assert history(initiative) == [("change", "outside_party", None, True, "alice")]


def test_no_gives_none_of_the_four_and_keeps_the_placements(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative)
    page = Page(as_alice.post(url("place"), {"outside_party": "no"}, follow=True))
    assert page.root.one(id="form-heading").text == "None of the four"
    assert "Earlier placements are kept." in page.main.text
    assert page.root.all("g", class_="matrix__dot") == []
    assert Assessment.objects.count() == 1
    assert history(initiative)[-1] == ("change", "outside_party", True, False, "alice")
    as_alice.post(url("place"), {"outside_party": "yes"})
    assert Page(as_alice.get(url("detail"))).root.one(id="form-heading").text != "None of the four"


@pytest.mark.parametrize("given", [{}, {"outside_party": ""}, {"outside_party": "perhaps"}])
def test_gate_question_without_an_answer_is_asked_again(
    given: dict[str, str], as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.post(url("place"), given))
    assert page.status == 422
    assert page.root.all(role="alert")[0].text != ""
    assert history(initiative) == []


# Three ways


def test_each_way_gives_the_same_placement(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue, alice: Any
) -> None:
    ways = {
        "quick": {"actors": "25", "outcome": "75"},
        "careful": answers_that_give(catalogue, 25, 75),
        "map": {"actors": "25", "outcome": "75"},
    }
    headings = set()
    for method, answers in ways.items():
        form = Page(as_alice.get(url("place_by", method))).form()
        page = Page(as_alice.post(url("place_by", method), form | answers, follow=True))
        headings.add(page.root.one(id="form-heading").text)
        row = Assessment.objects.latest("pk")
        assert (row.actors, row.outcome, row.kind, row.method) == (25, 75, "today", method)
        assert (row.by, row.edition, row.assessed_on) == (
            alice,
            initiative.edition,
            timezone.localdate(),
        )
        kept = {} if method == "map" else {key: int(value) for key, value in answers.items()}
        assert row.answers == kept
    assert headings == {name(catalogue, Form.EQUAL)}
    assert history(initiative) == [
        ("assess", "today", None, {"actors": 25, "outcome": 75, "method": way}, "alice")
        for way in ways
    ]


@pytest.mark.parametrize(
    ("actors", "outcome", "form"),
    [
        (20, 20, Form.CONTROLLED),
        (80, 20, Form.RESPONSIBILISING),
        (20, 80, Form.EQUAL),
        (80, 80, Form.FACILITATING),
    ],
)
def test_each_corner_has_its_form(
    actors: int,
    outcome: int,
    form: Form,
    as_alice: Client,
    initiative: Initiative,
    url: Any,
    catalogue: Catalogue,
) -> None:
    make_assessment(initiative, actors, outcome)
    page = Page(as_alice.get(url("detail")))
    assert page.root.one(id="form-heading").text == name(catalogue, form)
    assert catalogue.form(form).sentence.en in page.main.text
    assert f"({actors}), and that" in page.main.text


@pytest.mark.parametrize(("actors", "outcome"), [(45, 20), (50, 20), (55, 20)])
def test_border_names_both_forms_and_opens_the_list_of_the_low_side(
    actors: int,
    outcome: int,
    as_alice: Client,
    initiative: Initiative,
    url: Any,
    catalogue: Catalogue,
) -> None:
    make_assessment(initiative, actors, outcome)
    page = Page(as_alice.get(url("detail")))
    low, high = name(catalogue, Form.CONTROLLED), name(catalogue, Form.RESPONSIBILISING)
    both = (high, low) if actors > 50 else (low, high)
    heading = page.root.one(id="form-heading").text
    assert heading == f"On the border between “{both[0]}” and “{both[1]}”"
    roles = Page(as_alice.get(url("checklist", "roles")))
    chosen = [a for a in roles.main.all("a") if a["aria-current"] == "true"]
    assert [a.text for a in chosen] == [low]
    assert any("form=responsibilising" in link for link in roles.links())


def test_middle_of_the_map_names_all_four(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 51, 49)
    page = Page(as_alice.get(url("detail")))
    assert page.root.one(id="form-heading").text == "In the middle of the map"
    for form in Form:
        assert name(catalogue, form) in page.main.text


@pytest.mark.parametrize(
    ("actors", "outcome", "asked"), [(19, 51, True), (20, 51, False), (19, 50, False)]
)
def test_open_goal_in_full_public_control_may_be_a_hearing(
    actors: int, outcome: int, asked: bool, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, actors, outcome)
    words = Page(as_alice.get(url("detail"))).main.text
    assert ("Is it co-creation, or a hearing?" in words) is asked


def test_answer_tells_which_step_decides(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    step, other = catalogue.axis(Axis.ACTORS).steps[3].en, Form.RESPONSIBILISING
    as_alice.post(url("place_by", "quick"), {"actors": "50", "outcome": "0"})
    words = Page(as_alice.get(url("detail"))).main.text
    assert f"One step decides: “{step}” would make it “{name(catalogue, other)}”." in words
    as_alice.post(url("place_by", "map"), {"actors": "38", "outcome": "0"})
    assert "13 points" in Page(as_alice.get(url("detail"))).main.text


def test_careful_answer_tells_which_statement_pulls_most(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    as_alice.post(url("place_by", "careful"), answers_that_give(catalogue, 100, 75))
    first = next(i for i in catalogue.questionnaire if i.axis is Axis.ACTORS)
    words = Page(as_alice.get(url("detail"))).main.text
    assert f"The answer to “{first.text.en}” pulls most." in words


# Looking before saving


def test_answers_in_the_address_are_shown_and_save_nothing(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    for method in ("quick", "map"):
        page = Page(as_alice.get(url("place_by", method), {"actors": "75", "outcome": "75"}))
        assert (page.status, page.is_whole) == (200, True)
        assert name(catalogue, Form.FACILITATING) in page.root.one(id="reading").text
        assert (page.value("actors"), page.value("outcome")) == ("75", "75")
    answers = answers_that_give(catalogue, 75, 75)
    page = Page(as_alice.get(url("place_by", "careful"), answers))
    assert name(catalogue, Form.FACILITATING) in page.root.one(id="reading").text
    assert not Assessment.objects.exists()
    assert history(initiative) == []


def test_preview_button_saves_nothing(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    typed = {"actors": "75", "outcome": "75", "note": "A thought", "preview": "1"}
    page = Page(as_alice.post(url("place_by", "map"), typed))
    assert page.status == 200
    assert name(catalogue, Form.FACILITATING) in page.root.one(id="reading").text
    assert (page.value("actors"), page.value("note")) == ("75", "A thought")
    assert not Assessment.objects.exists()


def test_fragment_has_the_reading_and_nothing_else(
    htmx: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    for method in ("quick", "map"):
        page = Page(htmx.get(url("place_by", method), {"actors": "75", "outcome": "25"}))
        assert (page.status, page.is_whole, page.form_values()) == (200, False, {})
        assert name(catalogue, Form.RESPONSIBILISING) in page.text
    page = Page(htmx.get(url("place_by", "quick"), {"actors": "75"}))
    assert "The dot comes when both questions are answered." in page.text
    assert not Assessment.objects.exists()


def test_refused_fragment_is_422(htmx: Client, initiative: Initiative, url: Any) -> None:
    response = htmx.post(url("place_by", "map"), {"actors": "101", "outcome": "1"})
    assert response.status_code == 422
    assert not Assessment.objects.exists()


# When, for what, and why


def test_wish_is_kept_beside_today_and_moves_no_form(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 20, 20)
    wish = {"actors": "80", "outcome": "80", "kind": "wish", "note": "In five years"}
    page = Page(as_alice.post(url("place_by", "map"), wish, follow=True))
    assert page.root.one(id="form-heading").text == name(catalogue, Form.CONTROLLED)
    dots = page.root.one("svg", class_="matrix").all("g")
    kinds = [dot["class"] for dot in dots if dot["class"].startswith("matrix__dot")]
    assert kinds == ["matrix__dot controlled newest", "matrix__dot facilitating wish"]
    row = Assessment.objects.latest("pk")
    assert (row.kind, row.note) == ("wish", "In five years")
    assert "In five years" in Page(as_alice.get(url("trail"))).main.text


def test_day_may_be_earlier_but_not_in_the_future(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    today = timezone.localdate()
    tomorrow, yesterday = (today + datetime.timedelta(days=days) for days in (1, -1))
    scores = {"actors": "10", "outcome": "10", "note": "As told", "phase": ""}
    page = Page(as_alice.post(url("place_by", "map"), scores | {"assessed_on": str(tomorrow)}))
    assert page.status == 422
    assert page.error("field-assessed_on").startswith("Error: The date is in the future.")
    assert page.form() == scores | {"kind": "today", "assessed_on": str(tomorrow)}
    assert not Assessment.objects.exists()
    as_alice.post(url("place_by", "map"), scores | {"assessed_on": str(yesterday)})
    assert Assessment.objects.get().assessed_on == yesterday


def test_receipt_of_a_placement_undoes_it(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.post(url("place_by", "map"), {"actors": "1", "outcome": "1"}, follow=True))
    assert receipts(page)[0].startswith("Saved ")
    as_alice.post(page.root.one(id="notices").one("form")["action"])
    assert "Which form is it?" in Page(as_alice.get(url("detail"))).main.text


def test_same_answer_to_the_gate_question_leaves_no_history(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    before = Initiative.objects.get().changed_at
    assert as_alice.post(url("place"), {"outside_party": "yes"}).status_code == 302
    assert (history(initiative), Initiative.objects.get().changed_at) == ([], before)


@pytest.mark.parametrize(
    ("method", "begins"), [("quick", "You answered that"), ("map", "The dot says that")]
)
def test_reason_says_where_the_scores_come_from_and_how_far_they_go(
    method: str, begins: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    as_alice.post(url("place_by", method), {"actors": "25", "outcome": "75"})
    assert (
        f"Why: {begins} the municipality has the ball (25), and that the goal is open (75). "
        "Both go from 0 to 100."
    ) in Page(as_alice.get(url("detail"))).main.text


def test_careful_answers_go_from_fully_disagree_to_fully_agree(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    page = Page(as_alice.get(url("place_by", "careful")))
    five = ["Fully disagree", "Partly disagree", "Neither", "Partly agree", "Fully agree"]
    scales = page.main.all("div", class_="scale__answers")
    assert len(scales) == len([item for item in catalogue.questionnaire if not item.retired])
    assert [[label.text for label in scale.all("label")] for scale in scales] == [five] * len(
        scales
    )


def test_careful_answer_tells_which_step_decides_in_the_words_of_its_statement(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    answers = answers_that_give(catalogue, 50, 0)
    as_alice.post(url("place_by", "careful"), answers)
    first = next(item for item in catalogue.questionnaire if item.axis is Axis.ACTORS)
    instead = "Partly agree" if first.pole == "high" else "Partly disagree"
    assert (
        f"One step decides: “{instead}” to “{first.text.en}” "
        f"would make it “{name(catalogue, Form.RESPONSIBILISING)}”."
    ) in Page(as_alice.get(url("detail"))).main.text


@pytest.mark.parametrize("method", ["quick", "careful", "map"])
def test_only_the_questions_go_into_the_address_of_a_preview(
    method: str, as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    page = Page(as_alice.get(url("place_by", method)))
    asking = [node for node in page.main.all() if node["hx-get"]]
    assert [(node["hx-get"], node["hx-include"], node["hx-target"]) for node in asking] == [
        (url("place_by", method), "this", "#reading")
    ]
    inside = {node["name"] for node in asking[0].all() if node["name"]}
    items = {item.id for item in catalogue.questionnaire if not item.retired}
    assert inside == (items if method == "careful" else {"actors", "outcome"})


@pytest.mark.parametrize(
    "typed", [{}, {"actors": "75"}, {"actors": "75", "outcome": "75", "assessed_on": "soon"}]
)
@pytest.mark.parametrize("method", ["quick", "careful", "map"])
def test_preview_of_what_is_not_finished_saves_nothing_and_keeps_what_was_typed(
    method: str, typed: dict[str, str], as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.post(url("place_by", method), typed | {"preview": "1", "note": "Mine"}))
    assert (page.status, page.value("note")) == (200, "Mine")
    assert (Assessment.objects.count(), history(initiative)) == (0, [])
