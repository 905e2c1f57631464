"""A checklist as its page shows it: sections with their names, lines with what is known of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from cocreation.initiatives.models import Tick
from typology.catalogue import Area, Item, Role, RoleItem, Text
from typology.placement import Form


@dataclass(frozen=True)
class Entry:
    """One line with what is stored, what was typed, and what is wrong with it."""

    item: Item
    states: Sequence[tuple[str, str]]
    """The answers that this line may have, each with its words."""
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
    def has_more(self) -> bool:
        """Whether there is a note, a responsible or a date to show, or an error beside one."""
        return bool(self.errors) or any(
            self.typed[name] for name in ("note", "responsible", "due_on")
        )


@dataclass(frozen=True)
class Part:
    """A role, an area or the gate, named as in the form that is shown."""

    section: Section
    address: str
    name: Text | None
    also_named: Text | None
    question: Text | None
    holder: str
    marked: int
    """How many of the largest gaps are here."""
    holder_form: RoleHolderForm | None = None
    entries: tuple[Entry, ...] = ()
    also: tuple[Entry, ...] = ()
    """Both are empty where only the names and counts are shown."""

    @property
    def progress(self) -> str:
        """How many of the lines that count are in place, in words; empty when none counts."""
        if not self.section.asked:
            return ""
        return _("%(done)s of %(all)s in place") % {
            "done": self.section.in_place,
            "all": self.section.asked,
        }

    @property
    def to_look_at(self) -> str:
        """How many lines to look at first, in words; empty when there are none."""
        if not self.marked:
            return ""
        words = ngettext(
            "%(number)s line to look at first", "%(number)s lines to look at first", self.marked
        )
        return words % {"number": self.marked}

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

    @cached_property
    def address(self) -> str:
        """Where the list is; a section's address is this with its id, as `urls.py` has it."""
        return reverse("initiatives:checklist", args=[self.answer.initiative.public_id, self.kind])

    @property
    def is_own(self) -> bool:
        """Whether this is the list of the initiative's own form, and no other that is looked at."""
        return self.answer.reading is not None and self.form is self.answer.reading_form

    @property
    def section_ids(self) -> tuple[str, ...]:
        """The ids of the sections, which no answer changes."""
        match self.kind:
            case Kind.ROLES:
                return tuple(Role)
            case Kind.COMPETENCES:
                return tuple(Area)
            case Kind.GATE:
                return (Kind.GATE,)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections in the order of the page."""
        match self.kind:
            case Kind.ROLES:
                return self.answer.roles(self.form)
            case Kind.COMPETENCES:
                return self.answer.competences(self.form)
            case Kind.GATE:
                return (self.answer.gate(self.form),)

    @cached_property
    def new(self) -> frozenset[str]:
        """The lines that the form before this one did not ask for."""
        changes = self.answer.changes
        return frozenset(line.item.id for line in changes.new) if changes else frozenset()

    @cached_property
    def largest(self) -> frozenset[str]:
        """The lines with the largest gaps; of the competences alone."""
        if self.kind is not Kind.COMPETENCES:
            return frozenset()
        gaps = largest_gaps(self.answer.competences(self.form))
        return frozenset(line.item.id for line in gaps)

    def summaries(self) -> list[Part]:
        """Return the sections with names and counts, and without their lines."""
        return [self._summary(section) for section in self.sections]

    def parts(
        self,
        forms: Mapping[str, TickForm] | None = None,
        holders: Mapping[str, RoleHolderForm] | None = None,
        only: Collection[str] = (),
    ) -> list[Part]:
        """Return the sections with names and entries; forms carry what was typed and refused.

        `only` has the ids of those that are wanted, if not all are.
        """
        wanted = [section for section in self.sections if not only or section.id in only]
        return [self._part(section, forms or {}, holders or {}) for section in wanted]

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

    def _summary(self, section: Section) -> Part:
        name, also_named, question = self._names(section)
        return Part(
            section=section,
            address=f"{self.address}{section.id}/",
            name=name,
            also_named=also_named,
            question=question,
            holder=self.answer.holder(section.id) if self.kind is Kind.ROLES else "",
            marked=sum(line.item.id in self.largest for line in section.lines),
        )

    def _part(
        self, section: Section, forms: Mapping[str, TickForm], holders: Mapping[str, RoleHolderForm]
    ) -> Part:
        return replace(
            self._summary(section),
            holder_form=holders.get(section.id),
            entries=tuple(self._entry(line, forms, self._marks(line)) for line in section.lines),
            also=tuple(self._entry(line, forms, self._also_marks(line)) for line in section.also),
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
        item, form = line.item, forms.get(line.item.id)
        was = typed = current_tick(self.answer.ticks.get(item.id))
        errors: Mapping[str, Any] = {}
        if form is not None:
            now = was
            typed = {each: form[each].value() if each in form.fields else now[each] for each in now}
            was = {each: form.was(each) if each in form.fields else now[each] for each in now}
            errors = form.errors
        states = self._states if may_be_not_relevant(item) else self._states[:-1]
        return Entry(item, states, was, typed, errors, frozenset(marks), self._question(item))

    @cached_property
    def _states(self) -> list[tuple[str, str]]:
        """The five answers; *not relevant* stands last."""
        return [(value, str(label)) for value, label in StateWords.choices]

    def _question(self, item: Item) -> Text | None:
        if not isinstance(item, RoleItem):
            return None
        return next(q.name for q in self.answer.catalogue.role_questions if q.id is item.question)


def tick_forms(
    ticks: Mapping[str, Tick], items: Mapping[str, Item], data: Mapping[str, Any]
) -> dict[str, TickForm]:
    """Bind a form for each line that a post speaks of; lines that no edition knows are left out."""
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


def holder_forms(answer: Answer, data: Mapping[str, Any]) -> dict[Role, RoleHolderForm]:
    """Bind a form for each role that a post speaks of."""
    return {
        role: RoleHolderForm(data, current={"holder": answer.holder(role)}, prefix=role)
        for role in Role
        if f"initial-{role}-holder" in data
    }
