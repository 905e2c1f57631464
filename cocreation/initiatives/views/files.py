"""The files of an initiative: listed, taken in, and served as downloads that nothing runs."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.files import Refused, media_type
from cocreation.initiatives.forms.talking import REASONS, FileForm
from cocreation.initiatives.models import Attachment
from cocreation.initiatives.sensitive import looks_like_cpr
from cocreation.initiatives.views.loading import edited, read_or_write, saved, seen, status


@read_or_write
@atomic_writes
def files(request: Request, public_id: UUID) -> HttpResponse:
    """Show the files and a form for one more; take it in."""
    answer = edited(request, public_id) if request.method == "POST" else seen(request, public_id)
    initiative = answer.initiative
    form = FileForm(held=Attachment.held_by(initiative))
    if request.method == "POST":
        sent = int(request.META.get("CONTENT_LENGTH") or 0)
        form = FileForm(request.POST, request.FILES, held=form.held, sent=sent)
        if form.is_valid():
            Attachment.receive(initiative, request.user, form.name, form.cleaned_data["file"])
            saved(request, _("“%(name)s” is on the list.") % {"name": form.name})
            if looks_like_cpr(form.name):
                messages.warning(
                    request, _("It looks like a CPR number in the name. Remove the file, if it is.")
                )
            return redirect("initiatives:files", public_id)
    rows = initiative.attachments.standing().select_related("by").order_by("-added_at", "-pk")
    context = {"answer": answer, "initiative": initiative, "form": form, "files": rows}
    return render(request, "initiatives/files.html", context, status=status(form))


@require_safe
@cache_control(private=True, no_store=True)
def file(request: Request, public_id: UUID, file_id: UUID) -> HttpResponse | FileResponse:
    """Send a file to be saved, whatever it is; say so when it is no longer on the disk."""
    initiative = seen(request, public_id).initiative
    row = get_object_or_404(initiative.attachments.standing(), public_id=file_id)
    try:
        content = row.file.open("rb")
    except FileNotFoundError:
        context = {"initiative": initiative, "file": row}
        return render(request, "initiatives/file_missing.html", context, status=404)
    response = FileResponse(
        content, as_attachment=True, filename=row.name, content_type=media_type(row.name)
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_POST
@atomic_writes
def remove_file(request: Request, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file off the list, with undo."""
    initiative = edited(request, public_id).initiative
    row = get_object_or_404(initiative.attachments, public_id=file_id)
    row.remove(request.user)
    undo = reverse("initiatives:restore_file", args=[public_id, file_id])
    saved(request, _("“%(name)s” is off the list.") % {"name": row.name}, undo)
    return redirect("initiatives:files", public_id)


@require_POST
@atomic_writes
def restore_file(request: Request, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Undo the removal, if there is room for the file."""
    initiative = edited(request, public_id).initiative
    row = get_object_or_404(initiative.attachments, public_id=file_id)
    try:
        if row.removed_at:
            Attachment.held_by(initiative).check_room(row.size, is_stored=True)
    except Refused as refused:
        messages.error(request, REASONS[refused.why])
        return redirect("initiatives:files", public_id)
    row.restore(request.user)
    saved(request, _("“%(name)s” is back on the list.") % {"name": row.name})
    return redirect("initiatives:files", public_id)
