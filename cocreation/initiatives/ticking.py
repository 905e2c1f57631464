"""Tick the lines of a checklist, and say who has a role.

Both take the rows that the caller has fetched, by item or by role, and change them along; without
them they fetch them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from cocreation.initiatives.models import Initiative, RoleHolder, Tick
from cocreation.initiatives.responsible import person_called
from cocreation.people.models import User
from typology.catalogue import Role


def tick(
    initiative: Initiative,
    by: User | None,
    changes: Mapping[str, Mapping[str, Any]],
    rows: dict[str, Tick] | None = None,
) -> None:
    """Save what changed in each line: item id -> new values of state, note, responsible, due_on."""
    if not changes:
        return
    rows = {row.item: row for row in initiative.ticks.all()} if rows is None else rows
    noted = []
    with transaction.atomic(savepoint=False):
        for item, values in changes.items():
            row = rows.setdefault(item, Tick(initiative=initiative, item=item))
            for field, value in values.items():
                noted.append((f"{item}.{field}", getattr(row, field), value))
                setattr(row, field, value)
            if "responsible" in values:
                row.person = person_called(initiative, row.responsible)
            row.save()
        initiative.note_changes(by, "tick", noted)


def hold_roles(
    initiative: Initiative,
    by: User | None,
    holders: Iterable[tuple[Role, str]],
    rows: dict[str, RoleHolder] | None = None,
) -> None:
    """Say who has each role; an empty name leaves it unmanned."""
    if not (holders := list(holders)):
        return
    rows = {row.role: row for row in initiative.role_holders.all()} if rows is None else rows
    noted = []
    with transaction.atomic(savepoint=False):
        for role, holder in holders:
            row = rows.get(role)
            noted.append((str(role), row.holder if row else "", holder))
            if holder:
                row = rows.setdefault(role, RoleHolder(initiative=initiative, role=role))
                row.holder, row.person = holder, person_called(initiative, holder)
                row.save()
            elif row:
                rows.pop(role).delete()
        initiative.note_changes(by, "hold role", noted)
