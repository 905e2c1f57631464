"""From an idea to a form and its checklists, as a planner with a mouse does it."""

import re

import pytest
from playwright.sync_api import Page, expect

from cocreation.initiatives import checklist
from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import Initiative, Tick
from cocreation.initiatives.ticking import tick
from cocreation.people.models import User
from tests.browser import scene
from tests.browser.conftest import OpenAs
from typology.catalogue import Catalogue, Role
from typology.placement import Form, Scores


def test_idea_becomes_an_initiative_that_two_questions_place(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    page = open_as(alice)
    page.goto("/initiatives/")
    page.locator("main a[href='/initiatives/new/']").first.click()
    page.locator("[name=title]").fill("Fælles haver")
    page.locator("[name=sentence]").fill("Naboer dyrker jorden ved skolen sammen.")
    page.locator("form[data-keep=new] .button-primary").click()
    page.wait_for_url(re.compile("/place/$"))
    scene.say_yes_to_the_gate(page)
    page.locator("a[href$='/place/quick/']").click()
    page.locator("[name=actors][value='75']").check()
    page.locator("[name=outcome][value='100']").check()
    scene.expect_form(page.locator("#reading"), catalogue, Form.FACILITATING)
    scene.save_placement(page)
    made = Initiative.objects.get()
    page.wait_for_url(re.compile(f"{made.get_absolute_url()}$"))
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.FACILITATING)
    expect(page.locator(".three li")).to_have_count(3)
    expect(scene.receipt(page)).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    placed = made.assessments.get()
    assert (placed.actors, placed.outcome, placed.method) == (75, 100, "quick")
    assert (made.author, made.status, made.outside_party) == (alice, "draft", True)


def test_twelve_statements_place_an_initiative_and_tell_which_pulled_most(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}place/careful/")
    expect(page.locator("#reading h2")).to_have_count(0)
    answers = {"low": "5", "high": "1"}
    for axis in catalogue.axes:
        asked = [s for s in catalogue.questionnaire if s.axis is axis.id and not s.retired]
        for statement in asked[:4]:
            page.locator(f"[name={statement.id}][value='{answers[statement.pole]}']").check()
    scene.expect_form(page.locator("#reading h2"), catalogue, Form.CONTROLLED)
    scene.save_placement(page)
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.CONTROLLED)
    placed = made.assessments.get()
    assert (placed.actors, placed.outcome, placed.method) == (0, 0, "careful")
    assert len(placed.answers) == 8


def drag(page: Page) -> None:
    box = page.locator("#map .matrix__frame").bounding_box()
    assert box is not None
    x, y, side = box["x"], box["y"], box["width"]
    page.mouse.move(x + side / 2, y + side / 2)
    page.mouse.down()
    page.mouse.move(x + side * 0.4, y + side * 0.6, steps=4)
    page.mouse.move(x + side * 0.2, y + side * 0.8, steps=4)
    page.mouse.up()


def press_arrows(page: Page) -> None:
    page.locator(".matrix__handle").focus()
    for key in (*["Shift+ArrowLeft"] * 3, *["Shift+ArrowDown"] * 2, *["ArrowDown"] * 10):
        page.keyboard.press(key)


def write_numbers(page: Page) -> None:
    page.locator("[name=actors]").fill("20")
    page.locator("[name=outcome]").fill("80")
    page.locator("[name=outcome]").blur()


def press_steps(page: Page) -> None:
    page.locator(".steps[data-for=id_actors] button").nth(1).click()
    page.locator(".steps[data-for=id_outcome] button").nth(3).click()
    pressed = page.locator(".steps button[aria-pressed=true]")
    expect(pressed).to_have_count(2)


@pytest.mark.parametrize(
    ("set_dot", "scores", "slack"),
    [
        (drag, Scores(20, 80), 1),
        (press_arrows, Scores(20, 80), 0),
        (write_numbers, Scores(20, 80), 0),
        (press_steps, Scores(25, 75), 0),
    ],
)
def test_dot_is_set_on_the_map(
    set_dot, scores: Scores, slack: int, alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}place/map/")
    set_dot(page)
    scene.expect_form(page.locator("#reading h2"), catalogue, Form.EQUAL)
    told = page.locator(".matrix__handle").get_attribute("aria-label") or ""
    assert told.endswith(
        f"{page.locator('[name=actors]').input_value()}, "
        f"{page.locator('[name=outcome]').input_value()}"
    )
    scene.save_placement(page)
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.EQUAL)
    placed = made.assessments.get()
    assert abs(placed.actors - scores.actors) <= slack
    assert abs(placed.outcome - scores.outcome) <= slack
    assert placed.method == "map"


def test_preview_follows_the_answers_and_leaves_the_focus_alone(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}place/quick/")
    scene.mark(page)
    page.locator("[name=actors][value='0']").check()
    page.locator("[name=outcome][value='0']").check()
    heading = page.locator("#reading h2")
    scene.expect_form(heading, catalogue, Form.CONTROLLED)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    scene.expect_form(heading, catalogue, Form.EQUAL)
    assert scene.focused(page) | {"id": ""} == {
        "tag": "input",
        "id": "",
        "name": "outcome",
        "value": "75",
        "role": None,
    }
    assert not scene.was_reloaded(page)
    assert made.assessments.count() == 0


def test_line_is_saved_when_it_is_answered_without_a_reload(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice, scene.CORNERS[Form.CONTROLLED])
    first, second, *_ = scene.role_items(catalogue, Form.CONTROLLED)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}roles/")
    scene.mark(page)
    expect(scene.receipt(page)).to_be_empty()
    scene.state_of(page, first, "in_place").check()
    expect(scene.receipt(page)).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    assert Tick.objects.get(initiative=made).state == State.IN_PLACE
    expect(page.locator("#count-leader")).to_contain_text("1")
    at = scene.focused(page)
    assert (at["name"], at["value"]) == (f"{first}-state", "in_place")
    # By keyboard as well: the arrow moves the answer, and the focus stays with it.
    page.keyboard.press("ArrowLeft")
    expect(page.locator("li.item--on_the_way")).to_have_count(1)
    assert scene.focused(page)["value"] == "on_the_way"
    assert Tick.objects.get(initiative=made).state == State.ON_THE_WAY
    scene.note_of(page, second).fill("Aftalt i går")
    scene.note_of(page, second).blur()
    expect(page.locator(f'input[name="initial-{second}-note"]')).to_have_value("Aftalt i går")
    assert Tick.objects.get(initiative=made, item=second).note == "Aftalt i går"
    assert not scene.was_reloaded(page)


@pytest.mark.parametrize("place", ["another line", "the same line"])
def test_words_that_are_being_typed_survive_the_answer_to_a_tick(
    place: str, alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice, scene.CORNERS[Form.CONTROLLED])
    first, second, *_ = scene.role_items(catalogue, Form.CONTROLLED)
    item = second if place == "another line" else first
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}roles/")
    note = scene.note_of(page, item)
    held = scene.hold(page, "/roles/")
    with page.expect_request(lambda request: request.method == "POST"):
        scene.state_of(page, first, "in_place").check()
    note.click()
    page.keyboard.type("Vi er midt i ")
    held.pop().continue_()
    expect(scene.receipt(page)).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    page.keyboard.type("en sætning")
    expect(note).to_have_value("Vi er midt i en sætning")
    expect(note).to_be_focused()
    note.blur()
    page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    expect(page.locator(f'input[name="initial-{item}-note"]')).to_have_value(
        "Vi er midt i en sætning"
    )
    assert Tick.objects.get(initiative=made, item=first).state == State.IN_PLACE
    assert Tick.objects.get(initiative=made, item=item).note == "Vi er midt i en sætning"


def test_another_form_shows_what_is_kept_new_and_no_longer_asked(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice, scene.CORNERS[Form.CONTROLLED])
    answered = scene.role_items(catalogue, Form.CONTROLLED)[:2]
    tick(made, alice, {item: {"state": State.IN_PLACE} for item in answered})
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}place/map/")
    page.locator("[name=actors]").fill("80")
    page.locator("[name=outcome]").fill("80")
    scene.save_placement(page)
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.FACILITATING)
    states = dict.fromkeys(answered, State.IN_PLACE)
    changes = checklist.changes(catalogue, Form.CONTROLLED, Form.FACILITATING, states)
    told = page.locator(".alert-line")
    for number in (len(changes.kept), len(changes.new), 2):
        expect(told).to_contain_text(re.compile(rf"\b{number}\b"))
    scene.expect_form(told, catalogue, Form.CONTROLLED)
    page.goto(f"{made.get_absolute_url()}roles/")
    expect(page.locator("#no-longer-asked li")).to_have_count(2)
    for item in answered:
        expect(page.locator("#no-longer-asked")).to_contain_text(catalogue.items[item].text.da)
    lines = [item for role in Role for item in scene.role_items(catalogue, Form.FACILITATING, role)]
    expect(page.locator(".badge-new")).to_have_count(len(lines))
    page.goto(f"{made.get_absolute_url()}competences/")
    kept = [line for line in changes.kept if line.item.id.startswith("K")]
    new = [line for line in changes.new if line.item.id.startswith("K")]
    expect(page.locator(".part > .items > li")).to_have_count(len(kept) + len(new))
    expect(page.locator(".badge-new")).to_have_count(len(new))
    assert Tick.objects.filter(initiative=made, state=State.IN_PLACE).count() == 2


def test_answer_to_a_line_that_is_no_longer_asked_can_still_be_changed(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(
        alice, [scene.CORNERS[Form.CONTROLLED], scene.CORNERS[Form.FACILITATING]]
    )
    item = scene.role_items(catalogue, Form.CONTROLLED)[0]
    tick(made, alice, {item: {"state": State.IN_PLACE}})
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}roles/")
    scene.state_of(page, item, "missing").check()
    expect(scene.receipt(page)).not_to_be_empty()
    assert Tick.objects.get(initiative=made).state == State.MISSING
    expect(page.locator("#no-longer-asked li")).to_have_count(1)


def test_placement_is_undone_and_brought_back_by_the_notice(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice, scene.CORNERS[Form.CONTROLLED])
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}place/quick/")
    page.locator("[name=actors][value='100']").check()
    page.locator("[name=outcome][value='0']").check()
    scene.save_placement(page)
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.RESPONSIBILISING)
    with page.expect_navigation():
        scene.undo(page)
    assert made.assessments.filter(withdrawn_at=None).count() == 1
    page.goto(made.get_absolute_url())
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.CONTROLLED)
    page.goto(f"{made.get_absolute_url()}trail/")
    page.locator("form[action*='/restore/'] button").click()
    expect(scene.receipt(page)).not_to_be_empty()
    page.goto(made.get_absolute_url())
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.RESPONSIBILISING)


def test_deletion_is_undone_by_the_notice(alice: User, open_as: OpenAs) -> None:
    made = scene.initiative(alice)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}about/")
    page.locator("form.danger button").click()
    page.wait_for_url(re.compile("/initiatives/$"))
    title = page.locator("main").get_by_role("link", name=made.title)
    expect(title).to_have_count(0)
    expect(scene.receipt(page)).to_contain_text(made.title)
    scene.undo(page)
    page.wait_for_url(re.compile(f"{made.get_absolute_url()}$"))
    expect(page.locator("h1")).to_have_text(made.title)
    made.refresh_from_db()
    assert made.deleted_at is None


def test_partner_is_added_removed_and_brought_back(alice: User, open_as: OpenAs) -> None:
    made = scene.initiative(alice)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}partners/")
    page.locator("[name=name]").fill("Haveforeningen")
    page.locator("[name=name]").press("Enter")
    expect(page.locator("#partners h3")).to_have_text("Haveforeningen")
    page.locator("#partners [formaction$='/remove/']").click()
    expect(page.locator("#partners")).to_have_count(0)
    scene.undo(page)
    expect(page.locator("#partners h3")).to_have_text("Haveforeningen")


def test_role_opens_in_place_on_the_answer_and_closes_again(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice, scene.CORNERS[Form.EQUAL])
    item = scene.role_items(catalogue, Form.EQUAL)[0]
    page = open_as(alice)
    page.goto(made.get_absolute_url())
    scene.mark(page)
    page.locator("#part-leader h3 a").click()
    opened = page.locator("section#part-leader")
    expect(opened.locator(".items > li")).to_have_count(6)
    expect(opened).to_be_focused()
    assert page.url.endswith(made.get_absolute_url())
    scene.state_of(page, item, "in_place").check()
    expect(scene.receipt(page)).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    assert Tick.objects.get(initiative=made).state == State.IN_PLACE
    opened.locator("[name=leader-holder]").fill("Anna Holm")
    opened.locator("[name=leader-holder]").blur()
    expect(opened.locator("[name=initial-leader-holder]")).to_have_value("Anna Holm")
    assert made.role_holders.get().holder == "Anna Holm"
    # A second part opens beside the first.
    page.locator("#part-citizen h3 a").click()
    expect(page.locator("section#part-citizen")).to_be_focused()
    assert not scene.was_reloaded(page)
    opened.locator(".part__close").click()
    line = page.locator("div#part-leader")
    expect(line).to_be_visible()
    expect(line).to_contain_text("Anna Holm")
    assert page.url.split("#")[0].endswith(made.get_absolute_url())


def test_reader_sees_the_answer_and_no_controls(
    alice: User, reader: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice, scene.CORNERS[Form.EQUAL])
    page = open_as(reader)
    page.goto(made.get_absolute_url())
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.EQUAL)
    expect(page.locator("main a[href$='/place/'], main a[href$='/about/']")).to_have_count(0)
    page.locator("#part-leader h3 a").click()
    expect(page.locator("section#part-leader .items > li")).to_have_count(6)
    expect(page.locator("main input, main button:not([data-copy-link])")).to_have_count(0)
