"""The answer on one screen: which form, why, what to do now, and a case that is like it.

Put together from what people said (the models) and what is known (the catalogue) by the rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocreation.initiatives import checklist
from cocreation.initiatives.checklist import Changes, Line, Section, State
from cocreation.initiatives.forms.placing import AGREEMENT
from cocreation.initiatives.models import Assessment, Initiative
from typology.catalogue import (
    Ambition,
    AxisTexts,
    Case,
    Catalogue,
    FormTexts,
    Item,
    QuestionnaireItem,
    Statement,
    Text,
)
from typology.figure import Figure, Spot, draw
from typology.fit import Advice, Caution, Experience, Reason, advise
from typology.placement import (
    CUT,
    Axis,
    Flip,
    Form,
    Method,
    Placement,
    Scores,
    band,
    flips_of_answers,
    flips_of_steps,
    may_be_a_hearing,
    nearest,
    place,
    score_questionnaire,
    strongest_pull,
)


@dataclass(frozen=True)
class Turn:
    """An answer that, moved one step, would give another form: from which words to which."""

    question: Text
    was: str
    instead: str
    form: FormTexts


@dataclass(frozen=True)
class Reading:
    """What two scores mean, and what the answers behind them did."""

    catalogue: Catalogue
    scores: Scores
    method: Method
    answers: Mapping[str, int]

    @cached_property
    def placement(self) -> Placement:
        return place(self.scores)

    @property
    def form(self) -> FormTexts:
        """The texts of the form that the scores fall in."""
        return self.catalogue.form(self.placement.form)

    @property
    def opens(self) -> Form:
        """The form whose checklist opens."""
        return self.placement.opens

    @property
    def neighbours(self) -> list[FormTexts]:
        """The other forms when it lies on the border."""
        return [self.catalogue.form(form) for form in self.placement.neighbours]

    @property
    def close(self) -> list[FormTexts]:
        """The forms that it lies between, its own first; on the border only."""
        return [self.form, *self.neighbours] if self.neighbours else []

    @property
    def in_the_middle(self) -> bool:
        """Whether both axes are near the cut, so that all four forms are close."""
        return len(self.placement.near) == len(Axis)

    @property
    def near(self) -> list[AxisTexts]:
        """The axes whose answer would decide between the forms on the border."""
        return [self.catalogue.axis(axis) for axis in self.placement.near]

    @property
    def may_be_a_hearing(self) -> bool:
        """Whether to ask: co-creation, or a hearing?"""
        return may_be_a_hearing(self.scores)

    @property
    def because(self) -> str:
        """One sentence with the two answers and their scores."""
        return _(
            "You answered that %(actors)s (%(actors_score)d), "
            "and that %(outcome)s (%(outcome_score)d)."
        ) % {
            "actors": self._said(Axis.ACTORS),
            "actors_score": self.scores.actors,
            "outcome": self._said(Axis.OUTCOME),
            "outcome_score": self.scores.outcome,
        }

    def _said(self, axis: Axis) -> str:
        """What the score on one axis says, in words."""
        low, shared, high = {
            Axis.ACTORS: (
                _("the municipality has the ball"),
                _("the ball is shared"),
                _("the partners have the ball"),
            ),
            Axis.OUTCOME: (
                _("the goal is set"),
                _("the goal is a bit of both"),
                _("the goal is open"),
            ),
        }[axis]
        if axis in self.placement.near:
            return shared
        return high if self.scores.on(axis) > CUT else low

    @property
    def degrees(self) -> list[tuple[FormTexts, int]]:
        """How much of each form there is, in per cent that sum to 100."""
        percentages = self.placement.percentages
        return [(self.catalogue.form(form), percentages[form]) for form in Form]

    @property
    def strongest(self) -> Text | None:
        """The statement whose answer pulls most, on the axis that lies farthest from the cut."""
        if self.method is not Method.CAREFUL:
            return None
        pulls = strongest_pull(self.answers, self._statements)
        if not pulls:
            return None
        axis = max(pulls, key=lambda each: abs(self.scores.on(each) - CUT))
        return self.catalogue_statement(pulls[axis])

    @property
    def turn(self) -> Turn | None:
        """The first answer that would flip the form, in the words that were chosen from."""
        match self.method:
            case Method.QUICK:
                flips: Sequence[Flip] = flips_of_steps(self.scores)
            case Method.CAREFUL:
                flips = flips_of_answers(self.answers, self._statements)
            case _:
                flips = ()
        return self._turn(flips[0]) if flips else None

    @property
    def distance(self) -> tuple[int, FormTexts] | None:
        """On the map: the fewest points to another form, and which; None for other methods."""
        if self.method in (Method.QUICK, Method.CAREFUL):
            return None
        distances = self.placement.distances
        axis = min(distances, key=lambda each: distances[each])
        return distances[axis], self.catalogue.form(self.placement.across(axis))

    @property
    def band(self) -> dict[Axis, int]:
        """How sure the placement is: half-widths on the two axes."""
        reading = None
        if self.method is Method.CAREFUL:
            reading = score_questionnaire(self.answers, self._statements)
        return band(self.method, reading)

    @property
    def figure(self) -> Figure:
        """The map with this one dot."""
        return draw(self.catalogue, language(), [Spot(self.scores, "")], band=self.band)

    def catalogue_statement(self, statement_id: str) -> Text:
        """Return the words of a questionnaire statement."""
        return next(item.text for item in self.catalogue.questionnaire if item.id == statement_id)

    @property
    def _statements(self) -> list[QuestionnaireItem]:
        return [
            item
            for item in self.catalogue.questionnaire
            if item.id in self.answers or not item.retired
        ]

    def _turn(self, flip: Flip) -> Turn:
        form = self.catalogue.form(flip.form)
        if self.method is Method.QUICK:
            axis = self.catalogue.axis(Axis(flip.key))
            steps = [
                axis.steps[score // 25].in_language(language()) for score in (flip.from_, flip.to)
            ]
            return Turn(axis.name, steps[0], steps[1], form)
        words = {answer: str(label) for answer, label in AGREEMENT}
        return Turn(self.catalogue_statement(flip.key), words[flip.from_], words[flip.to], form)


def language() -> str:
    """Return the language of the page."""
    return get_language() or "da"


@dataclass(frozen=True)
class Placed:
    """A row of the trail: a placement and the form that it gave."""

    assessment: Assessment
    form: FormTexts


@dataclass(frozen=True)
class FormAdvice:
    """How well one form fits, and the reasons that count."""

    form: FormTexts
    percentage: int
    is_best: bool
    is_placed: bool
    reasons: tuple[Reason, ...]


class Answer:
    """An initiative fetched `with_everything`, and everything that its pages show of it.

    A list that has the catalogue already hands it over, and so spares a query a row.
    """

    def __init__(self, initiative: Initiative, catalogue: Catalogue | None = None) -> None:
        self.initiative = initiative
        self.catalogue = catalogue or initiative.catalogue
        self.trail: list[Assessment] = initiative.trail  # type: ignore[attr-defined]  # prefetched
        self.states: dict[str, State] = {
            tick.item: State(tick.state) for tick in initiative.ticks.all()
        }

    @cached_property
    def today(self) -> Assessment | None:
        """The placement that counts: the latest of today."""
        return next((a for a in reversed(self.trail) if a.kind == "today"), None)

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
        """The map with the trail of placements, the newest last."""
        if self.reading is None or self.today is None:
            return self.empty_figure
        others = [a for a in self.trail if a is not self.today]
        spots = [
            Spot(a.scores, self._label(a), newest=False, wish=a.kind == "wish") for a in others
        ]
        newest = Spot(self.today.scores, _("today") if len(self.trail) > 1 else "")
        walk = [a for a in self.trail if a.kind == "today"]
        return draw(
            self.catalogue,
            language(),
            [*spots, newest],
            band=self.reading.band,
            walk=[a.scores for a in walk],
        )

    @property
    def empty_figure(self) -> Figure:
        """The map before anything is placed on it."""
        return draw(self.catalogue, language())

    @staticmethod
    def _label(assessment: Assessment) -> str:
        day = date_format(assessment.assessed_on, "YEAR_MONTH_FORMAT")
        return _("wish, %(day)s") % {"day": day} if assessment.kind == "wish" else day

    @property
    def placements(self) -> list[Placed]:
        """Every placement with its form, oldest first."""
        return [Placed(a, self.catalogue.form(place(a.scores).form)) for a in self.trail]

    @property
    def three_things(self) -> tuple[Line, ...]:
        """What to do now."""
        return (
            checklist.three_things(self.catalogue, self.reading_form, self.states)
            if self.reading
            else ()
        )

    @property
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
        """Order in our house."""
        return checklist.gate(self.catalogue, form or self.reading_form, self.states)

    @property
    def blocked_by(self) -> tuple[Item, ...]:
        """The lines of the law that hold the status back from *agreed*."""
        return checklist.blocks(self.catalogue, self.states)

    @cached_property
    def former(self) -> Assessment | None:
        """The latest placement of today that gave another form than now."""
        if self.reading is None:
            return None
        before = [a for a in self.trail if a.kind == "today" and a is not self.today]
        return next(
            (a for a in reversed(before) if place(a.scores).opens is not self.reading_form), None
        )

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
    def advice(self) -> Advice:
        """Which form suits wish, experience and field. It never moves the placement."""
        initiative = self.initiative
        return advise(
            self.catalogue.fit,
            [Ambition(row.ambition) for row in initiative.ambitions.all()],
            Experience(initiative.municipality_maturity),
            Experience(initiative.partner_maturity),
            self.catalogue.subject_field(initiative.subject_field),
            self.reading.placement.form if self.reading else None,
        )

    @property
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
        """What the advice warns of, in words."""
        words = {
            Caution.FIELD_DOES_NOT_FIT: _(
                "This form does not suit the core of the subject field. "
                "Use it for what lies around the core."
            ),
            Caution.EITHER_CAN_BE_DEFENDED: _(
                "Two forms fit almost equally well. Either can be defended."
            ),
            Caution.CHECK_SUPPLEMENT: _(
                "You want more for the money, and partners do the task. "
                "Check line G7 in “Order in our house”."
            ),
        }
        return [words[caution] for caution in self.advice.cautions]
