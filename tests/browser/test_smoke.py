"""The front page opens in a real browser, for every reader and device."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage


def test_front_page_has_one_heading(page: Page) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_have_count(1)


def test_front_page_works_without_javascript_on_a_phone(new_page: NewPage) -> None:
    page = new_page(javascript=False, phone=True)
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()


def test_front_page_bars_nobody(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto("/")
    assert axe(page) == []
