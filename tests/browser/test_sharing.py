"""What opens by a link, in a real browser: without script, with kept words, on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from cocreation.initiatives.models import Initiative
from cocreation.people.models import User
from cocreation.sharing.models import PartnerAnswer, PartnerOffer, Reply
from tests.browser import scene
from tests.browser.conftest import NewPage, OpenAs
from tests.make import make_personal_link, make_shared_link, make_step
from typology.catalogue import Catalogue
from typology.models import Edition
from typology.placement import Form


@pytest.fixture
def made(alice: User, edition: Edition, catalogue: Catalogue) -> Initiative:
    made = scene.initiative(alice, scene.CORNERS[Form.EQUAL])
    scene.fill_in(made, alice, catalogue, Form.EQUAL)
    return made


@pytest.mark.parametrize("javascript", [True, False])
def test_partner_answers_without_an_account(
    javascript: bool, made: Initiative, new_page: NewPage
) -> None:
    partner = made.partners.earliest("pk")
    _link, path = make_personal_link(partner)
    page = new_page(javascript=javascript)
    page.goto(f"{path}?language=en")
    page.get_by_label("Yes, that is us").check()
    page.get_by_label("Who is your contact?").fill("Bo")
    page.locator(".states").first.get_by_label("Partly").check()
    page.get_by_label("What can you give?").fill("To spader")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#notices .notice--success")).to_contain_text("Received")
    expect(page.locator(".outside__received")).to_contain_text("Received")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    reply = Reply.objects.get()
    assert (reply.answer, reply.contact, PartnerOffer.objects.get().gives) == (
        "yes",
        "Bo",
        "To spader",
    )
    assert PartnerAnswer.objects.get().state == "on_the_way"
    assert {cookie["name"] for cookie in page.context.cookies()} == {"csrftoken"}


def test_words_of_a_partner_are_kept_until_they_are_received(
    made: Initiative, new_page: NewPage
) -> None:
    _link, path = make_personal_link(made.partners.earliest("pk"))
    page = new_page()
    page.goto(path)
    page.locator("[name=gives]").fill("To spader")
    page.locator("[name=answer]").first.check()
    page.locator(".languages [lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[name=answer]").first).to_be_checked()
    page.goto("/help/")
    page.goto(path)
    expect(page.locator("[name=gives]")).to_have_value("To spader")
    page.locator("form .button-primary").click()
    expect(page.locator("#notices .notice--success")).to_be_visible()
    kept = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept:'))")
    assert kept == []


def test_shared_page_sets_no_cookie_and_keeps_its_address_to_itself(
    made: Initiative, new_page: NewPage
) -> None:
    _link, path = make_shared_link(made)
    page = new_page()
    page.goto(path)
    assert page.context.cookies() == []
    sent = []
    page.on("request", lambda request: sent.append(request.headers.get("referer", "")))
    page.get_by_role("contentinfo").get_by_role("link").first.click()
    page.wait_for_url(re.compile("/forms/"))
    assert not any(path in each for each in sent[:1])


def test_shared_page_is_one_sheet_of_paper(made: Initiative, new_page: NewPage) -> None:
    for number in range(8):
        make_step(made, f"Vi mødes for {number}. gang og taler om haven")
    _link, path = make_shared_link(made)
    page = new_page()
    page.goto(path)
    assert len(re.findall(rb"/Type ?/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_link_is_copied(made: Initiative, alice: User, open_as: OpenAs) -> None:
    page: Page = open_as(alice, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{made.get_absolute_url()}share/")
    page.locator("form[data-keep^=share] .button-primary").click()
    shown = page.locator("#made code").inner_text()
    page.locator("[data-copy-link]").click()
    expect(page.locator("#notices")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == shown
