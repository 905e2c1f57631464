"""What every view of an initiative begins and ends with: load through the user, leave a receipt."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from cocreation.http import Request, read_or_write, saved, status
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.models import Initiative
from cocreation.people.access import LEVELS, Act
from cocreation.people.models import Organisation, User

__all__ = [
    "edited",
    "managed",
    "organisations_to_start_in",
    "read_or_write",
    "saved",
    "seen",
    "status",
]


def seen(request: Request, public_id: UUID) -> Answer:
    """Load what the person may see, or 404."""
    rows = Initiative.objects.visible_to(request.user).with_names()
    return Answer(get_object_or_404(rows, public_id=public_id))


def edited(request: Request, public_id: UUID) -> Answer:
    """Load what the person may change: 404 to a stranger, 403 to a colleague.

    A write locks the row until its transaction ends.
    """
    rows = Initiative.objects.visible_to(request.user).with_names()
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    answer = Answer(get_object_or_404(rows, public_id=public_id))
    if not answer.initiative.may_edit:
        raise PermissionDenied
    return answer


def managed(request: Request, public_id: UUID) -> Answer:
    """Load what the person may say who takes part in; who may only change it gets 403 too."""
    answer = edited(request, public_id)
    if not answer.initiative.may_manage:
        raise PermissionDenied
    return answer


def organisations_to_start_in(user: User) -> QuerySet[Organisation]:
    """Return the organisations in which a person may start an initiative."""
    return Organisation.objects.filter(
        memberships__user=user, memberships__level__in=LEVELS[Act.CREATE]
    )
