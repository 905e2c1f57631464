"""The bin: what is deleted or taken off a list can come back for thirty days, and is then gone."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cocreation.initiatives.models import Attachment, Comment, Initiative, Part
from cocreation.initiatives.snapshot import KINDS
from cocreation.people.models import Change

KEPT = datetime.timedelta(days=30)


def days_left(since: datetime.datetime, now: datetime.datetime | None = None) -> int:
    """Return for how many more days a thing can come back; today counts as one."""
    left = since + KEPT - (now or timezone.now())
    return max(0, -(-left // datetime.timedelta(days=1)))


def binned(rows: Any, now: datetime.datetime | None = None) -> Any:
    """Keep the deleted initiatives that can still come back, the newest first."""
    since = (now or timezone.now()) - KEPT
    return rows.filter(deleted_at__gt=since).order_by("-deleted_at", "-pk")


@dataclass(frozen=True)
class Emptied:
    """How much is gone for good."""

    initiatives: int
    parts: int


def empty_bin(now: datetime.datetime | None = None) -> Emptied:
    """Erase what has lain in the bin for thirty days, each thing in a transaction of its own.

    Of each one row without content stays in the history, so that one can see that it was done.
    """
    since = (now or timezone.now()) - KEPT
    expired = Initiative.objects.filter(deleted_at__lte=since)
    expired_keys = list(expired.values_list("pk", flat=True))
    initiatives = sum(_erase_initiative(pk, since) for pk in expired_keys)
    parts = 0
    kinds: tuple[type[Part], ...] = (*KINDS.values(), Comment, Attachment)
    for kind in kinds:
        rows = kind.objects.filter(removed_at__lte=since)
        if kind is Comment:  # its answers would go with it
            answers = Comment.objects.filter(thread=OuterRef("pk"))
            rows = rows.exclude(Exists(answers.exclude(removed_at__lte=since)))
        keys = list(rows.order_by("-pk").values_list("pk", flat=True))
        parts += sum(_erase_part(kind, pk, since) for pk in keys)
    return Emptied(initiatives, parts)


@transaction.atomic
def _erase_initiative(pk: int, since: datetime.datetime) -> bool:
    """Erase one initiative with all that belongs to it; not if someone has just brought it back."""
    rows = Initiative.objects.select_for_update().filter(pk=pk, deleted_at__lte=since)
    initiative = rows.first()
    if initiative is None:
        return False
    for attachment in initiative.attachments.all():
        attachment.erase()
    Change.objects.filter(kind="initiative", object_id=initiative.public_id).delete()
    initiative.note_change(None, "erase")
    initiative.delete()
    return True


@transaction.atomic
def _erase_part(kind: type[Part], pk: int, since: datetime.datetime) -> bool:
    """Erase one part, and what the history says of its content."""
    rows = kind.objects.select_for_update().filter(pk=pk, removed_at__lte=since)
    part = rows.select_related("initiative").first()
    if part is None:
        return False
    own = Q(field=str(part.public_id)) | Q(field__startswith=f"{part.public_id}.")
    initiative = part.initiative
    Change.objects.filter(own, kind="initiative", object_id=initiative.public_id).delete()
    initiative.note_change(None, f"erase {kind.word()}", str(part.public_id))
    if isinstance(part, Attachment):
        part.erase()
    else:
        part.delete()
    return True
