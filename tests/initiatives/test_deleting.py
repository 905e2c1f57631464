"""Deleting hides an initiative from everyone until someone brings it back."""

from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.models import Initiative
from tests.make import make_assessment, make_partner, make_tick
from tests.reading import Page, history, receipts

pytestmark = pytest.mark.django_db


def test_deleted_initiative_is_gone_for_all_and_comes_back_whole(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    make_assessment(initiative)
    make_tick(initiative)
    make_partner(initiative)
    before, whole = history(initiative), Page(as_bob.get(url("detail"))).main.text
    page = Page(as_alice.post(url("delete"), follow=True))
    assert receipts(page) == ["“The garden by the school” is deleted."]
    for client in (as_alice, as_bob):
        listed = Page(client.get("/initiatives/")).main
        assert "The garden by the school" not in [node.text for node in listed.all("h3")]
        assert url("detail") not in [link["href"] for link in listed.all("a")]
        binned = Page(client.get("/initiatives/bin/")).main.all("li", class_="card")
        assert [each.one("h2").text for each in binned] == ["The garden by the school"]
    for client in (as_alice, as_bob):
        for name in ("detail", "about", "trail", "advice", "partners", "place"):
            assert client.get(url(name)).status_code == 404
        assert client.post(url("delete")).status_code == 404
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["“The garden by the school” is back."]
    assert Page(as_bob.get(url("detail"))).main.text == whole
    assert history(initiative)[len(before) :] == [
        ("delete", "", None, None, "alice"),
        ("restore", "", None, None, "alice"),
    ]


def test_what_is_not_deleted_cannot_be_restored(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    assert as_alice.post(url("restore")).status_code == 404
    assert history(initiative) == []


def test_draft_of_another_is_not_restored_by_guessing(
    as_bob: Client, draft: Initiative, alice: Any
) -> None:
    draft.delete_softly(alice)
    assert as_bob.post(f"/initiatives/{draft.public_id}/restore/").status_code == 404


def test_colleague_who_may_edit_may_undo(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    as_alice.post(url("delete"))
    assert as_bob.post(url("restore")).status_code == 302
    assert history(initiative)[-1] == ("restore", "", None, None, "bob")


def test_one_who_may_only_read_sees_nothing_of_what_is_deleted(
    as_alice: Client, as_reader: Client, initiative: Initiative, url: Any
) -> None:
    as_alice.post(url("delete"))
    assert "The garden by the school" not in Page(as_reader.get("/initiatives/")).text
    assert as_reader.post(url("restore")).status_code == 404
