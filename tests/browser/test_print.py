"""The answer on paper: one A4 page."""

import re

import pytest

from cocreation.people.models import User
from tests.browser import scene
from tests.browser.conftest import OpenAs
from typology.catalogue import Catalogue
from typology.placement import Form, Scores

A4 = (595, 842)
"""Points."""


@pytest.mark.parametrize("language", ["da-DK", "en-GB"])
@pytest.mark.parametrize(
    ("trail", "form"),
    [
        ([scene.CORNERS[Form.CONTROLLED], Scores(40, 30), scene.CORNERS[Form.EQUAL]], Form.EQUAL),
        ([scene.CORNERS[Form.EQUAL], scene.MIDDLE], Form.CONTROLLED),
    ],
    ids=["in a form", "in the middle"],
)
def test_answer_is_one_a4_page(
    language: str,
    trail: list[Scores],
    form: Form,
    alice: User,
    open_as: OpenAs,
    catalogue: Catalogue,
) -> None:
    made = scene.initiative(alice, trail)
    scene.fill_in(made, alice, catalogue, form)
    page = open_as(alice, locale=language)
    page.goto(made.get_absolute_url())
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", paper)
    assert box is not None
    assert [abs(float(side) - a4) < 2 for side, a4 in zip(box.groups(), A4, strict=True)] == [
        True,
        True,
    ]
    page.emulate_media(media="print")
    for hidden in (".site-header", ".site-footer", ".page-head__acts", "#notices"):
        assert not page.locator(hidden).is_visible(), hidden
    for shown in ("h1", ".matrix", "#form-heading", ".why", ".three"):
        assert page.locator(shown).first.is_visible(), shown
