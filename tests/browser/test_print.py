"""On paper: the answer on one A4 page, the map of all on one that lies down."""

import re
import shutil
import subprocess
from pathlib import Path

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


@pytest.mark.parametrize("number", [20, 60])
def test_map_of_all_lies_on_a4_with_its_whole_list(
    number: int, alice: User, open_as: OpenAs, catalogue: Catalogue, tmp_path: Path
) -> None:
    """Twenty stand beside their map; more go on below it, and none is left out."""
    for each in range(number):
        across, down = divmod(each, 8)
        spot = Scores(6 + 12 * across % 90, 6 + 11 * down)
        scene.initiative(alice, spot, title=f"Fælles have nummer {each}")
    scene.initiative(alice, title="Uden plads")
    page = open_as(alice)
    page.goto("/initiatives/map/")
    paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", paper)
    lying = [abs(float(box[0]) - A4[1]) < 2 and abs(float(box[1]) - A4[0]) < 2 for box in boxes]
    assert lying == [True] * (1 if number == 20 else 2)
    page.emulate_media(media="print")
    for hidden in (".site-header", ".site-footer", ".find", ".views"):
        assert not page.locator(hidden).is_visible(), hidden
    titles = page.locator(".answer--all li a").all_inner_texts()
    assert sorted(titles) == sorted(
        ["Uden plads", *(f"Fælles have nummer {each}" for each in range(number))]
    )
    # Grey paper: no dot lies on a wash, each has the outline of its form in black.
    strokes = page.locator(".answer--all .matrix__dot path").evaluate_all(
        "(all) => all.map((at) => getComputedStyle(at).stroke)"
    )
    assert strokes == ["rgb(0, 0, 0)"] * number
    if reader := shutil.which("pdftotext"):
        (tmp_path / "map.pdf").write_bytes(paper)
        text = subprocess.run(
            [reader, "-layout", tmp_path / "map.pdf", "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert set(re.findall(r"Fælles have nummer \d+|Uden plads", text)) == set(titles)
