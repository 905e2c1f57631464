"""The front page, the pages about the site, and what is shown when a page cannot be."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cocreation.http import page_before, typed_words
from typology.catalogue import Case, Catalogue
from typology.figure import Spot, draw
from typology.languages import spoken
from typology.models import Edition
from typology.placement import place

EXAMPLE = "dk-holbaek-borgerbudget"
"""The case on the front page: its first sentence tells it all, and it lies far from any border."""


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what this is, with the map and a case; whoever is signed in goes to their own page."""
    if request.user.is_authenticated:
        return redirect("initiatives:mine")
    edition = Edition.objects.newest()
    if edition is None:
        return render(request, "no_catalogue.html", status=503)
    catalogue = edition.catalogue
    context: dict[str, Any] = {"catalogue": catalogue, "figure": draw(catalogue, spoken())}
    if case := _example(catalogue):
        context |= {
            "case": case,
            "form": catalogue.form(place(case.scores).form),
            "answers": [(axis, axis.answer(case.scores)) for axis in catalogue.axes],
            "figure": draw(catalogue, spoken(), [Spot(case.scores, "")]),
        }
    return render(request, "front.html", context)


def _example(catalogue: Catalogue) -> Case | None:
    """Return the case to show; another when the texts no longer have it, if they have any."""
    shown = [case for case in catalogue.cases if not case.retired]
    chosen = [case for case in shown if case.id == EXAMPLE]
    return next(iter(chosen or shown), None)


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Tell each group of users what they can do, step by step."""
    return render(request, "help.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is, what was tested, and what was not."""
    return render(request, "accessibility.html")


@login_not_required
@require_safe
def was(request: HttpRequest) -> HttpResponse:
    """Lead from the address that Danish public sites share to the statement."""
    return redirect("accessibility")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is stored, which cookies there are, and who sees what."""
    names = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "language_cookie": settings.LANGUAGE_COOKIE_NAME,
    }
    return render(request, "privacy.html", names)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok` when the server and its database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say why a form was refused, too old or without a cookie, and how to go on."""
    context = {
        "no_cookies": reason == REASON_NO_CSRF_COOKIE,
        "next_page": page_before(request, "/"),
    }
    return render(request, "form_expired.html", context, status=403)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why a page is closed; a form that comes too late gets its words back."""
    return render(request, "403.html", {"typed": typed_words(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page; a form that comes too late gets its words back."""
    return render(request, "404.html", {"typed": typed_words(request)}, status=404)
