"""What each has changed: rows that are only ever added."""

from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from cocreation.people.models.users import User


class HasPublicId(Protocol):
    """Anything of ours that a history can be written about."""

    public_id: Any


class Change(models.Model):
    """One thing that someone changed. Rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="changes")
    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=30)
    object_id = models.UUIDField()
    verb = models.CharField(max_length=30)
    field = models.CharField(max_length=80, blank=True)
    old = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    new = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [models.Index("kind", "object_id", "at", name="change_of_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.verb} {self.field}".strip()

    @classmethod
    def of(
        cls,
        on: HasPublicId,
        by: User | None,
        verb: str,
        *,
        organisation_id: int,
        field: str = "",
        old: Any = None,
        new: Any = None,
    ) -> "Change":
        """Return a row about an object that has a `public_id`, not saved yet. JSON values only."""
        return cls(
            by=by,
            organisation_id=organisation_id,
            kind=type(on).__name__.lower(),
            object_id=on.public_id,
            verb=verb,
            field=field,
            old=old,
            new=new,
        )
