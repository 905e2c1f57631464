"""Pages about an initiative as a whole: the answer, its fields, deletion."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.board import Board
from cocreation.initiatives.checklist import Kind
from cocreation.initiatives.describing import describe
from cocreation.initiatives.forms.describing import (
    STATUS_FIELDS,
    InitiativeForm,
    current_values,
)
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.planned import Planned
from cocreation.initiatives.trail import way_to_wish
from cocreation.initiatives.views.loading import (
    edited,
    read_or_write,
    saved,
    seen,
    status,
)
from cocreation.initiatives.views.warning import warn_of_cpr


@require_safe
def detail(request: Request, public_id: UUID) -> HttpResponse:
    """Show the answer on one screen."""
    answer = seen(request, public_id)
    context: dict[str, Any] = {"answer": answer, "initiative": answer.initiative}
    if answer.reading:
        context["roles"] = Board(answer, Kind.ROLES, answer.reading_form).summaries()
        context["areas"] = Board(answer, Kind.COMPETENCES, answer.reading_form).summaries()
    context["gate"] = answer.gate()
    context["planned"] = Planned(answer)
    context["way"] = way_to_wish(answer)
    return render(request, "initiatives/detail.html", context)


@read_or_write
@atomic_writes
def about(request: Request, public_id: UUID) -> HttpResponse:
    """Show everything that is written about an initiative; save what changed, field by field."""
    answer = edited(request, public_id)
    initiative = answer.initiative
    data = request.POST if request.method == "POST" else None
    planned = Planned(answer)
    form = _about_form(planned, data)
    if data is not None and form.is_valid():
        describe(initiative, request.user, form.changes, current_values(initiative))
        warn_of_cpr(request, form)
        if not request.htmx:
            saved(request)
            return redirect("initiatives:about", public_id)
        fresh = Planned(edited(request, public_id))
        names = [name for name in form.fields if form.add_initial_prefix(name) in data]
        return _fields(request, _about_form(fresh), names, fresh, saved_at=timezone.localtime())
    if request.htmx and data is not None:
        return _fields(request, form, list(form.fields), planned, status=422)
    context = {"answer": answer, "initiative": initiative, "form": form, "planned": planned}
    return render(request, "initiatives/about.html", context, status=status(form))


def _about_form(planned: Planned, data: Any = None) -> InitiativeForm:
    answer = planned.answer
    return InitiativeForm(
        data,
        initiative=answer.initiative,
        catalogue=answer.catalogue,
        blocked_by=answer.blocked_by,
        standing=planned.standing,
    )


def _fields(
    request: Request,
    form: InitiativeForm,
    names: list[str],
    planned: Planned,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Render only the fields that were posted, with the receipt; a status with its reasons."""
    context = {
        "fields": [form[name] for name in names if name not in STATUS_FIELDS],
        "initiative": planned.initiative,
        "form": form,
        "planned": planned,
        "with_status": not STATUS_FIELDS.isdisjoint(names),
        **more,
    }
    return render(request, "initiatives/about.html#fields", context, status=status)


@require_POST
@atomic_writes
def delete(request: Request, public_id: UUID) -> HttpResponse:
    """Delete an initiative, with undo."""
    initiative = edited(request, public_id).initiative
    initiative.delete_softly(request.user)
    undo = reverse("initiatives:restore", args=[public_id])
    saved(request, _("“%(title)s” is deleted.") % {"title": initiative.title}, undo)
    return redirect("initiatives:index")


@require_POST
@atomic_writes
def restore(request: Request, public_id: UUID) -> HttpResponse:
    """Undo the deletion."""
    rows = Initiative.objects.restorable_by(request.user)
    initiative = get_object_or_404(rows, public_id=public_id)
    initiative.restore(request.user)
    saved(request, _("“%(title)s” is back.") % {"title": initiative.title})
    return redirect(initiative)
