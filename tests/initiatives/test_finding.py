"""Find initiatives: on the list and on the map of all, with what is asked for in the address."""

from typing import Any

import pytest
from django.test import Client

from cocreation.initiatives.finding import find
from cocreation.initiatives.folding import fold
from cocreation.initiatives.models import Initiative, Status
from cocreation.people.models import User
from tests.make import make_assessment, make_client, make_initiative, make_unit
from tests.reading import Page
from typology.models import Edition
from typology.placement import Form, Scores, place

LIST, MAP = "/initiatives/", "/initiatives/map/"
pytestmark = pytest.mark.usefixtures("edition")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ærø", "Ærø"),
        ("AARHUS", "Århus"),
        ("cafe", "Café"),
        ("  two   words ", "Two words"),
        ("ö", "Ø"),
    ],
)
def test_folded_words_are_equal(typed: str, stored: str) -> None:
    assert fold(typed) == fold(stored)


@pytest.mark.parametrize(("one", "other"), [("o", "ø"), ("a", "å"), ("ae", "æ"), ("a", "æ")])
def test_danish_letters_are_letters_of_their_own(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_danish_order_ends_with_ae_oe_aa() -> None:
    names = ["Aabenraa", "Ærø", "Ølstykke", "Zoo", "Assens", "Åkirkeby", "zebra"]
    in_order = ["Assens", "zebra", "Zoo", "Ærø", "Ølstykke", "Aabenraa", "Åkirkeby"]
    assert sorted(names, key=fold) == in_order


def test_titles_are_sorted_in_danish(alice: User, as_alice: Client) -> None:
    for title in ("Ørsted", "Aarhus", "Zoo", "Ærlig snak", "bålhytte"):
        make_initiative(alice, title)
    assert _titles(as_alice, LIST + "?order=title") == [
        "bålhytte",
        "Zoo",
        "Ærlig snak",
        "Ørsted",
        "Aarhus",
    ]


@pytest.mark.parametrize("words", ["HAVEN", "haven ærø", "børn", "Ærø"])
def test_words_are_found_in_title_sentence_and_description(
    words: str, alice: User, as_alice: Client
) -> None:
    make_initiative(alice, "Haven på Ærø", sentence="For børn.", description="Vi ses.")
    make_initiative(alice, "Noget andet")
    assert _titles(as_alice, f"{LIST}?words={words}") == ["Haven på Ærø"]


@pytest.mark.parametrize("words", ["%", "_", "%_%", "\\", "'"])
def test_signs_of_the_database_are_signs_like_others(
    words: str, alice: User, as_alice: Client
) -> None:
    make_initiative(alice, "Haven")
    assert as_alice.get(LIST, {"words": words}).status_code == 200
    assert _titles(as_alice, LIST, {"words": words}) == []


def test_changed_title_is_found_by_its_new_words(
    alice: User, as_alice: Client, htmx: Client
) -> None:
    initiative = make_initiative(alice, "Før")
    where = f"{initiative.get_absolute_url()}about/"
    htmx.post(where, {"initial-title": "Før", "title": "Efter"})
    assert _titles(as_alice, LIST + "?words=efter") == ["Efter"]
    assert _titles(as_alice, LIST + "?words=før") == []


@pytest.mark.parametrize("actors", [0, 50, 51, 100])
@pytest.mark.parametrize("outcome", [0, 50, 51, 100])
def test_query_and_rule_agree_on_the_form(actors: int, outcome: int, alice: User) -> None:
    initiative = make_initiative(alice)
    make_assessment(initiative, actors, outcome)
    mine = place(Scores(actors, outcome)).form
    for form in Form:
        rows = find(Initiative.objects.visible_to(alice), {"form": form})
        assert [row.pk for row in rows] == ([initiative.pk] if form is mine else [])


def test_latest_placement_of_today_decides_and_withdrawn_ones_do_not(
    alice: User, as_alice: Client
) -> None:
    initiative = make_initiative(alice)
    make_assessment(initiative, 80, 80)
    make_assessment(initiative, 20, 20).withdraw(alice)
    make_assessment(initiative, 20, 80, kind="wish")
    assert _titles(as_alice, LIST + "?form=facilitating") == [initiative.title]
    assert _titles(as_alice, LIST + "?form=controlled") == []


def test_each_choice_narrows_the_list(alice: User, as_alice: Client, organisation: Any) -> None:
    unit = make_unit(organisation)
    wanted = make_initiative(alice, "Wanted", unit=unit, subject_field="F4", status=Status.RUNNING)
    wanted.ambitions.create(ambition="democracy", rank=1)
    make_initiative(alice, "Other")
    for query in (
        {"status": "running"},
        {"unit": str(unit.public_id)},
        {"field": "F4"},
        {"ambition": "democracy"},
    ):
        assert _titles(as_alice, LIST, query) == ["Wanted"]
        assert "Wanted" in Page(as_alice.get(MAP, query)).main.text
        assert "Other" not in Page(as_alice.get(MAP, query)).main.text


@pytest.mark.parametrize(
    "query",
    [
        {"form": "round"},
        {"status": "lost"},
        {"unit": "not-a-uuid"},
        {"field": "F99"},
        {"ambition": "fame"},
        {"order": "luck"},
        {"words": "x" * 10_000},
        {"words": "a\x00b"},
    ],
)
@pytest.mark.parametrize("where", [LIST, MAP])
def test_strange_question_is_told_and_left_out(
    where: str, query: dict[str, str], alice: User, as_alice: Client
) -> None:
    make_initiative(alice, "Haven")
    response = as_alice.get(where, query)
    page = Page(response)
    assert page.status == 200
    assert "Haven" in page.main.text
    assert "form-error-message" in response.content.decode()


@pytest.mark.parametrize("number", ["1000000000", "0", "-1", "abc", "", "1e9"])
def test_page_that_is_not_there_shows_one_that_is(
    number: str, alice: User, as_alice: Client
) -> None:
    make_initiative(alice, "Haven")
    assert _titles(as_alice, LIST, {"page": number}) == ["Haven"]


def test_fifty_stand_on_a_page_and_the_rest_on_the_next(alice: User, as_alice: Client) -> None:
    for number in range(53):
        make_initiative(alice, f"Number {number}")
    assert len(_titles(as_alice, LIST)) == 50
    assert len(_titles(as_alice, LIST + "?page=2")) == 3
    assert "Page 1 of 2" in Page(as_alice.get(LIST)).main.text


def test_map_numbers_its_dots_as_the_list_beside(alice: User, as_alice: Client) -> None:
    for number in range(20):
        across, down = divmod(number, 5)
        initiative = make_initiative(alice, f"Number {number}")
        make_assessment(initiative, 15 + across * 22, 28 + down * 9)
    make_initiative(alice, "Not placed")
    page = Page(as_alice.get(MAP))
    labels = [node.text for node in page.root.all("text", class_="matrix__label")]
    assert sorted(labels, key=int) == [str(number) for number in range(1, 21)]
    assert len(page.root.all("g", class_="matrix__dot")) == 20
    assert "Not on the map" in page.main.text


def test_stranger_finds_nothing_of_ours(alice: User, charlie: User) -> None:
    as_charlie = make_client(charlie)
    make_assessment(make_initiative(alice, "Ours"))
    for where in (LIST, MAP):
        assert "Ours" not in Page(as_charlie.get(where, {"words": "ours"})).main.text


@pytest.mark.parametrize("number", [1, 60])
@pytest.mark.parametrize(("where", "queries"), [(LIST, 8), (MAP, 5)])
def test_query_count_is_constant(
    where: str,
    queries: int,
    number: int,
    alice: User,
    as_alice: Client,
    django_assert_num_queries: Any,
) -> None:
    for each in range(number):
        make_assessment(make_initiative(alice, f"Number {each}"))
    with django_assert_num_queries(queries):
        as_alice.get(where)


def test_published_edition_of_old_stays_with_its_initiatives(
    alice: User, as_alice: Client, edition: Edition, catalogue: Any
) -> None:
    initiative = make_initiative(alice, "Old")
    make_assessment(initiative, 80, 80)
    words = catalogue.model_dump(mode="json")
    words["forms"][3]["name"]["en"] = "Another name"
    Edition.objects.publish(type(catalogue).model_validate(words))
    assert "Another name" not in Page(as_alice.get(MAP)).root.one("ol", class_="numbered").text


def _titles(client: Client, where: str, query: dict[str, str] | None = None) -> list[str]:
    """The titles on the list, in order."""
    page = Page(client.get(where, query or {}))
    return [node.text for node in page.root.all("h3")]
