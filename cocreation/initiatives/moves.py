"""What changed from one placement to the next, and which placement each phase ended with.

Rules on plain values; the words are left to `trail.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cocreation.initiatives import checklist
from typology.catalogue import Catalogue, Item
from typology.placement import Axis, Form, Scores

MOST_ANSWERS = 3
"""How many of the answers that changed are told."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Where a placement was on one axis, and where it came to be."""

    axis: Axis
    before: int
    after: int

    @property
    def points(self) -> int:
        """How far it moved; negative towards the low end."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Turned:
    """A statement that was answered otherwise than before."""

    statement: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Lists:
    """The lines that only the new form asks, and those that only the old one asked."""

    new: tuple[Item, ...]
    gone: tuple[Item, ...]


def shifts(before: Scores, after: Scores) -> tuple[Shift, ...]:
    """Return the move on each axis, also where there is none."""
    return tuple(Shift(axis, before.on(axis), after.on(axis)) for axis in Axis)


def turned(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Turned, ...]:
    """Return the answers that changed most, the largest first; of equals in the order of ids.

    A statement that was not answered both times is left out.
    """
    changed = [
        Turned(each, before[each], after[each])
        for each in before.keys() & after.keys()
        if before[each] != after[each]
    ]
    changed.sort(key=lambda each: (-abs(each.after - each.before), each.statement))
    return tuple(changed[:MOST_ANSWERS])


def lists(catalogue: Catalogue, before: Form, after: Form) -> Lists:
    """Return what another form does to what the roles and the competences are asked."""
    new = checklist.changes(catalogue, before, after, {}).new
    gone = checklist.changes(catalogue, after, before, {}).new
    return Lists(tuple(line.item for line in new), tuple(line.item for line in gone))


class InAPhase(Protocol):
    """A placement that may say which phase it was made in."""

    @property
    def phase(self) -> str: ...


def latest_of_phases[P: InAPhase](placements: Iterable[P], order: Sequence[str]) -> list[P]:
    """Return the last placement of each phase: the known phases in their order, then the others.

    `placements` are oldest first. One without a phase is left out.
    """
    latest: dict[str, P] = {each.phase: each for each in placements if each.phase}
    known = [latest.pop(phase) for phase in order if phase in latest]
    return [*known, *latest.values()]
