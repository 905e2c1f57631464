"""Who belongs to an organisation: their level, and who is invited."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cocreation.http import Request, atomic_writes, read_or_write, saved, status
from cocreation.people.forms.organisations import MemberInvitingForm
from cocreation.people.inviting import invite
from cocreation.people.models import LastAdmin, Membership, User
from cocreation.people.views.loading import administered


@read_or_write
@atomic_writes
def invite_members(request: Request, organisation_id: UUID) -> HttpResponse:
    """Show the form of invitations; send them all, or none when an address is wrong."""
    organisation = administered(request, organisation_id)
    data = request.POST if request.method == "POST" else None
    form = MemberInvitingForm(data, organisation=organisation, by=request.user)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        sent = invite(
            organisation, request.user, given["addresses"], given["level"], given["language"]
        )
        saved(request, letters_sent(len(sent)))
        return redirect(organisation)
    context = {"organisation": organisation, "form": form}
    return render(request, "people/invite.html", context, status=status(form))


def letters_sent(number: int) -> str:
    """Return the receipt of invitations."""
    words = ngettext("%(number)d invitation is sent.", "%(number)d invitations are sent.", number)
    return words % {"number": number}


@require_POST
@atomic_writes
def change_level(request: Request, organisation_id: UUID, member_id: UUID) -> HttpResponse:
    """Move a member to another level, with undo."""
    return _to_level(request, organisation_id, member_id, request.POST.get("level", ""))


@require_POST
@atomic_writes
def set_level(request: Request, organisation_id: UUID, member_id: UUID, level: str) -> HttpResponse:
    """Undo such a move."""
    return _to_level(request, organisation_id, member_id, level)


def _to_level(request: Request, organisation_id: UUID, member_id: UUID, level: str) -> HttpResponse:
    organisation = administered(request, organisation_id)
    membership = get_object_or_404(
        Membership.objects.select_related("user"),
        organisation=organisation,
        user__public_id=member_id,
    )
    person: Any = {"person": membership.user}
    if level not in Membership.Level.values:
        messages.error(request, _("Choose what %(person)s may do.") % person)
    elif level != membership.level:
        try:
            organisation.admit(membership.user, Membership.Level(level), request.user)
        except LastAdmin:
            messages.error(request, last_admin(membership.user, request.user))
            return redirect(organisation)
        undo = reverse("people:set_level", args=[organisation_id, member_id, membership.level])
        person["level"] = Membership.Level(level).label
        text = _("%(person)s is now: %(level)s.") % person
        if membership.user == request.user:  # who has no right to undo it
            saved(request, text)
            return redirect(organisation)
        saved(request, text, undo)
    return redirect(organisation)


def last_admin(user: User, by: User) -> str:
    """Return why the only admin stays what they are."""
    if user == by:
        return _("You are the only admin. Make someone else an admin first.")
    return _("%(person)s is the only admin. Make someone else an admin first.") % {"person": user}


@require_POST
@atomic_writes
def restore_member(request: Request, organisation_id: UUID, member_id: UUID) -> HttpResponse:
    """Bring back someone whom this admin has removed, at the level that they had."""
    organisation = administered(request, organisation_id)
    user = get_object_or_404(User, public_id=member_id, is_active=True)
    level = organisation.level_before_dismissal(user, request.user)
    membership = Membership.objects.filter(organisation=organisation, user=user)
    if not level and not membership.exists():
        raise Http404
    if level:
        organisation.admit(user, Membership.Level(level), request.user)
    saved(request, _("%(person)s is back.") % {"person": user})
    return redirect(organisation)
