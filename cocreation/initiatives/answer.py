"""The answer on one screen: which form, why, what to do now, and a case that is like it.

Put together from what people said (the models) and what is known (the catalogue) by the rules.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cocreation.initiatives import checklist
from cocreation.initiatives.checklist import Changes, Kind, Line, Section, State
from cocreation.initiatives.models import Assessment, Initiative, Partner, RoleHolder, Tick
from cocreation.initiatives.reading import Reading
from cocreation.initiatives.waiting import Kind as Waits
from cocreation.initiatives.waiting import asks_again
from typology.catalogue import (
    Ambition,
    Case,
    Catalogue,
    FormTexts,
    GateItem,
    Item,
    Statement,
)
from typology.figure import Figure, Spot, draw
from typology.fit import SUPPLEMENT_ITEM, Advice, Caution, Experience, Reason, advise
from typology.languages import spoken
from typology.placement import Form, Method, nearest, place


@dataclass(frozen=True)
class Thing:
    """Something to do now: its line, and the list and section where the line stands."""

    line: Line[Statement | GateItem]
    kind: Kind
    section_id: str

    @classmethod
    def of(cls, line: Line[Statement | GateItem]) -> "Thing":
        """Find the place of a line: the gate's own, or its area's."""
        if isinstance(line.item, GateItem):
            return cls(line, Kind.GATE, Kind.GATE)
        return cls(line, Kind.COMPETENCES, line.item.id.split(".")[0])


@dataclass(frozen=True)
class FormAdvice:
    """How well one form fits, and the reasons that count."""

    form: FormTexts
    percentage: int
    is_best: bool
    is_placed: bool
    reasons: tuple[Reason, ...]


class Answer:
    """An initiative, and everything that its pages show of it, fetched when first asked for."""

    def __init__(self, initiative: Initiative) -> None:
        self.initiative = initiative

    @cached_property
    def catalogue(self) -> Catalogue:
        """The texts that the initiative began with."""
        return self.initiative.catalogue

    @cached_property
    def trail(self) -> list[Assessment]:
        """The placements that count, oldest first."""
        return list(self.initiative.assessments.filter(withdrawn_at=None))

    @cached_property
    def ticks(self) -> dict[str, Tick]:
        """What is known of each line, by its id."""
        return {tick.item: tick for tick in self.initiative.ticks.all()}

    @cached_property
    def holders(self) -> dict[str, RoleHolder]:
        """Who has each role."""
        return {row.role: row for row in self.initiative.role_holders.all()}

    def holder(self, role: str) -> str:
        """Return who has a role; empty when nobody has."""
        row = self.holders.get(role)
        return row.holder if row else ""

    @cached_property
    def partners(self) -> list[Partner]:
        """Who takes part, as long as they do."""
        return list(self.initiative.partners.filter(removed_at=None))

    @cached_property
    def states(self) -> dict[str, State]:
        """What was answered to each line, by its id."""
        return {item: State(tick.state) for item, tick in self.ticks.items()}

    @cached_property
    def today(self) -> Assessment | None:
        """The placement that counts: the latest of today."""
        return next((a for a in reversed(self.trail) if a.kind == "today"), None)

    @cached_property
    def wish(self) -> Assessment | None:
        """The latest placement of how one wishes it to be."""
        return next((a for a in reversed(self.trail) if a.kind == "wish"), None)

    @property
    def wished(self) -> FormTexts | None:
        """The form that the wish lies in."""
        return self.catalogue.form(place(self.wish.scores).form) if self.wish else None

    @cached_property
    def asks_again(self) -> Waits | None:
        """Why it asks to be placed again; None as long as its placement stands, and for a case."""
        initiative = self.initiative
        if initiative.case or self.reading is None or self.today is None:
            return None
        return asks_again(
            self.today.assessed_on,
            initiative.status_changed_on,
            initiative.status,
            timezone.localdate(),
        )

    @property
    def outside_the_four(self) -> bool:
        """Whether nobody outside the public sector creates anything: none of the four."""
        return self.initiative.outside_party is False

    @cached_property
    def reading(self) -> Reading | None:
        """What the latest placement means; None while there is none, or none of the four fits."""
        if self.today is None or self.outside_the_four:
            return None
        return Reading(
            self.catalogue, self.today.scores, Method(self.today.method), self.today.answers
        )

    @cached_property
    def figure(self) -> Figure:
        """The map with the trail of placements, in the order of the trail."""
        if self.outside_the_four:
            return self.empty_figure
        spots = [
            Spot(a.scores, self._label(a), newest=a is self.today, wish=a.kind == "wish")
            for a in self.trail
        ]
        return draw(
            self.catalogue,
            spoken(),
            spots,
            band=self.reading.band if self.reading else None,
            walk=[a.scores for a in self.trail if a.kind == "today"],
            wash=self.reading is not None and not self.reading.in_the_middle,
            toward=self.wish.scores if self.wish else None,
        )

    @property
    def empty_figure(self) -> Figure:
        """The map before anything is placed on it."""
        return draw(self.catalogue, spoken())

    def _label(self, assessment: Assessment) -> str:
        if assessment is self.today:
            return _("today") if len(self.trail) > 1 else ""
        day = date_format(assessment.assessed_on, "YEAR_MONTH_FORMAT")
        if assessment.kind == "wish":
            return _("wish, %(day)s") % {"day": day}
        is_shared = assessment.method == Method.WORKSHOP
        return _("workshop, %(day)s") % {"day": day} if is_shared else day

    @cached_property
    def three_things(self) -> list[Thing]:
        """What to do now, each with the list that its line stands on."""
        if self.reading is None:
            return []
        lines = checklist.three_things(self.catalogue, self.reading_form, self.states)
        return [Thing.of(line) for line in lines]

    @cached_property
    def case(self) -> Case | None:
        """A real case that lies near by, never the initiative itself."""
        if self.reading is None:
            return None
        cases = [case for case in self.catalogue.cases if not case.retired]
        return nearest(self.reading.scores, cases, frozenset({self.initiative.case}))

    @property
    def reading_form(self) -> Form:
        """The form whose checklists open; before the first placement that of least freedom."""
        return self.reading.opens if self.reading else Form.CONTROLLED

    def roles(self, form: Form | None = None) -> tuple[Section, ...]:
        """The seven roles as a form has them; the placed one's unless told."""
        return checklist.roles(self.catalogue, form or self.reading_form, self.states)

    def competences(self, form: Form | None = None) -> tuple[Section[Statement], ...]:
        """The five areas, the most important for a form first."""
        return checklist.competences(self.catalogue, form or self.reading_form, self.states)

    def gate(self, form: Form | None = None) -> Section:
        """Our own house in order."""
        return checklist.gate(self.catalogue, form or self.reading_form, self.states)

    @cached_property
    def blocked_by(self) -> tuple[Item, ...]:
        """The lines of the law that hold the status back from *agreed*."""
        return checklist.blocks(self.catalogue, self.states)

    @cached_property
    def former(self) -> Assessment | None:
        """The latest placement of today, made before this one, that opened another form's lists."""
        if self.reading is None or self.today is None:
            return None
        before = [a for a in self.trail if a.kind == "today" and a.pk < self.today.pk]
        return next(
            (a for a in reversed(before) if place(a.scores).opens is not self.reading_form), None
        )

    @property
    def opened(self) -> FormTexts:
        """The texts of the form whose checklists open."""
        return self.catalogue.form(self.reading_form)

    @property
    def former_form(self) -> FormTexts | None:
        """The texts of the form that it had before the one it has now."""
        return self.catalogue.form(place(self.former.scores).opens) if self.former else None

    @cached_property
    def changes(self) -> Changes | None:
        """What the new form keeps, asks anew and asks no longer."""
        if self.former is None:
            return None
        former = place(self.former.scores).opens
        return checklist.changes(self.catalogue, former, self.reading_form, self.states)

    @cached_property
    def ambitions(self) -> list[Ambition]:
        """What it wants, most first."""
        return [Ambition(row.ambition) for row in self.initiative.ambitions.all()]

    @cached_property
    def advice(self) -> Advice:
        """Which form suits wish, experience and field. It never moves the placement."""
        initiative = self.initiative
        return advise(
            self.catalogue.fit,
            self.ambitions,
            Experience(initiative.municipality_maturity),
            Experience(initiative.partner_maturity),
            self.catalogue.subject_field(initiative.subject_field),
            self.reading.placement.form if self.reading else None,
        )

    @cached_property
    def advice_rows(self) -> list[FormAdvice]:
        """The advice for each form, in the order of the article; empty when nothing is known."""
        advice = self.advice
        return [
            FormAdvice(
                form=self.catalogue.form(form),
                percentage=percentage,
                is_best=form in advice.best,
                is_placed=form is advice.placed,
                reasons=advice.reasons(form),
            )
            for form, percentage in advice.percentages.items()
        ]

    @property
    def cautions(self) -> list[str]:
        """What the advice warns of, in words that name the forms."""
        return [self._caution(caution) for caution in self.advice.cautions]

    def _caution(self, caution: Caution) -> str:
        advice = self.advice
        here = advice.placed or advice.best[0]
        match caution:
            case Caution.FIELD_DOES_NOT_FIT:
                return _(
                    "“%(form)s” does not suit the core of the subject field. "
                    "Use it for what lies around the core."
                ) % {"form": self._name(here)}
            case Caution.EITHER_CAN_BE_DEFENDED:
                others = {form: fit for form, fit in advice.percentages.items() if form != here}
                other = max(others, key=lambda form: others[form])
                return _(
                    "“%(one)s” and “%(other)s” fit almost equally well. Either can be defended."
                ) % {"one": self._name(here), "other": self._name(other)}
            case Caution.CHECK_SUPPLEMENT:
                line = self.catalogue.items.get(SUPPLEMENT_ITEM)
                return _(
                    "You want more for the money, and partners do the task. "
                    "Check this line in “Our own house in order”: “%(line)s”"
                ) % {"line": line.text.in_language(spoken()) if line else ""}

    def _name(self, form: Form) -> str:
        return self.catalogue.form(form).name.in_language(spoken())
