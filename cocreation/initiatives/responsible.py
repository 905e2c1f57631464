"""Who can be responsible: the people of an initiative, and whom a typed name means."""

from typing import Any, Protocol

from django.db.models import Q, QuerySet

from cocreation.people.models import User


class HasPeople(Protocol):
    """An initiative, as far as its people are asked for."""

    pk: Any
    organisation_id: Any


def people_of(initiative: HasPeople) -> QuerySet[User]:
    """Return the members of its organisation and those who are named on it, by name."""
    members = Q(memberships__organisation=initiative.organisation_id)
    named = Q(named_on__initiative=initiative.pk)
    return User.objects.filter(members | named, is_active=True).distinct().order_by("name", "email")


def person_called(initiative: HasPeople, words: str) -> User | None:
    """Return the one of them whose shown name or e-mail this is; None for nobody and for two."""
    words = words.strip()
    if not words:
        return None
    shown = Q(name=words) | Q(email__iexact=words)
    found = list(people_of(initiative).filter(shown)[:2])
    return found[0] if len(found) == 1 else None
