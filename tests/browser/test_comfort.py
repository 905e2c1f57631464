"""What eases reading: a projector, a very wide screen, and the reader's own colours."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from cocreation.initiatives.models import Initiative
from cocreation.initiatives.ticking import tick
from cocreation.people.models import User
from tests.browser import scene
from tests.browser.conftest import NewPage, OpenAs
from typology.catalogue import Catalogue
from typology.models import Edition
from typology.placement import Form, Scores

PROJECTOR = {"width": 1280, "height": 720}
"""What is left of 1920 x 1080 when the page is magnified to 150 %."""
WIDE = {"width": 2560, "height": 1440}
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture
def made(alice: User, edition: Edition, catalogue: Catalogue) -> Initiative:
    made = scene.initiative(alice, scene.CORNERS[Form.CONTROLLED])
    scene.fill_in(made, alice, catalogue, Form.CONTROLLED)
    return made


# A projector, magnified


@pytest.mark.parametrize("locale", ["da-DK", "en-GB"])
@pytest.mark.parametrize("scores", [*scene.CORNERS.values(), scene.BORDER, scene.MIDDLE], ids=str)
def test_whole_answer_fits_a_projector_without_scrolling(
    scores: Scores, locale: str, alice: User, edition: Edition, open_as: OpenAs
) -> None:
    made = scene.initiative(alice, scores, title="Ungdomshus på den gamle brandstation")
    page = open_as(alice, locale=locale, viewport=PROJECTOR)
    page.goto(made.get_absolute_url())
    tops = []
    # In the middle four forms have their say, and the three things come after them.
    things = ".why" if scores == scene.MIDDLE else ".three"
    for part in ("h1", "#form-heading", ".sentence", ".why", things):
        box = page.locator(f"main {part}").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PROJECTOR["height"], part
        tops.append(box["y"])
    assert tops == sorted(tops)
    # The map stands beside, whole, and large enough to be read from a chair.
    svg = page.locator(".answer__map .matrix").bounding_box()
    assert svg is not None
    assert svg["y"] + svg["height"] <= PROJECTOR["height"]
    assert svg["width"] >= 380
    for words in (".sentence", ".why p", ".three li"):
        size = page.locator(words).first.evaluate(
            "(at) => parseFloat(getComputedStyle(at).fontSize)"
        )
        assert size >= 16, words


# A screen of 2560


def test_widest_screen_keeps_a_readable_measure_in_its_middle(
    alice: User, made: Initiative, open_as: OpenAs, new_page: NewPage
) -> None:
    inside, outside = open_as(alice, viewport=WIDE), new_page(viewport=WIDE)
    home = made.get_absolute_url()
    for page, address in [
        (inside, home),
        (inside, f"{home}roles/leader/"),
        (inside, "/initiatives/"),
        (outside, "/"),
        (outside, "/forms/equal/"),
        (outside, "/model/"),
        (outside, "/privacy/"),
    ]:
        page.goto(address)
        main = page.locator("main").bounding_box()
        assert main is not None
        assert abs(main["x"] - (WIDE["width"] - main["x"] - main["width"])) <= 1, address
        assert _longest_line(page) <= 100, address


def _longest_line(page: Page) -> float:
    """Measure the longest line of running text, in half ems, which are about a letter each."""
    letters: float = page.evaluate(
        """() => {
        const main = document.querySelector("main");
        const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
        let longest = 0;
        while (walk.nextNode()) {
          const at = walk.currentNode;
          if (at.data.trim().length < 80) continue;
          const range = document.createRange();
          range.selectNodeContents(at);
          const half = parseFloat(getComputedStyle(at.parentElement).fontSize) / 2;
          for (const line of range.getClientRects()) longest = Math.max(longest, line.width / half);
        }
        return longest; }"""
    )
    return letters


# The reader's own colours


@SCHEMES
def test_page_one_is_on_is_marked_among_the_readers_own_colours(
    scheme: str, alice: User, made: Initiative, open_as: OpenAs
) -> None:
    page = open_as(alice, forced_colors="active", color_scheme=scheme)
    page.goto(made.get_absolute_url())
    lines: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".site-nav a")].map((at) => {
        const style = getComputedStyle(at);
        const ground = getComputedStyle(document.body).backgroundColor;
        return [style.borderTopColor, style.borderBottomColor]
          .map((line) => line === ground ? "hidden" : "seen").join(" "); })"""
    )
    at = page.locator(".site-nav a").evaluate_all(
        "(all) => all.map((each) => each.hasAttribute('aria-current'))"
    )
    assert lines == ["hidden seen" if here else "hidden hidden" for here in at]
    assert sum(at) == 1


@SCHEMES
def test_states_and_progress_are_seen_among_the_readers_own_colours(
    scheme: str, alice: User, made: Initiative, open_as: OpenAs, catalogue: Catalogue
) -> None:
    items = scene.role_items(catalogue, Form.CONTROLLED)
    tick(made, alice, {item: {"state": "in_place"} for item in items[:3]})
    page = open_as(alice, forced_colors="active", color_scheme=scheme)
    page.goto(f"{made.get_absolute_url()}roles/leader/")
    assert page.locator("progress").first.evaluate(
        "(at) => getComputedStyle(at).borderTopColor !== getComputedStyle(at).backgroundColor"
    )
    chosen = page.locator(".state:has(:checked) span").first
    other = page.locator(".state:not(:has(:checked)) span").first
    colour = "(at) => getComputedStyle(at).backgroundColor"
    assert chosen.evaluate(colour) != other.evaluate(colour)
    # Each of the five has a mark of its own, and each mark is seen on its ground.
    marks = (
        page.locator(".item")
        .first.locator(".state span")
        .evaluate_all(
            """(all) => all.map((at) => {
        const mark = getComputedStyle(at, "::before");
        return [mark.content, mark.borderStyle, mark.backgroundImage !== "none",
          mark.backgroundColor === mark.color,
          mark.color !== getComputedStyle(at).backgroundColor].join(); })"""
        )
    )
    assert len(set(marks)) == 5
    assert all(mark.endswith(",true") for mark in marks)


@SCHEMES
def test_wish_and_trail_are_seen_among_the_readers_own_colours(
    scheme: str, alice: User, made: Initiative, open_as: OpenAs
) -> None:
    made.assess(alice, scene.CORNERS[Form.EQUAL])
    made.assess(alice, scene.CORNERS[Form.FACILITATING], kind="wish")
    page = open_as(alice, forced_colors="active", color_scheme=scheme)
    page.goto(made.get_absolute_url())
    colours = page.evaluate(
        """() => [".matrix__trail", ".matrix__frame", ".matrix__dot.wish path"].map((name) =>
        getComputedStyle(document.querySelector(name)).stroke)
        .concat(getComputedStyle(document.body).color)"""
    )
    assert all(one == other for one, other in pairwise(colours)), colours


@SCHEMES
def test_focus_is_seen_among_the_readers_own_colours(
    scheme: str, alice: User, made: Initiative, open_as: OpenAs
) -> None:
    page = open_as(alice, forced_colors="active", color_scheme=scheme)
    page.goto(f"{made.get_absolute_url()}roles/leader/")
    unseen = []
    for _press in range(25):
        page.keyboard.press("Tab")
        unseen += page.evaluate(
            """() => { const at = document.activeElement;
            const drawn = at.matches(".state input") ? at.nextElementSibling : at;
            const style = getComputedStyle(drawn);
            const ground = getComputedStyle(document.body).backgroundColor;
            return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
              && style.outlineColor !== ground ? [] : [at.outerHTML.slice(0, 90)]; }"""
        )
    assert unseen == []
