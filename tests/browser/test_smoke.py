"""The front page opens in a real browser, for every reader and device."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import typology
from tests.browser.conftest import Complaints, NewPage
from typology.exchange import import_catalogue, read

STANDARD = Path(typology.__file__).parent / "catalogues" / "standard.yaml"


@pytest.fixture
def texts(transactional_db: None) -> None:
    """Publish the texts that ship."""
    import_catalogue(read(STANDARD))


@pytest.mark.usefixtures("texts")
def test_front_page_has_one_heading(page: Page) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.usefixtures("texts")
def test_front_page_works_without_javascript_on_a_phone(new_page: NewPage) -> None:
    page = new_page(javascript=False, phone=True)
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("locale", ["da-DK", "en-GB"])
def test_front_page_bars_nobody(
    locale: str, new_page: NewPage, axe: Callable[[Page], list[str]]
) -> None:
    page = new_page(locale=locale)
    page.goto("/")
    assert axe(page) == []


def test_site_without_texts_says_so(page: Page, complaints: Complaints) -> None:
    complaints.expect("status of 503")
    page.goto("/")
    expect(page.locator("h1")).to_have_count(1)
