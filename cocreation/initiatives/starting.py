"""Start an initiative from two fields."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cocreation.initiatives.models import REPETITION, Initiative
from cocreation.people.models import Organisation, User
from typology.models import Edition


def twins_of(organisation: Organisation, by: User | None, title: str, sentence: str) -> Any:
    """Return what the same person started with the same words within a minute, as rows."""
    if by is None:
        return Initiative.objects.none()
    same = {"organisation": organisation, "author": by, "title": title, "sentence": sentence}
    recent = timezone.now() - REPETITION
    return Initiative.objects.filter(**same, deleted_at=None, created_at__gt=recent)


def start(organisation: Organisation, by: User | None, title: str, sentence: str) -> Initiative:
    """Save a new draft on the newest edition. One that is sent twice within a minute is one."""
    twin: Initiative | None = twins_of(organisation, by, title, sentence).first()
    return twin or begin(organisation, by, title, sentence)


def begin(organisation: Organisation, by: User | None, title: str, sentence: str) -> Initiative:
    """Save a new draft on the newest edition, whatever else there is."""
    edition = Edition.objects.newest()
    if edition is None:
        raise Edition.DoesNotExist("No catalogue is loaded. Run: manage.py import_catalogue FILE")
    with transaction.atomic():
        initiative: Initiative = Initiative.objects.create(
            organisation=organisation, author=by, title=title, sentence=sentence, edition=edition
        )
        initiative.note_change(by, "start", "title", None, title)
    return initiative
