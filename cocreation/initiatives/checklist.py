"""What a form asks for, against what is in place.

Three kinds of list: what each role does, what the competences ask, and the gate of order in the
house. Every line has a state, and a gap that tells how much it weighs that something is missing.
The lines and the weights are the edition's. Roles, areas and forms have an order of their own,
lines that of the catalogue.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from typology.catalogue import Catalogue, GateItem, Item, Role, RoleItem, Statement
from typology.placement import Form


class State(StrEnum):
    """How far a line has come."""

    NOT_LOOKED_AT = "not_looked_at"
    MISSING = "missing"
    ON_THE_WAY = "on_the_way"
    IN_PLACE = "in_place"
    NOT_RELEVANT = "not_relevant"


type States = Mapping[str, State]
"""States by item id; an item without one is not looked at."""

LACKING = {
    State.NOT_LOOKED_AT: 1.0,
    State.MISSING: 1.0,
    State.ON_THE_WAY: 0.5,
    State.IN_PLACE: 0.0,
}
"""How much of a line is still lacking. One that is not relevant is left out of every sum."""


class Kind(StrEnum):
    """The three checklists."""

    ROLES = "roles"
    COMPETENCES = "competences"
    GATE = "gate"


@dataclass(frozen=True, slots=True)
class Line[I: Item = Item]:
    """An item, how far it has come and its gap; None when the line does not count."""

    item: I
    state: State
    gap: float | None


@dataclass(frozen=True, slots=True)
class Section[I: Item = Item]:
    """A role, a competence area or the gate: what the form asks, and what is also worth asking.

    Only what is asked counts. `also` holds an area's other statements, and of every section the
    retired items that somebody has answered. A role has no weight, and its lines no gap.
    """

    kind: Kind
    id: str
    lines: tuple[Line[I], ...]
    also: tuple[Line[I], ...]
    weight: int | None

    @property
    def asked(self) -> int:
        """Return how many lines count: what is not relevant is left out."""
        return len(self.lines) - self._count(State.NOT_RELEVANT)

    @property
    def in_place(self) -> int:
        return self._count(State.IN_PLACE)

    @property
    def on_the_way(self) -> int:
        return self._count(State.ON_THE_WAY)

    @property
    def missing(self) -> int:
        return self._count(State.MISSING)

    @property
    def looked_at(self) -> int:
        """Return how many of the asked lines somebody has answered."""
        return self.asked - self._count(State.NOT_LOOKED_AT)

    @property
    def gap(self) -> float:
        """Return the sum of the lines' gaps."""
        return sum(line.gap for line in self.lines if line.gap is not None)

    @property
    def progress(self) -> int | None:
        """Return how far the asked lines have come, in per cent; None when nothing is asked."""
        if not self.asked:
            return None
        lacking = sum(LACKING.get(line.state, 0.0) for line in self.lines)
        return round(100 * (1 - lacking / self.asked))

    def holds(self, items: Collection[str]) -> bool:
        """Say whether one of these items, by id, is among the lines."""
        return any(line.item.id in items for line in (*self.lines, *self.also))

    def _count(self, state: State) -> int:
        return [line.state for line in self.lines].count(state)


def gap(weight: int, state: State) -> float | None:
    """Return how much a line weighs that is not in place yet; None when it is not relevant."""
    lacking = LACKING.get(state)
    return None if lacking is None else weight * lacking


def may_be_not_relevant(item: Item) -> bool:
    """Say whether *not relevant* is an answer: it is not for a line that holds back *agreed*."""
    return not (isinstance(item, GateItem) and item.blocks)


# The three checklists


def roles(catalogue: Catalogue, form: Form, states: States) -> tuple[Section[RoleItem], ...]:
    """Return the seven roles as they are in a form, in the order of `Role`."""
    in_form = {role.id: role for role in catalogue.form(form).roles}
    return tuple(
        _section(Kind.ROLES, role, None, in_form[role].items, form, states) for role in Role
    )


def competences(catalogue: Catalogue, form: Form, states: States) -> tuple[Section[Statement], ...]:
    """Return the five areas, the heaviest in a form first; of equals in the order of `Area`."""
    areas = sorted(catalogue.competence_areas, key=lambda area: (-area.weight[form], area.id))
    return tuple(
        _section(Kind.COMPETENCES, area.id, area.weight[form], area.statements, form, states)
        for area in areas
    )


def gate(catalogue: Catalogue, form: Form, states: States) -> Section[GateItem]:
    """Return the gate; the form decides how heavy it is, not what it asks."""
    weight = catalogue.gate.weight[form]
    return _section(Kind.GATE, Kind.GATE, weight, catalogue.gate.items, form, states)


def _section[I: Item](
    kind: Kind, section_id: str, weight: int | None, items: Iterable[I], form: Form, states: States
) -> Section[I]:
    lines, also = [], []
    for item in items:
        state = states.get(item.id, State.NOT_LOOKED_AT)
        if _asks(form, item):
            lines.append(Line(item, state, None if weight is None else gap(weight, state)))
        elif not item.retired or state is not State.NOT_LOOKED_AT:
            also.append(Line(item, state, None))
    return Section(kind, section_id, tuple(lines), tuple(also), weight)


def _asks(form: Form, item: Item) -> bool:
    """Say whether a form asks for an item; a role's are its own form's, the gate's are all's."""
    return not item.retired and (not isinstance(item, Statement) or form in item.asked_by)


# What to do about it


def largest_gaps(
    sections: Iterable[Section[Statement]], count: int = 3
) -> tuple[Line[Statement], ...]:
    """Return the lines with the largest gaps; of equals in the order of the catalogue."""
    open_lines = [line for section in _by_area(sections) for line in section.lines if line.gap]
    return tuple(sorted(open_lines, key=_urgency)[:count])


def three_things(
    catalogue: Catalogue, form: Form, states: States
) -> tuple[Line[Statement | GateItem], ...]:
    """Return what to do now: at most three lines, at most one an area, the gate being one.

    A missing line that holds back *agreed* comes first, then the largest gaps; of equals in the
    order of the catalogue, the areas before the gate.
    """
    sections: list[Section[Statement | GateItem]] = [
        *_by_area(competences(catalogue, form, states)),
        gate(catalogue, form, states),
    ]
    open_lines = ([line for line in section.lines if line.gap] for section in sections)
    most_urgent = [min(lines, key=_urgency) for lines in open_lines if lines]
    return tuple(sorted(most_urgent, key=_urgency)[:3])


def blocks(catalogue: Catalogue, states: States) -> tuple[GateItem, ...]:
    """Return the lines of the gate that hold the status back from *agreed*."""
    return tuple(
        item
        for item in catalogue.gate.items
        if not item.retired and _holds_back(item, states.get(item.id, State.NOT_LOOKED_AT))
    )


def _by_area[I: Item](sections: Iterable[Section[I]]) -> list[Section[I]]:
    return sorted(sections, key=lambda section: section.id)


def _urgency(line: Line) -> tuple[bool, float]:
    """Sort what holds back first, then by the size of the gap."""
    return not _holds_back(line.item, line.state), -(line.gap or 0.0)


def _holds_back(item: Item, state: State) -> bool:
    return isinstance(item, GateItem) and item.blocks and state is State.MISSING


# What another form changes


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new form does to the lists of roles and competences. Nothing is ever deleted."""

    kept: tuple[Line, ...]
    new: tuple[Line, ...]
    no_longer_asked: tuple[Line, ...]


def changes(catalogue: Catalogue, old: Form | None, new: Form, states: States) -> Changes:
    """Return what both forms ask, what only the new one asks, and what the new one does not ask.

    Without an old form everything is new. Lines stand in the order of the lists.
    """
    before = _asked(catalogue, old, states) if old else {}
    after = _asked(catalogue, new, states)
    return Changes(
        kept=tuple(line for key, line in after.items() if key in before),
        new=tuple(line for key, line in after.items() if key not in before),
        no_longer_asked=_answered_beside(after, catalogue, states),
    )


def no_longer_asked(catalogue: Catalogue, form: Form, states: States) -> tuple[Line, ...]:
    """Return what was answered and a form does not ask, whatever form it was answered for."""
    return _answered_beside(_asked(catalogue, form, states), catalogue, states)


def _answered_beside(
    asked: Mapping[str, Line], catalogue: Catalogue, states: States
) -> tuple[Line, ...]:
    return tuple(
        Line(item, states[key], None)
        for key, item in catalogue.items.items()
        if key not in asked
        and not isinstance(item, GateItem)
        and states.get(key, State.NOT_LOOKED_AT) is not State.NOT_LOOKED_AT
    )


def _asked(catalogue: Catalogue, form: Form, states: States) -> dict[str, Line]:
    sections: tuple[Section, ...] = (
        *roles(catalogue, form, states),
        *competences(catalogue, form, states),
    )
    return {line.item.id: line for section in sections for line in section.lines}
