"""Links to read an initiative: make one, stop it, make it anew."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.http import Request, atomic_writes, read_or_write, saved, status
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.views.loading import managed
from cocreation.mail import on_this_site
from cocreation.sharing.forms import SharedLinkForm
from cocreation.sharing.models import SharedLink


@read_or_write
@atomic_writes
def share(request: Request, public_id: UUID) -> HttpResponse:
    """Show the links of an initiative and a form for one more; make it, and show it this once."""
    answer = managed(request, public_id)
    form = SharedLinkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        rows = SharedLink.objects.filter(initiative=answer.initiative)
        if rows.open().count() >= SharedLink.AT_MOST:
            form.add_error(None, _("There are too many links. Stop one that you do not need."))
            return _page(request, answer, form)
        link = SharedLink(initiative=answer.initiative, **form.cleaned_data)
        return _page(request, answer, SharedLinkForm(), link, link.make(request.user))
    return _page(request, answer, form)


@require_POST
@atomic_writes
def renew(request: Request, public_id: UUID, link_id: UUID) -> HttpResponse:
    """Stop a link, make another with the same choices, and show it this once."""
    answer = managed(request, public_id)
    old = _link(answer, link_id)
    link, token = old.again(request.user)
    undo = reverse("sharing:restore", args=[public_id, link_id])
    saved(request, _("The old link is stopped."), undo)
    return _page(request, answer, SharedLinkForm(), link, token)


@require_POST
@atomic_writes
def revoke(request: Request, public_id: UUID, link_id: UUID) -> HttpResponse:
    """Stop a link, with undo."""
    answer = managed(request, public_id)
    _link(answer, link_id).revoke(request.user)
    undo = reverse("sharing:restore", args=[public_id, link_id])
    saved(request, _("The link is stopped. It opens nothing any more."), undo)
    return redirect("sharing:share", public_id)


@require_POST
@atomic_writes
def restore(request: Request, public_id: UUID, link_id: UUID) -> HttpResponse:
    """Undo the stop: the same link works again, as long as it would have."""
    answer = managed(request, public_id)
    link = _link(answer, link_id)
    link.restore(request.user)
    if link.has_ended:
        messages.warning(request, _("Its last day has passed. Make a new link."))
    else:
        saved(request, _("The link works again."))
    return redirect("sharing:share", public_id)


def _link(answer: Answer, link_id: UUID) -> SharedLink:
    link: SharedLink = get_object_or_404(
        SharedLink, initiative=answer.initiative, public_id=link_id
    )
    link.initiative = answer.initiative
    return link


def _page(
    request: Request,
    answer: Answer,
    form: SharedLinkForm,
    made: SharedLink | None = None,
    token: str = "",
) -> HttpResponse:
    rows = SharedLink.objects.filter(initiative=answer.initiative).select_related("by")
    links = list(rows[:200])
    context: dict[str, Any] = {
        "answer": answer,
        "initiative": answer.initiative,
        "form": form,
        "made": made,
        "address": on_this_site(reverse("sharing:shared", args=[token])) if token else "",
        "links": [link for link in links if link.is_open],
        "old_links": [link for link in links if not link.is_open],
    }
    response = render(request, "sharing/share.html", context, status=status(form))
    if token:
        response["Cache-Control"] = "no-store"
    return response
