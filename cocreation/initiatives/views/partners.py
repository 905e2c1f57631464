"""Who takes part: the list of partners, one at a time."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.forms.describing import PartnerChangeForm, PartnerForm
from cocreation.initiatives.models import Partner
from cocreation.initiatives.views.loading import edited, read_or_write, saved, status


@read_or_write
@atomic_writes
def partners(request: Request, public_id: UUID) -> HttpResponse:
    """Show the partners and a form for one more; add it."""
    answer = edited(request, public_id)
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        partner = Partner.objects.create(initiative=answer.initiative, **form.cleaned_data)
        _note(answer, request, partner, "add partner", "name", None, partner.name)
        saved(request)
        return redirect("initiatives:partners", public_id)
    context = {"answer": answer, "initiative": answer.initiative, "form": form}
    return render(request, "initiatives/partners.html", context, status=status(form))


@read_or_write
@atomic_writes
def partner(request: Request, public_id: UUID, partner_id: UUID) -> HttpResponse:
    """Show one partner's form; save it."""
    answer = edited(request, public_id)
    row = get_object_or_404(
        Partner, initiative=answer.initiative, public_id=partner_id, removed_at=None
    )
    before = {name: getattr(row, name) for name in ("name", "kind", "gives", "why")}
    form = PartnerChangeForm(request.POST if request.method == "POST" else None, current=before)
    if form.is_bound and form.is_valid():
        for name, value in form.changes.items():
            _note(answer, request, row, "change partner", name, before[name], value)
            setattr(row, name, value)
        row.save()
        saved(request)
        return redirect("initiatives:partners", public_id)
    context = {"answer": answer, "initiative": answer.initiative, "form": form, "partner": row}
    return render(request, "initiatives/partners.html", context, status=status(form))


@require_POST
def remove_partner(request: Request, public_id: UUID, partner_id: UUID) -> HttpResponse:
    """Take a partner off the list, with undo."""
    return _set_removed(request, public_id, partner_id, "remove partner")


@require_POST
def restore_partner(request: Request, public_id: UUID, partner_id: UUID) -> HttpResponse:
    """Undo the removal."""
    return _set_removed(request, public_id, partner_id, "restore partner")


@atomic_writes
def _set_removed(request: Request, public_id: UUID, partner_id: UUID, verb: str) -> HttpResponse:
    answer = edited(request, public_id)
    row = get_object_or_404(Partner, initiative=answer.initiative, public_id=partner_id)
    removing = verb == "remove partner"
    if removing is (row.removed_at is None):
        row.removed_at = timezone.now() if removing else None
        row.save(update_fields=["removed_at"])
        _note(answer, request, row, verb, "name", row.name, row.name)
    if removing:
        undo = reverse("initiatives:restore_partner", args=[public_id, partner_id])
        saved(request, _("“%(name)s” is off the list.") % {"name": row.name}, undo)
    else:
        saved(request, _("“%(name)s” is back on the list.") % {"name": row.name})
    return redirect("initiatives:partners", public_id)


def _note(
    answer: Answer, request: Request, row: Partner, verb: str, field: str, old: Any, new: Any
) -> None:
    """Record a change of one partner in the initiative's history."""
    answer.initiative.note_change(request.user, verb, f"{row.public_id}.{field}", old, new)
    answer.initiative.save(update_fields=["changed_at"])
