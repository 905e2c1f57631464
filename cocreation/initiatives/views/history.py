"""What happened to an initiative, the way back to an earlier state, and the bin."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.bin import KEPT, binned, days_left
from cocreation.initiatives.history import History, who
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.returning import Refused, newest_of, use_again
from cocreation.initiatives.views.loading import edited, saved, seen


@require_safe
def history(request: Request, public_id: UUID) -> HttpResponse:
    """Show a page of sittings, and what can come back to its list."""
    answer = seen(request, public_id)
    told = History(answer.initiative, answer.catalogue)
    page = told.page(request.GET.get("page"))
    read = told.read(page.object_list)
    context = {"answer": answer, "initiative": answer.initiative, "page": page, "read": read}
    return render(request, "initiatives/history.html", context)


@require_POST
@atomic_writes
def use(request: Request, public_id: UUID, change_id: int) -> HttpResponse:
    """Use again what a row of the history replaced, with undo.

    If the thing has changed since the page was shown, both values are shown and nothing is saved.
    """
    answer = edited(request, public_id)
    row = get_object_or_404(answer.initiative.history.select_related("by"), pk=change_id)
    newest = newest_of(row, answer)
    context = {"answer": answer, "initiative": answer.initiative, "row": row, "newest": newest}
    told = History(answer.initiative, answer.catalogue)
    if request.POST.get("last", str(row.pk)) != str(newest.pk):
        context |= {"both": told.both(row, newest), "who": who(newest.by)}
        return render(request, "initiatives/history_use.html", context, status=422)
    try:
        use_again(answer, request.user, row)
    except Refused as refusal:
        context["refusal"] = str(refusal)
        return render(request, "initiatives/history_use.html", context, status=422)
    done = newest_of(newest, answer)
    if done.pk == newest.pk:
        saved(request, _("It says so already."))
    else:
        undo = reverse("initiatives:use_again", args=[public_id, done.pk])
        saved(request, _("The earlier text is used again."), undo)
    return redirect("initiatives:history", public_id)


@require_safe
def deleted(request: Request) -> HttpResponse:
    """Show the bin: what the person may bring back, and for how long."""
    rows = binned(Initiative.objects.restorable_by(request.user).with_names())
    context = {
        "rows": [(row, days_left(row.deleted_at)) for row in rows],
        "days": KEPT.days,
    }
    return render(request, "initiatives/bin.html", context)
