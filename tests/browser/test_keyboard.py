"""Everything by keyboard alone: reached with Tab, seen where it is, and never caught."""

import re

import pytest
from playwright.sync_api import Page, expect

from cocreation.initiatives.models import Initiative, Tick
from cocreation.people.models import User
from tests.browser import scene
from tests.browser.conftest import OpenAs
from typology.catalogue import Catalogue
from typology.placement import Form, Scores

STOPS = """() => {
  const seen = (at) => at.checkVisibility({visibilityProperty: true}) &&
    !at.closest("details:not([open]) > :not(summary)");
  const groups = new Set();
  let count = 0;
  for (const at of document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
    if (at.disabled || !seen(at)) continue;
    if (at.type === "radio") {
      if (groups.has(at.name)) continue;
      groups.add(at.name);
    }
    at.dataset.stop = count++;
  }
  return count;
}"""
"""Number the controls that Tab should reach; a group of radio buttons is one."""
HERE = """() => {
  const at = document.activeElement;
  const outlined = (each) => {
    const style = each && getComputedStyle(each);
    return style && (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      || style.boxShadow !== "none" || each.tagName === "circle" && style.strokeWidth !== "1px"
      && style.stroke !== "none");
  };
  const first = at.type === "radio"
    ? document.querySelector(`input[name="${CSS.escape(at.name)}"][data-stop]`) : at;
  const label = at.labels?.[0];
  const pseudo = label && getComputedStyle(label, "::before");
  const box = at.getBoundingClientRect();
  return {
    stop: first?.dataset.stop ?? null,
    what: at.outerHTML.slice(0, 90),
    shown: [at, label, at.nextElementSibling, at.firstElementChild].some(outlined)
      || Boolean(pseudo && (pseudo.boxShadow !== "none" || pseudo.outlineStyle !== "none")),
    onScreen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_through(page: Page) -> tuple[set[str], int, list[str]]:
    """Press Tab until the page has been left or gone round; tell what was met on the way."""
    expected = page.evaluate(STOPS)
    shown: dict[str, bool] = {}
    what: dict[str, str] = {}
    # A date field has a stop for the day, the month, the year and the calendar.
    presses = expected + 3 * page.locator("input[type=date]").count() + 3
    for _press in range(presses):
        page.keyboard.press("Tab")
        at = page.evaluate(HERE)
        if (stop := at["stop"]) is None:
            continue
        if len(shown) == expected and stop in shown:
            break
        what[stop] = at["what"]
        shown[stop] = shown.get(stop, False) or (at["shown"] and at["onScreen"])
    return set(shown), expected, [what[stop] for stop, seen in shown.items() if not seen]


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until a control has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(it) => document.activeElement.matches(it)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}", pytrace=False)


def test_tab_reaches_every_control_and_shows_where_it_is(
    alice: User, open_as: OpenAs, catalogue: Catalogue
) -> None:
    made = scene.initiative(alice, scene.CORNERS[Form.EQUAL])
    scene.fill_in(made, alice, catalogue, Form.EQUAL)
    home = made.get_absolute_url()
    page = open_as(alice)
    problems: list[str] = []
    for address in (
        "/my/",
        "/initiatives/",
        "/initiatives/new/",
        "/forms/equal/",
        home,
        *(
            f"{home}{end}"
            for end in (
                "about/",
                "partners/",
                "plan/",
                "steps/",
                "place/",
                "place/quick/",
                "place/careful/",
                "place/map/",
                "trail/",
                "advice/",
                "advice/maturity/",
                "roles/",
                "roles/leader/",
                "gate/",
            )
        ),
    ):
        page.goto(address)
        page.wait_for_function("document.documentElement.classList.contains('has-script')")
        met, expected, unseen = tab_through(page)
        if len(met) != expected:
            problems.append(f"{address}: Tab reaches {len(met)} of {expected} controls")
        problems += [f"{address}: focus cannot be seen on {what}" for what in unseen]
    assert not problems, "\n".join(problems)


def test_first_tab_skips_to_the_content(alice: User, open_as: OpenAs) -> None:
    page = open_as(alice)
    page.goto("/initiatives/")
    page.keyboard.press("Tab")
    skip = page.locator(".skipnav")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_journey_needs_no_mouse(alice: User, open_as: OpenAs, catalogue: Catalogue) -> None:
    page = open_as(alice)
    page.goto("/initiatives/")
    tab_to(page, "main a[href='/initiatives/new/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/new/$"))
    tab_to(page, "[name=title]")
    page.keyboard.type("Fælles haver")
    tab_to(page, "[name=sentence]", 2)
    page.keyboard.type("Naboer dyrker jorden ved skolen sammen.")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/place/$"))
    tab_to(page, "[name=outside_party]")
    page.keyboard.press("Space")
    expect(page.locator("[name=outside_party][value=yes]")).to_be_checked()
    tab_to(page, "main form button", 3)
    page.keyboard.press("Enter")
    expect(page.locator(".ways")).to_be_visible()
    tab_to(page, "a[href$='/place/quick/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/quick/$"))
    tab_to(page, "[name=actors]")
    page.keyboard.press("Space")
    tab_to(page, "[name=outcome]", 2)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=outcome][value='25']")).to_be_checked()
    scene.expect_form(page.locator("#reading h2"), catalogue, Form.CONTROLLED)
    tab_to(page, "form.placing .button-primary")
    page.keyboard.press("Enter")
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.CONTROLLED)
    made = Initiative.objects.get()
    assert made.assessments.get().scores == Scores(0, 25)

    # A role opens in place and takes the focus, so that Tab goes on inside it.
    tab_to(page, "#part-leader h3 a")
    page.keyboard.press("Enter")
    expect(page.locator("section#part-leader")).to_be_focused()
    item = scene.role_items(catalogue, Form.CONTROLLED)[0]
    tab_to(page, f"[name='{item}-state']", 6)
    page.keyboard.press("ArrowRight")
    expect(page.locator("li.item--missing")).to_have_count(1)
    assert Tick.objects.get().state == "missing"
    tab_to(page, "summary", 2)
    page.keyboard.press("Enter")
    tab_to(page, f"[name='{item}-note']", 2)
    page.keyboard.type("Aftalt")
    page.keyboard.press("Tab")
    expect(page.locator(f"[name='initial-{item}-note']")).to_have_value("Aftalt")
    assert page.evaluate("document.activeElement.name") == f"{item}-responsible"
    for _press in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.part__close')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("div#part-leader")).to_be_visible()

    # The notice's button is reached as well.
    tab_to(page, "main a[href$='/about/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/about/$"))
    tab_to(page, "form.danger button")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("/initiatives/$"))
    tab_to(page, ".notice__undo")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Fælles haver")


def test_arrows_move_the_dot_by_one_and_with_shift_by_ten(alice: User, open_as: OpenAs) -> None:
    made = scene.initiative(alice)
    page = open_as(alice)
    page.goto(f"{made.get_absolute_url()}place/map/")
    tab_to(page, ".matrix__handle")
    actors, outcome = page.locator("[name=actors]"), page.locator("[name=outcome]")
    page.keyboard.press("ArrowRight")
    expect(actors).to_have_value("51")
    expect(outcome).to_have_value("50")
    page.keyboard.press("Shift+ArrowLeft")
    expect(actors).to_have_value("41")
    page.keyboard.press("ArrowUp")
    expect(outcome).to_have_value("49")
    page.keyboard.press("Shift+ArrowDown")
    expect(outcome).to_have_value("59")
    for _press in range(7):
        page.keyboard.press("Shift+ArrowDown")
    expect(outcome).to_have_value("100")
    expect(page.locator(".matrix__handle")).to_be_focused()
    expect(page.locator("#reading h2")).to_be_visible()
    expect(page.locator(".matrix__handle")).to_be_focused()
    # The dot and the fields are one: a number that is written moves the dot.
    tab_to(page, "[name=actors]", 3)
    page.keyboard.press("Control+a")
    page.keyboard.type("7")
    expect(page.locator(".matrix__handle")).to_have_attribute(
        "aria-label", re.compile(r"\b7, 100$")
    )


def test_refused_form_leads_to_the_field_by_keyboard(
    alice: User, open_as: OpenAs, complaints
) -> None:
    complaints.expect("status of 422")
    page = open_as(alice)
    page.goto("/initiatives/new/")
    tab_to(page, "[name=title]")
    page.keyboard.press("Enter")
    expect(page.locator("#errors")).to_be_visible()
    tab_to(page, "#errors a")
    page.keyboard.press("Enter")
    expect(page.locator("[name=title]")).to_be_focused()
