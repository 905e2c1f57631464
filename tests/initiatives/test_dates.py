"""Every date field takes a date as Danes write it, also where no date picker writes it for them."""

import datetime
from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Assessment, Initiative, Tick
from cocreation.people.models import User
from tests.make import make_assessment
from tests.reading import Page

DAY = datetime.date(2026, 11, 23)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("language", ["da", "en"]),
    pytest.mark.parametrize(
        "typed", ["23-11-2026", "23/11 2026", "23/11/2026", "23.11.2026", "2026-11-23"]
    ),
]


@pytest.fixture
def speaking(alice: User, as_alice: Client, language: str) -> Client:
    """alice's browser, in either language."""
    User.objects.filter(pk=alice.pk).update(language=language)
    return as_alice


def test_period_of_an_initiative(
    typed: str, speaking: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(speaking.get(url("about"))).form("about")
    answer = speaking.post(url("about"), form | {"starts_on": typed, "ends_on": typed})
    assert answer.status_code == 302
    initiative.refresh_from_db()
    assert (initiative.starts_on, initiative.ends_on) == (DAY, DAY)


@pytest.mark.parametrize("method", ["map", "quick"])
def test_day_of_a_placement(
    typed: str, method: str, speaking: Client, initiative: Initiative, url: Any
) -> None:
    answers = {"actors": "25", "outcome": "75", "assessed_on": typed}
    assert speaking.post(url("place_by", method), answers).status_code == 302
    assert Assessment.objects.get().assessed_on == DAY


def test_day_on_which_a_line_is_due(
    typed: str, speaking: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative)
    form = Page(speaking.get(url("checklist", "gate"))).form("board")
    answer = speaking.post(url("checklist", "gate"), form | {"G2-due_on": typed})
    assert answer.status_code == 302
    assert Tick.objects.get().due_on == DAY
