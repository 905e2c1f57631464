"""A person's letters and calendar: how often, how to stop, and the private address."""

from uuid import UUID

from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.models import Initiative, Step
from cocreation.initiatives.promises import Promise, Sort, promises_of
from cocreation.mail import on_this_site
from cocreation.reminders.calendar import MEDIA_TYPE, calendar
from cocreation.reminders.forms import PaceForm
from cocreation.reminders.models import Pace, Preference
from cocreation.reminders.turning_off import whose

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@read_or_write
@atomic_writes
def settings(request: Request) -> HttpResponse:
    """Show how often letters come, and the calendar; save another pace."""
    if request.method != "POST":
        return _page(request, Preference.objects.of(request.user))
    form = PaceForm(request.POST)
    if not form.is_valid():
        return _page(request, Preference.objects.of(request.user), form)
    Preference.objects.lock(request.user).choose(form.cleaned_data["pace"])
    messages.success(request, _("Saved."))
    return redirect("reminders:settings")


@require_POST
@atomic_writes
def open_feed(request: Request) -> HttpResponse:
    """Make a new calendar address and show it, this once; the one before is no more."""
    wish = Preference.objects.lock(request.user)
    return _page(request, wish, token=wish.open_feed())


@require_POST
@atomic_writes
def close_feed(request: Request) -> HttpResponse:
    """Let there be no calendar address."""
    Preference.objects.lock(request.user).close_feed()
    messages.success(request, _("The calendar address is closed."))
    return redirect("reminders:settings")


def _page(
    request: Request, wish: Preference, form: PaceForm | None = None, token: str = ""
) -> HttpResponse:
    address = on_this_site(f"/calendar/{token}.ics") if token else ""
    context = {
        "form": form or PaceForm(initial={"pace": wish.pace}),
        "wish": wish,
        "address": address,
        "subscribe": address.replace("https:", "webcal:", 1).replace("http:", "webcal:", 1),
        "is_demo": site.DEMO,
    }
    status = 422 if form and form.errors else 200
    response = render(request, "reminders/settings.html", context, status=status)
    if token:
        response["Cache-Control"] = "no-store"
    return response


@csrf_exempt  # a mail program posts without a cookie; the link itself is the key
@login_not_required
@read_or_write
@atomic_writes
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether letters shall stop; turn them off, or on again. A GET changes nothing."""
    user = whose(token)
    if user is None:
        raise Http404
    wish = Preference.objects.of(user)
    if request.method == "POST":
        wish = Preference.objects.lock(user)
        wish.resume() if "again" in request.POST else wish.choose(Pace.OFF)
    with translation.override(user.language or site.LANGUAGE_CODE):
        return render(request, "reminders/off.html", {"is_off": wish.pace == Pace.OFF})


@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
@conditional_page
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return a person's calendar to a program that knows the private address.

    It answers 304 by what is in it alone: a time would not tell of what was taken away.
    """
    wish = Preference.objects.with_feed(token)
    if wish is None:
        raise Http404
    with translation.override(wish.user.language or site.LANGUAGE_CODE):
        dated = [each for each in promises_of(wish.user) if each.sort is not Sort.AGAIN]
        return HttpResponse(calendar(dated, _("Co-creation")), content_type=MEDIA_TYPE)


@require_safe
@cache_control(private=True, no_cache=True)
def step(request: Request, public_id: UUID, part_id: UUID) -> HttpResponse:
    """Return one step as a calendar file; one without a day has none."""
    initiative = get_object_or_404(Initiative.objects.visible_to(request.user), public_id=public_id)
    steps = Step.objects.standing().filter(initiative=initiative, due_on__isnull=False)
    row = get_object_or_404(steps, public_id=part_id)
    promise = Promise(Sort.STEP, initiative, row.due_on, str(row.public_id), row.what)
    response = HttpResponse(calendar([promise]), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{row.public_id}.ics"'
    return response
