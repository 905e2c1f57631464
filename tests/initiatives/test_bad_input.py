"""Whatever is typed: a message beside the field, every word still there, and nothing changed."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cocreation.initiatives.models import Assessment, Initiative, Partner
from cocreation.people.models import Change, User
from tests.make import make_assessment, make_client, make_partner
from tests.reading import Page
from typology.fit import Experience

pytestmark = pytest.mark.django_db
NUMBER = "Write a whole number from 0 to 100."
HIDDEN = "The text has hidden characters."
REQUIRED = "Write something here."

SCORES = ["-1", "101", "50.5", "50,5", "abc", "", str(10**30), "true", "５０", "1e1", "--5", "0x10"]


@pytest.mark.parametrize("axis", ["actors", "outcome"])
@pytest.mark.parametrize("score", SCORES)
def test_score_that_is_no_whole_number_from_0_to_100(
    axis: str, score: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    typed = {
        "actors": "10",
        "outcome": "20",
        "kind": "wish",
        "phase": "Design",
        "note": "A thought",
        "assessed_on": "2026-01-02",
        axis: score,
    }
    page = Page(as_alice.post(url("place_by", "map"), typed))
    assert page.status == 422
    field = page.root.one("input", id=f"id_{axis}")
    assert field["aria-invalid"] == "true"
    assert NUMBER in page.root.one(id=f"id_{axis}_error").text
    assert f"id_{axis}_error" in field["aria-describedby"].split()
    assert page.form() == typed
    assert (Assessment.objects.count(), Change.objects.count()) == (0, 0)


@pytest.mark.parametrize("score", [" 50 ", "050", "0", "100"])
def test_score_that_is_one(score: str, as_alice: Client, initiative: Initiative, url: Any) -> None:
    response = as_alice.post(url("place_by", "map"), {"actors": score, "outcome": "0"})
    assert response.status_code == 302
    assert Assessment.objects.get().actors == int(score)


@pytest.mark.parametrize("score", [score for score in SCORES if score != ""] + ["10", "26"])
def test_quick_answer_that_is_none_of_the_five(
    score: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    typed = {"actors": score, "outcome": "25", "note": "A thought"}
    page = Page(as_alice.post(url("place_by", "quick"), typed))
    assert page.status == 422
    assert page.error("id_actors") == "Error: Choose one of the five."
    assert (page.value("outcome"), page.value("note")) == ("25", "A thought")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("answer", ["0", "6", "abc", "3.5", "\0"])
def test_statement_answered_with_none_of_the_five(
    answer: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    typed = {f"A{n}": "3" for n in range(1, 7)} | {f"U{n}": "3" for n in range(1, 7)}
    page = Page(as_alice.post(url("place_by", "careful"), typed | {"A2": answer}))
    assert page.status == 422
    assert page.error("id_A2") == "Error: Choose one of the five."
    assert page.value("A3") == "3"
    assert not Assessment.objects.exists()


def test_too_few_statements_say_how_many_are_missing(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    typed = {f"A{n}": "3" for n in range(1, 7)} | {"U1": "3", "U2": "3", "U3": "3"}
    page = Page(as_alice.post(url("place_by", "careful"), typed))
    assert page.status == 422
    assert page.error("id_U4") == "Error: Answer at least four of these six. 1 more to go."
    assert page.value("U3") == "3"
    assert as_alice.post(url("place_by", "careful"), typed | {"U6": "3"}).status_code == 302


@pytest.mark.parametrize("method", ["quick", "careful", "map"])
def test_placing_with_no_fields_at_all(
    method: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(as_alice.post(url("place_by", method)))
    assert page.status == 422
    assert page.root.all(class_="form-error-message")
    assert not Assessment.objects.exists()


MALFORMED_DATES = ["soon", "2026-02-30", "2026-13-01", "20260101", "0000-00-00", "\0", "9" * 400]


@pytest.mark.parametrize("day", MALFORMED_DATES)
def test_malformed_date(day: str, as_alice: Client, initiative: Initiative, url: Any) -> None:
    typed = {"actors": "1", "outcome": "2", "assessed_on": day, "note": "A thought"}
    page = Page(as_alice.post(url("place_by", "map"), typed))
    assert page.status == 422
    assert page.error("field-assessed_on").startswith("Error: Enter a valid date.")
    assert (page.value("assessed_on"), page.value("note")) == (day, "A thought")
    form = Page(as_alice.get(url("about"))).form("about")
    page = Page(as_alice.post(url("about"), form | {"starts_on": day, "kle": "27.00"}))
    assert page.status == 422
    assert page.error("field-starts_on").startswith("Error: Enter a valid date.")
    assert (page.value("starts_on"), page.value("kle")) == (day, "27.00")
    assert (Assessment.objects.count(), Change.objects.count()) == (0, 0)


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_day_of_another_century_is_told(
    day: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about")
    page = Page(as_alice.post(url("about"), form | {"starts_on": day}))
    assert page.status == 422
    assert page.error("field-starts_on") == "Error: Write a year from 2000 to 2100."
    assert page.value("starts_on") == day
    assert Initiative.objects.get().starts_on is None


def test_placement_of_the_first_day_there_was_is_drawn(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    for day in ("0001-01-01", "0999-12-31", "2026-01-01"):
        as_alice.post(url("place_by", "map"), {"actors": 9, "outcome": 9, "assessed_on": day})
    for name in ("detail", "trail"):
        assert as_alice.get(url(name)).status_code == 200


TITLES = [
    ("x" * 10_000, "Write at most 120 characters, not 10000."),
    ("é" * 121, "Write at most 120 characters, not 121."),
    ("", REQUIRED),
    ("   \t ", REQUIRED),
    ("\u00a0\u3000", REQUIRED),
    ("\u200b\u2060\ufeff", REQUIRED),
    ("with \0 inside", HIDDEN),
    ("\x1b[31mred", HIDDEN),
    ("left \u202e right", HIDDEN),
    ("mark \u200f here", HIDDEN),
    ("isolate \u2066 here", HIDDEN),
]


@pytest.mark.parametrize(("title", "message"), TITLES)
def test_title_that_cannot_be_one(
    title: str, message: str, as_alice: Client, initiative: Initiative, url: Any, organisation: Any
) -> None:
    typed = {
        "title": title,
        "sentence": "Neighbours build it.",
        "organisation": organisation.public_id,
    }
    page = Page(as_alice.post("/initiatives/new/", typed))
    assert page.status == 422
    assert message in page.error("field-title")
    assert (page.value("title"), page.value("sentence")) == (title, "Neighbours build it.")
    form = Page(as_alice.get(url("about"))).form("about")
    page = Page(as_alice.post(url("about"), form | {"title": title, "kle": "27.00"}))
    assert page.status == 422
    assert message in page.error("field-title")
    assert (page.value("title"), page.value("kle")) == (title, "27.00")
    fresh = Initiative.objects.get()
    assert (fresh.title, fresh.kle, Change.objects.count()) == (initiative.title, "", 0)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("🌱 Haven 👩🏽‍🌾", "🌱 Haven 👩🏽‍🌾"),
        ("x" * 120, "x" * 120),
        ("😀" * 120, "😀" * 120),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{% now 'Y' %} {{ x }} %(y)s", "{% now 'Y' %} {{ x }} %(y)s"),
        ("حديقة", "حديقة"),
        ("  two\r\nlines ", "two lines"),
        ("'; DROP TABLE--", "'; DROP TABLE--"),
    ],
)
def test_title_that_is_only_unusual(
    title: str, kept: str, as_alice: Client, initiative: Initiative, url: Any, organisation: Any
) -> None:
    typed = {"title": title, "sentence": title, "organisation": organisation.public_id}
    response = as_alice.post("/initiatives/new/", typed, follow=True)
    made = Initiative.objects.latest("pk")
    assert (response.status_code, made.title, made.sentence) == (200, kept, kept)
    for where in ("/initiatives/", made.get_absolute_url()):
        response = as_alice.get(where)
        assert b"<script>alert" not in response.content
        assert kept in Page(response).main.text
    page = Page(as_alice.post(f"{made.get_absolute_url()}delete/", follow=True))
    assert kept in page.root.one(id="notices").text


INVALID = [
    ("status", "flying"),
    ("status", ""),
    ("subject_field", "F99"),
    ("ambition_1", "money"),
    ("municipality_maturity", "old"),
    ("unit", "not-a-uuid"),
    ("unit", "aaca3fbd-b75f-4703-8369-fbcc58ae5ba9"),
    ("source_url", "javascript:alert(1)"),
    ("source_url", "no address"),
    ("source_url", "https://x.example/" + "x" * 500),
    ("description", "x" * 5001),
    ("sentence", "x" * 241),
    ("contact", "x" * 201),
    ("kle", "x" * 61),
    ("description", "\0"),
]


@pytest.mark.parametrize(("field", "typed"), INVALID)
def test_field_that_is_refused(
    field: str, typed: str, as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about")
    page = Page(as_alice.post(url("about"), form | {field: typed, "title": "Another"}))
    assert page.status == 422
    assert page.error(f"field-{field}").startswith("Error: ")
    assert page.value("title") == "Another"
    alone = {f"initial-{field}": form[f"initial-{field}"], field: typed}
    page = Page(htmx.post(url("about"), alone))
    assert (page.status, page.is_whole) == (422, False)
    assert page.error(f"field-{field}").startswith("Error: ")
    assert Change.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "typed"),
    [("kind", "dream"), ("note", "x" * 501), ("note", "a\0b"), ("note", "a\u202eb")],
)
def test_placement_that_is_refused(
    field: str, typed: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(
        as_alice.post(url("place_by", "map"), {"actors": "1", "outcome": "2", field: typed})
    )
    assert page.status == 422
    assert page.root.all(class_="form-error-message")
    assert (page.value("actors"), page.value("outcome")) == ("1", "2")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("state", "perhaps"),
        ("state", ""),
        ("note", "x" * 501),
        ("note", "\0"),
        ("responsible", "x" * 121),
        *[("due_on", day) for day in MALFORMED_DATES],
    ],
)
def test_line_that_is_refused(
    field: str, typed: str, as_alice: Client, htmx: Client, initiative: Initiative, url: Any
) -> None:
    where = url("checklist", "gate")
    form = Page(as_alice.get(where)).form("board") | {f"G4-{field}": typed, "G5-note": "Kept"}
    page = Page(as_alice.post(where, form))
    assert page.status == 422
    assert page.error("item-g4").startswith("Error: ")
    if field != "state":
        assert page.value(f"G4-{field}") == typed
    alone = {name: value for name, value in form.items() if "G4" in name}
    page = Page(htmx.post(where, alone))
    assert (page.status, page.is_whole) == (422, False)
    assert page.error("item-g4").startswith("Error: ")
    assert (initiative.ticks.count(), Change.objects.count()) == (0, 0)


def test_pages_that_do_not_exist_are_404(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    own = url("detail")
    some = "aaca3fbd-b75f-4703-8369-fbcc58ae5ba9"
    for where in (
        f"/initiatives/{some}/",
        f"/initiatives/{some}/about/",
        f"/initiatives/{some}/place/map/",
        f"/initiatives/{some}/roles/",
        "/initiatives/1/",
        "/initiatives/not-a-uuid/",
        "/initiatives/%00/",
        f"{own}nothing/",
        f"{own}place/workshop/",
        f"{own}place/import/",
        f"{own}roles/nobody/",
        f"{own}roles/K1/",
        f"{own}competences/K9/",
        f"{own}gate/leader/",
        f"{own}dangers/",
        f"{own}partners/{some}/",
        f"{own}roles/?form=unknown",
        f"{own}roles/?form=%00",
        f"{own}roles/?form=Controlled",
        "/forms/unknown/",
        "/cases/unknown/",
        "/cases/%00/",
        "/cases/" + "x" * 5000 + "/",
    ):
        page = Page(as_alice.get(where))
        assert (page.status, page.heading) == (404, "There is no such page"), where


def test_actions_on_what_does_not_exist_are_404(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    some = "aaca3fbd-b75f-4703-8369-fbcc58ae5ba9"
    for name in (
        "remove_partner",
        "restore_partner",
        "partner",
        "withdraw",
        "restore_assessment",
        "person",
        "remove_person",
    ):
        assert as_alice.post(url(name, some)).status_code == 404
    for name in ("about", "delete", "restore", "citizen_decision", "place", "partners"):
        assert as_alice.post(reverse(f"initiatives:{name}", args=[some])).status_code == 404
    posted = {"initial-G1-state": "not_looked_at", "G1-state": "missing"}
    assert as_alice.post(url("section", "roles", "nobody"), posted).status_code == 404
    assert as_alice.post(url("checklist", "gate") + "?form=unknown", posted).status_code == 404
    assert Change.objects.count() == 0


def test_form_posted_while_signed_out_changes_nothing_and_leads_back(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about") | {"title": "Another"}
    home = f"http://testserver{url('about')}"
    stranger = make_client()
    response = stranger.post(url("about"), form, headers={"referer": home})
    assert response["Location"] == f"/login/?next={url('about')}"
    page = Page(stranger.get(response["Location"]))
    assert "nothing was saved" in page.root.one(id="notices").text
    assert make_client(htmx=True).post(url("about"), form).status_code == 401
    assert (Initiative.objects.get().title, Change.objects.count()) == (initiative.title, 0)


def test_page_before_the_login_is_never_another_site(url: Any) -> None:
    for referer in ("https://evil.example/x", "//evil.example", "javascript:alert(1)", ""):
        response = make_client().post(url("about"), headers={"referer": referer})
        assert response["Location"] == "/login/?next=/"


@pytest.mark.parametrize(
    "typed", ["no address", "javascript:alert(1)", "http://", "https://a b.example", "mailto:a@b.c"]
)
def test_address_that_is_none_is_told_with_an_example(
    typed: str, as_alice: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about")
    page = Page(as_alice.post(url("about"), form | {"source_url": typed}))
    assert page.status == 422
    told = page.error("field-source_url")
    assert told == "Error: Write a web address, such as https://example.dk."
    assert page.value("source_url") == typed


def test_too_many_words_are_counted_in_every_field(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    form = Page(as_alice.get(url("about"))).form("about")
    most = {
        "title": 120,
        "sentence": 240,
        "description": 5000,
        "contact": 200,
        "kle": 60,
        "source_url": 500,
    }
    long = {name: "x" * (number + 3) for name, number in most.items()}
    long["source_url"] = "https://x.example/" + "x" * 485
    page = Page(as_alice.post(url("about"), form | long))
    assert {name: page.error(f"field-{name}") for name in most} == {
        name: f"Error: Write at most {number} characters, not {number + 3}."
        for name, number in most.items()
    }


def test_no_field_cuts_what_is_pasted(as_alice: Client, initiative: Initiative, url: Any) -> None:
    make_assessment(initiative)
    where = [url(name) for name in ("about", "partners")]
    where += [url("place_by", method) for method in ("quick", "careful", "map")]
    where += [url("checklist", kind) for kind in ("roles", "competences", "gate")]
    cut = {
        (each, node["name"])
        for each in where
        for node in Page(as_alice.get(each)).main.all()
        if "maxlength" in node.attributes
    }
    assert cut == set()


def test_warning_of_a_post_while_signed_out_is_for_posts_only(url: Any) -> None:
    stranger = make_client()
    assert stranger.get(url("about"))["Location"] == f"/login/?next={url('about')}"
    page = Page(stranger.get("/login/"))
    assert page.root.one(id="notices").text == ""
    stranger.post(url("delete"), headers={"referer": f"http://testserver{url('about')}?a=b"})
    notice = Page(stranger.get("/login/")).root.one(id="notices").one("div")
    assert notice["class"] == "notice notice--warning"
    assert notice.text == (
        "You have been signed out, so nothing was saved. Sign in, go back, and try again."
    )


# What the database itself refuses


@pytest.mark.parametrize(
    ("table", "values", "constraint"),
    [
        (Partner, {"kind": "pirate"}, "partner_kind_known"),
        (Initiative, {"municipality_maturity": "old"}, "maturities_known"),
        (Initiative, {"partner_maturity": ""}, "maturities_known"),
        (User, {"language": "fr"}, "user_language_known"),
    ],
)
def test_database_refuses_what_no_form_would_let_through(
    table: Any, values: dict[str, str], constraint: str, initiative: Initiative
) -> None:
    make_partner(initiative)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        table.objects.update(**values)


def test_database_takes_every_kind_there_is(initiative: Initiative) -> None:
    make_partner(initiative)
    for kind in Partner.Kind:
        assert Partner.objects.update(kind=kind) == 1
    for experience in Experience:
        Initiative.objects.update(municipality_maturity=experience, partner_maturity=experience)
    for language in ("", "da", "en"):
        assert User.objects.update(language=language)
