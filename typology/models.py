"""Edition: one catalogue of the typology's texts, a draft or published for ever.

An initiative pins a number and shows its newest correction. Files come and go in `exchange.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull
from django.utils import timezone

from typology.catalogue import Catalogue


class Published(Exception):
    """A published edition was about to be changed or deleted; a correction is a row of its own."""

    def __init__(self) -> None:
        super().__init__("A published edition is never changed or deleted: correct it instead.")


@dataclass(frozen=True, slots=True)
class _Key:
    """Which catalogue it is. The public id tells apart the edition 3 of two databases."""

    public_id: UUID
    number: int | None
    correction: int
    load: Callable[[], Catalogue] = field(compare=False)


@lru_cache(maxsize=16)
def _known(key: _Key) -> Catalogue:
    return key.load()


class EditionQuerySet(models.QuerySet["Edition"]):
    """The editions of this installation: at most one draft, the rest immutable."""

    def published(self) -> Self:
        """Return all but the draft."""
        return self.filter(published_at__isnull=False)

    def newest(self) -> "Edition | None":
        """Return the newest correction of the highest number, or None before the first.

        The document stays in the database until somebody asks for it: in most requests
        `catalogue` is in this process already.
        """
        newest_first = self.published().order_by("-number", "-correction")
        return newest_first.defer("document").first()

    def newest_correction_of(self, number: int) -> "Edition | None":
        """Return what an initiative that pins this number shows, or None for an unknown number."""
        return self.filter(number=number).newest()

    def shown_for(self, pinned: int) -> "Edition | None":
        """Return the newest correction of a pinned edition, by its key; None for a draft."""
        return self.filter(number__in=self.filter(pk=pinned).values("number")).newest()

    def publish(self, catalogue: Catalogue, note: str = "") -> "Edition":
        """Create the edition with the next number.

        Two that publish in the same moment ask for the same number: the second IntegrityError.
        """
        newest = self.newest()
        number = (newest.number or 0) + 1 if newest else 1
        return _freeze(catalogue, note, number, correction=0)

    def update(self, **changes: Any) -> int:
        """Change drafts; raise Published when a published edition is among them."""
        self._refuse_published()
        return super().update(**changes)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete drafts; raise Published when a published edition is among them."""
        self._refuse_published()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse_published(self) -> None:
        if self.published().exists():
            raise Published


class Edition(models.Model):
    """One whole catalogue: number 3, or 3.1 after its first correction of spelling."""

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    number = models.PositiveIntegerField(null=True, blank=True)
    correction = models.PositiveIntegerField(default=0)
    document = models.JSONField()
    note = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("number", "correction"),
                condition=Q(published_at__isnull=False),
                name="edition_published_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, published_at__isnull=True)
                | Q(number__isnull=False, published_at__isnull=False),
                name="edition_numbered_when_published",
            ),
            models.UniqueConstraint(
                IsNull(F("published_at"), True),
                condition=Q(published_at__isnull=True),
                name="edition_one_draft",
            ),
        )

    def __str__(self) -> str:
        return f"Edition {self.label}" if self.label else "Draft edition"

    def save(self, *args: Any, **options: Any) -> None:
        """Save a new edition or a draft; raise Published for a row that is published."""
        self._refuse_if_published()
        super().save(*args, **options)

    save.alters_data = True  # type: ignore[attr-defined]

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft; raise Published for a row that is published."""
        self._refuse_if_published()
        return super().delete(*args, **options)

    delete.alters_data = True  # type: ignore[attr-defined]

    @property
    def label(self) -> str:
        """Return '3', or '3.1' for its first correction; '' for a draft."""
        if self.number is None:
            return ""
        return f"{self.number}.{self.correction}" if self.correction else str(self.number)

    @property
    def catalogue(self) -> Catalogue:
        """Return the texts; those of a published edition are parsed once in a process.

        A document that no longer fits the shape raises pydantic's ValidationError.
        """
        if self.published_at is None:
            return self._parse()
        return _known(self._key(self._parse))

    def remember(self, catalogue: Catalogue) -> None:
        """Spare this process the parsing of what was just published."""
        _known(self._key(lambda: catalogue))

    def _parse(self) -> Catalogue:
        return Catalogue.model_validate(self.document)

    def _key(self, load: Callable[[], Catalogue]) -> _Key:
        return _Key(self.public_id, self.number, self.correction, load)

    def correct(self, catalogue: Catalogue, note: str = "") -> "Edition":
        """Create the next correction of this edition's number; ValueError for a draft."""
        if self.number is None:
            raise ValueError("A draft is edited, not corrected.")
        newest = Edition.objects.newest_correction_of(self.number)
        correction = newest.correction + 1 if newest else 1
        return _freeze(catalogue, note, self.number, correction)

    def _refuse_if_published(self) -> None:
        """Ask the database, because this copy may be older or may have been changed."""
        if self.pk is not None and Edition.objects.published().filter(pk=self.pk).exists():
            raise Published


def _freeze(catalogue: Catalogue, note: str, number: int, correction: int) -> Edition:
    edition = Edition.objects.create(
        number=number,
        correction=correction,
        document=catalogue.model_dump(mode="json"),
        note=note,
        published_at=timezone.now(),
    )
    edition.remember(catalogue)
    return edition
