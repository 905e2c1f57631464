"""Which letters are due on a day: a week before, on the day, then weekly for eight weeks.

A rule on plain values. Of all rungs that a thing has passed, only the last counts: a worker that
slept for days sends one letter, not five. What is done or gone is left out by whoever asks.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

WEEK = 7
LAST_WEEK = 8
"""How many weeks after its day a thing is told of for the last time; then there is silence."""


@dataclass(frozen=True, slots=True)
class Told:
    """A rung that a person was told of."""

    thing: str
    due_on: datetime.date
    rung: int


def rung(due_on: datetime.date, today: datetime.date) -> int | None:
    """Return the last rung passed, in days after the day; None before the first, after the last.

    A thing that is a week away is at -7 until its day, then at 0, 7, 14 and so on up to 56.
    """
    days = (today - due_on).days
    reached = days // WEEK * WEEK
    return reached if -WEEK <= reached <= LAST_WEEK * WEEK else None


def owed(
    things: Iterable[tuple[str, datetime.date]], told: Collection[Told], today: datetime.date
) -> tuple[Told, ...]:
    """Return what a person is to be told of today, the oldest day first.

    A thing that gets another day begins its ladder anew. A clock that was set back repeats nothing:
    a rung at or below one that was told of is not due.
    """
    highest: dict[tuple[str, datetime.date], int] = {}
    for each in told:
        key = (each.thing, each.due_on)
        highest[key] = max(each.rung, highest.get(key, each.rung))
    found = [
        Told(thing, due_on, now)
        for thing, due_on in dict.fromkeys(things)
        if (now := rung(due_on, today)) is not None
        and now > highest.get((thing, due_on), -WEEK - 1)
    ]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.thing)))


def digest_is_due(pace: str, looked_on: datetime.date | None, today: datetime.date) -> bool:
    """Say whether it is time for a letter: never when off, once a day, once since last Monday."""
    match pace:
        case "each":
            return True
        case "daily":
            return looked_on is None or looked_on < today
        case "weekly":
            monday = today - datetime.timedelta(today.weekday())
            return looked_on is None or looked_on < monday
    return False
