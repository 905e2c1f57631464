"""Place an initiative in three ways, and look after the trail of its placements."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes, page_before
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.forms.placing import (
    CarefulForm,
    MapForm,
    OutsidePartyForm,
    PlacingForm,
    QuickForm,
)
from cocreation.initiatives.models import Assessment, Initiative
from cocreation.initiatives.reading import Reading
from cocreation.initiatives.trail import Trail
from cocreation.initiatives.views.loading import edited, read_or_write, saved, seen, status
from cocreation.initiatives.views.warning import warn_of_cpr
from typology.placement import Method, Scores


@read_or_write
@atomic_writes
def place(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the gate question first; on yes show the three ways, on no what to do instead."""
    answer = edited(request, public_id)
    form = OutsidePartyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer.initiative.say_outside_party(request.user, form.answer)
        return redirect("initiatives:place" if form.answer else "initiatives:detail", public_id)
    context = {"answer": answer, "initiative": answer.initiative, "form": form}
    return render(request, "initiatives/place.html", context, status=status(form))


@read_or_write
@atomic_writes
def place_by(request: Request, public_id: UUID, method: str) -> HttpResponse:
    """Show one way of placing; POST saves the answers.

    GET with answers, or POST with `preview`, shows what they give and saves nothing.
    """
    answer = edited(request, public_id)
    if not answer.initiative.outside_party:
        return redirect("initiatives:place", public_id)
    form = _placing_form(Method(method), request, answer)
    sound = form.is_valid()
    scores = form.scores if form.is_bound else None
    saving = request.method == "POST" and "preview" not in request.POST
    if saving and sound and scores:
        return _assessed(request, answer.initiative, form, scores)
    reading = Reading(answer.catalogue, scores, form.method, form.answers) if scores else None
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "form": form,
        "reading": reading,
        "figure": reading.figure if reading else answer.empty_figure,
        "method": method,
    }
    page = "initiatives/place_by.html#reading" if request.htmx else "initiatives/place_by.html"
    return render(request, page, context, status=422 if saving else 200)


def _placing_form(method: Method, request: Request, answer: Answer) -> PlacingForm:
    data = request.POST if request.method == "POST" else request.GET or None
    match method:
        case Method.QUICK:
            return QuickForm(data, catalogue=answer.catalogue)
        case Method.CAREFUL:
            return CarefulForm(data, catalogue=answer.catalogue)
        case _:
            return MapForm(data, catalogue=answer.catalogue)


def _assessed(
    request: Request, initiative: Initiative, form: PlacingForm, scores: Scores
) -> HttpResponse:
    """Save a placement and go to the answer, with undo."""
    given = form.cleaned_data
    assessment = initiative.assess(
        request.user,
        scores,
        kind=given["kind"],
        method=form.method,
        answers=form.answers,
        note=given["note"],
        phase=given["phase"],
        assessed_on=given["assessed_on"],
    )
    undo = reverse("initiatives:withdraw", args=[initiative.public_id, assessment.public_id])
    warn_of_cpr(request, form)
    saved(request, undo=undo)
    return redirect(initiative)


@require_safe
def trail(request: Request, public_id: UUID) -> HttpResponse:
    """Show every placement with what changed between them, and the way to the wish.

    With `?by=phase` the map has the latest placement of each phase alone.
    """
    answer = seen(request, public_id)
    trail = Trail(answer)
    by_phase = request.GET.get("by") == "phase" and bool(trail.phases)
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "trail": trail,
        "by_phase": by_phase,
        "figure": trail.figure_of_phases if by_phase else answer.figure,
    }
    return render(request, "initiatives/trail.html", context)


@require_POST
@atomic_writes
def withdraw(request: Request, public_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Take a wrong placement out of the trail, with undo."""
    answer = edited(request, public_id)
    row = get_object_or_404(Assessment, initiative=answer.initiative, public_id=assessment_id)
    row.withdraw(request.user)
    undo = reverse("initiatives:restore_assessment", args=[public_id, assessment_id])
    saved(request, _("The placement is withdrawn."), undo)
    return HttpResponseRedirect(page_before(request, answer.initiative.get_absolute_url()))


@require_POST
@atomic_writes
def restore_assessment(request: Request, public_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Put a withdrawn placement back."""
    answer = edited(request, public_id)
    row = get_object_or_404(Assessment, initiative=answer.initiative, public_id=assessment_id)
    row.restore(request.user)
    saved(request, _("The placement is back."))
    return HttpResponseRedirect(page_before(request, answer.initiative.get_absolute_url()))
