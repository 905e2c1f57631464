"""Who takes part in an initiative: who leads, edits, facilitates and reads it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.forms.people import INVOLVEMENTS, ColleagueForm, GuestInvitingForm
from cocreation.initiatives.joining import INVOLVEMENTS_RISING, invite_to, was_named
from cocreation.initiatives.models import Initiative, NamedPerson
from cocreation.initiatives.views.loading import (
    managed,
    read_or_write,
    saved,
    seen,
    status,
)
from cocreation.people.access import Involvement
from cocreation.people.models import User
from cocreation.people.views.members import letters_sent


@read_or_write
@atomic_writes
def people(request: Request, public_id: UUID) -> HttpResponse:
    """Show who takes part; whoever may say so adds a colleague."""
    is_post = request.method == "POST"
    answer = managed(request, public_id) if is_post else seen(request, public_id)
    initiative = answer.initiative
    rows = list(
        NamedPerson.objects.filter(initiative=initiative).select_related("user", "invitation__by")
    )
    named = sorted((row for row in rows if row.user), key=_strongest_first)
    form = None
    if initiative.may_manage and getattr(initiative, "level", None):
        keys = [row.user_id for row in named if row.user_id]
        form = ColleagueForm(request.POST if is_post else None, initiative=initiative, named=keys)
    elif is_post:
        raise PermissionDenied
    if form and form.is_bound and form.is_valid():
        given = form.cleaned_data
        _name(request, initiative, given["person"], Involvement(given["involvement"]))
        saved(request, _("%(person)s takes part.") % {"person": given["person"]})
        return redirect("initiatives:people", public_id)
    context: dict[str, Any] = {
        "answer": answer,
        "initiative": initiative,
        "form": form,
        "named": named,
        "involvements": INVOLVEMENTS,
    }
    if initiative.may_manage:
        context["invited"] = [
            row for row in rows if not row.user and row.invitation and row.invitation.is_pending
        ]
    code = status(form) if form else 200
    return render(request, "initiatives/people.html", context, status=code)


def _strongest_first(row: NamedPerson) -> tuple[int, str]:
    return -INVOLVEMENTS_RISING.index(Involvement(row.involvement)), str(row.user)


def _name(request: Request, initiative: Initiative, person: User, involvement: Involvement) -> str:
    """Name someone, or change what they are named as; return what they were."""
    row, is_new = NamedPerson.objects.get_or_create(
        initiative=initiative, user=person, defaults={"involvement": involvement}
    )
    before = row.involvement
    if is_new:
        initiative.note_change(request.user, "name person", "person", None, str(person.public_id))
    elif before != involvement:
        row.involvement = involvement
        row.save(update_fields=["involvement"])
        who = str(person.public_id)
        initiative.note_change(request.user, "change involvement", "person", who, who)
    return before


@require_POST
@atomic_writes
def person(request: Request, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Change what someone does in the initiative, with undo."""
    initiative = managed(request, public_id).initiative
    row = get_object_or_404(
        NamedPerson.objects.select_related("user"),
        initiative=initiative,
        user__public_id=person_id,
    )
    involvement = request.POST.get("involvement", "")
    if involvement not in Involvement.values or row.user is None:
        messages.error(request, _("Choose what %(person)s does in it.") % {"person": row.user})
        return redirect("initiatives:people", public_id)
    before = _name(request, initiative, row.user, Involvement(involvement))
    undo = reverse("initiatives:name_person", args=[public_id, person_id, before])
    words = {"person": row.user, "does": dict(INVOLVEMENTS)[Involvement(involvement)]}
    saved(request, _("%(person)s: %(does)s") % words, undo)
    return _back(request, initiative)


@require_POST
@atomic_writes
def name_person(
    request: Request, public_id: UUID, person_id: UUID, involvement: str
) -> HttpResponse:
    """Undo a removal or a change: name a member, or someone who was named here before."""
    initiative = managed(request, public_id).initiative
    who = get_object_or_404(User, public_id=person_id, is_active=True)
    if not was_named(initiative, who):
        get_object_or_404(initiative.organisation.memberships, user=who)
    _name(request, initiative, who, Involvement(involvement))
    saved(request, _("%(person)s takes part.") % {"person": who})
    return _back(request, initiative)


@require_POST
@atomic_writes
def remove_person(request: Request, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Take a name off again, with undo. Everyone may take off their own; some then see no more."""
    mine = person_id == request.user.public_id
    initiative = (seen if mine else managed)(request, public_id).initiative
    row = get_object_or_404(NamedPerson, initiative=initiative, user__public_id=person_id)
    row.delete()
    initiative.note_change(request.user, "remove person", "person", str(person_id), None)
    text = _("%(person)s no longer takes part.") % {"person": row.user}
    still = Initiative.objects.visible_to(request.user).filter(pk=initiative.pk).first()
    undo = reverse("initiatives:name_person", args=[public_id, person_id, row.involvement])
    saved(request, text, undo if still and still.may_manage else "")
    return _back(request, initiative)


def _back(request: Request, initiative: Initiative) -> HttpResponse:
    """Lead to the people's page; whoever may not see it any more, to the list."""
    if Initiative.objects.visible_to(request.user).filter(pk=initiative.pk).exists():
        return redirect("initiatives:people", initiative.public_id)
    return redirect("initiatives:index")


@read_or_write
@atomic_writes
def invite_person(request: Request, public_id: UUID) -> HttpResponse:
    """Show the form of invitations to this initiative; send them all, or none."""
    answer = managed(request, public_id)
    data = request.POST if request.method == "POST" else None
    form = GuestInvitingForm(data, initiative=answer.initiative, by=request.user)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        sent = invite_to(
            answer.initiative,
            request.user,
            given["addresses"],
            given["involvement"],
            given["language"],
        )
        saved(request, letters_sent(len(sent)))
        return redirect("initiatives:people", public_id)
    context = {"answer": answer, "initiative": answer.initiative, "form": form}
    return render(request, "initiatives/invite.html", context, status=status(form))
