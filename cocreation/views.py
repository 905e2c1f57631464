"""The front page, and what is shown when a page cannot be."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from typology.figure import draw
from typology.languages import spoken
from typology.models import Edition


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what this is, with the map; whoever is signed in goes to the initiatives."""
    if request.user.is_authenticated:
        return redirect("initiatives:index")
    edition = Edition.objects.newest()
    if edition is None:
        return render(request, "no_catalogue.html", status=503)
    catalogue = edition.catalogue
    figure = draw(catalogue, spoken())
    return render(request, "front.html", {"catalogue": catalogue, "figure": figure})


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok` when the server and its database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old, and how to get the typed words back."""
    return render(request, "form_expired.html", status=403)
