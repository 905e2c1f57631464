"""The daily work: all of it, as often as one likes, and one failure leaves the rest done."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from cocreation.initiatives.models import Initiative
from cocreation.management.commands import daily
from cocreation.people.models import User
from tests.make import make_initiative, make_step

pytestmark = pytest.mark.django_db


def run() -> list[str]:
    said = StringIO()
    call_command("daily", stdout=said)
    return said.getvalue().splitlines()


def test_daily_work_twice_is_once(initiative: Initiative, bob: User, alice: User) -> None:
    make_step(initiative, person=bob, due_on=timezone.localdate())
    gone = make_initiative(alice)
    long_ago = timezone.now() - datetime.timedelta(31)
    Initiative.objects.filter(pk=gone.pk).update(deleted_at=long_ago)
    assert [run()[:4], run()[:4]] == [
        [
            "Reminders written: 1",
            "Letters picked up: 0",
            "Old letters cleared: 0",
            "Gone from the bin: 1",
        ],
        [
            "Reminders written: 0",
            "Letters picked up: 0",
            "Old letters cleared: 0",
            "Gone from the bin: 0",
        ],
    ]
    assert len(mail.outbox) == 1


def test_one_failure_is_told_and_leaves_the_rest_done(
    initiative: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def fail() -> int:
        raise OSError("disk")

    def work() -> int:
        done.append("work")
        return 3

    jobs: dict[str, Any] = {"First": fail, "Second": work}
    monkeypatch.setattr(daily, "JOBS", jobs)
    with pytest.raises(CommandError, match="First: disk"):
        run()
    assert done == ["work"]
