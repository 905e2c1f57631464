"""My page: what waits for me, my own initiatives, and the way on for whoever is new."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.models import Initiative, Status
from cocreation.initiatives.talking import answer, say
from cocreation.people.models import User
from tests.make import (
    make_assessment,
    make_client,
    make_initiative,
    make_named,
    make_step,
    make_tick,
    make_user,
)
from tests.reading import Page
from typology.catalogue import Catalogue
from typology.models import Edition

MY_PAGE = "/my/"
pytestmark = pytest.mark.usefixtures("edition")


def day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days)


def shown(day: datetime.date) -> str:
    return f"{day.day} {day:%b %Y}"


def my_page(client: Client, query: str = "") -> Page:
    page = Page(client.get(MY_PAGE + query))
    assert (page.status, page.heading) == (200, "My page")
    return page


def waits(page: Page) -> list[tuple[str, str]]:
    """Return what waits: where it leads, and since or until when."""
    return [
        (row.one("a")["href"], row.one("p", class_="wait__when").text)
        for row in page.main.all("li", class_="wait")
    ]


def titles(page: Page) -> list[str]:
    return [card.one("h3").text for card in page.main.all("li", class_="initiative")]


def main_acts(page: Page) -> list[str]:
    return [link["href"] for link in page.main.all("a", class_="button-primary")]


@pytest.fixture
def settled(initiative: Initiative) -> Initiative:
    """alice's, placed today: nothing waits in it."""
    make_assessment(initiative)
    return initiative


# After signing in


def test_front_page_leads_whoever_is_signed_in_to_my_page(as_alice: Client) -> None:
    response = as_alice.get("/")
    assert (response.status_code, response["Location"]) == (302, MY_PAGE)


def test_signing_in_ends_on_my_page(organisation: Any) -> None:
    make_user(organisation, name="alice", password="a heron over the harbour")
    typed = {"username": "alice@example.org", "password": "a heron over the harbour"}
    response = make_client().post("/login/", typed, follow=True)
    assert response.redirect_chain[-1] == (MY_PAGE, 302)
    assert Page(response).heading == "My page"


def test_menu_begins_with_my_page(as_alice: Client) -> None:
    menu = my_page(as_alice).root.one("nav", class_="site-nav").all("a")
    assert [(a["href"], a["aria-current"]) for a in menu[:2]] == [
        (MY_PAGE, "true"),
        ("/initiatives/", ""),
    ]


# Someone new


@pytest.mark.parametrize(
    ("level", "act"),
    [
        ("editor", "/initiatives/new/"),
        ("admin", "/initiatives/new/"),
        ("reader", "/initiatives/"),
        (None, "/forms/"),
    ],
)
def test_someone_new_is_led_to_one_act(
    level: str | None, act: str, organisation: Any, initiative: Initiative
) -> None:
    new = make_user(organisation if level else None, level or "", "new")
    page = my_page(make_client(new))
    assert page.links() == main_acts(page) == [act]
    assert page.main.all("li") == []
    assert page.main.one("p", class_="sentence").text.count(".") <= 3


def test_someone_without_an_organisation_reads_whom_to_ask() -> None:
    page = my_page(make_client(make_user(None, name="new")))
    assert "Ask the admin of your organisation to let you in." in page.main.text


def test_member_who_left_is_as_new(initiative: Initiative, alice: User, as_alice: Client) -> None:
    assert titles(my_page(as_alice)) == [initiative.title]
    alice.memberships.all().delete()
    page = my_page(as_alice)
    assert (titles(page), main_acts(page)) == ([], ["/forms/"])


# My initiatives


def test_mine_are_those_i_began_or_am_named_on(
    initiative: Initiative, alice: User, bob: User, charlie: User, as_alice: Client, as_bob: Client
) -> None:
    make_initiative(alice, "The case", case="dk-svendborg-bdfl")
    make_initiative(alice, "The deleted").delete_softly(alice)
    make_initiative(bob, "The bench of others")
    named = make_initiative(bob, "The hidden bench", status=Status.DRAFT)
    theirs = make_initiative(charlie, "The harbour bath")
    for each in (named, theirs):
        make_named(each, alice, "reader")
    assert titles(my_page(as_alice)) == [theirs.title, named.title, initiative.title]
    assert initiative.title not in my_page(as_bob).text


def test_newest_changed_stands_first(alice: User, as_alice: Client) -> None:
    old, new = make_initiative(alice, "The old"), make_initiative(alice, "The new")
    assert titles(my_page(as_alice)) == [new.title, old.title]
    old.say_citizen_decision(alice, False)
    assert titles(my_page(as_alice)) == [old.title, new.title]


def test_long_lists_lead_on(alice: User, as_alice: Client) -> None:
    for number in range(12):
        make_initiative(alice, f"Garden {number}")
    page = my_page(as_alice)
    assert (len(waits(page)), len(titles(page))) == (8, 10)
    more = [a for a in page.main.all("a") if a["href"].startswith("?")]
    assert [(a["href"], a.text) for a in more] == [
        ("?all=waiting", "and 4 more : What waits for me"),
        ("?all=mine", "and 2 more : My initiatives"),
    ]
    for query, counts in {"?all=waiting": (12, 10), "?all=mine": (8, 12)}.items():
        page = my_page(as_alice, query)
        assert (len(waits(page)), len(titles(page))) == counts


@pytest.mark.parametrize("query", ["?all=", "?all=yes", "?all=mine&all=%00", "?page=9", "?all=%F0"])
def test_nonsense_in_the_address_is_the_page_as_it_is(
    query: str, settled: Initiative, as_alice: Client
) -> None:
    assert titles(my_page(as_alice, query)) == [settled.title]


# What waits


def test_everything_that_can_wait_leads_to_where_it_is_done(alice: User, as_alice: Client) -> None:
    old = make_initiative(alice, "Old", status=Status.RUNNING, ends_on=day(-2))
    make_assessment(old, assessed_on=day(-100))
    unplaced = make_initiative(alice, "Unplaced")
    unsaid = make_initiative(alice, "Unsaid", outside_party=None, status=Status.DRAFT)
    lines = make_initiative(alice, "Lines")
    make_assessment(lines, 20, 80)  # equal
    make_tick(lines, "G1")
    make_tick(lines, "G4", due_on=day(7))
    make_tick(lines, "K3.5", due_on=day(-3))
    make_tick(lines, "equal.leader.tasks", "on_the_way", due_on=day(0))
    make_tick(lines, "K1.1", "not_looked_at", due_on=day(1))
    today = timezone.localdate()
    at = Initiative.get_absolute_url
    assert waits(my_page(as_alice)) == [
        (f"{at(lines)}gate/#item-g1", "holds you back now"),
        (f"{at(lines)}competences/K3/#item-k35", f"3 days late {shown(day(-3))}"),
        (
            f"{at(lines)}roles/leader/?form=equal#item-equalleadertasks",
            f"today {shown(today)}",
        ),
        (f"{at(old)}about/#field-ends_on", f"ended {shown(day(-2))}"),
        (f"{at(lines)}competences/K1/#item-k11", f"tomorrow {shown(day(1))}"),
        (f"{at(lines)}gate/#item-g4", f"in 7 days {shown(day(7))}"),
        (f"{at(unsaid)}place/", f"since {shown(today)}"),
        (f"{at(unplaced)}place/", f"since {shown(today)}"),
    ]
    rest = waits(my_page(as_alice, "?all=waiting"))[8:]
    assert rest == [(f"{at(old)}place/", f"last placed {shown(day(-100))}")]


def test_every_row_leads_to_something_on_its_page(
    alice: User, as_alice: Client, catalogue: Catalogue
) -> None:
    lines = make_initiative(alice, ends_on=day(-1))
    make_assessment(lines, 80, 80)
    for item in catalogue.items:
        make_tick(lines, item, due_on=day(0))
    rows = waits(my_page(as_alice, "?all=waiting"))
    others = [item for item in catalogue.items if item.count(".") == 2]
    kept = [item for item in others if item.startswith("facilitating.")]
    assert len(rows) == len(catalogue.items) - len(others) + len(kept) + 1
    pages: dict[str, set[str]] = {}
    for address, _when in rows:
        where, _, anchor = address.partition("#")
        if where not in pages:
            pages[where] = {node["id"] for node in Page(as_alice.get(where)).main.all()}
        assert anchor in pages[where], address


@pytest.mark.parametrize("state", ["in_place", "not_relevant"])
def test_line_that_is_over_waits_no_more(state: str, settled: Initiative, as_alice: Client) -> None:
    tick = make_tick(settled, "G4", "on_the_way", due_on=day(-1))
    assert len(waits(my_page(as_alice))) == 1
    tick.state = state
    tick.save()
    assert waits(my_page(as_alice)) == []


def test_line_that_another_form_asks_of_a_role_waits_no_more(
    settled: Initiative, as_alice: Client
) -> None:
    make_tick(settled, "controlled.leader.tasks", due_on=day(0))
    assert len(waits(my_page(as_alice))) == 1
    make_assessment(settled, 90, 90)
    assert waits(my_page(as_alice)) == []


def test_line_that_no_text_knows_does_not_wait(settled: Initiative, as_alice: Client) -> None:
    make_tick(settled, "Z9", due_on=day(0))
    assert waits(my_page(as_alice)) == []


def test_withdrawn_placement_and_wish_are_none(initiative: Initiative, as_alice: Client) -> None:
    make_assessment(initiative, kind="wish")
    make_assessment(initiative).withdraw(initiative.author)  # type: ignore[arg-type]
    assert [when for _, when in waits(my_page(as_alice))] == [f"since {shown(day(0))}"]


def test_most_urgent_is_the_main_act(initiative: Initiative, as_alice: Client) -> None:
    make_tick(initiative, "G1")
    page = my_page(as_alice)
    first, second = page.main.all("li", class_="wait")
    assert main_acts(page) == [first.one("a")["href"]]
    do = "Have the lawyer write half a page on what only the municipality may decide."
    assert first.one("a").text == f"Begin here : {do}, {initiative.title}"
    assert "The law asks for this" in first.text
    assert second.one("a").text == "Place it on the map"


def test_nothing_waits_is_said_and_leads_on(settled: Initiative, as_alice: Client) -> None:
    page = my_page(as_alice)
    assert "Nothing waits for you." in page.main.text
    assert "/initiatives/map/" in page.links()
    assert main_acts(page) == ["/initiatives/new/"]


def test_nothing_waits_for_whoever_may_only_read(
    initiative: Initiative, reader: User, charlie: User, as_reader: Client
) -> None:
    make_named(initiative, reader, "reader")
    page = my_page(as_reader)
    assert (titles(page), waits(page), main_acts(page)) == ([initiative.title], [], [])
    make_named(initiative, charlie, "leader")
    assert len(waits(my_page(make_client(charlie)))) == 1


def test_case_that_is_copied_never_waits(
    settled: Initiative, alice: User, as_alice: Client
) -> None:
    case = make_initiative(alice, "The case", status=Status.RUNNING)
    assert len(waits(my_page(as_alice))) == 1
    Initiative.objects.filter(pk=case.pk).update(case="dk-svendborg-bdfl")
    assert waits(my_page(as_alice)) == []


def test_words_are_those_of_the_edition_that_the_initiative_began_with(
    settled: Initiative, as_alice: Client, catalogue: Catalogue, edition: Edition
) -> None:
    make_tick(settled, "G4", due_on=day(0))
    document = catalogue.model_dump(mode="json")
    [line] = [item for item in document["gate"]["items"] if item["id"] == "G4"]
    old, line["do"]["en"] = line["do"]["en"], "Do it in another way."
    changed = Catalogue.model_validate(document)
    Edition.objects.publish(changed)
    assert old in my_page(as_alice).main.text
    edition.correct(changed)
    assert "Do it in another way." in my_page(as_alice).main.text


def test_dates_are_in_the_readers_language(settled: Initiative, alice: User) -> None:
    make_tick(settled, "G4", due_on=datetime.date(2026, 1, 5))
    User.objects.filter(pk=alice.pk).update(language="da")
    page = Page(make_client(alice).get(MY_PAGE))
    [(_, when)] = waits(page)
    assert when.endswith("05.01.2026")
    assert page.heading == "Min side"


def test_step_and_line_with_my_name_wait_also_where_others_lead(
    initiative: Initiative, bob: User
) -> None:
    step = make_step(initiative, person=bob, responsible="bob", due_on=day(-1))
    make_step(initiative, "Later", person=bob, due_on=day(30))
    make_tick(initiative, "G1", "on_the_way", person=bob, due_on=day(3))
    here = f"/initiatives/{initiative.public_id}"
    assert waits(my_page(make_client(bob))) == [
        (f"{here}/plan/#part-{step.public_id}", f"1 day late {shown(day(-1))}"),
        (f"{here}/gate/#item-g1", f"in 3 days {shown(day(3))}"),
    ]


def test_question_to_me_waits_until_i_answer(
    initiative: Initiative, bob: User, alice: User
) -> None:
    asked = say(initiative, alice, "Who calls the school?", addressed_to=bob)
    ((address, when),) = waits(my_page(make_client(bob)))
    assert address == f"/initiatives/{initiative.public_id}/comments/#comment-{asked.public_id}"
    assert when == f"asked {shown(day(0))}"
    answer(asked, bob, "I do.")
    assert waits(my_page(make_client(bob))) == []
