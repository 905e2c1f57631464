"""A named version keeps the whole initiative for ever: it is read whole, and compared."""

import datetime
from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.describing import describe
from cocreation.initiatives.differences import Difference, Way, differences
from cocreation.initiatives.effects import answer_effects
from cocreation.initiatives.forms.describing import current_values
from cocreation.initiatives.keeping import keep
from cocreation.initiatives.models import (
    Initiative,
    Link,
    Meeting,
    Partner,
    Plan,
    Risk,
    Step,
    Version,
)
from cocreation.initiatives.models.versions import Kept
from cocreation.initiatives.snapshot import Snapshot, read, take
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.models import User
from tests.make import make_assessment, make_client, make_initiative, make_unit
from tests.reading import Page, history, receipts
from typology.catalogue import Catalogue, Role
from typology.models import Edition

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 5, 3)
PART = "12345678-1234-1234-1234-123456789abc"


def fill(initiative: Initiative, by: User) -> None:
    """Write something in everything that a version keeps."""
    make_unit(initiative.organisation, "Culture")
    describe(
        initiative,
        by,
        {
            "sentence": "Neighbours dig together.",
            "description": "There is soil.",
            "unit": str(initiative.organisation.units.get().public_id),
            "ambition_1": "quality",
            "starts_on": DAY,
        },
        current_values(initiative),
    )
    make_assessment(initiative, 80, 80, kind="wish")
    make_assessment(initiative, 20, 30, note="We met in the garden")
    make_assessment(initiative, 1, 1).withdraw(by)
    tick(initiative, by, {"G1": {"state": "missing", "note": "Ask", "due_on": DAY}})
    hold_roles(initiative, by, [(Role.LEADER, "The head of culture")])
    Plan.of(initiative).change(by, {"money": "1234.50", "reply_on": DAY, "rooms": "The hall"})
    Partner(initiative=initiative, name="The gardeners", gives="Spades").add(by)
    Step(initiative=initiative, what="Call the school", due_on=DAY).add(by)
    Risk(initiative=initiative, what="Rain", press_line="We wait.").add(by)
    Meeting(initiative=initiative, title="The first", held_on=DAY, minutes="We agreed.").add(by)
    Link(initiative=initiative, title="Map", address="https://example.org/map").add(by)
    Step(initiative=initiative, what="Taken off").add(by).remove(by)
    question = initiative.catalogue.ambitions[1].effects[0].id
    answer_effects(initiative, by, {f"{question}-start": "Three of ten"})


def name(client: Client, url: Any, words: str = "As agreed with the council") -> Version:
    client.post(url("versions"), {"name": words})
    return Version.objects.latest("pk")


def test_version_keeps_everything_and_is_read_whole(
    as_alice: Client, as_reader: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    fill(initiative, alice)
    page = Page(as_alice.post(url("versions"), {"name": "As agreed, 3 May"}, follow=True))
    assert receipts(page) == ["“As agreed, 3 May” is kept for ever."]
    assert history(initiative)[-1] == (
        "name version",
        "version",
        None,
        "As agreed, 3 May",
        "alice",
    )
    version = Version.objects.get()
    # whatever happens later
    describe(initiative, alice, {"description": "Written since"}, current_values(initiative))
    for part in (*initiative.steps.standing(), *initiative.partners.standing()):
        part.remove(alice)
    tick(initiative, alice, {"G1": {"state": "in_place", "note": ""}})
    page = Page(as_reader.get(url("version", version.public_id)))
    assert page.heading == "The garden by the school"
    for words in (
        "As agreed, 3 May",
        "Neighbours dig together.",
        "There is soil.",
        "In dialogue",
        "Culture",
        "3 May 2026",
        "1,234.50",
        "The hall",
        "The gardeners",
        "Spades",
        "Call the school",
        "Rain",
        "We wait.",
        "The head of culture",
        "Missing",
        "Ask",
        "The first",
        "We agreed.",
        "https://example.org/map",
        "Three of ten",
        "We met in the garden",
        "(20 / 30)",
        "(80 / 80)",
        initiative.catalogue.form("controlled").name.en,  # type: ignore[arg-type]
    ):
        assert words in page.main.text, words
    for words in ("Taken off", "(1 / 1)", "Written since", "None"):
        assert words not in page.main.text, words


def test_version_is_never_changed(alice: User, initiative: Initiative) -> None:
    version = keep(initiative, alice, "First")
    version.name = "Second"
    with pytest.raises(Kept):
        version.save()
    assert Version.objects.get().name == "First"


def test_version_speaks_with_the_texts_of_its_own_edition(
    as_alice: Client, alice: User, initiative: Initiative, url: Any, catalogue: Catalogue
) -> None:
    make_assessment(initiative, 20, 30)
    version = name(as_alice, url)
    form = catalogue.forms[0]
    words = form.name.model_copy(update={"en": "Steered"})
    changed = catalogue.model_copy(
        update={
            "forms": (form.model_copy(update={"name": words}), *catalogue.forms[1:]),
        }
    )
    Edition.objects.get().correct(Catalogue.model_validate(changed.model_dump()))
    assert "Steered" in Page(as_alice.get(url("detail"))).main.text
    page = Page(as_alice.get(url("version", version.public_id)))
    assert form.name.en in page.main.text
    assert "Steered" not in page.main.text


def test_name_is_required(as_alice: Client, initiative: Initiative, url: Any) -> None:
    page = Page(as_alice.post(url("versions"), {"name": " "}))
    assert (page.status, page.error("field-name")) == (422, "Error: Write something here.")
    assert not Version.objects.exists()


def test_there_is_an_end_to_it(
    as_alice: Client, initiative: Initiative, url: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cocreation.initiatives.keeping.MOST", 1)
    name(as_alice, url)
    page = Page(as_alice.post(url("versions"), {"name": "One more"}))
    assert (page.status, page.error("field-name")) == (
        422,
        "Error: There are too many versions to keep one more.",
    )
    monkeypatch.setattr("cocreation.initiatives.keeping.MOST", 9)
    monkeypatch.setattr("cocreation.initiatives.keeping.LARGEST", 9)
    assert as_alice.post(url("versions"), {"name": "Large"}).status_code == 422
    assert Version.objects.count() == 1


def test_version_of_another_initiative_is_not_found_under_ones_own(
    as_alice: Client, alice: User, charlie: User, initiative: Initiative, url: Any
) -> None:
    theirs = keep(make_initiative(charlie), charlie, "Theirs")
    mine = name(as_alice, url)
    assert as_alice.get(url("version", theirs.public_id)).status_code == 404
    pairs: tuple[dict[str, str], ...] = (
        {"one": str(theirs.public_id), "other": "now"},
        {"one": str(mine.public_id), "other": str(theirs.public_id)},
        {"one": "x", "other": "now"},
        {"other": "now"},
    )
    for pair in pairs:
        assert as_alice.get(url("compare_versions"), pair).status_code == 404
    assert as_alice.get(url("compare_versions"))["Location"] == url("versions")


def test_comparing_tells_only_what_differs(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    fill(initiative, alice)
    one = name(as_alice, url, "Before")
    page = Page(as_alice.get(url("compare_versions"), {"one": str(one.public_id), "other": "now"}))
    assert "Nothing is different" in page.main.text
    assert "The same both times" in page.main.text
    describe(initiative, alice, {"title": "The big garden"}, current_values(initiative))
    make_assessment(initiative, 80, 30)
    tick(initiative, alice, {"G1": {"state": "in_place", "note": ""}, "K1.1": {"state": "missing"}})
    hold_roles(initiative, alice, [(Role.LEADER, ""), (Role.CITIZEN, "Neighbours")])
    Plan.of(initiative).change(alice, {"rooms": ""})
    initiative.partners.get().remove(alice)
    initiative.steps.standing().get().change(alice, {"due_on": None})
    Risk(initiative=initiative, what="Snow").add(alice)
    page = Page(as_alice.get(url("compare_versions"), {"one": str(one.public_id), "other": "now"}))
    gate, line = (initiative.catalogue.items[each].text.en for each in ("G1", "K1.1"))
    found = {}
    for section in page.main.all("section", class_="lists"):
        lines = section.all("li", class_="told__line")
        found[section.one("h2").text] = [
            " | ".join(n.text for n in each.all() if n.name in ("p", "dt", "dd")) for each in lines
        ]
    assert found == {
        "What it is": ["Changed Title | Was | The garden by the school | Became | The big garden"],
        "The plan": ["Gone Rooms and things | Was | The hall"],
        "Who has which role": [
            "New Who has the role “Citizen” | Became | Neighbours",
            "Gone Who has the role “Leader” | Was | The head of culture",
        ],
        "Our own house in order": [
            f"Changed {gate} | Was | Missing | Became | In place",
            f"Gone {gate} · Note | Was | Ask",
        ],
        "Can we do it?": [f"New {line} | Became | Missing"],
        "Steps": ["Gone Step “Call the school” · By when? | Was | 3 May 2026"],
        "What can go wrong": ["New Risk “Snow”"],
        "Partners": ["Gone Partner “The gardeners”"],
    }
    forms = initiative.catalogue
    before = forms.form("controlled").name.en  # type: ignore[arg-type]
    after = forms.form("responsibilising").name.en  # type: ignore[arg-type]
    assert f"Was {before} (20 / 30) Became {after} (80 / 30)" in page.main.text


def test_two_versions_are_compared(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    one = name(as_alice, url, "One")
    describe(initiative, alice, {"title": "Two"}, current_values(initiative))
    two = name(as_alice, url, "Two")
    page = Page(
        as_alice.get(
            url("compare_versions"), {"one": str(one.public_id), "other": str(two.public_id)}
        )
    )
    assert "From “One” to “Two”." in page.main.text
    assert "Became Two" in page.main.text


def test_reader_keeps_nothing(as_reader: Client, initiative: Initiative, url: Any) -> None:
    assert Page(as_reader.get(url("versions"))).main.all("form") == []


def test_old_snapshots_stay_readable() -> None:
    document = {
        "version": 1,
        "taken_on": "2026-05-03",
        "edition": {"number": 1, "correction": 0},
        "fields": {"title": "A garden", "a field of the past": "x"},
        "plan": {"a field of the past": 3},
        "parts": {"a kind of the past": [{"id": PART, "values": {"name": "y"}}]},
    }
    snapshot = read(document)
    assert snapshot.title == "A garden"
    assert snapshot.flat()["plan.a field of the past"] == 3


def test_snapshot_comes_back_as_it_was_written(alice: User, initiative: Initiative) -> None:
    fill(initiative, alice)
    snapshot = take(initiative, Edition.objects.get())
    assert Snapshot.model_validate_json(snapshot.model_dump_json()) == snapshot
    with pytest.raises(ValueError, match="extra"):
        read({**snapshot.model_dump(mode="json"), "more": 1})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {}, []),
        ({"title": "A"}, {"title": "A"}, []),
        ({"title": "A"}, {"title": "B"}, [Difference(Way.CHANGED, "title", "A", "B")]),
        ({"contact": ""}, {"contact": "B"}, [Difference(Way.ADDED, "contact", "", "B")]),
        ({"contact": "A"}, {}, [Difference(Way.REMOVED, "contact", "A", None)]),
        ({"contact": None}, {"contact": ""}, []),
        ({"K1.1.state": "not_looked_at"}, {}, []),
        ({}, {"K1.1.state": "not_looked_at"}, []),
        (
            {"K1.1.state": "missing"},
            {},
            [Difference(Way.REMOVED, "K1.1.state", "missing", None)],
        ),
        ({"outside_party": None}, {"outside_party": False}, None),
    ],
)
def test_differences(old: Any, new: Any, expected: Any) -> None:
    found = differences(old, new)
    assert found == expected if expected is not None else len(found) == 1


def test_part_that_comes_or_goes_is_one_difference() -> None:
    fields = {f"{PART}.what": "Call", f"{PART}.due_on": "2026-05-03"}
    assert differences({}, fields, [], [PART]) == [Difference(Way.ADDED, PART)]
    assert differences(fields, {}, [PART], []) == [Difference(Way.REMOVED, PART)]
    changed = {**fields, f"{PART}.what": "Write"}
    assert differences(fields, changed, [PART], [PART]) == [
        Difference(Way.CHANGED, f"{PART}.what", "Call", "Write")
    ]


def test_danish_reader_compares_in_danish(
    as_alice: Client, alice: User, initiative: Initiative, url: Any
) -> None:
    one = name(as_alice, url)
    describe(initiative, alice, {"status": "paused"}, current_values(initiative))
    client = make_client(alice)
    client.post("/language/", {"language": "da", "next": "/"})
    page = Page(client.get(url("compare_versions"), {"one": str(one.public_id), "other": "now"}))
    assert "Ændret Status Var I dialog Blev På pause" in page.main.text
