"""A new initiative begins with a copy, a case or a template; what comes along is chosen."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cocreation.initiatives.copying import build, chosen, kind_of, of_initiative
from cocreation.initiatives.models import Initiative, Partner, Plan, Status, Template
from cocreation.initiatives.pieces import USUAL, Piece
from cocreation.initiatives.snapshot import read, take
from cocreation.initiatives.ticking import tick
from cocreation.people.models import Organisation, User
from tests.initiatives.test_versions import fill
from tests.make import make_client, make_named, make_organisation, make_user
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue
from typology.models import Edition

pytestmark = pytest.mark.django_db
NEW = "/initiatives/new/"


@pytest.fixture
def filled(initiative: Initiative, alice: User) -> Initiative:
    fill(initiative, alice)
    initiative.steps.standing().get().change(alice, {"responsible": "bob"})
    initiative.risks.get().change(alice, {"responsible": "bob"})
    tick(initiative, alice, {"G1": {"responsible": "bob"}})
    Initiative.objects.filter(pk=initiative.pk).update(status="running", contact="Somebody")
    return initiative


def made(client: Client, query: dict[str, Any], **more: Any) -> Initiative:
    """Begin as the page offers it, and return what came of it."""
    where = f"{NEW}?{'&'.join(f'{key}={value}' for key, value in query.items())}"
    page = Page(client.get(where))
    form: dict[str, Any] = page.form()
    form["pieces"] = [
        node["value"]
        for node in page.main.all("input")
        if node["name"] == "pieces" and node["checked"]
    ]
    response = client.post(where, form | more)
    assert response.status_code == 302, Page(response).main.text
    found: Initiative = Initiative.objects.latest("pk")
    return found


def has(initiative: Initiative) -> dict[str, Any]:
    """Return what came along, in short."""
    initiative.refresh_from_db()
    snapshot = take(initiative, Edition.objects.get())
    values = {
        kind: [{k: v for k, v in row.values.items() if v not in (None, "")} for row in rows]
        for kind, rows in snapshot.parts.items()
    }
    return {
        "about": bool(initiative.description),
        "contact": initiative.contact,
        "placements": [(p.actors, p.outcome, p.kind, p.method) for p in snapshot.placements],
        "plan": {k: v for k, v in snapshot.plan.items() if v not in (None, "", "unknown")},
        "parts": values,
        "ticks": {k: (v.state, v.note, v.responsible, v.due_on) for k, v in snapshot.ticks.items()},
        "holders": snapshot.holders,
    }


USUALLY = {
    "about": True,
    "contact": "",
    "placements": [(80, 80, "wish", "import"), (20, 30, "today", "import")],
    "plan": {"money": "1234.50", "rooms": "The hall"},
    "parts": {
        "partner": [{"name": "The gardeners", "kind": "association", "gives": "Spades"}],
        "step": [{"what": "Call the school"}],
        "risk": [{"what": "Rain", "likelihood": "medium", "press_line": "We wait."}],
        "link": [{"title": "Map", "address": "https://example.org/map"}],
    },
    "ticks": {},
    "holders": {},
}


def test_copy_has_what_usually_comes_along(as_alice: Client, filled: Initiative) -> None:
    copy = made(as_alice, {"copy": filled.public_id}, title="The second garden")
    assert has(copy) == USUALLY
    assert (copy.title, copy.sentence) == ("The second garden", "Neighbours dig together.")
    assert (copy.status, copy.starts_on, copy.organisation) == (
        Status.DRAFT,
        None,
        filled.organisation,
    )
    assert copy.unit == filled.unit
    assert copy.assessments.filter(kind="today").get().note == f"From “{filled.title}”"
    verbs = [row[0] for row in history(copy)]
    assert verbs[:2] == ["start", "copy"]
    assert ("copy", "", None, filled.title, "alice") in history(copy)
    assert {row.public_id for row in copy.partners.all()}.isdisjoint(
        {row.public_id for row in filled.partners.all()}
    )


def test_everything_may_come_along(as_alice: Client, filled: Initiative, bob: User) -> None:
    copy = made(as_alice, {"copy": filled.public_id}, pieces=Piece.values)
    assert has(copy) == USUALLY | {
        "contact": "Somebody",
        "ticks": {"G1": ("missing", "Ask", "bob", None)},
        "holders": {"leader": "The head of culture"},
        "parts": USUALLY["parts"]  # type: ignore[operator]
        | {
            "risk": [
                {
                    "what": "Rain",
                    "likelihood": "medium",
                    "press_line": "We wait.",
                    "responsible": "bob",
                }
            ]
        },
    }


def test_nothing_may_come_along(as_alice: Client, filled: Initiative) -> None:
    copy = made(as_alice, {"copy": filled.public_id}, pieces=[])
    assert has(copy) == {
        "about": False,
        "contact": "",
        "placements": [],
        "plan": {},
        "parts": {},
        "ticks": {},
        "holders": {},
    }
    assert copy.outside_party is True


@pytest.mark.parametrize("piece", Piece.values)
def test_each_piece_comes_alone(
    as_alice: Client, filled: Initiative, alice: User, piece: str
) -> None:
    parts = {"partners": "partner", "steps": "step", "risks": "risk", "links": "link"}
    snapshot = chosen(take(filled, Edition.objects.get()), [piece])
    assert {
        "about": "description" in snapshot.fields,
        "placement": bool(snapshot.placements),
        "plan": bool(snapshot.plan),
        "ticks": bool(snapshot.ticks),
        "names": bool(snapshot.holders),
        **{each: kind in snapshot.parts for each, kind in parts.items()},
    } == {each: each == piece for each in Piece.values}
    assert "meeting" not in snapshot.parts
    assert snapshot.effects == ()


def test_button_pressed_twice_makes_one_copy(
    alice: User, filled: Initiative, organisation: Organisation
) -> None:
    source = of_initiative(filled, Edition.objects.get())
    first, second = (
        build(source, organisation, alice, "A bench", "For all.", USUAL) for _ in range(2)
    )
    assert first == second
    assert first.partners.count() == 1


def test_copy_stays_in_its_organisation(as_alice: Client, alice: User, filled: Initiative) -> None:
    second = make_organisation("Pil Kommune")
    second.memberships.create(user=alice, level="admin")
    where = f"{NEW}?copy={filled.public_id}"
    page = Page(as_alice.get(where))
    assert page.main.all("select") == []
    form = page.form() | {"organisation": str(second.public_id)}
    assert as_alice.post(where, form).status_code == 422
    assert Initiative.objects.count() == 1


def test_what_one_may_not_see_is_nothing_to_begin_with(
    as_bob: Client, charlie: User, draft: Initiative, reader: User, initiative: Initiative
) -> None:
    theirs = make_client(charlie)
    for client, query in (
        (as_bob, f"copy={draft.public_id}"),
        (theirs, f"copy={initiative.public_id}"),
        (as_bob, "copy=x"),
        (as_bob, "case=no-such-case"),
        (as_bob, "template=12345678-1234-1234-1234-123456789abc"),
    ):
        for method in (client.get, client.post):
            assert method(f"{NEW}?{query}").status_code == 404
    guest = make_user(make_organisation("Pil Kommune"), "editor", "guest")
    make_named(initiative, guest)
    assert make_client(guest).get(f"{NEW}?copy={initiative.public_id}").status_code == 403


def test_case_is_something_to_begin_with(
    as_alice: Client, edition: Edition, catalogue: Catalogue
) -> None:
    case = catalogue.case("dk-lemvig-frivilligbus")
    assert case
    page = Page(as_alice.get(NEW))
    offered = page.main.one("select", name_="case").all("option")
    assert case.id in [option["value"] for option in offered]
    started = made(as_alice, {"case": case.id})
    assert (started.title, started.description, started.source_url, started.outside_party) == (
        case.name.en,
        case.description.en,
        str(case.source_url),
        True,
    )
    assert started.case == ""  # ours now, and no longer the case itself
    assessment = started.assessments.get()
    assert (assessment.actors, assessment.outcome, assessment.method, assessment.note) == (
        case.actors,
        case.outcome,
        "import",
        f"From “{case.name.en}”",
    )
    assert [row.name for row in started.partners.all()] == [name.en for name in case.partners]
    assert [row.kind for row in started.partners.all()] == [kind_of(p.da) for p in case.partners]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Svendborg Kommune", Partner.Kind.PUBLIC),
        ("Haveforeningen", Partner.Kind.ASSOCIATION),
        ("En butik", Partner.Kind.COMPANY),
        ("Borgere i byen", Partner.Kind.CITIZENS),
        ("Noget andet", Partner.Kind.OTHER),
    ],
)
def test_name_tells_the_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


# Templates


def saved(client: Client, of: Initiative, **more: Any) -> Template:
    where = reverse("initiatives:save_template", args=[of.public_id])
    page = Page(client.get(where))
    checked = [n["value"] for n in page.main.all("input") if n["name"] == "pieces" and n["checked"]]
    client.post(where, {"name": "Gardens", "pieces": checked} | more)
    return Template.objects.latest("pk")


def test_template_is_saved_listed_and_begun_with(
    as_alice: Client, as_bob: Client, filled: Initiative
) -> None:
    where = reverse("initiatives:save_template", args=[filled.public_id])
    offered = [n["value"] for n in Page(as_alice.get(where)).main.all("input")]
    assert Piece.NAMES not in offered
    template = saved(as_alice, filled)
    assert ("save template", "template", None, "Gardens", "alice") in history(filled)
    assert history(template) == [("add", "name", None, "Gardens", "alice")]
    assert "Gardens" in Page(as_bob.get("/initiatives/templates/")).main.text
    assert f"?template={template.public_id}" in Page(as_bob.get(NEW)).links()
    started = made(as_bob, {"template": template.public_id}, title="Mine")
    assert has(started) == USUALLY
    assert str(started.author) == "bob"


def test_template_never_has_names(as_alice: Client, filled: Initiative) -> None:
    where = reverse("initiatives:save_template", args=[filled.public_id])
    assert as_alice.post(where, {"name": "X", "pieces": Piece.values}).status_code == 422
    template = saved(as_alice, filled, pieces=["risks", "ticks", "steps", "about"])
    assert "bob" not in str(template.snapshot)
    assert "Somebody" not in str(template.snapshot)
    assert read(template.snapshot).ticks["G1"].responsible == ""


def test_template_is_renamed_removed_and_brought_back(as_alice: Client, filled: Initiative) -> None:
    template = saved(as_alice, filled)
    where = reverse("initiatives:template", args=[template.public_id])
    page = Page(as_alice.post(where, {"name": ""}))
    assert (page.status, page.error("field-name")) == (422, "Error: Write something here.")
    as_alice.post(where, {"name": "School gardens"})
    assert "School gardens" in Page(as_alice.get("/initiatives/templates/")).main.text
    page = Page(as_alice.post(f"{where}remove/", follow=True))
    assert receipts(page) == ["“School gardens” is off the list."]
    assert "School gardens" not in page.main.text
    assert as_alice.get(f"{NEW}?template={template.public_id}").status_code == 404
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["“School gardens” is back on the list."]
    assert "School gardens" in page.main.text
    assert history(template)[1:] == [
        ("change", "name", "Gardens", "School gardens", "alice"),
        ("remove", "name", "School gardens", "School gardens", "alice"),
        ("restore", "name", "School gardens", "School gardens", "alice"),
    ]


def test_template_is_its_organisations_alone(
    as_alice: Client, filled: Initiative, charlie: User, reader: User
) -> None:
    template = saved(as_alice, filled)
    theirs = make_client(charlie)
    assert "Gardens" not in Page(theirs.get("/initiatives/templates/")).main.text
    assert "Gardens" not in Page(theirs.get(NEW)).main.text
    assert theirs.get(f"{NEW}?template={template.public_id}").status_code == 404
    assert make_client(reader).get("/initiatives/templates/").status_code == 403


def test_guest_who_may_edit_makes_no_template_of_it(filled: Initiative) -> None:
    guest = make_user(make_organisation("Pil Kommune"), "editor", "guest")
    make_named(filled, guest)
    where = reverse("initiatives:save_template", args=[filled.public_id])
    for method in (make_client(guest).get, make_client(guest).post):
        assert method(where).status_code == 403


def test_template_of_an_older_edition_still_begins(
    as_alice: Client, filled: Initiative, catalogue: Catalogue
) -> None:
    template = saved(as_alice, filled, pieces=[Piece.TICKS])
    document = {**template.snapshot}
    document["ticks"]["a.line.of.the.past"] = {"state": "missing"}
    document["plan"] = {"a field of the past": "x", "rooms": "The hall"}
    document["parts"] = {"a kind of the past": []}
    Template.objects.update(snapshot=document)
    started = made(as_alice, {"template": template.public_id})
    assert [row.item for row in started.ticks.all()] == ["G1"]
    assert Plan.of(started).rooms == "The hall"


def test_copy_of_a_copy(as_alice: Client, filled: Initiative) -> None:
    first = made(as_alice, {"copy": filled.public_id}, title="Second")
    second = made(as_alice, {"copy": first.public_id}, title="Third")
    assert has(second) == USUALLY
