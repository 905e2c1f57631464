"""Describe an initiative: save the fields that someone changed, each with its history."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cocreation.initiatives.models import Initiative, Plan
from cocreation.initiatives.readiness import REASONS
from cocreation.people.models import User


def describe(
    initiative: Initiative, by: User, changes: Mapping[str, Any], before: Mapping[str, Any]
) -> None:
    """Save changed fields by the names of `InitiativeForm`; `before` is what they replace."""
    with transaction.atomic():
        columns = []
        reasons = {name: new for name, new in changes.items() if name in REASONS.values()}
        described = {name: new for name, new in changes.items() if name not in reasons}
        for field, value in described.items():
            initiative.note_change(by, "change", field, before.get(field), value)
            if field == "unit":
                units = initiative.organisation.units
                initiative.unit = units.get(public_id=value) if value else None
                columns.append("unit")
            elif not field.startswith("ambition_"):
                setattr(initiative, field, value)
                columns.append(field)
        if described:
            folded = ["folded_title", "folded_text"]
            initiative.save(update_fields=[*columns, *folded, "changed_at"])
        if reasons:
            Plan.of(initiative).change(by, reasons)
        if any(field.startswith("ambition_") for field in changes):
            merged = {**before, **changes}
            _rank(initiative, [merged[f"ambition_{rank}"] for rank in (1, 2, 3)])


def _rank(initiative: Initiative, wishes: list[str]) -> None:
    initiative.ambitions.all().delete()
    for rank, ambition in enumerate(wishes, start=1):
        if ambition:
            initiative.ambitions.create(ambition=ambition, rank=rank)
