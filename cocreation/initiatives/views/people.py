"""Which colleagues take part in an initiative, and so see it while it is a draft."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.models import Initiative, NamedPerson
from cocreation.initiatives.views.loading import edited, saved
from cocreation.people.models import User


@require_safe
def people(request: Request, public_id: UUID) -> HttpResponse:
    """Show the organisation's members, and who of them is named."""
    answer = edited(request, public_id)
    named = NamedPerson.objects.filter(initiative=answer.initiative, user=OuterRef("pk"))
    members = answer.initiative.organisation.members.annotate(is_named=Exists(named))
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "members": members.order_by("name", "email"),
    }
    return render(request, "initiatives/people.html", context)


@require_POST
@atomic_writes
def name_person(request: Request, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Name a member of the organisation."""
    initiative = edited(request, public_id).initiative
    person = get_object_or_404(User, organisations=initiative.organisation, public_id=person_id)
    _row, is_new = NamedPerson.objects.get_or_create(initiative=initiative, user=person)
    if is_new:
        initiative.note_change(request.user, "name person", "person", None, str(person_id))
    saved(request, _("%(person)s takes part.") % {"person": person})
    return redirect("initiatives:people", public_id)


@require_POST
@atomic_writes
def remove_person(request: Request, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Take a name off again, with undo; whoever takes their own off may see the draft no more."""
    initiative = edited(request, public_id).initiative
    row = get_object_or_404(NamedPerson, initiative=initiative, user__public_id=person_id)
    row.delete()
    initiative.note_change(request.user, "remove person", "person", str(person_id), None)
    text = _("%(person)s no longer takes part.") % {"person": row.user}
    if not Initiative.objects.visible_to(request.user).filter(pk=initiative.pk).exists():
        saved(request, text)
        return redirect("initiatives:index")
    saved(request, text, reverse("initiatives:name_person", args=[public_id, person_id]))
    return redirect("initiatives:people", public_id)
