"""A link to read: who makes it, what it shows, and when it opens nothing."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.models import Initiative
from cocreation.people.models import User, hash_of
from cocreation.sharing.models import Section, SharedLink
from cocreation.sharing.roles import TOLD_DECISIONS
from tests.make import (
    make_assessment,
    make_client,
    make_partner,
    make_plan,
    make_shared_link,
    make_step,
)
from tests.reading import Page, history, receipts
from typology.placement import Form

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(1)


@pytest.fixture
def full(initiative: Initiative) -> Initiative:
    """alice's, with something in each part that can be shared."""
    initiative.sentence, initiative.contact = "Neighbours grow food.", "Anna Holm, 12 34 56 78"
    initiative.description = "A long story of soil."
    initiative.save()
    initiative.ambitions.create(ambition="quality", rank=1)
    make_assessment(initiative, 80, 80)
    make_partner(initiative, "The gardeners", gives="Seeds")
    make_plan(initiative)
    make_step(initiative, "Dig the beds", responsible="Bodil", due_on=datetime.date(2026, 5, 1))
    return initiative


def share(initiative: Initiative) -> str:
    return f"{initiative.get_absolute_url()}share/"


def posted(*sections: str, **more: Any) -> dict[str, Any]:
    day = timezone.localdate() + 90 * DAY
    return {"sections": sections or ["what"], "ends_on": day.isoformat(), "language": ""} | more


def test_link_is_made_shown_once_and_only_its_hash_is_kept(
    as_alice: Client, full: Initiative
) -> None:
    form = Page(as_alice.get(share(full))).form()
    assert form["ends_on"] == (timezone.localdate() + 90 * DAY).isoformat()
    response = as_alice.post(share(full), posted("what", "form", name="The newsletter"))
    path = re.search(r"/shared/[\w-]+/", response.content.decode())
    assert path
    token = path[0].split("/")[2]
    link = SharedLink.objects.get()
    assert (link.name, link.sections, link.token_hash) == (
        "The newsletter",
        ["what", "form"],
        hash_of(token),
    )
    assert len(token) == 22
    assert response["Cache-Control"] == "no-store"
    assert history(full)[-1] == (
        "make link",
        f"link {link.public_id}",
        None,
        {"ends_on": link.ends_on.isoformat()},
        "alice",
    )
    assert token not in str(list(full.history.values()))
    assert token not in as_alice.get(share(full)).content.decode()
    assert make_client().get(path[0]).status_code == 200


SHOWN = {
    Section.WHAT: "Neighbours grow food.",
    Section.MORE: "A long story of soil.",
    Section.PARTNERS: "Seeds",
    Section.FORM: "Who decides what?",
    Section.MANDATE: "The plants",
    Section.STEPS: "Dig the beds",
    Section.CONTACT: "Anna Holm, 12 34 56 78",
}


@pytest.mark.parametrize("section", Section)
def test_link_shows_what_was_chosen_and_nothing_else(section: Section, full: Initiative) -> None:
    _link, path = make_shared_link(full, section)
    page = Page(make_client().get(path))
    assert page.heading == full.title
    assert [each for each, words in SHOWN.items() if words in page.text] == [section]
    assert "Bodil" not in page.text


def test_page_is_kept_from_caches_search_engines_and_other_sites(full: Initiative) -> None:
    _link, path = make_shared_link(full)
    response = make_client().get(path)
    kept = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert [response[name] for name in kept] == [
        "private, no-store",
        "noindex, nofollow",
        "no-referrer",
    ]
    assert not response.cookies
    page = Page(response)
    told = [node["content"] for node in page.root.all("meta") if node["property"]]
    assert told == ["A shared initiative", "Co-creation", "Open the link to read it.", "website"]
    assert full.title not in page.root.one("title").text
    assert page.root.one("meta", name_="robots")["content"] == "noindex, nofollow"
    assert page.root.all("form", method="post") == page.root.all("script") == []


def test_reader_turns_the_language_and_the_link_may_begin_in_one(full: Initiative) -> None:
    _link, path = make_shared_link(full, language="da")
    client = make_client()

    def language(query: str = "") -> str:
        response = client.get(path + query)
        assert response["Content-Language"] == Page(response).root.one("html")["lang"]
        return response["Content-Language"]

    spoken = [language(), language("?language=en"), language("?language=xx")]
    assert spoken == ["da", "en", "da"]
    _link, path = make_shared_link(full)
    assert language() == "en"


def test_map_has_its_words_beside_it_and_no_trail(full: Initiative) -> None:
    make_assessment(full, 20, 20, note="A secret quarrel")
    _link, path = make_shared_link(full, Section.FORM)
    response = make_client().get(path)
    page = Page(response)
    svg = page.root.one("svg", class_="matrix")
    assert "20 of 100 towards the partners" in svg["aria-label"]
    assert len(svg.all("g", class_="matrix__dot")) == 1
    assert "A secret quarrel" not in response.content.decode()
    decisions = [row.all("dt")[0].text for row in page.main.one("dl").all("div")]
    asked = full.catalogue.form(Form.CONTROLLED).who_decides
    assert decisions == [each.question.en for each in asked if each.id in TOLD_DECISIONS]
    assert len(decisions) == 6


def test_without_a_placement_it_says_that_nothing_is_agreed(initiative: Initiative) -> None:
    _link, path = make_shared_link(initiative)
    assert "We have not agreed on that yet." in Page(make_client().get(path)).text


@pytest.mark.parametrize("why", ["forged", "ended", "stopped", "deleted"])
def test_link_of_no_use_shows_one_and_the_same_page(
    why: str, full: Initiative, alice: User
) -> None:
    link, path = make_shared_link(full)
    nothing = make_client().get("/shared/nothing/").content
    match why:
        case "forged":
            path = path[:-2] + ("A/" if path[-2] != "A" else "B/")
        case "ended":
            SharedLink.objects.update(ends_on=timezone.localdate() - DAY)
        case "stopped":
            link.revoke(alice)
        case "deleted":
            full.delete_softly(alice)
    response = make_client().get(path)
    assert (response.status_code, response.content) == (404, nothing)
    assert response["Cache-Control"] == "private, no-store"
    assert Page(response).heading == "This link does not work"


def test_link_works_on_its_last_day(full: Initiative) -> None:
    _link, path = make_shared_link(full, ends_on=timezone.localdate())
    assert make_client().get(path).status_code == 200


def test_link_is_stopped_with_undo(as_alice: Client, full: Initiative) -> None:
    link, path = make_shared_link(full)
    page = Page(as_alice.post(f"{share(full)}links/{link.public_id}/stop/", follow=True))
    assert receipts(page) == ["The link is stopped. It opens nothing any more."]
    assert make_client().get(path).status_code == 404
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["The link works again."]
    assert make_client().get(path).status_code == 200
    assert [row[0] for row in history(full)[-2:]] == ["stop link", "restore link"]


def test_ended_link_does_not_come_back(as_alice: Client, full: Initiative) -> None:
    link, path = make_shared_link(full, ends_on=timezone.localdate() - DAY)
    page = Page(as_alice.post(f"{share(full)}links/{link.public_id}/restore/", follow=True))
    assert receipts(page) == ["Its last day has passed. Make a new link."]
    assert make_client().get(path).status_code == 404


def test_lost_link_is_made_anew_and_the_old_one_stops(as_alice: Client, full: Initiative) -> None:
    link, old = make_shared_link(full, Section.STEPS, name="Wall", language="da")
    page = Page(as_alice.post(f"{share(full)}links/{link.public_id}/again/"))
    new = SharedLink.objects.latest("pk")
    assert (new.sections, new.name, new.language, new.ends_on) == (
        ["steps"],
        "Wall",
        "da",
        link.ends_on,
    )
    path = "/shared/" + page.root.one("code").text.split("/shared/")[1]
    assert [make_client().get(each).status_code for each in (old, path)] == [404, 200]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"sections": []}, "Choose at least one part."),
        ({"sections": ["risks"]}, "Select a valid choice. risks is not one of the available"),
        ({"ends_on": ""}, "This field is required."),
        ({"ends_on": "9999-12-31"}, "Write a year from 2000 to 2100."),
        ({"ends_on": "2020-01-01"}, "Choose today or a later day."),
        ({"ends_on": "2099-01-01"}, "Choose a day until "),
        ({"language": "fr"}, "Select a valid choice. fr is not one of the available choices."),
        ({"name": "🌱" * 10_000}, "Write at most 80 characters, not 10000."),
        ({"name": "a\u202eb"}, "The text has hidden characters."),
        ({"name": "a\x00b"}, "The text has hidden characters."),
    ],
)
def test_bad_input_makes_no_link_and_says_why(
    wrong: dict[str, Any], message: str, as_alice: Client, full: Initiative
) -> None:
    page = Page(as_alice.post(share(full), posted(**wrong)))
    assert page.status == 422
    assert message in page.root.one(id="errors").text
    assert not SharedLink.objects.exists()


def test_an_initiative_has_at_most_fifty_open_links(as_alice: Client, full: Initiative) -> None:
    for _number in range(SharedLink.AT_MOST):
        make_shared_link(full)
    page = Page(as_alice.post(share(full), posted()))
    assert page.status == 422
    assert "There are too many links." in page.root.one(id="errors").text
    assert SharedLink.objects.count() == SharedLink.AT_MOST
