"""A history in sittings: tables for who sat when, what a row is about, and what came of it."""

import datetime
from typing import Any

import pytest

from cocreation.initiatives.sittings import (
    GAP,
    Act,
    Address,
    Told,
    same,
    sittings,
    spot,
    tell,
    together,
)

NOON = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)
A, B = 1, 2
PART = "12345678-1234-1234-1234-123456789abc"


def acts(*given: tuple[int | None, float, str]) -> list[Act]:
    """Make acts of who, minutes after noon, and what."""
    return [
        Act(key, NOON + datetime.timedelta(minutes=minutes), by, where)
        for key, (by, minutes, where) in enumerate(given)
    ]


LONG = GAP.total_seconds() / 60


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([(A, 0, "title")], [(A, [0])]),
        ([(A, 0, "title"), (A, LONG - 0.01, "title")], [(A, [0, 1])]),
        ([(A, 0, "title"), (A, LONG, "title")], [(A, [1]), (A, [0])]),
        # each pause counts, not the length of the whole
        ([(A, 0, "x"), (A, 29, "x"), (A, 58, "x")], [(A, [0, 1, 2])]),
        # two at the same time, each with things of their own
        ([(A, 0, "x"), (B, 1, "y"), (A, 2, "z"), (B, 3, "y")], [(B, [1, 3]), (A, [0, 2])]),
        # the same thing: each sitting tells what its person found and left
        ([(A, 0, "x"), (B, 1, "x"), (A, 2, "x")], [(A, [2]), (B, [1]), (A, [0])]),
        ([(A, 0, "x"), (A, 1, "y"), (B, 2, "x"), (A, 3, "y")], [(A, [3]), (B, [2]), (A, [0, 1])]),
        # someone who is gone is somebody too
        ([(None, 0, "x"), (A, 1, "y"), (None, 2, "z")], [(None, [0, 2]), (A, [1])]),
    ],
)
def test_acts_make_sittings(
    given: list[tuple[int | None, float, str]], expected: list[tuple[int | None, list[int]]]
) -> None:
    found = [(each.by, [act.key for act in each.acts]) for each in sittings(acts(*given))]
    assert found == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", ("field", "title", "")),
        ("ambition_1", ("field", "ambition_1", "")),
        ("leader", ("field", "leader", "")),
        ("plan.reply_on", ("plan", "plan", "reply_on")),
        ("K1.1.state", ("tick", "K1.1", "state")),
        ("controlled.leader.tasks.due_on", ("tick", "controlled.leader.tasks", "due_on")),
        ("quality.satisfied.start", ("effect", "quality.satisfied", "start")),
        (PART, ("part", PART, "")),
        (f"{PART}.due_on", ("part", PART, "due_on")),
        (f"assessment {PART}", ("assessment", PART, "")),
        ("", ("field", "", "")),
    ],
)
def test_address_is_read(field: str, expected: tuple[str, str, str]) -> None:
    at = Address.of(field)
    assert (at.what, at.id, at.name) == expected


@pytest.mark.parametrize(
    ("verb", "field", "expected"),
    [
        ("change", "title", "title"),
        ("tick", "K1.1.note", "K1.1.note"),
        ("hold role", "leader", "leader"),
        ("answer effect", "quality.satisfied.end", "quality.satisfied.end"),
        ("change plan", "plan.money", "plan.money"),
        ("change step", f"{PART}.what", f"{PART}.what"),
        ("add step", PART, PART),
        ("remove step", f"{PART}.what", PART),
        ("restore step", f"{PART}.what", PART),
        ("withdraw", f"assessment {PART}", f"assessment {PART}"),
        ("restore", f"assessment {PART}", f"assessment {PART}"),
        ("delete", "", "initiative"),
        ("restore", "", "initiative"),
        ("assess", "today", "assess 7"),
        ("name person", "person", "name person 7"),
        ("change involvement", "person", "change involvement 7"),
        ("something unheard of", "", "something unheard of 7"),
    ],
)
def test_row_is_about_one_spot(verb: str, field: str, expected: str) -> None:
    assert spot(verb, field, 7) == expected


def rows(*given: tuple[str, str, Any, Any]) -> list[tuple[str, Any, Any, int, int]]:
    found = together(tell(*row, key) for key, row in enumerate(given))
    return [(row.spot, row.old, row.new, row.first, row.last) for row in found]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("change", "title", "A", "B")], [("title", "A", "B", 0, 0)]),
        (
            [("change", "title", "A", "B"), ("change", "title", "B", "C")],
            [("title", "A", "C", 0, 1)],
        ),
        ([("change", "title", "A", "B"), ("change", "title", "B", "A")], []),
        ([("change", "contact", "", None)], []),
        ([("tick", "G1.due_on", None, "")], []),
        ([("change", "outside_party", None, False)], [("outside_party", None, False, 0, 0)]),
        (
            [("change", "a", 1, 2), ("change", "b", 1, 2), ("change", "a", 2, 3)],
            [("b", 1, 2, 1, 1), ("a", 1, 3, 0, 2)],
        ),
        # what is written in a new part belongs to its coming
        (
            [
                ("add step", PART, None, {"what": "Call"}),
                ("change step", f"{PART}.due_on", None, "2026-05-03"),
            ],
            [(PART, None, "Call", 0, 0)],
        ),
        (
            [
                ("add step", PART, None, {"what": "Call"}),
                ("remove step", f"{PART}.what", "Call", "Call"),
            ],
            [],
        ),
        ([("remove step", f"{PART}.what", "Call", "Call")], [(PART, "Call", None, 0, 0)]),
        (
            [
                ("remove step", f"{PART}.what", "Call", "Call"),
                ("restore step", f"{PART}.what", "Call", "Call"),
            ],
            [],
        ),
        # a database may keep the fields in an order of its own
        (
            [("add partner", PART, None, {"why": "A place", "name": "Gardeners"})],
            [(PART, None, "Gardeners", 0, 0)],
        ),
        ([("delete", "", None, None)], [("initiative", True, None, 0, 0)]),
        ([("delete", "", None, None), ("restore", "", None, None)], []),
        (
            [("assess", "today", None, {"actors": 1}), ("assess", "today", None, {"actors": 1})],
            [
                ("assess 0", None, {"actors": 1}, 0, 0),
                ("assess 1", None, {"actors": 1}, 1, 1),
            ],
        ),
    ],
)
def test_each_thing_is_told_once(given: list[Any], expected: list[Any]) -> None:
    assert rows(*given) == expected


def test_part_that_came_and_went_leaves_nothing_of_its_fields() -> None:
    assert (
        rows(
            ("add step", PART, None, {"what": "Call"}),
            ("change step", f"{PART}.what", "Call", "Write"),
            ("remove step", f"{PART}.what", "Write", "Write"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("old", "new", "alike"),
    [(None, "", True), ("", "", True), (0, "", False), (False, None, False), ("a", "b", False)],
)
def test_nothing_is_nothing_however_written(old: Any, new: Any, alike: bool) -> None:
    assert same(old, new) is alike


def test_told_is_a_value() -> None:
    it = tell("change", "title", "A", "B", 3)
    assert it == Told("title", "change", "title", "A", "B", 3, 3)
