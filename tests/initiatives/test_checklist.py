"""What a form asks against what is in place, on a small catalogue made by hand."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocreation.initiatives.checklist import (
    Changes,
    Kind,
    Line,
    Section,
    State,
    blocks,
    changes,
    competences,
    gap,
    gate,
    largest_gaps,
    may_be_not_relevant,
    no_longer_asked,
    roles,
    three_things,
)
from typology.catalogue import (
    Area,
    Catalogue,
    CompetenceArea,
    FormTexts,
    Gate,
    GateItem,
    Item,
    PerForm,
    Question,
    Role,
    RoleItem,
    RoleTexts,
    Statement,
    Text,
    Weight,
)
from typology.placement import Form

CONTROLLED, RESPONSIBILISING, EQUAL, FACILITATING = Form
UNSEEN, MISSING, ON_THE_WAY, IN_PLACE, NOT_RELEVANT = State
WORDS = Text(da="Ord", en="Words")


def weight(*weights: int) -> PerForm[Weight]:
    return PerForm[Weight](**dict(zip(Form, weights, strict=True)))


def statement(item_id: str, *asked_by: Form, retired: bool = False) -> Statement:
    return Statement(
        id=item_id, text=WORDS, do=WORDS, asked_by=asked_by, origin="proposal", retired=retired
    )


def area(area_id: Area, weights: PerForm[Weight], *statements: Statement) -> CompetenceArea:
    return CompetenceArea(
        id=area_id,
        name=WORDS,
        official=WORDS,
        question=WORDS,
        weight=weights,
        statements=statements,
    )


def role_item(form: Form, role: Role, question: Question, *, retired: bool = False) -> RoleItem:
    item_id = f"{form}.{role}.{question}"
    return RoleItem(id=item_id, text=WORDS, question=question, retired=retired)


def form_texts(form: Form) -> FormTexts:
    """Give every role two lines and a retired one; the roles stand in reverse."""
    role_texts = tuple(
        RoleTexts(
            id=role,
            name=WORDS,
            items=(
                role_item(form, role, Question.TASKS),
                role_item(form, role, Question.RESPONSIBILITY),
                role_item(form, role, Question.RELATIONS, retired=True),
            ),
        )
        for role in reversed(Role)
    )
    what_the_rules_read: dict[str, Any] = {"id": form, "roles": role_texts}
    return FormTexts.model_construct(**what_the_rules_read)


def gate_item(item_id: str, *, blocking: bool = False, retired: bool = False) -> GateItem:
    return GateItem(id=item_id, text=WORDS, do=WORDS, blocks=blocking, retired=retired)


WHAT_THE_RULES_READ: dict[str, Any] = {
    "forms": tuple(form_texts(form) for form in Form),
    "competence_areas": (
        area(
            Area.K1,
            weight(3, 5, 5, 4),
            statement("K1.1", *Form),
            statement("K1.2", CONTROLLED),
            statement("K1.3", EQUAL, FACILITATING),
            statement("K1.4", CONTROLLED, EQUAL, retired=True),
        ),
        area(Area.K2, weight(4, 3, 2, 3), statement("K2.1", *Form), statement("K2.2", EQUAL)),
        area(Area.K3, weight(4, 3, 4, 3), statement("K3.1", CONTROLLED), statement("K3.2", EQUAL)),
        area(Area.K4, weight(1, 2, 2, 3), statement("K4.1", FACILITATING)),
        area(Area.K5, weight(2, 2, 4, 5), statement("K5.1", CONTROLLED, EQUAL)),
    ),
    "gate": Gate(
        weight=weight(5, 5, 4, 3),
        items=(
            gate_item("G4"),
            gate_item("G1", blocking=True),
            gate_item("G2", blocking=True),
            gate_item("G9", blocking=True, retired=True),
        ),
    ),
}
CATALOGUE = Catalogue.model_construct(**WHAT_THE_RULES_READ)
ITEMS = CATALOGUE.items
all_states = st.dictionaries(st.sampled_from(sorted(ITEMS)), st.sampled_from(State))


def line(item_id: str, state: State, its_gap: float | None) -> Line:
    return Line(ITEMS[item_id], state, its_gap)


def ids(lines: Iterable[Line]) -> list[str]:
    return [each.item.id for each in lines]


def ids_of(items: Iterable[Item]) -> list[str]:
    return [item.id for item in items]


def settled(*but: str) -> dict[str, State]:
    """Everything is in place but these."""
    return {item_id: IN_PLACE for item_id in ITEMS if item_id not in but}


# A line


@pytest.mark.parametrize(
    ("state", "expected"),
    [(UNSEEN, 4), (MISSING, 4), (ON_THE_WAY, 2), (IN_PLACE, 0), (NOT_RELEVANT, None)],
)
def test_the_gap_is_the_weight_of_what_is_lacking(state: State, expected: float | None) -> None:
    assert gap(4, state) == expected


def test_half_of_an_odd_weight_is_not_rounded() -> None:
    assert gap(5, ON_THE_WAY) == 2.5


def test_only_a_line_that_holds_back_cannot_be_irrelevant() -> None:
    refused = [item_id for item_id, item in ITEMS.items() if not may_be_not_relevant(item)]
    assert refused == ["G1", "G2", "G9"]


# The lists


def test_the_roles_are_those_of_the_form_in_the_order_of_the_article() -> None:
    sections = roles(CATALOGUE, EQUAL, {"equal.leader.tasks": MISSING})
    assert [section.id for section in sections] == list(Role)
    assert sections[0] == Section(
        Kind.ROLES,
        "leader",
        (
            line("equal.leader.tasks", MISSING, None),
            line("equal.leader.responsibility", UNSEEN, None),
        ),
        (),
        None,
    )
    assert sections[0].gap == 0


def test_the_heaviest_area_comes_first_and_equals_in_the_order_of_the_catalogue() -> None:
    assert {form: "".join(s.id for s in competences(CATALOGUE, form, {})) for form in Form} == {
        CONTROLLED: "K2K3K1K5K4",
        RESPONSIBILISING: "K1K2K3K4K5",
        EQUAL: "K1K3K5K2K4",
        FACILITATING: "K5K1K2K3K4",
    }


def test_an_area_asks_what_names_the_form_and_keeps_the_rest_beside_it() -> None:
    states = {"K1.1": ON_THE_WAY, "K1.3": NOT_RELEVANT, "K1.2": IN_PLACE}
    assert competences(CATALOGUE, EQUAL, states)[0] == Section(
        Kind.COMPETENCES,
        "K1",
        (line("K1.1", ON_THE_WAY, 2.5), line("K1.3", NOT_RELEVANT, None)),
        (line("K1.2", IN_PLACE, None),),
        5,
    )


def test_the_gate_asks_the_same_of_all_forms_and_weighs_as_the_form_says() -> None:
    assert gate(CATALOGUE, FACILITATING, {"G1": ON_THE_WAY}) == Section(
        Kind.GATE,
        "gate",
        (line("G4", UNSEEN, 3), line("G1", ON_THE_WAY, 1.5), line("G2", UNSEEN, 3)),
        (),
        3,
    )


@pytest.mark.parametrize("state", [state for state in State if state is not UNSEEN])
def test_a_retired_item_is_asked_no_more_but_its_answer_stays(state: State) -> None:
    retired = ("K1.4", "G9", "equal.leader.relations")
    states = dict.fromkeys(retired, state)
    sections = (
        competences(CATALOGUE, EQUAL, states)[0],
        gate(CATALOGUE, EQUAL, states),
        roles(CATALOGUE, EQUAL, states)[0],
    )
    for section, item_id in zip(sections, retired, strict=True):
        assert item_id not in ids(section.lines)
        assert section.also[-1] == line(item_id, state, None)


def test_a_retired_item_that_nobody_answered_is_gone() -> None:
    assert ids(competences(CATALOGUE, EQUAL, {"K1.4": UNSEEN})[0].also) == ["K1.2"]


@pytest.mark.parametrize(
    ("states", "counts", "gap_in_all", "progress"),
    [
        ((UNSEEN, UNSEEN, UNSEEN), (3, 0, 0, 0, 0), 15, 0),
        ((MISSING, ON_THE_WAY, IN_PLACE), (3, 1, 1, 1, 3), 7.5, 50),
        ((IN_PLACE, UNSEEN, UNSEEN), (3, 1, 0, 0, 1), 10, 33),
        ((NOT_RELEVANT, IN_PLACE, ON_THE_WAY), (2, 1, 1, 0, 2), 2.5, 75),
        ((IN_PLACE, IN_PLACE, NOT_RELEVANT), (2, 2, 0, 0, 2), 0, 100),
        ((NOT_RELEVANT, NOT_RELEVANT, NOT_RELEVANT), (0, 0, 0, 0, 0), 0, None),
    ],
)
def test_a_section_counts_what_is_asked_and_leaves_out_what_is_not_relevant(
    states: tuple[State, ...],
    counts: tuple[int, ...],
    gap_in_all: float,
    progress: int | None,
) -> None:
    section = gate(CATALOGUE, CONTROLLED, dict(zip(("G4", "G1", "G2"), states, strict=True)))
    assert counts == (
        section.asked,
        section.in_place,
        section.on_the_way,
        section.missing,
        section.looked_at,
    )
    assert (section.gap, section.progress) == (gap_in_all, progress)


@given(all_states, st.sampled_from(Form))
def test_counts_hold_together_whatever_the_states(states: dict[str, State], form: Form) -> None:
    sections: tuple[Section, ...] = (
        *roles(CATALOGUE, form, states),
        *competences(CATALOGUE, form, states),
        gate(CATALOGUE, form, states),
    )
    for section in sections:
        unseen = section.asked - section.looked_at
        assert section.in_place + section.on_the_way + section.missing + unseen == section.asked
        if section.weight and section.progress is not None:
            lacking = section.gap / (section.weight * section.asked)
            assert section.progress == pytest.approx(100 * (1 - lacking), abs=0.5)
        also_gaps = [each.gap for each in section.also]
        assert also_gaps == [None] * len(section.also)


# What to do about it


def test_the_largest_gaps_are_those_of_single_lines() -> None:
    sections = competences(CATALOGUE, EQUAL, {"K1.3": ON_THE_WAY, "K3.2": MISSING})
    assert largest_gaps(sections) == (
        line("K1.1", UNSEEN, 5),
        line("K3.2", MISSING, 4),
        line("K5.1", UNSEEN, 4),
    )
    assert ids(largest_gaps(sections, 5)) == ["K1.1", "K3.2", "K5.1", "K1.3", "K2.1"]


def test_equal_gaps_stand_in_the_order_of_the_catalogue_not_by_weight() -> None:
    states = settled("K2.1") | {"K2.1": MISSING, "K3.2": ON_THE_WAY, "K5.1": ON_THE_WAY}
    assert ids(largest_gaps(competences(CATALOGUE, EQUAL, states))) == ["K2.1", "K3.2", "K5.1"]


def test_what_is_in_place_or_not_relevant_is_no_gap() -> None:
    states = settled() | {"K1.1": NOT_RELEVANT}
    assert largest_gaps(competences(CATALOGUE, EQUAL, states)) == ()
    assert three_things(CATALOGUE, EQUAL, states) == ()


@pytest.mark.parametrize(
    ("form", "states", "expected"),
    [
        # Nothing looked at: one an area, the heaviest first; of equals the areas before the gate.
        (CONTROLLED, {}, ["G4", "K2.1", "K3.1"]),
        (EQUAL, {}, ["K1.1", "K3.2", "K5.1"]),
        (FACILITATING, {}, ["K1.1", "K2.1", "K4.1"]),
        # Not looked at holds nothing back, missing does, however light the gate.
        (FACILITATING, {"G2": MISSING}, ["G2", "K1.1", "K2.1"]),
        (FACILITATING, {"G4": MISSING}, ["K1.1", "K2.1", "K4.1"]),
        # The gate is one area: two that hold back leave room for others.
        (EQUAL, {"G1": MISSING, "G2": MISSING}, ["G1", "K1.1", "K3.2"]),
        # On the way is half a gap.
        (EQUAL, {"K1.1": ON_THE_WAY, "K3.2": ON_THE_WAY}, ["K1.3", "K5.1", "G4"]),
        (EQUAL, settled() | {"K5.1": ON_THE_WAY, "G2": ON_THE_WAY}, ["K5.1", "G2"]),
        # What another form asks, and what is retired, is not to be done.
        (EQUAL, settled() | {"K1.2": MISSING, "K1.4": MISSING, "G9": MISSING}, []),
    ],
)
def test_the_three_things_to_do_now(
    form: Form, states: dict[str, State], expected: list[str]
) -> None:
    assert ids(three_things(CATALOGUE, form, states)) == expected


@given(all_states, st.sampled_from(Form))
def test_the_three_things_are_at_most_one_an_area_and_all_lacking(
    states: dict[str, State], form: Form
) -> None:
    things = three_things(CATALOGUE, form, states)
    assert len(things) <= 3
    areas = ["gate" if isinstance(each.item, GateItem) else each.item.id[:2] for each in things]
    assert len(set(areas)) == len(areas)
    assert all(each.gap for each in things)
    if held := ids_of(blocks(CATALOGUE, states)):
        assert things[0].item.id == held[0]


def test_only_a_missing_line_of_order_in_the_house_holds_back_agreed() -> None:
    assert blocks(CATALOGUE, {}) == ()
    assert ids_of(blocks(CATALOGUE, dict.fromkeys(ITEMS, MISSING))) == ["G1", "G2"]
    for state in State:
        assert ids_of(blocks(CATALOGUE, {"G2": state})) == ["G2"] * (state is MISSING)


# What another form changes


def test_a_new_form_keeps_adds_and_lets_go() -> None:
    states = {
        "K1.1": IN_PLACE,
        "K1.2": MISSING,
        "K1.3": ON_THE_WAY,
        "controlled.leader.tasks": IN_PLACE,
        "G1": MISSING,
    }
    moved = changes(CATALOGUE, CONTROLLED, EQUAL, states)
    assert moved.kept == (
        line("K1.1", IN_PLACE, 0),
        line("K5.1", UNSEEN, 4),
        line("K2.1", UNSEEN, 2),
    )
    assert ids(moved.new) == [
        *(f"equal.{role}.{question}" for role in Role for question in ("tasks", "responsibility")),
        "K1.3",
        "K3.2",
        "K2.2",
    ]
    assert moved.no_longer_asked == (
        line("controlled.leader.tasks", IN_PLACE, None),
        line("K1.2", MISSING, None),
    )


def test_without_an_old_form_everything_is_new() -> None:
    first = changes(CATALOGUE, None, EQUAL, {"K1.2": IN_PLACE})
    assert (first.kept, first.no_longer_asked) == ((), (line("K1.2", IN_PLACE, None),))
    assert len(first.new) == 14 + 6


def test_the_same_form_changes_nothing() -> None:
    same = changes(CATALOGUE, EQUAL, EQUAL, {"K1.2": IN_PLACE})
    answered = (line("K1.2", IN_PLACE, None),)
    assert same == Changes(kept=same.kept, new=(), no_longer_asked=answered)
    assert len(same.kept) == 14 + 6


@given(all_states, st.sampled_from(Form), st.sampled_from(Form))
def test_no_answer_is_lost_when_the_form_changes(
    states: dict[str, State], old: Form, new: Form
) -> None:
    def asked(form: Form) -> set[str]:
        sections: tuple[Section, ...] = (
            *roles(CATALOGUE, form, states),
            *competences(CATALOGUE, form, states),
        )
        return {item_id for section in sections for item_id in ids(section.lines)}

    moved = changes(CATALOGUE, old, new, states)
    assert {*ids(moved.kept), *ids(moved.new)} == asked(new)
    answered = {item_id for item_id, state in states.items() if state is not UNSEEN}
    of_the_lists = {item_id for item_id, item in ITEMS.items() if not isinstance(item, GateItem)}
    assert set(ids(moved.no_longer_asked)) == of_the_lists & answered - asked(new)
    assert moved.no_longer_asked == no_longer_asked(CATALOGUE, new, states)


def test_what_was_answered_for_any_form_is_no_longer_asked_by_another() -> None:
    states = {
        "equal.leader.tasks": UNSEEN,
        "G1": MISSING,
        "G9": IN_PLACE,
        "K1.1": IN_PLACE,
        "K1.4": MISSING,
        "K1.2": NOT_RELEVANT,
        "facilitating.citizen.tasks": ON_THE_WAY,
        "controlled.leader.tasks": IN_PLACE,
        "responsibilising.leader.relations": MISSING,
    }
    assert no_longer_asked(CATALOGUE, EQUAL, states) == (
        line("controlled.leader.tasks", IN_PLACE, None),
        line("responsibilising.leader.relations", MISSING, None),
        line("facilitating.citizen.tasks", ON_THE_WAY, None),
        line("K1.2", NOT_RELEVANT, None),
        line("K1.4", MISSING, None),
    )
    assert no_longer_asked(CATALOGUE, EQUAL, {}) == ()
