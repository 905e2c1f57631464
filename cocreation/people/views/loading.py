"""What every view of an organisation begins with: load it through the person who asks."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404

from cocreation.http import Request
from cocreation.people.access import LEVELS, Act
from cocreation.people.models import Organisation


def joined(request: Request, organisation_id: UUID) -> Any:
    """Load an organisation that the person belongs to, with their `level`; or 404."""
    mine = Organisation.objects.filter(memberships__user=request.user)
    rows = mine.annotate(level=F("memberships__level")).select_related("consultancy")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows, public_id=organisation_id)


def administered(request: Request, organisation_id: UUID) -> Any:
    """Load an organisation whose admin the person is: 404 to a stranger, 403 to a colleague.

    A write locks the row until its transaction ends.
    """
    organisation = joined(request, organisation_id)
    if not may_admit(organisation):
        raise PermissionDenied
    return organisation


def may_admit(organisation: Any) -> bool:
    """Whether the person whom it was loaded for says who belongs to it."""
    return organisation.level in LEVELS[Act.ADMIT]
