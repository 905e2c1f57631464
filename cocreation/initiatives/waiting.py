"""What waits for a person in their initiatives, the most urgent first.

A rule on plain values: who is asked and how it is said is left to others. Something new that can
wait is one more `Kind`, in its place of urgency, and one more line in `_of`.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

SOON = datetime.timedelta(days=7)
"""How long before its day a line begins to wait."""
STANDS_FOR = datetime.timedelta(days=90)
"""How long a placement stands before one asks whether things have moved."""

GOES_ON = frozenset({"dialogue", "agreed", "running"})
"""The statuses of an initiative that people work on. Nothing waits in a paused or a done one."""
OPEN = GOES_ON | {"draft"}


class Kind(StrEnum):
    """Why something waits, the most urgent first."""

    LAW = "law"
    """A line is missing that holds back *agreed*."""
    DUE = "due"
    """The day of a line is today or has passed."""
    ENDED = "ended"
    """The period has passed, and the status says that it goes on."""
    ASKED = "asked"
    """Someone has asked this person, and has no answer yet."""
    SOON = "soon"
    """The day of a line is near."""
    PARTY = "party"
    """Nobody has said whether someone outside the public sector takes part."""
    PLACE = "place"
    """It is not placed yet."""
    MOVED = "moved"
    """Its status has changed since it was placed."""
    AGAIN = "again"
    """Its placement is old."""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of a checklist that is not in place."""

    item: str
    due_on: datetime.date | None = None
    holds_back: bool = False
    """Whether it is missing, and the law asks for it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an initiative stands, as far as anything in it can wait."""

    initiative: UUID
    status: str
    started_on: datetime.date
    outside_party: bool | None = None
    placed_on: datetime.date | None = None
    status_changed_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    lines: tuple[OpenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: why, in which initiative, in which line, and since or until when."""

    kind: Kind
    initiative: UUID
    what: str = ""
    """The id of the line, where it is one."""
    due: datetime.date | None = None
    """The day when it should be done; None for a line of the law without a day."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What a person has promised by a day, beside the lines of their own initiatives."""

    initiative: UUID
    what: str
    due_on: datetime.date


@dataclass(frozen=True, slots=True)
class Asked:
    """A comment that is addressed to the person."""

    initiative: UUID
    what: str
    asked_on: datetime.date


def waiting(
    standings: Iterable[Standing],
    today: datetime.date,
    dated: Iterable[Dated] = (),
    asked: Iterable[Asked] = (),
) -> tuple[Waiting, ...]:
    """Return what waits; of equals what was due first, then in the order of the initiatives."""
    found = [each for standing in standings for each in _of(standing, today)]
    found += [
        Waiting(_kind_of_day(each.due_on, today), each.initiative, each.what, each.due_on)
        for each in dated
        if each.due_on <= today + SOON
    ]
    found += [Waiting(Kind.ASKED, each.initiative, each.what, each.asked_on) for each in asked]
    return tuple(sorted(found, key=_urgency))


def _kind_of_day(due_on: datetime.date, today: datetime.date) -> Kind:
    return Kind.DUE if due_on <= today else Kind.SOON


def _of(it: Standing, today: datetime.date) -> Iterator[Waiting]:
    """Yield what waits in one initiative; a line waits for one reason only."""
    if it.status not in OPEN:
        return
    for line in it.lines:
        if line.holds_back:
            yield Waiting(Kind.LAW, it.initiative, line.item, line.due_on)
        elif line.due_on and line.due_on <= today + SOON:
            kind = _kind_of_day(line.due_on, today)
            yield Waiting(kind, it.initiative, line.item, line.due_on)
    goes_on = it.status in GOES_ON
    if goes_on and it.ends_on and it.ends_on < today:
        yield Waiting(Kind.ENDED, it.initiative, due=it.ends_on)
    if it.outside_party is None:
        yield Waiting(Kind.PARTY, it.initiative, due=it.started_on)
    elif it.outside_party and it.placed_on is None:
        yield Waiting(Kind.PLACE, it.initiative, due=it.started_on)
    elif it.outside_party and it.placed_on:
        match asks_again(it.placed_on, it.status_changed_on, it.status, today):
            case Kind.MOVED:
                yield Waiting(Kind.MOVED, it.initiative, due=it.status_changed_on)
            case Kind.AGAIN:
                yield Waiting(Kind.AGAIN, it.initiative, due=it.placed_on + STANDS_FOR)


def asks_again(
    placed_on: datetime.date,
    status_changed_on: datetime.date | None,
    status: str,
    today: datetime.date,
) -> Kind | None:
    """Return why an initiative asks to be placed again: MOVED, AGAIN, or None while it does not.

    One that rests, is done or is a draft never asks.
    """
    if status not in GOES_ON:
        return None
    if status_changed_on and status_changed_on > placed_on:
        return Kind.MOVED
    return Kind.AGAIN if placed_on + STANDS_FOR < today else None


def _urgency(it: Waiting) -> tuple[int, datetime.date]:
    return list(Kind).index(it.kind), it.due or datetime.date.max
