"""See what is stored about oneself, take it along, have it erased; say how long things are kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes, read_or_write, saved, status
from cocreation.people.models import Organisation
from cocreation.people.views.loading import administered
from cocreation.protection.due import NOTICE
from cocreation.protection.erasing import NotYet, erase, to_do_before
from cocreation.protection.exporting import everything_about
from cocreation.protection.forms import ErasingForm, RetentionForm
from cocreation.protection.models import Retention
from cocreation.protection.record import ACTIVITIES, as_kept
from cocreation.protection.retaining import due_by, reopen


@require_safe
def my_data(request: Request) -> HttpResponse:
    """Say what is stored about the person, and offer the file and the erasure."""
    mine = Organisation.objects.filter(members=request.user).select_related("retention")
    asked = [
        (place, getattr(place, "retention", None) or Retention(organisation=place))
        for place in mine.order_by("name")
    ]
    return render(request, "protection/my_data.html", {"asked": asked})


@require_safe
def download(request: Request) -> HttpResponse:
    """Give the person a file with all that is stored about them."""
    return _as_file(everything_about(request.user), "my-data.json")


@require_POST
@atomic_writes
def member_data(request: Request, organisation_id: UUID, member_id: UUID) -> HttpResponse:
    """Give an admin what the organisation holds about a member who asks; the history says so."""
    organisation = administered(request, organisation_id)
    member = get_object_or_404(organisation.members, public_id=member_id)
    field = f"member {member.public_id}"
    organisation.note_change(request.user, "export data", field, None, None)
    return _as_file(everything_about(member, organisation), "member-data.json")


def _as_file(values: dict[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(values, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@read_or_write
@atomic_writes
def erase_me(request: Request) -> HttpResponse:
    """Say what erasure does and what comes first; erase the person who confirms. It is final."""
    before = to_do_before(request.user)
    form = ErasingForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            erase(request.user)
        except NotYet:
            form.add_error(None, _("Hand over what is yours first."))
        else:
            logout(request)
            messages.success(request, _("Your account is erased."))
            return redirect("front")
    context = {"form": form, "before": before}
    return render(request, "protection/erase.html", context, status=status(form))


@read_or_write
@atomic_writes
def retention(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show how long things are kept and what happens next; save what changed."""
    organisation = administered(request, organisation_id)
    kept = Retention.of(organisation)
    data = request.POST if request.method == "POST" else None
    form = RetentionForm(data, current=kept.values)
    if form.is_bound and form.is_valid():
        if form.changes:
            kept.change(request.user, form.changes)
        saved(request)
        return redirect("protection:retention", organisation_id)
    members = organisation.members.order_by("name", "email")
    context = {
        "organisation": organisation,
        "form": form,
        "coming": due_by(timezone.localdate() + NOTICE, organisation),
        "members": members,
        "closed": [member for member in members if not member.is_active],
    }
    return render(request, "protection/retention.html", context, status=status(form))


@require_POST
@atomic_writes
def reopen_account(request: Request, organisation_id: UUID, member_id: UUID) -> HttpResponse:
    """Open a member's account again that was closed."""
    organisation = administered(request, organisation_id)
    member = get_object_or_404(organisation.members, public_id=member_id)
    reopen(member, request.user)
    saved(request, _("%(person)s can sign in again.") % {"person": member})
    return redirect("protection:retention", organisation_id)


@login_not_required
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Show the record of processing activities; members see what their organisation chose."""
    chosen = []
    if request.user.is_authenticated:
        rows = Retention.objects.filter(organisation__members=request.user)
        rows = rows.select_related("organisation").order_by("organisation__name")
        chosen = [(row, as_kept(row)) for row in rows]
    context = {"activities": ACTIVITIES, "chosen": chosen}
    return render(request, "protection/record.html", context)
