"""When what an organisation has chosen to forget is due: days in, days out."""

from datetime import date, timedelta

import pytest

from cocreation.protection.due import (
    NOTICE,
    bin_on,
    close_on,
    forget_before,
    months_after,
    tell_on,
)

LONG_AGO = date(2000, 1, 1)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 1), 0, date(2026, 1, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 5, 5), -60, date(2021, 5, 5)),
        (date(9999, 12, 31), 1, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months_are_counted_as_people_do(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


@pytest.mark.parametrize(
    ("done_on", "chosen_on", "binned_on"),
    [
        (date(2020, 5, 1), LONG_AGO, date(2025, 5, 1)),
        (date(2020, 5, 1), date(2025, 5, 1), date(2025, 5, 15)),
        (date(2020, 5, 1), date(2025, 4, 17), date(2025, 5, 1)),
        (date(2010, 1, 1), date(2026, 1, 1), date(2026, 1, 15)),
    ],
)
def test_finished_initiative_goes_after_its_years_and_a_notice(
    done_on: date, chosen_on: date, binned_on: date
) -> None:
    assert bin_on(done_on, 5, chosen_on) == binned_on


@pytest.mark.parametrize(
    ("told_on", "closed_on"),
    [
        (None, None),
        (date(2025, 12, 17), None),
        (date(2025, 12, 18), date(2026, 1, 1)),
        (date(2025, 12, 20), date(2026, 1, 3)),
        (date(2026, 3, 1), date(2026, 3, 15)),
    ],
)
def test_account_closes_after_its_owner_was_told(
    told_on: date | None, closed_on: date | None
) -> None:
    seen_on = date(2025, 1, 1)
    assert close_on(seen_on, 12, told_on) == closed_on


def test_owner_is_told_a_notice_before_and_never_before_it_was_chosen() -> None:
    assert tell_on(date(2025, 1, 1), 12, LONG_AGO) == date(2025, 12, 18)
    assert tell_on(date(2025, 1, 1), 12, date(2026, 2, 1)) == date(2026, 2, 1)


def test_signing_in_ends_an_older_notice() -> None:
    assert close_on(date(2026, 1, 2), 12, date(2025, 12, 20)) is None


def test_history_is_forgotten_after_the_notice() -> None:
    today = date(2026, 5, 5)
    assert forget_before(today, 5, today - NOTICE) == date(2021, 5, 5)
    assert forget_before(today, 5, today - NOTICE + timedelta(1)) is None
