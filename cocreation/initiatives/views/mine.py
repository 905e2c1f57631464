"""My page: what one meets after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cocreation.http import Request
from cocreation.initiatives.mine import Mine
from typology.models import Edition

MOST_WAITING, MOST_INITIATIVES = 8, 10
"""How many of each stand on the page before someone asks for all of them."""


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show what waits for a person and their own initiatives; guide whoever has none yet."""
    newest = Edition.objects.newest()
    if newest is None:
        return render(request, "no_catalogue.html", status=503)
    person, asked = Mine(request.user, newest), request.GET.get("all")
    waiting = person.waiting if asked == "waiting" else person.waiting[:MOST_WAITING]
    shown = person.initiatives if asked == "mine" else person.initiatives[:MOST_INITIATIVES]
    context = {
        "mine": person,
        "waiting": waiting,
        "more_waiting": len(person.waiting) - len(waiting),
        "shown": shown,
        "more_initiatives": len(person.initiatives) - len(shown),
        "catalogue": newest.catalogue,
    }
    return render(request, "initiatives/mine.html", context)
