"""The advice with the fits of the shipped catalogue's first draft, as tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typology.catalogue import (
    Ambition,
    AmbitionFit,
    FitCell,
    FitTables,
    Maturity,
    MaturityFit,
    PerForm,
    SubjectField,
    Text,
)
from typology.fit import (
    Advice,
    Caution,
    Experience,
    Reason,
    Source,
    advise,
    maturity_from_indicators,
)
from typology.placement import Form

CONTROLLED, RESPONSIBILISING, EQUAL, FACILITATING = Form
ECONOMY, QUALITY, DEMOCRACY = Ambition
UNKNOWN, NEW, EXPERIENCED = Experience


def words(about: str) -> Text:
    return Text(da=f"Fordi {about}", en=f"Because {about}")


def per_form(*fits: int) -> PerForm[int]:
    return PerForm[int](**dict(zip(Form, fits, strict=True)))


def cells(about: str, *fits: int) -> PerForm[FitCell]:
    return PerForm[FitCell](
        **{
            form: FitCell(fit=fit, reason=words(f"{about} {form}"))
            for form, fit in zip(Form, fits, strict=True)
        }
    )


TABLES = FitTables(
    disclaimer=words("it is our proposal"),
    ambitions=(
        AmbitionFit(id=ECONOMY, forms=cells(ECONOMY, 2, 3, 1, 2)),
        AmbitionFit(id=QUALITY, forms=cells(QUALITY, 2, 2, 3, 2)),
        AmbitionFit(id=DEMOCRACY, forms=cells(DEMOCRACY, 1, 1, 3, 3)),
    ),
    maturity=tuple(
        MaturityFit(id=maturity, reason=words(maturity), forms=per_form(*fits))
        for maturity, fits in (
            (Maturity.BOTH_NEW, (3, 1, 1, 1)),
            (Maturity.MUNICIPALITY_NEW, (2, 2, 1, 3)),
            (Maturity.PARTNERS_NEW, (3, 2, 2, 1)),
            (Maturity.BOTH_EXPERIENCED, (2, 3, 3, 3)),
        )
    ),
    subject_fields=(),
    maturity_indicators=(),
)
DECISIONS = SubjectField(
    id="F1", name=words("F1"), note=words("the core is law"), forms=per_form(2, 0, 0, 0)
)
PLACES = SubjectField(id="F3", name=words("F3"), note=words("places"), forms=per_form(2, 3, 1, 3))


def advice(
    *ambitions: Ambition,
    municipality: Experience = UNKNOWN,
    partners: Experience = UNKNOWN,
    subject_field: SubjectField | None = None,
    placed: Form | None = None,
) -> Advice:
    return advise(TABLES, ambitions, municipality, partners, subject_field, placed)


@pytest.mark.parametrize(
    ("known", "percentages", "best"),
    [
        (advice(ECONOMY), (67, 100, 33, 67), (RESPONSIBILISING,)),
        (advice(DEMOCRACY), (33, 33, 100, 100), (EQUAL, FACILITATING)),
        # The first counted double: (2 x 1 + 2) / 3 of 3, and so on.
        (advice(DEMOCRACY, ECONOMY), (44, 56, 78, 89), (FACILITATING,)),
        (advice(ECONOMY, DEMOCRACY), (56, 78, 56, 78), (RESPONSIBILISING, FACILITATING)),
        (advice(QUALITY, ECONOMY, DEMOCRACY), (58, 67, 83, 75), (EQUAL,)),
        (advice(municipality=NEW, partners=NEW), (100, 33, 33, 33), (CONTROLLED,)),
        (advice(municipality=NEW, partners=EXPERIENCED), (67, 67, 33, 100), (FACILITATING,)),
        (advice(municipality=EXPERIENCED, partners=NEW), (100, 67, 67, 33), (CONTROLLED,)),
        (
            advice(municipality=EXPERIENCED, partners=EXPERIENCED),
            (67, 100, 100, 100),
            (RESPONSIBILISING, EQUAL, FACILITATING),
        ),
        (advice(subject_field=DECISIONS), (67, 0, 0, 0), (CONTROLLED,)),
        (
            advice(ECONOMY, municipality=NEW, partners=NEW, subject_field=PLACES),
            (78, 78, 33, 67),
            (CONTROLLED, RESPONSIBILISING),
        ),
    ],
)
def test_the_fit_is_the_mean_of_what_is_known(
    known: Advice, percentages: tuple[int, ...], best: tuple[Form, ...]
) -> None:
    assert known.percentages == dict(zip(Form, percentages, strict=True))
    assert known.best == best


@pytest.mark.parametrize(
    ("municipality", "partners"),
    [(UNKNOWN, UNKNOWN), (UNKNOWN, NEW), (NEW, UNKNOWN), (EXPERIENCED, UNKNOWN)],
)
def test_maturity_is_left_out_while_one_side_is_unknown(
    municipality: Experience, partners: Experience
) -> None:
    known = advice(QUALITY, municipality=municipality, partners=partners)
    assert known.percentages == advice(QUALITY).percentages


def test_when_nothing_is_known_there_is_nothing_to_say() -> None:
    nothing = advice(placed=RESPONSIBILISING)
    assert (nothing.percentages, nothing.best, nothing.cautions) == ({}, (), ())
    assert nothing.reasons(EQUAL) == ()


def test_the_reasons_are_the_cells_used() -> None:
    known = advice(DEMOCRACY, ECONOMY, municipality=NEW, partners=EXPERIENCED, subject_field=PLACES)
    assert known.reasons(EQUAL) == (
        Reason(Source.AMBITION, "democracy", 3, words("democracy equal")),
        Reason(Source.AMBITION, "economy", 1, words("economy equal")),
        Reason(Source.MATURITY, "municipality_new", 1, words("municipality_new")),
        Reason(Source.SUBJECT_FIELD, "F3", 1, words("places")),
    )


@pytest.mark.parametrize(
    ("known", "cautions"),
    [
        (advice(subject_field=DECISIONS, placed=EQUAL), (Caution.FIELD_DOES_NOT_FIT,)),
        (advice(subject_field=DECISIONS, placed=CONTROLLED), ()),
        (advice(subject_field=DECISIONS), ()),
        (advice(subject_field=PLACES, placed=EQUAL), ()),
        (advice(ECONOMY, placed=RESPONSIBILISING), (Caution.CHECK_SUPPLEMENT,)),
        (advice(QUALITY, ECONOMY, placed=RESPONSIBILISING), tuple(Caution)[1:]),
        (advice(ECONOMY, placed=CONTROLLED), ()),
        (advice(ECONOMY), ()),
        (advice(QUALITY, placed=RESPONSIBILISING), ()),
        (
            advice(ECONOMY, subject_field=DECISIONS, placed=RESPONSIBILISING),
            (Caution.FIELD_DOES_NOT_FIT, Caution.CHECK_SUPPLEMENT),
        ),
    ],
)
def test_what_the_reader_is_warned_of(known: Advice, cautions: tuple[Caution, ...]) -> None:
    assert known.cautions == cautions


@pytest.mark.parametrize(
    ("known", "is_close"),
    [
        # Nothing placed: the top two, 100 and 100, 89 and 78, 100 and 67.
        (advice(DEMOCRACY), True),
        (advice(DEMOCRACY, ECONOMY), True),
        (advice(ECONOMY), False),
        # The placed form and the best other: 78 and 89, 56 and 89, 89 and 78.
        (advice(DEMOCRACY, ECONOMY, placed=EQUAL), True),
        (advice(DEMOCRACY, ECONOMY, placed=RESPONSIBILISING), False),
        (advice(DEMOCRACY, ECONOMY, placed=FACILITATING), True),
    ],
)
def test_forms_under_12_points_apart_can_both_be_defended(known: Advice, is_close: bool) -> None:
    assert (Caution.EITHER_CAN_BE_DEFENDED in known.cautions) is is_close


def test_the_points_between_two_forms_are_counted_before_rounding() -> None:
    field = SubjectField(id="F9", name=words("F9"), note=words("F9"), forms=per_form(1, 2, 0, 1))
    known = advice(
        DEMOCRACY, municipality=NEW, partners=NEW, subject_field=field, placed=RESPONSIBILISING
    )
    # 4 and 5 of 9: shown as 44 and 56, but 11.1 apart.
    assert known.percentages == dict(zip(Form, (56, 44, 44, 56), strict=True))
    assert known.cautions == (Caution.EITHER_CAN_BE_DEFENDED,)


ambition_lists = st.permutations(list(Ambition)).flatmap(
    lambda ranked: st.integers(0, 3).map(lambda length: ranked[:length])
)
experiences = st.sampled_from(Experience)
fields = st.sampled_from([None, DECISIONS, PLACES])


@given(ambition_lists, experiences, experiences, fields)
def test_advice_never_depends_on_where_the_initiative_is_placed(
    ambitions: list[Ambition],
    municipality: Experience,
    partners: Experience,
    subject_field: SubjectField | None,
) -> None:
    unplaced = advise(TABLES, ambitions, municipality, partners, subject_field, None)
    for form in Form:
        placed = advise(TABLES, ambitions, municipality, partners, subject_field, form)
        assert placed.percentages == unplaced.percentages
        assert placed.best == unplaced.best
        assert placed.reasons(form) == unplaced.reasons(form)
    assert all(0 <= percentage <= 100 for percentage in unplaced.percentages.values())


@pytest.mark.parametrize(
    ("ticked", "experience"),
    [(0, NEW), (2, NEW), (3, EXPERIENCED), (5, EXPERIENCED)],
)
def test_three_of_the_five_indicators_make_experienced(ticked: int, experience: Experience) -> None:
    assert maturity_from_indicators(ticked) is experience
