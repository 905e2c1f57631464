"""Find initiatives by form, status, unit, subject field, ambition and words: a list, or the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from cocreation.initiatives.folding import fold
from cocreation.initiatives.models import Assessment, Initiative, Status
from typology.catalogue import Catalogue, FormTexts
from typology.placement import CORNERS, CUT, HIGHEST, Axis, Form, Placement, Scores, place


@dataclass(frozen=True)
class Found:
    """An initiative on a list: what it is, and where its latest placement of today lies."""

    initiative: Initiative
    placement: Placement | None
    form: FormTexts | None

    @property
    def status(self) -> str:
        """How far it has come, in words."""
        return str(Status(self.initiative.status).label)

    @property
    def outside_the_four(self) -> bool:
        """Whether nobody outside the public sector creates anything: none of the four."""
        return self.initiative.outside_party is False


def find(rows: QuerySet[Initiative], asked: Mapping[str, Any]) -> QuerySet[Initiative]:
    """Keep what fits all that is asked for; own initiatives first, then cases, newest first.

    `asked` may have form, status, unit (a public id), field, ambition and words. Each row gets
    `actors_now` and `outcome_now`, None where nothing is placed.
    """
    latest = Assessment.objects.filter(
        initiative=OuterRef("pk"), withdrawn_at=None, kind="today"
    ).order_by("-assessed_on", "-pk")
    rows = rows.annotate(
        actors_now=Subquery(latest.values("actors")[:1]),
        outcome_now=Subquery(latest.values("outcome")[:1]),
    )
    if form := asked.get("form"):
        rows = rows.filter(_in_form(Form(form)), ~Q(outside_party=False))
    for key, column in {
        "status": "status",
        "unit": "unit__public_id",
        "field": "subject_field",
        "ambition": "ambitions__ambition",
    }.items():
        if value := asked.get(key):
            rows = rows.filter(**{column: value})
    for word in fold(asked.get("words") or "").split():
        rows = rows.filter(folded_text__contains=word)
    order = ["folded_title", "pk"] if asked.get("order") == "title" else ["-changed_at", "-pk"]
    is_case = Case(When(case="", then=0), default=1)
    return rows.order_by(is_case, *order)


def _in_form(form: Form) -> Q:
    """Say in a query what `place` says in Python: a score of 50 is on the low side."""
    corner = next(corner for corner, name in CORNERS.items() if name is form)
    fits = Q()
    for axis, end in zip(Axis, corner, strict=True):
        side = "gt" if end == HIGHEST else "lte"
        fits &= Q(**{f"{axis}_now__{side}": CUT})
    return fits


def found(row: Any, catalogue: Catalogue) -> Found:
    """Return a row of `find` with its placement and the texts of its form."""
    if row.actors_now is None or row.outside_party is False:
        return Found(row, None, None)
    placement = place(Scores(row.actors_now, row.outcome_now))
    return Found(row, placement, catalogue.form(placement.form))
