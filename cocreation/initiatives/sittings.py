"""A history as people remember it: one entry a sitting, each thing once, from what to what.

A sitting is what one person changed in one go. It ends after half an hour of nothing, or when
someone else changes a thing that it holds. Others who work on other things do not end it.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

GAP = datetime.timedelta(minutes=30)
"""So long a pause ends a sitting."""

PUBLIC_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
MOMENTS = ("start", "end")
TICKED = ("state", "note", "responsible", "due_on")

MERGED = frozenset({"tick", "hold role", "answer effect"})
"""The verbs that change a value, beside those that begin with *change*."""

NAMING = ("name", "what", "title", "text")
"""The fields that name a part, whichever kind it is of."""

type What = Literal["field", "plan", "part", "tick", "role", "assessment", "effect"]


@dataclass(frozen=True, slots=True)
class Address:
    """What a name in the history points at: `title`, `plan.reply_on`, `K1.1.state`, a part's."""

    what: What
    id: str
    name: str = ""

    @classmethod
    def of(cls, field: str) -> "Address":
        """Read an address. A part's own id alone stands for the part as a whole."""
        if part := re.fullmatch(rf"({PUBLIC_ID})(?:\.(\w+))?", field):
            return cls("part", part[1], part[2] or "")
        if assessment := re.fullmatch(rf"assessment ({PUBLIC_ID})", field):
            return cls("assessment", assessment[1])
        thing, _dot, name = field.rpartition(".")
        if thing == "plan":
            return cls("plan", thing, name)
        if thing and name in MOMENTS:
            return cls("effect", thing, name)
        if thing and name in TICKED:
            return cls("tick", thing, name)
        return cls("field", field)


@dataclass(frozen=True, slots=True)
class Act:
    """A row of a history without its values: who did something to what, and when."""

    key: int
    at: datetime.datetime
    by: int | None
    spot: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person did in one go, oldest first."""

    by: int | None
    acts: tuple[Act, ...]

    @property
    def began(self) -> datetime.datetime:
        return self.acts[0].at

    @property
    def ended(self) -> datetime.datetime:
        return self.acts[-1].at


def spot(verb: str, field: str, key: int) -> str:
    """Return what a row is about; rows with the same spot in one sitting are told as one.

    Adding, removing and restoring a part are one thing: whether it is there. What we do not know
    how to put together stands alone.
    """
    first = verb.partition(" ")[0]
    if verb in ("delete", "restore") and not field:
        return "initiative"
    where = Address.of(field)
    if where.what == "part" and first in ("add", "remove", "restore"):
        return where.id
    if where.what == "assessment" or (verb in MERGED and field):
        return field
    if first == "change" and field not in ("", "person"):
        return field
    return f"{verb} {key}"


def sittings(acts: Iterable[Act]) -> list[Sitting]:
    """Put acts, oldest first, together into sittings, the newest first."""
    done: list[list[Act]] = []
    open_now: dict[int | None, list[Act]] = {}
    for act in acts:
        for other, theirs in list(open_now.items()):
            if other != act.by and any(each.spot == act.spot for each in theirs):
                del open_now[other]
        mine = open_now.get(act.by)
        if mine is None or act.at - mine[-1].at >= GAP:
            mine = open_now[act.by] = []
            done.append(mine)
        mine.append(act)
    together = [Sitting(acts[0].by, tuple(acts)) for acts in done]
    return sorted(together, key=lambda each: (each.ended, each.acts[-1].key), reverse=True)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing of a sitting: what it was before, and what it was in the end.

    `first` and `last` are the keys of the rows that say so.
    """

    spot: str
    verb: str
    field: str
    old: Any
    new: Any
    first: int
    last: int


def tell(verb: str, field: str, old: Any, new: Any, key: int) -> Told:
    """Read a row. Of a thing that comes or goes, the value is its name while it is there."""
    first = verb.partition(" ")[0]
    where = spot(verb, field, key)
    if where == "initiative" or Address.of(where).what == "assessment":
        there = first == "restore"
        old, new = (None, True) if there else (True, None)
    elif Address.of(where) == Address("part", where):
        name = _name_in(new) or _name_in(old)
        old, new = (name, None) if first == "remove" else (None, name)
    return Told(where, verb, field, old, new, key, key)


def _name_in(value: Any) -> Any:
    """Return a part's name: the row says it alone, or among what was filled in.

    A database may keep the fields in any order, so the name is looked for by its field.
    """
    if not isinstance(value, dict):
        return value
    return next((value[field] for field in NAMING if field in value), "")


def together(rows: Iterable[Told]) -> list[Told]:
    """Tell each thing once, in the order of its last row; leave out what came to nothing.

    What is written in a part that came in the same sitting belongs to its coming.
    """
    merged: dict[str, Told] = {}
    for row in rows:
        before = merged.pop(row.spot, None)
        merged[row.spot] = replace(row, old=before.old, first=before.first) if before else row
    come = {row.spot for row in merged.values() if _is_a_part(row) and row.old is None}
    return [
        row
        for row in merged.values()
        if (_stands_alone(row) or not same(row.old, row.new, of_part=_is_a_part(row)))
        and not ("." in row.spot and row.spot.partition(".")[0] in come)
    ]


def _stands_alone(row: Told) -> bool:
    return row.spot == f"{row.verb} {row.first}"


def _is_a_part(row: Told) -> bool:
    return Address.of(row.spot) == Address("part", row.spot)


def same(old: Any, new: Any, *, of_part: bool = False) -> bool:
    """Whether two values say the same: nothing is nothing, however it was written down."""
    if of_part:
        return (old is None) is (new is None)
    return bool(old == new or (old in (None, "") and new in (None, "")))
