"""The history tells who changed what, and every earlier state can be used again."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from cocreation.initiatives.describing import describe
from cocreation.initiatives.forms.describing import current_values
from cocreation.initiatives.models import Initiative, Link, Meeting, Partner, Plan, Risk, Step
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.models import Change, User
from tests.make import make_client, make_initiative, make_unit
from tests.reading import Node, Page, history, receipts
from typology.catalogue import Role

pytestmark = pytest.mark.django_db


def change(initiative: Initiative, by: User, **changes: Any) -> None:
    describe(initiative, by, changes, current_values(initiative))


def entries(page: Page) -> list[tuple[str, list[str]]]:
    """Return the sittings: who, and the words of each line without its button."""
    found = []
    for sitting in page.main.all("li", class_="sitting"):
        lines = [_words(line) for line in sitting.all("li", class_="told__line")]
        found.append((sitting.one("h2").text.split()[0], lines))
    return found


def _words(line: Node) -> str:
    said = [node for node in line.all() if node.name in ("p", "dt", "dd")]
    return " | ".join(node.text for node in said)


def use(client: Client, page: Page, label: str) -> Any:
    """Press the button of the first line that begins with a label."""
    for line in page.main.all("li", class_="told__line"):
        if line.one("p", class_="told__label").text.startswith(label):
            form = line.one("form")
            fields = {node["name"]: node["value"] for node in form.all("input") if node["name"]}
            fields.pop("csrfmiddlewaretoken")
            return client.post(form["action"], fields)
    raise AssertionError(f"no line {label}")


def test_sitting_tells_each_field_once_from_first_to_last(
    as_alice: Client, as_bob: Client, alice: User, bob: User, initiative: Initiative, url: Any
) -> None:
    with time_machine.travel("2026-05-03T10:00Z", tick=False) as clock:
        for word in ("T", "Th", "The big garden"):
            change(initiative, alice, title=word)
            clock.shift(60)
        change(initiative, alice, contact="Somebody")
        change(initiative, alice, contact="")
        clock.shift(31 * 60)
        change(initiative, alice, status="paused", starts_on=datetime.date(2026, 6, 1))
        clock.shift(60)
        tick(initiative, bob, {"G1": {"state": "missing", "note": "Ask the lawyer"}})
        page = Page(as_bob.get(url("history")))
    gate = initiative.catalogue.items["G1"].text.en
    assert entries(page) == [
        (
            "bob",
            [
                f"{gate} · Note | Was | nothing | Became | Ask the lawyer",
                f"{gate} | Was | Not looked at | Became | Missing",
            ],
        ),
        (
            "alice",
            [
                "Starts | Was | nothing | Became | 1 Jun 2026",
                "Status | Was | In dialogue | Became | Paused",
            ],
        ),
        ("alice", ["Title | Was | The garden by the school | Became | The big garden"]),
    ]


def test_everything_has_words(
    as_alice: Client, alice: User, bob: User, initiative: Initiative, url: Any
) -> None:
    unit = make_unit(initiative.organisation, "Culture")
    change(initiative, alice, unit=str(unit.public_id), subject_field="F1", ambition_1="quality")
    change(initiative, alice, municipality_maturity="new", description="long " * 100)
    initiative.say_outside_party(alice, False)
    Plan.of(initiative).change(alice, {"money": "1234.50", "public_help": "replaces"})
    hold_roles(initiative, alice, [(Role.LEADER, "The head of culture")])
    step = Step(initiative=initiative, what="Call the school").add(alice)
    partner = Partner(initiative=initiative, name="The gardeners").add(alice)
    initiative.note_change(bob, "name person", "person", None, str(bob.public_id))
    step.change(bob, {"due_on": datetime.date(2026, 6, 1)})
    partner.change(bob, {"kind": "citizens"})
    partner.remove(bob)
    initiative.note_change(None, "a verb of tomorrow", "x", None, {"deep": [1]})
    page = Page(as_alice.get(url("history")))
    found = dict(entries(page))
    assert found["someone"] == ["Something else happened: a verb of tomorrow"]
    assert found["bob"] == [
        "Took off the list: Partner “The gardeners”",
        "Partner “The gardeners” · Kind | Was | Association | Became | Citizens",
        "Step “Call the school” · By when? | Was | nothing | Became | 1 Jun 2026",
        "Named a colleague: bob",
    ]
    subject = initiative.catalogue.subject_field("F1")
    assert subject
    said = " ".join(found["alice"])
    for words in (
        "Department or area | Was | nothing | Became | Culture",
        f"Subject field | Was | nothing | Became | {subject.name.en}",
        "We want most of all | Was | nothing | Became |",
        "New to it",
        "Someone outside the public sector takes part | Was | Yes | Became | No",
        "Money, in kroner | Was | nothing | Became | 1,234.50",
        "It comes instead of public help",
        "Became | The head of culture",
        "Added: Step “Call the school”",
        "Added: Partner “The gardeners”",
    ):
        assert words in said, words
    assert "None" not in page.main.text
    whole = page.main.one("details", class_="whole")
    assert whole.one("summary").text.endswith("…")
    assert whole.one("div").text == ("long " * 100).strip()


def test_partner_by_a_link_and_words_that_are_not_for_all(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    partner = Partner(initiative=initiative, name="The gardeners").add(alice)
    for _turn in range(3):
        initiative.note_change(
            None, "partner ticks", f"{partner.public_id}.answers", {}, {"x": "A secret"}
        )
    initiative.note_change(alice, "invite", "invitation", None, str(partner.public_id))
    page = Page(as_alice.get(url("history")))
    assert entries(page) == [
        ("alice", ["Invited someone by e-mail", "Added: Partner “The gardeners”"]),
        ("A", ["Answered its lines: Partner “The gardeners”"]),
    ]
    assert "secret" not in page.main.text
    assert str(partner.public_id) not in page.main.text


def test_danish_reader_reads_danish(initiative: Initiative, alice: User, url: Any) -> None:
    change(initiative, alice, status="paused")
    client = make_client(alice)
    client.post("/language/", {"language": "da", "next": "/"})
    page = Page(client.get(url("history")))
    assert page.heading == "Historik"
    assert entries(page) == [("alice", ["Status | Var | I dialog | Blev | På pause"])]


def test_person_who_has_left_stays_in_the_history_without_a_name(
    as_alice: Client, bob: User, initiative: Initiative, url: Any
) -> None:
    change(initiative, bob, title="By bob")
    bob.delete()
    assert "someone who has left" in Page(as_alice.get(url("history"))).main.text


def test_reader_reads_and_finds_no_button(
    as_reader: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    change(initiative, alice, title="Another")
    page = Page(as_reader.get(url("history")))
    assert "Another" in page.main.text
    assert page.main.all("form") == page.main.all("button") == []


def test_empty_history_says_so(as_alice: Client, initiative: Initiative, url: Any) -> None:
    assert "Nothing has changed yet" in Page(as_alice.get(url("history"))).main.text


def test_history_of_another_initiative_is_another(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    other = make_initiative(alice, "The pond")
    change(other, alice, contact="A secret")
    assert "A secret" not in Page(as_alice.get(url("history"))).main.text
    row = Change.objects.get(object_id=other.public_id)
    assert as_alice.post(url("use_again", row.pk)).status_code == 404


def test_pages_hold_twenty_sittings(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    with time_machine.travel("2026-05-03T10:00Z", tick=False) as clock:
        for number in range(21):
            change(initiative, alice, title=f"Garden {number}")
            clock.shift(3600)
        first, second = (Page(as_alice.get(url("history") + end)) for end in ("", "?page=2"))
    assert [len(entries(page)) for page in (first, second)] == [20, 1]
    assert entries(second) == [
        ("alice", ["Title | Was | The garden by the school | Became | Garden 0"])
    ]


# Back to an earlier state


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("title", "The garden by the school", "Another"),
        ("description", "", "Long"),
        ("starts_on", None, datetime.date(2026, 6, 1)),
        ("ambition_1", "", "quality"),
        ("subject_field", "", "F1"),
        ("partner_maturity", "unknown", "new"),
        ("status", "dialogue", "draft"),
    ],
)
def test_field_of_the_initiative_goes_back_and_forth(
    as_alice: Client,
    alice: User,
    initiative: Initiative,
    url: Any,
    field: str,
    old: Any,
    new: Any,
) -> None:
    change(initiative, alice, **{field: new})
    row = Change.objects.latest("pk")
    page = Page(as_alice.post(url("use_again", row.pk), follow=True))
    assert receipts(page) == ["The earlier text is used again."]
    assert _value(initiative, field) == old
    verb, at, was, now, by = history(initiative)[-1]
    assert (verb, at, was or None, now or None, by) == (
        "change",
        field,
        str(new),
        old or None,
        "alice",
    )
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["The earlier text is used again."]
    assert _value(initiative, field) == new


def _value(initiative: Initiative, field: str) -> Any:
    return current_values(Initiative.objects.get(pk=initiative.pk))[field]


def test_yes_and_no_go_back_to_unanswered(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    initiative.say_citizen_decision(alice, True)
    as_alice.post(url("use_again", Change.objects.latest("pk").pk))
    initiative.refresh_from_db()
    assert initiative.citizen_decision is None


def test_unit_goes_back(as_alice: Client, alice: User, initiative: Initiative, url: Any) -> None:
    unit = make_unit(initiative.organisation)
    change(initiative, alice, unit=str(unit.public_id))
    as_alice.post(url("use_again", Change.objects.latest("pk").pk))
    initiative.refresh_from_db()
    assert initiative.unit is None


def test_plan_goes_back(as_alice: Client, alice: User, initiative: Initiative, url: Any) -> None:
    plan = Plan.of(initiative)
    plan.change(alice, {"money": "100.00", "reply_on": datetime.date(2026, 6, 1), "rooms": "One"})
    plan.refresh_from_db()
    before = plan.values
    plan.change(alice, {"money": None, "reply_on": None, "rooms": "Two"})
    for row in Change.objects.order_by("-pk")[:3]:
        as_alice.post(url("use_again", row.pk))
    assert Plan.objects.get().values == before


PARTS: list[tuple[type[Any], dict[str, Any], str, Any]] = [
    (Partner, {"name": "The gardeners"}, "kind", "citizens"),
    (Step, {"what": "Call"}, "due_on", datetime.date(2026, 6, 1)),
    (Risk, {"what": "Rain"}, "likelihood", "high"),
    (Meeting, {"title": "The first", "held_on": datetime.date(2026, 5, 1)}, "minutes", "Agreed"),
    (Link, {"title": "Map", "address": "https://example.org/"}, "title", "The map"),
]


@pytest.mark.parametrize(("model", "values", "field", "new"), PARTS)
def test_part_goes_back_and_comes_back(
    as_alice: Client,
    alice: User,
    initiative: Initiative,
    url: Any,
    model: type[Any],
    values: dict[str, Any],
    field: str,
    new: Any,
) -> None:
    part = model(initiative=initiative, **values).add(alice)
    before = part.values
    part.change(alice, {field: new})
    part.remove(alice)
    changed, removed = Change.objects.order_by("pk")[1:]
    page = Page(as_alice.post(url("use_again", changed.pk)))
    assert page.status == 422
    assert "It is off its list. Bring it back first." in page.main.text
    page = Page(as_alice.post(url("use_again", removed.pk), follow=True))
    assert receipts(page) == ["The earlier text is used again."]
    undo = page.root.one(id="notices").one("form")["action"]
    as_alice.post(url("use_again", changed.pk))
    part = model.objects.get()
    assert (part.removed_at, part.values) == (None, before)
    as_alice.post(undo)
    assert model.objects.get().removed_at is not None


def test_history_lists_what_is_off_its_list(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    with time_machine.travel("2026-05-03T10:00Z", tick=False) as clock:
        step = Step(initiative=initiative, what="Call the school").add(alice)
        step.remove(alice)
        clock.shift(datetime.timedelta(days=28, hours=1))
        page = Page(as_alice.get(url("history")))
        off = page.main.one("details", class_="off-lists")
        assert "Step “Call the school” Gone for good in 2 days" in off.text
        as_alice.post(off.one("form")["action"])
    assert Step.objects.get().removed_at is None


def test_line_of_a_checklist_goes_back(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    first = {"state": "on_the_way", "note": "One", "responsible": "bob"}
    tick(initiative, alice, {"K1.1": {**first, "due_on": datetime.date(2026, 6, 1)}})
    row = initiative.ticks.get()
    before = {name: getattr(row, name) for name in (*first, "due_on", "person")}
    tick(initiative, alice, {"K1.1": {"state": "in_place", "note": "", "responsible": ""}})
    tick(initiative, alice, {"K1.1": {"due_on": None}})
    for each in Change.objects.order_by("-pk")[:4]:
        as_alice.post(url("use_again", each.pk))
    row = initiative.ticks.get()
    assert {name: getattr(row, name) for name in before} == before


def test_role_goes_back(as_alice: Client, alice: User, initiative: Initiative, url: Any) -> None:
    hold_roles(initiative, alice, [(Role.LEADER, "One")])
    hold_roles(initiative, alice, [(Role.LEADER, "")])
    as_alice.post(url("use_again", Change.objects.latest("pk").pk))
    assert initiative.role_holders.get().holder == "One"


def test_withdrawn_placement_comes_back(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    from tests.make import make_assessment

    make_assessment(initiative).withdraw(alice)
    page = Page(as_alice.get(url("history")))
    assert use(as_alice, page, "Withdrew a placement").status_code == 302
    assert initiative.assessments.get().withdrawn_at is None


def test_what_changed_since_the_page_was_shown_is_shown_beside_it(
    as_alice: Client, alice: User, bob: User, initiative: Initiative, url: Any
) -> None:
    change(initiative, alice, title="Second")
    page = Page(as_alice.get(url("history")))
    change(initiative, bob, title="Third")
    answer = Page(use(as_alice, page, "Title"))
    assert (answer.status, answer.heading) == (422, "It has changed since")
    assert "bob changed it after your page was shown." in answer.main.text
    values = [node.text for node in answer.main.all("dd")]
    assert values == ["The garden by the school", "Third"]
    assert _value(initiative, "title") == "Third"
    form = answer.main.one("form")
    last = form.all("input")[-1]["value"]
    as_alice.post(url("use_again", Change.objects.earliest("pk").pk), {"last": last})
    assert _value(initiative, "title") == "The garden by the school"


def test_older_state_than_the_last_is_used_from_the_page(
    as_alice: Client, alice: User, bob: User, initiative: Initiative, url: Any
) -> None:
    change(initiative, alice, title="Second")
    change(initiative, bob, title="Third")
    page = Page(as_alice.get(url("history")))
    oldest = page.main.all("li", class_="sitting")[-1].one("form")
    last = next(node["value"] for node in oldest.all("input") if node["name"] == "last")
    as_alice.post(oldest["action"], {"last": last})
    assert _value(initiative, "title") == "The garden by the school"


def test_law_holds_a_status_back_here_too(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(status="agreed")
    initiative.refresh_from_db()
    change(initiative, alice, status="dialogue")
    tick(initiative, alice, {"G1": {"state": "missing"}})
    row = Change.objects.get(field="status")
    page = Page(as_alice.post(url("use_again", row.pk)))
    assert (page.status, page.heading) == (422, "It cannot be used as it is")
    assert "The law comes first." in page.main.text
    assert _value(initiative, "status") == "dialogue"


def test_end_before_the_start_is_refused_here_too(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    change(initiative, alice, ends_on=datetime.date(2026, 5, 1))
    change(initiative, alice, ends_on=datetime.date(2026, 9, 1))
    row = Change.objects.latest("pk")
    change(initiative, alice, starts_on=datetime.date(2026, 7, 1))
    page = Page(as_alice.post(url("use_again", row.pk)))
    assert page.status == 422
    assert "The end is before the start." in page.main.text


@pytest.mark.parametrize("verb", ["start", "a verb of tomorrow", "name person"])
def test_what_cannot_be_brought_back_says_so(
    as_alice: Client, alice: User, initiative: Initiative, url: Any, verb: str
) -> None:
    initiative.note_change(alice, verb, "title", "Old", "New")
    page = Page(as_alice.post(url("use_again", Change.objects.get().pk)))
    assert page.status == 422
    assert "This cannot be brought back from here." in page.main.text
    assert _value(initiative, "title") == "The garden by the school"


def test_the_same_again_changes_nothing(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    change(initiative, alice, title="Second")
    Initiative.objects.filter(pk=initiative.pk).update(title="The garden by the school")
    page = Page(as_alice.post(url("use_again", Change.objects.get().pk), follow=True))
    assert receipts(page) == ["It says so already."]
    assert Change.objects.count() == 1


def test_number_that_is_no_change_is_not_found(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    for number in (0, 99, 10**30):
        assert as_alice.post(url("use_again", number)).status_code == 404
