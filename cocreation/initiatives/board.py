"""A checklist as its page shows it: sections with their names, lines with what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.checklist import (
    Kind,
    Line,
    Section,
    State,
    largest_gaps,
    may_be_not_relevant,
    no_longer_asked,
)
from cocreation.initiatives.forms.ticking import RoleHolderForm, StateWords, TickForm
from cocreation.initiatives.models import Initiative, Tick
from typology.catalogue import Item, RoleItem, Text
from typology.placement import Form


@dataclass(frozen=True)
class Entry:
    """One line with what is stored, what was typed, and what is wrong with it."""

    item: Item
    was: Mapping[str, Any]
    typed: Mapping[str, Any]
    errors: Mapping[str, Any] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    """Any of: new, largest, blocks, former."""
    question: Text | None = None
    """Which of the article's six questions a role's line answers."""

    @property
    def state(self) -> str:
        return str(self.typed["state"])

    @property
    def due(self) -> str:
        """The date as a date field wants it, or what was typed instead of one."""
        return str(self.typed["due_on"] or "")

    @property
    def was_due(self) -> str:
        """The stored date, likewise."""
        return str(self.was["due_on"] or "")

    @property
    def words(self) -> str:
        """The state in words."""
        return str(StateWords(self.state).label) if self.state in StateWords.values else ""

    @property
    def states(self) -> list[tuple[str, str]]:
        """The answers that this line may have."""
        return [
            (value, str(label))
            for value, label in StateWords.choices
            if value != State.NOT_RELEVANT or may_be_not_relevant(self.item)
        ]

    @property
    def has_more(self) -> bool:
        """Whether there is a note, a responsible or a date to show, or an error beside one."""
        return bool(self.errors) or any(
            self.typed[name] for name in ("note", "responsible", "due_on")
        )


@dataclass(frozen=True)
class Part:
    """A role, an area or the gate, named as in the form that is shown."""

    section: Section
    name: Text | None
    also_named: Text | None
    question: Text | None
    holder: str
    holder_form: RoleHolderForm | None
    entries: tuple[Entry, ...]
    also: tuple[Entry, ...]
    marked: int
    """How many of the largest gaps are here."""

    @property
    def has_errors(self) -> bool:
        """Whether a line was refused, so that its fold must be open."""
        return any(entry.errors for entry in self.entries)

    @property
    def opens_also(self) -> bool:
        """Whether *also worth asking* has something to show at once."""
        return any(entry.errors for entry in self.also) or self.has_former

    @property
    def has_former(self) -> bool:
        """Whether something here was answered for a form that asked it."""
        return any("former" in entry.marks for entry in self.also)


def current_tick(tick: Tick | None) -> dict[str, Any]:
    """Return what is stored of a line, by the names of `TickForm`."""
    if tick is None:
        return {"state": State.NOT_LOOKED_AT.value, "note": "", "responsible": "", "due_on": None}
    return {
        "state": tick.state,
        "note": tick.note,
        "responsible": tick.responsible,
        "due_on": tick.due_on,
    }


class Board:
    """One of the three checklists of an initiative, in its own form or in another."""

    def __init__(self, answer: Answer, kind: Kind, form: Form) -> None:
        self.answer, self.kind, self.form = answer, kind, form
        self.ticks = {tick.item: tick for tick in answer.initiative.ticks.all()}
        self.holders = {row.role: row.holder for row in answer.initiative.role_holders.all()}
        self.new = {line.item.id for line in answer.changes.new} if answer.changes else set()
        self.largest = set()
        if kind is Kind.COMPETENCES:
            self.largest = {line.item.id for line in largest_gaps(answer.competences(form))}

    @property
    def is_own(self) -> bool:
        """Whether this is the list of the initiative's own form, and no other that is looked at."""
        return self.answer.reading is not None and self.form is self.answer.reading_form

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in the order of the page."""
        match self.kind:
            case Kind.ROLES:
                return self.answer.roles(self.form)
            case Kind.COMPETENCES:
                return self.answer.competences(self.form)
            case Kind.GATE:
                return (self.answer.gate(self.form),)

    def parts(
        self,
        forms: Mapping[str, TickForm] | None = None,
        holders: Mapping[str, RoleHolderForm] | None = None,
    ) -> list[Part]:
        """Return the sections with names and entries; forms carry what was typed and refused."""
        return [self._part(section, forms or {}, holders or {}) for section in self.sections]

    def no_longer_asked(self, forms: Mapping[str, TickForm] | None = None) -> list[Entry]:
        """Return the lines of other forms' roles that were answered: they are kept.

        An area's statements of that kind stand under *also worth asking*, with the same mark.
        """
        if self.kind is not Kind.ROLES or not self.is_own:
            return []
        lines = no_longer_asked(self.answer.catalogue, self.form, self.answer.states)
        return [
            self._entry(line, forms or {}, {"former"})
            for line in lines
            if isinstance(line.item, RoleItem) and not line.item.id.startswith(f"{self.form}.")
        ]

    def _part(
        self, section: Section, forms: Mapping[str, TickForm], holders: Mapping[str, RoleHolderForm]
    ) -> Part:
        name, also_named, question = self._names(section)
        entries = tuple(self._entry(line, forms, self._marks(line)) for line in section.lines)
        return Part(
            section=section,
            name=name,
            also_named=also_named,
            question=question,
            holder=self.holders.get(section.id, ""),
            holder_form=holders.get(section.id),
            entries=entries,
            also=tuple(self._entry(line, forms, self._also_marks(line)) for line in section.also),
            marked=sum("largest" in entry.marks for entry in entries),
        )

    def _names(self, section: Section) -> tuple[Text | None, Text | None, Text | None]:
        catalogue = self.answer.catalogue
        match self.kind:
            case Kind.ROLES:
                role = next(r for r in catalogue.form(self.form).roles if r.id == section.id)
                plain = next(r for r in catalogue.roles if r.id == section.id)
                return role.name, plain.name, None
            case Kind.COMPETENCES:
                area = next(a for a in catalogue.competence_areas if a.id == section.id)
                return area.name, area.official, area.question
            case Kind.GATE:
                return None, None, None

    def _marks(self, line: Line) -> set[str]:
        is_new = line.item.id in self.new and line.state is State.NOT_LOOKED_AT
        marks = {"new"} if is_new else set()
        if line.item.id in self.largest:
            marks.add("largest")
        if not may_be_not_relevant(line.item):
            marks.add("blocks")
        return marks

    def _also_marks(self, line: Line) -> set[str]:
        answered = line.state is not State.NOT_LOOKED_AT
        return {"former"} if answered and self.is_own else set()

    def _entry(self, line: Line, forms: Mapping[str, TickForm], marks: set[str]) -> Entry:
        was = current_tick(self.ticks.get(line.item.id))
        form = forms.get(line.item.id)
        if form is None:
            return Entry(line.item, was, was, {}, frozenset(marks), self._question(line.item))
        typed = {name: form[name].value() if name in form.fields else was[name] for name in was}
        kept = {name: form.was(name) if name in form.fields else was[name] for name in was}
        return Entry(
            line.item, kept, typed, form.errors, frozenset(marks), self._question(line.item)
        )

    def _question(self, item: Item) -> Text | None:
        if not isinstance(item, RoleItem):
            return None
        return next(q.name for q in self.answer.catalogue.role_questions if q.id is item.question)


def tick_forms(
    initiative: Initiative, items: Mapping[str, Item], data: Mapping[str, Any]
) -> dict[str, TickForm]:
    """Bind a form for each line that a post speaks of; lines that no edition knows are left out."""
    ticks = {tick.item: tick for tick in initiative.ticks.all()}
    posted = [
        name.removeprefix("initial-").removesuffix("-state")
        for name in data
        if name.startswith("initial-") and name.endswith("-state")
    ]
    return {
        item_id: TickForm(data, item=items[item_id], current=current_tick(ticks.get(item_id)))
        for item_id in posted
        if item_id in items
    }
