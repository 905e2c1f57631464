"""The public pages: open to all, in both languages, and honest before any texts are loaded."""

from typing import Any

import pytest
from django.test import Client

from tests.make import make_client
from tests.reading import Page
from typology.catalogue import Catalogue
from typology.models import Edition
from typology.placement import Form, place

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/forms/",
    "/forms/compare/",
    *[f"/forms/{form}/" for form in Form],
    "/cases/",
    "/model/",
    "/glossary/",
]


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("where", PAGES)
def test_page_is_open_to_all_in_both_languages(where: str, language: str) -> None:
    response = Client(headers={"accept-language": language}).get(where)
    page = Page(response)
    assert (page.status, page.root.one("html")["lang"]) == (200, language)
    assert page.heading


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_case_has_a_page(language: str, catalogue: Catalogue) -> None:
    client = Client(headers={"accept-language": language})
    listed = Page(client.get("/cases/")).links()
    for case in catalogue.cases:
        assert f"/cases/{case.id}/" in listed
        page = Page(client.get(f"/cases/{case.id}/"))
        assert (page.status, page.heading) == (200, case.name.in_language(language))
        assert str(case.source_url) in page.links()
        others = [link for link in page.links() if link.startswith("/cases/") and link != "/cases/"]
        assert len(others) == 1
        assert others != [f"/cases/{case.id}/"]


@pytest.mark.usefixtures("edition")
def test_form_has_its_words_its_roles_and_its_cases(catalogue: Catalogue) -> None:
    for form in Form:
        page = Page(make_client().get(f"/forms/{form}/"))
        texts = catalogue.form(form)
        assert page.heading == texts.name.en
        for text in (texts.sentence, texts.description, texts.when_to_use, texts.official):
            assert text.en in page.main.text
        mine = {f"/cases/{c.id}/" for c in catalogue.cases if place(c.scores).form is form}
        assert {link for link in page.links() if link.startswith("/cases/")} == mine
        for role in texts.roles:
            assert all(item.text.en in page.main.text for item in role.items)


@pytest.mark.usefixtures("edition")
def test_model_says_what_is_the_articles_and_what_is_ours(catalogue: Catalogue) -> None:
    words = Page(make_client().get("/model/")).main.text
    assert catalogue.about.en in words
    assert all(limit.text.en in words for limit in catalogue.limits)


@pytest.mark.usefixtures("edition")
def test_glossary_has_every_word_under_an_anchor_of_its_own(catalogue: Catalogue) -> None:
    main = Page(make_client().get("/glossary/")).main
    for word in catalogue.glossary:
        term = main.one(id=word.id)
        assert (term.name, term.text) == ("dt", word.term.en)
        assert word.text.en in main.text


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("language", ["da", "en"])
def test_four_forms_stand_side_by_side(language: str, catalogue: Catalogue) -> None:
    page = Page(Client(headers={"accept-language": language}).get("/forms/compare/"))
    table = page.main.one("table")
    columns = [node.text for node in table.one("thead").all("th", scope="col")]
    rows = {
        row.one("th", scope="row").text: [cell.text for cell in row.all("td")]
        for row in table.all("tr")
        if row.all("th", scope="row")
    }
    forms = catalogue.forms
    assert columns == [
        f"{form.name.in_language(language)} {form.official.in_language(language)}" for form in forms
    ]
    for position, form in enumerate(forms):
        for row in form.who_decides:
            told = rows[row.question.in_language(language)][position]
            assert told == row.answer.in_language(language)
        for role in form.roles:
            plain = next(each for each in catalogue.roles if each.id is role.id)
            told = rows[plain.name.in_language(language)][position]
            assert told == role.name.in_language(language)
        first = [cells[position] for cells in list(rows.values())[:3]]
        texts = (form.sentence, form.when_to_use, form.public_role)
        assert first == [text.in_language(language) for text in texts]
    assert len(rows) == 3 + 8 + 7
    assert all(node["scope"] for node in table.all("th"))
    region = page.main.one(role="region")
    assert (region["tabindex"], region["aria-label"]) == ("0", page.heading)


def test_form_without_an_answer_leaves_its_cell_empty(catalogue: Catalogue, db: None) -> None:
    other: Any = catalogue.model_dump(mode="json")
    lost = other["forms"][1]["who_decides"].pop(0)
    Edition.objects.publish(Catalogue.model_validate(other))
    table = Page(make_client().get("/forms/compare/")).main.one("table")
    question = lost["question"]["en"]
    row = next(row for row in table.all("tr") if row.all("th")[0].text == question)
    assert [bool(cell.text) for cell in row.all("td")] == [True, False, True, True]


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(
    "where", ["/forms/unknown/", "/forms/Equal/", "/cases/unknown/", "/models/"]
)
def test_unknown_page_is_404(where: str) -> None:
    assert Page(make_client().get(where)).status == 404


def test_before_any_texts_are_loaded_the_front_says_so(as_alice: Client) -> None:
    page = Page(make_client().get("/"))
    assert (page.status, page.heading) == (503, "The texts are not loaded yet")
    for where in [*PAGES[1:], "/cases/dk-lemvig-frivilligbus/"]:
        assert make_client().get(where).status_code == 404
    assert as_alice.get("/initiatives/").status_code == 503
    assert make_client().get("/healthz").content == b"ok"


def test_newest_edition_is_shown(edition: Edition, catalogue: Catalogue) -> None:
    newer: Any = catalogue.model_dump(mode="json")
    newer["forms"][0]["name"]["en"] = "The town steers"
    Edition.objects.publish(Catalogue.model_validate(newer))
    assert "The town steers" in Page(make_client().get("/forms/")).main.text
