from tests.browser import scene
from typology.placement import Form, Scores
import pytest
@pytest.mark.parametrize("locale", ["da-DK","en-GB"])
@pytest.mark.parametrize("trail,form", [([scene.CORNERS[Form.CONTROLLED], Scores(40, 30), scene.CORNERS[Form.EQUAL]], Form.EQUAL), ([scene.CORNERS[Form.EQUAL], scene.MIDDLE], Form.CONTROLLED)])
def test_dbg(alice, open_as, catalogue, edition, locale, trail, form):
    made = scene.initiative(alice, trail)
    scene.fill_in(made, alice, catalogue, form)
    page = open_as(alice, locale=locale, viewport={"width": 688, "height": 1032})
    page.emulate_media(media="print")
    page.goto(made.get_absolute_url())
    print(locale, form, page.evaluate("document.documentElement.scrollHeight"), page.evaluate("[...document.querySelectorAll('main > *')].map(e => [e.className, e.getBoundingClientRect().height])"))
    page.screenshot(path=f"/tmp/print-{locale}-{form}.png", full_page=True)
    assert 0
