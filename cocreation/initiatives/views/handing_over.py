"""Hand over what a member is responsible for, and end their membership where they leave."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.forms.people import HandOverForm
from cocreation.initiatives.handing_over import (
    ListChanged,
    NobodyThere,
    Responsibilities,
    hand_over,
    title_for,
)
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.views.loading import read_or_write, saved, status
from cocreation.people.models import LastAdmin, User
from cocreation.people.views.loading import joined, may_admit
from cocreation.people.views.members import last_admin


@read_or_write
@atomic_writes
def hand_over_page(request: Request, organisation_id: UUID, member_id: UUID) -> HttpResponse:
    """Show all that a member is responsible for; move it to a colleague in one act.

    Members do it for themselves, and admins for everyone.
    """
    organisation = joined(request, organisation_id)
    giver = get_object_or_404(organisation.members, public_id=member_id)
    if giver != request.user and not may_admit(organisation):
        raise PermissionDenied
    theirs = Responsibilities(organisation, giver)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        organisation=organisation,
        giver=giver,
        by=request.user,
        mark=theirs.mark,
        leaving="leaving" in request.GET,
        has_things=bool(theirs.things),
    )
    if form.is_bound and form.is_valid() and _is_done(request, organisation, giver, form):
        if giver == request.user and form.cleaned_data["leaving"]:
            return redirect("people:organisations")
        return redirect(organisation)
    if form.is_bound:  # the list is shown anew, so the next press is a knowing one
        form.data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        form.data["mark"] = theirs.mark  # type: ignore[index]
    visible = Initiative.objects.visible_to(request.user).filter(pk__in=list(theirs.initiatives))
    keys = frozenset(visible.values_list("pk", flat=True))
    context = {
        "organisation": organisation,
        "giver": giver,
        "is_self": giver == request.user,
        "things": [(thing, title_for(thing, keys)) for thing in theirs.things],
        "form": form,
    }
    return render(request, "people/hand_over.html", context, status=status(form))


def _is_done(request: Request, organisation: Any, giver: User, form: HandOverForm) -> bool:
    """Hand over and leave a receipt, or say in the form why not."""
    given = form.cleaned_data
    leaving, taker = given["leaving"], given.get("taker")
    try:
        things = hand_over(
            organisation, giver, taker, request.user, leaving=leaving, mark=given["mark"]
        )
    except ListChanged:
        form.add_error(None, _("The list has changed since you opened it. Look at it once more."))
    except NobodyThere:
        form.add_error(None, _("One of you is no member any more. Look at it once more."))
    except LastAdmin:
        form.add_error("leaving", last_admin(giver, request.user))
    else:
        _receipt(request, organisation, giver, taker, len(things), leaving=leaving)
        return True
    return False


def _receipt(
    request: Request, organisation: Any, giver: User, taker: Any, number: int, *, leaving: bool
) -> None:
    said = []
    if number:
        words = ngettext(
            "%(number)d thing has moved to %(person)s.",
            "%(number)d things have moved to %(person)s.",
            number,
        )
        said.append(words % {"number": number, "person": taker})
    if leaving:
        is_self = giver == request.user
        words = _("You have left %(it)s.") if is_self else _("%(person)s has left %(it)s.")
        said.append(words % {"person": giver, "it": organisation})
    undo = ""
    if leaving and giver != request.user:
        undo = reverse("people:restore_member", args=[organisation.public_id, giver.public_id])
    saved(request, " ".join(said) or _("There was nothing to hand over."), undo)
