"""Start an initiative from two fields."""

from django.db import transaction
from django.utils import timezone

from cocreation.initiatives.models import REPETITION, Initiative
from cocreation.people.models import Organisation, User
from typology.models import Edition


def start(organisation: Organisation, by: User | None, title: str, sentence: str) -> Initiative:
    """Save a new draft on the newest edition. One that is sent twice within a minute is one."""
    edition = Edition.objects.newest()
    if edition is None:
        raise Edition.DoesNotExist("No catalogue is loaded. Run: manage.py import_catalogue FILE")
    same = {"organisation": organisation, "author": by, "title": title, "sentence": sentence}
    recent = timezone.now() - REPETITION
    twin: Initiative | None = (
        Initiative.objects.filter(**same, deleted_at=None, created_at__gt=recent).first()
        if by
        else None
    )
    if twin:
        return twin
    with transaction.atomic():
        initiative: Initiative = Initiative.objects.create(**same, edition=edition)
        initiative.note_change(by, "start", "title", None, title)
    return initiative
