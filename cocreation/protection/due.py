"""When what an organisation has chosen to forget is due. Days in, days out."""

import datetime

NOTICE = datetime.timedelta(days=14)
"""So long before anything happens it stands on the page of the settings, or in a letter."""


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of a later month, or its last day; the last day there is at the most."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years > datetime.MAXYEAR:
        return datetime.date.max
    if years < datetime.MINYEAR:
        return datetime.date.min
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(years, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def bin_on(done_on: datetime.date, years: int, chosen_on: datetime.date) -> datetime.date:
    """Return the day when an initiative that is done goes to the bin."""
    return max(months_after(done_on, 12 * years), chosen_on + NOTICE)


def tell_on(seen_on: datetime.date, months: int, chosen_on: datetime.date) -> datetime.date:
    """Return the day when someone who is away is told that their account will close."""
    return max(months_after(seen_on, months) - NOTICE, chosen_on)


def close_on(
    seen_on: datetime.date, months: int, told_on: datetime.date | None
) -> datetime.date | None:
    """Return the day when the account closes; None while its owner has not been told of it."""
    last_day = months_after(seen_on, months)
    if told_on is None or told_on < last_day - NOTICE:
        return None
    return max(last_day, told_on + NOTICE)


def forget_before(
    today: datetime.date, years: int, chosen_on: datetime.date
) -> datetime.date | None:
    """Return the day before which the history loses its words; None during the notice."""
    return months_after(today, -12 * years) if chosen_on + NOTICE <= today else None
