"""Two initiatives, or two days of one, beside each other: placement, roles, gaps and the gate."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cocreation.initiatives import checklist, moves
from cocreation.initiatives.answer import Answer, FormAdvice
from cocreation.initiatives.checklist import Section
from cocreation.initiatives.trail import say_shift
from typology.catalogue import Area, Item, Role, Statement, Text
from typology.figure import Figure, Spot, draw
from typology.languages import spoken
from typology.placement import Axis


@dataclass(frozen=True)
class AxisCell:
    """What one side's placement says on an axis."""

    score: int
    words: Text


@dataclass(frozen=True)
class AreaCell:
    """How far one side is with what its form asks in an area, and how large the gap is."""

    in_place: int
    asked: int
    gap: float

    @classmethod
    def of(cls, section: Section) -> "AreaCell":
        return cls(section.in_place, section.asked, section.gap)


@dataclass(frozen=True)
class Pair[C]:
    """One line of the comparison: what it is about, and what each side says."""

    name: Text
    one: C
    other: C

    @property
    def cells(self) -> tuple[C, C]:
        """What each side says, in the order of the sides."""
        return self.one, self.other

    @property
    def differs(self) -> bool:
        """Whether the sides say different things."""
        return self.one != self.other


class Side:
    """One of the two, with its mark on the map and its heading."""

    def __init__(self, answer: Answer, mark: str, day: datetime.date | None = None) -> None:
        self.answer, self.mark, self.day = answer, mark, day

    def axis(self, axis: Axis) -> AxisCell | None:
        """What its placement says; None where it is not on the map."""
        if self.answer.reading is None:
            return None
        scores = self.answer.reading.scores
        return AxisCell(scores.on(axis), self.answer.catalogue.axis(axis).answer(scores))

    @cached_property
    def best(self) -> list[FormAdvice]:
        """The forms that the advice finds best."""
        return [row for row in self.answer.advice_rows if row.is_best]

    @property
    def best_forms(self) -> list[str]:
        """Which these are, to see whether the other side's are the same."""
        return [row.form.id for row in self.best]

    @cached_property
    def _competences(self) -> tuple[Section[Statement], ...]:
        """What its form asks; nothing where it is not on the map."""
        return self.answer.competences() if self.answer.reading else ()

    @cached_property
    def areas(self) -> dict[str, AreaCell]:
        """How far it is with each area."""
        return {section.id: AreaCell.of(section) for section in self._competences}

    @cached_property
    def largest(self) -> list[Text]:
        """What to do about its largest gaps."""
        return [line.item.do for line in checklist.largest_gaps(self._competences)]

    @cached_property
    def gate(self) -> Section:
        return self.answer.gate()

    @property
    def law(self) -> Sequence[Item]:
        """The lines of the law that hold it back."""
        return self.answer.blocked_by


class Comparison:
    """Two sides, line by line. Each speaks with the texts of its own edition."""

    def __init__(self, one: Side, other: Side) -> None:
        self.one, self.other = one, other
        self.sides = (one, other)

    @cached_property
    def figure(self) -> Figure:
        """Both on one map, each with its mark; a dotted line where it is one initiative."""
        placed = [side for side in self.sides if side.answer.reading]
        scores = [side.answer.reading.scores for side in placed if side.answer.reading]
        spots = [Spot(at, side.mark) for at, side in zip(scores, placed, strict=True)]
        walk = scores if self.is_of_one else ()
        return draw(self.one.answer.catalogue, spoken(), spots, walk=walk, wash=False)

    @property
    def is_of_one(self) -> bool:
        """Whether it is two days of one initiative."""
        return self.one.day is not None

    @property
    def editions_differ(self) -> bool:
        """Whether the sides speak with different texts."""
        return self.one.answer.catalogue is not self.other.answer.catalogue

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """What changed between two days, a sentence an axis."""
        one, other = self.one.answer.reading, self.other.answer.reading
        if not (self.is_of_one and one and other):
            return ()
        return tuple(map(say_shift, moves.shifts(one.scores, other.scores)))

    @property
    def axes(self) -> list[Pair[AxisCell | None]]:
        return [
            Pair(texts.name, self.one.axis(texts.id), self.other.axis(texts.id))
            for texts in self.one.answer.catalogue.axes
        ]

    @property
    def roles(self) -> list[Pair[str]]:
        """Who has each role."""
        names = {role.id: role.name for role in self.one.answer.catalogue.roles}
        return [
            Pair(names[role], self.one.answer.holder(role), self.other.answer.holder(role))
            for role in Role
        ]

    @property
    def areas(self) -> list[Pair[AreaCell | None]]:
        names = {area.id: area.name for area in self.one.answer.catalogue.competence_areas}
        return [
            Pair(names[area], self.one.areas.get(area), self.other.areas.get(area)) for area in Area
        ]
