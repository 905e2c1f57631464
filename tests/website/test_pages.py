"""The pages about the site, and what the front page shows: open to all, whole in both languages."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cocreation.views import EXAMPLE
from tests.make import make_client
from tests.reading import Page
from tests.typology.lix import SENTENCE_END, words
from typology.catalogue import Catalogue
from typology.languages import first_sentence
from typology.models import Edition
from typology.placement import Scores, place

pytestmark = pytest.mark.django_db
ABOUT = ["/help/", "/accessibility/", "/privacy/"]
PAGES = [*ABOUT, "/", "/forms/compare/", "/model/", "/glossary/"]
LONGEST_SENTENCE = 14
DAY = 24 * 60 * 60


def read(where: str, language: str = "en") -> Page:
    return Page(Client(headers={"accept-language": language}).get(where))


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("where", PAGES)
def test_page_has_one_heading_and_a_title_in_both_languages(where: str, language: str) -> None:
    page = read(where, language)
    assert (page.status, page.root.one("html")["lang"]) == (200, language)
    assert len(page.root.all("h1")) == 1
    assert page.root.one("title").text.startswith(f"{page.heading} · ")
    assert read(where, "da").main.text != read(where, "en").main.text


def test_what_is_kept_for_all_pages_is_kept_apart_by_language(settings: Any) -> None:
    def whole(language: str) -> str:
        response = Client(headers={"accept-language": language}).get("/help/")
        return re.sub("[A-Za-z0-9]{64}", "a token", response.content.decode())

    fresh = {language: whole(language) for language in ("da", "en")}
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        for name in ("default", "template_fragments")
    }
    for language in ("da", "en", "da", "en"):
        assert whole(language) == fresh[language]


@pytest.mark.parametrize("where", ABOUT)
def test_page_about_the_site_needs_no_texts(where: str) -> None:
    assert Edition.objects.newest() is None
    assert read(where).status == 200


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("where", ABOUT)
def test_page_about_the_site_has_short_sentences(where: str, language: str) -> None:
    main = read(where, language).main
    said = [node.text for name in ("p", "li", "td", "h2") for node in main.all(name)]
    long = [
        sentence
        for text in said
        for sentence in SENTENCE_END.split(text)
        if len(words(sentence)) > LONGEST_SENTENCE
    ]
    assert said
    assert long == []


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize("where", PAGES)
def test_links_inside_the_site_lead_somewhere(where: str) -> None:
    page = read(where)
    ids = {node["id"] for node in page.root.all()}
    for link in [node["href"] for node in page.root.all("a")]:
        if link.startswith("#"):
            assert link[1:] in ids, link
        elif link.startswith("/"):
            response = make_client().get(link)
            to_sign_in = response.headers.get("Location", "").startswith("/login/?next=")
            assert response.status_code == 200 or to_sign_in, link


@pytest.mark.parametrize("where", ["/was", "/was/"])
def test_shared_address_leads_to_the_accessibility_statement(where: str) -> None:
    response = make_client().get(where)
    assert (response.status_code, response["Location"]) == (302, "/accessibility/")


def test_statement_says_the_standard_and_what_was_not_tested() -> None:
    text = read("/accessibility/").main.text
    assert all(each in text for each in ("EN 301 549", "WCAG 2.1", "WCAG 2.2", "not tested"))


def test_every_page_leads_to_the_pages_about_the_site() -> None:
    footer = read("/login/").root.one("footer")
    links = [node["href"] for node in footer.all("a")]
    names = ("help", "typology:glossary", "typology:model", "accessibility", "privacy")
    assert links == [reverse(name) for name in names]


def test_privacy_names_each_cookie_that_the_site_sets(alice: Any) -> None:
    table = read("/privacy/").main.one("table")
    named = {node.text for node in table.all("th", scope="row")}
    client = make_client(alice)
    client.get("/help/")
    client.post(reverse("people:language"), {"language": "en", "next": "/"})
    assert named == set(client.cookies) == {"sessionid", "csrftoken", "django_language"}
    assert {node["scope"] for node in table.all("th")} == {"row", "col"}
    days = (settings.SESSION_COOKIE_AGE, settings.CSRF_COOKIE_AGE)
    assert [round(each / DAY / 7) for each in days] == [2, 52]


@pytest.mark.parametrize("language", ["da", "en"])
def test_front_page_has_a_worked_example(
    language: str, edition: Edition, catalogue: Catalogue
) -> None:
    case = catalogue.case(EXAMPLE)
    assert case
    placement = place(case.scores)
    assert placement.near == ()
    page = read("/", language)
    section = page.main.one("section", class_="lists")
    story = first_sentence(case.description.in_language(language))
    answers = [axis.answer(case.scores).in_language(language) for axis in catalogue.axes]
    form = catalogue.form(placement.form).name.in_language(language)
    assert section.one("h3").text == case.name.in_language(language)
    assert story in section.text
    assert [node.text for node in section.all("dd")] == [*answers, form]
    assert f"/cases/{case.id}/" in page.links()
    assert form in page.main.one("svg", role="img")["aria-label"]


def test_front_page_shows_another_case_or_none_when_the_example_is_gone(
    catalogue: Catalogue,
) -> None:
    other: Any = catalogue.model_dump(mode="json")
    for case in other["cases"]:
        case["retired"] = case["id"] == EXAMPLE
    Edition.objects.publish(Catalogue.model_validate(other))
    assert f"/cases/{other['cases'][0]['id']}/" in read("/").links()
    for case in other["cases"]:
        case["retired"] = True
    Edition.objects.publish(Catalogue.model_validate(other))
    page = read("/")
    assert page.status == 200
    assert page.main.all("section", class_="lists") == []


def test_axis_says_its_answer_in_words(catalogue: Catalogue) -> None:
    actors, outcome = catalogue.axes
    said = [
        (actors.answer(scores).en, outcome.answer(scores).en)
        for scores in (Scores(44, 56), Scores(45, 55), Scores(100, 0))
    ]
    assert said == [
        ("Municipality has the ball", "The goal is open"),
        ("Shared", "A bit of both"),
        ("Partners have the ball", "The goal is set"),
    ]


@pytest.mark.usefixtures("edition")
@pytest.mark.parametrize(
    ("where", "queries"),
    [
        ("/", 1),
        ("/forms/compare/", 1),
        ("/model/", 1),
        ("/glossary/", 1),
        ("/help/", 0),
        ("/accessibility/", 0),
        ("/was", 0),
        ("/privacy/", 0),
    ],
)
def test_number_of_queries(where: str, queries: int, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(queries):
        make_client().get(where)
