"""What is different between two snapshots of an initiative: field by field, only what differs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cocreation.initiatives.sittings import Address, same

NOT_LOOKED_AT = "not_looked_at"


class Way(StrEnum):
    """How a thing differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same on both sides; a part that came or went is one thing."""

    way: Way
    field: str
    old: Any = None
    new: Any = None


def differences(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    parts: Iterable[str] = (),
    others: Iterable[str] = (),
) -> list[Difference]:
    """Compare two flat snapshots; `parts` and `others` are the ids of their parts.

    The order is that of the newer one, with what is gone at the end.
    """
    before, after = frozenset(parts), frozenset(others)
    found: dict[str, Difference] = {}
    for field in dict.fromkeys((*new, *old)):
        part_id = at.id if (at := Address.of(field)).what == "part" else ""
        if part_id and part_id not in before:
            found[part_id] = Difference(Way.ADDED, part_id)
        elif part_id and part_id not in after:
            found[part_id] = Difference(Way.REMOVED, part_id)
        elif not _alike(at, old.get(field), new.get(field)):
            values = old.get(field), new.get(field)
            found[field] = Difference(_way(*values), field, *values)
    return list(found.values())


def _alike(at: Address, old: Any, new: Any) -> bool:
    """A line that nobody had answered is the same as one that was not there."""
    if at.what == "tick" and at.name == "state":
        return (old or NOT_LOOKED_AT) == (new or NOT_LOOKED_AT)
    return same(old, new)


def _way(old: Any, new: Any) -> Way:
    if old in (None, ""):
        return Way.ADDED
    return Way.REMOVED if new in (None, "") else Way.CHANGED
