"""Sign in, sign out, choose a password by a link, choose a language."""

from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cocreation.people.demo import DEMO_PEOPLE
from cocreation.people.forms.signing_in import SignInForm
from cocreation.people.models import Organisation, User
from tests.make import make_client, make_user
from tests.reading import Page

pytestmark = pytest.mark.django_db
PASSWORD = "a heron over the harbour"


@pytest.fixture
def with_password(organisation: Organisation) -> User:
    return make_user(organisation, name="alice", password=PASSWORD)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "typed", ["alice@example.org", "ALICE@Example.ORG", "  Alice@example.org "]
)
def test_address_in_any_capitals_signs_in(typed: str, with_password: User) -> None:
    client = make_client()
    response = client.post("/login/", {"username": typed, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    ("username", "password"),
    [("alice@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("alice@example.org", " ")],
)
def test_every_way_to_be_wrong_has_one_message_in_the_readers_language(
    username: str, password: str, language: str, with_password: User
) -> None:
    client = Client(headers={"accept-language": language})
    page = Page(client.post("/login/", {"username": username, "password": password}))
    with translation.override(language):
        message = str(SignInForm.error_messages["invalid_login"])
    assert (page.status, page.root.one("html")["lang"]) == (422, language)
    assert message in page.main.text
    assert page.value("username") == username
    assert page.value("password") == ""
    assert not signed_in(client)


def test_message_of_a_wrong_password_is_translated() -> None:
    message = SignInForm.error_messages["invalid_login"]
    with translation.override("en"):
        english = str(message)
    with translation.override("da"):
        assert str(message) != english


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"username": "alice", "password": PASSWORD},
        {"username": "\0@example.org", "password": "\0"},
        {"username": "x" * 10_000 + "@example.org", "password": "x" * 10_000},
    ],
)
def test_nonsense_is_refused(typed: dict[str, str], with_password: User) -> None:
    client = make_client()
    page = Page(client.post("/login/", typed))
    assert (page.status, page.heading, signed_in(client)) == (422, "Sign in", False)


def test_closed_account_signs_in_no_more(with_password: User) -> None:
    User.objects.update(is_active=False)
    client = make_client()
    page = Page(client.post("/login/", {"username": with_password.email, "password": PASSWORD}))
    assert (page.status, signed_in(client)) == (422, False)


def test_password_is_kept_as_an_argon2_hash(with_password: User) -> None:
    assert User.objects.get().password.startswith("argon2$argon2id$")


def test_sign_in_leads_to_the_page_that_was_asked_for(with_password: User) -> None:
    client = make_client()
    asked = client.get("/initiatives/new/?a=b")["Location"]
    form = Page(client.get(asked))
    typed = {"username": with_password.email, "password": PASSWORD, "next": form.value("next")}
    typed["next"] = form.main.one("input", name_="next")["value"]
    assert client.post("/login/", typed)["Location"] == "/initiatives/new/?a=b"


FOREIGN = [
    "https://evil.example/",
    "//evil.example",
    "javascript:alert(1)",
    "http:///evil",
    "\\\\e",
    "//x",
    "",
]


@pytest.mark.parametrize("foreign", FOREIGN)
def test_nobody_is_led_to_another_site(foreign: str, with_password: User, settings: Any) -> None:
    settings.DEMO_LOGINS = True
    User.objects.create_user(DEMO_PEOPLE[0].email)
    typed = {"username": with_password.email, "password": PASSWORD, "next": foreign}
    for where, data in (
        ("/login/", typed),
        ("/login/demo/leader/", {"next": foreign}),
        ("/language/", {"language": "en", "next": foreign}),
    ):
        assert make_client().post(where, data)["Location"] == "/"


@pytest.mark.parametrize(
    "strange", ["abc", "é", "abc def", "initiatives/", "?a=b", "#a", " /forms/"]
)
def test_address_that_does_not_begin_at_the_root_leads_to_the_front(
    strange: str, settings: Any, db: None
) -> None:
    settings.DEMO_LOGINS = True
    User.objects.create_user(DEMO_PEOPLE[0].email)
    for where in ("/login/demo/leader/", "/language/"):
        response = make_client().post(where, {"language": "en", "next": strange})
        assert (response.status_code, response["Location"]) == (302, "/")


def test_signing_out_ends_the_session(with_password: User) -> None:
    client = make_client(with_password)
    assert client.post("/logout/")["Location"] == "/"
    assert not signed_in(client)
    assert client.get("/initiatives/").status_code == 302


# The demo's people


def test_outside_a_demo_there_are_no_demo_people(settings: Any) -> None:
    for person in DEMO_PEOPLE:
        User.objects.create_user(person.email)
    assert settings.DEMO_LOGINS is False
    client = make_client()
    for person in DEMO_PEOPLE:
        assert client.post(f"/login/demo/{person.id}/").status_code == 404
    assert not signed_in(client)
    assert "demo" not in Page(client.get("/login/")).main.text


def test_in_a_demo_one_click_signs_in(settings: Any) -> None:
    settings.DEMO_LOGINS = True
    for person in DEMO_PEOPLE:
        user = User.objects.create_user(person.email)
        client = make_client()
        buttons = [node["action"] for node in Page(client.get("/login/")).main.all("form")]
        assert f"/login/demo/{person.id}/" in buttons
        response = client.post(f"/login/demo/{person.id}/", {"next": "/cases/"})
        assert response["Location"] == "/cases/"
        assert client.session["_auth_user_id"] == str(user.pk)
    assert make_client().post("/login/demo/nobody/").status_code == 404


# A link to choose a password


def link(user: User) -> str:
    return f"/password/{urlsafe_base64_encode(force_bytes(user.pk))}/{token(user)}/"


def token(user: User) -> str:
    return default_token_generator.make_token(user)


def test_link_works_once_and_signs_in(alice: User) -> None:
    client, address = make_client(), link(alice)
    where = client.get(address)["Location"]
    assert token(alice) not in where
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(where, chosen)["Location"] == "/"
    assert signed_in(client)
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)
    again = Page(make_client().get(address, follow=True))
    assert "This link has been used" in again.main.text
    assert again.main.all("form") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("short", "short"), (PASSWORD, "another"), ("", ""), ("123456789012",) * 2],
)
def test_poor_password_is_refused(first: str, second: str, alice: User) -> None:
    client = make_client()
    where = client.get(link(alice))["Location"]
    page = Page(client.post(where, {"new_password1": first, "new_password2": second}))
    assert page.status == 422
    assert page.root.all(class_="form-error-message")
    assert not signed_in(client)
    alice.refresh_from_db()
    assert not alice.has_usable_password()


@pytest.mark.parametrize(
    "address", ["/password/MQ/x/", "/password/%00/x/", "/password/zzzz/set-password/"]
)
def test_link_that_nobody_sent_says_so(address: str, alice: User) -> None:
    page = Page(make_client().get(address))
    assert "This link has been used, or it is too old." in page.main.text


# Language


def language_of(client: Client) -> str:
    return Page(client.get("/login/")).root.one("html")["lang"]


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("da", "da"), ("en-GB,en", "en"), ("fr,de", "da"), ("", "da"), ("sv", "da")],
)
def test_stranger_reads_what_the_browser_asks_for_or_danish(asked: str, spoken: str) -> None:
    assert language_of(Client(headers={"accept-language": asked})) == spoken


def test_choice_lasts_on_this_device_and_leads_back() -> None:
    client = make_client()
    response = client.post("/language/", {"language": "da", "next": "/cases/?a=b"})
    assert response["Location"] == "/cases/?a=b"
    assert language_of(client) == "da"
    cookie = response.cookies["django_language"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_choice_of_a_person_follows_them_to_other_devices(alice: User) -> None:
    make_client(alice).post("/language/", {"language": "da"})
    alice.refresh_from_db()
    assert alice.language == "da"
    page = Page(make_client(alice).get("/initiatives/"))
    assert page.root.one("html")["lang"] == "da"
    assert make_client(alice).get("/initiatives/")["Content-Language"] == "da"


@pytest.mark.parametrize("language", ["", "fr", "tlh", "\0", "da\r\nX: y", "../../etc"])
def test_language_that_we_do_not_speak_changes_nothing(language: str, alice: User) -> None:
    response = make_client(alice).post("/language/", {"language": language})
    assert (response.status_code, dict(response.cookies)) == (302, {})
    alice.refresh_from_db()
    assert alice.language == "en"
