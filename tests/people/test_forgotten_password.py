"""Forgotten your password? A letter with a link, and the same answer for every address."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from cocreation.people.models import User
from tests.make import make_client
from tests.reading import Page

pytestmark = pytest.mark.django_db
PASSWORD = "a heron over the harbour"


def ask(address: str) -> Page:
    return Page(make_client().post("/password/", {"email": address}))


def link() -> str:
    found = re.search(r"http://localhost:8000(/password/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_letter_leads_to_a_new_password(alice: User) -> None:
    assert "Forgotten your password?" in Page(make_client().get("/login/")).main.text
    page = ask(" Alice@Example.org ")
    assert "a letter is on its way" in page.main.text
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["alice@example.org"], "Choose a new password")
    client = make_client()
    where = client.get(link())["Location"]
    client.post(where, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_letter_speaks_the_readers_language(alice: User) -> None:
    User.objects.update(language="da")
    ask("alice@example.org")
    letter: Any = mail.outbox[0]
    assert letter.subject == "Vælg en ny adgangskode"
    assert '<html lang="da">' in str(letter.alternatives[0].content)


def test_nobody_learns_who_has_an_account(alice: User) -> None:
    answers = {ask(address).main.text for address in ("alice@example.org", "no@example.org")}
    User.objects.update(is_active=False, password_letter_at=None)
    answers.add(ask("alice@example.org").main.text)
    assert len(answers) == 1
    assert len(mail.outbox) == 1


def test_at_most_one_letter_in_five_minutes(alice: User) -> None:
    for _ in range(5):
        assert "a letter is on its way" in ask("alice@example.org").main.text
    assert len(mail.outbox) == 1
    User.objects.update(password_letter_at=timezone.now() - timedelta(minutes=6))
    ask("alice@example.org")
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "nonsense", ["", "alice", "a@b.dk\nBcc: c@d.dk", "x" * 300 + "@b.dk", "\0@b.dk"]
)
def test_what_is_no_address_is_told(nonsense: str, alice: User) -> None:
    page = ask(nonsense)
    assert (page.status, mail.outbox) == (422, [])
    assert page.error("field-email")


def test_used_link_offers_another_letter(alice: User, client: Any) -> None:
    assert "/password/" in Page(client.get("/password/MQ/old/")).links()
