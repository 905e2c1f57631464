"""What is deleted lies in the bin for thirty days, then it is gone for good."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from cocreation.initiatives.bin import KEPT, Emptied, days_left, empty_bin
from cocreation.initiatives.keeping import keep
from cocreation.initiatives.models import Comment, Initiative, Step, Version
from cocreation.people.models import Change, User
from tests.initiatives.test_versions import fill
from tests.make import make_client, make_initiative
from tests.reading import Page, history

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 5, 3, 12, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("age", "left"),
    [
        (datetime.timedelta(0), 30),
        (SECOND, 30),
        (datetime.timedelta(days=1), 29),
        (datetime.timedelta(days=29, hours=23), 1),
        (KEPT, 0),
        (KEPT * 2, 0),
    ],
)
def test_days_left(age: datetime.timedelta, left: int) -> None:
    assert days_left(NOW - age, NOW) == left


def test_bin_tells_how_long_and_is_emptied_after_thirty_days(
    as_alice: Client, alice: User, initiative: Initiative
) -> None:
    fill(initiative, alice)
    keep(initiative, alice, "Before")
    kept = make_initiative(alice, "Stays")
    kept.note_change(alice, "change", "title", "A", "B")
    with time_machine.travel(NOW, tick=False) as clock:
        initiative.delete_softly(alice)
        page = Page(as_alice.get("/initiatives/bin/"))
        assert "The garden by the school" in page.main.text
        assert "Gone for good in 30 days" in page.main.text
        clock.shift(KEPT - SECOND)
        assert empty_bin() == Emptied(0, 0)
        assert "Gone for good in 1 day" in Page(as_alice.get("/initiatives/bin/")).main.text
        clock.shift(SECOND)
        assert "Nothing is deleted" in Page(as_alice.get("/initiatives/bin/")).main.text
        assert empty_bin() == Emptied(1, 0)
        assert empty_bin() == Emptied(0, 0)
    assert list(Initiative.objects.all()) == [kept]
    assert not Version.objects.exists()
    assert history(initiative) == [("erase", "", None, None, "None")]
    assert len(history(kept)) == 1


def test_part_is_erased_with_what_the_history_says_of_it(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        step = Step(initiative=initiative, what="A secret").add(alice)
        step.change(alice, {"what": "Another secret"})
        other = Step(initiative=initiative, what="Stays").add(alice)
        step.remove(alice)
        clock.shift(KEPT)
        assert empty_bin() == Emptied(0, 1)
        page = Page(as_alice.get(url("history")))
    assert list(Step.objects.all()) == [other]
    assert "secret" not in str(list(Change.objects.values("old", "new")))
    assert [row[:2] for row in history(initiative)] == [
        ("add step", str(other.public_id)),
        ("erase step", str(step.public_id)),
    ]
    assert "Gone for good after 30 days" in page.main.text
    assert page.main.all("details", class_="off-lists") == []


def test_what_came_back_is_not_erased(alice: User, initiative: Initiative) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        step = Step(initiative=initiative, what="Call").add(alice)
        step.remove(alice)
        initiative.delete_softly(alice)
        clock.shift(KEPT - SECOND)
        step.restore(alice)
        initiative.restore(alice)
        clock.shift(SECOND)
        assert empty_bin() == Emptied(0, 0)
    assert Step.objects.exists()


def test_answers_that_stand_keep_the_comment_they_answer(
    alice: User, initiative: Initiative
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        first = Comment.objects.create(initiative=initiative, text="First", by=alice)
        answer = Comment.objects.create(initiative=initiative, text="Yes", by=alice, thread=first)
        first.remove(alice)
        clock.shift(KEPT)
        assert empty_bin() == Emptied(0, 0)
        answer.remove(alice)
        clock.shift(KEPT)
        assert empty_bin() == Emptied(0, 2)


def test_command_says_what_it_did(
    alice: User, initiative: Initiative, capsys: pytest.CaptureFixture[str]
) -> None:
    Initiative.objects.update(deleted_at=NOW)
    call_command("empty_bin")
    assert capsys.readouterr().out == "Gone for good: 1 initiatives, 0 parts.\n"


def test_bin_shows_only_what_one_may_bring_back(
    reader: User, charlie: User, alice: User, initiative: Initiative
) -> None:
    initiative.delete_softly(alice)
    for user in (reader, charlie):
        page = Page(make_client(user).get("/initiatives/bin/"))
        assert "The garden" not in page.main.text
