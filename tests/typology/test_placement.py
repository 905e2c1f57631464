"""Every edge of the placement as a table, and what holds for all scores and answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typology.placement import (
    ANSWERS,
    STEPS,
    Axis,
    AxisReading,
    Flip,
    Form,
    Method,
    Placement,
    QuestionnaireReading,
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

ACTORS, OUTCOME = Axis
CONTROLLED, RESPONSIBILISING, EQUAL, FACILITATING = Form

EDGES = (0, 1, 44, 45, 50, 51, 55, 56, 99, 100)
HIGH_SIDE = {0: 0, 1: 0, 44: 0, 45: 0, 50: 0, 51: 1, 55: 1, 56: 1, 99: 1, 100: 1}
NEAR = {45, 50, 51, 55}
DISTANCES = {0: 51, 1: 50, 44: 7, 45: 6, 50: 1, 51: 1, 55: 5, 56: 6, 99: 49, 100: 50}
FORMS = ((CONTROLLED, EQUAL), (RESPONSIBILISING, FACILITATING))

one_score = st.integers(0, 100)
any_scores = st.builds(Scores, one_score, one_score)


@dataclass(frozen=True)
class Statement:
    id: str
    axis: Axis
    pole: Literal["low", "high"]


STATEMENTS = (
    *(Statement(f"A{n}", ACTORS, "low" if n % 2 else "high") for n in range(1, 7)),
    *(Statement(f"U{n}", OUTCOME, "high" if n % 2 else "low") for n in range(1, 7)),
)
HIGH = tuple(
    Statement(f"{letter}{n}", axis, "high")
    for axis, letter in zip(Axis, "AU", strict=True)
    for n in range(1, 7)
)
some_answers = st.dictionaries(
    st.sampled_from([s.id for s in STATEMENTS]), st.sampled_from(ANSWERS)
)
all_answers = st.fixed_dictionaries({s.id: st.sampled_from(ANSWERS) for s in STATEMENTS})


def answers_of(actors: tuple[int, ...], outcome: tuple[int, ...]) -> dict[str, int]:
    """Answer the first statements of each axis."""
    return {
        f"{letter}{number}": answer
        for letter, given_answers in (("A", actors), ("U", outcome))
        for number, answer in enumerate(given_answers, start=1)
    }


# From scores to a form


def test_the_four_corners_have_these_names() -> None:
    assert place(Scores(actors=0, outcome=0)).form == "controlled"
    assert place(Scores(actors=100, outcome=0)).form == "responsibilising"
    assert place(Scores(actors=0, outcome=100)).form == "equal"
    assert place(Scores(actors=100, outcome=100)).form == "facilitating"


def test_a_score_of_50_belongs_to_the_low_side() -> None:
    assert place(Scores(50, 50)) == Placement(Scores(50, 50), CONTROLLED, (ACTORS, OUTCOME))
    assert place(Scores(51, 50)) == Placement(Scores(51, 50), RESPONSIBILISING, (ACTORS, OUTCOME))
    assert place(Scores(50, 51)) == Placement(Scores(50, 51), EQUAL, (ACTORS, OUTCOME))
    assert place(Scores(51, 51)) == Placement(Scores(51, 51), FACILITATING, (ACTORS, OUTCOME))


@pytest.mark.parametrize("outcome", EDGES)
@pytest.mark.parametrize("actors", EDGES)
def test_every_edge_has_its_form_border_and_distances(actors: int, outcome: int) -> None:
    placement = place(Scores(actors, outcome))
    assert placement.form is FORMS[HIGH_SIDE[actors]][HIGH_SIDE[outcome]]
    assert placement.near == tuple(
        axis for axis, score in ((ACTORS, actors), (OUTCOME, outcome)) if score in NEAR
    )
    assert placement.distances == {ACTORS: DISTANCES[actors], OUTCOME: DISTANCES[outcome]}


@pytest.mark.parametrize(
    ("actors", "outcome", "neighbours", "opens"),
    [
        (44, 44, (), CONTROLLED),
        (45, 44, (RESPONSIBILISING,), CONTROLLED),
        (44, 45, (EQUAL,), CONTROLLED),
        (55, 44, (CONTROLLED,), CONTROLLED),
        (56, 44, (), RESPONSIBILISING),
        (56, 55, (RESPONSIBILISING,), RESPONSIBILISING),
        (51, 100, (EQUAL,), EQUAL),
        (50, 50, (RESPONSIBILISING, EQUAL, FACILITATING), CONTROLLED),
        (55, 55, (CONTROLLED, RESPONSIBILISING, EQUAL), CONTROLLED),
        (45, 55, (CONTROLLED, RESPONSIBILISING, FACILITATING), CONTROLLED),
        (100, 100, (), FACILITATING),
    ],
)
def test_on_the_border_the_neighbours_are_named_and_the_low_side_opens(
    actors: int, outcome: int, neighbours: tuple[Form, ...], opens: Form
) -> None:
    placement = place(Scores(actors, outcome))
    assert (placement.neighbours, placement.opens) == (neighbours, opens)


def test_across_an_axis_is_the_form_beside_it() -> None:
    assert [place(Scores(10, 90)).across(axis) for axis in Axis] == [FACILITATING, CONTROLLED]
    assert [place(Scores(90, 10)).across(axis) for axis in Axis] == [CONTROLLED, FACILITATING]


@pytest.mark.parametrize(
    ("actors", "outcome", "percentages"),
    [
        (0, 0, (100, 0, 0, 0)),
        (100, 100, (0, 0, 0, 100)),
        (50, 50, (25, 25, 25, 25)),
        (25, 0, (75, 25, 0, 0)),
        (20, 90, (8, 2, 72, 18)),
        (25, 50, (38, 13, 37, 12)),
        (75, 50, (13, 38, 12, 37)),
        (1, 1, (98, 1, 1, 0)),
    ],
)
def test_the_percentages_of_the_forms(
    actors: int, outcome: int, percentages: tuple[int, ...]
) -> None:
    assert place(Scores(actors, outcome)).percentages == dict(zip(Form, percentages, strict=True))


def test_degrees_are_bilinear() -> None:
    assert place(Scores(20, 90)).degrees == pytest.approx(
        {CONTROLLED: 0.08, RESPONSIBILISING: 0.02, EQUAL: 0.72, FACILITATING: 0.18}
    )


@pytest.mark.parametrize("nonsense", [-1, 101, 50.0, True, "50", None])
def test_scores_refuse_what_is_no_whole_number_from_0_to_100(nonsense: object) -> None:
    with pytest.raises(ValueError, match="actors"):
        Scores(nonsense, 50)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="outcome"):
        Scores(50, nonsense)  # type: ignore[arg-type]


@given(any_scores)
def test_the_form_is_always_exactly_one_and_never_its_own_neighbour(scores: Scores) -> None:
    placement = place(scores)
    assert placement.form in Form
    assert placement.form not in placement.neighbours
    assert len(placement.neighbours) == (0, 1, 3)[len(placement.near)]
    assert placement.opens in {placement.form, *placement.neighbours}


@given(any_scores, st.sampled_from(Axis), one_score)
def test_a_higher_score_never_leads_back_to_the_low_side(
    scores: Scores, axis: Axis, other: int
) -> None:
    low, high = sorted((scores.on(axis), other))
    below, above = place(scores.moved(axis, low)), place(scores.moved(axis, high))
    assert above.form in {below.form, place(scores.moved(axis, 0)).across(axis)}
    assert below.form in {above.form, place(scores.moved(axis, 100)).across(axis)}


@given(any_scores)
def test_the_mirrored_scores_give_the_opposite_corner_unless_one_is_50(scores: Scores) -> None:
    opposite = {
        CONTROLLED: FACILITATING,
        RESPONSIBILISING: EQUAL,
        EQUAL: RESPONSIBILISING,
        FACILITATING: CONTROLLED,
    }
    mirrored = place(Scores(100 - scores.actors, 100 - scores.outcome)).form
    is_opposite = mirrored is opposite[place(scores).form]
    assert is_opposite == (50 not in (scores.actors, scores.outcome))


@given(any_scores)
def test_the_degrees_sum_to_1_and_the_percentages_to_100(scores: Scores) -> None:
    placement = place(scores)
    assert sum(placement.degrees.values()) == pytest.approx(1)
    assert sum(placement.percentages.values()) == 100
    for form in Form:
        assert abs(placement.percentages[form] - 100 * placement.degrees[form]) < 1


@given(any_scores, st.sampled_from(Axis))
def test_the_distance_is_just_enough_to_change_the_form(scores: Scores, axis: Axis) -> None:
    placement = place(scores)
    toward = -1 if scores.on(axis) > 50 else 1
    distance = placement.distances[axis]
    there = scores.moved(axis, scores.on(axis) + toward * distance)
    nearly = scores.moved(axis, scores.on(axis) + toward * (distance - 1))
    assert place(there).form is placement.across(axis)
    assert place(nearly).form is placement.form


@pytest.mark.parametrize(
    ("actors", "outcome", "expected"),
    [(19, 51, True), (20, 51, False), (19, 50, False), (0, 100, True), (100, 0, False)],
)
def test_open_ideas_under_public_control_may_be_a_hearing(
    actors: int, outcome: int, expected: bool
) -> None:
    assert may_be_a_hearing(Scores(actors, outcome)) is expected


# From answers to scores


@pytest.mark.parametrize(
    ("answers", "reading"),
    [
        ((), AxisReading(None, 0, 0)),
        ((5,), AxisReading(None, 0, 1)),
        ((1, 5, 3), AxisReading(None, 25, 3)),
        ((1, 1, 1, 1), AxisReading(0, 0, 4)),
        ((5, 5, 5, 5, 5, 5), AxisReading(100, 0, 6)),
        ((3, 4, 4, 3), AxisReading(62, 12, 4)),
        ((4, 4, 4, 5), AxisReading(81, 11, 4)),
        ((2, 2, 3, 3, 3), AxisReading(40, 12, 5)),
        ((1, 5, 1, 5), AxisReading(50, 25, 4)),
        ((3, 3, 3, 3, 3, 4), AxisReading(54, 9, 6)),
    ],
)
def test_the_score_is_the_rounded_mean_and_the_spread_at_most_25(
    answers: tuple[int, ...], reading: AxisReading
) -> None:
    assert score_questionnaire(answers_of(answers, ()), HIGH).actors == reading
    assert score_questionnaire(answers_of((), answers), HIGH).outcome == reading


def test_agreeing_with_a_statement_of_the_low_end_pulls_down() -> None:
    low = [Statement(statement.id, statement.axis, "low") for statement in HIGH]
    answers = answers_of((5, 5, 5, 4), (1, 1, 1, 2))
    assert score_questionnaire(answers, low).scores == Scores(6, 94)


def test_there_are_no_scores_while_an_axis_lacks_answers() -> None:
    reading = score_questionnaire(answers_of((5, 5, 5, 5), (1, 1, 1)), HIGH)
    assert reading == QuestionnaireReading(AxisReading(100, 0, 4), AxisReading(None, 0, 3))
    assert reading.scores is None
    assert [reading.missing(axis) for axis in Axis] == [0, 1]
    assert score_questionnaire({}, HIGH).missing(ACTORS) == 4
    assert score_questionnaire(answers_of((1,) * 6, ()), HIGH).missing(ACTORS) == 0


@pytest.mark.parametrize(
    "answers", [{"A7": 3}, {"A1": 0}, {"A1": 6}, {"A1": True}, {"A1": 2.0}, {"A1": "3"}]
)
def test_an_unknown_statement_or_answer_is_refused(answers: Mapping[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(answers))):
        score_questionnaire(answers, HIGH)


@given(some_answers, st.randoms())
def test_the_order_of_the_answers_does_not_matter(answers: dict[str, int], random: Random) -> None:
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert score_questionnaire(dict(shuffled), STATEMENTS) == score_questionnaire(
        answers, STATEMENTS
    )


@given(some_answers)
def test_what_is_not_answered_never_moves_a_score(answers: dict[str, int]) -> None:
    answered = [statement for statement in STATEMENTS if statement.id in answers]
    assert score_questionnaire(answers, STATEMENTS) == score_questionnaire(answers, answered)


@given(all_answers)
def test_a_score_lies_within_half_a_point_of_the_mean(answers: dict[str, int]) -> None:
    reading = score_questionnaire(answers, STATEMENTS)
    for axis in Axis:
        points = [
            (answers[s.id] - 1) * 25 if s.pole == "high" else (5 - answers[s.id]) * 25
            for s in STATEMENTS
            if s.axis is axis
        ]
        score = reading.on(axis).score
        assert score is not None
        assert abs(score - Fraction(sum(points), len(points))) <= Fraction(1, 2)


@given(some_answers, st.sampled_from(STATEMENTS), st.sampled_from(ANSWERS))
def test_an_answer_nearer_the_high_end_never_lowers_a_score(
    answers: dict[str, int], statement: Statement, other: int
) -> None:
    low, high = sorted((answers.get(statement.id, 3), other), reverse=statement.pole == "low")
    below = score_questionnaire({**answers, statement.id: low}, STATEMENTS).on(statement.axis)
    above = score_questionnaire({**answers, statement.id: high}, STATEMENTS).on(statement.axis)
    assert (below.score is None) == (above.score is None)
    if below.score is not None and above.score is not None:
        assert below.score <= above.score


@pytest.mark.parametrize(
    ("method", "widths"),
    [
        (Method.QUICK, (12, 12)),
        (Method.MAP, (5, 5)),
        (Method.WORKSHOP, (5, 5)),
        (Method.IMPORT, (5, 5)),
        (Method.CAREFUL, (25, 11)),
    ],
)
def test_every_method_has_its_band(method: Method, widths: tuple[int, int]) -> None:
    reading = score_questionnaire(answers_of((1, 5, 1, 5), (4, 4, 4, 5)), HIGH)
    assert band(method, reading) == dict(zip(Axis, widths, strict=True))


def test_only_a_careful_placement_needs_its_answers_for_the_band() -> None:
    assert band(Method.MAP) == {ACTORS: 5, OUTCOME: 5}
    with pytest.raises(ValueError, match="careful"):
        band(Method.CAREFUL)


# What an answer does


@pytest.mark.parametrize(
    ("actors", "outcome", "flips"),
    [
        (0, 0, ()),
        (25, 100, ()),
        (50, 0, (Flip("actors", 50, 75, RESPONSIBILISING),)),
        (75, 0, (Flip("actors", 75, 50, CONTROLLED),)),
        (
            50,
            75,
            (Flip("actors", 50, 75, FACILITATING), Flip("outcome", 75, 50, CONTROLLED)),
        ),
        (100, 50, (Flip("outcome", 50, 75, FACILITATING),)),
    ],
)
def test_the_steps_beside_the_cut_flip(actors: int, outcome: int, flips: tuple[Flip, ...]) -> None:
    assert flips_of_steps(Scores(actors, outcome)) == flips


def test_a_score_between_the_steps_has_no_step_to_move() -> None:
    with pytest.raises(ValueError, match="not in"):
        flips_of_steps(Scores(30, 50))


def test_the_answers_that_flip_come_in_the_order_of_the_statements() -> None:
    answers = answers_of((3, 3, 3, 5, 1), (1, 1, 1, 1))
    assert flips_of_answers(dict(reversed(answers.items())), HIGH) == (
        Flip("A1", 3, 4, RESPONSIBILISING),
        Flip("A2", 3, 4, RESPONSIBILISING),
        Flip("A3", 3, 4, RESPONSIBILISING),
        Flip("A5", 1, 2, RESPONSIBILISING),
    )


def test_nothing_flips_while_an_axis_lacks_answers() -> None:
    assert flips_of_answers(answers_of((3, 3, 3, 3), (3, 3, 3)), HIGH) == ()


@given(all_answers)
def test_a_flip_really_flips_and_every_other_step_does_not(answers: dict[str, int]) -> None:
    def form_of(given_answers: Mapping[str, int]) -> Form:
        scores = score_questionnaire(given_answers, STATEMENTS).scores
        assert scores is not None
        return place(scores).form

    flips = {(flip.key, flip.to): flip for flip in flips_of_answers(answers, STATEMENTS)}
    for statement_id, answer in answers.items():
        for moved in {answer - 1, answer + 1} & set(ANSWERS):
            there = form_of({**answers, statement_id: moved})
            flip = flips.pop((statement_id, moved), None)
            assert flip == (
                None if there is form_of(answers) else Flip(statement_id, answer, moved, there)
            )
    assert not flips


@given(st.builds(Scores, st.sampled_from(STEPS), st.sampled_from(STEPS)))
def test_a_flipped_step_really_flips(scores: Scores) -> None:
    for flip in flips_of_steps(scores):
        assert abs(flip.to - flip.from_) == 25
        assert place(scores.moved(Axis(flip.key), flip.to)).form is flip.form
        assert flip.form is not place(scores).form


@pytest.mark.parametrize(
    ("actors", "outcome", "pulls"),
    [
        ((5, 4, 5, 1), (1, 1, 2, 2), {ACTORS: "A1", OUTCOME: "U1"}),
        ((4, 4, 5, 5), (5, 5, 2, 1, 1, 1), {ACTORS: "A3", OUTCOME: "U4"}),
        ((3, 3, 3, 3), (3, 3, 2, 3), {OUTCOME: "U3"}),
        ((5, 5, 5), (1, 2, 3, 4), {OUTCOME: "U1"}),
        ((), (), {}),
    ],
)
def test_the_strongest_pull_is_toward_the_side_where_the_axis_landed(
    actors: tuple[int, ...], outcome: tuple[int, ...], pulls: dict[Axis, str]
) -> None:
    assert strongest_pull(answers_of(actors, outcome), HIGH) == pulls


# Which case is like it


@dataclass(frozen=True)
class Case:
    id: str
    scores: Scores


FAR = Case("far", Scores(10, 10))
NEAR_BUT_OTHER = Case("near-but-other", Scores(52, 45))
FIRST = Case("first", Scores(40, 40))
SECOND = Case("second", Scores(40, 50))


def test_the_nearest_case_has_the_same_form_if_any_has() -> None:
    scores = Scores(50, 45)
    cases = [FAR, NEAR_BUT_OTHER, FIRST, SECOND]
    assert nearest(scores, cases) is FIRST
    assert nearest(scores, [FAR, NEAR_BUT_OTHER]) is FAR
    assert nearest(Scores(90, 90), cases) is NEAR_BUT_OTHER


def test_of_equally_near_cases_the_first_is_named() -> None:
    assert nearest(Scores(40, 45), [SECOND, FIRST]) is SECOND


def test_an_excluded_case_is_never_named() -> None:
    assert nearest(Scores(40, 40), [FIRST, FAR], exclude={"first"}) is FAR
    assert nearest(Scores(40, 40), [FIRST], exclude={"first"}) is None
    assert nearest(Scores(40, 40), list[Case]()) is None
