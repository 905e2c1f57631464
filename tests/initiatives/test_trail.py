"""Every placement is kept with its date; a wrong one is withdrawn, and can come back."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.models import REPETITION, Assessment, Initiative
from cocreation.people.models import User
from tests.make import make_assessment, make_tick
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue, Role
from typology.placement import Form, Method, Scores

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
    rows = Page(as_alice.get(url("trail"))).main.one(id="placements").one("tbody").all("tr")
    assert [row.all("td")[2].one("span").text for row in rows] == [
        "(30 / 0)",
        "(20 / 0)",
        "(10 / 0)",
    ]
    assert [row.all("td")[0].text for row in rows] == ["30 Jan 2026", "20 Jan 2026", "10 Jan 2026"]


def test_withdrawn_placement_counts_no_more_and_comes_back(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 20, 20, assessed_on=on(1))
    wrong = make_assessment(initiative, 80, 80, assessed_on=on(2))
    before = history(initiative)
    here = {"referer": f"http://testserver{url('trail')}"}
    page = Page(as_alice.post(url("withdraw", wrong.public_id), follow=True, headers=here))
    assert receipts(page) == ["The placement is withdrawn."]
    assert page.heading == "The placements"
    assert len(page.main.one(id="placements").one("tbody").all("tr")) == 1
    assert "Withdrawn" in page.main.text
    assert heading(as_alice, url) == catalogue.form(Form.CONTROLLED).name.en
    undo = url("restore_assessment", wrong.public_id)
    assert page.root.one(id="notices").one("form")["action"] == undo
    page = Page(as_alice.post(undo, follow=True, headers=here))
    assert receipts(page) == ["The placement is back."]
    assert len(page.main.one(id="placements").one("tbody").all("tr")) == 2
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
    assert page.main.one(id="placements").one("tbody").text == "No placement yet."
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
    assert "A similar case:" in page.main.text
    assert "A real case. The placement is our reading of its source." in page.main.text


@pytest.mark.parametrize("name", ["withdraw", "restore_assessment"])
@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/initiatives/?a=b", "/initiatives/"),
        ("https://evil.example/trail/", None),
        ("//evil.example/trail/", None),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("javascript:alert(1)", None),
        ("http://testserver", "/"),
        ("", None),
    ],
)
def test_withdrawing_leads_back_to_the_page_of_ours_or_else_to_the_answer(
    name: str,
    came_from: str,
    leads_to: str | None,
    as_alice: Client,
    initiative: Initiative,
    url: Any,
) -> None:
    row = make_assessment(initiative)
    response = as_alice.post(url(name, row.public_id), headers={"referer": came_from})
    assert response["Location"] == (leads_to or url("detail"))


def moved(client: Client, url: Any) -> str:
    """Return what the answer says of lists that have changed."""
    told = [p.text for p in Page(client.get(url("detail"))).main.all("p")]
    return next((words for words in told if "Nothing is deleted." in words), "")


def test_notice_names_the_forms_whose_lists_were_and_are_open(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 80, 80, assessed_on=on(1))
    assert moved(as_alice, url) == ""
    make_assessment(initiative, 20, 80, assessed_on=on(2))
    old, new = (catalogue.form(form).name.en for form in (Form.FACILITATING, Form.EQUAL))
    said = f"The lists have changed from those of “{old}” to those of “{new}”."
    assert moved(as_alice, url).startswith(said)


def test_step_over_the_border_that_opens_the_same_lists_is_no_change(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 20, 20, assessed_on=on(1))
    make_assessment(initiative, 52, 20, assessed_on=on(2))
    assert catalogue.form(Form.RESPONSIBILISING).name.en in heading(as_alice, url)
    assert moved(as_alice, url) == ""
    make_assessment(initiative, 56, 20, assessed_on=on(3))
    old, new = (catalogue.form(form).name.en for form in (Form.CONTROLLED, Form.RESPONSIBILISING))
    assert f"from those of “{old}” to those of “{new}”" in moved(as_alice, url)


def test_earlier_day_that_is_filled_in_later_changes_no_lists(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, 80, 80, assessed_on=on(20))
    make_assessment(initiative, 20, 20, assessed_on=on(10))
    make_assessment(initiative, 20, 20, assessed_on=on(5), kind="wish")
    assert moved(as_alice, url) == ""
    roles = Page(as_alice.get(url("checklist", "roles")))
    assert roles.root.all("span", class_="badge-new") == []


def test_only_lines_that_nobody_has_answered_are_marked_as_new(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, 20, 20, assessed_on=on(1))
    make_assessment(initiative, 80, 80, assessed_on=on(2))

    def marked() -> set[str]:
        lines = Page(as_alice.get(url("checklist", "roles"))).main.all("li")
        return {line["id"] for line in lines if line.all("span", class_="badge-new")}

    before = marked()
    make_tick(initiative, "facilitating.leader.tasks", "missing")
    assert before - marked() == {"item-facilitatingleadertasks"}
    assert "item-facilitatingleaderrelations" in marked()


def answered_for_all_forms(initiative: Initiative, catalogue: Catalogue) -> None:
    """Answer a line of the leader's in each form, and the statements of K1 and K5."""
    for form in Form:
        make_tick(initiative, f"{form}.leader.tasks", "in_place")
    for area in catalogue.competence_areas:
        if area.id in ("K1", "K5"):
            for statement in area.statements:
                make_tick(initiative, statement.id, "on_the_way")


def test_lines_of_any_earlier_form_stand_at_the_bottom_of_the_roles(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    answered_for_all_forms(initiative, catalogue)
    make_assessment(initiative, 20, 20)
    page = Page(as_alice.get(url("checklist", "roles")))
    former = page.root.one(id="no-longer-asked")
    assert [line["id"] for line in former.all("li")] == [
        f"item-{form}leadertasks" for form in Form if form is not Form.CONTROLLED
    ]
    assert all("No longer asked for" in line.text for line in former.all("li"))
    assert "No longer asked for" not in page.root.one(id="part-leader").text
    section = Page(as_alice.get(url("section", "roles", "leader")))
    assert section.root.all(id="no-longer-asked") == []


def test_statements_that_the_form_does_not_ask_stand_opened_in_their_area(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    answered_for_all_forms(initiative, catalogue)
    make_assessment(initiative, 20, 20)
    page = Page(as_alice.get(url("checklist", "competences")))
    assert page.root.all(id="no-longer-asked") == []
    for area in catalogue.competence_areas:
        part = page.root.one(id=f"part-{area.id}")
        beside = [s.id for s in area.statements if Form.CONTROLLED not in s.asked_by]
        details = [each for each in part.all("details") if each["class"] == "details"]
        assert len(details) == bool(beside)
        for also in details:
            assert also.one("summary", class_="details-summary").text.startswith(
                "Also worth asking"
            )
            shown = [line for line in also.all("li") if line["class"].startswith("item")]
            assert [line["id"] for line in shown] == [
                f"item-{each.lower().replace('.', '')}" for each in beside
            ]
            is_answered = area.id in ("K1", "K5")
            assert (also["open"] == "open") is is_answered
            marked = [line for line in shown if line.all("span", class_="marked")]
            assert marked == (shown if is_answered else [])
        asked = part.one("ul", class_="items") if not details else part.all("ul")[0]
        assert "No longer asked for" not in asked.text


def test_nothing_is_marked_as_no_longer_asked_on_the_gate_and_no_line_stands_twice(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    answered_for_all_forms(initiative, catalogue)
    for item in catalogue.gate.items:
        make_tick(initiative, item.id, "on_the_way")
    make_assessment(initiative, 20, 20)
    gate = Page(as_alice.get(url("checklist", "gate")))
    assert "No longer asked for" not in gate.main.text
    for kind in ("roles", "competences", "gate"):
        page = Page(as_alice.get(url("checklist", kind)))  # an id that stands twice fails here
        names = [node["name"] for node in page.main.all("input") if node["form"] == "board"]
        names = [name for name in names if name.startswith("initial-")]
        assert len(names) == len(set(names))


def test_retired_line_of_a_role_stands_once(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    newer: Any = catalogue.model_dump(mode="json")
    retired = newer["forms"][0]["roles"][0]["items"][0]
    retired["retired"] = True
    initiative.edition.correct(Catalogue.model_validate(newer))
    make_tick(initiative, retired["id"], "in_place")
    make_assessment(initiative, 20, 20)
    page = Page(as_alice.get(url("checklist", "roles")))
    assert page.root.one(id=f"item-{retired['id'].replace('.', '')}")


def test_fragment_of_a_line_that_is_no_longer_asked_holds_it_once(
    htmx: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, 80, 80)
    for kind, item in (("roles", "controlled.leader.tasks"), ("competences", "K2.1")):
        make_tick(initiative, item, "missing")
        posted = {f"initial-{item}-state": "missing", f"{item}-state": "in_place"}
        page = Page(htmx.post(url("checklist", kind), posted))
        assert [line["id"] for line in page.root.all("li")] == [
            f"item-{item.lower().replace('.', '')}"
        ]
        assert initiative.ticks.get(item=item).state == "in_place"


def dots(page: Page) -> list[str]:
    groups = page.root.one("svg", class_="matrix").all("g")
    return [dot["class"] for dot in groups if dot["class"].startswith("matrix__dot")]


def coloured(page: Page) -> list[str]:
    groups = page.root.one("svg", class_="matrix").all("g")
    return [each["class"] for each in groups if "placed" in each["class"].split()]


def test_dots_stand_in_the_order_of_the_trail_wherever_the_newest_is(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, 90, 10, assessed_on=on(1))
    make_assessment(initiative, 10, 90, assessed_on=on(2))
    make_assessment(initiative, 90, 90, assessed_on=on(3), kind="wish")
    for name in ("detail", "trail"):
        page = Page(as_alice.get(url(name)))
        assert dots(page) == [
            "matrix__dot responsibilising",
            "matrix__dot equal newest",
            "matrix__dot facilitating wish",
        ]
        assert coloured(page) == ["matrix__field equal placed"]
        assert page.root.one("path", class_="matrix__trail")["d"] == "M408 70L88 390"


def test_number_on_the_map_is_that_of_the_row(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    for day in range(1, 14):
        kind = "wish" if day == 13 else "today"
        make_assessment(initiative, 7 * day, 6 * day, assessed_on=on(day), kind=kind)
    page = Page(as_alice.get(url("trail")))
    rows = page.main.one(id="placements").one("tbody").all("tr")
    numbered = [(row.all("td")[0].text, row.all("td")[1].text) for row in rows]
    assert numbered == [(str(day), f"{day} Jan 2026") for day in range(13, 0, -1)]
    figure = Answer(Initiative.objects.get()).figure
    assert figure.numbered
    places = [(dot.x, dot.label.words) for dot in figure.dots]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert {words for _, words in places} <= {"", *(str(day) for day in range(1, 14))}
    assert all(words in ("", str(day)) for day, (_, words) in enumerate(places, start=1))


def test_wish_is_drawn_and_the_trail_is_linked_before_any_placement_of_today(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, 80, 80, kind="wish")
    page = Page(as_alice.get(url("detail")))
    assert page.root.one(id="form-heading").text == "Which form is it?"
    assert dots(page) == ["matrix__dot facilitating wish"]
    assert coloured(page) == []
    assert page.root.all("rect", class_="matrix__band") == []
    assert url("trail") in page.links()
    assert "1 placement in words" in page.main.text


def test_middle_of_the_map_colours_nothing(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, 51, 49)
    page = Page(as_alice.get(url("detail")))
    assert dots(page) == ["matrix__dot responsibilising newest"]
    assert coloured(page) == []
    make_assessment(initiative, 51, 20)
    assert coloured(Page(as_alice.get(url("detail")))) == ["matrix__field responsibilising placed"]


# Pressed twice


def test_button_pressed_twice_within_a_minute_places_once(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    typed = {"actors": "10", "outcome": "20", "note": "A thought", "kind": "today"}
    for _ in range(2):
        page = Page(as_alice.post(url("place_by", "map"), typed, follow=True))
        assert receipts(page)[0].startswith("Saved ")
    row = Assessment.objects.get()
    assert page.root.one(id="notices").one("form")["action"] == url("withdraw", row.public_id)
    assert len(history(initiative)) == 1


def test_same_placement_is_the_same_row_and_anything_else_a_second(
    initiative: Initiative, alice: User, bob: User
) -> None:
    same: dict[str, Any] = {"note": "A thought", "assessed_on": on(1), "method": Method.QUICK}
    first = initiative.assess(alice, Scores(25, 50), answers={"actors": 25}, **same)
    assert initiative.assess(alice, Scores(25, 50), answers={"actors": 25}, **same) == first
    for by, scores, other in (
        (alice, Scores(25, 50), {"answers": {"actors": 25}, "note": "Another"}),
        (bob, Scores(25, 50), {"answers": {"actors": 25}}),
        (alice, Scores(50, 50), {"answers": {"actors": 25}}),
        (alice, Scores(25, 50), {"answers": {"actors": 50}}),
        (alice, Scores(25, 50), {"answers": {"actors": 25}, "kind": "wish"}),
        (alice, Scores(25, 50), {"answers": {"actors": 25}, "assessed_on": on(2)}),
        (alice, Scores(25, 50), {"answers": {"actors": 25}, "method": Method.MAP}),
        (alice, Scores(25, 50), {"answers": {"actors": 25}, "phase": "Later"}),
    ):
        rows = Assessment.objects.count()
        made = initiative.assess(by, scores, **(same | other))
        assert Assessment.objects.count() == rows + 1, other
        made.delete()
    assert Assessment.objects.get() == first


def test_nobodys_placement_and_one_after_a_minute_or_a_withdrawal_are_new(
    initiative: Initiative, alice: User
) -> None:
    make_assessment(initiative)
    Assessment.objects.update(created_at=Assessment.objects.get().created_at - REPETITION)
    make_assessment(initiative)
    assert Assessment.objects.count() == 2
    Assessment.objects.latest("pk").withdraw(alice)
    make_assessment(initiative)
    assert Assessment.objects.count() == 3
    for _ in range(2):
        initiative.assess(None, Scores(1, 1))
    assert Assessment.objects.count() == 5


def test_withdrawing_and_bringing_back_move_the_time_of_change(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_assessment(initiative)
    for name in ("withdraw", "restore_assessment"):
        before = Initiative.objects.get().changed_at
        as_alice.post(url(name, row.public_id))
        assert Initiative.objects.get().changed_at > before


# What changed, and the way to the wish


def test_each_placement_tells_what_changed_since_the_one_before(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 20, 60, assessed_on=on(1))
    make_assessment(initiative, 90, 90, assessed_on=on(2), kind="wish")
    make_assessment(initiative, 60, 20, assessed_on=on(3))
    rows = Page(as_alice.get(url("trail"))).main.one(id="placements").one("tbody").all("tr")
    changed = [row.all("td")[4] for row in rows]
    old, new = (catalogue.form(form).name.en for form in (Form.EQUAL, Form.RESPONSIBILISING))
    assert [line.text for line in changed[0].one("ul", class_="changed").all("li")] == [
        "The partners have more of the ball: 20 → 60.",
        "The goal is more fixed: 60 → 20.",
        f"The form was “{old}” and is “{new}”.",
    ]
    assert changed[0].one("summary").text.startswith("New lines: ")
    assert [each.text for each in changed[1:]] == ["Nothing before it", "Nothing before it"]


def test_answers_that_changed_most_are_told_of_two_careful_placements(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    first = {item.id: 3 for item in catalogue.questionnaire}
    for day, answers in ((1, first), (2, first | {"A2": 5, "U1": 2})):
        make_assessment(
            initiative, 20, 20 + day, assessed_on=on(day), method=Method.CAREFUL, answers=answers
        )
    told = Page(as_alice.get(url("trail"))).main.one(id="placements").one("details").text
    texts = {item.id: item.text.en for item in catalogue.questionnaire}
    assert f"{texts['A2']} Neither → Fully agree" in told
    assert f"{texts['U1']} Neither → Partly disagree" in told
    assert texts["A1"] not in told


def test_leadership_task_is_the_way_from_today_to_the_wish(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 20, 60, assessed_on=on(1))
    page = Page(as_alice.get(url("trail")))
    assert "Say how you wish it to be." in page.main.text
    make_assessment(initiative, 80, 50, assessed_on=on(2), kind="wish")
    make_tick(initiative, "K1.1", "in_place")
    page = Page(as_alice.get(url("trail")))
    task = page.root.one(id="task")
    assert [line.text for line in task.one("ul").all("li")] == [
        "The partners get more of the ball: 20 → 80 (+60).",
        "The goal becomes more fixed: 60 → 50 (−10).",
    ]
    assert len(task.one("ol").all("li")) == 3
    opened = catalogue.form(Form.RESPONSIBILISING)
    more = next(role for role in opened.roles if role.id is Role.LEADER).items
    duties = page.root.one(id="duties").text
    assert all(item.text.en in duties for item in more)
    assert page.root.all("path", class_="matrix__way")
    answer = Page(as_alice.get(url("detail"))).main.one("p", class_="answer__way").text
    assert answer.startswith(f"The wish: {opened.name.en}. The partners get more of the ball")


def test_map_can_be_read_phase_by_phase(as_alice: Client, initiative: Initiative, url: Any) -> None:
    make_assessment(initiative, 10, 10, assessed_on=on(1))
    assert "By phase" not in Page(as_alice.get(url("trail"))).main.text
    for day, phase in ((2, "do"), (3, "choose"), (4, "do"), (5, "Our own")):
        make_assessment(initiative, 10 * day, 80, assessed_on=on(day), phase=phase)
    page = Page(as_alice.get(url("trail"), {"by": "phase"}))
    phases = page.main.one("ol", class_="phases").all("li")
    assert [(it.one("h3").text, it.one("span").text) for it in phases] == [
        ("Choose", "(30 / 80)"),
        ("Do", "(40 / 80)"),
        ("Our own", "(50 / 80)"),
    ]
    assert len(dots(page)) == 3


def test_phase_is_kept_as_itself_in_whatever_language_it_was_chosen(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    for typed, kept in (("design", "design"), (" Måle ", "Måle"), ("Our own", "Our own"), ("", "")):
        as_alice.post(url("place_by", "map"), {"actors": "1", "outcome": "1", "phase": typed})
        assert Assessment.objects.latest("pk").phase == kept.strip()


# Asks to be placed again


def asks(client: Client, url: Any) -> str:
    told = Page(client.get(url("detail"))).main.all("p", class_="asks-again")
    return told[0].text if told else ""


def test_old_placement_asks_to_be_made_again(
    as_alice: Client, as_reader: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative, assessed_on=timezone.localdate() - datetime.timedelta(91))
    assert "Has it moved since then?" in asks(as_alice, url)
    assert asks(as_reader, url) == ""
    for status in ("draft", "paused", "done"):
        Initiative.objects.update(status=status)
        assert asks(as_alice, url) == ""


def test_new_status_asks_until_it_is_placed_again(
    as_alice: Client, initiative: Initiative, alice: User, url: Any
) -> None:
    make_assessment(initiative, assessed_on=timezone.localdate() - datetime.timedelta(1))
    assert asks(as_alice, url) == ""
    initiative.note_change(alice, "change", "status", "draft", "dialogue")
    assert asks(as_alice, url).startswith("The status has changed since it was placed.")
    assert "Place it again" in Page(as_alice.get("/my/")).main.text
    make_assessment(initiative, 60, 60)
    assert asks(as_alice, url) == ""
