"""The page of the plan: what may be decided, with what, and whether it works."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.models import Effect, Initiative, Plan, Status
from tests.make import make_client, make_plan, make_ready_step, make_risk, make_step, make_tick
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue

pytestmark = pytest.mark.django_db
MANDATE = {
    "decides_itself": "The plants.",
    "council_decides": "The money.",
    "reply_on": "2026-09-01",
}


def test_all_is_saved_at_once_with_its_history(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    typed = {
        **MANDATE,
        "money": "1.234,50",
        "hours": "40",
        "rooms": "The shed",
        "hands": "Ten neighbours",
        "public_help": "supplements",
    }
    form = Page(as_alice.get(url("plan"))).form("plan")
    page = Page(as_alice.post(url("plan"), form | typed, follow=True))
    assert receipts(page)[0].startswith("Saved ")
    shown = page.form("plan")
    assert {name: shown[name] for name in typed} == typed | {"money": "1,234.50"}
    plan = Plan.objects.get()
    assert plan.values == {
        **typed,
        "reply_on": datetime.date(2026, 9, 1),
        "money": Decimal("1234.50"),
        "hours": 40,
        "paused_because": "",
        "lessons": "",
    }
    saved = {field.removeprefix("plan."): new for _, field, _, new, _ in history(initiative)}
    assert saved == typed | {"money": "1234.50", "hours": 40}
    assert {(verb, by) for verb, _, _, _, by in history(initiative)} == {("change plan", "alice")}


def test_what_is_not_changed_leaves_no_history(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_plan(initiative, money=Decimal("900000.00"), hours=1000)
    before = Initiative.objects.get().changed_at
    form = Page(as_alice.get(url("plan"))).form("plan")
    assert (form["money"], form["hours"]) == ("900,000", "1,000")
    assert as_alice.post(url("plan"), form).status_code == 302
    assert history(initiative) == []
    assert Initiative.objects.get().changed_at == before


def test_one_field_is_saved_alone_and_answered_alone(
    htmx: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(htmx.post(url("plan"), {"initial-rooms": "", "rooms": "The shed", "hands": "No"}))
    assert (page.status, page.is_whole) == (200, False)
    assert page.form_values() == {"initial-rooms": "The shed", "rooms": "The shed"}
    assert page.root.one(id="field-rooms")["hx-post"] == url("plan")
    assert "Saved " in page.text
    plan = Plan.objects.get()
    assert (plan.rooms, plan.hands) == ("The shed", "")


def test_different_fields_of_two_people_merge_and_one_field_shows_both(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    alices, bobs = (Page(who.get(url("plan"))).form("plan") for who in (as_alice, as_bob))
    as_bob.post(url("plan"), bobs | {"money": "100", "rooms": "Bob's shed"})
    page = Page(as_alice.post(url("plan"), alices | {"money": "200", "hands": "Ten"}))
    assert page.status == 422
    assert "Someone else changed this while you wrote." in page.error("field-money")
    assert (page.value("money"), page.value("hands")) == ("200", "Ten")
    plan = Plan.objects.get()
    assert (plan.money, plan.rooms, plan.hands) == (Decimal(100), "Bob's shed", "")
    assert as_alice.post(url("plan"), page.form("plan")).status_code == 302
    plan.refresh_from_db()
    assert (plan.money, plan.rooms, plan.hands) == (Decimal(200), "Bob's shed", "Ten")


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("money", "a lot", "Write a number, such as 1.234,50."),
        ("money", "-5", "Write a number, such as 1.234,50."),
        ("money", "1.23.4", "Write a number, such as 1.234,50."),
        ("money", "10000000000", "Write a smaller number: at most 9,999,999,999."),
        ("hours", "1,5", "Write a number, such as 40."),
        ("hours", "9" * 30, "Write a smaller number: at most 1,000,000."),
        ("reply_on", "9999-12-31", "Write a year from 2000 to 2100."),
        ("reply_on", "0001-01-01", "Write a year from 2000 to 2100."),
        ("decides_itself", "x" * 10_000, "Write at most 1000 characters, not 10000."),
        ("rooms", "a\u202eb", "The text has hidden characters."),
        ("public_help", "never", "Select a valid choice."),
    ],
)
def test_bad_input_is_told_beside_its_field_and_changes_nothing(
    field: str, typed: str, told: str, as_alice: Client, htmx: Client, url: Any
) -> None:
    form = Page(as_alice.get(url("plan"))).form("plan")
    alone = {f"initial-{field}": form[f"initial-{field}"], field: typed}
    for page in (
        Page(as_alice.post(url("plan"), form | {field: typed, "hands": "Ten"})),
        Page(htmx.post(url("plan"), alone)),
    ):
        assert page.status == 422
        assert page.error(f"field-{field}").startswith(f"Error: {told}")
    assert not Plan.objects.exists()


def test_instead_of_public_help_points_to_the_law(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    words = catalogue.items["G7"].text.en
    assert words not in Page(as_alice.get(url("plan"))).text
    posted = {"initial-public_help": "unknown", "public_help": "replaces"}
    assert words in Page(htmx.post(url("plan"), posted)).text
    page = Page(as_alice.get(url("plan")))
    warning = page.main.one(id="supplement")
    assert words in warning.text
    assert warning.one("a")["href"] == f"{url('checklist', 'gate')}#item-g7"


def test_reader_reads_all_and_finds_no_field(initiative: Initiative, url: Any, reader: Any) -> None:
    make_plan(initiative, money=Decimal("1234.50"), hours=40, hands="Ten neighbours")
    page = Page(make_client(reader).get(url("plan")))
    for words in ("The plants", "The money", "1 Sep 2026", "1,234.50", "40", "Ten neighbours"):
        assert words in page.main.text
    assert page.main.all("input") == page.main.all("textarea") == page.main.all("button") == []


# One glance on the answer


def test_answer_shows_the_plan_in_one_glance(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    assert "Write what you may decide" in Page(as_alice.get(url("detail"))).main.text
    make_plan(initiative)
    make_step(initiative, "Later", due_on=datetime.date(2099, 1, 2))
    make_step(initiative, "First", due_on=datetime.date(2099, 1, 1))
    make_step(initiative, "Over", due_on=datetime.date(2020, 1, 1), done_on="2020-01-01")
    for number, likelihood in enumerate(("low", "high", "medium", "high")):
        make_risk(initiative, f"Risk {number}", likelihood=likelihood)
    text = Page(as_alice.get(url("detail"))).main.text
    for words in ("The plants", "An answer comes 1 Sep 2026", "First", "Risk 1", "Risk 3"):
        assert words in text
    for words in ("Later", "Over", "Risk 0"):
        assert words not in text


# What a status asks for


def try_status(client: Client, url: Any, **typed: str) -> Page:
    form = Page(client.get(url("about"))).form("about")
    return Page(client.post(url("about"), form | typed, follow=True))


def ways(page: Page) -> dict[str, str]:
    """Return what is missing, and where it is written."""
    return {link.text: link["href"] for link in page.main.one(id="lacking").all("a")}


def test_agreed_needs_the_mandate_and_says_where_it_is_written(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = try_status(as_alice, url, status="agreed", kle="27.00")
    assert page.status == 422
    assert page.error("field-status") == (
        "Error: First write this: “what you may decide yourselves”, “what must go to the council”, "
        "“when an answer comes”. The links below show where."
    )
    assert (page.value("status"), page.value("kle")) == ("agreed", "27.00")
    plan = url("plan")
    there = {
        "what you may decide yourselves": f"{plan}#field-decides_itself",
        "what must go to the council": f"{plan}#field-council_decides",
        "when an answer comes": f"{plan}#field-reply_on",
    }
    assert ways(page) == there
    assert Initiative.objects.get().status == Status.DIALOGUE
    shown = Page(as_alice.get(plan))
    assert ways(shown) == there
    ids = {node["id"] for node in shown.main.all()}
    assert {way.partition("#")[2] for way in there.values()} <= ids
    make_plan(initiative)
    assert try_status(as_alice, url, status="agreed").status == 200
    assert Initiative.objects.get().status == Status.AGREED


def test_under_way_needs_one_step_with_a_name_and_a_day(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_plan(initiative)
    make_step(initiative, responsible="bob")
    make_step(initiative, due_on=datetime.date(2026, 1, 1))
    make_ready_step(initiative, removed_at=timezone.now())
    page = try_status(as_alice, url, status="running")
    assert page.error("field-status") == (
        "Error: First write this: “one step with a name and a day”. The links below show where."
    )
    make_ready_step(initiative)
    assert try_status(as_alice, url, status="running").status == 200
    assert Initiative.objects.get().status == Status.RUNNING


def test_law_and_mandate_are_told_together(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    make_tick(initiative, "G1", "missing")
    told = try_status(as_alice, url, status="agreed").error("field-status")
    assert told.startswith("Error: The law comes first.")
    assert "“when an answer comes”" in told


@pytest.mark.parametrize(
    ("status", "field", "told"),
    [
        ("paused", "paused_because", "Write it here before you save “Paused”."),
        ("done", "lessons", "Write it here before you save “Done”."),
    ],
)
def test_reason_is_given_in_the_same_act(
    status: str, field: str, told: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = try_status(as_alice, url, status=status)
    assert (page.status, page.error(f"field-{field}")) == (422, f"Error: {told}")
    assert page.main.one(id=f"field-{field}").outer is page.main.one(id="standing")
    page = try_status(as_alice, url, status=status, **{field: "It is winter."})
    assert page.status == 200
    assert history(initiative) == [
        ("change", "status", "dialogue", status, "alice"),
        ("change plan", f"plan.{field}", "", "It is winter.", "alice"),
    ]
    page = try_status(as_alice, url, **{field: ""})
    assert page.status == 422
    assert getattr(Plan.objects.get(), field) == "It is winter."


def test_status_and_its_reason_are_one_fragment(
    htmx: Client, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about")
    names = ("status", "paused_because", "lessons")
    group = {key: form[key] for name in names for key in (name, f"initial-{name}")}
    page = Page(htmx.post(url("about"), group | {"status": "paused"}))
    assert (page.status, page.is_whole) == (422, False)
    assert page.error("field-paused_because").startswith("Error: Write it here")
    assert page.value("status") == "paused"
    page = Page(htmx.post(url("about"), page.form_values() | {"paused_because": "Winter."}))
    assert page.status == 200
    assert page.root.one(id="standing")["hx-post"] == url("about")
    assert "Saved " in page.text
    assert (Initiative.objects.get().status, Plan.objects.get().paused_because) == (
        "paused",
        "Winter.",
    )


@pytest.mark.parametrize("status", ["agreed", "running", "paused", "done"])
def test_one_that_is_past_a_status_stays_and_is_only_told(
    status: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    Initiative.objects.update(status=status)
    page = Page(as_alice.get(url("plan")))
    label = Status(status).label
    assert page.main.one(id="lacking").text.startswith(f"It is “{label}”, but this is missing:")
    assert try_status(as_alice, url, kle="27.00").status == 200
    fresh = Initiative.objects.get()
    assert (fresh.status, fresh.kle) == (status, "27.00")


# Does it work?


def test_questions_are_those_of_the_chosen_wishes(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    initiative.ambitions.create(ambition="democracy", rank=1)
    initiative.ambitions.create(ambition="economy", rank=2)
    asked = {str(each.id): [item.text.en for item in each.effects] for each in catalogue.ambitions}
    page = Page(as_alice.get(url("plan")))
    questions = page.main.one(id="effects").all("p", class_="effect__question")
    assert [node.text for node in questions] == asked["democracy"] + asked["economy"]


def test_question_is_answered_at_the_start_and_at_the_end(
    as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    initiative.ambitions.create(ambition="quality", rank=1)
    start, end = "quality.satisfied-start", "quality.satisfied-end"
    page = Page(htmx.post(url("plan"), {f"initial-{start}": "", start: "Four"}))
    assert page.form_values() == {f"initial-{start}": "Four", start: "Four"}
    form = Page(as_alice.get(url("plan"))).form("plan")
    as_alice.post(url("plan"), form | {end: "Seven", "hands": "Ten"})
    rows = {(row.item, row.moment): row.answer for row in Effect.objects.all()}
    assert rows == {
        ("quality.satisfied", "start"): "Four",
        ("quality.satisfied", "end"): "Seven",
    }
    assert {row.answered_on for row in Effect.objects.all()} == {timezone.localdate()}
    assert sorted(history(initiative)) == [
        ("answer effect", "quality.satisfied.end", "", "Seven", "alice"),
        ("answer effect", "quality.satisfied.start", "", "Four", "alice"),
        ("change plan", "plan.hands", "", "Ten", "alice"),
    ]


def test_answer_that_both_changed_shows_both(
    as_alice: Client, as_bob: Client, initiative: Initiative, url: Any
) -> None:
    initiative.ambitions.create(ambition="quality", rank=1)
    name = "quality.life-start"
    alices, bobs = (Page(who.get(url("plan"))).form("plan") for who in (as_alice, as_bob))
    as_bob.post(url("plan"), bobs | {name: "Bob's"})
    page = Page(as_alice.post(url("plan"), alices | {name: "Alice's"}))
    assert page.status == 422
    assert "It now says: “Bob's”." in page.error(f"field-{name}")
    assert Effect.objects.get().answer == "Bob's"


def test_answers_of_a_wish_that_is_not_chosen_now_are_kept_and_folded(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = initiative.ambitions.create(ambition="quality", rank=1)
    form = Page(as_alice.get(url("plan"))).form("plan")
    as_alice.post(url("plan"), form | {"quality.life-start": "The stairs"})
    row.ambition = "economy"
    row.save()
    page = Page(as_alice.get(url("plan")))
    [fold] = page.main.one(id="effects").all("details")
    assert [node.text for node in fold.all("p", class_="effect__question")] == [
        "What is hard in daily life for those it is about?"
    ]
    assert page.value("quality.life-start") == "The stairs"


def test_edition_without_questions_asks_none(
    as_alice: Client, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    document = catalogue.model_dump(mode="json")
    for ambition in document["ambitions"]:
        del ambition["effects"]
    older = Catalogue.model_validate(document)
    assert [ambition.effects for ambition in older.ambitions] == [(), (), ()]
