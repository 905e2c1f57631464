"""The record of processing activities names each table with data about people."""

import pytest
from django.apps import apps

from cocreation.people.models import Organisation, User
from cocreation.protection.models import Retention
from cocreation.protection.record import ACTIVITIES, WITHOUT_PEOPLE, recorded
from tests.make import make_client
from tests.reading import Page

pytestmark = pytest.mark.django_db


def test_every_table_is_recorded_or_known_to_be_without_people() -> None:
    tables = {model._meta.label for model in apps.get_models()}
    assert recorded() | WITHOUT_PEOPLE == tables
    assert recorded() & WITHOUT_PEOPLE == set()
    assert sum(len(activity.tables) for activity in ACTIVITIES) == len(recorded())


def test_page_is_open_to_all_and_names_every_table() -> None:
    page = Page(make_client().get("/privacy/record/"))
    assert page.status == 200
    assert [table for table in recorded() if f"({table})" not in page.main.text] == []
    assert "Sign in to see what your own organisation has chosen" in page.main.text


def test_members_see_what_their_organisation_chose_and_others_do_not(
    organisation: Organisation, bob: User, charlie: User
) -> None:
    Retention.of(organisation).change(None, {"contact": "The archive", "done_years": 5})
    said = Page(make_client(bob).get("/privacy/record/")).main.text
    assert "Birk Kommune Whom to ask: The archive" in said
    assert "years until a finished initiative goes to the bin: 5" in said
    assert "months until an unused account closes: not chosen" in said
    for other in (charlie, None):
        said = Page(make_client(other).get("/privacy/record/")).main.text
        assert "Birk" not in said
        assert "The archive" not in said


def test_privacy_page_leads_there() -> None:
    assert "/privacy/record/" in Page(make_client().get("/privacy/")).links()
