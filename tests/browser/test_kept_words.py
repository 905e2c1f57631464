"""What happens to words that could not be saved: they are kept on the device, and people are told.

Each test ends with the words saved, or with both texts on the page: never with a silent loss.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from cocreation.initiatives.models import Initiative, Tick
from cocreation.people.models import User
from tests.browser import scene
from tests.browser.conftest import Complaints, OpenAs
from typology.catalogue import Catalogue
from typology.models import Edition
from typology.placement import Form

PASSWORD = "fire heste i regnvejr"
WORDS = "Naboerne vil dyrke jorden hele året."


@pytest.fixture
def made(alice: User, edition: Edition) -> Initiative:
    return scene.initiative(alice, scene.CORNERS[Form.CONTROLLED])


def sign_in(page: Page, user: User) -> None:
    """Fill in the sign-in page that is open."""
    user.set_password(PASSWORD)
    user.save()
    page.locator("[name=username]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def type_after_the_session_ended(page: Page, made: Initiative) -> None:
    page.goto(f"{made.get_absolute_url()}about/")
    Session.objects.all().delete()
    page.locator("[name=description]").click()
    page.keyboard.type(WORDS)
    page.keyboard.press("Tab")
    expect(page.locator("#trouble a")).to_be_visible()


def test_session_that_ended_loses_no_words(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 401")
    page = open_as(alice)
    type_after_the_session_ended(page, made)
    trouble = page.locator("#trouble")
    expect(trouble).to_contain_text(
        scene.say("You have been signed out. What you wrote is kept on this device.")
    )
    expect(page.locator("[name=description]")).to_have_value(WORDS)
    trouble.get_by_role("link").click()
    sign_in(page, alice)
    page.wait_for_url(re.compile("/about/$"))
    description = page.locator("[name=description]")
    expect(description).to_have_value(WORDS)
    expect(trouble).to_contain_text(
        scene.say("Here is what you wrote last time; it is not saved yet.")
    )
    made.refresh_from_db()
    assert made.description == ""
    # One more word and the field saves itself; then the device forgets.
    description.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Ja.")
    page.keyboard.press("Tab")
    expect(scene.receipt(page)).not_to_be_empty()
    made.refresh_from_db()
    assert made.description == f"{WORDS} Ja."
    assert scene.kept(page) == {}


def test_words_that_came_back_are_saved_by_the_button_and_then_forgotten(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 401")
    page = open_as(alice)
    type_after_the_session_ended(page, made)
    page.locator("#trouble a").click()
    sign_in(page, alice)
    assert scene.kept(page)
    page.locator("button[form=about]").click()
    expect(scene.receipt(page)).not_to_be_empty()
    made.refresh_from_db()
    assert made.description == WORDS
    expect(page.locator("[name=description]")).to_have_value(WORDS)
    assert scene.kept(page) == {}


def test_new_initiative_is_forgotten_by_the_device_once_it_is_saved(
    alice: User, open_as: OpenAs
) -> None:
    page = open_as(alice)
    page.goto("/initiatives/new/")
    page.locator("[name=title]").fill("Fælles haver")
    page.locator("[name=sentence]").fill(WORDS)
    assert len(scene.kept(page)) == 2
    page.reload()
    expect(page.locator("[name=title]")).to_have_value("Fælles haver")
    page.locator("form[data-keep=new] .button-primary").click()
    page.wait_for_url(re.compile("/place/$"))
    assert scene.kept(page) == {}
    page.goto("/initiatives/new/")
    expect(page.locator("[name=title]")).to_have_value("")


def test_refused_new_initiative_stays_on_the_device(
    alice: User, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    page = open_as(alice)
    page.goto("/initiatives/new/")
    page.locator("[name=sentence]").fill(WORDS)
    page.locator("form[data-keep=new] .button-primary").click()
    expect(page.locator("#errors")).to_be_visible()
    page.goto("/initiatives/new/")
    expect(page.locator("[name=sentence]")).to_have_value(WORDS)


def test_signing_out_clears_the_device(alice: User, made: Initiative, open_as: OpenAs) -> None:
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}about/")
    page.locator("[name=description]").click()
    page.route("**/about/", lambda route: None)  # nothing answers: the words stay unsaved
    page.keyboard.type(WORDS)
    assert len(scene.kept(page)) == 1
    page.unroute("**/about/")
    page.locator(".sign-out button").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    assert scene.kept(page) == {}


def test_two_people_on_one_device_never_see_each_others_words(
    alice: User, bob: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 401")
    page = open_as(alice)
    type_after_the_session_ended(page, made)
    page.locator("#trouble a").click()
    sign_in(page, bob)
    page.wait_for_url(re.compile("/about/$"))
    expect(page.locator("[name=description]")).to_have_value("")
    expect(page.locator("#trouble")).to_be_empty()
    Session.objects.all().delete()
    page.goto(f"{made.get_absolute_url()}about/")
    sign_in(page, alice)
    expect(page.locator("[name=description]")).to_have_value(WORDS)


def test_note_that_was_lost_with_the_session_comes_back_on_the_checklist(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints, catalogue: Catalogue
) -> None:
    complaints.expect("status of 401")
    item = scene.role_items(catalogue, Form.CONTROLLED)[0]
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}roles/")
    Session.objects.all().delete()
    scene.note_of(page, item).fill("Aftalt i går")
    scene.note_of(page, item).blur()
    page.locator("#trouble a").click()
    sign_in(page, alice)
    expect(page.locator(f'input[name="{item}-note"]')).to_have_value("Aftalt i går")
    expect(page.locator(f'input[name="{item}-note"]')).to_be_visible()


def test_note_that_was_lost_on_the_answer_comes_back_where_it_was_typed(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints, catalogue: Catalogue
) -> None:
    complaints.expect("status of 401")
    item = scene.role_items(catalogue, Form.CONTROLLED)[0]
    page = open_as(alice)
    page.goto(made.get_absolute_url())
    page.locator("#part-leader h3 a").click()
    expect(page.locator("section#part-leader")).to_be_focused()
    Session.objects.all().delete()
    scene.note_of(page, item).fill("Aftalt i går")
    scene.note_of(page, item).blur()
    page.locator("#trouble a").click()
    sign_in(page, alice)
    page.locator("#part-leader h3 a").click()
    expect(page.locator(f'input[name="{item}-note"]')).to_have_value("Aftalt i går")


def test_tick_that_could_not_be_saved_is_told(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints, catalogue: Catalogue
) -> None:
    complaints.expect("status of 401")
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}roles/")
    Session.objects.all().delete()
    scene.state_of(page, scene.role_items(catalogue, Form.CONTROLLED)[0], "in_place").check()
    expect(page.locator("#trouble")).to_contain_text(scene.say("Sign in again"))
    assert not Tick.objects.exists()


def gone(route: Route) -> None:
    route.abort("connectionrefused")


def broken(route: Route) -> None:
    route.fulfill(status=500, content_type="text/html", body="<h1>Bad gateway</h1>")


@pytest.mark.parametrize(
    ("trouble", "heard", "words"),
    [
        (
            gone,
            "ERR_CONNECTION_REFUSED|Failed to fetch",
            "No connection. What you wrote is kept on this device. Try again in a moment.",
        ),
        (
            broken,
            "status of 500",
            "It could not be saved. What you wrote is kept on this device. Load the page again.",
        ),
    ],
)
def test_server_in_trouble_is_told_and_the_page_stays(
    trouble,
    heard: str,
    words: str,
    alice: User,
    made: Initiative,
    open_as: OpenAs,
    complaints: Complaints,
) -> None:
    complaints.expect(heard)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}about/")
    heading = page.locator("h1").inner_text()
    page.route("**/about/", trouble)
    page.locator("[name=description]").fill(WORDS)
    page.locator("[name=description]").blur()
    expect(page.locator("#trouble")).to_contain_text(scene.say(words))
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("[name=description]")).to_have_value(WORDS)
    expect(scene.receipt(page)).to_be_empty()
    # The server is back: the next word saves, and the notice has gone with the trouble.
    page.unroute("**/about/")
    page.locator("[name=description]").press_sequentially("!")
    page.locator("[name=description]").blur()
    expect(scene.receipt(page)).not_to_be_empty()
    made.refresh_from_db()
    assert WORDS in made.description
    assert scene.kept(page) == {}
    expect(page.locator("#trouble")).to_be_empty()


def test_preview_of_a_server_in_trouble_leaves_the_answers(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 500")
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}place/quick/")
    page.route(re.compile(r"/place/quick/\?"), broken)
    page.locator("[name=actors][value='0']").check()
    page.locator("[name=outcome][value='0']").check()
    expect(page.locator("#trouble")).not_to_be_empty()
    expect(page.locator("[name=actors][value='0']")).to_be_checked()
    expect(page.locator("#reading")).not_to_contain_text("Bad gateway")


def test_same_field_in_two_tabs_shows_both_texts(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    first = open_as(alice)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"{made.get_absolute_url()}about/")
    first.locator("[name=sentence]").fill("Fra den første fane.")
    first.locator("[name=sentence]").blur()
    expect(scene.receipt(first)).not_to_be_empty()
    second.locator("[name=sentence]").fill("Fra den anden fane.")
    second.locator("[name=sentence]").blur()
    expect(second.locator("#field-sentence")).to_contain_text("Fra den første fane.")
    expect(second.locator("[name=sentence]")).to_have_value("Fra den anden fane.")
    expect(second.locator("[name=sentence]")).to_have_attribute("aria-invalid", "true")
    made.refresh_from_db()
    assert made.sentence == "Fra den første fane."
    # Another field is no conflict, and saving again is a knowing choice.
    second.locator("[name=contact]").fill("Anna Holm")
    second.locator("[name=contact]").blur()
    expect(scene.receipt(second)).not_to_be_empty()
    second.locator("[name=sentence]").fill("Fra den anden fane!")
    second.locator("[name=sentence]").blur()
    expect(second.locator("#field-sentence .form-error-message")).to_have_count(0)
    made.refresh_from_db()
    assert (made.sentence, made.contact) == ("Fra den anden fane!", "Anna Holm")
    assert scene.kept(second) == {}


def test_same_line_in_two_tabs_shows_both_answers(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints, catalogue: Catalogue
) -> None:
    complaints.expect("status of 422")
    item = scene.role_items(catalogue, Form.CONTROLLED)[0]
    first = open_as(alice)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"{made.get_absolute_url()}roles/")
    scene.state_of(first, item, "in_place").check()
    expect(scene.receipt(first)).not_to_be_empty()
    scene.state_of(second, item, "missing").check()
    error = second.locator("li.item .form-error-message")
    expect(error).to_contain_text(scene.say("In place"))
    expect(scene.state_of(second, item, "missing")).to_be_checked()
    assert Tick.objects.get().state == "in_place"
