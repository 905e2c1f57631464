"""What is in place: one row for each line of a checklist, and for each role."""

from django.db import models
from django.db.models import Q

from cocreation.initiatives.checklist import State
from cocreation.initiatives.models.initiative import Initiative
from cocreation.people.models import User
from typology.catalogue import Role


class Tick(models.Model):
    """What we know about one line of a checklist."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="ticks")
    item = models.CharField(max_length=60)
    state = models.CharField(
        max_length=14, choices=[(s, s) for s in State], default=State.NOT_LOOKED_AT
    )
    note = models.CharField(max_length=500, blank=True)
    responsible = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="ticks")
    due_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("initiative", "item", name="tick_once"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"


class RoleHolder(models.Model):
    """The name or party that has a role, whatever the form calls the role."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="role_holders")
    role = models.CharField(max_length=12, choices=[(r, r) for r in Role])
    holder = models.CharField(max_length=120)
    person = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="roles")

    class Meta:
        constraints = [
            models.UniqueConstraint("initiative", "role", name="role_held_once"),
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.holder}"
