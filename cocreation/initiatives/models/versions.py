"""The whole of an initiative kept as it was: a named version, or a template to start from."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from cocreation.initiatives.models.initiative import Initiative
from cocreation.people.models import Organisation, User


class Version(models.Model):
    """An initiative as it was when someone gave that moment a name. Never changed or removed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="versions")
    name = models.CharField(max_length=120)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="version_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Template(models.Model):
    """What an organisation's new initiatives may begin with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="templates")
    name = models.CharField(max_length=120)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="template_has_a_name")]

    def __str__(self) -> str:
        return self.name
