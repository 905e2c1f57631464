"""An organisation: its page, what it is called, its departments, the clients of a consultancy."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes, read_or_write, saved, status
from cocreation.people.forms.organisations import NameForm, OrganisationForm, UnitForm
from cocreation.people.handed_over import handed_over
from cocreation.people.models import Organisation, Unit
from cocreation.people.views.loading import administered, joined, may_admit


@require_safe
def organisations(request: Request) -> HttpResponse:
    """List where the person belongs; whoever belongs to one only is led there."""
    memberships = list(
        request.user.memberships.select_related("organisation__consultancy").order_by(
            "organisation__name"
        )
    )
    if len(memberships) == 1:
        return redirect(memberships[0].organisation)
    return render(request, "people/organisations.html", {"memberships": memberships})


@require_safe
def organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show members and departments; an admin sees invitations too, and can act."""
    shown = joined(request, organisation_id)
    admits = may_admit(shown)
    context: dict[str, Any] = {
        "organisation": shown,
        "may_admit": admits,
        "memberships": shown.memberships.select_related("user").order_by("user__name", "user"),
        "units": shown.units.all(),
        "handed_over": handed_over(shown, None if admits else request.user),
    }
    if admits:
        pending = shown.invitations.pending().exclude(level="")
        context["invitations"] = pending.select_related("by")
    if shown.kind == Organisation.Kind.CONSULTANCY:
        context["clients"] = shown.clients.filter(members=request.user).order_by("name")
    return render(request, "people/organisation.html", context)


@read_or_write
@atomic_writes
def change_organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show what the organisation is; save what changed."""
    changed = administered(request, organisation_id)
    form = OrganisationForm(_data(request), organisation=changed)
    if form.is_bound and form.is_valid():
        changed.change(request.user, form.changes)
        saved(request)
        return redirect(changed)
    context = {"organisation": changed, "form": form}
    return render(request, "people/change_organisation.html", context, status=status(form))


@read_or_write
@atomic_writes
def open_client(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show the form of a new client; open it. Nobody else of the consultancy gets in by that."""
    consultancy = administered(request, organisation_id)
    if consultancy.kind != Organisation.Kind.CONSULTANCY:
        raise PermissionDenied
    form = NameForm(_data(request))
    if form.is_bound and form.is_valid():
        client = consultancy.open_client(request.user, form.cleaned_data["name"])
        saved(request, _("“%(name)s” is open, and you are its admin.") % {"name": client})
        return redirect(client)
    context = {"organisation": consultancy, "form": form}
    return render(request, "people/open_client.html", context, status=status(form))


@read_or_write
@atomic_writes
def units(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show the departments and a form for one more; add it."""
    it = administered(request, organisation_id)
    form = UnitForm(_data(request), organisation=it)
    if form.is_bound and form.is_valid():
        Unit.add(it, request.user, form.cleaned_data["name"])
        saved(request)
        return redirect("people:units", organisation_id)
    context = {"organisation": it, "units": it.units.all(), "form": form}
    return render(request, "people/units.html", context, status=status(form))


@read_or_write
@atomic_writes
def unit(request: Request, organisation_id: UUID, unit_id: UUID) -> HttpResponse:
    """Show a department's name; save another."""
    it = administered(request, organisation_id)
    row = get_object_or_404(it.units, public_id=unit_id)
    form = UnitForm(_data(request), organisation=it, unit=row)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["name"] != row.name:
            row.rename(request.user, form.cleaned_data["name"])
        saved(request)
        return redirect("people:units", organisation_id)
    context = {"organisation": it, "unit": row, "form": form}
    return render(request, "people/unit.html", context, status=status(form))


@require_POST
@atomic_writes
def remove_unit(request: Request, organisation_id: UUID, unit_id: UUID) -> HttpResponse:
    """Offer a department no more, with undo. Its initiatives live on."""
    it = administered(request, organisation_id)
    row = get_object_or_404(Unit.all_ever, organisation=it, public_id=unit_id)
    row.remove(request.user)
    undo = reverse("people:restore_unit", args=[organisation_id, unit_id])
    saved(request, _("“%(name)s” is off the list.") % {"name": row}, undo)
    return redirect("people:units", organisation_id)


@require_POST
@atomic_writes
def restore_unit(request: Request, organisation_id: UUID, unit_id: UUID) -> HttpResponse:
    """Undo the removal."""
    it = administered(request, organisation_id)
    row = get_object_or_404(Unit.all_ever, organisation=it, public_id=unit_id)
    row.restore(request.user)
    saved(request, _("“%(name)s” is back on the list.") % {"name": row})
    return redirect("people:units", organisation_id)


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None
