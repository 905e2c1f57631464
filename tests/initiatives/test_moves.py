"""What changed between placements, and what was known on a day: tables."""

from dataclasses import dataclass

import pytest

from cocreation.initiatives.moves import (
    Shift,
    Turned,
    latest_of_phases,
    lists,
    shifts,
    turned,
)
from cocreation.initiatives.rewinding import walked_back
from typology.catalogue import Catalogue, RoleItem
from typology.placement import Axis, Form, Scores


def test_each_axis_says_where_it_was_and_is() -> None:
    assert shifts(Scores(20, 60), Scores(45, 60)) == (
        Shift(Axis.ACTORS, 20, 45),
        Shift(Axis.OUTCOME, 60, 60),
    )
    assert [each.points for each in shifts(Scores(20, 60), Scores(0, 100))] == [-20, 40]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"A1": 5}, []),
        ({"A1": 5}, {}, []),
        ({"A1": 5}, {"A1": 5}, []),
        ({"A1": 1, "A2": 3}, {"A1": 2, "A2": 5}, [("A2", 3, 5), ("A1", 1, 2)]),
        # Of equals in the order of ids, and never more than three.
        (
            {"U1": 1, "A2": 3, "A1": 3, "A3": 1},
            {"U1": 2, "A2": 2, "A1": 4, "A3": 5},
            [("A3", 1, 5), ("A1", 3, 4), ("A2", 3, 2)],
        ),
    ],
)
def test_answers_that_changed_most(
    before: dict[str, int], after: dict[str, int], expected: list[tuple[str, int, int]]
) -> None:
    assert turned(before, after) == tuple(Turned(*each) for each in expected)


def test_lists_have_what_only_one_of_two_forms_asks(catalogue: Catalogue) -> None:
    found = lists(catalogue, Form.CONTROLLED, Form.EQUAL)
    statements = [s for area in catalogue.competence_areas for s in area.statements]
    for items, of, other in (
        (found.new, Form.EQUAL, Form.CONTROLLED),
        (found.gone, Form.CONTROLLED, Form.EQUAL),
    ):
        asked = {s.id for s in statements if of in s.asked_by and other not in s.asked_by}
        roles = {item.id for role in catalogue.form(of).roles for item in role.items}
        assert {item.id for item in items if not isinstance(item, RoleItem)} == asked
        assert {item.id for item in items if isinstance(item, RoleItem)} == roles
    same = lists(catalogue, Form.EQUAL, Form.EQUAL)
    assert (same.new, same.gone) == ((), ())


@dataclass(frozen=True)
class Placed:
    phase: str
    day: int


def test_latest_of_each_phase_in_the_order_of_phases_then_the_others() -> None:
    trail = [
        Placed("do", 1),
        Placed("", 2),
        Placed("Our own", 3),
        Placed("choose", 4),
        Placed("do", 5),
        Placed("Another", 6),
        Placed("Our own", 7),
    ]
    assert latest_of_phases(trail, ["choose", "design", "do"]) == [
        Placed("choose", 4),
        Placed("do", 5),
        Placed("Our own", 7),
        Placed("Another", 6),
    ]
    assert latest_of_phases([Placed("", 1)], ["choose"]) == []


@pytest.mark.parametrize(
    ("now", "changes", "then"),
    [
        ({"a": "x"}, [], {"a": "x"}),
        ({"a": "x"}, [("a", "w")], {"a": "w"}),
        # The newest comes first: the oldest of the old values is the last word.
        ({"a": "x"}, [("a", "w"), ("a", "v")], {"a": "v"}),
        ({"a": "x", "b": "y"}, [("a", None)], {"b": "y"}),
        ({"a": "x"}, [("a", "")], {}),
        # What was taken away since is there again.
        ({}, [("a", "w")], {"a": "w"}),
        ({}, [("a", "w"), ("a", None)], {}),
        ({}, [("a", None)], {}),
    ],
)
def test_walking_back_takes_later_changes_off(
    now: dict[str, str], changes: list[tuple[str, str | None]], then: dict[str, str]
) -> None:
    before = dict(now)
    assert walked_back(now, changes) == then
    assert now == before
