"""The rows of an initiative, all kinds in one way: a list, one more, a change, off and back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.http import Request, atomic_writes, page_before
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.forms.parts import PART_KINDS, PartKind
from cocreation.initiatives.models import Part, Step
from cocreation.initiatives.responsible import people_of
from cocreation.initiatives.views.loading import edited, read_or_write, saved, seen, status
from cocreation.initiatives.views.warning import warn_of_cpr


@read_or_write
@atomic_writes
def parts(request: Request, public_id: UUID, kind: str) -> HttpResponse:
    """Show the rows of one kind and, to an editor, a form for one more; add it."""
    load = edited if request.method == "POST" else seen
    answer, it = load(request, public_id), PART_KINDS[kind]
    form = it.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        it.model(initiative=answer.initiative, **form.cleaned_data).add(request.user)
        warn_of_cpr(request, form)
        saved(request)
        return redirect(f"initiatives:{it.words}", public_id)
    rows = it.model.objects.standing().filter(initiative=answer.initiative)
    return _page(request, answer, it, form, rows=rows)


@read_or_write
@atomic_writes
def part(request: Request, public_id: UUID, kind: str, part_id: UUID) -> HttpResponse:
    """Show the form of one row; save the fields that changed."""
    answer, it = edited(request, public_id), PART_KINDS[kind]
    row = _row(answer, it, part_id, removed_at=None)
    form = it.changing(row, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row.change(request.user, form.changes)
        warn_of_cpr(request, form)
        saved(request)
        return HttpResponseRedirect(_home(answer, it))
    return _page(request, answer, it, form, row=row)


@require_POST
@atomic_writes
def remove_part(request: Request, public_id: UUID, kind: str, part_id: UUID) -> HttpResponse:
    """Take a row off the list, with undo."""
    answer, it = edited(request, public_id), PART_KINDS[kind]
    row = _row(answer, it, part_id)
    row.remove(request.user)
    undo = reverse(f"initiatives:restore_{kind}", args=[public_id, part_id])
    saved(request, _("“%(name)s” is off the list.") % {"name": row}, undo)
    return _back(request, answer, it)


@require_POST
@atomic_writes
def restore_part(request: Request, public_id: UUID, kind: str, part_id: UUID) -> HttpResponse:
    """Undo the removal."""
    answer, it = edited(request, public_id), PART_KINDS[kind]
    row = _row(answer, it, part_id)
    row.restore(request.user)
    saved(request, _("“%(name)s” is back on the list.") % {"name": row})
    return _back(request, answer, it)


@require_POST
@atomic_writes
def do_step(request: Request, public_id: UUID, part_id: UUID) -> HttpResponse:
    """Say that a step is done, with undo."""
    answer, it = edited(request, public_id), PART_KINDS["step"]
    step: Step = _row(answer, it, part_id, removed_at=None)
    step.do(request.user)
    undo = reverse("initiatives:undo_step", args=[public_id, part_id])
    saved(request, _("“%(name)s” is done.") % {"name": step}, undo)
    return _back(request, answer, it)


@require_POST
@atomic_writes
def undo_step(request: Request, public_id: UUID, part_id: UUID) -> HttpResponse:
    """Say that a step is not done after all."""
    answer, it = edited(request, public_id), PART_KINDS["step"]
    step: Step = _row(answer, it, part_id, removed_at=None)
    step.undo(request.user)
    saved(request, _("“%(name)s” is not done.") % {"name": step})
    return _back(request, answer, it)


def _row(answer: Answer, it: PartKind, part_id: UUID, **more: Any) -> Any:
    """Load a row of this initiative, or 404. It shares the initiative, whose time it moves."""
    row: Part = get_object_or_404(it.model, initiative=answer.initiative, public_id=part_id, **more)
    row.initiative = answer.initiative
    return row


def _home(answer: Answer, it: PartKind) -> str:
    """Where the rows of a kind stand: in the plan, or on the page of their own."""
    page = "plan" if it.is_planned else it.words
    return reverse(f"initiatives:{page}", args=[answer.initiative.public_id]) + f"#{it.words}"


def _back(request: Request, answer: Answer, it: PartKind) -> HttpResponse:
    """Return to the page that a button stood on, at the list that it belongs to."""
    home = _home(answer, it)
    before = page_before(request, "")
    lists = {reverse(f"initiatives:{it.words}", args=[answer.initiative.public_id])}
    return HttpResponseRedirect(f"{before}#{it.words}" if before in lists else home)


def _page(request: Request, answer: Answer, it: PartKind, form: Any, **rows: Any) -> HttpResponse:
    may_edit = answer.initiative.may_edit
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "kind": it,
        "form": form,
        "home": _home(answer, it),
        "back": _home(answer, it) if it.is_planned else answer.initiative.get_absolute_url(),
        "address": reverse(f"initiatives:{it.words}", args=[answer.initiative.public_id]),
        "people": people_of(answer.initiative) if it.has_people and may_edit else [],
        **rows,
    }
    return render(request, "initiatives/parts.html", context, status=status(form))
