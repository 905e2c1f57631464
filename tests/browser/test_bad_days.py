"""What fails around the pages: cookies, fonts, style sheets, scripts, two tabs, an old link.

Each page still works, and says what to do.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import Initiative, Tick
from cocreation.people.models import User
from tests.browser import scene
from tests.browser.conftest import Complaints, NewPage, OpenAs
from typology.catalogue import Catalogue
from typology.models import Edition
from typology.placement import Form

PASSWORD = "fire heste i regnvejr"
SHEETS = ("dkfds.min", "tokens", "base", "layout", "components", "matrix")


@pytest.fixture
def made(alice: User, edition: Edition) -> Initiative:
    return scene.initiative(alice, scene.CORNERS[Form.CONTROLLED])


def refuse_cookies(page: Page) -> None:
    """Keep nothing that a server asks to keep, as a browser does that was told so."""
    page.on("response", lambda _response: page.context.clear_cookies())


def refuse(page: Page, name: str) -> list[str]:
    """Let no file come whose address fits; return the list of what was refused."""
    refused: list[str] = []

    def handle(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    page.route(re.compile(name), handle)
    return refused


# Cookies


def test_sign_in_without_cookies_says_that_they_are_needed(
    alice: User, edition: Edition, page: Page, complaints: Complaints
) -> None:
    complaints.expect("status of 403")
    alice.set_password(PASSWORD)
    alice.save()
    page.goto("/login/")
    page.context.clear_cookies()
    page.locator("[name=username]").fill(alice.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.locator("h1")).to_have_text(scene.say("Cookies are needed here"))
    expect(page.locator("main a").first).to_have_attribute("href", "/privacy/")
    # They are allowed now: the way on leads to the same form, and the form lets in.
    page.locator("main .button-primary").click()
    page.wait_for_url(re.compile("/login/$"))
    page.locator("[name=username]").fill(alice.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.locator(".sign-out")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_language_without_cookies_says_that_they_are_needed(
    javascript: bool, edition: Edition, new_page: NewPage, complaints: Complaints
) -> None:
    complaints.expect("status of 403")
    page = new_page(javascript=javascript)
    refuse_cookies(page)
    page.goto("/forms/")
    page.context.clear_cookies()
    page.locator(".languages [value=en]").click()
    expect(page.locator("h1")).to_have_text(scene.say("Cookies are needed here"))
    page.locator("main .button-primary").click()
    page.wait_for_url(re.compile("/forms/$"))
    expect(page.locator("html")).to_have_attribute("lang", "da")


def test_form_that_is_too_old_says_so_and_not_that_cookies_are_missing(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 403")
    page = open_as(alice, javascript=False)
    page.goto(f"{made.get_absolute_url()}about/")
    page.context.clear_cookies(name="csrftoken")
    page.context.add_cookies(
        [{"name": "csrftoken", "value": "x" * 32, "url": page.url, "httpOnly": True}]
    )
    page.locator("button[form=about]").click()
    expect(page.locator("h1")).to_have_text(scene.say("The page was open too long"))


# Files that do not come


def test_page_without_its_fonts_is_as_wide_and_as_readable(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("ERR_FAILED")
    page = open_as(alice, viewport={"width": 390, "height": 844})
    refused = refuse(page, r"\.woff2$")
    page.goto(made.get_absolute_url())
    expect(page.locator("#form-heading")).to_be_visible()
    assert refused
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_letters_that_stand_in_take_the_room_of_those_that_come(
    edition: Edition, new_page: NewPage, complaints: Complaints
) -> None:
    """Nothing jumps when the fonts arrive: on a phone the front page is as high before as after."""
    complaints.expect("ERR_FAILED")
    heights = []
    for without in (False, True):
        page = new_page(phone=True)
        if without:
            refuse(page, r"\.woff2$")
        page.goto("/")
        page.evaluate("document.fonts.ready")
        heights.append(page.locator("main").evaluate("(at) => at.getBoundingClientRect().height"))
    assert abs(heights[0] - heights[1]) < 0.02 * heights[0]


@pytest.mark.parametrize("sheet", SHEETS)
def test_page_without_one_of_its_style_sheets_still_works(
    sheet: str,
    alice: User,
    made: Initiative,
    open_as: OpenAs,
    complaints: Complaints,
    catalogue: Catalogue,
) -> None:
    complaints.expect("ERR_FAILED")
    page = open_as(alice)
    refused = refuse(page, rf"/{sheet}(\.\w+)?\.css$")
    page.goto(f"{made.get_absolute_url()}roles/leader/")
    assert refused
    _answer_a_line(page, catalogue)


def test_page_without_any_style_reads_from_top_to_bottom(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints, catalogue: Catalogue
) -> None:
    complaints.expect("ERR_FAILED")
    scene.fill_in(made, alice, catalogue, Form.CONTROLLED)
    page = open_as(alice)
    refuse(page, r"\.css$")
    page.goto(made.get_absolute_url())
    text = page.locator("body").inner_text()
    in_order = [
        made.title,
        made.sentence,
        catalogue.form(Form.CONTROLLED).name.in_language("da"),
        scene.say("Why:"),
        scene.say("Three things now"),
        scene.say("Who does what"),
        scene.say("Privacy and cookies"),
    ]
    places = [text.find(words, text.find(made.title)) for words in in_order]
    assert -1 not in places, dict(zip(in_order, places, strict=True))
    assert places == sorted(places)
    # A drawing without a style is lines alone, and no wider than a page.
    expect(page.locator(".matrix__field rect").first).to_have_attribute("fill", "none")
    for drawing in page.locator("main svg").all():
        box = drawing.bounding_box()
        assert box is not None
        assert box["width"] <= 700
    page.goto(f"{made.get_absolute_url()}roles/leader/")
    _answer_a_line(page, catalogue)


@pytest.mark.parametrize("script", ["htmx", "site", "trouble"])
def test_page_without_one_of_its_scripts_saves_by_its_button(
    script: str,
    alice: User,
    made: Initiative,
    open_as: OpenAs,
    complaints: Complaints,
    catalogue: Catalogue,
) -> None:
    """A module that does not come takes those with it that need it."""
    complaints.expect("ERR_FAILED")
    page = open_as(alice)
    refused = refuse(page, rf"/{script}(\.\w+)*\.js$")
    page.goto(f"{made.get_absolute_url()}roles/leader/")
    assert refused
    item = scene.role_items(catalogue, Form.CONTROLLED)[0]
    scene.state_of(page, item, "in_place").check()
    button = page.locator("button[form=board]").first
    if script == "htmx":
        expect(button).to_be_visible()
    if button.is_visible():
        button.click()
    expect(scene.receipt(page)).not_to_be_empty()
    assert Tick.objects.get(item=item).state == State.IN_PLACE


def _answer_a_line(page: Page, catalogue: Catalogue) -> None:
    item = scene.role_items(catalogue, Form.CONTROLLED)[0]
    choice = scene.state_of(page, item, "in_place")
    choice.check()
    expect(scene.receipt(page)).not_to_be_empty()
    assert Tick.objects.get(item=item).state == State.IN_PLACE


# Two tabs, and links that lead nowhere any more


def test_two_tabs_in_two_languages_keep_their_own_words(
    alice: User, made: Initiative, open_as: OpenAs
) -> None:
    """The language belongs to the person: what was chosen last is what the next answer speaks."""
    danish = open_as(alice)
    english = danish.context.new_page()
    for page in (danish, english):
        page.goto(f"{made.get_absolute_url()}about/")
    danish.locator("[name=contact]").fill("Områdelederen")
    english.locator(".languages [value=en]").click()
    expect(english.locator("html")).to_have_attribute("lang", "en")
    expect(english.locator("h1")).to_have_text(scene.say("Describe the initiative", "en"))
    # The Danish tab has its words still, and is told in the language that was chosen.
    expect(danish.locator("h1")).to_have_text(scene.say("Describe the initiative"))
    expect(danish.locator("[name=contact]")).to_have_value("Områdelederen")
    danish.locator("[name=contact]").blur()
    expect(scene.receipt(danish)).to_contain_text("Saved")
    english.locator("[name=kle]").fill("27.00")
    english.locator("[name=kle]").blur()
    expect(scene.receipt(english)).to_contain_text("Saved")
    made.refresh_from_db()
    assert (made.contact, made.kle) == ("Områdelederen", "27.00")


def test_refused_form_of_another_tab_answers_in_the_language_chosen(
    alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    danish = open_as(alice, javascript=False)
    english = danish.context.new_page()
    for page in (danish, english):
        page.goto(f"{made.get_absolute_url()}about/")
    english.locator(".languages [value=en]").click()
    danish.locator("[name=title]").fill("")
    danish.locator("[name=contact]").fill("Områdelederen")
    danish.locator("button[form=about]").click()
    expect(danish.locator("html")).to_have_attribute("lang", "en")
    expect(danish.locator("#field-title")).to_contain_text(scene.say("Write something here.", "en"))
    expect(danish.locator("[name=contact]")).to_have_value("Områdelederen")


@pytest.mark.parametrize("end", ["", "about/", "roles/"])
def test_link_to_a_deleted_initiative_says_who_can_bring_it_back(
    end: str, alice: User, made: Initiative, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 404")
    made.delete_softly(alice)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}{end}")
    expect(page.locator("main")).to_contain_text(
        scene.say(
            "Is it an initiative that was deleted? An editor or admin in your organisation "
            "can bring it back, from the list of initiatives."
        )
    )
    page.locator("main .button-primary").click()
    page.locator(".in-bin a").click()
    page.locator("main li", has_text=made.title).get_by_role("button").click()
    expect(page.locator("h1")).to_have_text(made.title)


def test_language_that_does_not_exist_changes_nothing(
    alice: User, made: Initiative, open_as: OpenAs
) -> None:
    page = open_as(alice)
    page.goto(made.get_absolute_url())
    page.locator(".languages [value=en]").evaluate("(at) => { at.value = 'xx' }")
    page.locator(".languages [value=xx]").click()
    expect(page.locator("html")).to_have_attribute("lang", "da")
    expect(page.locator("h1")).to_have_text(made.title)


# The link to a page


def _clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize(("locale", "language"), [("da-DK", "da"), ("en-GB", "en")])
def test_link_is_copied_by_the_keyboard_and_told(
    locale: str, language: str, reader: User, made: Initiative, open_as: OpenAs
) -> None:
    page = open_as(reader, locale=locale, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{made.get_absolute_url()}?from=mail#roles-heading")
    button = page.get_by_role("button", name=scene.say("Copy link", language))
    button.focus()
    page.keyboard.press("Enter")
    expect(scene.receipt(page)).to_contain_text(scene.say("Link copied", language))
    expect(button).to_be_focused()
    assert _clipboard(page) == page.evaluate("location.origin") + made.get_absolute_url()


def test_browser_that_will_not_copy_says_where_the_address_is(
    reader: User, made: Initiative, open_as: OpenAs
) -> None:
    page = open_as(reader)
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
    )
    page.goto(made.get_absolute_url())
    page.locator("[data-copy-link]").click()
    expect(scene.receipt(page)).to_contain_text(
        scene.say("The browser would not copy. Take the address at its top instead.")
    )


def _without_clipboard(page: Page) -> None:
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', {value: null})")


@pytest.mark.parametrize("cannot", [None, _without_clipboard])
def test_button_is_not_there_where_it_cannot_copy(
    cannot: Callable[[Page], None] | None, reader: User, made: Initiative, open_as: OpenAs
) -> None:
    page = open_as(reader, javascript=cannot is not None)
    if cannot:
        cannot(page)
    page.goto(made.get_absolute_url())
    expect(page.locator("html" if cannot is None else "html.has-script")).to_be_visible()
    expect(page.locator("[data-copy-link]")).to_be_hidden()
