"""Tick the lines of a checklist, and say who has a role."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from cocreation.initiatives.models import Initiative, RoleHolder, Tick
from cocreation.people.models import User
from typology.catalogue import Role


def tick(initiative: Initiative, by: User | None, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Save what changed in each line: item id -> new values of state, note, responsible, due_on."""
    with transaction.atomic():
        for item, values in changes.items():
            row, _created = Tick.objects.get_or_create(initiative=initiative, item=item)
            for field, value in values.items():
                old = getattr(row, field)
                initiative.note_change(by, "tick", f"{item}.{field}", old, value)
                setattr(row, field, value)
            row.save()
        if changes:
            initiative.save(update_fields=["changed_at"])


def hold_roles(
    initiative: Initiative, by: User | None, holders: Iterable[tuple[Role, str]]
) -> None:
    """Say who has each role; an empty name leaves it unmanned."""
    with transaction.atomic():
        for role, holder in holders:
            initiative.save(update_fields=["changed_at"])
            row = RoleHolder.objects.filter(initiative=initiative, role=role).first()
            old = row.holder if row else ""
            initiative.note_change(by, "hold role", str(role), old, holder)
            if holder:
                RoleHolder.objects.update_or_create(
                    initiative=initiative, role=role, defaults={"holder": holder}
                )
            elif row:
                row.delete()
