"""Letters about what has a day: to the right person, once, and never when it is over."""

import datetime
import threading
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connections
from django.utils import timezone

from cocreation.initiatives.models import Initiative, Plan, Status, Step
from cocreation.people.models import Membership, User
from cocreation.post.models import Letter
from cocreation.reminders import sending
from cocreation.reminders.models import Pace, Preference, Reminder
from cocreation.reminders.sending import send_reminders
from tests.make import (
    make_assessment,
    make_initiative,
    make_named,
    make_step,
    make_tick,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)  # a Wednesday


def day(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days)


def want(user: User, pace: str) -> None:
    Preference.objects.update_or_create(user=user, defaults={"pace": pace})


def letters() -> list[Any]:
    return list(mail.outbox)


def subjects() -> list[tuple[str, str]]:
    return [(letter.to[0], letter.subject) for letter in letters()]


@pytest.fixture
def step(initiative: Initiative, bob: User) -> Step:
    """bob's, due in seven days."""
    return make_step(initiative, person=bob, responsible="bob", due_on=day(7))


def run(*days: int) -> list[str]:
    """Run on these days, twice each, and return the subjects of what was written."""
    mail.outbox.clear()
    for each in days:
        send_reminders(day(each))
        send_reminders(day(each))
    return [letter.subject for letter in letters()]


def test_ladder_of_one_step(step: Step) -> None:
    assert run(*range(-3, 120)) == [
        "In 7 days: Call the school",
        "Today: Call the school",
        *(f"{7 * week} days late: Call the school" for week in range(1, 9)),
    ]


def test_worker_that_slept_sends_one_letter(step: Step) -> None:
    assert run(30) == ["23 days late: Call the school"]


@pytest.mark.parametrize("pace", [Pace.EACH, Pace.DAILY, Pace.WEEKLY])
def test_nothing_after_it_is_done(step: Step, bob: User, pace: str) -> None:
    want(bob, pace)
    step.do(bob)
    assert run(*range(90)) == []


def test_done_and_not_done_after_all_goes_on_where_it_was(step: Step, bob: User) -> None:
    assert run(0) == ["In 7 days: Call the school"]
    step.do(bob)
    step.undo(bob)
    assert run(1, 7) == ["Today: Call the school"]


def test_nothing_about_what_is_taken_off(step: Step, bob: User) -> None:
    step.remove(bob)
    assert run(0, 7) == []


@pytest.mark.parametrize("status", [Status.PAUSED, Status.DONE])
def test_nothing_in_what_rests(step: Step, initiative: Initiative, status: str) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(status=status)
    assert run(0, 7) == []


def test_nothing_in_what_is_deleted(step: Step, initiative: Initiative, alice: User) -> None:
    initiative.delete_softly(alice)
    assert run(0, 7) == []


def test_nothing_to_whoever_lost_access(step: Step, bob: User) -> None:
    Membership.objects.filter(user=bob).delete()
    assert run(0, 7) == []


def test_nothing_to_an_account_that_is_closed(step: Step, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert run(0, 7) == []


def test_nothing_about_a_draft_that_one_may_not_see(draft: Initiative, bob: User) -> None:
    make_step(draft, person=bob, due_on=day(0))
    assert run(0) == []


def test_nothing_in_copies_of_real_cases(alice: User, bob: User, initiative: Initiative) -> None:
    make_step(make_initiative(alice, case="dk-svendborg-bdfl"), person=bob, due_on=day(0))
    assert run(0) == []


def test_another_name_on_it_gets_the_letters(step: Step, alice: User) -> None:
    assert run(0) == ["In 7 days: Call the school"]
    Step.objects.update(person=alice)
    assert run(1) == ["In 6 days: Call the school"]
    assert subjects() == [("alice@example.org", "In 6 days: Call the school")]


def test_another_day_begins_anew(step: Step, bob: User) -> None:
    assert run(7) == ["Today: Call the school"]
    step.change(bob, {"due_on": day(14)})
    assert run(8, 14) == ["In 6 days: Call the school", "Today: Call the school"]


def test_line_of_a_checklist_with_a_day_and_a_name(initiative: Initiative, bob: User) -> None:
    make_tick(initiative, "G1", "on_the_way", person=bob, due_on=day(1))
    make_tick(initiative, "G2", "in_place", person=bob, due_on=day(1))
    make_tick(initiative, "G3", "not_relevant", person=bob, due_on=day(1))
    make_tick(initiative, "G4", "missing", due_on=day(1))
    make_tick(initiative, "G5", "missing", person=bob)
    (subject,) = run(0)
    assert subject.startswith("Tomorrow: ")
    assert f"/initiatives/{initiative.public_id}/gate/#item-g1" in mail.outbox[0].body


def test_leader_is_told_when_the_answer_comes(initiative: Initiative, bob: User) -> None:
    make_named(initiative, bob, "leader")
    Plan.objects.create(initiative=initiative, reply_on=day(0))
    assert run(0) == ["Today: The answer about what you may decide"]
    assert mail.outbox[0].to == ["bob@example.org"]
    assert "because you lead the initiative" in mail.outbox[0].body
    Initiative.objects.filter(pk=initiative.pk).update(status=Status.AGREED)
    assert run(7, 14) == []


def test_whoever_began_it_leads_while_nobody_is_named(initiative: Initiative) -> None:
    Plan.objects.create(initiative=initiative, reply_on=day(0))
    run(0)
    assert [letter.to for letter in mail.outbox] == [["alice@example.org"]]


def test_placement_asks_again_after_ninety_days(initiative: Initiative) -> None:
    make_assessment(initiative, assessed_on=day(-90))
    assert run(0) == ["Today: Place it again"]
    make_assessment(initiative, 80, 80, assessed_on=day(0))
    assert run(7, 14) == []


# How often


def two_steps(initiative: Initiative, bob: User) -> None:
    make_step(initiative, "Call the school", person=bob, due_on=day(0))
    make_step(initiative, "Buy soil", person=bob, due_on=day(1))


def test_each_as_it_comes(initiative: Initiative, bob: User) -> None:
    want(bob, Pace.EACH)
    two_steps(initiative, bob)
    assert run(0) == ["Today: Call the school", "Tomorrow: Buy soil"]


def test_one_letter_a_day(initiative: Initiative, bob: User) -> None:
    two_steps(initiative, bob)
    assert run(0) == ["Today: Call the school (and 1 more)"]
    make_step(initiative, "Ask again", person=bob, due_on=day(0))
    assert run(0) == []
    assert run(1) == ["1 day late: Ask again (and 1 more)"]


def test_one_letter_a_week_on_monday(initiative: Initiative, bob: User) -> None:
    want(bob, Pace.OFF)
    wish = Preference.objects.get(user=bob)
    wish.choose(Pace.WEEKLY)
    wish.looked_on = TODAY
    wish.save()
    two_steps(initiative, bob)
    assert run(0, 1, 2, 3, 4) == []
    assert run(5) == ["5 days late: Call the school (and 1 more)"]
    assert run(6, 7) == []


def test_weekly_letter_whose_monday_was_slept_over_comes_on_tuesday(
    initiative: Initiative, bob: User
) -> None:
    Preference.objects.create(user=bob, pace=Pace.WEEKLY, looked_on=day(-2))
    two_steps(initiative, bob)
    assert run(6) == ["6 days late: Call the school (and 1 more)"]


def test_weekly_letter_with_nothing_in_it_is_none_and_waits_for_next_monday(
    initiative: Initiative, alice: User, bob: User
) -> None:
    Preference.objects.create(user=bob, pace=Pace.WEEKLY, looked_on=day(-7))
    far = make_step(initiative, person=bob, due_on=day(100))
    assert run(5) == []
    far.change(bob, {"due_on": day(6)})
    assert run(6, 11) == []
    assert run(12) == ["6 days late: Call the school"]


def test_off_is_off(step: Step, bob: User) -> None:
    want(bob, Pace.OFF)
    assert run(*range(60)) == []
    assert Reminder.objects.count() == 0


# The letter


def test_letter_says_what_when_where_why_and_how_to_stop(step: Step, bob: User) -> None:
    send_reminders(TODAY)
    (letter,) = letters()
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.to == ["bob@example.org"]
    assert letter.body.splitlines() == [
        "Call the school",
        "The garden by the school",
        "2 December 2026",
        "",
        "Go to it:",
        f"http://localhost:8000/initiatives/{step.initiative.public_id}/plan/#part-{step.public_id}",
        "",
        "You get this letter because your name is on it.",
        "Choose how often: http://localhost:8000/my/reminders/",
        f"Stop these letters: {stop}",
        "",
        "--",
        "Co-creation · http://localhost:8000/",
    ]
    ((html, kind),) = letter.alternatives
    assert kind == "text/html"
    for said in ("Call the school", "The garden by the school", stop, "color-scheme"):
        assert said in html
    assert "<img" not in html
    assert 'src="' not in html


def test_letter_speaks_the_language_of_the_profile(step: Step, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(language="da")
    assert run(0) == ["Om 7 dage: Call the school"]
    assert "2. december 2026" in mail.outbox[0].body


def test_words_of_others_are_words_in_a_letter(initiative: Initiative, bob: User) -> None:
    what = "<b>Ring</b>\r\nBcc: all@example.org 🌱 & co"
    make_step(initiative, what, person=bob, due_on=day(0))
    assert run(0) == ["Today: <b>Ring</b> Bcc: all@example.org 🌱 & co"]
    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    html = letters()[0].alternatives[0][0]
    assert "&lt;b&gt;Ring&lt;/b&gt;" in html
    assert "<b>" not in html


def test_address_of_254_characters_gets_its_letter(step: Step, bob: User) -> None:
    address = f"{'b' * 64}@{'.'.join(['e' * 60] * 3)}.{'x' * 6}"[:254]
    User.objects.filter(pk=bob.pk).update(email=address)
    run(0)
    assert mail.outbox[0].message()["To"] == address


# Never lost, never doubled


def test_letter_that_cannot_be_written_is_not_told_and_comes_next_time(
    step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(sending, "_write", broken)
        assert send_reminders(TODAY) == 0
    assert (Reminder.objects.count(), Letter.objects.count()) == (0, 0)
    assert run(0) == ["In 7 days: Call the school"]


def test_trouble_with_one_person_leaves_the_others_theirs(
    step: Step, initiative: Initiative, alice: User
) -> None:
    make_step(initiative, "Buy soil", person=alice, due_on=day(0))
    User.objects.filter(email="bob@example.org").update(email="b\nob@example.org")
    assert run(0) == ["Today: Buy soil"]


def test_the_database_refuses_a_second_row_for_the_same_rung(step: Step, bob: User) -> None:
    row = {"person": bob, "thing": "step", "due_on": TODAY, "rung": 0}
    Reminder.objects.create(**row)
    with pytest.raises(IntegrityError):
        Reminder.objects.create(**row)


@pytest.mark.parametrize("number", [1, 50])
def test_as_many_queries_for_fifty_things_as_for_one(
    number: int,
    initiative: Initiative,
    alice: User,
    bob: User,
    django_assert_num_queries: Any,
) -> None:
    for more in range(number):
        other = make_initiative(alice, f"Garden {more}")
        make_named(other, bob, "leader")
        make_assessment(other, assessed_on=timezone.localdate() - datetime.timedelta(90))
        Plan.objects.create(initiative=other, reply_on=day(0))
        make_step(other, f"Step {more}", person=bob, due_on=day(0))
        make_tick(other, "G1", person=bob, due_on=day(0))
    want(alice, Pace.OFF)
    with django_assert_num_queries(22):
        assert send_reminders(TODAY) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_write_one_letter(step: Step) -> None:
    ready, written = threading.Barrier(4), list[int]()

    def work() -> None:
        try:
            ready.wait()
            written.append(send_reminders(TODAY))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [0, 0, 0, 1]
    assert (len(letters()), Reminder.objects.count()) == (1, 1)
