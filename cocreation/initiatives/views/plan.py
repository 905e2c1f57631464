"""The page of the plan: one look at all of it, and a field at a time to change it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.effects import answer_effects
from cocreation.initiatives.forms.planning import EffectsForm, PlanForm
from cocreation.initiatives.planned import Planned
from cocreation.initiatives.views.loading import edited, read_or_write, saved, seen, status
from cocreation.initiatives.views.warning import warn_of_cpr


@read_or_write
@atomic_writes
def plan(request: Request, public_id: UUID) -> HttpResponse:
    """Show the whole plan; save the fields and the answers that changed."""
    writes = request.method == "POST"
    answer = edited(request, public_id) if writes else seen(request, public_id)
    planned = Planned(answer)
    form, effects = _forms(planned, request.POST if writes else None)
    if not writes:
        return _page(request, planned, form, effects)
    if all([form.is_valid(), effects.is_valid()]):
        planned.plan.change(request.user, form.changes)
        answer_effects(answer.initiative, request.user, effects.changes)
        warn_of_cpr(request, form, effects)
        if not request.htmx:
            saved(request)
            return redirect("initiatives:plan", public_id)
        names = [*form.fields, *effects.fields]
        fresh = Planned(edited(request, public_id))
        return _fields(request, fresh, *_forms(fresh), names, saved_at=timezone.localtime())
    if request.htmx:
        names = [*form.fields, *effects.fields]
        return _fields(request, planned, form, effects, names, status=422)
    return _page(request, planned, form, effects)


def _forms(planned: Planned, data: Any = None) -> tuple[PlanForm, EffectsForm]:
    plan = planned.plan.values
    current = {name: plan[name] for name in PlanForm.base_fields}
    effects = EffectsForm(data, wishes=planned.wishes, former=planned.former_wishes)
    return PlanForm(data, current=current), effects


def _page(request: Request, planned: Planned, form: PlanForm, effects: EffectsForm) -> HttpResponse:
    context = _context(planned, form, effects)
    return render(request, "initiatives/plan.html", context, status=status(form, effects))


def _fields(
    request: Request,
    planned: Planned,
    form: PlanForm,
    effects: EffectsForm,
    names: list[str],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Render only the fields that were posted, and what they change on the page around them."""
    every = [*form, *effects]
    context = _context(planned, form, effects) | more
    context["fields"] = [field for field in every if field.name in names]
    return render(request, "initiatives/plan.html#fields", context, status=status)


def _context(planned: Planned, form: PlanForm, effects: EffectsForm) -> dict[str, Any]:
    return {
        "answer": planned.answer,
        "initiative": planned.initiative,
        "planned": planned,
        "form": form,
        "effects": effects,
    }
