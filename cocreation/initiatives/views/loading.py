"""What every view of an initiative begins and ends with: load through the user, leave a receipt."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cocreation.http import Request
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.models import Initiative
from cocreation.people.access import LEVELS, Act
from cocreation.people.models import Organisation, User

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


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


def saved(request: Request, text: str = "", undo: str = "") -> None:
    """Leave a receipt with the time, and the address that undoes the act."""
    clock = time_format(timezone.localtime())
    messages.success(request, text or _("Saved %(clock)s") % {"clock": clock}, extra_tags=undo)


def status(*forms: Any) -> int:
    """422 for a form that was refused, so that htmx and a browser both show it again."""
    return 422 if any(form.is_bound and form.errors for form in forms) else 200


def organisations_to_start_in(user: User) -> QuerySet[Organisation]:
    """Return the organisations in which a person may start an initiative."""
    return Organisation.objects.filter(
        memberships__user=user, memberships__level__in=LEVELS[Act.CREATE]
    )
