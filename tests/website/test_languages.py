"""Danish first: every text of the interface has plain Danish words, and pages speak one language.

Nothing here needs gettext to be installed. Refresh the words with `manage.py makemessages`,
translate what came, and compile them with `manage.py compilemessages -l da -i .venv`.
"""

import ast
import datetime
import gettext
import html
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation.template import templatize

from cocreation.env import ROOT
from cocreation.initiatives.forms.fields import AmountField
from tests.typology.lix import SENTENCE_END, lix, words

FOLDER = ROOT / "cocreation" / "locale" / "da" / "LC_MESSAGES"
PACKAGES = ("cocreation", "typology")
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL_IN_TEMPLATE = re.compile(
    rf"\b(n?p?gettext|_)\(\s*({LITERAL})(?:\s*,\s*({LITERAL}))?(?:\s*,\s*({LITERAL}))?"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
HARD, ENOUGH_TO_MEASURE, LONGEST_SENTENCE, ENOUGH_TO_KNOW = 35, 12, 14, 3


class Entry(NamedTuple):
    """One text as it stands in a file of words."""

    context: str
    english: str
    english_plural: str
    danish: tuple[str, ...]
    is_fuzzy: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.english


def read_words(file: Path) -> list[Entry]:
    """Read a file of words; the first block is its head."""
    return [_entry(block) for block in file.read_text().split("\n\n")[1:]]


def _entry(block: str) -> Entry:
    parts: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith(("#", " ")) or not line:
            continue
        if not line.startswith('"'):
            name = line.partition(" ")[0]
        parts[name] = parts.get(name, "") + ast.literal_eval(line.removeprefix(name).strip())
    return Entry(
        parts.get("msgctxt", ""),
        parts["msgid"],
        parts.get("msgid_plural", ""),
        tuple(text for name, text in parts.items() if name.startswith("msgstr")),
        any(line.startswith("#,") and "fuzzy" in line for line in block.splitlines()),
    )


def asked_for() -> dict[tuple[str, str], str]:
    """Return every text that code and templates translate, and a file that asks for it."""
    found: dict[tuple[str, str], str] = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            found |= dict.fromkeys(_in_code(file.read_text()), str(file.relative_to(ROOT)))
    for file in sorted((ROOT / "templates").rglob("*.*")):  # pages, and letters as plain text
        found |= dict.fromkeys(_in_template(file.read_text()), str(file.relative_to(ROOT)))
    return found


def _in_code(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if node.func.id in CALLS and texts:
                yield "", str(texts[0])
            elif node.func.id in WITH_CONTEXT:
                yield str(texts[0]), str(texts[1])


def _in_template(source: str) -> Iterator[tuple[str, str]]:
    for call in CALL_IN_TEMPLATE.finditer(templatize(source)):
        texts = [ast.literal_eval(text) for text in call.groups()[1:] if text]
        yield (texts[0], texts[1]) if "pgettext" in call[1] else ("", texts[0])


WORDS = read_words(FOLDER / "django.po")
BOTH = [(entry.english, danish) for entry in WORDS for danish in entry.danish]


def test_every_text_has_danish_words() -> None:
    ready = {entry.key for entry in WORDS if all(entry.danish) and not entry.is_fuzzy}

    missing = {text: file for text, file in asked_for().items() if text not in ready}

    assert missing == {}


def test_no_danish_words_are_left_over() -> None:
    assert {entry.key for entry in WORDS} - set(asked_for()) == set()


def test_compiled_words_are_the_same() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for entry in WORDS:
        if entry.english_plural:
            told = tuple(compiled.ngettext(entry.english, entry.english_plural, n) for n in (1, 2))
        elif entry.context:
            told = (compiled.pgettext(entry.context, entry.english),)
        else:
            told = (compiled.gettext(entry.english),)
        assert told == entry.danish


def test_placeholders_are_the_same() -> None:
    differ = [
        (english, danish)
        for english, danish in BOTH
        if sorted(PLACEHOLDER.findall(english)) != sorted(PLACEHOLDER.findall(danish))
    ]

    assert differ == []


def test_danish_is_easy_to_read() -> None:
    plain = [PLACEHOLDER.sub("ord", danish) for _english, danish in BOTH]
    hard = {
        text: round(lix(text), 1)
        for text in plain
        if len(words(text)) >= ENOUGH_TO_MEASURE and lix(text) >= HARD
    }
    long = [
        sentence
        for text in plain
        for sentence in SENTENCE_END.split(text)
        if len(words(sentence)) > LONGEST_SENTENCE
    ]

    assert (hard, long) == ({}, [])


def test_danish_has_danish_quotation_marks() -> None:
    assert [danish for _english, danish in BOTH if set(danish) & set("“”„\"'")] == []


PAGES = pytest.mark.parametrize("address", ["/forms/", "/login/"])


def seen(client: Client, address: str, asks_for: str = "") -> str:
    """Return the source of a page as a browser that asks for a language gets it."""
    headers = {"Accept-Language": asks_for} if asks_for else {}
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def language_of(page: str) -> str:
    found = re.search(r'<html lang="(\w+)"', page)
    assert found
    return found[1]


def known(language: int) -> list[str]:
    """Return the pieces of text that give a language away: English is 0, Danish 1."""
    return [
        piece.strip()
        for both in BOTH
        if both[0] != both[1]
        for piece in PLACEHOLDER.split(both[language])
        if len(words(piece)) >= ENOUGH_TO_KNOW
    ]


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("asks_for", ["", "da", "da-DK,en;q=0.5", "de"])
@PAGES
def test_page_is_danish(client: Client, address: str, asks_for: str) -> None:
    page = seen(client, address, asks_for)

    assert language_of(page) == "da"
    assert [piece for piece in known(0) if piece in page] == []
    assert any(piece in page for piece in known(1))


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("asks_for", ["en", "en-GB,da;q=0.5"])
@PAGES
def test_page_is_english_when_the_browser_asks(client: Client, address: str, asks_for: str) -> None:
    page = seen(client, address, asks_for)

    assert language_of(page) == "en"
    assert [piece for piece in known(1) if piece in page] == []
    assert any(piece in page for piece in known(0))


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(("before", "after"), [("da", "en"), ("en", "da")])
def test_language_form_switches_and_keeps_the_page(client: Client, before: str, after: str) -> None:
    here = "/forms/?from=a-link"
    page = seen(client, here, before)
    assert language_of(page) == before
    assert f'name="next" value="{here}"' in page

    response = client.post(reverse("people:language"), {"language": after, "next": here})

    assert (response.status_code, response.headers["Location"]) == (302, here)
    assert language_of(seen(client, here, before)) == after


@pytest.mark.usefixtures("edition")
def test_refusal_is_danish(client: Client) -> None:
    page = html.unescape(client.post(reverse("people:login"), {}).content.decode())

    assert "Skriv både e-mail og adgangskode." in page
    assert "Dette felt er påkrævet." in page


MOMENT = datetime.datetime(2026, 11, 23, 14, 32)


@pytest.mark.parametrize(
    ("language", "clock", "day", "month", "receipt"),
    [
        ("da", "14.32", "23.11.2026", "nov 2026", "Gemt 14.32"),
        ("en", "14:32", "23 Nov 2026", "Nov 2026", "Saved 14:32"),
    ],
)
def test_clock_and_date_are_written(
    language: str, clock: str, day: str, month: str, receipt: str
) -> None:
    with translation.override(language):
        assert time_format(MOMENT) == clock
        assert date_format(MOMENT, "SHORT_DATE_FORMAT") == day
        assert date_format(MOMENT, "YEAR_MONTH_FORMAT") == month
        assert receipt in render_to_string("components/receipt.html", {"saved_at": MOMENT})


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize(
    "typed", ["23.11.2026", "23-11-2026", "23/11 2026", "23/11/2026", "2026-11-23"]
)
def test_date_is_understood_however_it_is_typed(typed: str, language: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean(typed) == MOMENT.date()


KRONER = AmountField(example="10", most=10_000_000, decimals=2)


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [
        ("da", "1.234,5", "1234.5"),
        ("da", "1.234", "1234"),
        ("da", "1.234.567,89", "1234567.89"),
        ("da", "1 234,50", "1234.50"),
        ("da", "1\u00a0234", "1234"),
        ("da", "1234,5", "1234.5"),
        ("da", "1,234.5", "1234.5"),
        ("da", "1.5", "1.5"),
        ("da", "0,5", "0.5"),
        ("en", "1,234.5", "1234.5"),
        ("en", "1,234", "1234"),
        ("en", "1.234,5", "1234.5"),
        ("en", "1234.5", "1234.5"),
        ("en", "12,5", "12.5"),
    ],
)
def test_amount_is_understood_however_it_is_typed(language: str, typed: str, amount: str) -> None:
    with translation.override(language):
        assert KRONER.clean(typed) == Decimal(amount)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize(
    "typed", ["1.23.456", "1,2,3", "1.234,5,6", "1.234.5", "kr. 5", ",", "NaN"]
)
def test_amount_that_is_none_is_refused(typed: str, language: str) -> None:
    with translation.override(language), pytest.raises(forms.ValidationError):
        KRONER.clean(typed)


def test_amount_is_shown_again_as_danes_write_it() -> None:
    class Money(forms.Form):
        amount = KRONER

    with translation.override("da"):
        assert 'value="1.234,50"' in str(Money(initial={"amount": Decimal("1234.5")})["amount"])
