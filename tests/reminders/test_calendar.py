"""A private calendar to follow, and one step as a file."""

import datetime
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from icalendar import Calendar

from cocreation.initiatives.models import Initiative, Plan, Step
from cocreation.people.models import Membership, User
from cocreation.reminders.models import Preference
from tests.make import make_client, make_initiative, make_named, make_step, make_tick
from tests.reading import Page

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 2)


@pytest.fixture
def step(initiative: Initiative, bob: User) -> Step:
    return make_step(initiative, person=bob, due_on=DAY)


@pytest.fixture
def feed(as_bob: Client) -> str:
    """The address of bob's calendar."""
    page = Page(as_bob.post("/my/reminders/calendar/"))
    return str(page.main.one("code").text).removeprefix("http://localhost:8000")


def events(response: Any) -> list[Any]:
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_calendar_has_what_one_has_promised(
    feed: str, initiative: Initiative, step: Step, bob: User, alice: User
) -> None:
    make_named(initiative, bob, "leader")
    Plan.objects.create(initiative=initiative, reply_on=DAY + datetime.timedelta(1))
    make_tick(initiative, "G1", "missing", person=bob, due_on=DAY + datetime.timedelta(2))
    make_step(initiative, "Not mine", person=alice, due_on=DAY)
    make_step(initiative, "Done", person=bob, due_on=DAY, done_on=DAY)
    make_step(initiative, "Without a day", person=bob)

    found = events(make_client().get(feed))

    here = initiative.public_id
    assert [(str(each["uid"]), each.decoded("dtstart")) for each in found] == [
        (f"step-{here}-{step.public_id}@samskabelse", DAY),
        (f"reply-{here}@samskabelse", DAY + datetime.timedelta(1)),
        (f"line-{here}-G1@samskabelse", DAY + datetime.timedelta(2)),
    ]
    first = found[0]
    assert str(first["summary"]) == "Call the school"
    assert (
        str(first["url"]) == f"http://localhost:8000/initiatives/{here}/plan/#part-{step.public_id}"
    )
    assert first["dtstart"].params["VALUE"] == "DATE"
    assert "dtend" not in first
    assert first.decoded("dtstamp").utcoffset() == datetime.timedelta(0)


def test_file_is_folded_with_line_ends_and_letters_as_the_standard_says(
    feed: str, initiative: Initiative, bob: User
) -> None:
    what = "Hør børnene på Ærø, spørg; og \\ skriv\r\nEND:VEVENT " + "æøå🌱" * 30
    make_step(initiative, what[:240], person=bob, due_on=datetime.date(9999, 12, 31))
    content = make_client().get(feed).content
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if line == b"END:VEVENT"] == [b"END:VEVENT"]
    unfolded = content.decode().replace("\r\n ", "")
    assert "SUMMARY:Hør børnene på Ærø\\, spørg\\; og \\\\ skriv END:VEVENT æøå🌱" in unfolded
    assert "DTSTART;VALUE=DATE:99991231" in unfolded
    assert unfolded.startswith("BEGIN:VCALENDAR\r\n")
    assert re.search(r"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", unfolded)


def test_calendar_speaks_the_language_of_the_profile(feed: str, step: Step, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(language="da")
    (event,) = events(make_client().get(feed, headers={"accept-language": "en"}))
    assert event["categories"].to_ical() == b"Samskabelse"


def test_unchanged_calendar_is_not_sent_again(feed: str, step: Step, bob: User) -> None:
    first = make_client().get(feed)
    again = {"If-None-Match": first["ETag"]}
    assert make_client().get(feed, headers=again).status_code == 304
    assert first["Cache-Control"] == "private, no-cache"
    step.remove(bob)
    assert events(make_client().get(feed, headers=again)) == []


def test_nothing_from_where_one_lost_access(feed: str, step: Step, bob: User) -> None:
    Membership.objects.filter(user=bob).delete()
    assert events(make_client().get(feed)) == []


def test_address_is_shown_once_and_kept_as_a_hash(as_bob: Client, feed: str, bob: User) -> None:
    token = feed.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 22  # 128 bits
    assert token not in Page(as_bob.get("/my/reminders/")).text
    assert token not in str(Preference.objects.filter(user=bob).values())


def test_new_address_ends_the_old_one(as_bob: Client, feed: str) -> None:
    response = as_bob.post("/my/reminders/calendar/")
    new = str(Page(response).main.one("code").text).removeprefix("http://localhost:8000")
    assert response["Cache-Control"] == "no-store"
    assert (make_client().get(feed).status_code, make_client().get(new).status_code) == (404, 200)


def test_closed_address_is_no_page(as_bob: Client, feed: str) -> None:
    as_bob.post("/my/reminders/calendar/close/")
    assert make_client().get(feed).status_code == 404


def test_address_of_a_closed_account_is_no_page(feed: str, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert make_client().get(feed).status_code == 404


@pytest.mark.parametrize("token", ["x", "None", "A" * 22, "æ" * 500])
def test_address_that_nobody_has_is_no_page(feed: str, token: str) -> None:
    assert make_client().get(f"/calendar/{token}.ics").status_code == 404


@pytest.mark.parametrize("number", [1, 50])
def test_as_many_queries_for_fifty_as_for_one(
    number: int,
    feed: str,
    initiative: Initiative,
    alice: User,
    bob: User,
    django_assert_num_queries: Any,
) -> None:
    for more in range(number):
        other = make_initiative(alice, f"Garden {more}")
        make_step(other, person=bob, due_on=DAY)
        make_tick(other, "G1", person=bob, due_on=DAY)
    with django_assert_num_queries(5):
        assert len(events(make_client().get(feed))) == 2 * number


# One step


def test_step_as_a_file(as_bob: Client, step: Step) -> None:
    where = f"/initiatives/{step.initiative.public_id}/steps/{step.public_id}.ics"
    response = as_bob.get(where)
    (event,) = events(response)
    assert str(event["summary"]) == "Call the school"
    assert response["Content-Disposition"] == f'attachment; filename="{step.public_id}.ics"'


def test_step_without_a_day_taken_off_or_of_another_has_no_file(
    as_bob: Client, step: Step, initiative: Initiative, bob: User, charlie: User
) -> None:
    theirs = make_step(make_initiative(charlie), due_on=DAY)
    dayless = make_step(initiative)
    step.remove(bob)
    for each in (step.public_id, dayless.public_id, theirs.public_id, uuid4()):
        where = f"/initiatives/{initiative.public_id}/steps/{each}.ics"
        assert as_bob.get(where).status_code == 404
