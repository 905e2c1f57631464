"""What looks like a CPR number, and what only has as many digits. All numbers are made up."""

from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative, Step
from cocreation.initiatives.sensitive import looks_like_cpr
from tests.make import make_assessment
from tests.reading import Page, receipts

NUMBER = "311299-1234"
WARNING = "It looks like a CPR number in “{}”. Take it out, if it is."


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        "3112991234",
        "311299 1234",
        "311299 - 1234",
        "311299\u20131234",
        "311299\u00a01234",
        "Hun hedder X (010100-0000).",
        "cpr.nr.:290204-1234",
        "cpr.nr.290204-1234",
        "One line\n010203-4567\nand one more.",
        "CPR 010203-4567, tlf. 12 34 56 78",
        "Først 2024-010203-1234, så 010203-1234.",
    ],
)
def test_looks_like_one(text: str) -> None:
    assert looks_like_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 34 56 78",
        "12345678",
        "+4512345678",
        "+45 12 34 56 78",
        "004531123456",
        "27.12.08-P20-1-24",
        "00.16.00G01",
        "23.11.2026",
        "23-11-2026 kl. 14.30",
        "2026-11-23",
        "2024-010203-1234",
        "20240512-1234",
        "24/0102031234",
        "010203-1234-5",
        "321299-1234",
        "001299-1234",
        "311399-1234",
        "310499-1234",
        "300299-1234",
        "311299-123",
        "311299-12345",
        "1311299-1234",
        "A3112991234",
        "31.129.912,34",
        "3.112.991.234",
        "31129912,34",
        "https://example.org/3112991234",
        "https://example.org/?sag=3112991234",
        "aaca3fbd-b75f-4703-8369-010203123456",
        "EAN 5790000123456",
        "1299 3112 9912 3456",
    ],
)
def test_only_looks_so_at_a_glance(text: str) -> None:
    assert not looks_like_cpr(text)


def warnings(page: Page) -> list[str]:
    return [text for text in receipts(page) if text.startswith("It looks like")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "field", "label"),
    [
        ("about", "description", "Description"),
        ("about", "title", "Title"),
        ("about", "contact", "Contact"),
        ("plan", "decides_itself", "What may you decide yourselves?"),
        ("plan", "hands", "Hands"),
        ("steps", "what", "What is to be done?"),
        ("risks", "press_line", "What do we say if it is in the paper?"),
        ("meetings", "minutes", "Short minutes"),
        ("partners", "gives", "What can they give?"),
    ],
)
def test_saved_text_is_warned_about_with_its_place(
    name: str, field: str, label: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    rest = {
        "steps": {"what": "A step"},
        "risks": {"what": "A risk", "likelihood": "low"},
        "meetings": {"title": "A meeting", "held_on": "2026-01-01"},
        "partners": {"name": "A club", "kind": "association"},
    }.get(name, {})
    form = Page(as_alice.get(url(name))).form("" if rest else name)
    written = form | rest | {field: f"Call {NUMBER}"}
    page = Page(as_alice.post(url(name), written, follow=True))
    assert warnings(page) == [WARNING.format(label)]
    assert page.status == 200


@pytest.mark.django_db
def test_what_stood_there_before_is_not_warned_about_again(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    Initiative.objects.update(description=NUMBER)
    form = Page(as_alice.get(url("about"))).form("about")
    page = Page(as_alice.post(url("about"), form | {"contact": "The leader"}, follow=True))
    assert warnings(page) == []


@pytest.mark.django_db
def test_field_saved_alone_brings_the_warning_with_its_receipt(
    htmx: Client, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(htmx.post(url("plan"), {"initial-hands": "", "hands": NUMBER}))
    assert page.status == 200
    assert WARNING.format("Hands") in page.text
    assert warnings(Page(as_alice.get(url("plan")))) == []


@pytest.mark.django_db
def test_note_on_a_line_is_warned_about(htmx: Client, initiative: Initiative, url: Any) -> None:
    make_assessment(initiative)
    posted = {
        "initial-G1-state": "not_looked_at",
        "G1-state": "not_looked_at",
        "initial-G1-note": "",
        "G1-note": NUMBER,
    }
    page = Page(htmx.post(url("checklist", "gate"), posted))
    assert WARNING.format("Note") in page.text


@pytest.mark.django_db
def test_refused_text_is_not_warned_about(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.post(url("steps"), {"what": NUMBER, "due_on": "soon"}))
    assert page.status == 422
    assert warnings(page) == []
    assert not Step.objects.exists()
