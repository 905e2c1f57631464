"""Which letter is due on which day: every edge of the ladder."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocreation.reminders.ladder import Told, digest_is_due, owed, rung

DAY = datetime.date(2026, 11, 25)  # a Wednesday


def days(number: int) -> datetime.timedelta:
    return datetime.timedelta(number)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (-8, None),
        (-7, -7),
        (-1, -7),
        (0, 0),
        (6, 0),
        (7, 7),
        (13, 7),
        (14, 14),
        (55, 49),
        (56, 56),
        (62, 56),
        (63, None),
        (10_000, None),
    ],
)
def test_last_rung_passed(day: int, expected: int | None) -> None:
    assert rung(DAY, DAY + days(day)) == expected


@pytest.mark.parametrize("due_on", [datetime.date.min, datetime.date.max])
def test_days_at_the_end_of_time_are_no_trouble(due_on: datetime.date) -> None:
    assert rung(due_on, DAY) is None
    assert rung(due_on, due_on) == 0


@given(st.sets(st.integers(-20, 90)))
def test_no_letter_twice_and_at_most_ten_whenever_the_worker_is_awake(awake: set[int]) -> None:
    told: list[Told] = []
    for day in sorted(awake):
        for _again in range(2):
            new = owed([("step", DAY)], told, DAY + days(day))
            assert len(new) <= 1
            told += new
    assert len(set(told)) == len(told) <= 10
    assert [each.rung for each in told] == sorted(each.rung for each in told)


def test_ladder_of_a_worker_that_never_sleeps() -> None:
    told: list[Told] = []
    for day in range(-30, 200):
        told += owed([("step", DAY)], told, DAY + days(day))
    assert [each.rung for each in told] == [-7, 0, 7, 14, 21, 28, 35, 42, 49, 56]


def test_worker_that_slept_for_a_month_sends_one_letter() -> None:
    assert owed([("step", DAY)], [Told("step", DAY, -7)], DAY + days(30)) == (
        Told("step", DAY, 28),
    )


def test_another_day_begins_the_ladder_anew() -> None:
    told = [Told("step", DAY, 0)]
    later = DAY + days(3)
    assert owed([("step", later)], told, DAY) == (Told("step", later, -7),)


def test_clock_that_is_set_back_repeats_nothing() -> None:
    assert owed([("step", DAY)], [Told("step", DAY, 7)], DAY) == ()


def test_oldest_day_comes_first_and_the_same_thing_once() -> None:
    things = [("b", DAY), ("a", DAY), ("c", DAY - days(1)), ("a", DAY)]
    assert [each.thing for each in owed(things, [], DAY)] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("pace", "looked", "expected"),
    [
        ("off", None, False),
        ("each", 0, True),
        ("daily", None, True),
        ("daily", -1, True),
        ("daily", 0, False),
        ("weekly", None, True),
        ("weekly", -3, True),  # last Sunday: Monday was slept over
        ("weekly", -2, False),  # this Monday
        ("weekly", 0, False),
        ("nonsense", None, False),
    ],
)
def test_time_for_a_letter(pace: str, looked: int | None, expected: bool) -> None:
    looked_on = None if looked is None else DAY + days(looked)
    assert digest_is_due(pace, looked_on, DAY) is expected
