"""Which form suits the wish, the experience and the field. Nothing here changes anything."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cocreation.http import Request
from cocreation.initiatives.views.loading import seen
from typology.fit import maturity_from_indicators


@require_safe
def advice(request: Request, public_id: UUID) -> HttpResponse:
    """Show which form suits wish, experience and field, and why. It moves nothing."""
    answer = seen(request, public_id)
    context = {"answer": answer, "initiative": answer.initiative, "advice": answer.advice_rows}
    return render(request, "initiatives/advice.html", context)


@require_safe
def maturity(request: Request, public_id: UUID) -> HttpResponse:
    """Help to say how used the municipality is to it: five signs, counted, nothing saved."""
    answer = seen(request, public_id)
    known = {item.id for item in answer.catalogue.fit.maturity_indicators}
    ticked = known & set(request.GET.getlist("sign"))
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "ticked": ticked,
        "experience": maturity_from_indicators(len(ticked)) if "count" in request.GET else None,
    }
    return render(request, "initiatives/maturity.html", context)
