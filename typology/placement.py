"""Where an initiative sits: two axis scores in, one of four forms out.

Everything here is arithmetic on whole numbers from 0 to 100: form, border, degrees, the
questionnaire's score and spread, the answer that would flip the form and the nearest case. The
words are the catalogue's (`catalogue.py`), the drawing is `figure.py`'s.

Source: the two axes and the four names are Ulrich, Nielsen and Bartram (2018). Their figure is
missing from the text that we have, so the corner of each name is derived from its wording.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean, pstdev
from typing import Literal, Protocol, Self

LOWEST, HIGHEST = 0, 100
CUT = 50
"""A score of 50 belongs to the low side."""
BORDER = (45, 55)
"""Both ends included: a score in here is near the cut."""
STEPS = (0, 25, 50, 75, 100)
"""The scores of the five anchored steps of an axis, and of the five answers to a statement."""
ANSWERS = range(1, len(STEPS) + 1)
"""From 1, disagree, to 5, agree."""
NEEDED_ANSWERS = 4
"""Answers an axis of the questionnaire needs, of six, before it has a score."""
WIDEST_BAND = 25
MAP_BAND, QUICK_BAND = 5, 12
LIKELY_HEARING_ACTORS, LIKELY_HEARING_OUTCOME = 20, 50


class Axis(StrEnum):
    """The two questions. `actors`: 0 public, 100 external. `outcome`: 0 set, 100 open."""

    ACTORS = "actors"
    OUTCOME = "outcome"


class Form(StrEnum):
    """The four ideal types, in the order in which the article names them."""

    CONTROLLED = "controlled"
    RESPONSIBILISING = "responsibilising"
    EQUAL = "equal"
    FACILITATING = "facilitating"


CORNERS = {
    (LOWEST, LOWEST): Form.CONTROLLED,
    (HIGHEST, LOWEST): Form.RESPONSIBILISING,
    (LOWEST, HIGHEST): Form.EQUAL,
    (HIGHEST, HIGHEST): Form.FACILITATING,
}
"""(actors, outcome) of each corner: derived from the article's text, and written only here."""


class Method(StrEnum):
    """How a placement came about."""

    QUICK = "quick"
    CAREFUL = "careful"
    MAP = "map"
    WORKSHOP = "workshop"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Scores:
    """Two whole numbers from 0 to 100. Anything else raises ValueError."""

    actors: int
    outcome: int

    def __post_init__(self) -> None:
        for axis in Axis:
            score = getattr(self, axis)
            if type(score) is not int or not LOWEST <= score <= HIGHEST:
                raise ValueError(f"{axis} is not a whole number from {LOWEST} to {HIGHEST}")

    def on(self, axis: Axis) -> int:
        """Return the score on one axis."""
        return self.actors if axis is Axis.ACTORS else self.outcome

    def moved(self, axis: Axis, score: int) -> Self:
        """Return the same scores with another one on one axis."""
        return replace(self, **{axis: score})


# From scores to a form


@dataclass(frozen=True, slots=True)
class Placement:
    """Scores, the one form they fall in, and the axes on which they are near the cut."""

    scores: Scores
    form: Form
    near: tuple[Axis, ...]

    def across(self, axis: Axis) -> Form:
        """Return the form on the other side of an axis."""
        return _form(self.scores.moved(axis, HIGHEST - _end(self.scores.on(axis))))

    @property
    def neighbours(self) -> tuple[Form, ...]:
        """Return the other forms at the border: none, one, or in the middle of the map three."""
        if len(self.near) < len(Axis):
            return tuple(self.across(axis) for axis in self.near)
        return tuple(form for form in Form if form is not self.form)

    @property
    def opens(self) -> Form:
        """Return the form whose checklist opens: on the border that of the low side."""
        scores = self.scores
        for axis in self.near:
            scores = scores.moved(axis, LOWEST)
        return _form(scores)

    @property
    def distances(self) -> dict[Axis, int]:
        """Return, for each axis, the points to move on it before the form is another."""
        return {axis: _points_to_the_other_side(self.scores.on(axis)) for axis in Axis}

    @property
    def degrees(self) -> dict[Form, float]:
        """Return how much of each form there is, from 0 to 1 and summing to 1."""
        shares = self._shares
        return {form: shares[form] / sum(shares.values()) for form in Form}

    @property
    def percentages(self) -> dict[Form, int]:
        """Return the degrees as whole percentages that sum to 100.

        What rounding down leaves goes to the largest remainders, ties in the order of `Form`.
        """
        shares = self._shares
        percentages = {form: shares[form] // HIGHEST for form in Form}
        by_remainder = sorted(Form, key=lambda form: shares[form] % HIGHEST, reverse=True)
        for form in by_remainder[: 100 - sum(percentages.values())]:
            percentages[form] += 1
        return percentages

    @property
    def _shares(self) -> dict[Form, int]:
        """Bilinear: how near the scores are to each corner, of 10,000 in all."""
        return {
            form: (HIGHEST - abs(actors - self.scores.actors))
            * (HIGHEST - abs(outcome - self.scores.outcome))
            for (actors, outcome), form in CORNERS.items()
        }


def place(scores: Scores) -> Placement:
    """Return the placement of two scores: always exactly one form."""
    lowest, highest = BORDER
    near = tuple(axis for axis in Axis if lowest <= scores.on(axis) <= highest)
    return Placement(scores, _form(scores), near)


def _form(scores: Scores) -> Form:
    return CORNERS[_end(scores.actors), _end(scores.outcome)]


def _end(score: int) -> int:
    """Return the end of the axis to whose side a score belongs."""
    return HIGHEST if score > CUT else LOWEST


def _points_to_the_other_side(score: int) -> int:
    return score - CUT if score > CUT else CUT + 1 - score


def may_be_a_hearing(scores: Scores) -> bool:
    """Say whether to ask: open ideas under full public control may be no co-creation at all."""
    return scores.actors < LIKELY_HEARING_ACTORS and scores.outcome > LIKELY_HEARING_OUTCOME


# From answers to scores


class StatementLike(Protocol):
    """A statement of the questionnaire; `pole` is the end that agreeing points to."""

    @property
    def id(self) -> str: ...
    @property
    def axis(self) -> Axis: ...
    @property
    def pole(self) -> Literal["low", "high"]: ...


@dataclass(frozen=True, slots=True)
class AxisReading:
    """What the answers say of one axis: no score until enough of them are given."""

    score: int | None
    spread: int
    answered: int


@dataclass(frozen=True, slots=True)
class QuestionnaireReading:
    """What the answers to the questionnaire say of both axes."""

    actors: AxisReading
    outcome: AxisReading

    def on(self, axis: Axis) -> AxisReading:
        """Return the reading of one axis."""
        return self.actors if axis is Axis.ACTORS else self.outcome

    def missing(self, axis: Axis) -> int:
        """Return how many more answers an axis needs before it has a score."""
        return max(0, NEEDED_ANSWERS - self.on(axis).answered)

    @property
    def scores(self) -> Scores | None:
        """Return both scores, or None while an axis lacks answers."""
        if self.actors.score is None or self.outcome.score is None:
            return None
        return Scores(self.actors.score, self.outcome.score)


def score_questionnaire(
    answers: Mapping[str, int], statements: Sequence[StatementLike]
) -> QuestionnaireReading:
    """Return each axis's score and spread; what is not answered counts for nothing.

    An answer to no such statement, or outside 1-5, raises ValueError.
    """
    asked = {statement.id for statement in statements}
    for statement_id, answer in answers.items():
        if statement_id not in asked:
            raise ValueError(f"{statement_id} is not a statement of the questionnaire")
        if type(answer) is not int or answer not in ANSWERS:
            raise ValueError(f"{statement_id} is not answered with a whole number from 1 to 5")
    return QuestionnaireReading(*(_read(axis, answers, statements) for axis in Axis))


def _read(
    axis: Axis, answers: Mapping[str, int], statements: Sequence[StatementLike]
) -> AxisReading:
    points = [_points(statement, answers) for statement in _answered(axis, answers, statements)]
    return AxisReading(
        score=round(fmean(points)) if len(points) >= NEEDED_ANSWERS else None,
        spread=min(round(pstdev(points)), WIDEST_BAND) if points else 0,
        answered=len(points),
    )


def _answered(
    axis: Axis, answers: Mapping[str, int], statements: Sequence[StatementLike]
) -> list[StatementLike]:
    return [each for each in statements if each.axis is axis and each.id in answers]


def _points(statement: StatementLike, answers: Mapping[str, int]) -> int:
    points = STEPS[ANSWERS.index(answers[statement.id])]
    return points if statement.pole == "high" else HIGHEST - points


def band(method: Method, reading: QuestionnaireReading | None = None) -> dict[Axis, int]:
    """Return the half-width of the uncertainty on each axis.

    A careful placement takes it from its answers and raises ValueError without them.
    """
    match method:
        case Method.QUICK:
            return dict.fromkeys(Axis, QUICK_BAND)
        case Method.MAP | Method.WORKSHOP | Method.IMPORT:
            return dict.fromkeys(Axis, MAP_BAND)
        case Method.CAREFUL:
            if reading is None:
                raise ValueError("a careful placement needs the reading of its answers")
            return {axis: reading.on(axis).spread for axis in Axis}


# What an answer does


@dataclass(frozen=True, slots=True)
class Flip:
    """One answer moved one step, and the form that this would give.

    `key` is an axis, with scores in `from_` and `to`, or a statement's id, with answers in them.
    """

    key: str
    from_: int
    to: int
    form: Form


def flips_of_steps(scores: Scores) -> tuple[Flip, ...]:
    """Return the quick answers that flip the form when moved one step, in the order of `Axis`.

    A score that is not one of the five steps raises ValueError.
    """
    here = _form(scores)
    moves = (
        Flip(axis, scores.on(axis), step, _form(scores.moved(axis, step)))
        for axis in Axis
        for step in _beside(scores.on(axis), STEPS)
    )
    return tuple(flip for flip in moves if flip.form is not here)


def flips_of_answers(
    answers: Mapping[str, int], statements: Sequence[StatementLike]
) -> tuple[Flip, ...]:
    """Return the answers that flip the form when moved one step, in the order of the statements.

    There are none while an axis lacks answers: there is no form to flip.
    """
    here = _form_answered(answers, statements)
    flips = []
    for statement in statements:
        if (answer := answers.get(statement.id)) is None:
            continue
        for moved in _beside(answer, ANSWERS):
            there = _form_answered({**answers, statement.id: moved}, statements)
            if there is not None and there is not here:
                flips.append(Flip(statement.id, answer, moved, there))
    return tuple(flips)


def _form_answered(answers: Mapping[str, int], statements: Sequence[StatementLike]) -> Form | None:
    scores = score_questionnaire(answers, statements).scores
    return _form(scores) if scores else None


def _beside(value: int, scale: Sequence[int]) -> list[int]:
    """Return the values one step down and one step up, as far as the scale goes."""
    at = scale.index(value)
    return [*scale[:at][-1:], *scale[at + 1 :][:1]]


def strongest_pull(
    answers: Mapping[str, int], statements: Sequence[StatementLike]
) -> dict[Axis, str]:
    """Return, for each axis, the statement whose answer pulls most to the side where it landed.

    The first of equals. An axis without a score, or with every answer in the middle, is left out.
    """
    reading = score_questionnaire(answers, statements)
    pulls = {}
    for axis in Axis:
        score = reading.on(axis).score
        if score is None:
            continue
        points = {
            statement.id: _points(statement, answers)
            for statement in _answered(axis, answers, statements)
        }
        end = _end(score)
        strongest = min(points, key=lambda statement_id: abs(points[statement_id] - end))
        if points[strongest] != CUT:
            pulls[axis] = strongest
    return pulls


# Which case is like it


class PlacedCase(Protocol):
    """Something with an id and a place on the map."""

    @property
    def id(self) -> str: ...
    @property
    def scores(self) -> Scores: ...


def nearest[C: PlacedCase](
    scores: Scores, cases: Iterable[C], exclude: AbstractSet[str] = frozenset()
) -> C | None:
    """Return the case nearest by, one of the same form if there is any; the first of equals.

    `exclude` holds ids: an initiative that is itself a case is not its own likeness. None when
    no case is left.
    """
    form = _form(scores)

    def unlikeness(case: C) -> tuple[bool, int]:
        squared = sum((scores.on(axis) - case.scores.on(axis)) ** 2 for axis in Axis)
        return _form(case.scores) is not form, squared

    return min((case for case in cases if case.id not in exclude), key=unlikeness, default=None)
