"""The initiatives that a person may see: as a list, and all on one map."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cocreation.http import Request
from cocreation.initiatives.bin import binned
from cocreation.initiatives.finding import Found, find, found
from cocreation.initiatives.forms.finding import FindForm
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.views.loading import organisations_to_start_in
from cocreation.people.models import Unit
from typology.figure import Spot, draw
from typology.languages import spoken
from typology.models import Edition

A_PAGE, A_MAP = 50, 500
"""Most initiatives on a page of the list, and on the map."""
SHOWN = (
    "public_id",
    "title",
    "sentence",
    "status",
    "outside_party",
    "case",
    "unit__name",
    "edition",
)
"""What a list fetches of each."""


@dataclass(frozen=True)
class _Question:
    """What is asked for, the rows that fit it, and the newest texts to say it in."""

    newest: Edition
    form: FindForm
    rows: Any

    @classmethod
    def of(cls, request: Request) -> "_Question | None":
        """Read the address; None before any catalogue is loaded."""
        newest = Edition.objects.newest()
        if newest is None:
            return None
        units = list(Unit.objects.filter(organisation__memberships__user=request.user))
        form = FindForm(request.GET, catalogue=newest.catalogue, units=units)
        rows = find(Initiative.objects.visible_to(request.user), form.asked)
        rows = rows.annotate(edition_number=F("edition__number"))
        return cls(newest, form, rows.select_related("unit").only(*SHOWN))

    def answer(self, rows: Iterable[Initiative]) -> list[Found]:
        """Read rows with the texts of their own edition; those of the newest are at hand."""
        catalogues = {self.newest.number: self.newest.catalogue}
        listed: list[Any] = list(rows)
        for row in listed:
            if row.edition_number not in catalogues:
                catalogues[row.edition_number] = row.catalogue
        return [found(row, catalogues[row.edition_number]) for row in listed]


@require_safe
def index(request: Request) -> HttpResponse:
    """Show a page of the initiatives that fit what is asked for."""
    asked = _Question.of(request)
    if asked is None:
        return render(request, "no_catalogue.html", status=503)
    page = Paginator(asked.rows, A_PAGE).get_page(request.GET.get("page"))
    shown = asked.answer(page.object_list)
    context = {
        "form": asked.form,
        "page": page,
        "own": [each for each in shown if not each.initiative.case],
        "cases": [each for each in shown if each.initiative.case],
        "may_create": organisations_to_start_in(request.user).exists(),
        "deleted": binned(Initiative.objects.restorable_by(request.user)).count(),
        "catalogue": asked.newest.catalogue,
    }
    return render(request, "initiatives/index.html", context)


@require_safe
def all_on_one_map(request: Request) -> HttpResponse:
    """Show the same on the map, by number, with the list beside it."""
    asked = _Question.of(request)
    if asked is None:
        return render(request, "no_catalogue.html", status=503)
    shown = asked.answer(asked.rows[:A_MAP])
    placed = [each for each in shown if each.placement]
    spots = [
        Spot(each.placement.scores, each.initiative.title, newest=False)
        for each in placed
        if each.placement
    ]
    context = {
        "form": asked.form,
        "placed": placed,
        "others": [each for each in shown if not each.placement],
        "figure": draw(asked.newest.catalogue, spoken(), spots),
        "catalogue": asked.newest.catalogue,
    }
    return render(request, "initiatives/map.html", context)
