"""The checklists on their pages: lines are ticked one by one or together, roles get names."""

import datetime
from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative, Tick
from tests.make import make_assessment, make_holder, make_tick
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue
from typology.placement import Form

pytestmark = pytest.mark.django_db
LINE = "controlled.leader.tasks"


def stored(initiative: Initiative) -> dict[str, tuple[Any, ...]]:
    return {
        row.item: (row.state, row.note, row.responsible, row.due_on)
        for row in initiative.ticks.all()
    }


def one(item: str, **typed: str) -> dict[str, str]:
    """Return what a script posts of a line that nobody has answered yet."""
    old = {"state": "not_looked_at", "note": "", "responsible": "", "due_on": ""}
    return {f"initial-{item}-{field}": value for field, value in old.items()} | {
        f"{item}-{field}": value for field, value in (old | typed).items()
    }


def test_line_is_saved_alone_and_answered_alone(
    htmx: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative)
    before = len(history(initiative))
    response = htmx.post(url("checklist", "roles"), one(LINE, state="on_the_way"))
    page = Page(response)
    assert (page.status, page.is_whole) == (200, False)
    assert [line["id"] for line in page.root.all("li")] == ["item-controlledleadertasks"]
    assert page.value(f"{LINE}-state") == page.value(f"initial-{LINE}-state") == "on_the_way"
    assert "0 of 6 in place" in page.text
    assert "Saved " in page.text
    assert stored(initiative) == {LINE: ("on_the_way", "", "", None)}
    assert history(initiative)[before:] == [
        ("tick", f"{LINE}.state", "not_looked_at", "on_the_way", "alice")
    ]


def test_count_beside_the_heading_follows(htmx: Client, initiative: Initiative, url: Any) -> None:
    make_assessment(initiative)
    page = Page(htmx.post(url("section", "roles", "leader"), one(LINE, state="in_place")))
    counted = page.root.all("hx-partial")[0]
    assert (counted["hx-target"], counted.text) == ("#count-leader", "1 of 6 in place")
    page = Page(
        htmx.post(
            url("section", "roles", "leader"),
            one("controlled.leader.relations", state="not_relevant"),
        )
    )
    assert page.root.all("hx-partial")[0].text == "1 of 5 in place"


def test_note_responsible_and_date_are_saved_with_a_line(
    htmx: Client, initiative: Initiative, url: Any
) -> None:
    typed = {"note": "Ask the lawyer", "responsible": "bob", "due_on": "2026-12-24"}
    page = Page(htmx.post(url("checklist", "gate"), one("G1", **typed)))
    assert {name: page.value(f"G1-{name}") for name in typed} == typed
    assert stored(initiative) == {
        "G1": ("not_looked_at", "Ask the lawyer", "bob", datetime.date(2026, 12, 24))
    }
    assert history(initiative) == [
        ("tick", "G1.note", "", "Ask the lawyer", "alice"),
        ("tick", "G1.responsible", "", "bob", "alice"),
        ("tick", "G1.due_on", None, "2026-12-24", "alice"),
    ]


@pytest.mark.parametrize("kind", ["roles", "competences", "gate"])
def test_whole_list_is_saved_together_without_script(
    kind: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative)
    before = len(history(initiative))
    where = url("checklist", kind)
    form = Page(as_alice.get(where)).form("board")
    states = [name for name in form if name.endswith("-state") and not name.startswith("initial-")]
    assert len(form) < 1000  # the most that Django takes
    page = Page(as_alice.post(where, form | dict.fromkeys(states, "in_place"), follow=True))
    assert receipts(page)[0].startswith("Saved ")
    assert {f"{item}-state" for item in stored(initiative)} == set(states)
    assert {state for state, *_ in stored(initiative).values()} == {"in_place"}
    assert len(history(initiative)) == before + len(states)
    assert as_alice.post(where, Page(as_alice.get(where)).form("board")).status_code == 302
    assert len(history(initiative)) == before + len(states)


def test_section_has_its_own_page_and_its_own_fragment(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative)
    page, part = (Page(who.get(url("section", "competences", "K2"))) for who in (as_alice, htmx))
    assert (page.is_whole, part.is_whole) == (True, False)
    area = next(area for area in catalogue.competence_areas if area.id == "K2")
    for shown in (page, part):
        assert [each["id"] for each in shown.root.all("section")] == ["part-K2"]
        names = {name for name in shown.form_values() if name.endswith("-state")}
        assert names == {
            f"{initial}{statement.id}-state"
            for statement in area.statements
            for initial in ("", "initial-")
        }


def test_looking_at_another_form_moves_nothing(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative)
    before = history(initiative)
    where = url("checklist", "roles") + "?form=equal"
    page = Page(as_alice.get(where))
    own, other = (catalogue.form(form).name.en for form in (Form.CONTROLLED, Form.EQUAL))
    assert f"You are looking at the list of “{other}”." in page.main.text
    assert f"The initiative stays in “{own}”." in page.main.text
    assert "equal.leader.tasks-state" in page.form("board")
    assert page.root.all(id="no-longer-asked") == []
    assert history(initiative) == before
    response = as_alice.post(where, one("equal.leader.tasks", state="missing"))
    assert response["Location"] == where
    assert Page(as_alice.get(url("detail"))).root.one(id="form-heading").text == own
    assert list(stored(initiative)) == ["equal.leader.tasks"]


@pytest.mark.parametrize("item", ["G1", "G2", "G3"])
def test_line_of_the_law_is_always_relevant(
    item: str, as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    where = url("checklist", "gate")
    choices = [each["value"] for each in Page(as_alice.get(where)).root.all(name_=f"{item}-state")]
    assert "not_relevant" not in choices
    assert len(choices) == 4
    for client in (as_alice, htmx):
        page = Page(client.post(where, one(item, state="not_relevant", note="Why?")))
        assert page.status == 422
        assert "always relevant" in page.error(f"item-{item.lower()}")
        assert page.value(f"{item}-note") == "Why?"
    assert stored(initiative) == {}


def test_other_lines_of_the_gate_may_be_not_relevant(
    htmx: Client, initiative: Initiative, url: Any
) -> None:
    htmx.post(url("checklist", "gate"), one("G4", state="not_relevant"))
    assert stored(initiative) == {"G4": ("not_relevant", "", "", None)}


def test_missing_law_is_told_on_the_answer(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 80, 80)
    make_tick(initiative, "G2", "missing")
    page = Page(as_alice.get(url("detail")))
    line = next(item for item in catalogue.gate.items if item.id == "G2")
    assert line.text.en in page.main.text
    assert page.main.one("ol", class_="three").all("li")[0].text == line.do.en


def test_decision_about_one_citizen_is_answered_and_opens_the_first_lines(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    for answer, text in (("yes", True), ("no", False)):
        page = Page(
            as_alice.post(url("citizen_decision"), {"citizen_decision": answer}, follow=True)
        )
        assert receipts(page)[0].startswith("Saved ")
        assert ("Then the first two lines matter most." in page.main.text) is text
        pressed = [node for node in page.main.all("button") if node["aria-pressed"] == "true"]
        assert [node["value"] for node in pressed] == [answer]
    assert history(initiative) == [
        ("change", "citizen_decision", None, True, "alice"),
        ("change", "citizen_decision", True, False, "alice"),
    ]


@pytest.mark.parametrize("given", [{}, {"citizen_decision": "perhaps"}])
def test_decision_about_one_citizen_without_an_answer_changes_nothing(
    given: dict[str, str], as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.post(url("citizen_decision"), given, follow=True))
    assert receipts(page) == ["Answer yes or no before you go on."]
    assert history(initiative) == []


def test_role_gets_a_name_and_loses_it(
    htmx: Client, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative)
    before = len(history(initiative))
    where = url("section", "roles", "leader")
    posted = {"initial-leader-holder": "", "leader-holder": " bob "}
    page = Page(htmx.post(where, posted))
    assert (page.status, page.is_whole) == (200, False)
    assert page.form_values() == {"initial-leader-holder": "bob", "leader-holder": "bob"}
    detail = Page(as_alice.get(url("detail")))
    assert detail.root.one(id="part-leader").one("p", class_="line__holder").text == "bob"
    page = Page(htmx.post(where, {"initial-leader-holder": "bob", "leader-holder": ""}))
    assert "Needs a name" in page.text
    assert not initiative.role_holders.exists()
    assert history(initiative)[before:] == [
        ("hold role", "leader", "", "bob", "alice"),
        ("hold role", "leader", "bob", "", "alice"),
    ]


def test_name_of_a_role_stays_when_the_form_changes(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_holder(initiative, "leader", "bob")
    for scores in ((20, 20), (80, 80)):
        make_assessment(initiative, *scores)
        assert Page(as_alice.get(url("checklist", "roles"))).value("leader-holder") == "bob"


def test_too_long_name_of_a_role_is_kept_in_its_field(
    htmx: Client, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    where = url("section", "roles", "leader")
    for client in (htmx, as_alice):
        posted = {"initial-leader-holder": "", "leader-holder": "x" * 121}
        page = Page(client.post(where, posted))
        assert page.status == 422
        assert "120" in page.error("holder-leader")
        assert page.value("leader-holder") == "x" * 121
    assert not initiative.role_holders.exists()


def test_refused_line_leaves_what_was_typed_in_all_the_others(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_holder(initiative, "leader", "bob")
    where = url("checklist", "roles")
    typed = {
        f"{LINE}-note": "A sound note",
        f"{LINE}-state": "in_place",
        "leader-holder": "charlie",
        "controlled.employee.tasks-due_on": "soon",
    }
    page = Page(as_alice.post(where, Page(as_alice.get(where)).form("board") | typed))
    assert page.status == 422
    assert page.error("item-controlledemployeetasks").startswith("Error: Enter a valid date.")
    assert {name: page.value(name) for name in typed} == typed
    assert stored(initiative) == {}
    as_alice.post(where, page.form("board") | {"controlled.employee.tasks-due_on": ""})
    assert stored(initiative)[LINE] == ("in_place", "A sound note", "", None)


def test_refused_line_that_is_no_longer_asked_says_why(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    make_tick(initiative, LINE, "in_place")
    make_assessment(initiative, 20, 20, assessed_on=datetime.date(2026, 1, 1))
    make_assessment(initiative, 80, 80, assessed_on=datetime.date(2026, 1, 2))
    where = url("checklist", "roles")
    typed = Page(as_alice.get(where)).form("board") | {f"{LINE}-due_on": "soon"}
    for client in (as_alice, htmx):
        page = Page(client.post(where, typed))
        assert page.status == 422
        assert page.error("item-controlledleadertasks").startswith("Error: Enter a valid date.")
        assert page.value(f"{LINE}-due_on") == "soon"


def test_unknown_lines_are_left_alone(as_alice: Client, initiative: Initiative, url: Any) -> None:
    posted = one("K9.99", state="missing") | one("", state="missing") | one("\0", state="missing")
    response = as_alice.post(url("checklist", "gate"), posted | one("G1", state="missing"))
    assert response.status_code == 302
    assert stored(initiative) == {"G1": ("missing", "", "", None)}


def test_post_with_no_fields_at_all_changes_nothing(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    changed_at = Initiative.objects.get().changed_at
    assert as_alice.post(url("checklist", "roles")).status_code == 302
    assert htmx.post(url("checklist", "roles")).status_code == 200
    assert (history(initiative), Tick.objects.count()) == ([], 0)
    assert Initiative.objects.get().changed_at == changed_at


def test_list_before_the_first_placement_says_whose_it_is(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    words = Page(as_alice.get(url("checklist", "roles"))).main.text
    assert "The initiative is not placed yet." in words


def test_same_answer_about_a_citizen_leaves_no_history(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    as_alice.post(url("citizen_decision"), {"citizen_decision": "yes"})
    before, moment = history(initiative), Initiative.objects.get().changed_at
    as_alice.post(url("citizen_decision"), {"citizen_decision": "yes"})
    assert (history(initiative), Initiative.objects.get().changed_at) == (before, moment)


def test_name_of_a_role_moves_the_time_of_change(
    htmx: Client, initiative: Initiative, url: Any
) -> None:
    for old, new in (("", "bob"), ("bob", "")):
        before = Initiative.objects.get().changed_at
        posted = {"initial-leader-holder": old, "leader-holder": new}
        htmx.post(url("section", "roles", "leader"), posted)
        assert Initiative.objects.get().changed_at > before


def test_each_line_of_a_role_shows_its_question(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative)
    make_tick(initiative, "equal.leader.relations", "in_place")
    questions = {each.id: each.name.en for each in catalogue.role_questions}
    assert list(questions.values())[:2] == ["Tasks", "Responsibility"]
    page = Page(as_alice.get(url("checklist", "roles")))
    items = [item for role in catalogue.form(Form.CONTROLLED).roles for item in role.items]
    items.append(catalogue.items["equal.leader.relations"])  # type: ignore[arg-type]
    for item in items:
        line = page.root.one(id=f"item-{item.id.replace('.', '')}")
        assert line.one("span", class_="item__question").text == questions[item.question]
    assert len(page.root.all("span", class_="item__question")) == len(items)
    for kind in ("competences", "gate"):
        page = Page(as_alice.get(url("checklist", kind)))
        assert page.root.all("span", class_="item__question") == []


def test_area_of_which_a_form_asks_nothing_says_so(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative)
    said = "This form asks for nothing here"
    empty = {
        area.id
        for area in catalogue.competence_areas
        if not any(Form.CONTROLLED in statement.asked_by for statement in area.statements)
    }
    assert empty == {"K5"}
    for name in (url("detail"), url("checklist", "competences")):
        page = Page(as_alice.get(name))
        for area in catalogue.competence_areas:
            part = page.root.one(id=f"part-{area.id}")
            assert (said in part.text) is (area.id in empty)
            assert bool(part.all("progress")) is (area.id not in empty)


def test_lines_of_the_law_and_the_largest_gaps_are_marked_in_words(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative)
    gate = Page(as_alice.get(url("checklist", "gate")))
    assert gate.heading == "Our own house in order"
    marked = [line["id"] for line in gate.main.all("li") if line.all("span", class_="badge-law")]
    assert marked == ["item-g1", "item-g2", "item-g3"]
    assert {each.text for each in gate.main.all("span", class_="badge-law")} == {
        "The law asks for this"
    }
    areas = Page(as_alice.get(url("checklist", "competences")))
    first = [each.text for each in areas.main.all("span", class_="marked")]
    assert first == ["Look at this first"] * 3
    detail = Page(as_alice.get(url("detail")))
    told = [each.text for each in detail.main.all("span", class_="marked")]
    assert told == [f"{len(first)} lines to look at first"]


def test_reader_sees_no_id_of_a_line(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 90, 10)
    initiative.ambitions.create(ambition="economy", rank=1)
    Initiative.objects.update(
        subject_field="F1",
        citizen_decision=True,
        municipality_maturity="new",
        partner_maturity="new",
    )
    for item in ("G1", "G3", "K1.1", "K5.1", "responsibilising.leader.tasks"):
        make_tick(initiative, item, "missing")
    kinds = ("roles", "competences", "gate")
    where = [url(name) for name in ("detail", "about", "advice", "maturity", "place", "trail")]
    where += [url("place_by", method) for method in ("quick", "careful", "map")]
    where += [url("checklist", kind) for kind in kinds]
    pages = [Page(as_alice.get(each)) for each in where]
    form = Page(as_alice.get(url("about"))).form("about")
    pages.append(Page(as_alice.post(url("about"), form | {"status": "agreed"})))
    pages.append(Page(as_alice.post(url("place_by", "careful"), {"A1": "9"})))
    ids = {
        *catalogue.items,
        *(item.id for item in catalogue.questionnaire),
        *(field.id for field in catalogue.fit.subject_fields),
        *(sign.id for sign in catalogue.fit.maturity_indicators),
        *(area.id for area in catalogue.competence_areas),
    }
    for page in pages:
        words = {word.strip(".,:;()“”") for word in page.text.split()}
        assert words & ids == set()


def test_refused_line_is_told_at_the_top_and_its_fold_is_open(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative)
    for kind, item in (("roles", LINE), ("competences", "K5.1"), ("gate", "G4")):
        page = Page(as_alice.post(url("checklist", kind), one(item, due_on="soon")))
        assert page.status == 422
        line = f"item-{item.lower().replace('.', '')}"
        link = page.root.one(id="errors").one("a")
        assert (link["href"], link.text) == (f"#{line}", catalogue.items[item].text.en)
        folds = [each for each in page.main.all("details") if each["class"] == "details"]
        around = [each for each in folds if each.all("li", id=line)]
        assert len(around) == (kind != "gate")
        assert [each for each in folds if each["open"]] == around
