"""What two scores mean: the form, why, what borders on it, and the answer that would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cocreation.initiatives.forms.placing import AGREEMENT
from typology.catalogue import AxisTexts, Catalogue, FormTexts, QuestionnaireItem, Text
from typology.figure import Figure, Spot, draw
from typology.languages import spoken
from typology.placement import (
    CUT,
    STEPS,
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
    place,
    score_questionnaire,
    strongest_pull,
)


@dataclass(frozen=True)
class Turn:
    """An answer that, moved one step, would give another form.

    The five steps of the quick way speak for themselves; a statement is told with its words.
    """

    question: Text | None
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

    @cached_property
    def form(self) -> FormTexts:
        """The texts of the form that the scores fall in."""
        return self.catalogue.form(self.placement.form)

    @property
    def opens(self) -> Form:
        """The form whose checklist opens."""
        return self.placement.opens

    @property
    def opened(self) -> FormTexts:
        """The texts of the form whose checklist opens."""
        return self.catalogue.form(self.opens)

    @cached_property
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
        sentence = (
            _(
                "You answered that %(actors)s (%(actors_score)d), "
                "and that %(outcome)s (%(outcome_score)d). Both go from 0 to 100."
            )
            if self.method in (Method.QUICK, Method.CAREFUL)
            else _(
                "The dot says that %(actors)s (%(actors_score)d), "
                "and that %(outcome)s (%(outcome_score)d). Both go from 0 to 100."
            )
        )
        return sentence % {
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

    @cached_property
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
        return draw(self.catalogue, spoken(), [Spot(self.scores, "")], band=self.band)

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
            step = self.catalogue.axis(Axis(flip.key)).steps[STEPS.index(flip.to)]
            return Turn(None, step.in_language(spoken()), form)
        return Turn(self.catalogue_statement(flip.key), str(dict(AGREEMENT)[flip.to]), form)
