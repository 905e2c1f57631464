"""The initiatives that a person may see: as a list, and all on one map."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cocreation.http import Request
from cocreation.initiatives.finding import Found, find, found
from cocreation.initiatives.forms.finding import FindForm
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.views.loading import organisations_to_start_in
from cocreation.people.models import Unit
from typology.catalogue import Catalogue
from typology.figure import Spot, draw
from typology.languages import spoken
from typology.models import Edition

A_PAGE, A_MAP = 50, 500
"""Most initiatives on a page of the list, and on the map."""


def _asked(request: Request, catalogue: Catalogue) -> FindForm:
    units = list(Unit.objects.filter(organisation__memberships__user=request.user))
    return FindForm(request.GET, catalogue=catalogue, units=units)


def _listed(rows: Any) -> Any:
    return rows.select_related("unit", "edition").defer("edition__document")


def _found(rows: list[Initiative], newest: Edition) -> list[Found]:
    """Read each row with the texts of its own edition; those of the newest are at hand."""
    catalogues = {newest.number: newest.catalogue}
    for row in rows:
        if row.edition.number not in catalogues:
            catalogues[row.edition.number] = row.catalogue
    return [found(row, catalogues[row.edition.number]) for row in rows]


@require_safe
def index(request: Request) -> HttpResponse:
    """Show a page of the initiatives that fit what is asked for."""
    newest = Edition.objects.newest()
    if newest is None:
        return render(request, "no_catalogue.html", status=503)
    form = _asked(request, newest.catalogue)
    rows = find(Initiative.objects.visible_to(request.user), form.asked)
    page = Paginator(_listed(rows), A_PAGE).get_page(request.GET.get("page"))
    shown = _found(list(page.object_list), newest)
    context = {
        "form": form,
        "page": page,
        "own": [each for each in shown if not each.initiative.case],
        "cases": [each for each in shown if each.initiative.case],
        "may_create": organisations_to_start_in(request.user).exists(),
        "deleted": Initiative.objects.restorable_by(request.user),
        "catalogue": newest.catalogue,
    }
    return render(request, "initiatives/index.html", context)


@require_safe
def all_on_one_map(request: Request) -> HttpResponse:
    """Show the same on the map, by number, with the list beside it."""
    newest = Edition.objects.newest()
    if newest is None:
        return render(request, "no_catalogue.html", status=503)
    form = _asked(request, newest.catalogue)
    rows = find(Initiative.objects.visible_to(request.user), form.asked)
    shown = _found(list(_listed(rows)[:A_MAP]), newest)
    placed = [each for each in shown if each.placement]
    spots = [
        Spot(each.placement.scores, each.initiative.title, newest=False)
        for each in placed
        if each.placement
    ]
    context = {
        "form": form,
        "placed": placed,
        "others": [each for each in shown if not each.placement],
        "figure": draw(newest.catalogue, spoken(), spots),
        "catalogue": newest.catalogue,
    }
    return render(request, "initiatives/map.html", context)
