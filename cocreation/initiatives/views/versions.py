"""Named versions of an initiative: kept for ever, read whole, compared with each other and now."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.forms.versions import CompareForm, VersionForm
from cocreation.initiatives.keeping import TooMuch, keep, shown_edition
from cocreation.initiatives.models import Version
from cocreation.initiatives.sheet import Apart, Sheet
from cocreation.initiatives.snapshot import read, take
from cocreation.initiatives.views.loading import edited, read_or_write, saved, seen, status


@read_or_write
@atomic_writes
def versions(request: Request, public_id: UUID) -> HttpResponse:
    """Show the versions, and a form that keeps the initiative as it is now; keep it."""
    answer = edited(request, public_id) if request.method == "POST" else seen(request, public_id)
    form = VersionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            keep(answer.initiative, request.user, form.cleaned_data["name"])
        except TooMuch:
            form.add_error("name", _("There are too many versions to keep one more."))
        else:
            saved(request, _("“%(name)s” is kept for ever.") % form.cleaned_data)
            return redirect("initiatives:versions", public_id)
    rows = list(_without_snapshots(answer))
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "form": form,
        "versions": rows,
        "compare": CompareForm(None, versions=rows),
    }
    return render(request, "initiatives/versions.html", context, status=status(form))


@require_safe
def version(request: Request, public_id: UUID, version_id: UUID) -> HttpResponse:
    """Show a version whole, with the texts of its own edition."""
    answer = seen(request, public_id)
    rows = answer.initiative.versions.select_related("by")
    row = get_object_or_404(rows, public_id=version_id)
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "version": row,
        "sheet": _sheet(answer, row),
    }
    return render(request, "initiatives/version.html", context)


@require_safe
def compare_versions(request: Request, public_id: UUID) -> HttpResponse:
    """Show what is different between two versions, or one and now. They are chosen on the list."""
    answer = seen(request, public_id)
    if not request.GET:
        return redirect("initiatives:versions", public_id)
    rows = {str(row.public_id): row for row in _without_snapshots(answer)}
    form = CompareForm(request.GET, versions=rows.values())
    if not form.is_valid():
        raise Http404
    one, other = form.cleaned_data["one"], form.cleaned_data["other"]
    context: dict[str, Any] = {
        "answer": answer,
        "initiative": answer.initiative,
        "form": form,
        "one": rows[one],
        "other": rows.get(other),
        "apart": Apart(_sheet(answer, rows[one]), _sheet(answer, rows.get(other))),
    }
    return render(request, "initiatives/versions_compare.html", context)


def _without_snapshots(answer: Answer) -> Any:
    """Return the versions of an initiative; the whole of one is fetched when it is read."""
    return answer.initiative.versions.defer("snapshot").select_related("by")


def _sheet(answer: Answer, row: Version | None) -> Sheet:
    """Read a version, or with None the initiative as it is now."""
    if row is None:
        edition = shown_edition(answer.initiative)
        return Sheet(take(answer.initiative, edition), edition.catalogue)
    snapshot = read(row.snapshot)
    return Sheet(snapshot, snapshot.catalogue() or answer.catalogue)
