"""What waits in an initiative, and what comes first: one table."""

import datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocreation.initiatives.models import Status
from cocreation.initiatives.waiting import (
    GOES_ON,
    OPEN,
    Asked,
    Dated,
    Kind,
    OpenLine,
    Standing,
    Waiting,
    waiting,
)

TODAY = datetime.date(2026, 11, 25)
GARDEN, BENCH = UUID(int=1), UUID(int=2)


def day(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days)


def standing(initiative: UUID = GARDEN, **more: Any) -> Standing:
    """Stand well: placed yesterday, under way, nothing open."""
    well: dict[str, Any] = {
        "status": "running",
        "started_on": day(-300),
        "outside_party": True,
        "placed_on": day(-1),
    }
    return Standing(initiative, **(well | more))


def line(item: str = "K1.1", due: int | None = None, *, holds_back: bool = False) -> OpenLine:
    return OpenLine(item, None if due is None else day(due), holds_back)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        # A line with a day.
        ({"lines": (line(),)}, []),
        ({"lines": (line(due=-400),)}, [(Kind.DUE, "K1.1", day(-400))]),
        ({"lines": (line(due=-1),)}, [(Kind.DUE, "K1.1", day(-1))]),
        ({"lines": (line(due=0),)}, [(Kind.DUE, "K1.1", TODAY)]),
        ({"lines": (line(due=1),)}, [(Kind.SOON, "K1.1", day(1))]),
        ({"lines": (line(due=7),)}, [(Kind.SOON, "K1.1", day(7))]),
        ({"lines": (line(due=8),)}, []),
        # A line of the law waits whatever its day, and once only.
        ({"lines": (line("G1", holds_back=True),)}, [(Kind.LAW, "G1", None)]),
        ({"lines": (line("G1", 60, holds_back=True),)}, [(Kind.LAW, "G1", day(60))]),
        ({"lines": (line("G1", -3, holds_back=True),)}, [(Kind.LAW, "G1", day(-3))]),
        # The period.
        ({"ends_on": TODAY}, []),
        ({"ends_on": day(-1)}, [(Kind.ENDED, "", day(-1))]),
        ({"ends_on": day(-1), "status": "agreed"}, [(Kind.ENDED, "", day(-1))]),
        ({"ends_on": day(-1), "status": "draft"}, []),
        # The first question, and the first placement.
        ({"outside_party": None, "placed_on": None}, [(Kind.PARTY, "", day(-300))]),
        ({"outside_party": None}, [(Kind.PARTY, "", day(-300))]),
        ({"outside_party": False, "placed_on": None}, []),
        ({"placed_on": None}, [(Kind.PLACE, "", day(-300))]),
        ({"placed_on": None, "status": "draft"}, [(Kind.PLACE, "", day(-300))]),
        # A placement stands for ninety days.
        ({"placed_on": day(-90)}, []),
        ({"placed_on": day(-91)}, [(Kind.AGAIN, "", day(-1))]),
        ({"placed_on": day(-91), "status": "dialogue"}, [(Kind.AGAIN, "", day(-1))]),
        ({"placed_on": day(-91), "status": "agreed"}, [(Kind.AGAIN, "", day(-1))]),
        ({"placed_on": day(-91), "status": "draft"}, []),
        ({"placed_on": day(-91), "outside_party": False}, []),
        # So it does until the status changes.
        ({"placed_on": day(-10), "status_changed_on": day(-11)}, []),
        ({"placed_on": day(-10), "status_changed_on": day(-10)}, []),
        ({"placed_on": day(-10), "status_changed_on": day(-9)}, [(Kind.MOVED, "", day(-9))]),
        ({"placed_on": day(-91), "status_changed_on": day(-9)}, [(Kind.MOVED, "", day(-9))]),
        ({"placed_on": day(-91), "status_changed_on": day(-99)}, [(Kind.AGAIN, "", day(-1))]),
        ({"placed_on": day(-10), "status_changed_on": TODAY, "status": "draft"}, []),
        ({"placed_on": day(-10), "status_changed_on": TODAY, "outside_party": False}, []),
        ({"placed_on": day(1)}, []),
        ({"placed_on": datetime.date.min, "status": "draft"}, []),
    ],
)
def test_what_waits(more: dict[str, Any], expected: list[tuple[Kind, str, Any]]) -> None:
    assert [(it.kind, it.what, it.due) for it in waiting([standing(**more)], TODAY)] == expected


@pytest.mark.parametrize("status", ["paused", "done"])
def test_nothing_waits_in_what_rests(status: str) -> None:
    lines = (line("G1", holds_back=True), line(due=-1))
    for outside_party in (None, True):
        it = standing(
            status=status, lines=lines, ends_on=day(-1), placed_on=None, outside_party=outside_party
        )
        assert waiting([it], TODAY) == ()


def test_most_urgent_comes_first() -> None:
    everything = [
        standing(placed_on=day(-100)),
        standing(placed_on=None),
        standing(outside_party=None),
        standing(ends_on=day(-2)),
        standing(lines=(line("K1.4", 2), line("K1.3", 1), line("K1.2"), line("K1.1", -1))),
        standing(lines=(line("G2", holds_back=True), line("G1", 60, holds_back=True))),
    ]
    assert [(it.kind, it.what) for it in waiting(everything, TODAY)] == [
        (Kind.LAW, "G1"),
        (Kind.LAW, "G2"),
        (Kind.DUE, "K1.1"),
        (Kind.ENDED, ""),
        (Kind.SOON, "K1.3"),
        (Kind.SOON, "K1.4"),
        (Kind.PARTY, ""),
        (Kind.PLACE, ""),
        (Kind.AGAIN, ""),
    ]


def test_of_equals_the_order_of_the_initiatives_counts() -> None:
    both = [standing(BENCH, lines=(line(due=0),)), standing(GARDEN, lines=(line(due=0),))]
    assert [it.initiative for it in waiting(both, TODAY)] == [BENCH, GARDEN]
    assert [it.initiative for it in waiting(both[::-1], TODAY)] == [GARDEN, BENCH]


def test_statuses_are_those_of_the_initiatives() -> None:
    assert set(OPEN) | {"paused", "done"} == set(Status.values)
    assert set(GOES_ON) | {"draft"} == set(OPEN)


DAYS = st.none() | st.integers(-500, 500)


@given(st.lists(st.tuples(st.sampled_from(["draft", "running", "done"]), DAYS, DAYS, DAYS)))
def test_whatever_stands_how_nothing_waits_twice(rows: list[Any]) -> None:
    standings = [
        standing(
            UUID(int=number),
            status=status,
            placed_on=None if placed is None else day(placed),
            ends_on=None if ends is None else day(ends),
            lines=(line("K1.1", due), line("G1", due, holds_back=True)),
        )
        for number, (status, placed, ends, due) in enumerate(rows)
    ]
    found = waiting(standings, TODAY)
    assert len({(it.initiative, it.what or it.kind) for it in found}) == len(found)
    assert [list(Kind).index(it.kind) for it in found] == sorted(
        list(Kind).index(it.kind) for it in found
    )


def test_what_one_has_promised_elsewhere_waits_by_its_day() -> None:
    days = {"a": -1, "b": 7, "c": 8}
    late, soon, far = (Dated(GARDEN, what, day(number)) for what, number in days.items())
    asked = Asked(GARDEN, "question", day(-3))
    assert waiting([], TODAY, [soon, far, late], [asked]) == (
        Waiting(Kind.DUE, GARDEN, "a", day(-1)),
        Waiting(Kind.ASKED, GARDEN, "question", day(-3)),
        Waiting(Kind.SOON, GARDEN, "b", day(7)),
    )
