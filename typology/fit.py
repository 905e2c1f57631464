"""Which form suits the ambitions, the experience and the subject field, and why.

Advice only: it stands beside the placement and never moves it. The fits (0-3) and their reasons
are the edition's, our proposal without measured effect; the arithmetic is here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from typology.catalogue import Ambition, FitTables, Maturity, SubjectField, Text
from typology.placement import Form

BEST_FIT = 3
EITHER_UNDER = 12
"""Percentage points: two forms less far apart than this can both be defended."""
EXPERIENCED_FROM = 3
"""Indicators of maturity, of five, from which somebody counts as experienced."""
SUPPLEMENT_ITEM = "G7"
"""The line of the gate that asks whether a partner's work adds to the public task."""


class Experience(StrEnum):
    """How used one side is to co-creation."""

    UNKNOWN = "unknown"
    NEW = "new"
    EXPERIENCED = "experienced"


MATURITIES = {
    (Experience.NEW, Experience.NEW): Maturity.BOTH_NEW,
    (Experience.NEW, Experience.EXPERIENCED): Maturity.MUNICIPALITY_NEW,
    (Experience.EXPERIENCED, Experience.NEW): Maturity.PARTNERS_NEW,
    (Experience.EXPERIENCED, Experience.EXPERIENCED): Maturity.BOTH_EXPERIENCED,
}
"""(municipality, partners). With a side unknown there is no maturity to speak of."""


class Source(StrEnum):
    """The three terms of a fit, equal in weight."""

    AMBITION = "ambition"
    MATURITY = "maturity"
    SUBJECT_FIELD = "subject_field"


class Caution(StrEnum):
    """What the reader is warned of."""

    FIELD_DOES_NOT_FIT = "field_does_not_fit"
    EITHER_CAN_BE_DEFENDED = "either_can_be_defended"
    CHECK_SUPPLEMENT = "check_supplement"


@dataclass(frozen=True, slots=True)
class Reason:
    """One cell of the tables that counts: what it is about, its fit 0-3 and the words for it."""

    source: Source
    id: str
    fit: int
    text: Text


@dataclass(frozen=True)
class Advice:
    """The cells that count for each form, and what follows from them."""

    cells: Mapping[Form, tuple[Reason, ...]]
    placed: Form | None

    def reasons(self, form: Form) -> tuple[Reason, ...]:
        """Return the cells used for a form: ambitions as ranked, maturity, subject field."""
        return self.cells[form]

    @property
    def percentages(self) -> dict[Form, int]:
        """Return how well each form fits, 0-100; empty when nothing is known."""
        return {form: round(fit) for form, fit in self._fits.items()}

    @property
    def best(self) -> tuple[Form, ...]:
        """Return the forms that fit best, several when equal, none when nothing is known."""
        fits = self._fits
        highest = max(fits.values(), default=0)
        return tuple(form for form, fit in fits.items() if fit == highest)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """Return what to warn of, in the order of `Caution`."""
        return tuple(self._cautions())

    def _cautions(self) -> Iterator[Caution]:
        used = self.cells[self.placed] if self.placed else ()
        if any(reason.source is Source.SUBJECT_FIELD and reason.fit == 0 for reason in used):
            yield Caution.FIELD_DOES_NOT_FIT
        if self._is_a_close_call:
            yield Caution.EITHER_CAN_BE_DEFENDED
        if self.placed is Form.RESPONSIBILISING and Ambition.ECONOMY in {each.id for each in used}:
            yield Caution.CHECK_SUPPLEMENT

    @property
    def _is_a_close_call(self) -> bool:
        """Compare the placed form, or else the best one, with the best of the others."""
        fits = self._fits
        if not fits:
            return False
        here = self.placed or self.best[0]
        others = (fit for form, fit in fits.items() if form is not here)
        return abs(fits[here] - max(others)) < EITHER_UNDER

    @cached_property
    def _fits(self) -> dict[Form, Fraction]:
        """Return the exact percentages: one point of fit in one of three terms is always 11.1."""
        return {form: _percentage(cells) for form, cells in self.cells.items() if cells}


def advise(
    tables: FitTables,
    ambitions: Sequence[Ambition],
    municipality: Experience,
    partners: Experience,
    subject_field: SubjectField | None,
    placed: Form | None,
) -> Advice:
    """Return the advice for ambitions in ranked order, two experiences and a subject field.

    What is unknown is left out: no ambitions, either side's experience, no subject field.
    """
    maturity = MATURITIES.get((municipality, partners))
    cells = {form: tuple(_cells(form, tables, ambitions, maturity, subject_field)) for form in Form}
    return Advice(cells, placed)


def _cells(
    form: Form,
    tables: FitTables,
    ambitions: Sequence[Ambition],
    maturity: Maturity | None,
    subject_field: SubjectField | None,
) -> Iterator[Reason]:
    fits = {row.id: row.forms[form] for row in tables.ambitions}
    for ambition in ambitions:
        yield Reason(Source.AMBITION, ambition, fits[ambition].fit, fits[ambition].reason)
    for row in tables.maturity:
        if row.id is maturity:
            yield Reason(Source.MATURITY, row.id, row.forms[form], row.reason)
    if subject_field:
        fit = subject_field.forms[form]
        yield Reason(Source.SUBJECT_FIELD, subject_field.id, fit, subject_field.note)


def _percentage(reasons: Sequence[Reason]) -> Fraction:
    """Return the mean of the known terms in per cent of the best fit."""
    terms = [
        _first_counts_double(fits)
        for source in Source
        if (fits := [reason.fit for reason in reasons if reason.source is source])
    ]
    return 100 * sum(terms, Fraction()) / (BEST_FIT * len(terms))


def _first_counts_double(fits: Sequence[int]) -> Fraction:
    """Return the weighted mean; that of a single fit is the fit itself."""
    return Fraction(fits[0] + sum(fits), len(fits) + 1)


def maturity_from_indicators(ticked: int) -> Experience:
    """Return how experienced somebody is who ticked so many of the five indicators."""
    return Experience.EXPERIENCED if ticked >= EXPERIENCED_FROM else Experience.NEW
