"""What every answer promises a browser: where things may come from, and nothing inline."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from cocreation.env import ROOT
from cocreation.initiatives.models import Initiative
from cocreation.people.models import User
from tests.make import make_assessment, make_client, make_holder, make_partner, make_tick
from tests.reading import Page
from tests.website.test_access import PEOPLE, TABLE, address, arguments_of
from tests.website.test_access import cast as cast  # a fixture

pytestmark = pytest.mark.django_db

CSP = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; img-src 'self'; manifest-src 'self'; "
    "script-src 'self'; style-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STRICTER = {"sharing:shared": {"Referrer-Policy": "no-referrer"}}
LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "use": "href"}
NO_PAGES = {"healthz", "initiatives:file", "reminders:step", "protection:download"}
"""What answers a program or saves a file."""
SEEN = [name for name, row in TABLE.items() if 200 in row.get("GET", ()) and name not in NO_PAGES]


@pytest.fixture
def filled(initiative: Initiative) -> dict[str, Any]:
    """Return the addresses' values of an initiative that has something of everything."""
    make_assessment(initiative, 20, 20)
    make_assessment(initiative, 80, 80, kind="wish", note="One day")
    make_tick(initiative, "G1", "missing", note="A note")
    make_holder(initiative)
    make_partner(initiative, gives="The ground")
    initiative.ambitions.create(ambition="economy", rank=1)
    return arguments_of(initiative)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", SEEN)
def test_page_has_nothing_inline_and_nothing_from_elsewhere(
    name: str, language: str, filled: dict[str, Any], cast: dict[str, User | None]
) -> None:
    person = cast[PEOPLE[TABLE[name]["GET"].index(200)]]
    client = Client(headers={"accept-language": language})
    if person:
        person.language = language
        person.save()
        client.force_login(person)
    response = client.get(address(name, filled))
    page = Page(response)
    assert {key: response[key] for key in HEADERS} == HEADERS | STRICTER.get(name, {})
    assert (page.status, page.root.one("html")["lang"]) == (200, language)
    assert response["Content-Language"] == language
    assert unsafe(page) == []


def unsafe(page: Page) -> list[str]:
    """Say what the policy would refuse, or what loads from another host."""
    found = []
    for node in page.root.all():
        found += [
            f"{node.name} {key}"
            for key in node.attributes
            if key == "style" or re.fullmatch(r"on\w+|hx-on.*", key)
        ]
        found += [
            f"{node.name} {key}={value}"
            for key, value in node.attributes.items()
            if value.strip().lower().startswith(("javascript:", "data:")) or "js:" in value[:3]
        ]
        if node.name == "style" or (node.name == "script" and not node["src"]):
            found.append(f"inline {node.name}")
        if (asset := node[LOADS.get(node.name, "-")]) and not re.match(r"/(?!/)|#", asset):
            found.append(f"{node.name} loads {asset}")
    return found


def test_what_a_page_refers_to_is_there(filled: dict[str, Any], as_alice: Client) -> None:
    """Labels, descriptions and targets name elements of the same page."""
    missing = []
    for name in SEEN:
        if name.startswith("initiatives:"):
            page = Page(as_alice.get(address(name, filled)))
            ids = {node["id"] for node in page.root.all()}
            for node in page.root.all():
                wanted = f"{node['for']} {node['aria-describedby']} {node['aria-labelledby']}"
                wanted += f" {node['form'] if node.name != 'form' else ''}"
                missing += [f"{name}: {each}" for each in wanted.split() if each not in ids]
    assert missing == []


@pytest.mark.parametrize("where", ["/nothing/here/", "/forms/unknown/"])
def test_missing_page_wears_our_layout(where: str, edition: Any) -> None:
    response = make_client().get(where)
    page = Page(response)
    assert (page.status, page.heading) == (404, "There is no such page")
    assert page.root.one("header", class_="site-header")
    assert response["Content-Security-Policy"] == CSP
    assert unsafe(page) == []


def test_refusals_wear_our_layout_and_the_policy(
    initiative: Initiative, as_reader: Client, bob: User
) -> None:
    about = reverse("initiatives:about", args=[initiative.public_id])
    expired = make_client(bob, enforce_csrf_checks=True).post(about)
    not_allowed = make_client(bob).get(reverse("initiatives:delete", args=[initiative.public_id]))
    for status, response in ((403, as_reader.get(about)), (403, expired), (405, not_allowed)):
        page = Page(response)
        assert page.status == status
        assert page.root.one("header", class_="site-header")
        assert response["Content-Security-Policy"] == CSP
        assert unsafe(page) == []
    assert not_allowed["Allow"] == "POST"
    page = Page(not_allowed)
    assert page.heading == "This page cannot be opened by itself"
    assert page.root.one("form", class_="languages").one("input", name_="next")["value"] == "/"


def test_language_is_chosen_on_the_page_that_it_is_chosen_on(edition: Any) -> None:
    page = Page(make_client().get("/forms/?a=b"))
    assert page.root.one("form", class_="languages").one("input", name_="next")["value"] == (
        "/forms/?a=b"
    )


def test_health_is_that_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_client().get("/healthz").content == b"ok"

    def broken(*_: Any) -> None:
        raise OperationalError("the database is gone")

    monkeypatch.setattr("cocreation.views.connection.cursor", broken)
    client = make_client()
    client.raise_request_exception = False
    assert client.get("/healthz").status_code == 500


def test_page_for_our_own_mistakes_needs_nothing_of_ours() -> None:
    words = (ROOT / "templates" / "500.html").read_text()
    assert "{%" not in words
    assert "{{" not in words
    assert unsafe(Page(_Answer(words))) == []


class _Answer:
    status_code = 500

    def __init__(self, words: str) -> None:
        self.content = words.encode()


def test_view_that_breaks_answers_500_in_both_languages(
    initiative: Initiative, as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("cocreation.initiatives.views.pages.seen", broken)
    as_alice.raise_request_exception = False
    response = as_alice.get(initiative.get_absolute_url())
    assert response.status_code == 500
    assert "Something went wrong on our side" in Page(response).text


def test_session_and_token_are_hidden_from_scripts(settings: Any) -> None:
    response = make_client().get("/login/")
    assert response.cookies["csrftoken"]["httponly"] is True
    assert settings.SESSION_COOKIE_HTTPONLY is True


def test_page_of_a_person_is_not_kept_by_a_shared_cache(
    initiative: Initiative, as_alice: Client
) -> None:
    varies = as_alice.get(initiative.get_absolute_url())["Vary"]
    assert {"Cookie", "Accept-Language"} <= {each.strip() for each in varies.split(",")}


def test_static_files_are_collected_under_names_that_change_with_their_content(
    tmp_path: Path, settings: Any, filled: dict[str, Any], alice: User
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
    for name in ("front", "initiatives:detail", "initiatives:place_by"):
        client = make_client(None if name == "front" else alice)
        page = Page(client.get(address(name, filled)))
        for node in page.root.all():
            asset = node[LOADS.get(node.name, "-")].removeprefix(settings.STATIC_URL)
            if asset and node.name != "iframe":
                assert re.search(r"\.[0-9a-f]{12}\.\w+$", asset), asset
                assert (tmp_path / asset).exists(), asset
    assert staticfiles_storage.url("css/base.css") != f"{settings.STATIC_URL}css/base.css"
    for sheet in tmp_path.rglob("*.css"):
        for asset in re.findall(r"url\([\"']?([^)\"']+)", sheet.read_text()):
            assert not asset.startswith(("http", "//")), f"{sheet.name}: {asset}"
            assert asset.startswith("data:") or (sheet.parent / asset).exists(), asset
