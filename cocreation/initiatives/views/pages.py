"""Pages about an initiative as a whole: a new one, the answer, its fields, deletion."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
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
    InitiativeForm,
    NewInitiativeForm,
    current_values,
)
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.starting import start
from cocreation.initiatives.views.loading import (
    edited,
    organisations_to_start_in,
    read_or_write,
    saved,
    seen,
    status,
)
from typology.models import Edition


@read_or_write
@atomic_writes
def new(request: Request) -> HttpResponse:
    """Show the two fields of a new initiative; save it and go on to placing it."""
    organisations = organisations_to_start_in(request.user)
    if not organisations:
        raise PermissionDenied
    if Edition.objects.newest() is None:
        return render(request, "no_catalogue.html", status=503)
    form = NewInitiativeForm(
        request.POST if request.method == "POST" else None, organisations=organisations
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        initiative = start(given["organisation"], request.user, given["title"], given["sentence"])
        saved(request)
        return redirect("initiatives:place", initiative.public_id)
    return render(request, "initiatives/new.html", {"form": form}, status=status(form))


@require_safe
def detail(request: Request, public_id: UUID) -> HttpResponse:
    """Show the answer on one screen."""
    answer = seen(request, public_id)
    context: dict[str, Any] = {"answer": answer, "initiative": answer.initiative}
    if answer.reading:
        context["roles"] = Board(answer, Kind.ROLES, answer.reading_form).summaries()
        context["areas"] = Board(answer, Kind.COMPETENCES, answer.reading_form).summaries()
    context["gate"] = answer.gate()
    return render(request, "initiatives/detail.html", context)


@read_or_write
@atomic_writes
def about(request: Request, public_id: UUID) -> HttpResponse:
    """Show everything that is written about an initiative; save what changed, field by field."""
    answer = edited(request, public_id)
    initiative = answer.initiative
    data = request.POST if request.method == "POST" else None
    form = InitiativeForm(
        data, initiative=initiative, catalogue=answer.catalogue, blocked_by=answer.blocked_by
    )
    if data is not None and form.is_valid():
        describe(initiative, request.user, form.changes, current_values(initiative))
        if not request.htmx:
            saved(request)
            return redirect("initiatives:about", public_id)
        fresh = edited(request, public_id)
        form = InitiativeForm(
            initiative=fresh.initiative, catalogue=fresh.catalogue, blocked_by=fresh.blocked_by
        )
        names = [name for name in form.fields if form.add_initial_prefix(name) in data]
        return _fields(request, form, names, initiative, saved_at=timezone.localtime())
    if request.htmx and data is not None:
        return _fields(request, form, list(form.fields), initiative, status=422)
    context = {"answer": answer, "initiative": initiative, "form": form}
    return render(request, "initiatives/about.html", context, status=status(form))


def _fields(
    request: Request,
    form: InitiativeForm,
    names: list[str],
    initiative: Initiative,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Render only the fields that were posted, with the receipt."""
    context = {"fields": [form[name] for name in names], "initiative": initiative, **more}
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
