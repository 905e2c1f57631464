"""How often letters come: chosen on a page, stopped with one click, and begun again."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cocreation.initiatives.models import Initiative
from cocreation.people.models import User
from cocreation.reminders.models import Pace, Preference
from cocreation.reminders.sending import send_reminders
from cocreation.reminders.turning_off import off_address
from tests.make import make_client, make_step
from tests.reading import Page

pytestmark = pytest.mark.django_db
PAGE = "/my/reminders/"


def pace(user: User) -> str:
    return str(Preference.objects.of(user).pace)


def test_page_shows_the_pace_and_takes_another(as_bob: Client, bob: User) -> None:
    page = Page(as_bob.get(PAGE))
    assert (page.status, page.heading) == (200, "Letters and calendar")
    assert "bob@example.org" in page.text
    chosen = [radio["value"] for radio in page.main.all("input") if "checked" in radio.attributes]
    assert chosen == ["daily"]

    response = as_bob.post(PAGE, {"pace": "weekly"})

    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert pace(bob) == Pace.WEEKLY
    assert "Saved." in Page(as_bob.get(PAGE)).text


@pytest.mark.parametrize("data", [{}, {"pace": "hourly"}, {"pace": ""}])
def test_what_is_no_pace_is_refused_and_changes_nothing(
    as_bob: Client, bob: User, data: dict[str, str]
) -> None:
    page = Page(as_bob.post(PAGE, data))
    assert page.status == 422
    assert not Preference.objects.filter(user=bob).exists()


def test_choice_of_one_is_not_the_choice_of_another(as_bob: Client, alice: User) -> None:
    as_bob.post(PAGE, {"pace": "off"})
    assert pace(alice) == Pace.DAILY


# One click


@pytest.fixture
def off(bob: User) -> str:
    return off_address(bob)


def test_link_in_a_letter_is_the_link_that_stops(initiative: Initiative, bob: User) -> None:
    make_step(initiative, person=bob, due_on=timezone.localdate())
    send_reminders()
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    mail_program = Client(enforce_csrf_checks=True)

    answer = mail_program.post(
        link.removeprefix("http://localhost:8000"), {"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 200
    assert pace(bob) == Pace.OFF
    mail.outbox.clear()
    assert send_reminders(timezone.localdate() + datetime.timedelta(7)) == 0


def test_opening_the_link_changes_nothing(off: str, bob: User) -> None:
    page = Page(make_client().get(off))
    assert (page.status, page.heading) == (200, "Stop letters about your steps?")
    assert pace(bob) == Pace.DAILY
    assert not Preference.objects.exists()


def test_letters_stop_and_begin_again_at_the_pace_before(off: str, bob: User) -> None:
    Preference.objects.create(user=bob, pace=Pace.EACH)
    browser = make_client()
    stopped = Page(browser.post(off))
    assert (stopped.heading, pace(bob)) == ("You get no more reminders", Pace.OFF)
    browser.post(off)  # twice is once
    again = Page(browser.post(off, {"again": "yes"}))
    assert (again.heading, pace(bob)) == ("Stop letters about your steps?", Pace.EACH)


def test_again_when_they_are_on_changes_nothing(off: str, bob: User) -> None:
    Preference.objects.create(user=bob, pace=Pace.WEEKLY, pace_before=Pace.EACH)
    make_client().post(off, {"again": "yes"})
    assert pace(bob) == Pace.WEEKLY


def test_page_says_nothing_of_whose_letters_they_are(off: str, bob: User) -> None:
    assert bob.email not in Page(make_client().get(off)).text


def test_page_speaks_the_language_of_the_letter(off: str, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(language="da")
    assert Page(make_client().get(off)).heading == "Vil du stoppe mails om dine skridt?"


@pytest.mark.parametrize("method", ["get", "post"])
def test_forged_links_are_no_pages(off: str, bob: User, alice: User, method: str) -> None:
    token = off.split("/")[-2]
    public_id, signature = token.split(".")
    forged = [
        "x",
        public_id,
        f"{public_id}.",
        f"{public_id}.{signature[:-1]}",
        f"{alice.public_id.hex}.{signature}",
        f"{'x' * 5000}.{signature}",
    ]
    for each in forged:
        answer: Any = getattr(make_client(), method)(reverse("reminders:off", args=[each]))
        assert answer.status_code == 404, each
    assert not Preference.objects.exists()


def test_link_of_a_closed_account_is_no_page(off: str, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert make_client().post(off).status_code == 404


def test_my_page_leads_here(as_alice: Client, initiative: Initiative) -> None:
    assert PAGE in Page(as_alice.get("/my/")).links()
