"""What a new initiative begins with: nothing, a case, a template of our own, or a copy."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.copying import Source, build, of_case, of_initiative, of_template
from cocreation.initiatives.forms.versions import BeginForm, RenameForm, SourceForm, TemplateForm
from cocreation.initiatives.keeping import TooMuch, save_as_template, shown_edition
from cocreation.initiatives.models import Initiative, Template
from cocreation.initiatives.starting import start
from cocreation.initiatives.views.loading import (
    edited,
    organisations_to_start_in,
    read_or_write,
    saved,
    status,
)
from cocreation.initiatives.views.warning import warn_of_cpr
from typology.models import Edition

MOST_OFFERED = 200


@read_or_write
@atomic_writes
def new(request: Request) -> HttpResponse:
    """Show the two fields of a new initiative and what it can begin with; save it, and place it."""
    organisations = organisations_to_start_in(request.user)
    if not organisations:
        raise PermissionDenied
    edition = Edition.objects.newest()
    if edition is None:
        return render(request, "no_catalogue.html", status=503)
    source = _source(request, edition)
    if source and source.organisation:
        organisations = organisations.filter(pk=source.organisation.pk)
        if not organisations:
            raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = BeginForm(
        data,
        organisations=organisations,
        first=source.first_fields if source else {},
        is_chosen_from=source is not None and source.is_chosen_from,
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        first = (given["organisation"], request.user, given["title"], given["sentence"])
        initiative = build(source, *first, form.wanted) if source else start(*first)
        warn_of_cpr(request, form)
        saved(request)
        is_placed = initiative.assessments.exists()
        page = "initiatives:detail" if is_placed else "initiatives:place"
        return redirect(page, initiative.public_id)
    context = {"form": form, "source": source, **_offered(request, source, edition)}
    return render(request, "initiatives/new.html", context, status=status(form))


def _source(request: Request, edition: Edition) -> Source | None:
    """Load what the address says to begin with; 404 for what the person may not see."""
    asked = SourceForm(request.GET)
    if not asked.is_valid():
        raise Http404
    given = asked.cleaned_data
    if given["case"]:
        case = edition.catalogue.case(given["case"])
        if case is None or case.retired:
            raise Http404
        return of_case(case, edition)
    if given["template"]:
        return of_template(_mine(request, given["template"], removed_at=None))
    if given["copy"]:
        rows = Initiative.objects.visible_to(request.user).with_names()
        initiative = get_object_or_404(rows, public_id=given["copy"])
        return of_initiative(initiative, shown_edition(initiative))
    return None


def _offered(request: Request, source: Source | None, edition: Edition) -> dict[str, Any]:
    """Return what there is to begin with, as long as nothing is chosen."""
    if source:
        return {}
    organisations = organisations_to_start_in(request.user)
    own = Initiative.objects.visible_to(request.user).filter(
        organisation__in=organisations, case=""
    )
    return {
        "templates": _standing(request),
        "cases": [case for case in edition.catalogue.cases if not case.retired],
        "initiatives": own.order_by("folded_title", "pk").values_list("public_id", "title")[
            :MOST_OFFERED
        ],
    }


def _standing(request: Request) -> Any:
    """Return the templates of the organisations in which the person may start something."""
    rows = Template.objects.filter(organisation__in=organisations_to_start_in(request.user))
    return rows.filter(removed_at=None).defer("snapshot").select_related("organisation", "by")


@require_safe
def templates(request: Request) -> HttpResponse:
    """Show the templates of one's organisations."""
    if not organisations_to_start_in(request.user):
        raise PermissionDenied
    return render(request, "initiatives/templates.html", {"templates": _standing(request)})


@read_or_write
@atomic_writes
def save_template(request: Request, public_id: UUID) -> HttpResponse:
    """Ask for a name and for what comes along; save an initiative as a template."""
    answer = edited(request, public_id)
    initiative = answer.initiative
    if not organisations_to_start_in(request.user).filter(pk=initiative.organisation_id).exists():
        raise PermissionDenied
    form = TemplateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            template = save_as_template(initiative, request.user, given["name"], given["pieces"])
        except TooMuch:
            form.add_error("name", _("There are too many templates. Remove one first."))
        else:
            undo = reverse("initiatives:remove_template", args=[template.public_id])
            saved(request, _("The template “%(name)s” is saved.") % given, undo)
            return redirect("initiatives:templates")
    context = {"answer": answer, "initiative": initiative, "form": form}
    return render(request, "initiatives/template_save.html", context, status=status(form))


@read_or_write
@atomic_writes
def template(request: Request, template_id: UUID) -> HttpResponse:
    """Show a template's name; change it."""
    row = _mine(request, template_id, removed_at=None)
    data = request.POST if request.method == "POST" else None
    form = RenameForm(data, initial={"name": row.name})
    if form.is_bound and form.is_valid():
        if form.has_changed():
            row.rename(request.user, form.cleaned_data["name"])
        saved(request)
        return redirect("initiatives:templates")
    return render(
        request, "initiatives/template.html", {"template": row, "form": form}, status=status(form)
    )


@require_POST
@atomic_writes
def remove_template(request: Request, template_id: UUID) -> HttpResponse:
    """Take a template off the list, with undo."""
    row = _mine(request, template_id)
    row.remove(request.user)
    undo = reverse("initiatives:restore_template", args=[template_id])
    saved(request, _("“%(name)s” is off the list.") % {"name": row.name}, undo)
    return redirect("initiatives:templates")


@require_POST
@atomic_writes
def restore_template(request: Request, template_id: UUID) -> HttpResponse:
    """Undo the removal."""
    row = _mine(request, template_id)
    row.restore(request.user)
    saved(request, _("“%(name)s” is back on the list.") % {"name": row.name})
    return redirect("initiatives:templates")


def _mine(request: Request, template_id: UUID, **more: Any) -> Template:
    """Load a template: 404 to a stranger, 403 to a colleague who may start nothing."""
    rows = Template.objects.filter(organisation__memberships__user=request.user, **more)
    row: Template = get_object_or_404(rows.select_related("organisation"), public_id=template_id)
    if not organisations_to_start_in(request.user).filter(pk=row.organisation_id).exists():
        raise PermissionDenied
    return row
