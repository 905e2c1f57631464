"""The same journey in a browser without JavaScript: everything is saved by a button."""

import re

import pytest
from playwright.sync_api import Page, expect

from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import Initiative, Tick
from cocreation.people.models import User
from tests.browser import scene
from tests.browser.conftest import Complaints, OpenAs
from typology.catalogue import Catalogue
from typology.placement import Form


@pytest.fixture
def page(open_as: OpenAs, alice: User) -> Page:
    """An editor's page without JavaScript."""
    return open_as(alice, javascript=False)


def test_journey_needs_no_script(page: Page, alice: User, catalogue: Catalogue) -> None:
    page.goto("/initiatives/new/")
    page.locator("[name=title]").fill("Fælles haver")
    page.locator("[name=sentence]").fill("Naboer dyrker jorden ved skolen sammen.")
    page.locator("form[data-keep=new] .button-primary").click()
    scene.say_yes_to_the_gate(page)
    page.locator("a[href$='/place/quick/']").click()
    page.locator("[name=actors][value='0']").check()
    page.locator("[name=outcome][value='25']").check()
    # Show on the map first: the form is told, the answers stay, nothing is saved.
    page.locator("button[name=preview]").click()
    scene.expect_form(page.locator("#reading h2"), catalogue, Form.CONTROLLED)
    expect(page.locator("#reading .matrix__dot")).to_have_count(1)
    expect(page.locator("[name=outcome][value='25']")).to_be_checked()
    made = Initiative.objects.get()
    assert made.assessments.count() == 0
    scene.save_placement(page)
    page.wait_for_url(re.compile(f"{made.get_absolute_url()}$"))
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.CONTROLLED)

    # Answer several lines, and save them all at once.
    first, second, third, *_ = scene.role_items(catalogue, Form.CONTROLLED)
    page.locator(f"a[href='{made.get_absolute_url()}roles/']").click()
    scene.state_of(page, first, "in_place").check()
    scene.state_of(page, second, "missing").check()
    scene.note_of(page, third).fill("Aftalt i går")
    page.locator("[name=leader-holder]").fill("Anna Holm")
    assert not Tick.objects.exists()
    page.locator("button[form=board]").click()
    expect(scene.receipt(page)).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    expect(scene.state_of(page, first, "in_place")).to_be_checked()
    ticks = {tick.item: tick for tick in Tick.objects.all()}
    assert ticks[first].state == State.IN_PLACE
    assert ticks[second].state == State.MISSING
    assert ticks[third].note == "Aftalt i går"
    assert set(ticks) == {first, second, third}
    assert made.role_holders.get().holder == "Anna Holm"

    # Place it again: what is kept, new and no longer asked is told here too.
    page.goto(f"{made.get_absolute_url()}place/map/")
    page.locator("[name=actors]").fill("80")
    page.locator("[name=outcome]").fill("80")
    scene.save_placement(page)
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.FACILITATING)
    expect(page.locator(".alert-line")).to_contain_text(catalogue.form(Form.CONTROLLED).name.da)
    page.goto(f"{made.get_absolute_url()}roles/")
    expect(page.locator("#no-longer-asked li")).to_have_count(2)
    page.goto(made.get_absolute_url())
    page.locator("#part-leader h3 a").click()
    expect(page.locator("#part-leader .items > li")).to_have_count(6)

    # Delete and undo.
    page.goto(f"{made.get_absolute_url()}about/")
    page.locator("form.danger button").click()
    expect(page.locator(".initiatives")).to_have_count(0)
    scene.undo(page)
    expect(page.locator("h1")).to_have_text("Fælles haver")


def test_description_is_saved_by_its_button(page: Page, alice: User) -> None:
    made = scene.initiative(alice)
    page.goto(f"{made.get_absolute_url()}about/")
    page.locator("[name=description]").fill("Jorden ligger tom.\nNaboerne vil dyrke den.")
    page.locator("[name=status]").select_option("paused")
    scene.reveal(page.locator("[name=paused_because]")).fill("Det er vinter. Vi ser igen i marts.")
    page.locator("button[form=about]").click()
    expect(scene.receipt(page)).not_to_be_empty()
    made.refresh_from_db()
    assert made.plan.paused_because == "Det er vinter. Vi ser igen i marts."
    assert made.description == "Jorden ligger tom.\nNaboerne vil dyrke den."
    assert made.status == "paused"


def test_refused_new_initiative_keeps_what_was_typed(page: Page, complaints: Complaints) -> None:
    complaints.expect("status of 422")
    page.goto("/initiatives/new/")
    page.locator("[name=sentence]").fill("Naboer dyrker jorden sammen.")
    page.locator("form[data-keep=new] .button-primary").click()
    expect(page.locator("#errors")).to_be_visible()
    expect(page.locator("[name=sentence]")).to_have_value("Naboer dyrker jorden sammen.")
    expect(page.locator("[name=title]")).to_have_attribute("aria-invalid", "true")
    page.locator("#errors a").click()
    expect(page.locator("[name=title]")).to_be_focused()
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("wrong", ["101", "-1", "2.5"])
def test_refused_number_keeps_everything_that_was_typed(
    wrong: str, page: Page, alice: User, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    made = scene.initiative(alice)
    page.goto(f"{made.get_absolute_url()}place/map/")
    page.locator("[name=actors]").fill(wrong)
    page.locator("[name=outcome]").fill("30")
    page.locator("[name=kind][value=wish]").check()
    scene.reveal(page.locator("[name=note]")).fill("Som vi drømmer om")
    scene.save_placement(page)
    expect(page.locator("#errors")).to_be_visible()
    expect(page.locator("[name=actors]")).to_have_value(wrong)
    expect(page.locator("[name=outcome]")).to_have_value("30")
    expect(page.locator("[name=note]")).to_have_value("Som vi drømmer om")
    expect(page.locator("[name=note]")).to_be_visible()
    expect(page.locator("[name=kind][value=wish]")).to_be_checked()
    page.locator("#errors a").click()
    expect(page.locator("[name=actors]")).to_be_focused()
    assert made.assessments.count() == 0


def test_too_few_statements_keep_every_answer(
    page: Page, alice: User, complaints: Complaints, catalogue: Catalogue
) -> None:
    complaints.expect("status of 422")
    made = scene.initiative(alice)
    page.goto(f"{made.get_absolute_url()}place/careful/")
    answered = [s.id for s in catalogue.questionnaire if not s.retired][:3]
    for statement in answered:
        page.locator(f"[name={statement}][value='2']").check()
    scene.save_placement(page)
    expect(page.locator("#errors li")).to_have_count(2)
    for statement in answered:
        expect(page.locator(f"[name={statement}][value='2']")).to_be_checked()
    target = page.locator("#errors a").first.get_attribute("href")
    expect(page.locator(f"{target}")).to_be_visible()


def test_refused_line_keeps_all_lines_and_shows_its_error(
    page: Page, alice: User, complaints: Complaints, catalogue: Catalogue
) -> None:
    complaints.expect("status of 422")
    made = scene.initiative(alice, scene.CORNERS[Form.CONTROLLED])
    first, second, *_ = scene.role_items(catalogue, Form.CONTROLLED)
    page.goto(f"{made.get_absolute_url()}roles/")
    scene.state_of(page, first, "in_place").check()
    scene.note_of(page, second).fill("Aftalt\u202e i går")
    page.locator("[name=leader-holder]").fill("Anna Holm")
    page.locator("button[form=board]").click()
    error = page.locator(".form-error-message")
    expect(error).to_have_count(1)
    expect(error).to_be_visible()
    expect(scene.state_of(page, first, "in_place")).to_be_checked()
    expect(scene.note_of(page, second)).to_have_value("Aftalt\u202e i går")
    expect(page.locator("[name=leader-holder]")).to_have_value("Anna Holm")
    assert not Tick.objects.exists()


def test_conflict_shows_both_texts(
    page: Page, alice: User, bob: User, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    made = scene.initiative(alice)
    page.goto(f"{made.get_absolute_url()}about/")
    made.sentence = "Bobs ord."
    made.save()
    page.locator("[name=sentence]").fill("Alices ord.")
    page.locator("[name=contact]").fill("Alice")
    page.locator("button[form=about]").click()
    expect(page.locator("#field-sentence")).to_contain_text("Bobs ord.")
    expect(page.locator("[name=sentence]")).to_have_value("Alices ord.")
    expect(page.locator("[name=contact]")).to_have_value("Alice")
    made.refresh_from_db()
    assert made.sentence == "Bobs ord."
    page.locator("button[form=about]").click()
    expect(scene.receipt(page)).not_to_be_empty()
    made.refresh_from_db()
    assert (made.sentence, made.contact) == ("Alices ord.", "Alice")


def test_answer_no_to_the_gate_says_what_to_do_instead(
    page: Page, alice: User, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice, outside_party=None)
    page.goto(f"{made.get_absolute_url()}place/")
    page.locator("[name=outside_party][value=no]").check()
    page.locator("main form button").click()
    expect(page.locator("#form-heading")).to_have_text(catalogue.not_placed.none.name.da)


def test_language_is_chosen_by_a_button(page: Page) -> None:
    page.goto("/forms/")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    page.locator("button[name=language][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/forms/")
